"""Questions found by what they say, for somebody who types a few words of one.

Must not know who may see them: the decks say.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.ids import DeckId, QuestionId
from bot.domain.markup import plain
from bot.domain.posing import solve
from bot.domain.question import Question
from storage.codec import decode, encode
from storage.database import Tx

MOST_WORDS = 5
LOOKED_AT = 400
"""Questions read at most: a body may hold a word where nobody reads it."""


def holding(
    tx: Tx, decks: Sequence[DeckId], typed: str, limit: int
) -> list[tuple[QuestionId, str]]:
    """Return ids and plain stems of questions in play that hold every word typed, in any case.

    Questions with an open report come first, then the decks in their order.
    """
    words = typed.casefold().split()[:MOST_WORDS]
    # SQLite knows the case of ASCII alone; other words are looked for below.
    sought = [word for word in words if word.isascii()]
    like = " AND instr(lower(q.id || CAST(q.body AS TEXT)), ?) > 0" * len(sought)
    rows = tx.execute(
        "SELECT q.id, q.body FROM json_each(?) d JOIN questions q ON q.deck = d.value"
        f" WHERE NOT q.retired{like} ORDER BY NOT EXISTS"
        " (SELECT 1 FROM reports r WHERE r.question = q.key AND r.open), d.key, q.position LIMIT ?",
        (encode(list(decks)), *sought, LOOKED_AT),
    )
    found = ((QuestionId(row[0]), decode(row[1], Question)) for row in rows)
    return list(_fitting(found, words, limit))


def _fitting(
    found: Iterable[tuple[QuestionId, Question]], words: Sequence[str], limit: int
) -> Iterator[tuple[QuestionId, str]]:
    for number, question in found:
        stem = plain(question.stem)
        text = " ".join((number, stem, *solve(question).lines)).casefold()
        if all(word in text for word in words):
            yield number, stem
            limit -= 1
        if limit == 0:
            return
