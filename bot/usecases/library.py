"""Questions at hand: decoded once, so that marking reads no JSON.

Holds nothing that is not in the database, and only until a deck or a question changes there, or
a transaction is taken back.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.ids import ClassId, LearnerId, QuestionKey
from storage import classes, picking, questions, variants
from storage.asks import Ask
from storage.database import Tx
from storage.kept import Kept, Topic
from storage.questions import DeckRow, Stored

CAPACITY = 4096
"""Questions kept decoded, about 5 kB each."""

_STORED: Kept[QuestionKey, Stored] = Kept(Topic.BANK, CAPACITY)
_TAUGHT: Kept[tuple[QuestionKey, frozenset[ClassId]], Stored] = Kept(Topic.BANK, CAPACITY)
_CLASSES: Kept[LearnerId, frozenset[ClassId]] = Kept(Topic.PEOPLE, 10_000)
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
        """Return a question as everybody is asked it, without what single classes accept.

        Raises LookupError if the database has none of this key.
        """
        kept = _STORED.of(tx)
        found = kept.get(key)
        if found is None:
            found = questions.by_key(tx, key)
            if found is None:
                raise LookupError(f"no question with key {key}")
            kept[key] = found
        return found

    def asked(self, tx: Tx, ask: Ask) -> Stored:
        """Return an ask's question with what is accepted from whoever it was put to.

        A live ask was put to one class; a review to a learner, with all the classes they are in.
        Raises LookupError as ``question`` does.
        """
        stored = self.question(tx, ask.question)
        if not stored.taught:
            return stored
        if ask.learner is not None:
            return self.taught(tx, stored, _classes_of(tx, ask.learner))
        return self.taught(tx, stored, () if ask.class_id is None else (ask.class_id,))

    def taught(self, tx: Tx, stored: Stored, by: Collection[ClassId]) -> Stored:
        """Return a question with what these classes accept besides; their own deck's, with theirs.

        Whoever plays a class's own deck is asked it as that class's editors taught it.
        """
        known = stored.taught.intersection(by if stored.owner is None else (stored.owner,))
        if not known:
            return stored
        kept = _TAUGHT.of(tx)
        found = kept.get((stored.key, known))
        if found is None:
            question = stored.question
            more = variants.of_classes(tx, stored.key, question.version, known)
            found = replace(stored, question=variants.accepting(question, more))
            kept[stored.key, known] = found
        return found


def _classes_of(tx: Tx, learner: LearnerId) -> frozenset[ClassId]:
    kept = _CLASSES.of(tx)
    found = kept.get(learner)
    if found is None:
        found = frozenset(row.id for row, _ in classes.classes_of(tx, learner))
        kept[learner] = found
    return found
