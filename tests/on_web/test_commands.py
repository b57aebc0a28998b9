"""Typed commands: read in any order, refused with the nearest one, the same as in the help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.domain.question import KindName, Skill
from bot.domain.replies import (
    BoardShown,
    ClassShown,
    Decks,
    Help,
    Pace,
    Problem,
    Progress,
    Refused,
    Role,
    RoundStarted,
    SettingsShown,
    Span,
)
from bot.on_web import commands
from bot.on_web.commands import run
from bot.on_web.desk import Desk, Seat
from bot.usecases.filters import Filters, Pick
from bot.usecases.typed import Wanted, parse
from tests.on_web.school import desk_of
from tests.usecases.world import ANN, World


@pytest.fixture
async def desk(world: World) -> Desk:
    await world.enter("Ann", "Ben")
    return desk_of(world)


@pytest.fixture
def seat(desk: Desk, world: World) -> Seat:
    return Seat(who=ANN, place=world.place, code=world.place.chat_id)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Wanted(Filters())),
        ("5 quick", Wanted(Filters(), 5, Pace.QUICK)),
        (
            "the pact 12 untimed weakest",
            Wanted(Filters(deck="the pact", pick=Pick.WEAKEST), 12, Pace.UNTIMED),
        ),
        (
            "order match CAUSATION",
            Wanted(Filters(kinds=(KindName.ORDER, KindName.MATCH), skill=Skill.CAUSATION)),
        ),
    ],
)
def test_words_are_understood_in_any_order(text: str, wanted: Wanted) -> None:
    assert parse(text) == wanted


@given(st.text(max_size=200))
def test_nothing_typed_after_a_command_raises(text: str) -> None:
    parse(text)


def test_the_commands_are_those_of_the_help() -> None:
    assert set(commands._COMMANDS) == {command.name for command in wording.command_list}


async def test_an_unknown_command_is_told_the_nearest(desk: Desk, seat: Seat) -> None:
    reply = await run(desk, seat, "/leaderbord now")
    assert reply == Refused(Problem.UNKNOWN_COMMAND, ("/leaderbord", "leaderboard"))
    for nothing in ("  ", "/", "/ "):
        assert await run(desk, seat, nothing) == Refused(Problem.UNKNOWN_COMMAND)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("/help quiz", Help),
        ("stats", Progress),
        ("/LEADERBOARD month", BoardShown),
        ("/class", ClassShown),
        ("/class new History 11B", ClassShown),
        ("/deck", Decks),
        ("/deck treaties", Decks),
        ("/settings", SettingsShown),
        ("/settings goal 15", SettingsShown),
        ("/quiz 2 quick", RoundStarted),
    ],
)
async def test_each_command_does_its_thing(
    desk: Desk, seat: Seat, text: str, kind: type[object]
) -> None:
    assert isinstance(await run(desk, seat, text), kind)


async def test_a_span_is_heard(desk: Desk, seat: Seat) -> None:
    board = await run(desk, seat, "/leaderboard month")
    assert isinstance(board, BoardShown)
    assert board.span is Span.MONTH


async def test_a_review_remembers_by_which_words(desk: Desk, seat: Seat) -> None:
    await run(desk, seat, "/review the pact weakest")
    assert seat.review == "/review the pact weakest"


@pytest.mark.parametrize("text", ["/class dance", "/privacy dance", "/settings dance 3"])
async def test_a_wrong_word_is_told_what_works(desk: Desk, seat: Seat, text: str) -> None:
    reply = await run(desk, seat, text)
    assert isinstance(reply, Refused)
    assert reply.problem is Problem.BAD_VALUE


async def test_an_owner_gives_a_role(desk: Desk, seat: Seat) -> None:
    shown = await run(desk, seat, "/class role Ben editor")
    assert isinstance(shown, ClassShown)
    assert {member.name: member.role for member in shown.members}["Ben"] is Role.EDITOR
    refused = await run(desk, seat, "/class role Ben emperor")
    assert isinstance(refused, Refused)
    assert refused.about[0] == "role"
