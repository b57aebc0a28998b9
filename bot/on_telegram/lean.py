"""Keeps the library from making objects that nobody reads.

It makes one of every part of a message and of every button, and Telegram repeats the whole message
with each press and after each change: that was a third of the work of a press. Must not know what
is done with what is left.
"""

from datetime import UTC, datetime
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
    User,
)
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.ext import ExtBot

from bot.domain.urgency import Urgency

Json = dict[str, Any]

CHANGES = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup"})
"""Methods whose answer repeats a message that we have just written."""

SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendPoll"})

OF_A_MESSAGE = frozenset(
    {
        "message_id",
        "date",
        "chat",
        "message_thread_id",
        "is_topic_message",
        "receiver_user",
        "ephemeral_message_id",
        "poll",
    }
)
"""What is read of a message that was just sent: where it is, and which poll it holds."""

UNREAD = frozenset(
    {"from", "entities", "caption_entities", "link_preview_options", "reply_markup", "edit_date"}
)
"""What is not read of a message that somebody pressed a key on, nor of the one it replies to."""


OF_A_PRESS = frozenset({"id", "from", "message", "chat_instance", "data"})
PLAIN = (
    frozenset({"message_id", "date", "chat", "text", "reply_markup"}),
    frozenset(
        {"message_id", "date", "chat", "text", "reply_markup"}
        | {"message_thread_id", "is_topic_message"}
    ),
)
"""What a plain message has at least and at most, once it is lean."""


class LeanKeyboard(InlineKeyboardMarkup):
    """An inline keyboard that goes out as it was written. It can be sent, and nothing else."""

    __slots__ = ("_told",)

    def __init__(self, rows: list[list[Json]]) -> None:  # the library's own makes every button
        self._told: Json = {"inline_keyboard": rows}

    def to_dict(self, recursive: bool = True) -> Json:
        """Return it as it goes out."""
        return self._told

    def __repr__(self) -> str:
        return f"LeanKeyboard({self._told['inline_keyboard']})"


class _NoPreview(LinkPreviewOptions):
    """No preview of any link, told always the same."""

    __slots__ = ()

    def to_dict(self, recursive: bool = True) -> Json:
        return {"is_disabled": True}


NO_PREVIEW = _NoPreview(is_disabled=True)


class LeanBot(ExtBot[Urgency]):
    """The library's bot, which makes no objects of what Telegram merely repeats."""

    async def _do_post(
        self,
        endpoint: str,
        data: Json,
        *,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,
        connect_timeout: ODVInput[float] = DEFAULT_NONE,
        pool_timeout: ODVInput[float] = DEFAULT_NONE,
    ) -> bool | Json | list[Json]:
        result = await super()._do_post(
            endpoint,
            data,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
            connect_timeout=connect_timeout,
            pool_timeout=pool_timeout,
        )
        return lean_result(endpoint, result) if isinstance(result, dict) else result


def lean_result(endpoint: str, result: Json) -> bool | Json:
    """Return what is read of a method's answer.

    Of a changed message nothing is: it is True, as Telegram itself says where it has none.
    """
    if endpoint in CHANGES:
        return True
    if endpoint in SENDS:
        return {name: value for name, value in result.items() if name in OF_A_MESSAGE}
    return result


def lean_update(told: Json) -> Json:
    """Return an update without what is not read of a pressed message; others as they came.

    Of its keys only the pressed one stays, if it is there: whether it is, is asked.
    """
    query = told.get("callback_query")
    if not isinstance(query, dict):
        return told
    message = query.get("message")
    if not isinstance(message, dict):
        return told
    lean = _read(message)
    if pressed := _pressed(message, query.get("data")):
        lean["reply_markup"] = {"inline_keyboard": [pressed]}
    above = message.get("reply_to_message")
    if isinstance(above, dict):
        lean["reply_to_message"] = _read(above)
    return told | {"callback_query": query | {"message": lean}}


def read_update(told: Json, bot: Bot) -> Update:
    """Return an update as the library's object, without what is not read.

    Raises what the library raises for one that it does not know. The press on a plain message, of
    which there are most by far, is put together here: the library would look for a hundred parts
    that a message may have.
    """
    lean = lean_update(told)
    query = lean.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return Update.de_json(lean, bot)
    if not (query.keys() <= OF_A_PRESS and PLAIN[0] <= message.keys() <= PLAIN[1]):
        return Update.de_json(lean, bot)
    below = Message(
        message["message_id"],
        datetime.fromtimestamp(message["date"], UTC),
        Chat.de_json(message["chat"], bot),
        text=message["text"],
        message_thread_id=message.get("message_thread_id"),
        is_topic_message=message.get("is_topic_message"),
        reply_markup=InlineKeyboardMarkup.de_json(message["reply_markup"], bot),
    )
    user = User.de_json(query["from"], bot)
    pressed = CallbackQuery(query["id"], user, query["chat_instance"], below, query["data"])
    return Update(lean["update_id"], callback_query=pressed)


def _read(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in UNREAD}


def _pressed(message: Json, data: object) -> list[Json]:
    """Return the keys of a message that carry what was pressed."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or ()
    return [key for row in rows for key in row if key.get("callback_data") == data]
