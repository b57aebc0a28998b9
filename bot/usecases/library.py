"""Questions at hand: a bounded cache over the mirror, so that marking reads no JSON.

Holds nothing that is not in the database; ``forget`` after a question changed.
"""

from collections import OrderedDict

from bot.domain.ids import QuestionKey
from storage import picking, questions
from storage.database import Tx
from storage.questions import DeckRow, Stored

CAPACITY = 4096
"""Questions kept decoded, about 5 kB each."""


class Library:
    """Looks questions up by key. Used on the database thread only."""

    def __init__(self) -> None:
        self._stored: OrderedDict[QuestionKey, Stored] = OrderedDict()
        self._decks: tuple[DeckRow, ...] | None = None
        self._whole: bool | None = None

    def decks(self, tx: Tx) -> tuple[DeckRow, ...]:
        """Return every deck in play, with its themes."""
        if self._decks is None:
            self._decks = tuple(questions.decks(tx))
        return self._decks

    def whole(self, tx: Tx) -> bool:
        """Return whether every question there ever was is in play."""
        if self._whole is None:
            self._whole = not picking.out_of_play(tx)
        return self._whole

    def question(self, tx: Tx, key: QuestionKey) -> Stored:
        """Return a question. Raises LookupError if the database has none of this key."""
        found = self._stored.get(key)
        if found is not None:
            self._stored.move_to_end(key)
            return found
        read = questions.by_key(tx, key)
        if read is None:
            raise LookupError(f"no question with key {key}")
        self._stored[key] = read
        if len(self._stored) > CAPACITY:
            self._stored.popitem(last=False)
        return read

    def forget(self, key: QuestionKey | None = None) -> None:
        """Drop one question, or everything, from the cache."""
        self._decks = None
        self._whole = None
        if key is None:
            self._stored.clear()
        else:
            self._stored.pop(key, None)
