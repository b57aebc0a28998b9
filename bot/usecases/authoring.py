"""Single questions that members write: they wait for an editor in a deck of the class's own.

What an editor writes is accepted at once. Must not know how a question is written down.
"""

import asyncio
import csv
import io
from dataclasses import replace

from bot.domain.ids import Account, DeckId, Place
from bot.domain.replies import DraftDone, DraftQueue, Problem, Refused, Reply, Role
from bot.usecases import importing
from bot.usecases.coming import queue
from bot.usecases.membership import standing
from content.bringing import bring
from content.editions import Edition, Proposal, slug
from content.source import Source
from storage import proposals, questions
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.mirroring import EditionRefused
from storage.proposals import Proposed

LONGEST = 2_000
"""Characters of a question or its answer."""

WHY = "a member's own words"


class Authoring:
    """What members write for their class. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def suggest(self, who: Account, place: Place | None, front: str, back: str) -> Reply:
        """Keep a question and its answer as a proposal or, from an editor, as a question."""
        if not front.strip() or not back.strip():
            return Refused(Problem.EMPTY, ("question or its answer",))
        if max(len(front), len(back)) > LONGEST:
            return Refused(Problem.TOO_LONG, (str(LONGEST),))
        found = await self._database.transaction(lambda tx: standing(tx, who, place))
        if isinstance(found, Refused):
            return found
        edition = await asyncio.to_thread(_edition, found[1], front, back)
        if edition is None:
            return Refused(Problem.UNFIT_ANSWER)
        return await self._database.transaction(lambda tx: _keep(tx, who, place, edition))

    async def waiting(self, who: Account, place: Place | None) -> Reply:
        """Show the first proposal of the class's own deck, to its editors."""

        def work(tx: Tx) -> Reply:
            found = standing(tx, who, place, Role.OWNER, Role.EDITOR)
            if isinstance(found, Refused):
                return found
            row = questions.deck(tx, deck_of(found[1]))
            return queue(tx, row) if row else DraftQueue(deck_of(found[1]), found[1].name, None, 0)

        return await self._database.transaction(work)


def deck_of(class_row: ClassRow) -> DeckId:
    """Return the deck that a class's members write themselves."""
    return DeckId(slug(f"cards {class_row.code}"))


def _edition(class_row: ClassRow, front: str, back: str) -> Edition | None:
    """Return the question that the words make, as the only one of a deck."""
    table = io.StringIO()
    csv.writer(table).writerows((("Question", "Answer"), (front.strip(), back.strip())))
    source = Source("cards.csv", table.getvalue().encode("utf-8", "replace"))
    return bring(source, "csv", f"cards {class_row.code}").edition


def _keep(tx: Tx, who: Account, place: Place | None, edition: Edition) -> Reply:
    found = standing(tx, who, place)
    if isinstance(found, Refused):
        return found
    _, class_row, role = found
    written = (
        *edition.proposals,
        *(Proposal(question, WHY, 1) for question in edition.deck.questions),
    )
    try:
        return _kept(tx, class_row, edition, written, accepted=role is not Role.MEMBER)
    except EditionRefused:
        return Refused(Problem.ID_TAKEN, (edition.deck.id,))


def _kept(
    tx: Tx,
    class_row: ClassRow,
    edition: Edition,
    written: tuple[Proposal, ...],
    *,
    accepted: bool,
) -> Reply:
    row = questions.deck(tx, edition.deck.id)
    if row is None:
        empty = replace(edition.deck, title=f"Cards of {class_row.name}", questions=())
        importing.keep(tx, Edition(empty, written), class_row.id)
    else:
        for each in written:
            proposals.add(tx, row.id, Proposed(each.question, each.why, each.line))
    row = questions.deck(tx, edition.deck.id)
    assert row is not None  # noqa: S101 - kept above, in this transaction
    if accepted:
        for each in written:
            importing.accept(tx, row.id, each.question.id)
        return queue(tx, row, DraftDone.ACCEPTED, len(written))
    return DraftQueue(row.id, row.title, None, 0, DraftDone.SUGGESTED, len(written))
