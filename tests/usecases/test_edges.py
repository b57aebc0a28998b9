"""Rounds at the edges: people come and go, press twice, hide, link, and change things midway."""

from dataclasses import replace

import pytest

from bot.domain.question import Choice, Chosen, Grade, KindName, Wrote
from bot.domain.replies import (
    Answered,
    Asked,
    BoardShown,
    ClaimFiled,
    LinkCode,
    Marked,
    Pace,
    Problem,
    Refused,
    Reply,
    Reported,
    Revealed,
    Role,
    RoundOver,
    SelfGrade,
    SkipVoted,
)
from bot.usecases.filters import Filters
from storage import classes, outbox
from storage.database import Tx
from tests import decks
from tests.usecases.test_rounds import ONE_CHOICE, key_of, start
from tests.usecases.world import ANN, BEN, CAT, World, account, expect

DAN = account("Dan")

DAN = account("Dan")
pytestmark = pytest.mark.usefixtures("rebuilt")


async def last(world: World) -> Reply:
    """Return the latest public word."""
    return (await world.posts())[-1].reply


async def test_nobody_waits_once_the_one_with_extra_time_has_answered(world: World) -> None:
    await world.settings.change(BEN, "time", "untimed")
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    await world.pass_time(seconds=25)
    expect(await world.study.answer(BEN, asked.ask, key_of(asked)), Answered)
    await world.pass_time(seconds=3)
    assert expect(await last(world), Revealed).answered == 2


async def test_nobody_waits_for_one_with_extra_time_who_went_out(world: World) -> None:
    await world.settings.change(BEN, "time", "untimed")
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    await world.pass_time(seconds=25)
    await world.rounds.leave(BEN, world.place)
    await world.pass_time(seconds=3)
    assert expect(await last(world), Revealed).answered == 1


async def test_giving_up_is_an_answer_that_nobody_waits_for(world: World) -> None:
    asked = await start(world, ONE_CHOICE, pace=Pace.UNTIMED)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    expect(await world.study.reveal(BEN, asked.ask), Answered)
    await world.pass_time(seconds=3)
    assert expect(await last(world), Revealed).answered == 2


@pytest.mark.parametrize("way", ["leaves the class", "deletes everything"])
async def test_nobody_waits_for_who_is_in_the_class_no_more(world: World, way: str) -> None:
    asked = await start(world, ONE_CHOICE, pace=Pace.UNTIMED)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    if way == "leaves the class":
        await world.classes.leave(BEN)
    else:
        await world.privacy.delete(BEN, "DELETE")
    await world.pass_time(seconds=3)
    assert expect(await last(world), Revealed).answered == 1


@pytest.mark.parametrize("way", ["goes out", "leaves the class", "deletes everything"])
async def test_a_round_outlives_its_starter(world: World, way: str) -> None:
    await world.enter("Cat")
    await world.rounds.start(
        BEN, world.place, ONE_CHOICE, questions=2, pace=Pace.UNTIMED, present=(BEN, CAT)
    )
    await world.pass_time(seconds=4)
    assert await world.rounds.advance(CAT, world.place) == Refused(Problem.NOT_STARTER)
    if way == "goes out":
        await world.rounds.leave(BEN, world.place)
    elif way == "leaves the class":
        await world.classes.leave(BEN)
    else:
        await world.privacy.delete(BEN, "DELETE")
    expect(await world.rounds.advance(CAT, world.place), Revealed)
    await world.pass_time(seconds=2)
    expect(await world.rounds.advance(CAT, world.place), Asked)
    expect(await world.rounds.stop(CAT, world.place), RoundOver)


async def test_a_vote_is_a_majority_of_all_who_take_part(world: World) -> None:
    await world.enter("Cat", "Dan")
    await world.rounds.start(ANN, world.place, ONE_CHOICE, pace=Pace.CALM)
    await world.pass_time(seconds=4)
    asked = expect(await world.rounds.current(ANN, world.place), Asked)
    voted = expect(await world.rounds.skip(CAT, world.place), SkipVoted)
    assert (voted.votes, voted.needed) == (1, 2), "one from outside does not decide for Ann"
    await world.study.answer(BEN, asked.ask, key_of(asked))
    expect(await world.rounds.current(ANN, world.place), Asked)
    await world.rounds.skip(DAN, world.place)
    expect(await world.rounds.current(ANN, world.place), Asked)
    await world.rounds.skip(BEN, world.place)
    assert expect(await last(world), Revealed).skipped


