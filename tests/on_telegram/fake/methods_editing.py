"""Changing what stands: texts, captions, keyboards, media; deleting and pinning."""

import copy
from datetime import timedelta
from typing import Any

from tests.on_telegram.fake import chats, methods_sending, rules
from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.shapes import CAPTION, NOT_MODIFIED, TEXT, Json, bad
from tests.on_telegram.fake.state import GROUP, SUPERGROUP, Chat, Message
from tests.on_telegram.fake.wire import message_json

OWN_FOR, PINS = timedelta(hours=48), 100
"""How long a message can be taken back, and how many are pinned at once before old ones go."""


def editable(api: Api, call: Call) -> Message:
    """Return the message a call is to change. Raises Refused as the server would."""
    chat = api.chat(call)
    chats.writable(api.world, chat, "")
    if not call.whole("message_id"):
        raise bad("message identifier is not specified")
    found = chats.message(api, chat, call.whole("message_id"))
    if found is None:
        raise bad("message to edit not found")
    if found.sender is not api.world.bot and not (found.sender is None and found.sender_chat):
        raise bad("message can't be edited")
    if found.service:
        raise bad("message can't be edited")
    return found


def changed(
    api: Api, found: Message, rows: list[list[Json]], text: str, entities: list[Json], **more: Any
) -> Json | bool:
    """Change a message and return it. Raises Refused if nothing would be different."""
    same = (text, entities, rows) == (found.text, found.entities, found.keyboard)
    if same and not more:
        raise bad(NOT_MODIFIED)
    found.versions.append(found.text)
    found.old_keyboards.append(found.keyboard)
    found.text, found.entities, found.keyboard = text, entities, rows
    for name, value in more.items():
        setattr(found, name, value)
    found.edited = api.world.clock()
    api.world.edits.append(found)
    if found.only_for is not None:
        return True
    told = message_json(found, api.world)
    api.validator.check_answer("Message", told)
    return told


@method
def edit_message_text(api: Api, call: Call) -> Json | bool:
    return _text(api, call, editable(api, call))


def _text(api: Api, call: Call, found: Message) -> Json | bool:
    if found.poll is not None or found.captioned:
        raise bad("there is no text in the message to edit")
    text, entities = rules.parsed(api, call, "text")
    if not text:
        raise api.validator.breach(call.method, "message text is empty")
    rules.within(api, call.method, text, TEXT, "MESSAGE_TOO_LONG")
    return changed(api, found, rules.keyboard(api, call), text, entities)


@method
def edit_message_caption(api: Api, call: Call) -> Json | bool:
    return _caption(api, call, editable(api, call))


def _caption(api: Api, call: Call, found: Message) -> Json | bool:
    if not found.captioned:
        raise bad("there is no caption in the message to edit")
    text, entities = rules.parsed(api, call, "caption")
    rules.within(api, call.method, text, CAPTION, "MEDIA_CAPTION_TOO_LONG")
    return changed(api, found, rules.keyboard(api, call), text, entities)


@method
def edit_message_reply_markup(api: Api, call: Call) -> Json | bool:
    found = editable(api, call)
    return changed(api, found, rules.keyboard(api, call), found.text, found.entities)


@method
def edit_message_media(api: Api, call: Call) -> Json | bool:
    return _media(api, call, editable(api, call))


def _media(api: Api, call: Call, found: Message) -> Json | bool:
    told = call.tree("media") or {}
    if told.get("type") not in {"photo", "document"} or found.poll is not None:
        raise bad("message can't be edited")
    photo = told["type"] == "photo"
    new = methods_sending.file(api, call, told["type"], given=told.get("media", ""))
    mode = str(told.get("parse_mode", "")).lower()
    caption = told.get("caption", "")
    text, entities = rules.parsed_text(api, call.method, caption, mode)
    rules.within(api, call.method, text, CAPTION, "MEDIA_CAPTION_TOO_LONG")
    media = {"photo": new if photo else None, "document": None if photo else new}
    return changed(api, found, rules.keyboard(api, call), text, entities, **media)


@method
def edit_ephemeral_message_text(api: Api, call: Call) -> Json | bool:
    return _text(api, call, _ephemeral(api, call))


@method
def edit_ephemeral_message_caption(api: Api, call: Call) -> Json | bool:
    return _caption(api, call, _ephemeral(api, call))


@method
def edit_ephemeral_message_media(api: Api, call: Call) -> Json | bool:
    return _media(api, call, _ephemeral(api, call))


@method
def edit_ephemeral_message_reply_markup(api: Api, call: Call) -> Json | bool:
    found = _ephemeral(api, call)
    return changed(api, found, rules.keyboard(api, call), found.text, found.entities)


@method
def delete_ephemeral_message(api: Api, call: Call) -> bool:
    _ephemeral(api, call).deleted = True
    return True


def _ephemeral(api: Api, call: Call) -> Message:
    chat = api.chat(call)
    found = api.world.ephemerals.get((chat.id, call.whole("ephemeral_message_id")))
    receiver = call.whole("receiver_user_id")
    if found is None or found.deleted or found.only_for is None or found.only_for.id != receiver:
        raise bad("message to edit not found")
    return found


@method
def delete_message(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    found = chats.message(api, chat, call.whole("message_id"))
    if found is None:
        raise bad("message to delete not found")
    _delete(api, found)
    return True


@method
def delete_messages(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    numbers = call.tree("message_ids") or []
    for found in (chats.message(api, chat, number) for number in numbers):
        if found is not None:
            _delete(api, found)
    return True


def _delete(api: Api, found: Message) -> None:
    member = found.chat.standing(api.world.bot)
    may = member.leads and "can_delete_messages" in member.rights
    own = found.sender is api.world.bot or found.chat.in_private
    young = api.world.clock() - found.at < OWN_FOR
    if not (own and young) and not may:
        raise bad("message can't be deleted")
    found.deleted = True


@method
def pin_chat_message(api: Api, call: Call) -> bool:
    chat, found = _pinnable(api, call)
    found.pinned = True
    chat.pinned = [*(number for number in chat.pinned if number != found.id), found.id][-PINS:]
    service = Message(api.world.next_id(chat), chat, api.world.clock(), api.world.bot)
    service.service = {"pinned_message": copy.copy(found)}
    service.silent = call.flag("disable_notification") or chat.in_private
    api.world.keep(service)
    return True


@method
def unpin_chat_message(api: Api, call: Call) -> bool:
    if not call.whole("message_id"):
        chat = api.chat(call)
        if not chat.pinned:
            raise bad("message to unpin not found")
        call.params["message_id"] = str(chat.pinned[-1])
    chat, found = _pinnable(api, call)
    found.pinned = False
    chat.pinned = [number for number in chat.pinned if number != found.id]
    return True


def _pinnable(api: Api, call: Call) -> tuple[Chat, Message]:
    chat = api.chat(call)
    right = "can_pin_messages" if chat.type in {SUPERGROUP, GROUP} else "can_edit_messages"
    sentence = "not enough rights to manage pinned messages in the chat"
    chats.need(api.world, chat, right, sentence)
    found = chats.message(api, chat, call.whole("message_id"))
    if found is None:
        raise bad("message to pin not found")
    return chat, found
