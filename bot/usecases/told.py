"""What follows from a question alone, worked out once for all who are asked it.

A class meets the same questions, and mostly writes the same answers. Pure: by the identity of
the question as stored, which never changes (an edited one is another object), so there is nothing
to forget but for room. Used on the database thread only.
"""

from bot.domain.marking import mark
from bot.domain.posing import pose, solve
from bot.domain.question import Given, Verdict, Wrote
from bot.domain.replies import Posed
from storage.questions import Stored

QUESTIONS = 4096
ORDERS = 256
ANSWERS = 64
LONGEST = 80
"""Questions at hand; for each, orders of its options and different answers; their characters."""


class Told:
    """One question: how it is shown, what the answer is, how answers to it were marked."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.solution = solve(stored.question)
        self._posed: dict[int, Posed] = {}
        self._verdicts: dict[str, Verdict] = {}

    def posed(self, seed: int) -> Posed:
        """Return the question as a learner may see it, its options in the order of a seed."""
        found = self._posed.get(seed)
        if found is None:
            if len(self._posed) >= ORDERS:
                self._posed.clear()
            stored = self.stored
            found = pose(stored.question, seed, stored.deck_title, stored.theme_title)
            self._posed[seed] = found
        return found

    def mark(self, given: Given) -> Verdict:
        """Return how an answer is marked; one that was written before is not judged again."""
        if not isinstance(given, Wrote) or len(given.text) > LONGEST:
            return mark(self.stored.question, given)
        found = self._verdicts.get(given.text)
        if found is None:
            if len(self._verdicts) >= ANSWERS:
                self._verdicts.clear()
            found = self._verdicts[given.text] = mark(self.stored.question, given)
        return found


_TOLD: dict[int, Told] = {}


def told(stored: Stored) -> Told:
    """Return what follows from a question."""
    found = _TOLD.get(id(stored))
    if found is None or found.stored is not stored:
        if len(_TOLD) >= QUESTIONS:
            _TOLD.clear()
        found = _TOLD[id(stored)] = Told(stored)
    return found
