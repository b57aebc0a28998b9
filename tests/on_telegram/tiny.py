"""The smallest bot that uses everything the fake has: for the tests of the fake itself."""

from typing import Any

from telegram import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
)
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from tests.on_telegram.fake import FakeTelegram, builder
from tests.on_telegram.fake.opening import Anything

Context = ContextTypes.DEFAULT_TYPE


def keys(**labels: str) -> InlineKeyboardMarkup:
    """Return a keyboard of one row, data by label."""
    row = [InlineKeyboardButton(label, callback_data=data) for label, data in labels.items()]
    return InlineKeyboardMarkup([row])


def said(update: Update) -> Message:
    """Return the message of an update."""
    assert update.effective_message is not None
    return update.effective_message


async def quiz(update: Update, _context: Context) -> None:
    """Ask with buttons."""
    await said(update).reply_html("<b>Which</b> treaty?", reply_markup=keys(Rapallo="a", Tartu="b"))


async def start(update: Update, context: Context) -> None:
    """Say with which payload."""
    await said(update).reply_text(f"Hello {' '.join(context.args or ())}", do_quote=False)


async def ask(update: Update, _context: Context) -> None:
    """Ask for a reply."""
    placeholder = ForceReply(selective=True, input_field_placeholder="A year")
    await said(update).reply_text("When?", reply_markup=placeholder)


async def poll(update: Update, context: Context) -> None:
    """Ask with a native poll."""
    await said(update).reply_poll(
        "Which treaty?",
        ["Rapallo", "Tartu"],
        type="quiz",
        correct_option_ids=[0],
        is_anonymous=False,
        open_period=60,
        allows_revoting="again" in (context.args or ()),
    )


async def pressed(update: Update, _context: Context) -> None:
    """Answer a press and change its message."""
    query = update.callback_query
    assert isinstance(query, CallbackQuery)
    if query.data == "silent":
        return
    await query.answer(f"You chose {query.data}", show_alert=True)
    await query.edit_message_text(f"Chosen: {query.data}")


async def replied(update: Update, _context: Context) -> None:
    """Repeat what somebody wrote."""
    await said(update).reply_text(f"Heard: {said(update).text}")


def tiny(telegram: FakeTelegram) -> tuple[Anything, list[Update]]:
    """Return the bot, and the list into which it writes every update it gets."""
    heard: list[Update] = []

    async def listening(update: Update, _context: Any) -> None:
        heard.append(update)

    application = builder(telegram).build()
    application.add_handler(TypeHandler(Update, listening), group=-1)
    for command in (quiz, start, ask, poll):
        application.add_handler(CommandHandler(command.__name__, command))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.REPLY & filters.TEXT, replied))
    return application, heard
