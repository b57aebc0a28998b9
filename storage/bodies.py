"""The bodies of questions as rows keep them: read, and worked out for a new edition.

What takes long about an edition happens here and needs no transaction, so that nobody who
answers has to wait for it. Must not know where a deck came from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Cloze, Point, Points, Question, Typed
from storage.codec import decode, encode
from storage.database import Tx

Row = tuple[str, bytes, int, int]
"""Of a question: its id, its body, whether it is retired, and whether it is an editor's own."""


@dataclass(frozen=True, slots=True)
class Body:
    """A question as it is to be kept. ``before`` is the row that this was worked out from.

    ``reworded`` says that its author changed something, and not only what is derived from other
    questions.
    """

    before: bytes | None
    now: bytes
    reworded: bool


Bodies = Mapping[QuestionId, Body]
NONE: Bodies = {}


def held(tx: Tx, deck: DeckId) -> list[Row]:
    """Return every question a deck ever had as it is kept, in the deck's order and unread."""
    return tx.execute(
        "SELECT id, body, retired, origin = 'editor' FROM questions WHERE deck = ?"
        " ORDER BY position, key",
        (deck,),
    ).fetchall()


def read(rows: Iterable[Row]) -> list[tuple[Question, bool]]:
    """Return the questions of rows, and of each whether it is an editor's own."""
    return [(_read(body, retired=bool(retired)), bool(own)) for _, body, retired, own in rows]


def bodies(questions: Iterable[Question], rows: Iterable[Row]) -> Bodies:
    """Return questions as they are to be kept, given the rows that are kept already."""
    before = {row[0]: row[1] for row in rows}
    return {each.id: body_of(each, before.get(each.id)) for each in questions}


def body_of(question: Question, before: bytes | None) -> Body:
    """Return a question as it is to be kept instead of ``before``, None if it is a new one."""
    body = encode(question).encode()
    if body == before or before is None:
        return Body(before, body, reworded=before is None)
    old = decode(before, Question)
    question = _with_exemplars(question, old)
    reworded = _of_author(question) != _of_author(old)
    return Body(before, encode(question).encode(), reworded)


def _read(body: bytes, *, retired: bool) -> Question:
    question = decode(body, Question)
    return question if question.retired == retired else replace(question, retired=retired)


def _of_author(question: Question) -> Question:
    """Return a question without its rivals, which follow from what else is in its deck."""
    kind = question.kind
    if isinstance(kind, Typed):
        return replace(question, kind=Typed(replace(kind.key, rivals=())))
    if isinstance(kind, Cloze):
        return replace(question, kind=Cloze(tuple(replace(gap, rivals=()) for gap in kind.gaps)))
    return question


def _with_exemplars(question: Question, old: Question) -> Question:
    """Return the new edition with the answers confirmed for its points, unless it means another."""
    if question.version != old.version:
        return question
    if not isinstance(question.kind, Points) or not isinstance(old.kind, Points):
        return question
    confirmed = {point.text: point.exemplars for point in old.kind.points}
    points = tuple(
        _confirmed(point, confirmed.get(point.text, ())) for point in question.kind.points
    )
    return replace(question, kind=replace(question.kind, points=points))


def _confirmed(point: Point, exemplars: tuple[str, ...]) -> Point:
    new = tuple(text for text in exemplars if text not in point.exemplars)
    return replace(point, exemplars=point.exemplars + new) if new else point
