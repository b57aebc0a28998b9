"""Reminders, digests and plans in the web classroom: who is shown them, where, and what stays."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import Account, AskId
from bot.domain.question import Passed
from bot.domain.replies import Asked
from bot.on_web.calendar import digest_words, own_place, owner_of, reminder_words
from bot.press import Answer, Go
from bot.usecases.filters import Filters, Pick
from tests import decks
from tests.fakes import FakeClock
from tests.on_web.school import School, open_school
from tests.on_web.visitor import Visitor, visiting
from tests.usecases.world import ANN, expect


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock, decks.long_deck(40)) as opened:
        yield opened


@pytest.fixture
async def ann(school: School) -> AsyncIterator[Visitor]:
    async with visiting(school.address, "Ann") as visitor:
        yield visitor


async def account_of(school: School, name: str) -> Account:
    """Return the account of somebody by their name."""
    rows = await school.world.dump("learners", "accounts")
    number = next(row[0] for row in rows["learners"] if row[1] == name)
    user = next(str(row[1]) for row in rows["accounts"] if row[2] == number)
    return Account(ANN.platform, user)


async def study(school: School, who: Account, count: int = 25) -> None:
    """Let somebody give up on so many new questions."""
    for _ in range(count):
        asked = expect(await school.world.study.next(who, Filters(pick=Pick.UNSEEN)), Asked)
        school.world.clock.now += timedelta(seconds=20)
        await school.world.study.answer(who, asked.ask, Passed())


async def tick(school: School, *at: int) -> None:
    """Let it be so late, and look once at what is due."""
    school.world.clock.now = datetime(2026, *at, tzinfo=UTC)  # type: ignore[misc, arg-type]
    await school.world.rounds.tick()
    await school.world.reminding.tick()
    await school.world.digesting.tick()


async def test_a_reminder_is_shown_to_its_learner_alone(school: School, ann: Visitor) -> None:
    async with (
        visiting(school.address, "Ben", ann.code) as ben,
        ann.tab() as anns,
        ann.tab() as more,
        ben.tab() as bens,
    ):
        await anns.say("/settings remind 17:30")
        await anns.until("I remind you at 17:30", region="panel")
        await study(school, await account_of(school, "Ann"))
        await tick(school, 3, 5, 17, 30)
        await more.until("due, about", "Question", region="own")
        shown = await anns.until("due, about", "Question", region="own")
        assert "focus" not in shown
        assert shown["review"] == "/review"
        await bens.say("/help")
        await bens.until("/quiz", region="panel")
        assert all("due, about" not in str(frame) for frame in bens.heard)
        ask = shown["ask"]
        assert isinstance(ask, int)
        await anns.push(Answer(AskId(ask), (0,)))
        await anns.until("Right", region="own")


async def test_it_waits_for_whoever_opens_the_room_later(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/settings remind 17:30")
        await line.until("I remind you", region="panel")
    await study(school, await account_of(school, "Ann"))
    await tick(school, 3, 5, 17, 30)
    async with ann.tab() as line:
        await line.until("due, about", region="own")
    school.world.clock.now += timedelta(hours=13)  # on the next morning it is still there
    async with ann.tab() as line:
        await line.until("due, about", region="own")
    school.world.clock.now += timedelta(days=7)
    async with ann.tab() as line:
        await line.say("/help")
        await line.until("/quiz", region="panel")
        assert all("due, about" not in str(frame) for frame in line.heard)


async def test_by_forms_and_buttons(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        form = ("how", "time"), ("time", "19:15"), ("quiet_from", "21:00"), ("quiet_to", "08:00")
        await line.push(Go("settings remind"), *form)
        shown = await line.until("I remind you at 19:15", region="panel")
        assert "Saved" in str(shown["html"])
        await line.push(Go("settings remind snooze tomorrow"))
        await line.until("I come back", region="toast")
        await line.push(Go("settings remind snooze never"))
        await line.until("hour, evening, tomorrow", region="toast")
        await line.push(Go("settings remind again"))
        await line.until("I remind you", region="panel")
        await line.push(Go("settings remind off"))
        await line.until("Reminders are off now.", region="panel")
        await line.push(Go("settings"))
        await line.until("Change reminders", region="panel")
        await line.push(Go("daily digest"), ("weekday", "Friday"), ("time", "07:30"))
        await line.until("on Fridays at 07:30", region="panel")
        await line.say("/daily digest off")
        await line.until("No weekly digest here yet", region="panel")
        await line.say("/review plan maybe")
        await line.until("yes, no", region="toast")


async def test_a_digest_takes_no_round_away(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/daily digest monday 8:00")
        await line.until("on Mondays at 08:00", region="panel")
        await study(school, await account_of(school, "Ann"), 3)
        school.world.clock.now = datetime(2026, 3, 9, 7, 59, 50, tzinfo=UTC)
        await line.say("/quiz 3 untimed")
        await line.until(region="live")
        await tick(school, 3, 9, 8)
        await line.until("The week of", region="week")
    async with ann.tab() as line:  # a page that opens has both
        await line.until("Question", region="live")
        await line.until("The week of", region="week")
    school.world.clock.now += timedelta(days=4)
    async with ann.tab() as line:
        await line.say("/help")
        await line.until("/quiz", region="panel")
        assert all(frame.get("region") != "week" for frame in line.heard)


async def test_a_plan_is_offered_taken_and_left(school: School, ann: Visitor) -> None:
    who = await account_of(school, "Ann")
    await study(school, who)
    school.world.clock.now += timedelta(days=20)
    async with ann.tab() as line:
        await line.say("/review")
        await line.until("Good to have you back", region="own")
        await line.push(Go("review plan yes"))
        asked = await line.until("Question", region="own")
        assert asked["review"] == "/review"
        await line.push(Go("review plan no"))
        await line.until("Question", region="own")


def test_the_words_of_the_forms() -> None:
    assert reminder_words([("how", "usual"), ("time", "18:00")]) == "usual"
    quiet = ("quiet_from", "22:00"), ("quiet_to", "07:00")
    assert reminder_words([("how", "time"), ("time", "18:00"), *quiet]) == "18:00 quiet 22:00-07:00"
    same = ("quiet_from", "07:00"), ("quiet_to", "07:00")
    assert reminder_words([("how", "usual"), *same]) == "usual quiet off"
    assert digest_words([("weekday", "Monday"), ("time", "08:00")]) == "Monday 08:00"


def test_whose_feed_it_is() -> None:
    assert owner_of(own_place(ANN)) == ANN
    assert owner_of(own_place(ANN).__class__(ANN.platform, "STUDY")) is None
