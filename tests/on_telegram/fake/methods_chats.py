"""What the bot may know and do about chats: who is in them, topics, leaving."""

from tests.on_telegram.fake import chats, state
from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.members import stand
from tests.on_telegram.fake.shapes import Json, bad
from tests.on_telegram.fake.state import Chat, Message, Topic, User
from tests.on_telegram.fake.wire import full_chat_json, member_json

NAME, COLOUR = 128, 7322096


@method
def get_chat(api: Api, call: Call) -> Json:
    chat = _known(api, call)
    told = full_chat_json(chat)
    api.validator.check_answer("ChatFullInfo", told)
    return told


def _known(api: Api, call: Call) -> Chat:
    chat = api.chat(call)
    if chat.user is None:
        chats.inside(api.world, chat)
    elif not chat.user.started:
        raise bad("chat not found")
    return chat


@method
def get_chat_member(api: Api, call: Call) -> Json:
    chat = _known(api, call)
    user = api.world.users.get(call.whole("user_id"))
    if user is None:
        raise bad("user not found")
    if chat.hides_members and not chat.standing(api.world.bot).leads:
        raise bad("member list is inaccessible")
    member = chat.standing(user)
    if member.status == state.LEFT and user.id not in chat.members:
        raise bad("PARTICIPANT_ID_INVALID")
    told = member_json(chat, member)
    api.validator.check_answer("ChatMember", told)
    return told


@method
def get_chat_administrators(api: Api, call: Call) -> list[Json]:
    chat = _known(api, call)
    if chat.user is not None:
        raise bad("there are no administrators in the private chat")
    leading = [m for m in chat.members.values() if m.leads and m.user is not api.world.bot]
    return [member_json(chat, member) for member in leading]


@method
def get_chat_member_count(api: Api, call: Call) -> int:
    return sum(m.status in state.INSIDE for m in _known(api, call).members.values())


@method
def leave_chat(api: Api, call: Call) -> bool:
    chat = _known(api, call)
    if chat.user is not None:
        raise bad("chat not found")
    stand(api, chat, api.world.bot, state.LEFT, by=api.world.bot)
    return True


@method
def create_forum_topic(api: Api, call: Call) -> Json:
    chat = _managed(api, call)
    name = call.text("name")
    if not 1 <= len(name) <= NAME:
        raise api.validator.breach(call.method, f"a name of {len(name)} characters")
    made = new_topic(api, chat, name, api.world.bot)
    return {"message_thread_id": made.id, "name": name, "icon_color": COLOUR}


@method
def close_forum_topic(api: Api, call: Call) -> bool:
    found = chats.topic(_managed(api, call), call)
    if found is None or found.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    found.closed = True
    return True


def _managed(api: Api, call: Call) -> Chat:
    chat = api.chat(call)
    if not chat.forum:
        raise bad("the chat is not a forum")
    sentence = "not enough rights to create a topic"
    chats.need(api.world, chat, "can_manage_topics", sentence)
    return chat


def new_topic(api: Api, chat: Chat, name: str, by: User) -> Topic:
    """Open a topic: its id is that of the message that says so."""
    made = Message(api.world.next_id(chat), chat, api.world.clock(), by)
    made.thread, made.topical = made.id, True
    made.service = {"forum_topic_created": {"name": name, "icon_color": COLOUR}}
    api.world.keep(made)
    chat.topics[made.id] = Topic(made.id, name)
    return chat.topics[made.id]
