"""A class's fortnight, told as a transcript on each platform, from the shipped bank to the board.

What people say is a call of a use case; what the bot says is what their platform shows them. The
clock is moved by hand and the alarms are rung as the metronome would (``story.py``).
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import Config
from bot.domain.question import KindName, Wrote
from bot.domain.replies import (
    Answered,
    Asked,
    BoardShown,
    ClaimFiled,
    ClaimQueue,
    ClaimSettled,
    ClassShown,
    DailyShown,
    DataDeleted,
    DeleteAsked,
    Marked,
    NothingDue,
    Pace,
    PrivacyShown,
    Problem,
    Progress,
    Refused,
    Revealed,
    RoundOver,
    RoundStarted,
    Span,
)
from bot.usecases import recording
from bot.usecases.daily_settings import Wish
from bot.usecases.filters import Filters, Pick
from storage.database import Tx
from tests.fakes import FakeClock
from tests.stages import STAGES
from tests.story import Story, counted

NAMES = ("Ann", "Ben", "Cat")
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture(params=STAGES)
async def story(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Story]:
    """A new bot with the shipped bank, on a Monday morning, on each platform."""
    clock = FakeClock()
    clock.now = clock.now.replace(day=2)
    config = Config(data=tmp_path, synchronous="OFF")
    async with open_app(config, clock) as app:
        assert app.loaded.mistakes == ()
        yield Story(app, clock, STAGES[request.param])


async def test_a_fortnight(story: Story) -> None:
    await monday_the_class_comes_in(story)
    await tuesday_they_play(story)
    await wednesday_ben_was_right(story)
    await thursday_a_question_for_everybody(story)
    await friday_its_answer(story)
    await the_first_week_ends(story)
    await ann_comes_back_after_a_gap(story)
    await nothing_was_lost(story)
    await cat_leaves_for_good(story)


async def monday_the_class_comes_in(story: Story) -> None:
    """Ann is there first, Ben and Cat follow; Ann and Ben review a little."""
    study, people = story.app.study, story.stage
    story.place = await people.opens(story)
    first = await story.hears(Asked, study.next(people.ann))
    marked = await story.hears(Marked, story.answers(people.ann, first), "Right", "20")
    assert marked.first_today
    assert await story.reviews(people.ann, 9) == 9
    assert await story.reviews(people.ben, 5, right=False) == 5
    showing = story.app.boards.show(people.cat, story.place, Span.DAY)
    board = await story.hears(BoardShown, showing, "Ann", "200", "Ben")
    assert [(line.name, line.points) for line in board.top] == [("Ann", 200), ("Ben", 5)]


async def tuesday_they_play(story: Story) -> None:
    """A live round: private until the reveal, a podium at the end."""
    app, people = story.app, story.stage
    await story.tomorrow()
    present = (people.ann, people.ben) if people.sees_who_is_there else None
    starting = app.rounds.start(
        people.ben, story.place, questions=4, pace=Pace.QUICK, present=present
    )
    await story.hears(RoundStarted, starting, "Ben", "4 questions")
    for number in range(1, 5):
        posted = await story.until(Asked)
        assert posted.step is not None
        assert posted.step.number == number
        asked = await story.hears(Asked, app.rounds.join(people.cat, story.place))
        assert asked.ask == posted.ask
        for who, right in ((people.ann, True), (people.ben, True), (people.cat, number % 2 == 0)):
            await story.hears(Answered, story.answers(who, asked, right=right))
        public = story.looks(posted, public=True, count=counted(posted.ask, 3))
        assert "3 learners have answered" in public.text
        assert not any(name in public.text for name in NAMES)
        await story.until(Revealed)
        assert all(name in story.said[-1] for name in ("Ann", "Ben")), story.said[-1]
        assert ("Cat" in story.said[-1]) == (number % 2 == 0)
    over = await story.until(RoundOver)
    assert [(line.rank, line.right) for line in over.standings] == [(1, 4), (1, 4), (3, 2)]
    assert all(name in story.said[-1] for name in NAMES)


async def wednesday_ben_was_right(story: Story) -> None:
    """Ben's own spelling is not known; he says so, Ann agrees, and it counts."""
    study, people = story.app.study, story.stage
    await story.tomorrow()
    filters = Filters(kinds=(KindName.TYPED,), pick=Pick.UNSEEN)
    asked = await story.hears(Asked, study.next(people.ben, filters))
    answering = study.answer(people.ben, asked.ask, Wrote("Zzyzxvaria"))
    await story.hears(Marked, answering, "Zzyzxvaria")
    claimed = await story.hears(ClaimFiled, study.claim(people.ben, asked.ask))
    await story.hears(ClaimQueue, study.claims(people.ann), "Zzyzxvaria")
    settled = await story.hears(
        ClaimSettled, study.settle(people.ann, claimed.claim, accept=True), "Accepted"
    )
    assert settled == ClaimSettled(claimed.claim, accepted=True, remarked=1)
    assert await story.reviews(people.ann, 3) == 3


