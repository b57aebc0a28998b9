"""Live rounds as transcripts: two learners, one clock, restarts in the middle."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.question import Chosen, KindName, Mark, Passed, Wrote
from bot.domain.replies import (
    Answered,
    Asked,
    CloseCall,
    HintGiven,
    Marked,
    Pace,
    Problem,
    Refused,
    Revealed,
    RoundOver,
    RoundStarted,
    SkipVoted,
)
from bot.usecases import recording
from bot.usecases.filters import Filters
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, CAT, World, expect, open_world

ONE_CHOICE = Filters(theme="west", kinds=(KindName.CHOICE,))


async def start(world: World, filters: Filters, count: int = 1, pace: Pace = Pace.QUICK) -> Asked:
    """Start a round with Ann and Ben and let its first question come."""
    expect(
        await world.rounds.start(
            ANN, world.place, filters, questions=count, pace=pace, present=(ANN, BEN)
        ),
        RoundStarted,
    )
    await world.pass_time(seconds=4)
    return expect(await world.rounds.current(ANN, world.place), Asked)


def key_of(asked: Asked) -> Chosen:
    """Return the right options of the two choices of the small deck."""
    return Chosen((0, 1)) if asked.posed.several else Chosen((0,))


async def test_a_round_from_start_to_podium(world: World) -> None:
    asked = await start(world, ONE_CHOICE, count=2)
    assert asked.step is not None
    assert (asked.step.number, asked.step.total) == (1, 2)
    kept = expect(await world.study.answer(ANN, asked.ask, key_of(asked)), Answered)
    assert (kept.answered, kept.changes_left) == (1, 1)
    await world.study.answer(BEN, asked.ask, Chosen((2,)))
    await world.pass_time(seconds=3)
    revealed = expect((await world.posts())[-1].reply, Revealed)
    assert (revealed.answered, revealed.right, revealed.right_names) == (2, 1, ("Ann",))
    assert {tally.index: tally.count for tally in revealed.tallies}[2] == 1
    await world.pass_time(seconds=7)
    second = expect(await world.rounds.current(ANN, world.place), Asked)
    assert second.ask != asked.ask
    for who in (ANN, BEN):
        await world.study.answer(who, second.ask, key_of(second))
    await world.pass_time(seconds=3 + 7)
    over = (await world.posts())[-1].reply
    if isinstance(over, Asked):  # the missed question comes back when half missed it
        raise AssertionError("nothing was missed by more than half")
    podium = expect(over, RoundOver)
    assert [(line.rank, line.name, line.right) for line in podium.standings] == [
        (1, "Ann", 2),
        (2, "Ben", 1),
    ]


async def test_what_most_missed_says_of_which_kind_it_was(world: World) -> None:
    asked = await start(world, Filters(kinds=(KindName.TRUEFALSE,)), count=1)
    await world.study.answer(ANN, asked.ask, Passed())
    over = expect(await world.rounds.stop(ANN, world.place), RoundOver)
    [missed] = over.missed
    assert (missed.kind, missed.correct) == (KindName.TRUEFALSE, (1,))


async def test_nothing_public_tells_who_answered_what_before_the_close(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(BEN, asked.ask, Chosen((0,)))
    public = [post.reply for post in await world.posts()]
    assert all(isinstance(reply, RoundStarted | Asked) for reply in public)
    assert "Ben" not in repr(public)


async def test_one_change_until_the_close(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, Chosen((1,)))
    same = expect(await world.study.answer(ANN, asked.ask, Chosen((1,))), Answered)
    assert same.changes_left == 1
    changed = expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Answered)
    assert (changed.changed, changed.changes_left) == (True, 0)
    third = await world.study.answer(ANN, asked.ask, Chosen((2,)))
    assert third == Refused(Problem.NO_CHANGES_LEFT)


async def test_everybody_has_answered_closes_early(world: World) -> None:
    asked = await start(world, ONE_CHOICE, pace=Pace.CALM)
    await world.study.answer(ANN, asked.ask, Chosen((0,)))
    await world.study.answer(BEN, asked.ask, Chosen((0,)))
    await world.pass_time(seconds=2.5)
    assert isinstance((await world.posts())[-1].reply, Revealed)


async def test_the_clock_closes_for_those_who_do_not_answer(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, Chosen((0,)))
    await world.pass_time(seconds=21)
    assert expect((await world.posts())[-1].reply, Revealed).answered == 1
    late = await world.study.answer(BEN, asked.ask, Chosen((0,)))
    assert late == Refused(Problem.ASK_CLOSED)


async def test_extra_time_is_private_and_holds_the_reveal(world: World) -> None:
    await world.settings.change(BEN, "time", "2")
    asked = await start(world, ONE_CHOICE)
    bens = expect(await world.rounds.current(BEN, world.place), Asked)
    assert asked.closes_at is not None
    assert bens.closes_at is not None
    assert bens.closes_at - asked.opened_at == 2 * (asked.closes_at - asked.opened_at)
    public = expect((await world.posts())[-1].reply, Asked)
    assert public.closes_at == asked.closes_at
    await world.pass_time(seconds=25)
    assert await world.study.answer(ANN, asked.ask, Chosen((0,))) == Refused(Problem.ASK_CLOSED)
    assert isinstance(await world.study.answer(BEN, asked.ask, key_of(asked)), Answered)
    await world.pass_time(seconds=20)
    shown = [post.reply for post in await world.posts() if isinstance(post.reply, Revealed)]
    assert shown[-1].right_names == ("Ben",)


async def test_an_untimed_round_waits_for_its_starter(world: World) -> None:
    asked = await start(world, ONE_CHOICE, count=2, pace=Pace.UNTIMED)
    assert asked.closes_at is None
    await world.pass_time(minutes=10)
    assert isinstance(await world.rounds.current(ANN, world.place), Asked)
    assert await world.rounds.advance(BEN, world.place) == Refused(Problem.NOT_STARTER)
    assert isinstance(await world.rounds.advance(ANN, world.place), Revealed)
    await world.pass_time(seconds=2)
    second = expect(await world.rounds.advance(ANN, world.place), Asked)
    assert second.ask != asked.ask


async def test_answers_become_reviews_of_each_learner(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    await world.study.answer(BEN, asked.ask, Chosen((2,)))
    assert (await world.dump("reviews"))["reviews"] == []
    await world.pass_time(seconds=3)
    assert len((await world.dump("reviews"))["reviews"]) == 2
    mine = expect(await world.study.mine(ANN, asked.ask), Marked)
    assert mine.later
    assert (mine.verdict.mark, mine.points) == (Mark.RIGHT, 20)
    before = await world.dump()
    await world.database.transaction(recording.rebuild)
    assert await world.dump() == before


async def test_missed_questions_come_back_at_the_end(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, Chosen((2,)))
    await world.pass_time(seconds=3 + 7)
    again = expect(await world.rounds.current(ANN, world.place), Asked)
    assert again.posed.question == asked.posed.question
    assert again.step is not None
    assert again.step.again
    for who in (ANN, BEN):
        await world.study.answer(who, again.ask, key_of(again))
    await world.pass_time(seconds=3 + 7)
    over = expect((await world.posts())[-1].reply, RoundOver)
    assert over.asked == 1
    assert [missed.question for missed in over.missed] == [asked.posed.question]


async def test_a_vote_skips_and_the_starter_skips_alone(world: World) -> None:
    await world.enter("Cat")
    await world.rounds.start(
        ANN, world.place, ONE_CHOICE, questions=2, pace=Pace.CALM, present=(ANN, BEN, CAT)
    )
    await world.pass_time(seconds=4)
    voted = expect(await world.rounds.skip(BEN, world.place), SkipVoted)
    assert (voted.votes, voted.needed) == (1, 2)
    assert expect(await world.rounds.skip(BEN, world.place), SkipVoted).votes == 1
    assert isinstance(await world.rounds.current(ANN, world.place), Asked)
    await world.rounds.skip(CAT, world.place)
    assert expect((await world.posts())[-1].reply, Revealed).skipped
    await world.pass_time(seconds=13)
    await world.rounds.skip(ANN, world.place)
    assert expect((await world.posts())[-1].reply, Revealed).skipped


async def test_stopping_keeps_answers_and_is_not_for_everybody(world: World) -> None:
    asked = await start(world, ONE_CHOICE, count=2)
    await world.study.answer(BEN, asked.ask, key_of(asked))
    assert await world.rounds.stop(BEN, world.place) == Refused(Problem.NOT_STARTER)
    over = expect(await world.rounds.stop(ANN, world.place), RoundOver)
    assert (over.stopped, over.by, over.players) == (True, "Ann", 1)
    assert await world.rounds.current(ANN, world.place) == Refused(Problem.NO_ROUND)
    assert len((await world.dump("reviews"))["reviews"]) == 1
    [revealed] = [post.reply for post in await world.posts() if isinstance(post.reply, Revealed)]
    assert (revealed.last, revealed.next_at) == (True, None)


async def test_one_round_at_a_time_even_when_two_press_start_at_once(world: World) -> None:
    both = await asyncio.gather(
        world.rounds.start(ANN, world.place, ONE_CHOICE),
        world.rounds.start(BEN, world.place, ONE_CHOICE),
    )
    assert sorted(type(reply).__name__ for reply in both) == ["Refused", "RoundStarted"]
    assert Refused(Problem.ROUND_RUNNING) in both


async def test_a_late_comer_joins_and_somebody_who_leaves_is_not_waited_for(world: World) -> None:
    asked = await start(world, ONE_CHOICE, pace=Pace.CALM)
    await world.enter("Cat")
    assert isinstance(await world.rounds.join(CAT, world.place), Asked)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, Chosen((0,)))
    await world.pass_time(seconds=4)
    assert isinstance(await world.rounds.current(ANN, world.place), Asked)
    await world.rounds.leave(CAT, world.place)
    await world.pass_time(seconds=3)
    assert isinstance((await world.posts())[-1].reply, Revealed)


async def test_outsiders_cannot_play(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    assert await world.rounds.start(CAT, world.place) == Refused(Problem.NEEDS_NAME)
    assert await world.study.answer(CAT, asked.ask, Chosen((0,))) == Refused(Problem.NEEDS_NAME)
    await world.classes.create(CAT, "Elsewhere")
    await world.classes.enter(CAT, "Cat")
    await world.classes.leave(CAT)


async def test_a_hidden_learner_is_in_no_public_word(world: World) -> None:
    await world.settings.change(BEN, "hide", "on")
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, key_of(asked))
    await world.pass_time(seconds=3 + 7)
    assert isinstance((await world.posts())[-1].reply, RoundOver)
    assert "Ben" not in repr([post.reply for post in await world.posts()])


async def test_a_live_near_miss_and_hint_are_private_and_free(world: World) -> None:
    filters = Filters(theme="west", kinds=(KindName.DATE,))
    asked = await start(world, filters)
    assert isinstance(await world.study.answer(ANN, asked.ask, Wrote("1941")), CloseCall)
    kept = expect(await world.study.answer(ANN, asked.ask, Wrote("22 June 1941")), Answered)
    assert (kept.changes_left, kept.answered) == (1, 1)


async def test_a_live_hint_halves(world: World) -> None:
    filters = Filters(theme="west", kinds=(KindName.TYPED,))
    asked = await start(world, filters)
    assert isinstance(await world.study.hint(ANN, asked.ask), HintGiven)
    await world.study.answer(ANN, asked.ask, Wrote("Molotov"))
    await world.study.answer(BEN, asked.ask, Wrote("Molotov"))
    await world.pass_time(seconds=3)
    assert expect(await world.study.mine(ANN, asked.ask), Marked).points == 10
    assert expect(await world.study.mine(BEN, asked.ask), Marked).points == 20


@pytest.mark.parametrize("moment", ["before the first", "open", "answered", "revealed"])
async def test_a_restart_carries_on_with_the_same_clock(
    tmp_path: Path, clock: FakeClock, moment: str
) -> None:
    path = tmp_path / "restart.db"
    async with open_world(path, clock) as world:
        await world.enter("Ann", "Ben")
        place = world.place
        await world.rounds.start(
            ANN, place, ONE_CHOICE, questions=1, pace=Pace.QUICK, present=(ANN, BEN)
        )
        if moment != "before the first":
            await world.pass_time(seconds=4)
        before = await world.rounds.current(ANN, place)
        if moment in ("answered", "revealed"):
            asked = expect(before, Asked)
            await world.study.answer(ANN, asked.ask, key_of(asked))
        if moment == "revealed":
            await world.pass_time(seconds=21)
            before = await world.rounds.current(ANN, place)
    async with open_world(path, clock) as world:
        world.place = place
        assert await world.rounds.current(ANN, place) == before
        await world.pass_time(seconds=60)
        over = expect((await world.posts())[-1].reply, RoundOver)
        if moment in ("answered", "revealed"):
            assert [line.right for line in over.standings] == [1]
            assert len((await world.dump("reviews"))["reviews"]) == 1


async def test_points_of_the_pact_are_not_asked_live_unless_wanted(world: World) -> None:
    refused = await world.rounds.start(ANN, world.place, Filters(theme="pact"))
    assert refused == Refused(Problem.NOT_LIVE)
    wanted = Filters(theme="pact", kinds=(KindName.POINTS,))
    assert isinstance(await world.rounds.start(ANN, world.place, wanted), RoundStarted)


def test_the_small_deck_has_every_kind() -> None:
    assert {question.kind_name for question in decks.EVERY_KIND} == set(KindName)
