"""The world as the Bot API tells it: JSON of users, chats, members, messages, polls, presses."""

from datetime import datetime
from typing import Any

from tests.on_telegram.fake import state
from tests.on_telegram.fake.shapes import Json
from tests.on_telegram.fake.state import Chat, File, Member, Message, Poll, Query, User, World

RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
]
IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
IN_GROUPS = ("can_pin_messages", "can_manage_tags")
IN_FORUMS = ("can_manage_topics",)

PERMISSIONS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def unix(at: datetime) -> int:
    """Return an instant as Telegram tells it: whole seconds."""
    return int(at.timestamp())


def user_json(user: User) -> Json:
    """Return somebody as an update shows them."""
    found: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    found |= {"last_name": user.last_name} if user.last_name else {}
    found |= {"username": user.username} if user.username else {}
    return found | ({"language_code": user.language} if user.language and not user.is_bot else {})


def me_json(bot: User) -> Json:
    """Return the bot as getMe shows it: privacy mode is on, groups are allowed."""
    never = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app")
    more: Json = {"can_join_groups": True, "can_read_all_group_messages": False}
    return user_json(bot) | more | dict.fromkeys(never, False)


def chat_json(chat: Chat) -> Json:
    """Return a chat as a message shows it."""
    found: Json = {"id": chat.id, "type": chat.type}
    if chat.user is not None:
        told = user_json(chat.user)
        names = ("first_name", "last_name", "username")
        return found | {name: told[name] for name in names if name in told}
    found["title"] = chat.title
    found |= {"username": chat.username} if chat.username else {}
    return found | ({"is_forum": True} if chat.forum else {})


def full_chat_json(chat: Chat) -> Json:
    """Return a chat as getChat shows it."""
    gifts = ["unlimited_gifts", "limited_gifts", "unique_gifts"]
    gifts += ["premium_subscription", "gifts_from_channels"]
    found = chat_json(chat) | {"accent_color_id": 1, "max_reaction_count": 11}
    found["accepted_gift_types"] = dict.fromkeys(gifts, True)
    if chat.type in {state.GROUP, state.SUPERGROUP}:
        found["permissions"] = {name: name not in chat.barred for name in PERMISSIONS}
    return found


def member_json(chat: Chat, member: Member) -> Json:
    """Return somebody's standing in a chat."""
    found: Json = {"status": member.status, "user": user_json(member.user)}
    if member.status == state.CREATOR:
        return found | {"is_anonymous": member.anonymous}
    if member.status == state.ADMINISTRATOR:
        held = {name: name in member.rights for name in RIGHTS} | {"can_manage_chat": True}
        extra = IN_CHANNELS if chat.type == state.CHANNEL else IN_GROUPS
        extra = (*extra, *(IN_FORUMS if chat.type == state.SUPERGROUP else ()))
        held |= {name: name in member.rights for name in extra}
        return found | {"can_be_edited": False, "is_anonymous": member.anonymous} | held
    if member.status == state.RESTRICTED:
        may = {name: name not in member.barred for name in PERMISSIONS}
        return found | {"is_member": True, "until_date": 0} | may
    return found | ({"until_date": 0} if member.status == state.KICKED else {})


def change_json(chat: Chat, by: User, at: datetime, old: Json, new: Json) -> Json:
    """Return a change of somebody's standing."""
    told = {"chat": chat_json(chat), "from": user_json(by), "date": unix(at)}
    return told | {"old_chat_member": old, "new_chat_member": new}


def file_json(file: File) -> Json:
    """Return a document."""
    ids = {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.told_size}
    return ids | {"file_name": file.name, "mime_type": file.mime}


def photo_json(file: File) -> list[Json]:
    """Return the sizes of a photo: a small one and itself."""
    small = min(1.0, 90 / max(file.width, file.height, 1))
    made = []
    for part, scale in (("s", small), ("", 1.0)):
        ids = {"file_id": file.id + part, "file_unique_id": file.unique + part}
        size = {"width": int(file.width * scale), "height": int(file.height * scale)}
        made.append(ids | size | {"file_size": int(file.told_size * scale)})
    return made


