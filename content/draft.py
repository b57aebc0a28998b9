"""What reading a file yields, before anything is kept: one shape for every format.

A draft holds cards (a front and nested points), questions, quotations, what was left out and why,
what looked odd, and the problems that forbid keeping any of it. Values only: must not know how a
file is read, nor where questions are kept. Lines and columns count from 1; 0 is "no line".
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.question import Question


class FrontKind(StrEnum):
    """What stands on the front of a card."""

    TOPIC = "topic"
    QUESTION = "question"
    STATEMENT = "statement"  # a claim of its own, usually without a back
    HEADING = "heading"
    SYNTHETIC = "synthetic"  # made up, because the document has lost it


class PointKind(StrEnum):
    """How a point was marked in the document."""

    BULLET = "bullet"
    PARA = "para"
    DASH = "dash"
    NUMBERED = "numbered"
    NODE = "node"
    FIELD = "field"  # a cell of a table, the back of a flashcard


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a card says. ``text`` is tidied (spaces, marker), ``raw`` is as it stood.

    ``lines`` are its first and last line; ``joins`` are the lines that were wrapped onto it.
    """

    text: str
    kind: PointKind
    lines: tuple[int, int]
    raw: str = ""
    subs: "tuple[Point, ...]" = ()
    joins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A front and its points. ``id`` is the same whenever the same file is read.

    ``own_id`` is the id that the file itself gives it, if any. ``servable`` is False for a card
    that can be no flashcard: without a back, or cut off.
    """

    id: str
    front: str
    front_kind: FrontKind
    points: tuple[Point, ...]
    lines: tuple[int, int]
    own_id: str = ""
    theme: str = ""
    tags: tuple[str, ...] = ()
    servable: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, as the document attributes them.

    ``around`` is what else the line says before and behind the words; ``joins`` are the lines that
    were wrapped onto it.
    """

    who: str
    text: str
    line: int
    work: str | None = None
    year: int | None = None
    around: str = ""
    joins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is in no card, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something odd that forbids nothing. ``code`` is a name such as ``EMPTY_BACK``."""

    code: str
    line: int
    detail: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that forbids keeping the file: where, and a sentence that says what to do."""

    line: int
    column: int
    sentence: str


class Unreadable(ValueError):
    """Raised by a reader to give up on a file; ``read`` turns it into the draft's problem.

    ``before`` are problems that were noted until then.
    """

    def __init__(
        self, sentence: str, line: int = 0, column: int = 0, before: "tuple[Problem, ...]" = ()
    ) -> None:
        super().__init__(sentence)
        self.problem = Problem(line, column, sentence)
        self.before = before


@dataclass(frozen=True, slots=True)
class Found:
    """A question that a file holds, or that was made of what it holds.

    Its question has no deck, and for an id the one that the file gives it, "" if none.
    ``proposed`` says why a question was made from notes ("list", "date", …) and is "" for one that
    needs no editor; such a question is a draft until an editor accepts it. ``card`` is the card it
    was made of. ``theme_title`` is the theme as the file names it.
    """

    question: Question
    line: int
    proposed: str = ""
    card: str = ""
    theme_title: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came with a deck: a picture that a question shows."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a file holds. With ``problems``, nothing of it may be kept.

    ``reason`` says why the file was read as ``format``. ``stated`` is the number of cards that the
    document itself claims. ``deck_id`` is the id of a file that is a deck of Studyhall's own, and
    ``themes`` are its themes' names and titles in order, those without a question too.
    """

    format: str
    reason: str = ""
    title: str = ""
    description: str = ""
    licence: str = ""
    deck_id: str = ""
    themes: tuple[tuple[str, str], ...] = ()
    stated: int | None = None
    cards: tuple[Card, ...] = ()
    questions: tuple[Found, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[Caution, ...] = ()
    problems: tuple[Problem, ...] = ()
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format cannot hold: of one question, or of the deck where ``question`` is ""."""

    question: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Written:
    """A deck as a file. ``suffix`` is its extension with the dot."""

    data: bytes
    suffix: str
    losses: tuple[Loss, ...] = ()
