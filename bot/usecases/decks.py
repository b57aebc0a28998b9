"""Decks that people bring: looking, bringing in, proposals, paused questions, taking out.

Whoever owns or edits a class brings decks for it; each deck belongs to the class that brought it.
What learners export is what they play. Must not know formats, nor how a file travels.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from bot.domain.ids import Account, DeckId, QuestionId
from bot.domain.question import Deck
from bot.domain.replies import BringDeck, DeckFile, DraftDone, Problem, Refused, Reply
from bot.usecases import editing, importing
from bot.usecases.coming import about, coming, queue, unread
from bot.usecases.editing import PictureFile
from bot.usecases.naming import clean_name
from bot.usecases.readying import Ready, agreed, look, readied
from content import formats
from content.bringing import Brought, bring
from content.draft import Media, Unreadable, Written
from content.editions import Edition
from content.source import Source
from storage import bodies, proposals
from storage.bodies import Row
from storage.database import Database, Tx
from storage.questions import DeckRow

LONGEST_TITLE = 120
"""Characters of a deck's or a file's name."""
READS = tuple((each.name, each.title) for each in formats.FORMATS)
WRITES = tuple((each.name, each.title) for each in formats.FORMATS if each.writes)
"""The formats decks come in and go out in: name and title."""

Shipped = Callable[[Deck], tuple[Media, ...]]
"""Gives the pictures of a deck that comes with the program."""


def _nothing(_deck: Deck) -> tuple[Media, ...]:
    return ()


class Decks:
    """What people can do about decks. Reading and writing files happens beside the event loop."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], shipped: Shipped = _nothing
    ) -> None:
        self._database = database
        self._clock = clock
        self._shipped = shipped

    async def show(self, who: Account, deck: str) -> Reply:
        """Show a deck that the learner's class can use, told by id or title."""
        return await self._database.transaction(lambda tx: _show(tx, who, deck))

    async def bringing(self, who: Account) -> Reply:
        """Say whether the learner may bring a deck in, and for which class."""
        found = await self._database.transaction(lambda tx: editing.editor(tx, who))
        return found if isinstance(found, Refused) else BringDeck(found.name)

    async def bring(
        self,
        who: Account,
        name: str,
        data: bytes,
        *,
        format: str = "",  # noqa: A002 - what everybody calls it
        deck: str = "",
        dry_run: bool = True,
        same: bool | None = None,
    ) -> Reply:
        """Read a file called ``name`` and keep it as a deck, or say what that would do.

        ``format`` is "" to find out, ``deck`` the deck's name or "" for the file's own. ``same``
        says that questions with another answer than before are the same ones, mended (True), or
        others (False); None asks about them and keeps nothing.
        """
        found = await self._database.transaction(lambda tx: editing.editor(tx, who))
        if isinstance(found, Refused):
            return found
        name = _file_name(name)
        title = clean_name(deck)[:LONGEST_TITLE]
        brought = await asyncio.to_thread(bring, Source(name, data), format, title)
        edition = brought.edition
        if edition is None:
            return unread(name, brought)
        rows = await self._database.transaction(lambda tx: bodies.held(tx, edition.deck.id))
        ready = await asyncio.to_thread(_ready, edition, rows, dry_run=dry_run, same=same)
        return await self._database.transaction(
            lambda tx: _brought(
                tx,
                who,
                name,
                brought,
                edition,
                ready,
                dry_run=dry_run,
                same=same,
                at=self._clock(),
            )
        )

    async def drafts(self, who: Account, deck: str) -> Reply:
        """Show the first of a deck's proposals, and how many wait."""
        return await self._database.transaction(
            lambda tx: editing.edited(tx, who, deck, lambda row, _: queue(tx, row))
        )

    async def accept(self, who: Account, deck: str, question: QuestionId) -> Reply:
        """Let a proposal become a question of its deck; show the next."""

        def work(tx: Tx, row: DeckRow) -> Reply:
            accepted = importing.accept(tx, row.id, question)
            done = DraftDone.ACCEPTED if accepted else DraftDone.GONE
            return queue(tx, row, done, 1)

        return await self._database.transaction(
            lambda tx: editing.edited(tx, who, deck, lambda row, _: work(tx, row))
        )

    async def drop(self, who: Account, deck: str, question: QuestionId) -> Reply:
        """Put a proposal away for good; show the next."""

        def work(tx: Tx, row: DeckRow) -> Reply:
            dropped = proposals.decide(tx, row.id, question, accepted=False)
            return queue(tx, row, DraftDone.DROPPED if dropped else DraftDone.GONE, 1)

        return await self._database.transaction(
            lambda tx: editing.edited(tx, who, deck, lambda row, _: work(tx, row))
        )

    async def accept_all(self, who: Account, deck: str) -> Reply:
        """Let all of a deck's proposals become questions."""

        def work(tx: Tx, row: DeckRow) -> Reply:
            count = importing.accept_all(tx, row.id)
            return queue(tx, row, DraftDone.ALL_ACCEPTED if count else DraftDone.GONE, count)

        return await self._database.transaction(
            lambda tx: editing.edited(tx, who, deck, lambda row, _: work(tx, row))
        )

    async def edit(self, who: Account, deck: str, question: QuestionId, text: str = "") -> Reply:
        """Show a proposal as its author writes it or, with a text, make it say that."""
        return await self._database.transaction(
            lambda tx: editing.edited(
                tx, who, deck, lambda row, _: editing.edit(tx, row, question, text)
            )
        )

    async def let_back(self, who: Account, deck: str, question: QuestionId) -> Reply:
        """Put a question that learners' reports paused back into play."""
        return await self._database.transaction(
            lambda tx: editing.edited(
                tx, who, deck, lambda row, class_row: editing.let_back(tx, row, class_row, question)
            )
        )

    async def export(self, who: Account, deck: str, format: str) -> Reply:  # noqa: A002
        """Give a deck that the learner can play as a file, and say what the file cannot hold.

        Without what is retired or paused. Its editors may take out one that is not played.
        """
        if format not in dict(WRITES):
            return Refused(Problem.BAD_VALUE, ("format", format[:40], _known_formats()))
        found = await self._database.transaction(lambda tx: editing.exported(tx, who, deck))
        if isinstance(found, Refused):
            return found
        whole, media = found
        try:
            written = await asyncio.to_thread(self._write, whole, format, media)
        except (ValueError, Unreadable) as trouble:
            return Refused(Problem.CANNOT_WRITE, (str(trouble),))
        losses = tuple((each.question, each.sentence) for each in written.losses)
        file_name = f"{whole.id}{written.suffix}"
        return DeckFile(whole.id, whole.title, format, file_name, written.data, losses)

    async def picture(self, who: Account, deck: str, name: str) -> PictureFile | None:
        """Return a picture of a deck that a class of the learner's, or everybody, can use."""
        return await self._database.transaction(
            lambda tx: editing.picture(tx, who, DeckId(deck), name)
        )

    def _write(self, deck: Deck, format_name: str, media: tuple[Media, ...]) -> Written:
        return formats.write(deck, format_name, media or self._shipped(deck))


