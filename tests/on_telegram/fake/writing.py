"""What people write and tap: their messages, edits and buttons, and which of it the bot hears.

Privacy mode is on: in groups the bot hears commands, replies to itself and what Telegram says;
as an administrator, and in private, everything.
"""

import re
from typing import TYPE_CHECKING

from tests.on_telegram.fake import members, posting, state
from tests.on_telegram.fake.detecting import detected
from tests.on_telegram.fake.shapes import ANONYMOUS, CHANNEL_BOT, SERVICE_USER, TEXT, Json
from tests.on_telegram.fake.state import Chat, File, Message, Poll, User

if TYPE_CHECKING:
    from tests.on_telegram.fake.actors import Person

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?")


class CannotDo(AssertionError):
    """No human could do that."""


def new(
    person: "Person",
    text: str,
    to: Message | None,
    *,
    document: File | None = None,
    photo: File | None = None,
    whispered: bool = False,
) -> Message:
    """Write a message, and tell the bot if it hears of it; `whispered` to the bot alone.

    What replies to a whisper is one, too.
    """
    api, chat, user = person.telegram.api, person.chat, person.user
    _may_write(person, text or document or photo)
    if to is not None and (not person.sees(to) or to.chat is not chat):
        raise CannotDo(f"{user.name} does not see what they would reply to")
    made = Message(0, chat, api.world.clock(), user, text=text, document=document, photo=photo)
    _signed(person, made)
    made.entities = detected(text, [])
    topic = person.topic.id if person.topic else 0
    posting.threaded(made, to, topic or (to.thread if to is not None and to.topical else 0))
    if made.topical and to is None:
        made.reply_to = api.world.messages.get((chat.id, made.thread))
    if whispered or (to is not None and to.only_for is not None):
        made.only_for, made.ephemeral = user, api.world.new()
    else:
        made.id = api.world.next_id(chat)
    api.world.keep(made)
    if chat.in_private:
        user.started = True
    if heard(api.world.bot, chat, made):
        members.tell(api, made)
    if chat.discussed is not None:
        _forwarded(person, made, chat.discussed)
    return made


def _forwarded(person: "Person", post: Message, group: Chat) -> None:
    """Let Telegram forward a post of a channel into the group where it is discussed."""
    api = person.telegram.api
    made = Message(api.world.next_id(group), group, api.world.clock(), text=post.text)
    made.sender = api.world.users.setdefault(SERVICE_USER, User(SERVICE_USER, "Telegram"))
    made.sender_chat, made.forwarded, made.entities = post.chat, True, post.entities
    api.world.keep(made)
    if heard(api.world.bot, group, made):
        members.tell(api, made)


def _may_write(person: "Person", content: object) -> None:
    chat, user = person.chat, person.user
    if not content:
        raise CannotDo("nothing to send")
    if isinstance(content, str) and len(content) > TEXT:
        raise CannotDo(f"a client splits {len(content)} characters into several messages")
    if chat.in_private and user.blocked:
        raise CannotDo(f"{user.name} has blocked the bot: unblock it first")
    if chat.migrated_to or chat.deleted:
        raise CannotDo(f"{chat.title} has moved or is gone")
    member = chat.standing(user)
    if member.status not in state.INSIDE:
        raise CannotDo(f"{user.name} is not in {chat.title}")
    if chat.type == state.CHANNEL and not member.leads:
        raise CannotDo(f"{user.name} only reads {chat.title}")
    if person.topic is not None and (person.topic.deleted or person.topic.closed):
        raise CannotDo(f"the topic {person.topic.name} is not open")


def _signed(person: "Person", made: Message) -> None:
    """Set in whose name a message stands."""
    world = person.telegram.world
    if person.chat.type == state.CHANNEL:
        made.sender, made.sender_chat = None, person.chat
    elif person.anonymous:
        made.sender, made.sender_chat = _robot(world.users, ANONYMOUS, "Group"), person.chat
    elif person.channel is not None:
        made.sender = _robot(world.users, CHANNEL_BOT, "Channel")
        made.sender_chat = person.channel


def _robot(users: dict[int, User], number: int, name: str) -> User:
    username = "GroupAnonymousBot" if name == "Group" else "Channel_Bot"
    return users.setdefault(number, User(number, name, username=username, is_bot=True))


def heard(bot: User, chat: Chat, message: Message) -> bool:
    """Tell whether the bot hears of a message, with privacy mode on."""
    standing = chat.standing(bot)
    if standing.status not in state.INSIDE:
        return False
    if chat.in_private or chat.type == state.CHANNEL or standing.leads:
        return True
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    command = COMMAND.match(message.text)
    return command is not None and (command[1] or bot.username).lower() == bot.username.lower()


def edit(person: "Person", message: Message, text: str) -> None:
    """Change one's own message, and tell the bot if it heard of it."""
    api = person.telegram.api
    if message.sender is not person.user or message.deleted:
        raise CannotDo(f"{person.user.name} cannot change that message")
    message.versions.append(message.text)
    message.text, message.entities = text, detected(text, [])
    message.edited = api.world.clock()
    if heard(api.world.bot, message.chat, message):
        members.tell(api, message, edited=True)


def delete(person: "Person", message: Message) -> None:
    """Delete a message: the bot never hears of it."""
    chat = message.chat
    own = message.sender is person.user or chat.in_private
    if not person.sees(message) or not (own or chat.standing(person.user).leads):
        raise CannotDo(f"{person.user.name} cannot delete that message")
    message.deleted = True


def key(person: "Person", message: Message, what: str, *, crossing: bool = False) -> Json:
    """Return a button that this person can tap, by its label, data or link."""
    if not person.sees(message) and not crossing:
        raise CannotDo(f"{person.user.name} does not see that message")
    earlier = [key for rows in reversed(message.old_keyboards) for row in rows for key in row]
    every = [*message.keys, *(earlier if crossing else ())]
    names = ("text", "callback_data", "url")
    found: list[Json] = [key for key in every if what in {key.get(name) for name in names}]
    if not found or (len(found) > 1 and not crossing):
        shown = ", ".join(str(key["text"]) for key in every)
        raise CannotDo(f"{what!r} is there {len(found)} times; there are: {shown}")
    return found[0]


def poll(person: "Person", message: Message) -> Poll:
    """Return the poll of a message that this person can vote in."""
    if message.poll is None or not person.sees(message):
        raise CannotDo(f"{person.user.name} sees no poll there")
    return message.poll
