"""Keeping an edition of a deck that people bring, and what it would change before it is kept.

The same for the command line and for every platform; who may do it is decided elsewhere. All or
nothing: what is refused leaves no trace. Must not know files nor formats.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ClassId, DeckId, QuestionId
from bot.domain.question import Deck, Question
from bot.usecases.readying import Ready, look, readied
from content import bank
from content.comparing import Change, Comparison, compare
from content.editions import Edition
from storage import bodies, mirroring, pictures, proposals, questions
from storage.database import Tx
from storage.proposals import Proposed


class Obstacle(StrEnum):
    """Why an edition cannot be kept; ``about`` of a Plan has the words."""

    NONE = "none"
    EMPTY = "empty"  # nothing in it can be asked
    BANK_DECK = "bank_deck"  # its id is a deck of the bank; about = (title,)
    FOREIGN = "foreign"  # its id is a deck of somebody else; about = (title,)
    ID_TAKEN = "id_taken"  # one of its questions is another deck's; about = (question's id,)


@dataclass(frozen=True, slots=True)
class Plan:
    """What keeping an edition would do. ``new`` says that there is no such deck yet."""

    deck: DeckId
    title: str
    new: bool
    comparison: Comparison
    proposed: int
    obstacle: Obstacle = Obstacle.NONE
    about: tuple[str, ...] = ()

    @property
    def to_ask(self) -> tuple[Change, ...]:
        """Return the changes about which somebody has to say what they mean."""
        return self.comparison.changes


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping an edition did. ``waiting`` proposals are an editor's to look through."""

    deck: DeckId
    title: str
    added: int
    changed: int
    retired: int
    unchanged: int
    waiting: int


def plan(tx: Tx, edition: Edition, class_id: ClassId | None, ready: Ready | None = None) -> Plan:
    """Return what keeping ``edition`` as a deck of ``class_id`` (None: everybody's) would do.

    ``ready`` spares the work if the deck is still as it was when the edition was made ready.
    """
    deck = edition.deck
    found = _looked(tx, edition, ready)
    obstacle, about = _obstacle(tx, edition, class_id)
    return Plan(
        deck.id,
        deck.title,
        not found.rows,
        found.comparison,
        len(edition.proposals),
        obstacle,
        about,
    )


def first_plan(edition: Edition) -> Plan:
    """Return what keeping ``edition`` would do where nothing is kept yet."""
    deck = edition.deck
    obstacle = Obstacle.NONE if deck.questions or edition.proposals else Obstacle.EMPTY
    comparison = compare((), deck.questions)
    return Plan(deck.id, deck.title, True, comparison, len(edition.proposals), obstacle)


def keep(
    tx: Tx,
    edition: Edition,
    class_id: ClassId | None,
    same: Collection[QuestionId] = (),
    ready: Ready | None = None,
    at: datetime | None = None,
) -> Kept:
    """Keep an edition. ``same`` are the changed questions that mean what they meant.

    ``ready`` spares the work if the deck is still as it was when the edition was made ready;
    ``at`` is when, for the history of what it changes. Raises ``mirroring.EditionRefused`` where
    ``plan`` would name an obstacle.
    """
    obstacle, _ = _obstacle(tx, edition, class_id)
    if obstacle is not Obstacle.NONE:
        raise mirroring.EditionRefused(obstacle.value)
    whole = readied(edition, _looked(tx, edition, ready), same)
    deck = whole.deck
    done = mirroring.mirror(
        tx, deck, whole.digest, class_id, imported=True, ready=whole.bodies, at=at
    )
    pictures.put(tx, deck.id, [(each.name, each.data) for each in edition.media])
    waiting = proposals.put(
        tx, deck.id, [Proposed(each.question, each.why, each.line) for each in edition.proposals]
    )
    return Kept(
        deck.id, deck.title, done.added, done.changed, done.retired, done.unchanged, waiting
    )


def accept(tx: Tx, deck: DeckId, question: QuestionId) -> Question | None:
    """Let a proposal become a question of its deck; None when it was not waiting."""
    proposed = proposals.one(tx, deck, question)
    accepted = _accept(tx, deck, [proposed.question] if proposed else [])
    return accepted[0] if accepted else None


def accept_all(tx: Tx, deck: DeckId) -> int:
    """Let every proposal that waits become a question; return how many those were."""
    waiting = proposals.waiting(tx, deck, proposals.count(tx, deck))
    return len(_accept(tx, deck, [each.question for each in waiting]))


def _accept(tx: Tx, deck: DeckId, wanted: list[Question]) -> list[Question]:
    row = questions.deck(tx, deck)
    if row is None or not wanted:
        return []
    present = [each for each, _ in questions.ever(tx, deck) if not each.retired]
    whole = _deck(row, (*present, *(replace(each, deck=deck) for each in wanted)))
    mirroring.mirror(tx, whole, bank.digest(whole), row.class_id, imported=True)
    for each in wanted:
        proposals.decide(tx, deck, each.id, accepted=True)
        questions.make_own(tx, each.id)
    return wanted


def replace_one(tx: Tx, row: questions.DeckRow, after: Question, at: datetime) -> None:
    """Let one question of a deck that people brought say something else; its id stays."""
    present = [each for each, _ in questions.ever(tx, row.id) if not each.retired]
    now = tuple(after if each.id == after.id else each for each in present)
    whole = _deck(row, now)
    mirroring.mirror(tx, whole, bank.digest(whole), row.class_id, imported=True, at=at)


def _looked(tx: Tx, edition: Edition, ready: Ready | None) -> Ready:
    rows = bodies.held(tx, edition.deck.id)
    return ready if ready is not None and ready.rows == rows else look(edition, rows)


def _obstacle(
    tx: Tx, edition: Edition, class_id: ClassId | None
) -> tuple[Obstacle, tuple[str, ...]]:
    held = questions.deck(tx, edition.deck.id)
    if held is not None and not held.imported:
        return Obstacle.BANK_DECK, (held.title,)
    if held is not None and held.class_id != class_id:
        return Obstacle.FOREIGN, (held.title,)
    asked = (*edition.deck.questions, *(each.question for each in edition.proposals))
    if not asked:
        return Obstacle.EMPTY, ()
    taken = questions.strangers(tx, edition.deck.id, [each.id for each in asked])
    return (Obstacle.ID_TAKEN, (taken[0],)) if taken else (Obstacle.NONE, ())


def _deck(row: questions.DeckRow, now: tuple[Question, ...]) -> Deck:
    deck = Deck(row.id, row.title, row.description, row.themes, now, row.licence)
    return bank.attach_rivals(deck)


def exported(tx: Tx, deck: DeckId) -> tuple[Deck, tuple[tuple[str, bytes], ...]] | None:
    """Return a deck as it is kept, with the pictures it came with; None when there is none."""
    row = questions.deck(tx, deck)
    if row is None:
        return None
    present = tuple(each for each, _ in questions.ever(tx, deck) if not each.retired)
    whole = Deck(row.id, row.title, row.description, row.themes, present, row.licence)
    return whole, tuple(pictures.of(tx, deck))