def poll_json(poll: Poll, *, in_message: bool = False) -> Json:
    """Return a poll as the bot that sent it sees it."""
    counts = [sum(i in chosen for chosen in poll.votes.values()) for i in range(len(poll.options))]
    found: Json = {
        "id": poll.id,
        "question": poll.question,
        "options": [
            {"persistent_id": option.persistent, "text": option.text, "voter_count": count}
            for option, count in zip(poll.options, counts, strict=True)
        ],
        "total_voter_count": len(poll.votes),
        "is_closed": poll.closed,
        "is_anonymous": poll.anonymous,
        "type": "quiz" if poll.quiz else "regular",
        "allows_multiple_answers": poll.several,
        "allows_revoting": poll.revoting,
        "members_only": False,
    }
    if poll.quiz:
        found["correct_option_ids"] = list(poll.correct)
        found |= _texts("explanation", poll.explanation, poll.explanation_entities)
    if in_message:
        found |= _texts("description", poll.about, poll.about_entities)
    found |= {"open_period": poll.open_period} if poll.open_period else {}
    return found | ({"close_date": unix(poll.close_at)} if poll.close_at else {})


def _texts(name: str, text: str, entities: list[Json]) -> Json:
    found: Json = {name: text} if text else {}
    return found | ({f"{name}_entities": entities} if entities else {})


def message_json(message: Message, world: World, *, inner: bool = False) -> Json:
    """Return a message; one `inner` to another shows no further replies."""
    found: Json = {
        "message_id": message.id,
        "date": unix(message.at),
        "chat": chat_json(message.chat),
    }
    found |= {"from": user_json(message.sender)} if message.sender else {}
    found |= {"sender_chat": chat_json(message.sender_chat)} if message.sender_chat else {}
    found |= {"message_thread_id": message.thread} if message.thread else {}
    found |= {"is_topic_message": True} if message.topical else {}
    found |= {"edit_date": unix(message.edited)} if message.edited else {}
    found |= {"has_protected_content": True} if message.protected else {}
    found |= _content(message, world) | _told(message.service, world)
    if message.only_for is not None:
        whispered = message.sender is message.only_for
        found["receiver_user"] = user_json(world.bot if whispered else message.only_for)
        found["ephemeral_message_id"] = message.ephemeral
    # To what a whisper replies may be left out (Message.reply_to_message).
    if not inner and message.reply_to is not None and message.only_for is None:
        found["reply_to_message"] = message_json(message.reply_to, world, inner=True)
    return found | ({"reply_markup": {"inline_keyboard": message.keyboard}} if message.keys else {})


def _content(message: Message, world: World) -> Json:
    found: Json = {}
    if message.photo is not None:
        found["photo"] = photo_json(message.photo)
    if message.document is not None:
        found["document"] = file_json(message.document)
    if message.poll is not None:
        found["poll"] = poll_json(message.poll, in_message=True)
    name = "caption" if message.captioned else "text"
    found |= {name: message.text} if message.text else {}
    if message.entities:
        key = "caption_entities" if message.captioned else "entities"
        found[key] = [_known(one, world) for one in message.entities]
    if message.text and not message.captioned and not message.preview:
        found["link_preview_options"] = {"is_disabled": True}
    return found | ({"is_automatic_forward": True} if message.forwarded else {})


def _known(entity: Json, world: World) -> Json:
    if "user" not in entity:
        return entity
    return entity | {"user": user_json(world.users[entity["user"]])}


def _told(service: Json, world: World) -> Json:
    """Return the fields of a service message; users and messages in it become JSON now."""

    def told(value: Any) -> Any:
        if isinstance(value, User):
            return user_json(value)
        if isinstance(value, Message):
            return message_json(value, world, inner=True)
        return [told(one) for one in value] if isinstance(value, list) else value

    return {name: told(value) for name, value in service.items()}


def query_json(query: Query, world: World) -> Json:
    """Return a press; the message of it is told as it stands, or as gone."""
    message = query.message
    found: Json = {"id": query.id, "from": user_json(query.user), "data": query.data}
    found["chat_instance"] = str(hash(("instance", message.chat.id)) & 0x7FFFFFFFFFFF)
    if message.deleted:
        chat = chat_json(message.chat)
        return found | {"message": {"chat": chat, "message_id": message.id, "date": 0}}
    return found | {"message": message_json(message, world)}
