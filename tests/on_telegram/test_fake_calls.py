"""What the fake says to wrong calls: the errors of the real Bot API, through the real library."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from tests.fakes import FakeClock
from tests.on_telegram.fake import TOKEN, FakeTelegram, Person, speaking
from tests.on_telegram.tiny import keys


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bare bot."""
    async with speaking(telegram) as made:
        yield made


@pytest.fixture
def ada(telegram: FakeTelegram) -> Person:
    """Somebody in private."""
    return telegram.person("Ada")


def picture(width: int = 60, height: int = 40) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, "PNG")
    return written.getvalue()


async def refused(telegram: FakeTelegram, call: Awaitable[object]) -> str:
    """Return what Telegram says against a call; that it is a breach is forgiven."""
    with pytest.raises(TelegramError) as error:
        await call
    telegram.forgive()
    return str(error.value)


async def test_a_message_is_parsed_kept_and_returned(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(
        ada.chat.id,
        "<b>Hi</b> @ada",
        parse_mode="HTML",
        reply_markup=keys(Go="go"),
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Hi @ada"
    assert [one.type for one in sent.entities] == ["bold", "mention"]
    kept = ada.last
    assert (kept.text, kept.buttons, kept.silent, kept.preview) == ("Hi @ada", ["Go"], True, False)
    assert sent.message_id == kept.id


@pytest.mark.parametrize(
    ("text", "mode", "sentence"),
    [
        ("", None, "Message text is empty"),
        ("  ", "HTML", "Message text is empty"),
        ("x" * 4097, None, "Message is too long"),
        ("🦉" * 2049, None, "Message is too long"),
        ("<b>x", "HTML", "Can't parse entities: can't find end tag corresponding to start tag "),
        ("<b><code>a<i>b</i></code></b>", "HTML", ""),
    ],
)
async def test_texts_that_telegram_does_not_take(
    telegram: FakeTelegram, bot: Bot, ada: Person, text: str, mode: str | None, sentence: str
) -> None:
    call = bot.send_message(ada.chat.id, text, parse_mode=mode)
    if sentence:
        assert (await refused(telegram, call)).lower().startswith(sentence.lower())
    else:
        await call
        assert telegram.forgive() == ["sendMessage: italic inside code is lost"]


async def test_a_text_is_counted_after_its_markup(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.chat.id, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    assert len(ada.last.text) == 4096


@pytest.mark.parametrize(
    "rows",
    [
        [[InlineKeyboardButton("x", callback_data="é" * 33)]],
        [[InlineKeyboardButton("x", callback_data="")]],
        [[InlineKeyboardButton(" ", callback_data="x")]],
        [[InlineKeyboardButton("x")]],
        [[InlineKeyboardButton("x", url="not a link")]],
        [[InlineKeyboardButton("x", callback_data="x", url="https://a.b")]],
        [[InlineKeyboardButton("x", callback_data=str(n)) for n in range(9)]],
        [[InlineKeyboardButton("x", callback_data=str(n))] for n in range(101)],
    ],
)
async def test_keyboards_that_telegram_does_not_take(
    telegram: FakeTelegram, bot: Bot, ada: Person, rows: list[list[InlineKeyboardButton]]
) -> None:
    markup = InlineKeyboardMarkup(rows)
    assert await refused(telegram, bot.send_message(ada.chat.id, "x", reply_markup=markup))
    assert not ada.messages


async def test_64_bytes_of_data_are_taken(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.chat.id, "x", reply_markup=keys(Go="é" * 32))
    assert ada.last.keys[0]["callback_data"] == "é" * 32


async def test_editing_what_would_stay_the_same(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.chat.id, "<i>x</i>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await sent.edit_text("<em>x</em>", parse_mode="HTML")
    await sent.edit_text("x")
    assert (ada.last.text, ada.last.versions) == ("x", ["x"])


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.chat.id, "x", reply_markup=keys(Go="go"))
    await sent.edit_text("y")
    assert ada.last.buttons == []


async def test_editing_what_is_not_there(telegram: FakeTelegram, bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.chat.id, "x")
    photo = await bot.send_photo(ada.chat.id, picture(), caption="c")
    theirs = (await ada.say("mine")).own
    assert theirs is not None
    await sent.delete()
    chat = ada.chat.id
    for call, sentence in (
        (sent.edit_text("y"), "Message to edit not found"),
        (bot.edit_message_text("y", chat, photo.message_id), "There is no text in the message"),
        (bot.edit_message_text("y", chat, theirs.id), "Message can't be edited"),
        (sent.delete(), "Message to delete not found"),
        (bot.pin_chat_message(chat, sent.message_id), "Message to pin not found"),
        (bot.stop_poll(chat, sent.message_id), "Message with poll to stop not found"),
        (bot.stop_poll(chat, photo.message_id), "Message is not a poll"),
        (
            bot.send_message(chat, "x", reply_parameters=ReplyParameters(sent.message_id)),
            "Message to be replied not found",
        ),
    ):
        assert (await refused(telegram, call)).startswith(sentence)
    lenient = ReplyParameters(sent.message_id, allow_sending_without_reply=True)
    await bot.send_message(chat, "x", reply_parameters=lenient)
    assert ada.last.reply_to is None


async def test_captions_and_media_are_edited(bot: Bot, ada: Person) -> None:
    sent = await bot.send_photo(ada.chat.id, picture(), caption="c" * 1024)
    assert (sent.photo[-1].width, sent.photo[-1].height) == (60, 40)
    await sent.edit_caption("new")
    await sent.edit_media(InputMediaPhoto(picture(90, 90), caption="<b>z</b>", parse_mode="HTML"))
    kept = ada.last.photo
    assert kept is not None
    assert (ada.last.text, kept.width) == ("z", 90)


async def test_files_go_up_and_come_down(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.chat.id, b"a,b\n", caption="A deck", filename="deck.csv")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("deck.csv", "text/csv")
    file = await sent.document.get_file()
    assert await file.download_as_bytearray() == b"a,b\n"
    again = await bot.send_document(ada.chat.id, sent.document.file_id)
    assert again.document == sent.document


@pytest.mark.parametrize(
    "send",
    [
        lambda bot, chat: bot.send_photo(chat, b"no picture"),
        lambda bot, chat: bot.send_photo(chat, picture(2100, 100)),
        lambda bot, chat: bot.send_photo(chat, picture(), caption="x" * 1025),
        lambda bot, chat: bot.send_document(chat, b"", filename="x.csv"),
        lambda bot, chat: bot.send_document(chat, "no-such-file"),
        lambda bot, chat: bot.get_file("no-such-file"),
    ],
)
async def test_files_that_telegram_does_not_take(
    telegram: FakeTelegram, bot: Bot, ada: Person, send: Callable[[Bot, int], Awaitable[object]]
) -> None:
    assert await refused(telegram, send(bot, ada.chat.id))


async def test_a_file_too_large_for_bots_cannot_be_fetched(
    telegram: FakeTelegram, bot: Bot, ada: Person
) -> None:
    sent = (await ada.send_document("big.apkg", b"x", size=20 * 1024 * 1024 + 1)).own
    assert sent is not None
    assert sent.document is not None
    assert await refused(telegram, bot.get_file(sent.document.id)) == "File is too big"


async def test_a_press_is_answered_once_and_soon(
    telegram: FakeTelegram, bot: Bot, ada: Person, clock: FakeClock
) -> None:
    await bot.send_message(ada.chat.id, "x", reply_markup=keys(Go="go"))
    first, second = [await ada.send_press(ada.last, "go", waits=False) for _ in range(2)]
    assert first.query
    assert second.query
    await bot.answer_callback_query(first.query.id, "x" * 200, show_alert=True)
    assert (first.alert, first.query.alert) == ("x" * 200, True)
    too_old = "Query is too old and response timeout expired or query id is invalid"
    assert await refused(telegram, bot.answer_callback_query(first.query.id)) == too_old
    long = bot.answer_callback_query(second.query.id, "x" * 201)
    assert await refused(telegram, long)
    clock.forward(timedelta(seconds=31))
    assert await refused(telegram, bot.answer_callback_query(second.query.id)) == too_old


async def test_menus_of_scopes_and_languages(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group()
    everyone, here = BotCommand("quiz", "Play"), BotCommand("class", "Set up")
    await bot.set_my_commands([everyone])
    await bot.set_my_commands([BotCommand("quiz", "Gioca")], language_code="it")
    await bot.set_my_commands([here], scope=BotCommandScopeChat(group.id))
    assert telegram.person("Ada").offered == ["quiz"]
    assert telegram.person("Ada", group).offered == ["class"]
    assert (await bot.get_my_commands(language_code="it"))[0].description == "Gioca"
    for wrong in (BotCommand("Quiz", "x"), BotCommand("q" * 33, "x"), BotCommand("q", "x" * 257)):
        assert await refused(telegram, bot.set_my_commands([wrong]))
    assert await refused(telegram, bot.set_my_commands([everyone] * 101))


async def test_a_wrong_token_is_not_let_in(telegram: FakeTelegram) -> None:
    bot = Bot("1:wrong", request=telegram.request(), get_updates_request=telegram.request())
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_unknown_methods_and_parameters_are_breaches(
    telegram: FakeTelegram, bot: Bot, ada: Person
) -> None:
    with pytest.raises(TelegramError):
        await bot.do_api_request("sendNothing")
    assert telegram.forgive()


async def test_what_goes_over_the_seam_is_what_goes_over_the_wire(telegram: FakeTelegram) -> None:
    """Numbers, switches and objects arrive as strings, as in a form."""
    request = telegram.request()
    await request.initialize()
    given = {"chat_id": telegram.person("Ada").chat.id, "text": "1", "protect_content": True}
    data = RequestData([RequestParameter.from_input(*item) for item in given.items()])
    await request.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage", data)
    (call,) = telegram.called("sendMessage")
    assert call.params["protect_content"] == "true"
    assert (call["chat_id"], call.text("text")) == (given["chat_id"], "1")


async def test_half_a_character_is_no_text(telegram: FakeTelegram, bot: Bot, ada: Person) -> None:
    for text in ("half \ud83e an owl", "\udd89"):
        assert "utf-8" in await refused(telegram, bot.send_message(ada.chat.id, text))
    await bot.send_message(ada.chat.id, "🦉", reply_markup=keys(**{"🦉": "🦉"}))
    assert ada.last.buttons == ["🦉"]
