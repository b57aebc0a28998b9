"""The folder of backups: one a night, the old dropped, the recent never."""

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import Account, Platform
from bot.usecases import backups as room
from bot.usecases.backups import Backups, NoRoom, Retention, last_time
from bot.usecases.classes import Classes
from storage.backup import Stopped
from storage.database import open_database
from tests.fakes import FakeClock

NOW = datetime(2026, 3, 4, 9, 30, 5, tzinfo=UTC)
LONDON = "Europe/London"


@pytest.fixture
def kept(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "hall.sqlite3", tmp_path / "backups", Retention(3, 2))


def put(backups: Backups, at: datetime) -> Path:
    """Leave a file where a backup of that moment would be."""
    backups.folder.mkdir(exist_ok=True)
    path = backups.folder / f"hall-{at:%Y%m%d-%H%M%S}.sqlite3"
    path.write_text("a backup")
    return path


async def begin(backups: Backups) -> None:
    async with open_database(backups.database, synchronous="OFF") as database:
        await Classes(database, FakeClock(), "UTC").enter(Account(Platform.WEB, "ann"), "Ann")


def test_the_last_of_each_day_and_week_is_kept(kept: Backups) -> None:
    nights = [put(kept, NOW - timedelta(days=n, hours=2)) for n in range(30)]
    early = put(kept, NOW - timedelta(days=1, hours=8))  # another of the same day
    dropped = kept.drop_old(NOW)
    left = {one.path for one in kept.made()}
    # Three days; then the last of this week and of the one before (a Sunday), all others gone.
    assert left == {*nights[:3], nights[3]}
    assert nights[3].name.startswith("hall-20260301")
    assert early in dropped
    assert len(dropped) == 27


@given(
    hours=st.lists(st.integers(0, 24 * 90), unique=True, max_size=40),
    days=st.integers(0, 9),
    weeks=st.integers(0, 9),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_dropped_the_newest_and_the_young_stay(
    tmp_path_factory: pytest.TempPathFactory, hours: list[int], days: int, weeks: int
) -> None:
    folder = tmp_path_factory.mktemp("backups")
    backups = Backups(folder / "hall.sqlite3", folder, Retention(days, weeks))
    paths = {put(backups, NOW - timedelta(hours=age)): age for age in hours}
    dropped = backups.drop_old(NOW)
    left = [one.path for one in backups.made()]
    assert {*left, *dropped} == set(paths)
    assert all(paths[path] >= 24 for path in dropped)
    if hours:
        assert paths[left[0]] == min(hours)
    assert len(left) <= days + weeks + 1 + sum(age < 24 for age in hours)
    assert backups.drop_old(NOW) == ()  # twice is once


def test_what_is_not_a_backup_of_this_database_is_left_alone(kept: Backups) -> None:
    put(kept, NOW)
    others = [
        kept.folder / name
        for name in (
            "hall.sqlite3",
            "other-20200101-000000.sqlite3",
            "hall-20200101-000000.sqlite3.gz",
            "hall-20209901-000000.sqlite3",
            "hall-before-20200101-000000.sqlite3",
            "notes.txt",
        )
    ]
    for other in others:
        other.write_text("dear to somebody")
    assert kept.drop_old(NOW) == ()
    assert all(other.exists() for other in others)


def test_what_a_kill_left_goes_after_a_day(kept: Backups) -> None:
    put(kept, NOW)
    old, young = (kept.folder / f".hall-2026030{n}-030000.sqlite3.part" for n in (1, 4))
    for path, at in ((old, NOW - timedelta(days=2)), (young, NOW)):
        path.write_text("half a backup")
        os.utime(path, (at.timestamp(), at.timestamp()))
    kept.drop_old(NOW)
    assert (old.exists(), young.exists()) == (False, True)


async def test_a_backup_is_whole_and_then_the_old_go(kept: Backups) -> None:
    await begin(kept)
    old = put(kept, NOW - timedelta(days=200))
    put(kept, NOW - timedelta(days=100))
    put(kept, NOW - timedelta(days=99))
    made = kept.make(NOW)
    assert kept.made()[0].path == made.path
    assert kept.last() == NOW.replace(microsecond=0)
    assert not old.exists()


async def test_one_that_fails_or_is_stopped_drops_nothing(
    kept: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(kept)
    there = [put(kept, NOW - timedelta(days=50 * n)) for n in range(1, 5)]
    with pytest.raises(Stopped):
        kept.make(NOW, lambda: True)
    monkeypatch.setattr(room, "SPARE", 1 << 60)
    with pytest.raises(NoRoom, match="backups"):
        kept.make(NOW)
    assert sorted(kept.folder.iterdir()) == sorted(there)


def test_it_is_due_once_a_night_and_made_up_for_after_a_sleep(kept: Backups) -> None:
    start = NOW - timedelta(days=9)
    put(kept, datetime(2026, 3, 3, 3, 0, 1, tzinfo=UTC))
    assert not kept.due(datetime(2026, 3, 3, 23, 0, tzinfo=UTC), 3, LONDON, start)
    assert not kept.due(datetime(2026, 3, 4, 2, 59, 59, tzinfo=UTC), 3, LONDON, start)
    assert kept.due(datetime(2026, 3, 4, 3, 0, tzinfo=UTC), 3, LONDON, start)
    assert kept.due(datetime(2026, 3, 7, 17, 0, tzinfo=UTC), 3, LONDON, start)


def test_a_new_bot_makes_its_first_after_an_hour(kept: Backups) -> None:
    assert not kept.due(NOW, 3, LONDON, NOW - timedelta(minutes=59))
    assert kept.due(NOW, 3, LONDON, NOW - timedelta(minutes=60))


def test_one_from_a_clock_that_was_ahead_holds_nothing_up(kept: Backups) -> None:
    put(kept, NOW + timedelta(days=300))
    put(kept, NOW - timedelta(days=2))
    assert kept.due(NOW, 3, LONDON, NOW)


@given(
    at=st.integers(0, 4 * 366 * 24 * 3600).map(lambda s: NOW + timedelta(seconds=s)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(
        [LONDON, "UTC", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Gaza"]
    ),
)
def test_the_last_time_is_never_ahead_nor_more_than_a_day_behind(
    at: datetime, hour: int, zone: str
) -> None:
    last = last_time(at, hour, zone)
    assert last <= at < last + timedelta(hours=26)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_at_both_edges_of_summer_time_there_is_one_a_night(kept: Backups, day: date) -> None:
    midnight = datetime.combine(day, time(), ZoneInfo(LONDON))
    now = midnight.astimezone(UTC)
    end = (midnight + timedelta(days=1)).astimezone(UTC)
    put(kept, now - timedelta(hours=22))
    made = 0
    while (now := now + timedelta(minutes=5)) < end:
        if kept.due(now, 1, LONDON, now):
            put(kept, now)
            made += 1
    assert made == 1
