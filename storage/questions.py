"""The bank's mirror in the database: decks and questions, as everybody is asked them.

A question keeps its small key for ever, since memories and reviews carry it: what disappears
from a deck is retired, what returns is itself again. Must not know files nor how to mark.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import KindName, Question
from storage.codec import decode, encode
from storage.database import Tx
from storage.mirroring import EditionRefused, Mirrored, mirror
from storage.variants import Variant, accepting

__all__ = [
    "DeckRow",
    "EditionRefused",
    "Mirrored",
    "Stored",
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
    "strangers",
    "theme_counts",
    "written",
]


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as it may be asked now, with everybody's variants and the titles it needs.

    ``owner`` is the class whose deck it is of, None when everybody may use it; ``taught`` are the
    classes that accept variants of their own.
    """

    key: QuestionKey
    question: Question
    deck_title: str
    theme_title: str
    paused: bool
    position: int
    owner: ClassId | None = None
    taught: frozenset[ClassId] = frozenset()


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
    "SELECT q.key, q.body, q.retired, q.paused, q.position, d.title, d.themes, q.theme, d.class,"
    " (SELECT json_group_array(json_array(text, part)) FROM (SELECT text, part FROM aliases"
    " WHERE question = q.key AND version = q.version AND class IS NULL ORDER BY added_at, text)),"
    " (SELECT json_group_array(DISTINCT class) FROM aliases"
    " WHERE question = q.key AND version = q.version AND class IS NOT NULL)"
    " FROM questions q JOIN decks d ON d.id = q.deck"
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


def written(tx: Tx, key: QuestionKey) -> Question:
    """Return a question as its author has it, without what was accepted at run time.

    Raises LookupError when there never was one.
    """
    row = tx.execute("SELECT body, retired FROM questions WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise LookupError(f"there is no question {key}")
    return replace(decode(row[0], Question), retired=bool(row[1]))


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


def retire_decks(tx: Tx, keep: Collection[DeckId]) -> int:
    """Retire the bank's decks that are not in ``keep``, and return how many those were."""
    built_in = tx.execute("SELECT id FROM decks WHERE origin = 'bank' AND NOT retired").fetchall()
    gone = [row for row in built_in if row[0] not in keep]
    tx.executemany("UPDATE decks SET retired = 1 WHERE id = ?", gone)
    tx.executemany("UPDATE questions SET retired = 1 WHERE deck = ?", gone)
    return len(gone)


def _stored(
    row: tuple[int, bytes, int, int, int, str, str, str, int | None, str, str],
) -> Stored:
    key, body, retired, paused, position, title, themes, theme, owner, variants, taught = row
    question = decode(body, Question)
    if variants != "[]":
        found = decode(variants, tuple[tuple[str, str], ...])
        question = accepting(question, [Variant(text, part) for text, part in found])
    if question.retired != bool(retired):
        question = replace(question, retired=bool(retired))
    titles = dict(decode(themes, tuple[tuple[str, str], ...]))
    return Stored(
        key=QuestionKey(key),
        question=question,
        deck_title=title,
        theme_title=titles.get(theme, theme),
        paused=bool(paused),
        position=position,
        owner=None if owner is None else ClassId(owner),
        taught=frozenset(map(ClassId, decode(taught, tuple[int, ...]))),
    )


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
