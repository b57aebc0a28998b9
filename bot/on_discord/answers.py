"""What comes with a press, and everything that a command or a press can be answered with.

Most of it is a reply of the core; the rest is what replies need on Discord: forms, steps, pages.
Must not know how any of it looks.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.replies import Asked, Marked, Reply
from bot.on_discord import bringing
from bot.on_discord.modals import Values
from bot.on_discord.setting_up import SetUp
from bot.press import presses as p


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a press: the values of a select (None: it was a button), a modal's fields.

    ``beside`` gives the file of the message that the button is on.
    """

    picked: tuple[str, ...] | None = None
    fields: Values = field(default_factory=dict)
    beside: Callable[[], Awaitable[bringing.File | None]] = bringing.nothing


@dataclass(frozen=True, slots=True)
class Form:
    """The answer to a press is a form: of a question, or of what is missing.

    ``text`` is what there is to change.
    """

    press: p.Press
    asked: Asked | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The answer to a press is the next step of putting in order or matching."""

    asked: Asked
    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to say: everybody here sees what came of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a long reply, from 0."""

    reply: Reply
    page: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A reply about a file, which is sent along: its buttons find it there."""

    reply: Reply
    file: bringing.File


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one's own answer to a live question came to, beside its public reveal."""

    marked: Marked


Said = Reply | Form | Steps | Quiet | Page | Brought | SetUp | Outcome


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An answer about another channel than it is given in: what is pressed on it is done there."""

    answer: Said
    channel: str


Answer = Said | Elsewhere
"""What a command or a press is answered with: a reply, or what a reply needs on Discord."""
