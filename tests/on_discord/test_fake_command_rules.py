"""The fake's rules for commands, each at its edge: what Discord takes and refuses."""

from collections.abc import Callable

import pytest

from tests.on_discord.fake import commands
from tests.on_discord.fake.shapes import Json

Rule = tuple[Callable[[int], Json], int]


def command(**more: object) -> Json:
    """Return a good command."""
    return {"name": "quiz", "description": "Ask", **more}


def option(n: int = 0, **more: object) -> Json:
    """Return an option that takes text."""
    return {"type": 3, "name": f"o{n}", "description": "d", **more}


def choices(n: int, size: int = 1) -> list[Json]:
    """Return n choices."""
    return [{"name": f"{i}".rjust(size, "x"), "value": f"{i}"} for i in range(n)]


def long_command(n: int) -> Json:
    """Return a command of n characters in all."""
    base = command(options=[option(i, description="x" * 100) for i in range(25)])
    many = [choices(25, 50) for _ in range(25)]
    for inner, some in zip(base["options"], many, strict=True):
        inner["choices"] = []
        for choice in some:
            left = n - sum(commands.characters(base))
            if left < 2:
                break
            choice["name"] = choice["name"][-max(2, min(50, left - len(choice["value"]))) :]
            inner["choices"].append(choice)
    missing = n - sum(commands.characters(base))
    base["description"] = "x" * (len(base["description"]) + missing)
    return base


COMMAND_EDGES: dict[str, Rule] = {
    "name": (lambda n: command(name="x" * n), 32),
    "description": (lambda n: command(description="x" * n), 100),
    "options": (lambda n: command(options=[option(i) for i in range(n)]), 25),
    "choices": (lambda n: command(options=[option(choices=choices(n))]), 25),
    "choice": (lambda n: command(options=[option(choices=choices(1, n))]), 100),
    "other languages": (lambda n: command(name_localizations={"fr": "x" * n}), 32),
    "characters": (long_command, 8000),
}


@pytest.mark.parametrize("name", COMMAND_EDGES)
def test_a_command_at_the_edge(name: str) -> None:
    make, high = COMMAND_EDGES[name]
    assert commands.of_command(make(high)) == []
    assert commands.of_command(make(high + 1)) != []


BAD_COMMANDS: dict[str, Json] = {
    "capitals": command(name="Quiz"),
    "a space": command(name="my quiz"),
    "no description": {"name": "quiz"},
    "a menu with a description": {"name": "Keep", "type": 3, "description": "x"},
    "required after optional": command(options=[option(1), option(2, required=True)]),
    "an option twice": command(options=[option(1), option(1)]),
    "choices and autocomplete": command(options=[option(choices=choices(1), autocomplete=True)]),
    "subcommand beside option": command(options=[option(1), option(2, type=1)]),
    "a language that is none": command(description_localizations={"tlh": "x"}),
}


@pytest.mark.parametrize("name", BAD_COMMANDS)
def test_a_command_that_is_refused(name: str) -> None:
    assert commands.of_command(BAD_COMMANDS[name]) != []


@pytest.mark.parametrize(("kind", "high"), commands.IN_ALL.items())
def test_a_scope_holds_so_many_commands(kind: int, high: int) -> None:
    one = command() if kind == 1 else {"name": "x", "type": kind}
    many = [{**one, "name": f"n{i}"} for i in range(high + 1)]
    assert commands.of_list(many[:high]) == []
    assert commands.of_list(many) != []
    assert commands.of_list([many[0], many[0]]) != []
