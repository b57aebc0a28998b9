"""The bank's mirror in the database: decks and questions, and the variants accepted since.

A question keeps its small key for ever, since memories and reviews carry it: what disappears
from a deck is retired, what returns is itself again. Must not know files nor how to mark.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import Cloze, Key, KindName, Question, Typed
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import to_ms
from storage.mirroring import EditionRefused, Mirrored, mirror

__all__ = [
    "DeckRow",
    "EditionRefused",
    "Mirrored",
    "Stored",
    "add_alias",
    "aliases",
    "by_id",
    "by_key",
    "deck",
    "deck_of",
    "decks",
    "ever",
    "keys",
    "kinds",
    "make_own",
    "mirror",
    "pause",
    "paused",
    "retire_decks",
    "set_body",
    "strangers",
    "theme_counts",
]


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as it may be asked now, with its run-time variants and the titles it needs."""

    key: QuestionKey
    question: Question
    deck_title: str
    theme_title: str
    paused: bool
    position: int


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck in use; ``class_id`` is its owner, None when everybody may use it.

    ``imported`` says that people brought it, and that it is not in the bank's folder.
    """

    id: DeckId
    title: str
    description: str
    themes: tuple[tuple[str, str], ...]
    class_id: ClassId | None
    questions: int
    imported: bool = False
    licence: str = ""


_STORED = (
    "SELECT q.key, q.body, q.retired, q.paused, q.position, d.title, d.themes, q.theme,"
    " (SELECT json_group_array(text) FROM (SELECT text FROM aliases WHERE question = q.key"
    " AND version = q.version ORDER BY added_at, text)) FROM questions q JOIN decks d"
    " ON d.id = q.deck"
)
_DECK = (
    "SELECT d.id, title, description, themes, class,"
    " (SELECT count(*) FROM questions q WHERE q.deck = d.id AND NOT q.retired),"
    " origin = 'import', licence FROM decks d"
)


def by_key(tx: Tx, key: QuestionKey) -> Stored | None:
    """Return a question by its key, retired or not; None when there never was one."""
    row = tx.execute(f"{_STORED} WHERE q.key = ?", (key,)).fetchone()
    return None if row is None else _stored(row)


def by_id(tx: Tx, question: QuestionId) -> Stored | None:
    """Return a question by its id, retired or not; None when there never was one."""
    row = tx.execute(f"{_STORED} WHERE q.id = ?", (question,)).fetchone()
    return None if row is None else _stored(row)


def keys(tx: Tx, deck: DeckId) -> list[QuestionKey]:
    """Return the keys of a deck's questions in its order, without those retired or paused."""
    rows = tx.execute(
        "SELECT key FROM questions WHERE deck = ? AND NOT retired AND NOT paused"
        " ORDER BY position, key",
        (deck,),
    )
    return [QuestionKey(row[0]) for row in rows]


def decks(tx: Tx) -> list[DeckRow]:
    """Return every deck in use, built in or of a class, by title."""
    rows = tx.execute(f"{_DECK} WHERE NOT d.retired ORDER BY title, d.id")
    return [_deck_row(row) for row in rows]


def deck(tx: Tx, deck_id: DeckId) -> DeckRow | None:
    """Return one deck, None when there is none or it is retired."""
    row = tx.execute(f"{_DECK} WHERE d.id = ? AND NOT d.retired", (deck_id,)).fetchone()
    return None if row is None else _deck_row(row)


def ever(tx: Tx, deck: DeckId) -> list[tuple[Question, bool]]:
    """Return every question a deck ever had, retired ones too, and whether it is an editor's own.

    In the deck's order, and without the variants accepted at run time.
    """
    rows = tx.execute(
        "SELECT body, retired, origin = 'editor' FROM questions WHERE deck = ?"
        " ORDER BY position, key",
        (deck,),
    )
    return [
        (replace(decode(body, Question), retired=bool(retired)), bool(own))
        for body, retired, own in rows
    ]


def make_own(tx: Tx, question: QuestionId) -> None:
    """Let a question be its editor's: no later edition of the deck's file retires it."""
    tx.execute("UPDATE questions SET origin = 'editor' WHERE id = ?", (question,))


