"""A few weeks of a made-up year keep every promise, and its checks notice when one is broken."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import Account, Platform
from bot.domain.replies import Asked, BoardShown, Span, Standing
from bot.simulating.agenda import Agenda, Event, What
from bot.simulating.checks import problems, slots
from bot.simulating.clock import Clock
from bot.simulating.plan import ZONES, ClassPlan, Plan
from bot.simulating.report import lines
from bot.simulating.running import one_share, simulate
from bot.simulating.town import Group, place_of, private_of
from bot.simulating.wire import Wire
from bot.simulating.year import Year
from storage.database import Tx
from tests.command_line import here

SPRING = datetime(2026, 3, 21, tzinfo=UTC)
"""Eight days before Europe's summer time begins."""

LONDON = ClassPlan(
    number=0,
    zone="Europe/London",
    platform=Platform.TELEGRAM,
    hour=1,
    minute=30,
    weekdays=(0, 1, 2, 3, 4, 5, 6),
    late=3,
    reveal=0,
)


async def lived(plan: Plan, folder: Path) -> Year:
    year = Year(plan, folder)
    await year.live()
    return year


def test_weeks_around_a_clock_change_keep_every_promise() -> None:
    report = one_share(Plan(classes=6, days=16, seed=3, begins=SPRING))
    assert report.problems == ()
    assert report.kills + report.outages + report.steps_back > 0
    assert report.posted > 30
    assert report.answers > 60
    assert report.names > 0
    assert report.whispers > report.answers
    assert report.digests > 2
    assert report.reminders > 0
    assert list(lines(report, 1.0))[-1] == "Every promise was kept."


def test_the_same_seed_is_the_same_year() -> None:
    plan = Plan(classes=2, days=5, faults=False)
    assert one_share(plan) == one_share(plan)


@pytest.mark.slow
def test_a_year_in_forty_zones_keeps_every_promise() -> None:
    report = simulate(Plan(classes=40, days=365, seed=11), workers=2)
    assert report.problems == ()
    assert min(report.kills, report.outages, report.steps_back, report.missed) > 0


async def test_an_answer_that_is_lost_a_post_too_many_and_a_changed_board_are_told(
    tmp_path: Path,
) -> None:
    year = await lived(Plan(classes=2, days=16, faults=False), tmp_path)
    found, _ = await problems(year)
    assert found == ()
    who, ask = next(iter(year.kept))
    year.kept.add((who, type(ask)(10**6)))
    posted = next(each for each in year.wire.arrived if isinstance(each.reply, Asked))
    a_day_late = posted.by_clock + timedelta(days=1)
    year.wire.arrived.append(replace(posted, by_clock=a_day_late))
    name = year.groups[0].pupils[0].name
    year.wire.guarded = frozenset({name})
    year.wire.look_for_names(f"well done, {name}", "a reveal")
    year.wire.look_for_names(f"well done, {name}", "a whisper", own=name)

    def add_points(tx: Tx) -> None:
        tx.execute("UPDATE class_days SET points = points + 1")

    await year.app.database.transaction(add_points)
    found, _ = await problems(year)
    await year.close()
    told = "\n".join(found)
    for part in (
        "is logged 0 times",
        "came 2 times",
        "came 1 day,",
        "class_days differs",
        "in a reveal",
    ):
        assert part in told, told
    assert "in a whisper" not in told


def board(name: str, *, pictured: bool = False, you: bool = False) -> BoardShown:
    """Return a board with one name on it."""
    return BoardShown(
        class_name="9a",
        span=Span.WEEK,
        first_day=None,
        last_day=None,
        deck_title=None,
        top=(Standing(1, name, 5),) if not you else (),
        around=(Standing(1, name, 5, you=True),) if you else (),
        learners=1,
        team_points=5,
        team_goal=0,
        most_improved=(),
        streak=0,
        hidden=you,
        pictured=pictured,
    )


