"""The peer: Anki's own engine, one collection, "next card + answer it", durable as it comes.

Only what Anki's own review screen does on each answer is timed: fetch the next card with its
possible next states, send the answer back. It knows nothing of Studyhall.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer

from tests.bench.laps import Laps, run_sync

CHUNK = 5_000
A_DAY = 9_999
"""Anki's own largest daily limit, so that cards do not run out."""
MEMORY = {"s": 20.0, "d": 5.0, "dr": 0.9}
FULL = 2


class Peer:
    """An open collection with cards due."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def answer(self) -> None:
        """Fetch the next card and answer it Good. Raises IndexError when none is due."""
        backend = self._collection._backend
        queue = backend.get_queued_cards(fetch_limit=1, intraday_learning_only=False)
        card = queue.cards[0]
        answer = CardAnswer(
            card_id=card.card.id,
            current_state=card.states.current,
            new_state=card.states.good,
            rating=CardAnswer.GOOD,
            answered_at_millis=int(time.time() * 1000),
            milliseconds_taken=3000,
        )
        backend.answer_card_raw(answer.SerializeToString())

    async def round(self, answers: int) -> Laps:
        """Time some answers in a row."""
        return run_sync(self.answer, answers)


def build(file: Path, cards: int, due: int) -> None:
    """Make a collection of review cards under FSRS, ``due`` of them due today or before."""
    collection = Collection(str(file))
    limits = collection.decks.config_dict_for_deck_id(DeckId(1))
    limits["new"]["perDay"] = limits["rev"]["perDay"] = A_DAY
    collection.decks.update_config(limits)
    basic = collection.models.by_name("Basic")
    assert basic is not None
    for start in range(0, cards, CHUNK):
        requests = []
        for number in range(start, min(cards, start + CHUNK)):
            note = collection.new_note(basic)
            note.fields = [f"When was treaty number {number} signed?", f"In {1000 + number}"]
            requests.append(AddNoteRequest(note, DeckId(1)))
        collection.add_notes(requests)
    collection.set_config("fsrs", True)
    database = collection.db
    assert database is not None
    database.execute(
        "UPDATE cards SET type = 2, queue = 2, ivl = 20, factor = 2500, reps = 3, data = ?,"
        " due = ? + CASE WHEN id IN (SELECT id FROM cards ORDER BY id LIMIT ?)"
        " THEN -(id % 5) ELSE 1 + id % 20 END",
        json.dumps(MEMORY),
        collection.sched.today,
        due,
    )
    collection.close()


@contextmanager
def opened(file: Path) -> Iterator[Peer]:
    """Open a built collection, and close it after use."""
    collection = Collection(str(file))
    try:
        database = collection.db
        assert database is not None
        assert database.scalar("PRAGMA synchronous") == FULL
        yield Peer(collection)
    finally:
        collection.close()
