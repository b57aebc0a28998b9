"""Limits of whole messages, commands and requests: the longest lists, all commands, every clock."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.replies import Reply
from bot.on_discord import limits, turns
from bot.on_discord.render import render
from bot.wording.presence import AT_YOUR_SERVICE
from bot.wording.presence import next_daily as daily_line
from tests.any_reply import REPLIES, any_of
from tests.decks import CHOICE, small_deck
from tests.fakes import FakeClock
from tests.on_discord.fake import components, open_discord, shapes
from tests.on_discord.fake.calls import Call
from tests.on_discord.fake.shapes import Json
from tests.on_discord.hall import Hall, open_hall
from tests.on_discord.reading import wrong
from tests.on_discord.test_render import VIEWER

SYNC = "PUT /applications/*/commands"
LONG = 60
"""Times that each list is as long as it usually is."""


def grown(value: Any, times: int = LONG) -> Any:
    """Return a reply with its lists, and what is in them, many times as long."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given_ = {each.name: getattr(value, each.name) for each in fields(value)}
    lists = {name: part for name, part in given_.items() if isinstance(part, tuple)}
    return replace(value, **{name: tuple(map(grown, part)) * times for name, part in lists.items()})


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.__name__)
def test_every_reply_fits_however_long_its_lists_are(kind: Hashable) -> None:
    @settings(
        max_examples=4,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(any_of(kind), st.integers(0, 3), st.booleans())
    def walk(reply: Reply, page: int, public: bool) -> None:
        shown = render(grown(reply), replace(VIEWER, public=public), page=page)
        assert not wrong(shown)
        assert len(shown.files) <= limits.ATTACHMENTS

    walk()


def message(*parts: Json) -> list[str]:
    """Return what Discord finds wrong with a message of these parts."""
    return components.of_message(list(parts), v2=True, names=set())


def text(number: int) -> Json:
    return {"type": shapes.TEXT_DISPLAY, "content": f"{number}"}


def test_as_many_pieces_as_discord_takes() -> None:
    def pieces(count: int) -> list[str]:
        return message(*map(text, range(count)))

    def pictures(count: int) -> list[str]:
        shown = {"media": {"url": "https://example.org/a.png"}}
        return message({"type": shapes.GALLERY, "items": [shown] * count})

    def section(count: int) -> list[str]:
        button = {"type": shapes.BUTTON, "style": 1, "label": "x", "custom_id": "x"}
        inner = [text(number) for number in range(count)]
        return message({"type": shapes.SECTION, "components": inner, "accessory": button})

    for taken, most in (
        (pieces, limits.COMPONENTS),
        (pictures, limits.GALLERY),
        (section, limits.SECTION_TEXTS),
    ):
        assert taken(most) == [], taken
        assert taken(most + 1) != [], taken


def synced(hall: Hall) -> list[Json]:
    """Return all commands as they were handed over."""
    (call,) = hall.discord.called(SYNC)
    assert isinstance(call, Call)
    commands: Any = call.body
    return list(commands)


def parts_of(command: Json) -> list[Json]:
    """Return a command with all parts and options of it, and theirs."""
    return [command, *(part for each in command.get("options", ()) for part in parts_of(each))]


def length(part: Json) -> int:
    """Return the characters of a command that Discord counts."""
    told = len(part["name"]) + len(part.get("description", ""))
    values = ((each["name"], str(each["value"])) for each in part.get("choices", ()))
    return told + sum(len(name) + len(value) for name, value in values)


async def test_every_command_is_within_its_limits(hall: Hall) -> None:
    for command in synced(hall):
        for part in parts_of(command):
            assert 1 <= len(part["name"]) <= limits.COMMAND_NAME
            assert len(part.get("description", "")) <= limits.COMMAND_DESCRIPTION
            assert len(part.get("options", ())) <= limits.COMMAND_OPTIONS
            assert len(part.get("choices", ())) <= limits.COMMAND_CHOICES
            for choice in part.get("choices", ()):
                assert 1 <= len(choice["name"]) <= limits.COMMAND_CHOICE
                assert len(str(choice["value"])) <= limits.COMMAND_CHOICE
        assert sum(map(length, parts_of(command))) <= limits.COMMAND_CHARACTERS, command["name"]


async def test_there_are_no_more_commands_than_discord_takes(hall: Hall) -> None:
    kinds = [command.get("type", shapes.CHAT_INPUT) for command in synced(hall)]
    assert 0 < kinds.count(shapes.CHAT_INPUT) <= limits.COMMANDS
    assert 0 < kinds.count(shapes.MESSAGE_MENU) <= limits.CONTEXT_MENUS


async def test_as_much_is_offered_while_somebody_types_as_discord_takes(hall: Hall) -> None:
    teacher = await hall.set_up()
    rows = "".join(f"Where is place {n}?,Here\n" for n in range(limits.AUTOCOMPLETED + 5))
    file = teacher.file("places.csv", f"front,back\n{rows}".encode())
    coming = await teacher.command("/deck import", file=file)
    await teacher.press(coming.message, "Bring it in")
    found = await teacher.autocomplete("/question edit", "question", "place")
    assert len(found.choices) == limits.AUTOCOMPLETED


def test_what_discord_waits_for_comes_in_time() -> None:
    assert turns.PATIENCE <= limits.ACKNOWLEDGE_SECONDS - 1, "a second for the line"
    assert timedelta(seconds=limits.TOKEN_SECONDS) == timedelta(minutes=15)


async def test_the_thread_of_a_long_question_has_a_name_that_fits(
    tmp_path: Path, clock: FakeClock
) -> None:
    long = replace(CHOICE, stem="Who is \U0001f9d1" + "\U0001f9d1" * 200)
    async with open_discord(clock) as discord:
        deck = replace(small_deck(), questions=(long,))
        async with open_hall(discord, tmp_path / "x.db", clock, deck) as hall:
            teacher = await hall.set_up()
            await teacher.command("/daily setup", time="17:00", thread=True)
            await hall.pass_time(hours=9)
            (thread,) = (c for c in discord.world.channels.values() if c.parent is hall.general)
            assert 90 <= limits.size(thread.name) <= limits.THREAD_NAME
        assert not discord.forgive()


def test_names_that_go_with_a_request_fit() -> None:
    assert len(f"post-{2**53}") <= limits.NONCE
    for line in (AT_YOUR_SERVICE, daily_line(VIEWER.now)):
        assert 0 < len(line) <= limits.STATUS