async def test_pressing_on_twice_moves_on_once(world: World) -> None:
    first = await start(world, ONE_CHOICE, count=2, pace=Pace.UNTIMED)
    expect(await world.rounds.advance(ANN, world.place), Revealed)
    world.clock.forward(seconds=0.3)
    assert expect(await world.rounds.advance(ANN, world.place), Revealed).ask == first.ask
    world.clock.forward(seconds=5)
    second = expect(await world.rounds.advance(ANN, world.place), Asked)
    world.clock.forward(seconds=0.3)
    assert expect(await world.rounds.advance(ANN, world.place), Asked).ask == second.ask


async def test_a_round_stopped_by_one_who_hides_was_stopped(world: World) -> None:
    await world.settings.change(ANN, "hide", "on")
    await start(world, ONE_CHOICE, count=2)
    await world.rounds.stop(ANN, world.place)
    over = expect(await last(world), RoundOver)
    assert (over.stopped, over.by) == (True, "")


async def test_a_round_of_a_class_that_is_gone_is_gone(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    await world.classes.leave(BEN)
    await world.classes.leave(ANN)
    await world.pass_time(seconds=60)
    assert await world.study.answer(ANN, asked.ask, Chosen((0,))) == Refused(Problem.ASK_GONE)
    await world.enter("Ann")
    assert await world.rounds.current(ANN, world.place) == Refused(Problem.NO_ROUND)


async def test_what_was_reported_too_often_does_not_come_back(world: World) -> None:
    await world.enter("Cat")
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, Chosen((2,)))
    for who in (ANN, BEN, CAT):
        expect(await world.study.report(who, asked.ask, "wrong"), Reported)
    await world.pass_time(seconds=3 + 7)
    assert isinstance(await last(world), RoundOver)


async def test_where_nobody_is_seen_the_clock_alone_closes(world: World) -> None:
    await world.rounds.start(ANN, world.place, ONE_CHOICE, present=None)
    await world.pass_time(seconds=4)
    asked = expect(await world.rounds.current(ANN, world.place), Asked)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, key_of(asked))
    await world.pass_time(seconds=5)
    assert expect(await world.rounds.current(ANN, world.place), Asked).ask == asked.ask


async def test_two_accounts_of_one_person_in_one_round(world: World) -> None:
    await world.enter("Cat")
    await world.rounds.start(ANN, world.place, ONE_CHOICE, present=(ANN, BEN, CAT))
    await world.pass_time(seconds=4)
    asked = expect(await world.rounds.current(ANN, world.place), Asked)
    await world.study.answer(BEN, asked.ask, Chosen((2,)))
    await world.study.answer(CAT, asked.ask, key_of(asked))
    code = expect(await world.settings.link_code(BEN), LinkCode).code
    await world.settings.link(CAT, code)
    await world.study.answer(ANN, asked.ask, key_of(asked))
    await world.pass_time(seconds=3)
    shown = expect(await last(world), Revealed)
    assert (shown.answered, shown.right_names) == (2, ("Ann",))


async def test_linking_after_a_round_counts_nothing_twice(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, key_of(asked))
    await world.pass_time(seconds=3 + 7)
    code = expect(await world.settings.link_code(ANN), LinkCode).code
    await world.settings.link(BEN, code)
    board = expect(await world.boards.show(ANN, world.place), BoardShown)
    assert [(line.name, line.points) for line in board.top] == [("Ann", 20)]


async def test_hiding_after_the_round_leaves_no_name(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, key_of(asked))
    await world.pass_time(seconds=3 + 7)
    await world.settings.change(BEN, "hide", "on")
    assert "Ben" not in repr([post.reply for post in await world.posts()])
    board = expect(await world.boards.show(ANN, world.place), BoardShown)
    assert "Ben" not in repr(board)
    assert board.learners == 1


async def test_the_feed_of_a_place_does_not_grow_for_ever(world: World) -> None:
    await start(world, ONE_CHOICE)
    place = await world.database.transaction(lambda tx: classes.place_id(tx, world.place))
    nothing = Refused(Problem.NO_ROUND)

    def fill(tx: Tx) -> None:
        for _ in range(300):
            outbox.post(tx, place, "round:0", nothing, world.clock.now)

    await world.database.transaction(fill)
    await world.rounds.stop(ANN, world.place)
    assert len(await world.posts()) == 200
    expect(await last(world), RoundOver)


