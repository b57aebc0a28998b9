"""Second thoughts: undo, claims and their queue, reports."""

from dataclasses import replace

from bot.domain.question import Chosen, Listed, Mark, Passed, Wrote
from bot.domain.replies import (
    Asked,
    BoardShown,
    ClaimFiled,
    ClaimQueue,
    ClaimSettled,
    Marked,
    PointsProposed,
    Problem,
    Progress,
    Refused,
    Reported,
    Undone,
)
from bot.usecases.filters import Filters
from tests import decks
from tests.usecases.world import ANN, BEN, CAT, World, expect

FOLDED = ("memories", "learner_days", "class_days", "board_totals")


async def test_undo_restores_everything_and_asks_again(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    world.clock.forward(days=3)
    asked = await world.ask(ANN, decks.TYPED)
    before = await world.dump(*FOLDED)
    await world.study.answer(ANN, asked.ask, Wrote("Stalin"))
    assert await world.dump(*FOLDED) != before
    undone = expect(await world.study.undo(ANN), Undone)
    assert undone.question == decks.TYPED.id
    assert await world.dump(*FOLDED) == before
    again = expect(await world.study.next(ANN), Asked)
    assert again.ask == asked.ask
    marked = expect(await world.study.answer(ANN, again.ask, Wrote("Molotov")), Marked)
    assert marked.points == 20


async def test_undo_twice_takes_back_two_and_then_there_is_nothing(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    world.clock.forward(seconds=30)
    await world.answer(ANN, decks.TYPED, Wrote("Molotov"))
    assert expect(await world.study.undo(ANN), Undone).question == decks.TYPED.id
    assert expect(await world.study.undo(ANN), Undone).question == decks.CHOICE.id
    assert await world.study.undo(ANN) == Refused(Problem.NOTHING_TO_UNDO)


async def test_a_button_takes_back_its_own_answer_however_often_it_is_pressed(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    world.clock.forward(seconds=30)
    last = await world.ask(ANN, decks.TYPED)
    await world.study.answer(ANN, last.ask, Wrote("Molotov"))
    assert expect(await world.study.progress(ANN), Progress).last == last.ask
    assert expect(await world.study.undo(ANN, last.ask), Undone).question == decks.TYPED.id
    once = await world.dump(*FOLDED)
    assert await world.study.undo(ANN, last.ask) == Refused(Problem.NOT_LAST)
    assert await world.dump(*FOLDED) == once
    assert expect(await world.study.undo(ANN), Undone).question == decks.CHOICE.id
    assert expect(await world.study.progress(ANN), Progress).last is None


async def wrong_answer(world: World, who: object, text: str) -> Marked:
    """Answer the typed question with something that is not accepted."""
    assert who in (ANN, BEN)
    account = ANN if who == ANN else BEN
    asked = await world.ask(account, decks.TYPED)
    reply = await world.study.answer(account, asked.ask, Wrote(text))
    if not isinstance(reply, Marked):
        reply = await world.study.answer(account, asked.ask, Wrote(text))
    return expect(reply, Marked)


async def test_a_claim_fixes_the_schedule_at_once_but_not_the_board(world: World) -> None:
    marked = await wrong_answer(world, BEN, "The Hammer")
    assert marked.can_claim
    before = await world.dump()
    filed = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    again = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    assert filed.claim == again.claim
    after = await world.dump()
    assert after["board_totals"] == before["board_totals"]
    assert after["memories"] != before["memories"]


async def test_accepting_a_claim_re_marks_exactly_the_affected_answers(world: World) -> None:
    hammer = await wrong_answer(world, BEN, "The Hammer")
    await wrong_answer(world, ANN, "somebody from the Kremlin")
    await world.study.claim(BEN, hammer.ask)
    queue = expect(await world.study.claims(ANN), ClaimQueue)
    assert [(claim.given, claim.count) for claim in queue.claims] == [("The Hammer", 1)]
    settled = expect(
        await world.study.settle(ANN, queue.claims[0].claim, accept=True), ClaimSettled
    )
    assert settled.remarked == 1
    board = expect(await world.boards.show(ANN, world.place), BoardShown)
    assert [(line.name, line.points) for line in board.top] == [("Ben", 20), ("Ann", 1)]
    twice = await world.study.settle(ANN, queue.claims[0].claim, accept=True)
    assert twice == Refused(Problem.CLAIM_GONE)
    await world.enter("Cat")
    asked = await world.ask(CAT, decks.TYPED)
    later = expect(await world.study.answer(CAT, asked.ask, Wrote("the hammer")), Marked)
    assert later.verdict.mark is Mark.RIGHT


async def test_a_declined_claim_puts_the_schedule_back(world: World) -> None:
    marked = await wrong_answer(world, BEN, "The Hammer")
    before = await world.dump()
    await world.study.claim(BEN, marked.ask)
    queue = expect(await world.study.claims(ANN), ClaimQueue)
    await world.study.settle(ANN, queue.claims[0].claim, accept=False)
    assert await world.dump() == before
    assert expect(await world.study.claims(ANN), ClaimQueue).claims == ()


async def test_only_an_editor_of_the_class_settles(world: World) -> None:
    marked = await wrong_answer(world, BEN, "The Hammer")
    filed = expect(await world.study.claim(BEN, marked.ask), ClaimFiled)
    refused = await world.study.settle(BEN, filed.claim, accept=True)
    assert refused == Refused(Problem.NOT_ALLOWED, ("owner", "editor"))


async def test_a_choice_cannot_be_claimed(world: World) -> None:
    marked = await world.answer(ANN, decks.CHOICE, Chosen((1,)))
    assert not marked.can_claim
    assert await world.study.claim(ANN, marked.ask) == Refused(Problem.CANNOT_CLAIM)


async def test_who_did_not_know_has_no_answer_to_claim(world: World) -> None:
    asked = await world.ask(ANN, decks.TYPED)
    expect(await world.study.answer(ANN, asked.ask, Passed()), Marked)
    assert await world.study.claim(ANN, asked.ask) == Refused(Problem.NOT_ANSWERED)


async def test_ticked_points_become_examples_when_an_editor_agrees(world: World) -> None:
    words = "Nobody in Moscow was ready and weapons were needed first"
    asked = await world.ask(BEN, decks.POINTS)
    reply = await world.study.answer(BEN, asked.ask, Listed(words))
    if isinstance(reply, PointsProposed):
        reply = await world.study.tick(BEN, asked.ask, (0,))
    else:
        await world.study.undo(BEN)
        await world.study.reveal(BEN, asked.ask)
        reply = await world.study.answer(BEN, asked.ask, Listed(words, (0,)))
    expect(reply, Marked)
    queue = expect(await world.study.claims(ANN), ClaimQueue)
    assert [claim.given for claim in queue.claims] == [words]
    await world.study.settle(ANN, queue.claims[0].claim, accept=True)
    asked = await world.ask(ANN, decks.POINTS)
    reply = await world.study.answer(ANN, asked.ask, Listed(words))
    parts = reply.credited if isinstance(reply, PointsProposed) else None
    marked = reply if isinstance(reply, Marked) else None
    assert parts == (0,) or (marked is not None and marked.verdict.parts[0] is Mark.RIGHT)


async def test_reports_by_three_learners_pause_a_question(world: World) -> None:
    await world.enter("Cat")
    for who in (ANN, BEN, CAT):
        asked = await world.ask(who, decks.CLOZE)
        reported = expect(await world.study.report(who, asked.ask, "unclear"), Reported)
        assert reported.paused is (who == CAT)
    gone = await world.study.next(ANN, Filters(theme="comintern", deck="treaties"))
    assert not isinstance(gone, Asked)


async def test_an_edited_question_is_in_play_again(world: World) -> None:
    await world.enter("Cat")
    for who in (ANN, BEN, CAT):
        asked = await world.ask(who, decks.CLOZE)
        await world.study.report(who, asked.ask, "unclear")
    better = replace(decks.CLOZE, explanation="Clearer now.")
    kept = tuple(better if q is decks.CLOZE else q for q in decks.EVERY_KIND)
    await world.mirror(decks.small_deck(kept), b"2")
    asked = await world.ask(ANN, decks.CLOZE)
    reported = expect(await world.study.report(ANN, asked.ask, "unclear"), Reported)
    assert not reported.paused
