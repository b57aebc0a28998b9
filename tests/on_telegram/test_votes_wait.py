"""A vote is told once, and nobody sees an error: it waits for the database as long as it takes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from storage.database import Tx
from tests.decks import CHOICE, TYPED, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import open_telegram
from tests.on_telegram.hall import Hall, open_hall

HELD = 300.0
"""Seconds for which the database takes nothing: far more than any number of tries would last."""


def impatient(tx: Tx) -> None:
    """Let a busy database be told at once."""
    tx.execute("PRAGMA busy_timeout=0").fetchone()


class Rival:
    """Another process that holds the database, until others have waited long enough for it."""

    def __init__(self, path: Path) -> None:
        self.held = sqlite3.connect(path, isolation_level=None)
        self.waited = 0.0

    def hold(self) -> None:
        """Let nobody else write."""
        self.held.execute("BEGIN IMMEDIATE")

    async def __call__(self, seconds: float) -> None:
        """Wait for it."""
        self.waited += seconds
        if self.waited >= HELD and self.held.in_transaction:
            self.held.execute("ROLLBACK")
        await asyncio.sleep(0)


async def marks(hall: Hall) -> list[object]:
    """Return how the answers kept were marked."""
    return await hall.world.database.transaction(
        lambda tx: [row[0] for row in tx.execute("SELECT mark FROM answers ORDER BY learner")]
    )


@pytest.mark.parametrize("voters", [1, 20])
async def test_a_vote_is_kept_however_long_the_database_is_busy(
    tmp_path: Path, clock: FakeClock, voters: int
) -> None:
    path, deck = tmp_path / "x.db", small_deck((CHOICE, TYPED))
    async with open_telegram(clock) as telegram:
        rival = Rival(path)
        async with open_hall(telegram, path, clock, deck, sleep=rival) as hall:
            teacher = await hall.set_up()
            await teacher.command("/class polls on")
            question = await hall.start_round(teacher, "1 calm choice")
            assert question.poll is not None
            people = [hall.come(f"Voter {number}") for number in range(voters)]
            await hall.world.database.transaction(impatient)
            rival.hold()
            with capture_logs() as logs:
                await asyncio.gather(*(each.vote(question, "Treaty of Rapallo") for each in people))
            await hall.quiet()
            assert rival.waited >= HELD
            assert await marks(hall) == ["right"] * voters
            told = [log for log in logs if "waits for the database" in str(log["event"])]
            assert 1 <= len(told) <= voters  # once each, and not at every try
        rival.held.close()
        telegram.forgive()


async def test_a_vote_that_waits_comes_again_after_the_bot_has_ended(
    tmp_path: Path, clock: FakeClock
) -> None:
    path, deck = tmp_path / "x.db", small_deck((CHOICE, TYPED))
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, path, clock, deck) as hall:
            teacher = await hall.set_up()
            await teacher.command("/class polls on")
            question = await hall.start_round(teacher, "1 calm choice")
            ann, chat = hall.come("Ann"), hall.chat
            await hall.world.database.transaction(impatient)
            rival = Rival(path)
            rival.hold()
            voting = asyncio.create_task(ann.vote(question, "Treaty of Rapallo"))
            await telegram.wait(lambda: bool(hall.client._votes._runners))
        rival.held.execute("ROLLBACK")
        rival.held.close()
        await voting
        async with open_hall(telegram, path, clock, deck, chat) as hall:
            await hall.quiet()
            assert await marks(hall) == ["right"]
        telegram.forgive()
