"""The bot starts, whatever the last edition of the bank left in its database."""

import logging
from pathlib import Path

import pytest

from bot.app import metronome, open_app
from bot.config import Config
from bot.domain.ids import Account, Platform
from bot.domain.question import Passed
from bot.domain.replies import Asked
from storage.database import Tx
from tests.fakes import FakeClock

ANN = Account(Platform.WEB, "ann")


def script(tx: Tx, text: str) -> None:
    """Run statements, one a line."""
    for statement in text.strip().splitlines():
        tx.execute(statement)


async def test_a_deck_that_went_back_is_refused_and_kept_as_it_was(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = Config(data=tmp_path, synchronous="OFF")
    async with open_app(config, clock) as app:
        later = "UPDATE questions SET version = version + 1\nUPDATE decks SET digest = x'00'"
        await app.database.transaction(lambda tx: script(tx, later))
    async with open_app(config, clock) as app:
        await app.classes.enter(ANN, "Ann")
        versions = await app.database.transaction(
            lambda tx: tx.execute("SELECT min(version) FROM questions").fetchone()
        )
        assert versions[0] > 1


async def test_a_question_that_moved_between_decks_takes_its_points_along(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = Config(data=tmp_path, synchronous="OFF")

    def decks_of(tx: Tx) -> list[tuple[str]]:
        return tx.execute("SELECT deck FROM class_days").fetchall()

    async with open_app(config, clock) as app:
        await app.classes.enter(ANN, "Ann")
        asked = await app.study.next(ANN)
        assert isinstance(asked, Asked)
        await app.study.answer(ANN, asked.ask, Passed())
        elsewhere = (
            "INSERT INTO decks (id, title, digest) VALUES ('old', 'Old', x'00')\n"
            f"UPDATE questions SET deck = 'old' WHERE id = '{asked.posed.question}'\n"
            "UPDATE class_days SET deck = 'old'\nUPDATE decks SET digest = x'00'"
        )
        await app.database.transaction(lambda tx: script(tx, elsewhere))
    async with open_app(config, clock) as app:
        assert await app.database.transaction(decks_of) == [(asked.posed.deck,)]


async def test_closing_in_the_middle_of_a_beat_is_no_trouble(
    tmp_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.app.BEAT", 0.001)
    async with open_app(Config(data=tmp_path, synchronous="OFF"), clock) as app:
        for waits in range(40):
            async with metronome(app):
                for _ in range(waits):
                    await app.database.transaction(lambda tx: None)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_beat_that_is_left_out_is_no_event(
    tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_app(Config(data=tmp_path, synchronous="OFF"), clock) as app, metronome(app):
        speaks = logging.getLogger("apscheduler.scheduler")
        speaks.warning("skipped: maximum number of running instances reached")
        assert caplog.records == []
        speaks.error("a beat went wrong")
        assert len(caplog.records) == 1