async def test_a_round_lives_through_a_new_edition_of_its_question(world: World) -> None:
    filters = Filters(theme="comintern")
    asked = await start(world, filters, pace=Pace.QUICK)
    await world.study.answer(ANN, asked.ask, Chosen((3,)))
    meant = replace(decks.CLOZE, version=2, kind=decks.TYPED.kind)
    kept = tuple(meant if one is decks.CLOZE else one for one in decks.EVERY_KIND)
    await world.mirror(decks.small_deck(kept), b"2")
    assert await world.study.answer(BEN, asked.ask, Wrote("x")) == Refused(Problem.ASK_GONE)
    assert await world.study.mine(ANN, asked.ask) == Refused(Problem.ASK_GONE)
    await world.pass_time(seconds=90)
    assert isinstance(await last(world), RoundOver)


async def test_a_card_turned_live_tells_nobody_else(world: World) -> None:
    asked = await start(world, Filters(kinds=(KindName.RECALL,)))
    expect(await world.study.reveal(ANN, asked.ask), SelfGrade)
    assert isinstance(await last(world), Asked)
    assert await world.study.mine(ANN, asked.ask) == Refused(Problem.NOT_ANSWERED)
    assert await world.study.claim(BEN, asked.ask) == Refused(Problem.NOT_ANSWERED)


async def test_roles_given_away_in_a_round_decide_at_once(world: World) -> None:
    await start(world, ONE_CHOICE, count=2, pace=Pace.UNTIMED)
    assert await world.rounds.stop(BEN, world.place) == Refused(Problem.NOT_STARTER)
    await world.classes.set_role(ANN, "Ben", Role.EDITOR)
    assert expect(await world.rounds.stop(BEN, world.place), RoundOver).by == "Ben"


async def test_what_an_editor_accepts_counts_for_answers_not_revealed_yet(world: World) -> None:
    asked = await world.ask(BEN, decks.TYPED)
    expect(await world.study.answer(BEN, asked.ask, Wrote("The Hammer")), Marked)
    filed = expect(await world.study.claim(BEN, asked.ask), ClaimFiled)
    live = await start(world, Filters(theme="west", kinds=(KindName.TYPED,)))
    await world.study.answer(ANN, live.ask, Wrote("the hammer"))
    await world.study.settle(ANN, filed.claim, accept=True)
    await world.study.answer(BEN, live.ask, Wrote("the hammer"))
    await world.pass_time(seconds=3)
    assert expect(await last(world), Revealed).right_names == ("Ann", "Ben")


async def test_two_players_who_become_one_are_named_once(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, key_of(asked))
    await world.pass_time(seconds=3 + 7)
    code = expect(await world.settings.link_code(ANN), LinkCode).code
    await world.settings.link(BEN, code)
    replies = [post.reply for post in await world.posts()]
    revealed = next(reply for reply in replies if isinstance(reply, Revealed))
    assert revealed.right_names == ("Ann",)
    over = expect(replies[-1], RoundOver)
    assert [(line.rank, line.name) for line in over.standings] == [(1, "Ann")]


async def test_a_flashcard_of_a_round_keeps_the_grade_that_was_given(world: World) -> None:
    asked = await start(world, Filters(theme="pact", kinds=(KindName.RECALL,)))
    kept = expect(await world.study.grade(ANN, asked.ask, Grade.GOOD), Answered)
    assert (kept.yours, kept.grade) == ((), Grade.GOOD)
    assert expect(await world.study.mine(ANN, asked.ask), Answered).grade is Grade.GOOD


async def test_a_kept_answer_shows_no_signs_of_its_authors(world: World) -> None:
    titled = Choice((decks.option("*Mein Kampf*", correct=True), decks.option("The *Diary*")))
    styled = replace(decks.CHOICE, version=2, kind=titled)
    await world.mirror(decks.small_deck((styled, decks.TYPED)), b"2")
    asked = await start(world, ONE_CHOICE)
    kept = expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Answered)
    assert kept.yours == ("Mein Kampf",)
    await world.rounds.stop(ANN, world.place)
    typed = await start(world, Filters(kinds=(KindName.TYPED,)))
    kept = expect(await world.study.answer(ANN, typed.ask, Wrote("*Molotov*")), Answered)
    assert kept.yours == ("*Molotov*",)
