"""Brings the mirror to a new edition of a deck, without losing what was learnt at run time.

Idempotent: an edition with the digest of the last is not looked at. Must not know where a deck
came from.
"""

from dataclasses import dataclass, replace

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import Deck, Point, Points, Question
from storage.codec import decode, encode
from storage.database import Tx


@dataclass(frozen=True, slots=True)
class Mirrored:
    """How many questions of a deck each thing happened to."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0
    moved: int = 0  # here from another deck: what is counted by deck must be counted anew


class EditionRefused(ValueError):
    """A deck contradicts what is kept of it. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A question as the last edition left it."""

    key: QuestionKey
    deck: DeckId
    version: int
    body: bytes
    place: tuple[int, str]  # position and theme
    retired: bool


def mirror(
    tx: Tx,
    deck: Deck,
    digest: bytes,
    class_id: ClassId | None = None,
    *,
    imported: bool = False,
) -> Mirrored:
    """Make the database hold exactly this edition of ``deck``; ``digest`` is of its source.

    ``class_id`` owns the deck, None if everybody may use it; ``imported`` decks are brought by
    people, others are of the bank. Raises EditionRefused if a version went down, or if the deck
    or one of its questions belongs to somebody else.
    """
    held = tx.execute(
        "SELECT digest, retired, class, origin FROM decks WHERE id = ?", (deck.id,)
    ).fetchone()
    origin = "import" if imported else "bank"
    if held is not None and tuple(held[2:]) != (class_id, origin):
        raise EditionRefused(f"the deck {deck.id} belongs to somebody else")
    kept = _kept(tx, deck)
    if held is not None and (held[0], held[1]) == (digest, 0):
        return Mirrored(unchanged=sum(not row.retired for row in kept.values()))
    _check(tx, deck, kept, class_id)
    _put_deck(tx, deck, digest, class_id, origin)
    outcomes = [
        _put(tx, question, position, kept.get(question.id))
        for position, question in enumerate(deck.questions)
    ]
    present = {question.id for question in deck.questions}
    gone = [
        row.key
        for number, row in kept.items()
        if number not in present and row.deck == deck.id and not row.retired
    ]
    tx.executemany("UPDATE questions SET retired = 1 WHERE key = ?", [(key,) for key in gone])
    return Mirrored(
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        retired=len(gone),
        unchanged=outcomes.count("unchanged"),
        moved=sum(kept[number].deck != deck.id for number in present & kept.keys()),
    )


def _kept(tx: Tx, deck: Deck) -> dict[QuestionId, _Kept]:
    """Return the rows of this deck, and of its questions where they were in another."""
    rows = tx.execute(
        "SELECT id, key, deck, version, body, position, theme, retired FROM questions"
        " WHERE deck = ? OR id IN (SELECT value FROM json_each(?))",
        (deck.id, encode([question.id for question in deck.questions])),
    )
    return {
        QuestionId(row[0]): _Kept(
            QuestionKey(row[1]), DeckId(row[2]), row[3], row[4], (row[5], row[6]), bool(row[7])
        )
        for row in rows
    }


def _check(tx: Tx, deck: Deck, kept: dict[QuestionId, _Kept], class_id: ClassId | None) -> None:
    for question in deck.questions:
        row = kept.get(question.id)
        if row is None:
            continue
        if question.version < row.version:
            raise EditionRefused(
                f"{question.id} is at version {question.version}, but version {row.version}"
                " was asked already: versions only go up"
            )
        if row.deck != deck.id and _owner(tx, row.deck) != class_id:
            raise EditionRefused(f"{question.id} is a question of the deck {row.deck}")


def _owner(tx: Tx, deck: DeckId) -> ClassId | None:
    owner: int | None = tx.execute("SELECT class FROM decks WHERE id = ?", (deck,)).fetchone()[0]
    return None if owner is None else ClassId(owner)


def _put_deck(tx: Tx, deck: Deck, digest: bytes, class_id: ClassId | None, origin: str) -> None:
    themes = encode(deck.themes)
    tx.execute(
        "INSERT INTO decks (id, title, description, themes, licence, class, digest, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
        " description = excluded.description, themes = excluded.themes,"
        " licence = excluded.licence, digest = excluded.digest, retired = 0",
        (deck.id, deck.title, deck.description, themes, deck.licence, class_id, digest, origin),
    )


def _put(tx: Tx, question: Question, position: int, row: _Kept | None) -> str:
    """Write one question and return what that was: added, changed or unchanged."""
    if row is not None:
        question = _with_exemplars(question, row)
    body = encode(question).encode()
    now = (body, position, question.theme, question.deck, question.retired)
    if row is not None and now == (row.body, *row.place, row.deck, row.retired):
        return "unchanged"
    tx.execute(
        "INSERT INTO questions (id, deck, version, position, theme, skill, difficulty, kind,"
        " body, retired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " deck = excluded.deck, version = excluded.version, position = excluded.position,"
        " theme = excluded.theme, skill = excluded.skill, difficulty = excluded.difficulty,"
        " kind = excluded.kind, body = excluded.body, retired = excluded.retired",
        (
            question.id,
            question.deck,
            question.version,
            position,
            question.theme,
            question.skill.value,
            question.difficulty,
            question.kind_name.value,
            body,
            question.retired,
        ),
    )
    if row is None:
        return "added"
    if question.version > row.version:  # it means something else now: everybody starts afresh
        tx.execute("DELETE FROM memories WHERE question = ?", (row.key,))
    if row.body != body:
        _answer_reports(tx, question)
    return "unchanged" if row.body == body and row.retired == question.retired else "changed"


def _answer_reports(tx: Tx, question: Question) -> None:
    """Put an edited question back into play: its editor has looked at what was reported."""
    tx.execute(
        "UPDATE reports SET open = 0 WHERE question = (SELECT key FROM questions WHERE id = ?)",
        (question.id,),
    )
    tx.execute("UPDATE questions SET paused = 0 WHERE id = ?", (question.id,))


def _with_exemplars(question: Question, row: _Kept) -> Question:
    """Return the new edition with the answers confirmed for its points, unless it means another."""
    if not isinstance(question.kind, Points) or question.version != row.version:
        return question
    old = decode(row.body, Question).kind
    if not isinstance(old, Points):
        return question
    confirmed = {point.text: point.exemplars for point in old.points}
    points = tuple(
        _confirmed(point, confirmed.get(point.text, ())) for point in question.kind.points
    )
    return replace(question, kind=replace(question.kind, points=points))


def _confirmed(point: Point, exemplars: tuple[str, ...]) -> Point:
    new = tuple(text for text in exemplars if text not in point.exemplars)
    return replace(point, exemplars=point.exemplars + new) if new else point
