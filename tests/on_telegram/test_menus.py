"""The menus of commands: every chat's offers all that can be used there, and no more."""

import pytest

from bot.on_telegram import commands, menus
from bot.on_telegram.limits import COMMAND_DESCRIPTION
from bot.wording.offers import OFFERS
from tests.on_telegram.fake import Person
from tests.on_telegram.hall import Hall

YET_TO_COME = {"exam"}
"""What only says that it is not here yet."""

OF_DISCORD = {path for path in OFFERS if "." not in path} - YET_TO_COME
STEPS = {"setup", "play", "out", "rest"}
"""Commands that keys and older hands know: others lead to them."""


def scopes(hall: Hall) -> dict[str, Person]:
    """Return somebody in each kind of chat."""
    learner = hall.come("Ann")
    teacher = hall.come("Teacher", admin=True)
    return {"private": learner.in_private(), "group": learner, "admins": teacher}


@pytest.mark.parametrize("menu", [menus.PRIVATE, menus.GROUP, menus.ADMINS])
def test_a_menu_has_each_command_that_there_is_once(menu: tuple[str, ...]) -> None:
    assert set(menu) == set(commands._COMMANDS) - STEPS - YET_TO_COME
    assert set(menu) == OF_DISCORD | {"start"}
    assert len(menu) == len(set(menu))


async def test_what_is_offered_can_be_used_there(hall: Hall) -> None:
    await hall.set_up()
    for scope, person in scopes(hall).items():
        for name in person.offered:
            told = await person.command(f"/{name}")
            await hall.pass_time(seconds=4)  # a group takes twenty messages a minute
            assert told.messages, (scope, name)
            assert "Did you mean" not in told.text
            assert "what you typed" not in told.text
    assert hall.telegram.forgive() == []


async def test_each_scope_begins_with_what_it_is_for(hall: Hall) -> None:
    await hall.set_up()
    offered = {scope: person.offered for scope, person in scopes(hall).items()}
    assert offered["private"][0] == "review"
    assert offered["group"][:2] == ["quiz", "review"]
    assert offered["admins"][:3] == ["quiz", "daily", "class"]


async def test_ones_own_is_whispered_in_groups_and_only_there(hall: Hall) -> None:
    await hall.set_up()
    found = scopes(hall)
    assert set(found["group"].whispers) <= menus.OWN
    assert {"quiz", "class", "daily", "start"}.isdisjoint(menus.OWN)
    assert found["private"].whispers == []
    assert set(found["group"].whispers) == menus.OWN
    for name in ("settings", "privacy", "link"):
        before = len(hall.public)
        told = await found["group"].command(f"/{name}", whispered=True)
        assert told.message.only_for is found["group"].user, name
        assert len(hall.public) == before
        await hall.pass_time(seconds=4)


@pytest.mark.parametrize("language", ["", *menus.LANGUAGES])
def test_every_command_is_told_in_every_language(language: str) -> None:
    for menu in (menus.PRIVATE, menus.GROUP, menus.ADMINS):
        for command in menus.menu_of(menu, language, unseen=True):
            assert 1 <= len(command.description) <= COMMAND_DESCRIPTION
