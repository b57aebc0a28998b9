"""What the answer to a press or a command can be, besides a reply. Must not know how it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.replies import Asked, PointsProposed, Refused, Reply
from bot.on_telegram.messages import Rendered
from bot.on_telegram.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Steps:
    """The next step of an answer that takes several: what is asked, and what stands so far."""

    asked: Asked | PointsProposed
    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a long reply, from 0."""

    reply: Reply
    page: int


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody sent, or why it cannot be read; ``deck`` is what it shall be called."""

    name: str
    data: bytes
    deck: str = ""
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A reply about a file, which is sent along: its keys find it there."""

    reply: Reply
    file: File


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to say: everybody here sees what came of it. ``vanish``: its keys are used up."""

    vanish: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """What to choose from, where words are missing; or a word of the bot's own."""

    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Announced:
    """What was changed for a whole group: the reply for who did so, and what all are told."""

    reply: Reply
    aloud: Guide


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """This goes on in the private chat, by a link: ``url`` opens it there."""

    url: str


Shown = Reply | Steps | Page | Brought | Guide | Announced
"""What is rendered."""

Answer = Shown | Quiet | Prompt | Elsewhere
"""A ``Prompt`` is answered by a reply to it."""


async def nothing() -> File | None:
    """Return that no file is there."""
    return None


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a press: what was written in reply to it, and what was said before that.

    ``beside`` gives the file that the message of the press is about. ``ours``: the press stands
    on a message of ours as it was sent, so nobody made it up.
    """

    text: str | None = None
    said: str = ""
    beside: Callable[[], Awaitable[File | None]] = nothing
    ours: bool = False
