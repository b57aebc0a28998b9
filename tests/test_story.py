"""A class's fortnight, told as a transcript: the whole core, from the shipped bank to the board.

What people say is a call of a use case; what the bot says is its plain text. The clock is
moved by hand and the alarms are rung as the metronome would.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wording
from bot.app import App, open_app
from bot.config import Config
from bot.domain.ids import Account, Place, Platform
from bot.domain.question import (
    Choice,
    Chosen,
    Cloze,
    Date,
    Filled,
    Given,
    Grade,
    Graded,
    KindName,
    Listed,
    Match,
    Matched,
    Number,
    Order,
    Ordered,
    Passed,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
    Wrote,
)
from bot.domain.replies import (
    Answered,
    Asked,
    BoardShown,
    ClaimFiled,
    ClaimSettled,
    Marked,
    NothingDue,
    Pace,
    PrivacyShown,
    Problem,
    Progress,
    Refused,
    Reply,
    Revealed,
    RoundOver,
    Span,
    Welcome,
)
from bot.usecases import recording
from bot.usecases.filters import Filters, Pick
from storage import questions
from storage.database import Tx
from tests.fakes import FakeClock

ANN, BEN, CAT = (Account(Platform.WEB, name) for name in ("ann", "ben", "cat"))
NAMES = {ANN: "Ann", BEN: "Ben", CAT: "Cat"}


class Story:
    """The class, its bot, and everything that was said."""

    def __init__(self, app: App, clock: FakeClock) -> None:
        self.app = app
        self.clock = clock
        self.place = Place(Platform.WEB, "")
        self.said: list[str] = []

    def hears(self, reply: Reply, *fragments: str) -> None:
        """Note what the bot says; every fragment must be in it."""
        text = wording.plain(reply, today=self.clock.now.date())
        self.said.append(text)
        for fragment in fragments:
            assert fragment.casefold() in text.casefold(), f"{fragment!r} is not in: {text}"

    async def question(self, asked: Asked) -> Question:
        """Look the asked question up, as only the teacher could."""
        found = await self.app.database.transaction(
            lambda tx: questions.by_id(tx, asked.posed.question)
        )
        assert found is not None
        return found.question

    async def answers(self, who: Account, asked: Asked, *, right: bool = True) -> Reply:
        """Let somebody answer from the key, or say that they do not know."""
        given = right_answer(await self.question(asked)) if right else Passed()
        return await self.app.study.answer(who, asked.ask, given)

    async def reviews(self, who: Account, count: int, *, right: bool = True) -> int:
        """Let somebody review up to ``count`` questions; return how many there were."""
        for done in range(count):
            asked = await self.app.study.next(who)
            if not isinstance(asked, Asked):
                return done
            self.clock.forward(seconds=20)
            marked = await self.answers(who, asked, right=right)
            assert isinstance(marked, Marked), marked
        return count

    async def waits(self, seconds: float) -> None:
        """Let time go by, with the alarms ringing on the way."""
        end = self.clock.now + timedelta(seconds=seconds)
        while self.clock.now < end:
            self.clock.forward(seconds=0.5)
            await self.app.rounds.tick()

    async def tomorrow(self, days: int = 1) -> None:
        """Sleep until nine on another day."""
        later = self.clock.now + timedelta(days=days)
        self.clock.now = later.replace(hour=9, minute=0, second=0)

    async def newest(self) -> Reply:
        """Return the latest public word in the class's room."""
        return (await self.app.posting.since(self.place, 0, 1000))[-1].reply


def right_answer(question: Question) -> Given:
    """Return an answer that is right by the key."""
    match question.kind:
        case Choice(options=options):
            return Chosen(tuple(i for i, option in enumerate(options) if option.correct))
        case TrueFalse(truth=truth):
            return Chosen((0 if truth else 1,))
        case Typed(key=key):
            return Wrote(key.accepted[0])
        case Number(value=value):
            return Wrote(value)
        case Date(value=value, until=until):
            return Wrote(f"{value} to {until}" if until else value)
        case Order(items=items):
            return Ordered(tuple(range(len(items))))
        case Match(pairs=pairs):
            return Matched(tuple(range(len(pairs))))
        case Cloze(gaps=gaps):
            return Filled(tuple(gap.accepted[0] for gap in gaps))
        case Points(points=points):
            return Listed("", tuple(range(len(points))))
        case Recall():
            return Graded(Grade.GOOD)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """A new bot with the shipped bank, on a Monday morning."""
    clock = FakeClock()
    clock.now = clock.now.replace(day=2)
    config = Config(data=tmp_path, synchronous="OFF")
    async with open_app(config, clock) as app:
        assert app.loaded.mistakes == ()
        yield Story(app, clock)


async def test_a_fortnight(story: Story) -> None:
    await monday_the_class_comes_in(story)
    await tuesday_they_play(story)
    await wednesday_ben_was_right(story)
    await the_first_week_ends(story)
    await ann_comes_back_after_a_gap(story)
    await nothing_was_lost(story)
    await cat_leaves_for_good(story)


