"""Buttons and forms: fields become answers, odd ones a refusal, old ones an expired button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import AskId, DeckId
from bot.domain.question import Chosen, Filled, Given, Listed, Matched, Ordered, Wrote
from bot.domain.replies import (
    Asked,
    BoardShown,
    ClaimFiled,
    Marked,
    PointsProposed,
    Problem,
    Refused,
    Reported,
    RoundStarted,
    SelfGrade,
    Skipped,
    SkipVoted,
)
from bot.on_web.buttons import Values, given_of, push
from bot.on_web.desk import Desk, Seat
from bot.press import Press, encode
from bot.press import presses as p
from tests.decks import CHOICE, POINTS, RECALL, TYPED
from tests.on_web.school import desk_of
from tests.usecases.world import ANN, World


@pytest.fixture
async def desk(world: World) -> Desk:
    await world.enter("Ann", "Ben")
    return desk_of(world)


@pytest.fixture
def seat(desk: Desk, world: World) -> Seat:
    return Seat(who=ANN, place=world.place, code=world.place.chat_id, present=lambda: (ANN,))


@pytest.mark.parametrize(
    ("values", "given_"),
    [
        ([("text", "Rapallo")], Wrote("Rapallo")),
        ([("gap", "a"), ("gap", "")], Filled(("a", ""))),
        ([("list", "rearm")], Listed("rearm")),
        ([("option", "2"), ("option", "0")], Chosen((2, 0))),
        ([("item", "1"), ("item", "0")], Ordered((1, 0))),
        ([("match", "1"), ("match", "-1")], Matched((1, -1))),
        ([("match", "-1"), ("match", "-1")], Refused(Problem.EMPTY)),
        ([], Refused(Problem.EMPTY)),
        ([("option", "x")], Refused(Problem.UNFIT_ANSWER)),
        ([("option", "123456789")], Refused(Problem.UNFIT_ANSWER)),
        ([("option", "²")], Refused(Problem.UNFIT_ANSWER)),
        ([("text", "a"), ("gap", "b")], Refused(Problem.UNFIT_ANSWER)),
        ([("verdict", "right")], Refused(Problem.UNFIT_ANSWER)),
    ],
)
def test_fields_become_an_answer(values: Values, given_: Given | Refused) -> None:
    assert given_of(values) == given_


NAMES = st.sampled_from(["text", "gap", "option", "item", "match", "list", "tick", "x"])


@given(st.lists(st.tuples(NAMES, st.text(max_size=8))))
def test_no_form_raises(values: list[tuple[str, str]]) -> None:
    given_of(values)


@given(st.text(max_size=70))
async def test_a_button_that_is_not_ours_has_expired(text: str) -> None:
    from bot.press import decode

    if decode(text) is None:
        nobody: Desk = None  # type: ignore[assignment]
        nowhere: Seat = None  # type: ignore[assignment]
        assert await push(nobody, nowhere, text, ()) == Refused(Problem.ASK_GONE)


async def do(desk: Desk, seat: Seat, press: Press, *values: tuple[str, str]) -> object:
    return await push(desk, seat, encode(press), values)


async def test_a_review_from_question_to_claim(world: World, desk: Desk, seat: Seat) -> None:
    ask = (await world.ask(ANN, TYPED)).ask
    marked = await do(desk, seat, p.Answer(ask, ()), ("text", "Kaganovich"))
    assert isinstance(marked, Marked)
    assert isinstance(await do(desk, seat, p.Claim(ask)), ClaimFiled)
    report = p.ReportIt(ask, "other")
    assert isinstance(await do(desk, seat, report, ("reason", "typo"), ("note", "x")), Reported)
    assert isinstance(await do(desk, seat, p.NextReview()), Asked)


async def test_a_command_in_the_answers_field_is_no_answer(
    world: World, desk: Desk, seat: Seat
) -> None:
    asked = await world.ask(ANN, TYPED)
    press = encode(p.Answer(asked.ask, ()))
    reply = await push(desk, seat, press, [("text", " /Leaderboard week")])
    assert isinstance(reply, BoardShown)
    assert isinstance(await push(desk, seat, press, [("text", "/no such thing")]), Marked)


async def test_a_flashcard_is_turned_and_graded(world: World, desk: Desk, seat: Seat) -> None:
    ask = (await world.ask(ANN, RECALL)).ask
    turned = await do(desk, seat, p.Reveal(ask))
    assert isinstance(turned, SelfGrade)
    grade = turned.intervals[2][0]
    assert isinstance(await do(desk, seat, p.GradeIt(ask, grade)), Marked)


async def test_points_are_proposed_and_ticked(world: World, desk: Desk, seat: Seat) -> None:
    ask = (await world.ask(ANN, POINTS)).ask
    assert isinstance(await do(desk, seat, p.Reveal(ask)), PointsProposed)
    odd = await do(desk, seat, p.TickIt(ask, ()), ("tick", "x"))
    assert odd == Refused(Problem.UNFIT_ANSWER)
    marked = await do(desk, seat, p.TickIt(ask, ()), ("tick", "0"), ("tick", "1"))
    assert isinstance(marked, Marked)


async def test_skip_is_ones_own_or_a_vote(world: World, desk: Desk, seat: Seat) -> None:
    own = (await world.ask(ANN, CHOICE)).ask
    assert isinstance(await do(desk, seat, p.Skip(own)), Skipped)
    started = await do(desk, seat, p.Again(DeckId("")))
    assert isinstance(started, RoundStarted)
    await world.pass_time(seconds=4)
    live = await world.rounds.current(ANN, world.place)
    assert isinstance(live, Asked)
    assert isinstance(await do(desk, seat, p.Skip(live.ask)), SkipVoted)


async def test_the_dialog_starts_a_round(world: World, desk: Desk, seat: Seat) -> None:
    fields = {"deck": "treaties", "theme": "", "questions": "3", "pace": "quick", "kind": "choice"}
    started = await do(desk, seat, p.Go("quiz"), *fields.items())
    assert isinstance(started, RoundStarted)
    assert (started.total, started.pace.value) == (2, "quick")


@pytest.mark.parametrize("count", ["0", "51", "9999", "ten", "-1"])
async def test_an_odd_number_of_questions_is_refused(desk: Desk, seat: Seat, count: str) -> None:
    reply = await do(desk, seat, p.Go("quiz"), ("questions", count))
    assert isinstance(reply, Refused)
    assert reply.problem is Problem.BAD_VALUE


async def test_a_foreign_ask_is_refused(world: World, desk: Desk, seat: Seat) -> None:
    assert await do(desk, seat, p.Hint(AskId(999_999))) == Refused(Problem.ASK_GONE)
