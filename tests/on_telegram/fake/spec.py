"""The Bot API in machine-readable form, where a copy of it is at hand.

The copy is not part of the project: it is looked for where STUDYHALL_SPECS points, then in
``shared/specs`` beside the project. Without one, the rules in ``rules.py`` stand alone. Types,
required and unknown fields are checked, and the limits that the descriptions tell.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.on_telegram.fake.shapes import Json

NAME = "telegram-api-10.3.json"
BESIDE = Path(__file__).parents[4] / "shared" / "specs"
WHY_NOT = (
    f"the description of the Bot API is not at hand: no {NAME} where STUDYHALL_SPECS points"
    " nor in shared/specs beside the project; calls are checked by the hand rules alone"
)
PARSED = ("after entities parsing", "after entity parsing")
"""Limits that count only what is left of the markup; ``rules.py`` keeps those."""

Check = Callable[[Any, str], list[str]]
LITERAL = re.compile(r"(?:always|must be) '?(\w+)'?$")
LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes|answer options|tasks)")


def found() -> Path | None:
    """Return the path of the description, or None."""
    folders = [Path(place)] if (place := os.environ.get("STUDYHALL_SPECS")) else []
    candidates = (folder / NAME for folder in [*folders, BESIDE])
    return next((path for path in candidates if path.is_file()), None)


class Spec:
    """Methods and types, each made into a check when it is first needed."""

    def __init__(self, path: Path) -> None:
        whole = json.loads(path.read_bytes())
        self.version: str = whole["version"]
        self._methods: dict[str, Json] = whole["methods"]
        self._types: dict[str, Json] = whole["types"]
        self._checks: dict[str, Check] = {}

    def wrong_call(self, method: str, params: dict[str, str], files: Iterable[str]) -> list[str]:
        """Return what is wrong with a call; each parameter is still a string."""
        described = self._methods.get(method)
        if described is None:
            return [f"no method {method}"]
        fields = {field["name"]: field for field in described["fields"]}
        attached = set(files)
        wrong = [f"no parameter {name}" for name in params if name not in fields]
        for name, field in fields.items():
            if name in params:
                wrong += self._param(field, params[name])
            elif field["required"] and name not in attached:
                wrong.append(f"{name} is missing")
        return wrong

    def wrong_value(self, kind: str, value: Any) -> list[str]:
        """Return what is wrong with a value of a type, such as ``Update``."""
        return self._check(kind)(value, kind)

    def _param(self, field: Json, given: str) -> list[str]:
        name, kinds = field["name"], field["types"]
        if {"String", "InputFile"} & set(kinds):
            return _too_long(given, field["description"], name)
        try:
            value = json.loads(given)
        except ValueError:
            return [f"{name} is not {' or '.join(kinds)}: {given[:80]}"]
        return self._any_of(kinds, value, name) or _too_long(value, field["description"], name)

    def _any_of(self, kinds: list[str], value: Any, where: str) -> list[str]:
        """Return nothing if the value is of one of the kinds, else the shortest complaint."""
        complaints = [self._check(kind)(value, where) for kind in kinds]
        return [] if [] in complaints else min(complaints, key=lambda one: (len(one), len(one[0])))

    def _check(self, kind: str) -> Check:
        if kind not in self._checks:
            self._checks[kind] = self._made(kind)
        return self._checks[kind]

    def _made(self, kind: str) -> Check:
        if kind.startswith("Array of "):
            inner = kind.removeprefix("Array of ")
            return lambda value, where: self._listed(inner, value, where)
        if kind in BASIC:
            return BASIC[kind]
        described = self._types[kind]
        if described.get("subtypes"):
            return lambda value, where: self._one_of(described["subtypes"], value, where)
        fields = {field["name"]: field for field in described["fields"]}
        return lambda value, where: self._object(kind, fields, value, where)

    def _listed(self, inner: str, value: Any, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where} is no list"]
        check = self._check(inner)
        return [told for at, one in enumerate(value) for told in check(one, f"{where}[{at}]")]

    def _one_of(self, kinds: list[str], value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        fitting = [kind for kind in kinds if self._literals(kind).items() <= value.items()]
        return self._any_of(fitting or kinds, value, where)

    def _literals(self, kind: str) -> Json:
        """Return the fields of a type that always say the same, as ``type`` of a photo."""
        told = {f["name"]: LITERAL.search(f["description"]) for f in self._types[kind]["fields"]}
        return {name: match[1] for name, match in told.items() if match and name in TELLING}

    def _object(self, kind: str, fields: dict[str, Json], value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where} is no {kind}"]
        wrong = [f"{where}: no field {name} in {kind}" for name in value if name not in fields]
        for name, field in fields.items():
            if name in value:
                at = f"{where}.{name}"
                wrong += self._any_of(field["types"], value[name], at)
                wrong += _too_long(value[name], field["description"], at)
            elif field["required"]:
                wrong.append(f"{where}.{name} is missing")
        return wrong


TELLING = frozenset({"type", "status", "source"})


def _is(*kinds: type, but: type | None = None) -> Check:
    def check(value: Any, where: str) -> list[str]:
        fits = isinstance(value, kinds) and not (but is not None and isinstance(value, but))
        return [] if fits else [f"{where} is no {kinds[0].__name__}: {str(value)[:80]}"]

    return check


BASIC: dict[str, Check] = {
    "String": _is(str),
    "InputFile": _is(str),
    "Boolean": _is(bool),
    "Integer": _is(int, but=bool),
    "Float": _is(float, int, but=bool),
}


def _too_long(value: Any, description: str, where: str) -> list[str]:
    """Return how a value breaks the limit that a description tells."""
    match = LIMIT.search(description)
    if match is None or any(words in description for words in PARSED):
        return []
    if isinstance(value, str) and match[3] in {"characters", "bytes"}:
        size = len(value.encode()) if match[3] == "bytes" else len(value)
    elif isinstance(value, list):
        size = len(value)
    else:
        return []
    low, high = int(match[1]), int(match[2])
    return [] if low <= size <= high else [f"{where}: {size} {match[3]}, {low}-{high} allowed"]


@cache
def load() -> Spec | None:
    """Return the description, read once; None where there is no copy."""
    path = found()
    return Spec(path) if path else None