@pytest.mark.parametrize("platform", [Platform.DISCORD, Platform.TELEGRAM])
@pytest.mark.parametrize("pictured", [False, True])
def test_a_hidden_name_is_found_in_words_to_one_person_and_in_what_is_drawn(
    platform: Platform, pictured: bool
) -> None:
    eve, ben = Account(platform, "7"), Account(platform, "8")
    wire = Wire(Clock(SPRING), random.Random(1), faults=False)
    wire.guard({private_of(eve): "Pupil7x", private_of(ben): ""})
    wire.whispered(board("Pupil7x", pictured=pictured, you=True), eve, "UTC", "Pupil7x")
    wire.told_all(board("Pupil7x", pictured=pictured, you=True), platform, "UTC")
    wire.whispered(board("Pupil8x", pictured=pictured), eve, "UTC", "Pupil7x")
    assert wire.leaks == []
    wire.whispered(board("Pupil7x", pictured=pictured), ben, "UTC", "")
    assert wire.leaks == ["Pupil7x in a BoardShown for 8"]
    wire.told_all(board("Pupil7x", pictured=pictured), platform, "UTC")
    assert wire.leaks[1:] == ["Pupil7x in a BoardShown for everybody"]
    drawn = wire.text(board("Pupil7x", pictured=True), platform)
    assert "BoardSheet(" in drawn


async def test_a_date_without_its_post_is_told(tmp_path: Path) -> None:
    year = await lived(Plan(classes=2, days=16, faults=False), tmp_path)
    group = year.groups[0]
    (day, _), *_ = slots(group, year.plan.begins, year.end)

    def forget(tx: Tx) -> None:
        tx.execute("DELETE FROM daily_days WHERE day = ?", (day.toordinal(),))

    await year.app.database.transaction(forget)
    found, _ = await problems(year)
    await year.close()
    assert any(f"{day}: nothing, hoped True" in line for line in found)


async def test_what_is_posted_just_before_an_outage_of_days_is_no_problem(tmp_path: Path) -> None:
    year = await lived(Plan(classes=1, days=16, faults=False), tmp_path)
    (before, at), (after, later), *_ = slots(year.groups[0], year.plan.begins, year.end)
    year.away.append((at + timedelta(seconds=8), later + timedelta(hours=6)))
    found, _ = await problems(year)
    await year.close()
    assert [line for line in found if str(before) in line] == []
    assert any(f"{after}: posted, hoped False" in line for line in found)


def test_more_than_telegram_takes_is_told() -> None:
    wire = Wire.__new__(Wire)
    wire.sent = {
        Platform.TELEGRAM: [(SPRING + timedelta(seconds=n * 0.03), "a") for n in range(40)]
    }
    told = " ".join(wire.over_the_limits())
    assert "more than 30 in 1 s" in told
    assert "more than 1 in 1 s" in told
    assert "more than 20 in 60 s" in told


def test_slots_are_once_a_date_through_both_edges() -> None:
    group = Group(LONDON, place_of(LONDON), ())
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    found = list(slots(group, begins, begins + timedelta(days=300)))
    assert len({day for day, _ in found}) == len(found) > 290
    assert (date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) in found  # 01:30 is taken
    assert (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) in found  # the first


def test_zones_are_forty_different_ones() -> None:
    assert len(set(ZONES)) == 40


def test_an_agenda_goes_by_time() -> None:
    agenda = Agenda()
    agenda.add(SPRING + timedelta(hours=2), Event(What.KILL))
    agenda.add(SPRING, Event(What.OUTAGE))
    assert agenda.soonest() == SPRING
    assert [event.what for event in agenda.due(SPRING)] == [What.OUTAGE]
    assert [event.what for event in agenda.due(SPRING + timedelta(days=1))] == [What.KILL]
    assert agenda.soonest() is None


def test_the_command_says_what_was_kept() -> None:
    done = here("simulate", "--classes", "1", "--days", "3", "--workers", "1")
    assert done.returncode == 0, done.stdout
    assert "1 classes, 3 days" in done.stdout
    assert "Every promise was kept." in done.stdout
