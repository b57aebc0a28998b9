"""An edition made ready to be kept: all that takes long, done where nobody waits for it.

``importing`` keeps it if the deck is still as it was looked at, and begins again if it is not.
Pure but for what was read; must not know who may do it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.ids import QuestionId
from bot.domain.question import Deck, Question
from content import bank
from content.comparing import Comparison, compare, settled
from content.editions import Edition
from storage import bodies
from storage.bodies import Bodies, Row


@dataclass(frozen=True, slots=True)
class Whole:
    """A deck as it is to be kept, with what its editors accepted; ``same`` as it was agreed."""

    deck: Deck
    digest: bytes
    bodies: Bodies
    same: frozenset[QuestionId]


@dataclass(frozen=True, slots=True)
class Ready:
    """An edition held against the rows of its deck. ``whole`` is None for a look alone."""

    rows: Sequence[Row]
    comparison: Comparison
    own: tuple[Question, ...]
    whole: Whole | None = None


def look(edition: Edition, rows: Sequence[Row]) -> Ready:
    """Compare an edition with what is kept of its deck."""
    ever = bodies.read(rows)
    mine = [question for question, is_own in ever if not is_own]
    own = tuple(question for question, is_own in ever if is_own and not question.retired)
    return Ready(rows, compare(mine, edition.deck.questions), own)


def agreed(ready: Ready, *, same: bool) -> frozenset[QuestionId]:
    """Return the changed questions that mean what they meant: all of them, or none."""
    return frozenset(each.after.id for each in ready.comparison.changes if same)


def readied(edition: Edition, ready: Ready, same: Collection[QuestionId]) -> Whole:
    """Return how an edition is to be kept, where the questions ``same`` mean what they meant."""
    if ready.whole is not None and ready.whole.same == frozenset(same):
        return ready.whole
    now = settled(edition.deck.questions, ready.comparison, same)
    ids = {question.id for question in now}
    own = tuple(question for question in ready.own if question.id not in ids)
    deck = bank.attach_rivals(replace(edition.deck, questions=now + own))
    written = bodies.bodies(deck.questions, ready.rows)
    return Whole(deck, bank.digest(deck), written, frozenset(same))
