"""How a call becomes a message of the bot: threads, replies, keyboards, eyes it is meant for."""

from datetime import timedelta

from tests.on_telegram.fake import chats, rules, state
from tests.on_telegram.fake.calls import Api, Call
from tests.on_telegram.fake.shapes import Json, bad
from tests.on_telegram.fake.state import Chat, Message, Query, User
from tests.on_telegram.fake.wire import message_json

WHISPERED_WITHIN = timedelta(seconds=15)
"""How long after a press a bot that is no administrator may tell something to one person alone."""


def begun(api: Api, call: Call, permission: str = "can_send_messages") -> Message:
    """Return an empty message in the chat of a call, checked but not yet kept."""
    chat = chats.open_to(api, call, permission)
    topic = chats.topic(chat, call)
    reply = chats.replied(api, chat, call)
    if topic is None and reply is not None and reply.topical:
        topic = chat.topics.get(reply.thread)
    chats.thread_of(api, chat, topic)
    made = Message(0, chat, api.world.clock(), api.world.bot)
    if chat.type == state.CHANNEL:
        made.sender, made.sender_chat = None, chat
    made.only_for = receiver(api, chat, call)
    made.keyboard, made.asks = rules.keyboard(api, call), rules.asks(api, call)
    if made.asks and chat.type == state.CHANNEL:
        raise bad("reply keyboard can't be used in channel chats")
    threaded(made, reply, topic.id if topic else 0)
    made.silent, made.protected = call.flag("disable_notification"), call.flag("protect_content")
    return made


def threaded(made: Message, reply: Message | None, topic: int) -> None:
    """Set where a message hangs.

    In a forum every message of a topic that replies to none is told as a reply to the message
    that made the topic. In a supergroup without topics replies carry a thread that is no topic.
    """
    made.reply_to = reply
    if topic:
        made.thread, made.topical = topic, True
    elif reply is not None and made.chat.type == state.SUPERGROUP and not made.chat.forum:
        made.thread = reply.thread or reply.id


def receiver(api: Api, chat: Chat, call: Call) -> User | None:
    """Return who alone is to see a message; None for everybody."""
    told = call.tree("ephemeral_message_parameters")
    if told is None or api.ephemeral == "ignored":
        return None
    user = api.world.users.get(told["receiver_user_id"])
    fits = chat.type in {state.GROUP, state.SUPERGROUP} and api.ephemeral == "works"
    if not fits or user is None or chat.standing(user).status not in state.INSIDE:
        raise bad("EPHEMERAL_MESSAGE_NOT_ALLOWED")
    if number := told.get("callback_query_id"):
        query = api.world.queries.get(number)
        if query is None or query.user is not user or _age(api, query) > WHISPERED_WITHIN:
            raise bad("QUERY_ID_INVALID")
    elif not call.named("reply_parameters") and not chat.standing(api.world.bot).leads:
        raise bad("BOT_NOT_ADMIN")
    return user


def _age(api: Api, query: Query) -> timedelta:
    return api.world.clock() - query.at


def sent(api: Api, made: Message) -> Json:
    """Keep a message that is complete and return it as the answer tells it."""
    if made.only_for is None:
        made.id = api.world.next_id(made.chat)
    else:
        made.ephemeral = api.world.new()
    api.world.keep(made)
    told = message_json(made, api.world)
    api.validator.check_answer("Message", told)
    return told
