"""Whoever runs the bot can copy its data, put it back, and ask whether all is well."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ids import Account, Platform
from bot.usecases import upkeep
from bot.usecases.classes import Classes
from bot.usecases.privacy import Privacy
from bot.usecases.upkeep import Check, Finding, back_up, backup_name, examine, restore
from storage.database import open_database
from storage.trouble import DatabaseBusy, DatabaseTooNew
from tests.fakes import FakeClock

NOW = datetime(2026, 3, 4, 9, 30, 5, tzinfo=UTC)
ANN, BEN = Account(Platform.WEB, "ann"), Account(Platform.WEB, "ben")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "hall.sqlite3"


async def _enter(path: Path, *people: Account) -> None:
    async with open_database(path, synchronous="OFF") as database:
        for who in people:
            await Classes(database, FakeClock(), "UTC").enter(who, who.user_id.title())


async def _delete(path: Path, who: Account) -> None:
    async with open_database(path, synchronous="OFF") as database:
        await Privacy(database, FakeClock()).delete(who, "DELETE")


def names_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM learners ORDER BY name").fetchall()
    return [row[0] for row in rows]


def found(findings: tuple[Finding, ...], check: Check) -> Finding:
    return next(finding for finding in findings if finding.check is check)


def test_a_backup_is_named_by_its_moment(path: Path) -> None:
    assert backup_name(path, NOW) == path.parent / "backups" / "hall-20260304-093005.sqlite3"


async def test_there_and_back_again(path: Path) -> None:
    await _enter(path, ANN)
    copy = backup_name(path, NOW)
    back_up(path, copy)
    await _enter(path, BEN)
    restored = restore(copy, path, NOW)
    kept = path.with_name("hall-before-20260304-093005.sqlite3")
    assert (restored.kept_as, restored.forgotten) == (kept, 0)
    assert (names_in(path), names_in(kept)) == (["Ann"], ["Ann", "Ben"])


async def test_who_asked_to_be_deleted_does_not_come_back(path: Path) -> None:
    await _enter(path, ANN, BEN)
    copy = backup_name(path, NOW)
    back_up(path, copy)
    await _delete(path, ANN)
    restored = restore(copy, path, NOW)
    assert restored.forgotten == 1
    assert names_in(path) == ["Ben"]
    assert b"Ann" not in path.read_bytes()  # noqa: ASYNC240 -- nothing else is waiting


async def test_on_a_new_machine_nothing_is_kept_aside(path: Path, tmp_path: Path) -> None:
    await _enter(tmp_path / "old.sqlite3", ANN)
    restored = restore(tmp_path / "old.sqlite3", path, NOW)
    assert (restored.kept_as, restored.forgotten) == (None, 0)
    assert names_in(path) == ["Ann"]


async def test_a_ruined_database_cannot_say_who_left(path: Path, tmp_path: Path) -> None:
    await _enter(tmp_path / "old.sqlite3", ANN)
    path.parent.mkdir()
    path.write_bytes(b"ruined" * 5000)  # noqa: ASYNC240 -- nothing else is waiting
    assert restore(tmp_path / "old.sqlite3", path, NOW).forgotten is None


async def test_all_is_well_while_it_runs(path: Path) -> None:
    async with open_database(path, synchronous="OFF"):
        findings = await asyncio.to_thread(examine, path)
        with pytest.raises(DatabaseBusy):
            restore(path, path, NOW)
    assert all(finding.fine for finding in findings if finding.check is not Check.BANK)
    assert found(findings, Check.RUNNING).about == ("yes",)
    assert found(findings, Check.DATABASE).about[1:] == ("0", "0", "0")
    assert [finding.check for finding in findings] == [
        Check.SQLITE,
        Check.ZONES,
        Check.FOLDER,
        Check.RUNNING,
        Check.SPACE,
        Check.DATABASE,
        Check.BANK,
    ]


def test_before_the_first_run_all_is_well_too(path: Path) -> None:
    findings = examine(path)
    assert found(findings, Check.DATABASE) == Finding(Check.DATABASE, True, ("new",))
    assert found(findings, Check.RUNNING).about == ("no",)
    assert not path.exists()


async def test_what_is_the_matter_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await _enter(path, ANN)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
    monkeypatch.setattr(upkeep, "LEAST_SPACE", 1 << 60)
    findings = examine(path)
    assert not found(findings, Check.SPACE).fine
    database = found(findings, Check.DATABASE)
    assert not database.fine
    assert "version 99" in database.about[0]
    with pytest.raises(DatabaseTooNew):
        back_up(path, backup_name(path, NOW))


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    findings = examine(tmp_path / "data" / "hall.sqlite3")
    assert not found(findings, Check.FOLDER).fine


def test_a_mistake_in_the_bank_is_said(path: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank" / "history"
    bank.mkdir(parents=True)
    (bank / "deck.toml").write_text("title = [broken")
    finding = found(examine(path, tmp_path / "bank"), Check.BANK)
    assert not finding.fine
    assert "deck.toml:1" in finding.about[1]
