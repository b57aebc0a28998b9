"""When the disk is full or the database is held: a kind sentence, and nothing is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.ids import AskId
from bot.press import Answer, Skip
from bot.usecases.mishaps import mishap
from tests.decks import long_deck
from tests.fakes import FakeClock
from tests.on_web.school import open_school
from tests.on_web.visitor import Frame, visiting


def asked_of(frame: Frame) -> int:
    """Return the ask a frame is about."""
    ask = frame["ask"]
    assert isinstance(ask, int)
    return ask


async def test_a_full_disk_is_told_and_the_answer_can_be_given_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with (
        open_school(tmp_path / "school.db", clock, long_deck(400), explain=mishap) as school,
        visiting(school.address, "Ann") as ann,
        ann.tab() as line,
    ):
        database = school.world.database
        pages = await database.transaction(lambda tx: tx.execute("PRAGMA page_count").fetchone()[0])
        await database.transaction(lambda tx: tx.execute(f"PRAGMA max_page_count = {pages}"))
        await line.until('data-stage="welcome"')
        told: Frame = {}
        while told.get("region") != "toast":  # until what is left of the pages is full
            await line.say("/review unseen")
            told = await line.until('class="')
            if told["region"] == "own":
                await line.push(Answer(AskId(asked_of(told)), (0,)))
                told = await line.until('class="')
        assert "disk" in str(told["html"])
        before = await school.world.dump("reviews")
        await database.transaction(lambda tx: tx.execute("PRAGMA max_page_count = 1073741823"))
        await line.say("/review unseen")
        again = await line.until('data-stage="asked"', region="own")
        await line.push(Answer(AskId(asked_of(again)), (0,)))
        await line.until('data-stage="marked"', region="own")
        after = await school.world.dump("reviews")
        assert len(after["reviews"]) == len(before["reviews"]) + 1


async def test_a_database_held_by_another_program_is_told_and_nothing_is_lost(
    tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "school.db"
    async with (
        open_school(path, clock, explain=mishap) as school,
        visiting(school.address, "Ann") as ann,
        ann.tab() as line,
    ):
        await line.say("/review choice")
        ask = asked_of(await line.until('data-stage="asked"', region="own"))
        await school.world.database.transaction(lambda tx: tx.execute("PRAGMA busy_timeout = 50"))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await line.push(Skip(AskId(ask)))
            await line.until("busy", region="toast")
            other.execute("ROLLBACK")
        await line.push(Answer(AskId(ask), (0,)))
        await line.until('data-stage="marked"', region="own")
