"""What Telegram is sent, as values: a message with its keyboard and files, or a native poll.

Built by ``render``, sent by the messenger and the client. Must not know replies, nor how anything
is sent.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import local_day
from bot.on_telegram.markup import EMPTY, Html


class Style(StrEnum):
    """How a button looks; clients that do not know it show their own."""

    PLAIN = ""
    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Key:
    """One button of an inline keyboard: it carries a press, or opens a link."""

    label: str
    data: str = ""
    """An encoded press, 1 to 64 bytes; empty if there is a ``url``."""
    url: str = ""
    style: Style = Style.PLAIN


Keyboard = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send along; ``alt`` says what it shows, in words."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """A native quiz poll, always one whose votes have names: only those come back as answers."""

    question: str
    """Plain text, 1 to 300 characters."""
    options: tuple[str, ...]
    """Plain texts in the order of the question as it was posed."""
    correct: tuple[int, ...]
    """Places in ``options``, rising; more than one where several are right."""
    several: bool
    """Whether several may be chosen."""
    explanation: Html = EMPTY
    """Up to 200 characters, with two line feeds at most."""
    about: Html = EMPTY
    """The small text with the question: where it comes from and when it closes; up to 1024."""
    open_period: int = 0
    """Seconds after which Telegram closes it, a few more than our own close; 0 for never."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: their clock, zone and language; ``public`` is everybody in a chat."""

    now: datetime
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    locale: str = "en-GB"
    public: bool = False
    polls: bool = False
    """Whether the class wants native polls."""
    channel: bool = False
    """Whether they read a channel, where nobody can write."""
    bot: str = ""
    """The bot's user name, for deep links; without it there are none."""

    @property
    def today(self) -> date:
        """Return the reader's local day, which starts at 04:00."""
        return local_day(self.now, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What to send.

    ``private`` is for one person's eyes: in a group it is said by ``alert``, or in private.
    ``replaces``: where a button was pressed on a private message, that message becomes this one;
    a public post becomes it if it is of the same subject.
    """

    text: Html
    """Up to 4096 units of UTF-16 after entities; a caption (up to 1024) where there is a photo."""
    keyboard: Keyboard = ()
    photo: Upload | None = None
    document: Upload | None = None
    poll: Poll | None = None
    """Posted instead of the text; its own keyboard is ``keyboard``."""
    alert: str = ""
    """The same said in up to 200 characters, for the answer to a press."""
    private: bool = True
    replaces: bool = False
    asks: str = ""
    """The words in the empty field where an answer is written, up to 64 characters; empty for none.

    A message has keys or asks for a reply: a question keeps its keys, and what asks for the answer
    is a message of its own below it (``prompts.py``)."""
    more: tuple[Html, ...] = ()
    """Where one message cannot hold it all, those that follow it in order: the keyboard and the
    forced reply are the last one's."""
    instead: "Rendered | None" = None
    """The same in words, for where its poll, picture or file is refused."""
