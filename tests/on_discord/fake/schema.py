"""Discord's published OpenAPI, where a copy of it is at hand.

The copy is not part of the project: it is looked for where STUDYHALL_SPECS points, then in
``shared/specs`` beside the project. Without one, the hand rules stand alone.
"""

import json
import os
import re
from functools import cache
from pathlib import Path

import jsonschema_rs

from tests.on_discord.fake.shapes import Json

NAME = "discord-openapi.json"
BESIDE = Path(__file__).parents[4] / "shared" / "specs"
WHY_NOT = (
    f"Discord's OpenAPI is not at hand: no {NAME} where STUDYHALL_SPECS points "
    "nor in shared/specs beside the project; bodies are checked by the hand rules alone"
)
SHOWN = 240
"""Characters of a complaint that are shown."""

CALLBACKS = {
    1: "PongInteractionCallbackRequest",
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
"""The schema of each type of callback: by name, since an anyOf's complaint says nothing."""

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
Check = jsonschema_rs.Draft202012Validator


def found() -> Path | None:
    """Return the path of the specification, or None."""
    folders = [Path(place)] if (place := os.environ.get("STUDYHALL_SPECS")) else []
    candidates = (folder / NAME for folder in [*folders, BESIDE])
    return next((path for path in candidates if path.is_file()), None)


class Schema:
    """The requests of Discord's API as it publishes them."""

    def __init__(self, path: Path) -> None:
        whole = json.loads(path.read_bytes())
        self._components = whole["components"]
        # The schema wants ids as strings; discord.py sends some as integers, which Discord takes.
        self._components["schemas"]["SnowflakeType"] = {"type": ["integer", "string"]}
        self._paths = whole["paths"]
        self._patterns = [(_pattern(path), path) for path in sorted(whole["paths"], key=_exactness)]
        self._checks: dict[str, Check | None] = {}

    def wrong(self, method: str, path: str, body: object) -> list[str]:
        """Return what the schema says against a body; nothing for a route without one."""
        route = next((name for pattern, name in self._patterns if pattern.fullmatch(path)), None)
        if route is None:
            return [f"{method} {path}: no such route in Discord's API"]
        kind = body.get("type", 0) if route == CALLBACK and isinstance(body, dict) else 0
        check = self._check(method.lower(), route, kind)
        if check is None:
            return []
        return [_told(error) for error in check.iter_errors(body)]

    def _check(self, method: str, route: str, kind: int) -> Check | None:
        key = f"{method} {route} {kind}"
        if key not in self._checks:
            self._checks[key] = self._made(method, route, kind)
        return self._checks[key]

    def _made(self, method: str, route: str, kind: int) -> Check | None:
        operation = self._paths[route].get(method) or {}
        content = operation.get("requestBody", {}).get("content", {})
        schema: Json | None = content.get("application/json", {}).get("schema")
        if kind in CALLBACKS:
            schema = {"$ref": f"#/components/schemas/{CALLBACKS[kind]}"}
        if schema is None:
            return None
        return Check({**schema, "components": self._components})


def _told(error: jsonschema_rs.ValidationError) -> str:
    """Return what is wrong in a line: of alternatives, what the nearest one complains of."""
    branches = getattr(error.kind, "context", None)
    if branches:
        near = [branch for branch in branches if not any(_other_type(e, error) for e in branch)]
        if near:
            return _told(max(near[0], key=lambda e: len(e.instance_path)))
    said = error.message
    said = said if len(said) < SHOWN else f"{said[: SHOWN // 3]} … {said[-SHOWN // 2 :]}"
    return f"{'.'.join(map(str, error.instance_path))}: {said}"


def _other_type(inner: jsonschema_rs.ValidationError, outer: jsonschema_rs.ValidationError) -> bool:
    """Tell whether an alternative is about another thing altogether."""
    path = list(inner.instance_path)
    here = list(outer.instance_path)
    wrong_kind = path == here and inner.message.endswith(('type "null"', 'type "object"'))
    return wrong_kind or path == [*here, "type"]


def _exactness(path: str) -> int:
    """Sort ``/users/@me`` before ``/users/{user_id}``."""
    return path.count("{")


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", path)
    return re.compile("[^/]+".join(map(re.escape, parts)))


@cache
def load() -> Schema | None:
    """Return the schema, read once; None where there is no copy."""
    path = found()
    return Schema(path) if path else None