async def monday_the_class_comes_in(story: Story) -> None:
    """Ann opens the address, Ben and Cat follow; each reviews a little."""
    app = story.app
    welcome = await app.classes.enter(ANN, "Ann", zone="Europe/London")
    story.hears(welcome, "Ann")
    for who in (BEN, CAT):
        assert isinstance(await app.classes.enter(who, NAMES[who]), Welcome)
    room = await app.classes.room(ANN)
    assert room is not None
    story.place = Place(Platform.WEB, room.code)
    first = await app.study.next(ANN)
    assert isinstance(first, Asked)
    story.hears(first, first.posed.theme_title)
    marked = await story.answers(ANN, first)
    assert isinstance(marked, Marked)
    assert marked.first_today
    story.hears(marked, "Right", "20")
    assert await story.reviews(ANN, 9) == 9
    assert await story.reviews(BEN, 5, right=False) == 5
    board = await app.boards.show(CAT, story.place, Span.DAY)
    assert isinstance(board, BoardShown)
    assert [(line.name, line.points) for line in board.top] == [("Ann", 200), ("Ben", 5)]
    story.hears(board, "Ann", "200")


async def tuesday_they_play(story: Story) -> None:
    """A live round: private until the reveal, a podium at the end."""
    app = story.app
    await story.tomorrow()
    started = await app.rounds.start(
        BEN, story.place, questions=4, pace=Pace.QUICK, present=(ANN, BEN)
    )
    story.hears(started, "Ben")
    await story.waits(4)
    for number in range(1, 5):
        asked = await app.rounds.join(CAT, story.place)
        assert isinstance(asked, Asked)
        assert asked.step is not None
        assert asked.step.number == number
        for who, right in ((ANN, True), (BEN, True), (CAT, number % 2 == 0)):
            kept = await story.answers(who, asked, right=right)
            assert isinstance(kept, Answered), kept
        public = wording.plain(await story.newest())
        assert not any(name in public for name in ("Ann", "Cat"))
        await story.waits(3)
        revealed = await story.newest()
        assert isinstance(revealed, Revealed)
        story.hears(revealed, "Ann", "Ben")
        await story.waits(7)
    over = await story.newest()
    assert isinstance(over, RoundOver)
    assert [(line.rank, line.right) for line in over.standings] == [(1, 4), (1, 4), (3, 2)]
    story.hears(over, "Cat")


async def wednesday_ben_was_right(story: Story) -> None:
    """Ben's own spelling is not known; he says so, Ann agrees, and it counts."""
    app = story.app
    await story.tomorrow()
    filters = Filters(kinds=(KindName.TYPED,), pick=Pick.UNSEEN)
    asked = await app.study.next(BEN, filters)
    assert isinstance(asked, Asked)
    reply = await app.study.answer(BEN, asked.ask, Wrote("Zzyzxvaria"))
    assert isinstance(reply, Marked), reply
    claimed = await app.study.claim(BEN, asked.ask)
    assert isinstance(claimed, ClaimFiled)
    story.hears(await app.study.claims(ANN), "Zzyzxvaria")
    settled = await app.study.settle(ANN, claimed.claim, accept=True)
    assert settled == ClaimSettled(claimed.claim, accepted=True, remarked=1)
    assert await story.reviews(ANN, 3) == 3


async def the_first_week_ends(story: Story) -> None:
    """Ann reviews every day; her streak stands, Ben's does not."""
    app = story.app
    for _ in range(4):
        await story.tomorrow()
        await story.reviews(ANN, 6)
    progress = await app.study.progress(ANN)
    assert isinstance(progress, Progress)
    assert progress.streak == 7
    story.hears(progress, "7")
    bens = await app.study.progress(BEN)
    assert isinstance(bens, Progress)
    assert bens.streak < 7
    week = await app.boards.show(BEN, story.place, Span.WEEK)
    assert isinstance(week, BoardShown)
    assert week.top[0].name == "Ann"


async def ann_comes_back_after_a_gap(story: Story) -> None:
    """Five days away: what she is about to forget comes first, then she is done."""
    app = story.app
    await story.tomorrow(5)
    due = await app.study.next(ANN, Filters(pick=Pick.DUE))
    assert isinstance(due, Asked)
    assert due.seen_before
    while isinstance(asked := await app.study.next(ANN, Filters(pick=Pick.DUE)), Asked):
        story.clock.forward(seconds=15)
        assert isinstance(await story.answers(ANN, asked), Marked)
    assert isinstance(asked, NothingDue)
    story.hears(asked)


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
    app = story.app
    shown = await app.privacy.show(CAT)
    assert isinstance(shown, PrivacyShown)
    assert shown.reviews == 4
    asked = await app.privacy.ask_delete(CAT)
    story.hears(asked)
    await app.privacy.delete(CAT, getattr(asked, "word", ""))
    assert await app.study.next(CAT) == Refused(Problem.NEEDS_NAME)
    board = await app.boards.show(ANN, story.place, Span.ALL)
    assert "Cat" not in wording.plain(board)
