"""The rules for application commands that Discord keeps and its published schema lacks."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.on_discord.fake import shapes
from tests.on_discord.fake.components import length
from tests.on_discord.fake.shapes import Json

IN_ALL = {shapes.CHAT_INPUT: 100, shapes.USER_MENU: 15, shapes.MESSAGE_MENU: 15}
"""Commands of each type in one scope."""

CHARACTERS = 8000
OPTIONS = CHOICES = 25
NAME = re.compile(r"[-_'\w]{1,32}")
LOCALE = re.compile(
    "id|da|de|en-GB|en-US|es-ES|es-419|fr|hr|it|lt|hu|nl|no|pl|pt-BR|ro|fi|sv-SE|vi|tr|cs|el|bg|ru"
    "|uk|hi|th|zh-CN|ja|zh-TW|ko"
)
NESTED = frozenset({shapes.SUBCOMMAND, shapes.SUBCOMMAND_GROUP})


def of_list(commands: list[Json]) -> list[str]:
    """Return what is wrong with all the commands of one scope."""
    wrong: list[str] = []
    count = Counter(command.get("type", shapes.CHAT_INPUT) for command in commands)
    for kind, high in IN_ALL.items():
        wrong += [f"commands: {count[kind]} of type {kind}, {high} allowed"] * (count[kind] > high)
    named = Counter((c.get("type", 1), c.get("name")) for c in commands)
    wrong += [f"commands: {name!r} stands twice" for (_, name), n in named.items() if n > 1]
    for command in commands:
        wrong += of_command(command)
    return wrong


def of_command(command: Json) -> list[str]:
    """Return what is wrong with one command."""
    name, kind = str(command.get("name")), command.get("type", shapes.CHAT_INPUT)
    if kind != shapes.CHAT_INPUT:
        wrong = length(command.get("name"), name, "name", 1, 32)
        return wrong + [f"{name}: a menu has no description"] * bool(command.get("description"))
    wrong = _named(command, name)
    wrong += _options(command.get("options") or [], name, depth=0)
    said = sum(characters(command))
    return wrong + [f"{name}: {said} characters in all, {CHARACTERS} allowed"] * (said > CHARACTERS)


def _named(thing: Json, where: str) -> list[str]:
    """Check name and description, in every language."""
    names = [thing.get("name"), *(thing.get("name_localizations") or {}).values()]
    told = [thing.get("description"), *(thing.get("description_localizations") or {}).values()]
    tongues = {
        *(thing.get("name_localizations") or {}),
        *(thing.get("description_localizations") or {}),
    }
    wrong = [
        f"{where}: no such language: {tongue}" for tongue in tongues if not LOCALE.fullmatch(tongue)
    ]
    wrong += [
        f"{where}: {name!r} is no name for a command or option"
        for name in names
        if not isinstance(name, str) or not NAME.fullmatch(name) or name != name.lower()
    ]
    for text in told:
        wrong += length(text, where, "description", 1, 100)
    return wrong


def _options(options: list[Json], where: str, *, depth: int) -> list[str]:
    wrong = [f"{where}: {len(options)} options, {OPTIONS} allowed"] * (len(options) > OPTIONS)
    nested = [option["type"] in NESTED for option in options]
    wrong += [f"{where}: subcommands and options side by side"] * (any(nested) and not all(nested))
    names = Counter(option.get("name") for option in options)
    wrong += [f"{where}: {name!r} stands twice" for name, n in names.items() if n > 1]
    required = [bool(option.get("required")) for option in options]
    wrong += [f"{where}: a required option after an optional one"] * (
        required != sorted(required, reverse=True)
    )
    for option in options:
        at = f"{where} {option.get('name')}"
        wrong += _named(option, at) + _choices(option, at)
        if option["type"] in NESTED:
            wrong += [f"{at}: nested too deep"] * (
                depth > 1 or (depth == 1 and option["type"] == shapes.SUBCOMMAND_GROUP)
            )
            wrong += _options(option.get("options") or [], at, depth=depth + 1)
    return wrong


def _choices(option: Json, where: str) -> list[str]:
    choices = option.get("choices") or []
    wrong = [f"{where}: {len(choices)} choices, {CHOICES} allowed"] * (len(choices) > CHOICES)
    wrong += [f"{where}: choices and autocomplete at once"] * bool(
        choices and option.get("autocomplete")
    )
    return wrong + of_choices(choices, option["type"], where)


def of_choices(choices: list[Json], kind: int, where: str) -> list[str]:
    """Return what is wrong with choices, of an option or of an autocomplete's answer."""
    wrong = [f"{where}: {len(choices)} choices, {CHOICES} allowed"] * (len(choices) > CHOICES)
    for choice in choices:
        wrong += length(choice.get("name"), where, "choice", 1, 100)
        if kind == shapes.STRING:
            wrong += length(choice.get("value"), where, "choice's value", 1, 100)
        elif not isinstance(choice.get("value"), int | float):
            wrong.append(f"{where}: {choice.get('value')!r} is no number")
    names = Counter(choice.get("name") for choice in choices)
    return wrong + [f"{where}: choice {name!r} stands twice" for name, n in names.items() if n > 1]


def characters(thing: Json) -> Iterator[int]:
    """Give what Discord adds up to 8000: of every translated text, the longest."""
    for key in ("name", "description"):
        said = [thing.get(key) or "", *(thing.get(f"{key}_localizations") or {}).values()]
        yield max(map(len, said))
    for choice in thing.get("choices") or []:
        yield len(choice["name"]) + len(str(choice["value"]))
    for option in thing.get("options") or []:
        yield from characters(option)
