"""Reviews at the edges: new editions, second thoughts of two people, days and zones that turn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import Account
from bot.domain.question import Choice, Chosen, Listed, Mark, Passed, Wrote
from bot.domain.replies import (
    Asked,
    BoardShown,
    ClaimFiled,
    ClaimQueue,
    ClaimSettled,
    Marked,
    NothingDue,
    Problem,
    Refused,
    Reported,
)
from bot.usecases.filters import Filters, Pick
from storage import questions, variants
from storage.database import Tx
from storage.variants import Variant
from tests import decks
from tests.usecases.test_rounds import ONE_CHOICE, start
from tests.usecases.world import ANN, BEN, CAT, World, account, expect

DAN = account("Dan")

pytestmark = pytest.mark.usefixtures("rebuilt")


async def wrong_typed(world: World, who: Account, text: str) -> Marked:
    """Answer the typed question wrongly, twice if it is asked back."""
    asked = await world.ask(who, decks.TYPED)
    reply = await world.study.answer(who, asked.ask, Wrote(text))
    if not isinstance(reply, Marked):
        reply = await world.study.answer(who, asked.ask, Wrote(text))
    return expect(reply, Marked)


async def test_an_ask_of_an_older_edition_takes_no_answer(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    two = Choice((decks.option("Rapallo", correct=True), decks.option("Berlin")))
    newer = replace(decks.CHOICE, version=2, kind=two)
    kept = tuple(newer if one is decks.CHOICE else one for one in decks.EVERY_KIND)
    await world.mirror(decks.small_deck(kept), b"2")
    assert await world.study.answer(ANN, asked.ask, Chosen((0,))) == Refused(Problem.ASK_GONE)
    again = await world.ask(ANN, newer)
    assert (again.posed.version, len(again.posed.options)) == (2, 2)


async def test_a_claim_about_an_older_edition_teaches_the_new_one_nothing(world: World) -> None:
    marked = await wrong_typed(world, BEN, "The Hammer")
    filed = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    newer = replace(decks.TYPED, version=2)
    kept = tuple(newer if one is decks.TYPED else one for one in decks.EVERY_KIND)
    await world.mirror(decks.small_deck(kept), b"2")
    assert expect(await world.study.claims(ANN), ClaimQueue).claims == ()
    settled = await world.study.settle(ANN, filed.claim, accept=True)
    assert settled == Refused(Problem.CLAIM_GONE)
    again = await wrong_typed(world, ANN, "The Hammer")
    assert again.verdict.mark is Mark.WRONG


async def test_a_claim_met_by_another_is_settled_with_it(world: World) -> None:
    first = await wrong_typed(world, BEN, "The Hammer")
    await world.enter("Cat")
    second = await wrong_typed(world, CAT, "hammer the")
    await world.study.claim(BEN, first.ask)
    other = expect(await world.study.claim(CAT, second.ask), ClaimFiled)
    queue = expect(await world.study.claims(ANN), ClaimQueue).claims
    hammer = next(one for one in queue if one.given == "The Hammer")
    settled = expect(await world.study.settle(ANN, hammer.claim, accept=True), ClaimSettled)
    if settled.remarked == 2:  # the judge takes any order of words
        assert expect(await world.study.claims(ANN), ClaimQueue).claims == ()
        declined = await world.study.settle(ANN, other.claim, accept=False)
        assert declined == Refused(Problem.CLAIM_GONE)
    board = expect(await world.boards.show(ANN, world.place), BoardShown)
    assert {line.points for line in board.top} <= {20, 1}


async def test_undo_after_an_accepted_claim_takes_all_of_it_back(world: World) -> None:
    before = await world.dump()
    marked = await wrong_typed(world, BEN, "The Hammer")
    filed = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    await world.study.settle(ANN, filed.claim, accept=True)
    await world.study.undo(BEN)
    assert await world.dump() == before
    asked = await world.ask(BEN, decks.TYPED)
    assert asked.ask == marked.ask
    wrong = await world.study.answer(BEN, asked.ask, Wrote("The Sickle"))
    expect(wrong, Marked)
    unclaimed = await world.dump("memories")
    again = expect(await world.study.claim(BEN, asked.ask), ClaimFiled)
    assert again.claim != filed.claim, "another answer is another claim"
    assert await world.dump("memories") != unclaimed


async def test_a_claim_taken_back_by_undo_cannot_be_settled(world: World) -> None:
    before = await world.dump()
    marked = await wrong_typed(world, BEN, "The Hammer")
    filed = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    await world.study.undo(BEN)
    assert await world.study.settle(ANN, filed.claim, accept=True) == Refused(Problem.CLAIM_GONE)
    assert await world.dump() == before


async def test_only_who_was_asked_reports_a_question(world: World) -> None:
    asked = await world.ask(ANN, decks.CLOZE)
    assert await world.study.report(BEN, asked.ask, "unclear") == Refused(Problem.NOT_YOURS)
    live = await start(world, ONE_CHOICE)
    await world.enter("Cat")
    await world.classes.create(CAT, "Elsewhere")
    await world.classes.leave(CAT)
    await world.classes.enter(CAT, "")
    expect(await world.study.report(CAT, live.ask, "unclear"), Reported)
    await world.classes.leave(CAT)
    assert await world.study.report(CAT, live.ask, "unclear") == Refused(Problem.NEEDS_CLASS)


async def test_who_wants_what_is_due_is_not_given_the_new_one_left_open(world: World) -> None:
    expect(await world.study.next(ANN), Asked)
    due = await world.study.next(ANN, Filters(pick=Pick.DUE))
    assert isinstance(due, NothingDue)


async def test_looking_at_the_mark_scheme_keeps_what_was_written(world: World) -> None:
    asked = await world.ask(BEN, decks.POINTS)
    words = "Nobody in Moscow was ready and weapons were needed first"
    await world.study.answer(BEN, asked.ask, Listed(words))
    await world.study.reveal(BEN, asked.ask)
    marked = expect(await world.study.tick(BEN, asked.ask, (0,)), Marked)
    assert marked.yours == (words,)


async def test_a_review_across_the_turn_of_the_day_counts_where_it_was_answered(
    world: World,
) -> None:
    world.clock.now = world.clock.now.replace(hour=3, minute=59)
    asked = await world.ask(ANN, decks.CHOICE)
    world.clock.forward(minutes=2)
    expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    world.clock.forward(minutes=1)
    second = await world.answer(ANN, decks.TYPED, Wrote("Molotov"))
    assert not second.first_today


async def test_a_zone_farther_west_or_a_clock_stepping_back_earns_nothing_twice(
    world: World,
) -> None:
    await world.settings.change(ANN, "zone", "Pacific/Kiritimati")
    await world.answer(ANN, decks.CHOICE, Chosen((1,)))
    await world.settings.change(ANN, "zone", "Pacific/Pago_Pago")
    again = await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    assert (again.points, again.counted) == (0, False)
    world.clock.forward(timedelta(hours=-5))
    third = await world.answer(ANN, decks.TYPED, Wrote("Molotov"))
    assert third.points == 20
    await world.study.undo(ANN)
    await world.study.undo(ANN)


async def test_a_retired_question_may_still_be_answered_where_it_is_open(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    rest = tuple(one for one in decks.EVERY_KIND if one is not decks.CHOICE)
    await world.mirror(decks.small_deck(rest), b"2")
    expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    await world.study.undo(ANN)
    following = expect(await world.study.next(ANN), Asked)
    assert following.posed.question != decks.CHOICE.id


async def test_leaving_a_class_and_coming_back_brings_no_points_back(world: World) -> None:
    await world.answer(BEN, decks.CHOICE, Chosen((0,)))
    await world.classes.leave(BEN)
    await world.study.undo(BEN)
    await world.enter("Ben")
    board = expect(await world.boards.show(ANN, world.place), BoardShown)
    assert (board.team_points, board.learners) == (0, 0)


async def test_two_tabs_that_pass_and_answer(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    expect(await world.study.answer(ANN, asked.ask, Passed()), Marked)
    twice = await world.study.answer(ANN, asked.ask, Chosen((0,)))
    assert twice == Refused(Problem.ALREADY_ANSWERED)
    skipped = await world.study.skip(ANN, asked.ask)
    assert skipped == Refused(Problem.ALREADY_ANSWERED)


async def test_what_is_taken_back_was_never_known(world: World) -> None:
    key = await world.key(decks.TYPED)

    def taken_back(tx: Tx) -> None:
        variants.add(tx, key, Variant("The Hammer"), world.clock.now, class_id=None)
        questions.pause(tx, key, paused=True)
        assert world.library.question(tx, key).paused
        assert not world.library.whole(tx)
        raise LookupError

    with pytest.raises(LookupError):
        await world.database.transaction(taken_back)
    stored = await world.database.transaction(lambda tx: world.library.question(tx, key))
    assert (stored.paused, stored.question) == (False, decks.TYPED)
    assert await world.database.transaction(world.library.whole)