def _none(_deck: Deck) -> tuple[Media, ...]:
    return ()


def _known_formats() -> str:
    return ", ".join(name for name, _ in WRITES)


def _file_name(name: str) -> str:
    """Return the last part of a file's name, fit to show; never empty."""
    last = clean_name(PurePosixPath(name.replace("\\", "/")).name)[-LONGEST_TITLE:]
    return last if PurePosixPath(last).stem.strip(".") else f"Imported deck{last}"


def _ready(edition: Edition, rows: Sequence[Row], *, dry_run: bool, same: bool | None) -> Ready:
    """Do what takes long before the transaction, so that nobody who answers waits for it."""
    looked = look(edition, rows)
    if dry_run or (looked.comparison.changes and same is None):
        return looked
    return replace(looked, whole=readied(edition, looked, agreed(looked, same=bool(same))))


# What follows runs in the database thread, inside the transaction.


def _show(tx: Tx, who: Account, typed: str) -> Reply:
    found = editing.known(tx, who, typed)
    if isinstance(found, Refused):
        return found
    row, class_row, role = found
    return about(tx, row, class_row, may_edit=editing.may_edit(row, class_row, role))


def _brought(
    tx: Tx,
    who: Account,
    name: str,
    brought: Brought,
    edition: Edition,
    ready: Ready,
    *,
    dry_run: bool,
    same: bool | None,
    at: datetime,
) -> Reply:
    class_row = editing.editor(tx, who)
    if isinstance(class_row, Refused):
        return class_row
    plan = importing.plan(tx, edition, class_row.id, ready)
    refused = editing.in_the_way(tx, plan, class_row)
    if refused:
        return refused
    if dry_run or (plan.to_ask and same is None):
        return coming(name, brought, plan, class_row.name, asked=not dry_run)
    return editing.keep(tx, edition, plan, class_row, ready, same=bool(same), at=at)