def deck_of(tx: Tx, key: QuestionKey) -> DeckId:
    """Return the deck of a question. Raises LookupError when there never was one."""
    row = tx.execute("SELECT deck FROM questions WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise LookupError(f"there is no question {key}")
    return DeckId(row[0])


def pause(tx: Tx, key: QuestionKey, *, paused: bool) -> None:
    """Keep a question out of new asks until an editor has looked, or let it back."""
    tx.execute("UPDATE questions SET paused = ? WHERE key = ?", (paused, key))


def paused(tx: Tx, deck: DeckId) -> list[Stored]:
    """Return a deck's questions that wait for an editor since learners reported them."""
    rows = tx.execute(
        f"{_STORED} WHERE q.deck = ? AND q.paused AND NOT q.retired ORDER BY q.position, q.key",
        (deck,),
    )
    return [_stored(row) for row in rows]


def theme_counts(tx: Tx, deck: DeckId) -> dict[str, int]:
    """Return how many questions each theme of a deck has, by its short name; retired ones none."""
    rows = tx.execute(
        "SELECT theme, count(*) FROM questions WHERE deck = ? AND NOT retired GROUP BY theme",
        (deck,),
    )
    return dict(rows.fetchall())


def kinds(tx: Tx, deck: DeckId) -> frozenset[KindName]:
    """Return the kinds of a deck's questions in play."""
    rows = tx.execute(
        "SELECT DISTINCT kind FROM questions WHERE deck = ? AND NOT retired AND NOT paused",
        (deck,),
    )
    return frozenset(KindName(row[0]) for row in rows)


def strangers(tx: Tx, deck: DeckId, ids: Collection[QuestionId]) -> list[QuestionId]:
    """Return those of ``ids`` that are questions of another deck, whoever owns it."""
    rows = tx.execute(
        "SELECT id FROM questions WHERE deck != ? AND id IN (SELECT value FROM json_each(?))"
        " ORDER BY id",
        (deck, encode(list(ids))),
    )
    return [QuestionId(row[0]) for row in rows]


def set_body(tx: Tx, key: QuestionKey, question: Question) -> None:
    """Keep a question with what was learnt about it at run time, such as a point's exemplars.

    Its id, deck and version must be those it has. Raises LookupError for an unknown key.
    """
    changed = tx.execute(
        "UPDATE questions SET body = ? WHERE key = ? AND id = ? AND version = ?",
        (encode(question).encode(), key, question.id, question.version),
    ).rowcount
    if not changed:
        raise LookupError(f"{question.id} version {question.version} is not question {key}")


def aliases(tx: Tx, key: QuestionKey) -> list[str]:
    """Return the variants accepted for a question's present version, oldest first."""
    rows = tx.execute(
        "SELECT text FROM aliases JOIN questions ON key = question"
        " AND questions.version = aliases.version WHERE question = ? ORDER BY added_at, text",
        (key,),
    )
    return [row[0] for row in rows]


def add_alias(tx: Tx, key: QuestionKey, text: str, at: datetime) -> bool:
    """Accept ``text`` for a question from now on; return False if it was already accepted.

    It holds for the present version: a changed meaning may need other answers.
    """
    added = tx.execute(
        "INSERT INTO aliases (question, version, text, added_at)"
        " SELECT key, version, ?, ? FROM questions WHERE key = ? ON CONFLICT DO NOTHING",
        (text, to_ms(at), key),
    )
    return added.rowcount == 1


def retire_decks(tx: Tx, keep: Collection[DeckId]) -> int:
    """Retire the bank's decks that are not in ``keep``, and return how many those were."""
    built_in = tx.execute("SELECT id FROM decks WHERE origin = 'bank' AND NOT retired").fetchall()
    gone = [row for row in built_in if row[0] not in keep]
    tx.executemany("UPDATE decks SET retired = 1 WHERE id = ?", gone)
    tx.executemany("UPDATE questions SET retired = 1 WHERE deck = ?", gone)
    return len(gone)


def _stored(row: tuple[int, bytes, int, int, int, str, str, str, str]) -> Stored:
    key, body, retired, paused, position, deck_title, themes, theme, variants = row
    question = decode(body, Question)
    if variants != "[]":
        question = _accepting(question, decode(variants, tuple[str, ...]))
    if question.retired != bool(retired):
        question = replace(question, retired=bool(retired))
    titles = dict(decode(themes, tuple[tuple[str, str], ...]))
    return Stored(
        QuestionKey(key), question, deck_title, titles.get(theme, theme), bool(paused), position
    )


def _accepting(question: Question, variants: tuple[str, ...]) -> Question:
    """Return ``question`` with more accepted answers, where its kind has one key to add them to."""
    match question.kind:
        case Typed(key):
            return replace(question, kind=Typed(_with(key, variants)))
        case Cloze((key,)):
            return replace(question, kind=Cloze((_with(key, variants),)))
        case _:
            return question


def _with(key: Key, variants: tuple[str, ...]) -> Key:
    new = tuple(text for text in variants if text not in key.accepted)
    return replace(key, accepted=key.accepted + new)


def _deck_row(row: tuple[str, str, str, str, int | None, int, int, str]) -> DeckRow:
    deck_id, title, description, themes, class_id, count, imported, licence = row
    return DeckRow(
        DeckId(deck_id),
        title,
        description,
        decode(themes, tuple[tuple[str, str], ...]),
        None if class_id is None else ClassId(class_id),
        count,
        bool(imported),
        licence,
    )
