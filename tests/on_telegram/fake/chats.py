"""Where the bot may write, and where a message goes: chats, rights, topics, replies."""

from datetime import timedelta

from tests.on_telegram.fake import state
from tests.on_telegram.fake.calls import Api, Call
from tests.on_telegram.fake.shapes import bad, forbidden
from tests.on_telegram.fake.state import Chat, Member, Message, Topic, User, World

ANSWERED_WITHIN = timedelta(seconds=15)
"""How long a message for the bot alone can be replied to."""


def open_to(api: Api, call: Call, permission: str = "can_send_messages") -> Chat:
    """Return the chat of a call if the bot may write to it. Raises Refused otherwise."""
    chat = api.chat(call)
    writable(api.world, chat, permission)
    return chat


def writable(world: World, chat: Chat, permission: str) -> None:
    """Refuse, in the server's words, where the bot may not send such a thing."""
    if chat.user is not None:
        _private(chat.user)
        return
    member = inside(world, chat)
    if chat.type == state.CHANNEL:
        if not member.leads or "can_post_messages" not in member.rights:
            raise bad("need administrator rights in the channel chat")
        return
    barred = chat.barred | (member.barred if member.status == state.RESTRICTED else frozenset())
    if not member.leads and permission in barred:
        what = permission.removeprefix("can_send_").replace("messages", "text messages")
        raise bad(f"not enough rights to send {what} to the chat")


def _private(user: User) -> None:
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started:
        raise forbidden("bot can't initiate conversation with a user")


def inside(world: World, chat: Chat) -> Member:
    """Return the bot's own standing in a chat. Raises Refused if it is not in."""
    member = chat.standing(world.bot)
    if member.status == state.KICKED:
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if member.status == state.LEFT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return member


def need(world: World, chat: Chat, right: str, sentence: str) -> None:
    """Refuse where the bot is no administrator with a right. In private it needs none."""
    if chat.user is not None:
        _private(chat.user)
        return
    member = inside(world, chat)
    open_to_all = chat.type == state.GROUP and right not in chat.barred
    if not (member.leads and right in member.rights) and not open_to_all:
        raise bad(sentence)


def topic(chat: Chat, call: Call) -> Topic | None:
    """Return the topic a call names. Raises Refused for one that is not there or closed."""
    thread = call.whole("message_thread_id")
    if not thread:
        return None
    found = chat.topics.get(thread)
    if not chat.forum or found is None or found.deleted:
        raise bad("message thread not found")
    return found


def thread_of(api: Api, chat: Chat, found: Topic | None) -> None:
    """Refuse to write in a closed topic without the right to manage topics."""
    member = chat.standing(api.world.bot)
    may = member.leads and "can_manage_topics" in member.rights
    closed = found.closed if found else chat.forum and chat.general_closed
    if closed and not may:
        raise bad("TOPIC_CLOSED")


def message(api: Api, chat: Chat, number: int) -> Message | None:
    """Return a message of a chat that still stands, or None."""
    found = api.world.messages.get((chat.id, number))
    return None if found is None or found.deleted else found


def replied(api: Api, chat: Chat, call: Call) -> Message | None:
    """Return the message a call replies to. Raises Refused if it is gone and that matters."""
    told = call.tree("reply_parameters") or {}
    if told.get("ephemeral_message_id"):
        return _whispered(api, chat, call, told["ephemeral_message_id"])
    number = told.get("message_id") or call.whole("reply_to_message_id")
    if not number:
        return None
    found = message(api, chat, number)
    lenient = told.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise bad("message to be replied not found")
    return found


def _whispered(api: Api, chat: Chat, call: Call, number: int) -> Message:
    """Return the message for the bot alone that a call replies to, for its sender alone."""
    found = api.world.ephemerals.get((chat.id, number))
    young = found is not None and api.world.clock() - found.at <= ANSWERED_WITHIN
    if found is None or not young or found.sender is not found.only_for:
        raise bad("message to be replied not found")
    if not call.named("ephemeral_message_parameters"):
        raise api.validator.breach(call.method, "a whisper is answered aloud")
    return found
