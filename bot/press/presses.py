"""The presses: everything a button can mean, as values.

Must not know any platform, nor how a press is written down (see ``codec.py``).
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from bot.domain.ids import AskId, ClaimId, DeckId, QuestionId, QuestionKey, RoundId
from bot.domain.question import Grade
from bot.domain.replies import Span

Complaint = Literal["wrong", "unclear", "typo", "offensive", "other"]
"""What is the matter with a reported question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer with these options (stored indices, at most 25, each once, in this order)."""

    ask: AskId
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Open the form for an answer that is typed, ordered or matched."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class Hint:
    """Show the hint."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Say "I don't know"."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the answer: turn the card, or see the points to tick."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class GradeIt:
    """Grade a card oneself."""

    ask: AskId
    grade: Grade


@dataclass(frozen=True, slots=True)
class TickIt:
    """Tick these points as made (indices as in ``Answer``; none is allowed)."""

    ask: AskId
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Skip:
    """Put the question aside, or vote to skip it."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last answer back; with an ``ask`` only if it was the answer to that one.

    So a button that is pressed twice takes back one.
    """

    ask: AskId | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Say "I was right"."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class ReportIt:
    """Report the question to its editors."""

    ask: AskId
    reason: Complaint


@dataclass(frozen=True, slots=True)
class NextReview:
    """Go on to the next question of one's own queue."""


@dataclass(frozen=True, slots=True)
class NextInRound:
    """Move a round on by hand."""

    round: RoundId


@dataclass(frozen=True, slots=True)
class StopRound:
    """End a round early."""

    round: RoundId


@dataclass(frozen=True, slots=True)
class JoinRound:
    """Join a round."""

    round: RoundId


@dataclass(frozen=True, slots=True)
class Again:
    """Play another round from this deck; the empty id is any deck of the class."""

    deck: DeckId


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """Show this window of the leaderboard."""

    span: Span


@dataclass(frozen=True, slots=True)
class SettleClaim:
    """Decide a claim, as an editor."""

    claim: ClaimId
    accept: bool


@dataclass(frozen=True, slots=True)
class Confirm:
    """Confirm something that cannot be undone, by its word (printable ASCII, at most 40)."""

    word: str


@dataclass(frozen=True, slots=True)
class Go:
    """Run a command as if it were typed (printable ASCII, at most 40)."""

    command: str


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put an order or a match together step by step: what stands so far.

    ``picks`` are stored indices in the order of the steps (items of an order; for a match the
    right-hand side of each left one shown, -1 for none). Each stands once, but for -1.
    """

    ask: AskId
    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """Answer with what was put together (``picks`` as in ``Arrange``)."""

    ask: AskId
    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """Show what I answered to a live question or, once it is closed, what it came to."""

    ask: AskId


@dataclass(frozen=True, slots=True)
class Turn:
    """Show another page (from 0 to 35) of what a command says (as in ``Go``)."""

    command: str
    page: int


DeckVerb = Literal["show", "drafts", "accept", "drop", "edit", "all", "back", "export", "review"]
"""What can be done with a deck, or with one question of it."""


def which_of(question: QuestionId) -> str:
    """Return eight letters and digits that tell a question apart from others of its deck.

    A deck's id and a question's would not fit into one button.
    """
    return blake2b(question.encode("utf-8", "replace"), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class OfDeck:
    """Do something with a deck. ``which`` tells one of its questions apart: see ``which_of``."""

    verb: DeckVerb
    deck: DeckId
    which: str = ""


@dataclass(frozen=True, slots=True)
class BringIt:
    """Bring in the file that lies beside the button, read as ``format`` ("" is to be found out).

    ``same`` says that changed questions are the same ones, mended, or others; None says nothing.
    """

    format: str
    same: bool | None


QuestionVerb = Literal["history", "edit"]
"""What an editor can do with one question in play."""


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """Do something with one question, told by its key."""

    verb: QuestionVerb
    question: QuestionKey


Press = (
    Answer
    | Open
    | Hint
    | GiveUp
    | Reveal
    | GradeIt
    | TickIt
    | Skip
    | Undo
    | Claim
    | ReportIt
    | NextReview
    | NextInRound
    | StopRound
    | JoinRound
    | Again
    | ShowBoard
    | SettleClaim
    | Confirm
    | Go
    | Arrange
    | Arranged
    | Mine
    | Turn
    | OfDeck
    | BringIt
    | OfQuestion
)
