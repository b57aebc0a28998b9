"""Back after a gap, and a class's week, on Telegram: a tap takes the plan, a digest says it all."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.question import Chosen
from bot.domain.replies import Asked
from tests import decks
from tests.fakes import FakeClock
from tests.on_telegram.fake import Person, open_telegram
from tests.on_telegram.hall import Hall, open_hall
from tests.on_telegram.test_calendar import account, study, tick


@pytest.fixture
async def hall(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """A group that studies a deck of forty choices."""
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, decks.long_deck(40)) as opened:
            yield opened
        assert not telegram.forgive()


async def test_a_plan_is_taken_by_a_tap(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben").in_private()
    await ben.start()
    await study(hall, ben, 40)
    hall.clock.forward(days=20)
    hall.telegram.tick()
    offer = await ben.command("/review")
    for said in ("Good to have you back", "questions wait", "The plan", "breaks a streak"):
        assert said in offer.said
    await ben.press(offer.message, "Start the plan")
    assert "Question" in ben.last.said
    assert (await hall.world.dump("comebacks"))["comebacks"][0][1] == "on"
    again = await ben.command("/review")
    assert "Good to have you back" not in again.said


async def answers(hall: Hall, who: Person, *right: bool) -> None:
    """Let somebody answer the next questions, rightly or not."""
    for each in right:
        asked = await hall.world.study.next(account(who))
        assert isinstance(asked, Asked)
        hall.clock.forward(seconds=9)
        await hall.world.study.answer(account(who), asked.ask, Chosen((0 if each else 1,)))


async def test_a_digest_says_all_of_a_week(hall: Hall) -> None:
    teacher = await hall.set_up()
    people = [hall.come(name) for name in ("Ben", "Cat", "Dan")]
    for person in people:
        await person.command("/class join")
        await answers(hall, person, True)
    await teacher.command("/daily digest monday 8:00")
    await tick(hall, datetime(2026, 3, 9, 8, tzinfo=UTC))
    for person in people:
        await answers(hall, person, *([True] * 3 if person is people[0] else []), False)
    await tick(hall, datetime(2026, 3, 16, 8, tzinfo=UTC))
    digest = hall.last.said
    for said in ("Together: ", "Most improved: Ben", "Hardest", "This week: "):
        assert said in digest, said
    assert "goal" in digest
