"""A vote in a native poll is an answer: early, late, twice, changed and taken back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.ids import Account, AskId, Place, Platform, PostId
from bot.domain.question import Chosen, Given, KindName, Mark
from bot.domain.replies import (
    Answered,
    Asked,
    ClassShown,
    Marked,
    Pace,
    Problem,
    Refused,
    Revealed,
)
from bot.domain.urgency import Urgency
from bot.usecases.arriving import Arriving
from bot.usecases.daily_settings import Wish
from bot.usecases.delivering import Delivering
from bot.usecases.filters import Filters
from bot.usecases.holding import AFTER_A_STOP, LAST_VOTES
from bot.usecases.looking import Looking
from bot.usecases.polling import BEFORE_THE_NEXT, Out, Polling
from storage import asks, learners
from storage.database import Tx
from tests.decks import CHOICE as CHOICE_OF_FOUR
from tests.decks import long_deck, small_deck
from tests.fakes import FakeClock
from tests.usecases.world import World, expect, open_world

CHAT = Place(Platform.TELEGRAM, "-100")
TEACHER, ANN, BEN = (Account(Platform.TELEGRAM, number) for number in ("1", "7", "8"))
CHOICE = Filters(kinds=(KindName.CHOICE,))
POLL, MESSAGE = "poll-1", "55"


@dataclass(slots=True)
class Poll:
    """A class with a question that is out as a poll."""

    world: World
    polling: Polling
    delivering: Delivering
    looking: Looking
    asked: Asked

    @property
    def ask(self) -> AskId:
        return self.asked.ask

    @property
    def right(self) -> int:
        """Return the place of the right option, as shown."""
        return self.place_of(0)

    @property
    def wrong(self) -> int:
        return self.place_of(1)

    def place_of(self, index: int) -> int:
        return [option.index for option in self.asked.posed.options].index(index)

    async def vote(self, who: Account, *picks: int, poll: str = POLL) -> object:
        return await self.polling.vote(who, f"Learner {who.user_id}", poll, picks)

    async def opened(self, poll: str = POLL) -> None:
        """Note the poll, as a sender does."""
        options = tuple(option.index for option in self.asked.posed.options)
        post = await self.post()
        await self.polling.opened(post, self.ask, poll, MESSAGE, options)

    async def post(self) -> PostId:
        parcels = await self.delivering.lease(Platform.TELEGRAM)
        while parcels and parcels[0].subject != f"ask:{self.ask}":
            await self.delivering.delivered(parcels[0].id, "1")
            parcels = await self.delivering.lease(Platform.TELEGRAM)
        return parcels[0].id

    async def kept(self, who: Account) -> Given | None:
        def work(tx: Tx) -> Given | None:
            learner = learners.find(tx, who)
            assert learner is not None
            answer = asks.answer_of(tx, self.ask, learner.id)
            return answer.given if answer else None

        return await self.world.database.transaction(work)

    async def reveal(self) -> Revealed | None:
        """Return the reveal, if it has come."""
        posts = await self.world.posting.since(CHAT, 0, 500)
        found = [post.reply for post in posts if isinstance(post.reply, Revealed)]
        return found[-1] if found else None


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    async with open_world(tmp_path / "db", clock, small_deck((CHOICE_OF_FOUR,))) as opened:
        yield opened


@pytest.fixture
async def poll(world: World) -> Poll:
    return await a_poll(world)


async def a_poll(world: World, pace: Pace = Pace.CALM, *, out: bool = True) -> Poll:
    """Return a class in the first question of a round, out as a poll."""
    polling = Polling(
        database=world.database,
        clock=world.clock,
        library=world.library,
        study=world.study,
        posting=world.posting,
        default_zone="Europe/London",
    )
    await Arriving(world.database, world.clock).arrive(TEACHER, "Teacher")
    expect(await world.classes.create(TEACHER, "Year 9", "", CHAT), ClassShown)
    expect(await polling.prefer(TEACHER, CHAT, True), ClassShown)
    await world.rounds.start(TEACHER, CHAT, CHOICE, questions=1, pace=pace, present=None)
    await world.pass_time(seconds=3)
    asked = expect(await world.rounds.current(TEACHER, CHAT), Asked)
    delivering = Delivering(world.database, world.clock)
    looking = Looking(world.database, world.clock, world.library)
    made = Poll(world, polling, delivering, looking, asked)
    if out:
        await made.opened()
    return made


async def test_a_vote_is_kept_until_the_reveal_and_somebody_new_is_let_in(poll: Poll) -> None:
    reply = await poll.vote(ANN, poll.right)
    assert isinstance(reply, Answered)
    assert reply.yours == ("Treaty of Rapallo",)
    assert await poll.kept(ANN) == Chosen((0,))
    shown = expect(await poll.world.classes.show(ANN, CHAT), ClassShown)
    assert "Learner 7" in [member.name for member in shown.members]
    assert await poll.reveal() is None


async def test_places_are_those_of_the_options_as_they_were_shown(poll: Poll) -> None:
    for shown in range(4):
        who = Account(Platform.TELEGRAM, str(100 + shown))
        await poll.vote(who, shown)
        assert await poll.kept(who) == Chosen((poll.asked.posed.options[shown].index,))


async def test_a_vote_told_twice_counts_once(poll: Poll) -> None:
    first = await poll.vote(ANN, poll.right)
    assert await poll.vote(ANN, poll.right) == first
    await poll.world.pass_time(seconds=60)
    revealed = await poll.reveal()
    assert revealed is not None
    assert (revealed.answered, revealed.right) == (1, 1)


async def test_a_vote_is_changed_once(poll: Poll) -> None:
    await poll.vote(ANN, poll.wrong)
    changed = await poll.vote(ANN, poll.right)
    assert isinstance(changed, Answered)
    assert (changed.changed, changed.changes_left) == (True, 0)
    assert await poll.vote(ANN, poll.wrong) == Refused(Problem.NO_CHANGES_LEFT)
    assert await poll.kept(ANN) == Chosen((0,))


async def test_a_vote_taken_back_is_none_and_the_next_is_its_change(poll: Poll) -> None:
    await poll.vote(ANN, poll.wrong)
    back = await poll.vote(ANN)
    assert isinstance(back, Answered)
    assert (back.yours, back.changes_left, back.answered) == ((), 0, 0)
    assert await poll.kept(ANN) is None
    assert await poll.vote(ANN) == back, "told twice"
    await poll.vote(ANN, poll.right)
    assert await poll.vote(ANN) == Refused(Problem.NO_CHANGES_LEFT)
    assert await poll.kept(ANN) == Chosen((0,))


async def test_who_took_a_vote_back_is_not_in_the_reveal(poll: Poll) -> None:
    await poll.vote(ANN, poll.right)
    await poll.vote(ANN)
    await poll.world.pass_time(seconds=60)
    revealed = await poll.reveal()
    assert revealed is not None
    assert revealed.answered == 0


async def test_who_only_takes_back_what_nobody_knows_of_is_not_let_in(poll: Poll) -> None:
    assert await poll.vote(BEN) == Refused(Problem.NEEDS_NAME)


async def test_a_poll_stops_first_and_its_ask_waits_for_the_last_votes(poll: Poll) -> None:
    world, polling = poll.world, poll.polling
    assert await polling.to_stop(Platform.TELEGRAM) == ()
    assert poll.asked.closes_at is not None
    await world.pass_time(seconds=(poll.asked.closes_at - world.clock.now).total_seconds())
    (stop,) = await polling.to_stop(Platform.TELEGRAM)
    assert (stop.poll, stop.place, stop.message) == (POLL, CHAT, MESSAGE)
    assert await poll.reveal() is None
    await polling.stopped(POLL)
    await world.pass_time(seconds=1.5)
    assert isinstance(await poll.vote(ANN, poll.right), Answered), "it was on its way"
    assert await poll.reveal() is None
    await world.pass_time(seconds=LAST_VOTES.total_seconds())
    revealed = await poll.reveal()
    assert revealed is not None
    assert revealed.right == 1
    assert await poll.vote(BEN, poll.right) == Refused(Problem.ASK_CLOSED)
    assert await polling.to_stop(Platform.TELEGRAM) == ()


async def test_after_a_stop_the_votes_of_the_meantime_are_waited_for(poll: Poll) -> None:
    world = poll.world
    world.clock.forward(minutes=30)  # nobody was there to ring the alarm
    await world.rounds.tick()
    assert len(await poll.polling.to_stop(Platform.TELEGRAM)) == 1
    await world.pass_time(seconds=AFTER_A_STOP.total_seconds() - 2)
    assert isinstance(await poll.vote(ANN, poll.right), Answered)
    await world.pass_time(seconds=3)
    revealed = await poll.reveal()
    assert revealed is not None
    assert revealed.right == 1


async def test_what_is_skipped_is_revealed_at_once(poll: Poll) -> None:
    await poll.world.rounds.skip(TEACHER, CHAT)
    assert await poll.reveal() is not None
    assert await poll.polling.of_ask(poll.ask) == (Out(POLL, MESSAGE, takes_votes=True),)
    await poll.polling.stopped(POLL)
    assert await poll.polling.of_ask(poll.ask) == (Out(POLL, MESSAGE, takes_votes=False),)


async def test_a_vote_that_is_faster_than_the_note_of_its_poll_waits_for_it(world: World) -> None:
    poll = await a_poll(world, out=False)
    assert await poll.vote(ANN, poll.wrong) == Refused(Problem.ASK_GONE)
    assert await poll.vote(ANN, poll.right) == Refused(Problem.ASK_GONE)
    await poll.opened()
    assert await poll.kept(ANN) == Chosen((0,))
    assert poll.world.study._answers.counts[Platform.TELEGRAM, Mark.RIGHT] == 1
    assert isinstance(await poll.vote(BEN, poll.wrong), Answered)


async def test_votes_in_a_poll_that_never_was_noted_are_forgotten(world: World) -> None:
    poll = await a_poll(world, Pace.UNTIMED, out=False)
    await poll.vote(ANN, poll.right, poll="lost")
    world.clock.forward(minutes=11)
    await poll.opened()
    assert await world.dump("early_votes") == {"early_votes": []}


async def test_odd_votes_are_refused(poll: Poll) -> None:
    for picks in ((9,), (-1,), (0, 4)):
        assert await poll.vote(ANN, *picks) == Refused(Problem.UNFIT_ANSWER)
    assert await poll.vote(ANN, 0, 1) == Refused(Problem.UNFIT_ANSWER), "one answer is right"


async def test_only_where_the_class_wants_it_and_once_is_an_ask_a_poll(world: World) -> None:
    poll = await a_poll(world, out=False)
    solution = await poll.polling.wanted(poll.ask)
    assert solution is not None
    assert solution.correct == (0,)
    expect(await poll.polling.prefer(TEACHER, CHAT, False), ClassShown)
    assert await poll.polling.wanted(poll.ask) is None
    shown = expect(await poll.polling.prefer(TEACHER, CHAT, True), ClassShown)
    assert shown.polls
    await poll.opened()
    assert await poll.polling.wanted(poll.ask) is None
    assert await poll.polling.wanted(AskId(999_999)) is None


async def test_only_who_looks_after_a_class_chooses_polls(poll: Poll) -> None:
    await poll.vote(ANN, poll.right)
    refused = await poll.polling.prefer(ANN, CHAT, False)
    assert isinstance(refused, Refused)
    assert refused.problem is Problem.NOT_ALLOWED


async def test_a_poll_closed_by_somebody_is_asked_again_with_buttons(poll: Poll) -> None:
    nudged: list[Place] = []
    poll.world.posting.listen(nudged.append)
    await poll.vote(ANN, poll.right)
    assert await poll.polling.closed(POLL)
    assert nudged == [CHAT]
    assert not await poll.polling.closed(POLL), "told twice"
    (parcel,) = await poll.delivering.lease(Platform.TELEGRAM)
    assert parcel.reply == poll.asked
    assert await poll.polling.wanted(poll.ask) is None
    answered = await poll.world.study.answer(ANN, poll.ask, Chosen((1,)))
    assert isinstance(answered, Answered), "her vote was an answer, and may be changed"
    await poll.world.pass_time(seconds=45)
    revealed = await poll.reveal()
    assert revealed is not None, "there is no poll any more to wait for"


async def test_a_poll_closed_just_before_its_time_is_not_asked_again(poll: Poll) -> None:
    poll.world.clock.forward(seconds=38)
    assert not await poll.polling.closed(POLL)
    assert await poll.delivering.lease(Platform.TELEGRAM) == ()


async def test_our_own_stop_is_told_too_and_means_nothing(poll: Poll) -> None:
    await poll.world.pass_time(seconds=45)
    assert not await poll.polling.closed(POLL)
    assert not await poll.polling.closed("unknown")


async def test_a_poll_counts_by_itself(poll: Poll) -> None:
    await poll.vote(ANN, poll.right)
    assert await poll.looking.counted(poll.ask) is None


async def test_a_vote_becomes_a_review(poll: Poll) -> None:
    await poll.vote(ANN, poll.right)
    await poll.world.pass_time(seconds=60)
    mine = await poll.world.study.mine(ANN, poll.ask)
    assert isinstance(mine, Marked)
    assert mine.verdict.mark is Mark.RIGHT


async def test_a_daily_question_that_is_a_poll_closes_in_two_steps_too(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_world(tmp_path / "db", clock, long_deck(20)) as world:
        poll = await a_poll(world, out=False)
        await world.rounds.stop(TEACHER, CHAT)
        await world.daily.setup(TEACHER, CHAT, Wish(hour=17, reveal_hours=2))
        daily = poll.asked = expect(await world.daily.now(TEACHER, CHAT), Asked)
        assert await poll.polling.wanted(daily.ask) is not None
        await poll.opened("daily")
        await poll.vote(ANN, poll.right, poll="daily")
        world.clock.forward(hours=1, minutes=59, seconds=30)
        await world.pass_time(seconds=30)
        assert len(await poll.polling.to_stop(Platform.TELEGRAM)) == 1
        await poll.vote(BEN, poll.right, poll="daily")
        await world.pass_time(seconds=3)
        revealed = await poll.reveal()
        assert revealed is not None
        assert (revealed.daily is not None, revealed.right) == (True, 2)


async def test_a_daily_question_can_wait_for_a_live_one(world: World) -> None:
    poll = await a_poll(world, out=False)
    await world.daily.setup(TEACHER, CHAT, Wish(hour=17))
    daily = expect(await world.daily.now(TEACHER, CHAT), Asked)
    rows = await world.database.transaction(
        lambda tx: dict(tx.execute("SELECT subject, urgency FROM outbox").fetchall())
    )
    assert rows[f"ask:{daily.ask}"] == Urgency.PUSH
    assert rows[f"ask:{poll.ask}"] == Urgency.CLOSE


async def test_a_daily_poll_that_the_next_one_closes_stops_a_moment_before(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_world(tmp_path / "db", clock, long_deck(20)) as world:
        poll = await a_poll(world, out=False)
        await world.rounds.stop(TEACHER, CHAT)
        await world.daily.setup(TEACHER, CHAT, Wish(hour=17))
        poll.asked = expect(await world.daily.now(TEACHER, CHAT), Asked)
        await poll.opened("daily")
        assert poll.asked.daily is not None
        assert poll.asked.daily.reveal_at is not None
        clock.now = poll.asked.daily.reveal_at - BEFORE_THE_NEXT
        assert len(await poll.polling.to_stop(Platform.TELEGRAM)) == 1
        assert not await poll.polling.closed("daily"), "our own stop"
        assert isinstance(await poll.vote(ANN, poll.right, poll="daily"), Answered)
        await world.pass_time(seconds=BEFORE_THE_NEXT.total_seconds() + 1)
        revealed = await poll.reveal()
        assert revealed is not None
        assert revealed.right == 1


async def test_a_daily_poll_that_runs_out_at_its_time_is_not_asked_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_world(tmp_path / "db", clock, long_deck(20)) as world:
        poll = await a_poll(world, out=False)
        await world.rounds.stop(TEACHER, CHAT)
        await world.daily.setup(TEACHER, CHAT, Wish(hour=17))
        poll.asked = expect(await world.daily.now(TEACHER, CHAT), Asked)
        await poll.opened("daily")
        assert poll.asked.daily is not None
        assert poll.asked.daily.reveal_at is not None
        clock.now = poll.asked.daily.reveal_at
        assert not await poll.polling.closed("daily")
