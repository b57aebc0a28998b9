"""Arriving in a chat: met by the name one shows, let into the class of the place, once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import Asked, ClassShown, Problem, Refused, Role
from bot.usecases.arriving import NAMELESS, Arriving
from bot.usecases.filters import Filters, Pick
from bot.usecases.looking import Looking
from bot.usecases.syncing import Syncing
from tests.fakes import FakeClock
from tests.usecases.world import World, expect, open_world

SERVER = Place(Platform.DISCORD, "77")
CHANNEL = Place(Platform.DISCORD, "77", "1")
ANN, BEN = Account(Platform.DISCORD, "1"), Account(Platform.DISCORD, "2")


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """The small deck, and a server whose class Ann founded."""
    async with open_world(tmp_path / "x.db", clock) as opened:
        await arriving(opened).arrive(ANN, "Ann")
        await opened.classes.create(ANN, "Year 9", place=SERVER)
        yield opened


def arriving(world: World) -> Arriving:
    """Return the use case in a world."""
    return Arriving(world.database, world.clock, "Europe/London")


async def test_a_stranger_is_met_and_belongs_to_the_class_of_the_server(world: World) -> None:
    came = await arriving(world).arrive(BEN, "Ben", CHANNEL)
    assert (came.new, came.joined, came.class_name) == (True, True, "Year 9")
    again = await arriving(world).arrive(BEN, "Another name", CHANNEL)
    assert (again.new, again.joined) == (False, False)
    shown = expect(await world.classes.show(BEN, CHANNEL), ClassShown)
    assert [(m.name, m.role) for m in shown.members if m.you] == [("Ben", Role.MEMBER)]


async def test_who_leads_the_place_looks_after_decks_from_the_start_only(world: World) -> None:
    await arriving(world).arrive(BEN, "Ben", CHANNEL, leads=True)
    assert expect(await world.classes.show(BEN, CHANNEL), ClassShown).role is Role.EDITOR
    await world.classes.set_role(ANN, "Ben", Role.MEMBER)
    await arriving(world).arrive(BEN, "Ben", CHANNEL, leads=True)
    assert expect(await world.classes.show(BEN, CHANNEL), ClassShown).role is Role.MEMBER


async def test_a_name_that_shows_nothing_is_no_name(world: World) -> None:
    await arriving(world).arrive(BEN, "\u200b\u3164", CHANNEL)
    shown = expect(await world.classes.show(BEN, CHANNEL), ClassShown)
    assert NAMELESS in [member.name for member in shown.members]


async def test_the_class_of_a_place_is_known_by_its_chat(world: World) -> None:
    shown = expect(await world.classes.show(ANN), ClassShown)
    assert await arriving(world).class_here(CHANNEL) == shown.id
    assert await arriving(world).class_here(Place(Platform.DISCORD, "78", "1")) is None


async def test_a_review_goes_on_by_its_filters(world: World) -> None:
    looking = Looking(world.database, world.clock, world.library)
    unseen = Filters(pick=Pick.UNSEEN)
    asked = expect(await world.study.next(ANN, unseen), Asked)
    assert await looking.wanted(ANN) == unseen
    assert expect(await looking.ask(ANN, asked.ask), Asked).posed == asked.posed
    await arriving(world).arrive(BEN, "Ben", CHANNEL)
    assert not isinstance(await looking.ask(BEN, asked.ask), Asked)
    assert await looking.wanted(BEN) == Filters()


async def test_only_a_change_is_told_again(world: World) -> None:
    syncing = Syncing(world.database)
    assert await syncing.changed("discord:1", b"a")
    await syncing.told("discord:1", b"a")
    assert not await syncing.changed("discord:1", b"a")
    await syncing.told("discord:1", b"b")
    assert await syncing.changed("discord:1", b"a")
    assert await syncing.changed("discord:2", b"b")


async def role(world: World, holds: tuple[str, ...] | None) -> Role:
    """Let Ben come with these roles of the chat, and return what he is in the class."""
    await arriving(world).arrive(BEN, "Ben", CHANNEL, holds=holds)
    return expect(await world.classes.show(BEN, CHANNEL), ClassShown).role


async def test_a_role_of_the_chat_is_lent_and_taken_back(world: World) -> None:
    assert await role(world, ("7",)) is Role.MEMBER
    assert await arriving(world).name_leaders(ANN, CHANNEL, ["7", "8"]) is None
    assert await arriving(world).leaders(CHANNEL) == ("7", "8")
    assert await role(world, ("8", "9")) is Role.EDITOR
    assert await role(world, None) is Role.EDITOR, "where nobody knows, nothing changes"
    assert await role(world, ("9",)) is Role.MEMBER
    assert await role(world, ("7",)) is Role.EDITOR
    assert await arriving(world).name_leaders(ANN, CHANNEL, []) is None
    assert await role(world, None) is Role.MEMBER


async def test_only_an_owner_says_which_roles_lead(world: World) -> None:
    await arriving(world).arrive(BEN, "Ben", CHANNEL, leads=True)
    refused = await arriving(world).name_leaders(BEN, CHANNEL, ["7"])
    assert refused == Refused(Problem.NOT_ALLOWED, (Role.OWNER.value,))
    many = await arriving(world).name_leaders(ANN, CHANNEL, [str(n) for n in range(26)])
    assert many is not None
    assert many.problem is Problem.BAD_VALUE
    assert await arriving(world).leaders(CHANNEL) == ()
