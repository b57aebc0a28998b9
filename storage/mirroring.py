"""Brings the mirror to a new edition of a deck, without losing what was learnt at run time.

Idempotent: an edition with the digest of the last is not looked at. Must not know where a deck
came from.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import Deck, Question
from storage import editions
from storage.bodies import NONE, Bodies, Body, body_of
from storage.codec import encode
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
    filed: tuple[object, ...]  # what the indices hold: see ``_filed``
    retired: bool


def mirror(
    tx: Tx,
    deck: Deck,
    digest: bytes,
    class_id: ClassId | None = None,
    *,
    imported: bool = False,
    ready: Bodies = NONE,
    at: datetime | None = None,
) -> Mirrored:
    """Make the database hold exactly this edition of ``deck``; ``digest`` is of its source.

    ``class_id`` owns the deck, None if everybody may use it; ``imported`` decks are brought by
    people, others are of the bank. ``ready`` are the ``bodies`` of this very deck; those whose
    rows have changed since are written anew. ``at`` is when, for the editions of what is changed.
    Raises EditionRefused if a version went down, or if
    the deck or one of its questions belongs to somebody else.
    """
    held = tx.execute(
        "SELECT digest, retired, class, origin FROM decks WHERE id = ?", (deck.id,)
    ).fetchone()
    origin = "import" if imported else "bank"
    if held is not None and tuple(held[2:]) != (class_id, origin):
        raise EditionRefused(f"the deck {deck.id} belongs to somebody else")
    if held is not None and (held[0], held[1]) == (digest, 0):
        return Mirrored(unchanged=_in_play(tx, deck))
    kept = _kept(tx, deck)
    _check(tx, deck, kept, class_id)
    _put_deck(tx, deck, digest, class_id, origin)
    written = [_write(question, kept.get(question.id), ready) for question in deck.questions]
    outcomes = _put(tx, deck, written, kept, at)
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


_OF_DECK = "(deck = ? OR id IN (SELECT value FROM json_each(?)))"


def _in_play(tx: Tx, deck: Deck) -> int:
    """Return how many of a deck's questions are not retired, without reading them."""
    ids = encode([question.id for question in deck.questions])
    sql = f"SELECT count(*) FROM questions WHERE NOT retired AND {_OF_DECK}"
    return int(tx.execute(sql, (deck.id, ids)).fetchone()[0])


def _kept(tx: Tx, deck: Deck) -> dict[QuestionId, _Kept]:
    """Return the rows of this deck, and of its questions where they were in another."""
    rows = tx.execute(
        "SELECT id, key, deck, version, body, retired, position, theme, difficulty FROM questions"
        f" WHERE {_OF_DECK}",
        (deck.id, encode([question.id for question in deck.questions])),
    )
    return {
        QuestionId(row[0]): _Kept(
            QuestionKey(row[1]),
            DeckId(row[2]),
            row[3],
            row[4],
            (row[2], *row[5:]),
            bool(row[5]),
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


_FILE = (
    "INSERT INTO questions (id, deck, version, position, theme, skill, difficulty, kind,"
    " body, retired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
    " deck = excluded.deck, version = excluded.version, position = excluded.position,"
    " theme = excluded.theme, skill = excluded.skill, difficulty = excluded.difficulty,"
    " kind = excluded.kind, body = excluded.body, retired = excluded.retired"
)
_REWRITE = "UPDATE questions SET version = ?, skill = ?, kind = ?, body = ? WHERE key = ?"
"""For a question that stays where it is filed: no index has to be touched."""


def _put(
    tx: Tx,
    deck: Deck,
    written: list[Body],
    kept: dict[QuestionId, _Kept],
    at: datetime | None,
) -> list[str]:
    """Write the questions that are not as they were; return of each what became of it."""
    filed: list[tuple[object, ...]] = []
    rewritten: list[tuple[object, ...]] = []
    outcomes: list[str] = []
    anew: list[tuple[QuestionKey]] = []
    reworded: list[_Kept] = []
    for position, (question, body) in enumerate(zip(deck.questions, written, strict=True)):
        row = kept.get(question.id)
        stays = row is not None and _filed(question, position) == row.filed
        if not stays:
            filed.append(_row(question, position, body.now))
        if row is None:
            outcomes.append("added")
            continue
        if stays and body.now != row.body:
            kind = question.kind_name.value
            rewritten.append((question.version, question.skill.value, kind, body.now, row.key))
        changed = body.reworded or row.retired != question.retired
        outcomes.append("changed" if changed else "unchanged")
        if question.version > row.version:  # another meaning now: everybody starts afresh
            anew.append((row.key,))
        if body.reworded:
            reworded.append(row)
    tx.executemany(_FILE, filed)
    tx.executemany(_REWRITE, rewritten)
    tx.executemany("DELETE FROM memories WHERE question = ?", anew)
    editions.note(tx, ((row.key, row.version, row.body) for row in reworded), at)
    _answer_reports(tx, {row.key for row in reworded})
    return outcomes


def _filed(question: Question, position: int) -> tuple[object, ...]:
    return question.deck, question.retired, position, question.theme, question.difficulty


def _row(question: Question, position: int, body: bytes) -> tuple[object, ...]:
    return (
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
    )


def _answer_reports(tx: Tx, reworded: set[QuestionKey]) -> None:
    """Put edited questions back into play: their editor has looked at what was reported."""
    if not reworded:
        return
    reported = tx.execute(
        "SELECT question FROM reports WHERE open UNION SELECT key FROM questions WHERE paused"
    )
    keys = [(key,) for (key,) in reported.fetchall() if key in reworded]
    tx.executemany("UPDATE reports SET open = 0 WHERE question = ?", keys)
    tx.executemany("UPDATE questions SET paused = 0 WHERE key = ?", keys)


def _write(question: Question, row: _Kept | None, ready: Bodies) -> Body:
    before = row.body if row else None
    body = ready.get(question.id)
    return body if body is not None and body.before == before else body_of(question, before)
