"""Questions at hand: decoded once, so that marking reads no JSON.

Holds nothing that is not in the database, and only until a deck or a question changes there, or
a transaction is taken back.
"""

from bot.domain.ids import QuestionKey
from storage import picking, questions
from storage.database import Tx
from storage.kept import Kept, Topic
from storage.questions import DeckRow, Stored

CAPACITY = 4096
"""Questions kept decoded, about 5 kB each."""

_STORED: Kept[QuestionKey, Stored] = Kept(Topic.BANK, CAPACITY)
_DECKS: Kept[None, tuple[DeckRow, ...]] = Kept(Topic.BANK, 1)
_WHOLE: Kept[None, bool] = Kept(Topic.BANK, 1)


class Library:
    """Looks decks and questions up. Used on the database thread only."""

    def decks(self, tx: Tx) -> tuple[DeckRow, ...]:
        """Return every deck in play, with its themes."""
        kept = _DECKS.of(tx)
        if None not in kept:
            kept[None] = tuple(questions.decks(tx))
        return kept[None]

    def whole(self, tx: Tx) -> bool:
        """Return whether every question there ever was is in play."""
        kept = _WHOLE.of(tx)
        if None not in kept:
            kept[None] = not picking.out_of_play(tx)
        return kept[None]

    def question(self, tx: Tx, key: QuestionKey) -> Stored:
        """Return a question. Raises LookupError if the database has none of this key."""
        kept = _STORED.of(tx)
        found = kept.get(key)
        if found is None:
            found = questions.by_key(tx, key)
            if found is None:
                raise LookupError(f"no question with key {key}")
            kept[key] = found
        return found