async def thursday_a_question_for_everybody(story: Story) -> None:
    """Ann wants one question a day, at half past nine; everybody has until tomorrow."""
    app, people = story.app, story.stage
    await story.tomorrow()
    wish = Wish(hour=9, minute=30, weekdays=(0, 1, 2, 3, 4))
    await story.hears(DailyShown, app.daily.setup(people.ann, story.place, wish), "09:30")
    posted = await story.until(Asked, within=HALF_AN_HOUR)
    assert posted.daily is not None
    for who, right in ((people.ann, True), (people.ben, False)):
        await story.hears(Answered, story.answers(who, posted, right=right))
    public = story.looks(posted, public=True, count=counted(posted.ask, 2))
    assert "2 learners have answered" in public.text
    assert not any(name in public.text for name in NAMES)
    await story.reviews(people.ann, 6)


async def friday_its_answer(story: Story) -> None:
    """The answer comes with the next question; who was right is told, who was not is not."""
    people = story.stage
    assert await story.tomorrow() == []
    revealed = await story.until(Revealed, within=HALF_AN_HOUR)
    assert (revealed.answered, revealed.right) == (2, 1)
    assert revealed.right_names == ("Ann",)
    await story.reviews(people.ann, 6)


async def the_first_week_ends(story: Story) -> None:
    """Ann reviews every day; her streak stands, Ben's does not."""
    study, people = story.app.study, story.stage
    for _ in range(2):
        await story.tomorrow()
        await story.reviews(people.ann, 6)
    progress = await story.hears(Progress, study.progress(people.ann), "7 days")
    assert progress.streak == 7
    bens = await story.hears(Progress, study.progress(people.ben))
    assert bens.streak < 7
    showing = story.app.boards.show(people.ben, story.place, Span.WEEK)
    week = await story.hears(BoardShown, showing, "Ann")
    assert week.top[0].name == "Ann"


async def ann_comes_back_after_a_gap(story: Story) -> None:
    """Five days away: what she is about to forget comes first, then she is done."""
    study, people = story.app.study, story.stage
    posted = await story.tomorrow(5)
    assert sum(isinstance(reply, Asked) for reply in posted) == 4
    due = await story.hears(Asked, study.next(people.ann, Filters(pick=Pick.DUE)))
    assert due.seen_before
    for _ in range(due.due_left + 1):
        asked = await story.hears(Asked, study.next(people.ann, Filters(pick=Pick.DUE)))
        story.clock.forward(seconds=15)
        await story.hears(Marked, story.answers(people.ann, asked))
    await story.hears(NothingDue, study.next(people.ann, Filters(pick=Pick.DUE)))


async def nothing_was_lost(story: Story) -> None:
    """The folded tables are what the log says."""

    def dump(tx: Tx) -> list[list[tuple[object, ...]]]:
        tables = ("memories", "learner_days", "class_days", "board_totals")
        return [sorted(map(tuple, tx.execute(f"SELECT * FROM {name}"))) for name in tables]

    before = await story.app.database.transaction(dump)
    count = await story.app.database.transaction(recording.rebuild)
    assert count > 50
    assert await story.app.database.transaction(dump) == before


async def cat_leaves_for_good(story: Story) -> None:
    """Cat sees what is kept, deletes it, and is nowhere any more."""
    app, people = story.app, story.stage
    shown = await story.hears(PrivacyShown, app.privacy.show(people.cat), "4 reviews")
    assert shown.reviews == 4
    asked = await story.hears(DeleteAsked, app.privacy.ask_delete(people.cat))
    await story.hears(DataDeleted, app.privacy.delete(people.cat, asked.word))
    gone = await story.hears(Refused, app.study.next(people.cat))
    assert gone.problem is Problem.NEEDS_NAME
    left = len(story.said)
    await story.hears(BoardShown, app.boards.show(people.ann, story.place, Span.ALL), "Ann")
    await story.hears(ClassShown, app.classes.show(people.ann), "Ann", "Ben")
    assert not any("Cat" in said for said in story.said[left:])
