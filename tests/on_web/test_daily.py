"""The question of the day in the web classroom: typed, pressed, answered by one tap, revealed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import AskId
from bot.domain.question import Mark
from bot.domain.replies import Asked, Marked
from bot.press import Answer, Go
from bot.usecases.daily_settings import Wish
from bot.usecases.typed import wish_of
from tests import decks
from tests.fakes import FakeClock
from tests.on_web.school import School, open_school
from tests.on_web.visitor import Visitor, visiting
from tests.usecases.world import ANN, WRONG, expect


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock, decks.long_deck(40)) as opened:
        yield opened


@pytest.fixture
async def ann(school: School) -> AsyncIterator[Visitor]:
    async with visiting(school.address, "Ann") as visitor:
        yield visitor


async def tick(school: School, **parts: float) -> None:
    """Let time pass, and look once at what is due."""
    school.world.clock.forward(timedelta(**parts))
    await school.world.rounds.tick()
    await school.world.daily.tick()


def ask_in(frame: dict[str, object]) -> AskId:
    number = frame["ask"]
    assert isinstance(number, int)
    return AskId(number)


async def test_set_up_posted_answered_revealed(school: School, ann: Visitor) -> None:
    async with (
        visiting(school.address, "Ben", ann.code) as ben,
        ann.tab() as anns,
        ben.tab() as bens,
    ):
        await anns.say("/daily")
        await anns.until("There is no daily question here yet.", region="panel")
        await anns.push(
            Go("daily setup"),
            ("time", "10:00"),
            ("reveal", "0"),
            ("zone", "Europe/London"),
            ("day", "2"),
            ("day", "3"),
            ("topic", ""),
        )
        await anns.until("The next question comes today at 10:00.", region="panel")
        await tick(school, hours=1)
        posed = await bens.until("Question of the day", "Question 0?", region="daily")
        assert posed["post"]
        assert "focus" not in posed
        assert "The answer comes tomorrow at 10:00." in str(posed["html"])
        assert "data-clock" not in str(posed["html"])
        await anns.until(region="daily", ask=posed["ask"])
        await bens.push(Answer(ask_in(posed), (0,)))
        await bens.until("Kept: Option 0.", region="note", ask=posed["ask"])
        count = await anns.until(type="count")
        assert count["text"] == "1 learner has answered so far."
        await anns.push(Answer(ask_in(posed), (1,)))
        await anns.until("Kept: Option 1.", region="note")
        await tick(school, days=1)
        answer = await bens.until("Yesterday&#39;s answer", region="before", ask=posed["ask"])
        html = str(answer["html"])
        assert "1 of 2 got it" in html
        assert "At least half of the class took part: that starts a run!" in html
        assert "data-press" in html
        assert "Stop the round" not in html
        outcome = await bens.until(slot="outcome", ask=posed["ask"])
        assert "Right" in str(outcome["html"])
        fresh = await bens.until("Question 1?", region="daily")
        assert fresh["ask"] != posed["ask"]


async def test_what_was_missed_is_there_on_arrival(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/daily setup 10:00")
        await line.until("The next question comes today", region="panel")
    await tick(school, hours=1)
    await tick(school, days=1)
    async with ann.tab() as line:
        await line.until("Yesterday&#39;s answer", "Question 0?", region="before")
        posed = await line.until("Question 1?", region="daily")
        await line.push(Answer(ask_in(posed), (0,)))
        await line.until("Kept", region="note")
    async with ann.tab() as line:
        again = await line.until("Question 1?", region="daily")
        assert "1 learner has answered so far." in str(again["html"])
        await line.until("Kept: Option 0.", region="note", ask=posed["ask"])


async def test_an_old_answer_is_not_shown_for_ever(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/daily setup 10:00")
        await line.until("The next question comes today", region="panel")
        await tick(school, hours=1)
        await line.until(region="daily")
        await line.say("/daily pause")
        await line.until("The daily question is paused.", region="panel")
    await tick(school, days=1)
    async with ann.tab() as line:
        await line.until("Question 0?", region="before")
    await tick(school, days=4)
    async with ann.tab({"panel": "daily"}) as line:
        await line.until("The daily question is paused.", region="panel")
        assert not [frame for frame in line.heard if frame.get("region") == "before"]


async def test_editors_look_ahead_and_leave_out(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/daily setup 10:00 weekdays A long deck")
        shown = await line.until("On weekdays at 10:00", "A long deck", region="panel")
        assert "daily skip 2026-03-04" in str(shown["html"]), "the button names its day"
        await line.push(Go("daily preview"))
        ahead = await line.until("Question 0?", "Next in the order of the themes.", region="panel")
        assert "Saturday" not in str(ahead["html"])
        await line.push(Go("daily skip 2026-03-05"))
        await line.until("Skipped.", "Post it after all", region="panel")
        await line.push(Go("daily unskip 2026-03-05"))
        back = await line.until("The next days", region="panel")
        assert "Skipped." not in str(back["html"])
        await line.push(Go("daily skip"))
        await line.until("Skipped.", region="panel")
        await line.say("/daily queue lng-00007")
        await line.until("Queued", "Question 7?", region="panel")
        await line.push(Go("daily unqueue"), ("words", "lng-00007"))
        gone = await line.until("On weekdays", region="panel")
        assert "Question 7?" not in str(gone["html"])
        await line.say("/daily queue lng-00009")
        await line.until("Question 9?", region="panel")
        await line.push(Go("daily now"))
        await line.until(type="heard")
        await line.until("Question 9?", region="daily")
        await line.say("/daily now")
        await line.until("has had its daily question already", region="toast")
        await line.push(Go("daily pause"))
        await line.until("paused", "Resume", region="panel")
        await line.push(Go("daily resume"))
        await line.until("The next question comes tomorrow at 10:00.", region="panel")
        await line.push(Go("daily off"))
        await line.until("There is no daily question here yet.", region="panel")


async def test_what_does_not_work_says_what_does(school: School, ann: Visitor) -> None:
    async with visiting(school.address, "Ben", ann.code) as ben, ben.tab() as line:
        await line.say("/daily")
        shown = await line.until("There is no daily question", region="panel")
        assert "daily setup" not in str(shown["html"])
        await line.say("/daily setup 9")
        await line.until("That is kept for the owners and editors of a class.", region="toast")
    async with ann.tab() as line:
        for said, heard in (
            ("/daily sometimes", "What works: setup TIME ZONE"),
            ("/daily pause", "There is no daily question here."),
            ("/daily setup 25:00", "What works: 0 to 23"),
            ("/daily setup 9 Mars/Olympus", "Europe/London"),
            ("/daily setup 9 botany", "I have no deck or theme called “botany”."),
            ("/daily skip Friday", "What works: a date like 2026-09-14"),
            ("/daily unskip", "What works: a date like 2026-09-14"),
        ):
            await line.say(said)
            await line.until(heard, region="toast")
        await line.push(Go("daily setup"), ("time", "soon"))
        await line.until("What works: 17:00", region="toast")


async def test_how_late_and_about_what_is_chosen_in_the_form(school: School, ann: Visitor) -> None:
    """A room has no pins, threads or pings, so its form asks for none."""
    async with ann.tab() as line:
        await line.say("/daily setup 10:00")
        shown = str((await line.until("At most 3 hours late", region="panel"))["html"])
        assert 'value="3" selected' in shown
        assert "Pinned" not in shown
        form = (("time", "10:00"), ("zone", "Europe/London"), ("day", "1"), ("reveal", "0"))
        about = (("topic", "A long deck"), ("topic", "Everything"))
        await line.push(Go("daily setup"), *form, ("late", "7"), *about)
        shown = str((await line.until(region="panel"))["html"])
        assert 'value="7" selected' in shown
        for _, topic in about:
            assert f'value="{topic}" checked' in shown
        await line.push(Go("daily setup"), *form)
        shown = str((await line.until(region="panel"))["html"])
        assert 'value="7" selected' in shown  # what is not said stays, but for what it is about
        assert "All decks of the class" in shown
        await line.push(Go("daily setup"), *form, ("late", "99"))
        await line.until("What works: 0 to 12", region="toast")


async def test_a_daily_post_leaves_a_round_alone(school: School, ann: Visitor) -> None:
    async with ann.tab() as line:
        await line.say("/daily setup 10:00")
        await line.until(region="panel")
        await line.say("/quiz 2 untimed")
        await line.until("starts a round", region="live")
        await tick(school, seconds=4)
        live = await line.until(region="live", type="show")
        await line.push(Go("daily now"))
        posed = await line.until(region="daily")
        assert posed["ask"] != live["ask"]
    async with ann.tab() as line:
        assert (await line.until(region="live"))["ask"] == live["ask"]
        assert (await line.until(region="daily"))["ask"] == posed["ask"]


async def test_a_claim_after_the_reveal(tmp_path: Path, clock: FakeClock) -> None:
    """A typed answer of a daily question can be claimed like any other."""
    deck = decks.small_deck((decks.TYPED,))
    async with open_school(tmp_path / "typed.db", clock, deck) as school:
        world = school.world
        await world.enter("Ann")
        await world.daily.setup(ANN, world.place, Wish(hour=10, reveal_hours=1))
        await tick(school, hours=1)
        asked = expect(await world.daily.current(ANN, world.place), Asked)
        await world.study.answer(ANN, asked.ask, WRONG["tst-typed"])
        await tick(school, hours=1)
        mine = expect(await world.study.mine(ANN, asked.ask), Marked)
        assert mine.verdict.mark is Mark.WRONG
        assert mine.can_claim


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("17:00", Wish(hour=17, minute=0)),
        ("7.30 Europe/London", Wish(hour=7, minute=30, zone="Europe/London")),
        ("5pm weekdays", Wish(hour=17, minute=0, weekdays=(0, 1, 2, 3, 4))),
        ("12am utc", Wish(hour=0, minute=0, zone="utc")),
        ("mon, Wednesday fri", Wish(weekdays=(0, 2, 4))),
        ("8 loud pin", Wish(hour=8, minute=0, silent=False, pin=True)),
        ("9 Cold War, Germany", Wish(hour=9, minute=0, topics=("Cold War", "Germany"))),
        ("Monument Valley", Wish(topics=("Monument Valley",))),
        ("18 reveal 4 late 1h", Wish(hour=18, minute=0, reveal_hours=4, late_hours=1)),
        ("Reveal next, late never", Wish(reveal_hours=0, late_hours=0)),
        ("reveal 2 hours mon Treaties", Wish(weekdays=(0,), topics=("Treaties",), reveal_hours=2)),
        ("", Wish()),
    ],
)
def test_what_is_wished_in_words(words: str, wish: Wish) -> None:
    assert wish_of(words) == wish
