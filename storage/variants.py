"""What editors accepted besides the author's answers, and for whom: a class, or everybody.

Variants of a typed answer or a gap, and examples of points. They hold for one version of a
question: a changed meaning may need other answers. Must not know how to mark.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ids import ClassId, LearnerId, QuestionKey
from bot.domain.question import Cloze, Key, Point, Points, Question, Typed
from storage.codec import encode
from storage.database import Tx
from storage.instants import from_ms, to_ms

MOST_EXAMPLES = 20
"""Examples of one point that count, the newest."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One more text that is accepted.

    ``part`` says where, if a question has more than one place for it: the number of a gap from
    0, or the text of a point. An example of a point is somebody's own sentence: ``learner`` says
    whose, and it goes when they do.
    """

    text: str
    part: str = ""
    learner: LearnerId | None = None


def add(
    tx: Tx, key: QuestionKey, variant: Variant, at: datetime, *, class_id: ClassId | None
) -> bool:
    """Accept a variant of a question's present version; False if it was accepted already.

    It holds for one class, or for everybody if ``class_id`` is None.
    """
    added = tx.execute(
        "INSERT INTO aliases (question, version, class, part, text, learner, added_at)"
        " SELECT key, version, ?, ?, ?, ?, ? FROM questions WHERE key = ? ON CONFLICT DO NOTHING",
        (class_id, variant.part, variant.text, variant.learner, to_ms(at), key),
    )
    return added.rowcount == 1


def of_classes(
    tx: Tx, key: QuestionKey, version: int, classes: Collection[ClassId]
) -> list[Variant]:
    """Return what these classes accept for a version of a question, oldest first."""
    rows = tx.execute(
        "SELECT text, part, learner FROM aliases WHERE question = ? AND version = ?"
        " AND class IN (SELECT value FROM json_each(?)) ORDER BY added_at, part, text",
        (key, version, encode(sorted(classes))),
    )
    return [Variant(*row) for row in rows]


def accepted(
    tx: Tx, key: QuestionKey, class_id: ClassId, limit: int = 20
) -> list[tuple[str, int, datetime]]:
    """Return what a class accepts of a question besides its author: text, version, since when.

    The newest first, of every version; what holds for everybody is among it.
    """
    rows = tx.execute(
        "SELECT text, version, added_at FROM aliases WHERE question = ?"
        " AND coalesce(class, ?2) = ?2 ORDER BY added_at DESC, text LIMIT ?3",
        (key, class_id, limit),
    )
    return [(text, version, from_ms(at)) for text, version, at in rows]


def accepting(question: Question, variants: Sequence[Variant]) -> Question:
    """Return a question that accepts these, too, as far as its kind has a place for them."""
    match question.kind:
        case Typed(key):
            return replace(question, kind=Typed(_with(key, variants, "")))
        case Cloze((key,)):
            return replace(question, kind=Cloze((_with(key, variants, ""),)))
        case Cloze(gaps):
            filled = tuple(_with(gap, variants, str(n)) for n, gap in enumerate(gaps))
            return replace(question, kind=Cloze(filled))
        case Points(points=points) as kind:
            shown = tuple(_exemplified(point, variants) for point in points)
            return replace(question, kind=replace(kind, points=shown))
        case _:
            return question


def _with(key: Key, variants: Sequence[Variant], part: str) -> Key:
    new = _new(variants, part, key.accepted)
    return replace(key, accepted=key.accepted + new) if new else key


def _exemplified(point: Point, variants: Sequence[Variant]) -> Point:
    new = _new(variants, point.text, point.exemplars)[-MOST_EXAMPLES:]
    return replace(point, exemplars=point.exemplars + new) if new else point


def _new(variants: Sequence[Variant], part: str, known: tuple[str, ...]) -> tuple[str, ...]:
    found = (each.text for each in variants if each.part == part and each.text not in known)
    return tuple(dict.fromkeys(found))
