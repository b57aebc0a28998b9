"""What Telegram's room works with: the use cases in one hand, and who does something where.

A group is a place, and so is each of its topics: a topic belongs to the group's class, unless it
was given to another. Must not know how anything looks.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Chat, Message, User

from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.replies import Problem
from bot.drawing.easel import Easel
from bot.usecases.arriving import Arriving
from bot.usecases.authoring import Authoring
from bot.usecases.boards import Boards
from bot.usecases.chatting import Chatting
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.delivering import Delivering
from bot.usecases.digesting import Digesting
from bot.usecases.looking import Looking
from bot.usecases.mending import Mending
from bot.usecases.moving import Moving
from bot.usecases.polling import Polling
from bot.usecases.posting import Posting
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from bot.usecases.syncing import Syncing

Pictures = Callable[[Account | None, DeckId, str], Awaitable[bytes | None]]
"""Gives a picture of a deck, if this learner (or, for None, everybody) may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the bot can do, and the clock it does it by."""

    study: Study
    rounds: Rounds
    daily: Daily
    reminding: Reminding
    digesting: Digesting
    comeback: Comeback
    boards: Boards
    classes: Classes
    decks: Decks
    settings: Settings
    privacy: Privacy
    posting: Posting
    arriving: Arriving
    looking: Looking
    authoring: Authoring
    mending: Mending
    chatting: Chatting
    polling: Polling
    delivering: Delivering
    moving: Moving
    syncing: Syncing
    pictures: Pictures
    explain: Callable[[BaseException], Problem]
    clock: Callable[[], datetime]
    easel: Easel = field(default_factory=Easel)


async def nobody_leads() -> bool:
    """Return that somebody does not look after a chat."""
    return False


async def may_all(_chat: int) -> bool:
    """Return that the bot may do something in a chat."""
    return True


async def nowhere() -> Place | None:
    """Return that somebody comes from no group."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who does something, and where. ``group`` is None in a private chat.

    ``leads`` asks Telegram whether they look after the group, ``pins`` whether the bot may pin
    messages in a chat, ``through`` from which group they come into the private chat. ``invited``
    by them: they brought the bot there. ``hidden``: they write as the group itself, so nobody
    knows who it is. ``told_by`` is the same when Telegram brings the same message or press again.
    """

    who: Account
    name: str
    place: Place
    group: Place | None = None
    group_name: str = ""
    leads: Callable[[], Awaitable[bool]] = nobody_leads
    pins: Callable[[int], Awaitable[bool]] = may_all
    through: Callable[[], Awaitable[Place | None]] = nowhere
    invited: bool = False
    hidden: bool = False
    channel: bool = False
    locale: str = "en"
    bot: str = ""  # the bot's user name, for links
    told_by: str = ""
    asked: datetime | None = None  # when they wrote it; None for a press, which tells no time

    @property
    def class_place(self) -> Place | None:
        """Return the place whose class is meant; None for the one somebody studies with."""
        return self.place if self.group else None


def account_of(user: User) -> Account:
    """Return the account of somebody on Telegram."""
    return Account(Platform.TELEGRAM, str(user.id))


def place_of(chat: Chat, message: Message | None = None) -> Place:
    """Return where a message is: its chat and, if it is in one, its topic."""
    in_topic = message is not None and message.is_topic_message and message.message_thread_id
    thread = str(message.message_thread_id) if in_topic and message is not None else ""
    return Place(Platform.TELEGRAM, str(chat.id), thread)


def seat_of(user: User, chat: Chat, message: Message | None = None) -> Seat:
    """Return who does something where."""
    place = place_of(chat, message)
    alone = chat.type == Chat.PRIVATE
    return Seat(
        who=account_of(user),
        name=user.full_name,
        place=place,
        group=None if alone else Place(Platform.TELEGRAM, str(chat.id)),
        group_name="" if alone else chat.title or "",
        hidden=message is not None and message.sender_chat is not None,
        channel=chat.type == Chat.CHANNEL,
        locale=user.language_code or "en",
    )
