"""A call of the Bot API, and the table of methods that answers it.

Methods are plain functions of (api, call); they return what ``result`` holds and raise Refused.
The modules named ``methods_…`` fill the table when they are imported.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.on_telegram.fake.faults import Faults
from tests.on_telegram.fake.flood import Flood
from tests.on_telegram.fake.shapes import Json, Refused, bad, migrated
from tests.on_telegram.fake.state import GROUP, SUPERGROUP, Chat, World
from tests.on_telegram.fake.updates import Updates
from tests.on_telegram.fake.validate import Validator

Files = dict[str, tuple[str, bytes]]
"""Uploads by the name of their part: file name and content."""


@dataclass(slots=True)
class Call:
    """One call, as it came: every parameter is a string, as in a form. Later, what came of it."""

    method: str
    params: dict[str, str] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    status: int = 0
    description: str = ""
    result: Any = None

    def __getitem__(self, name: str) -> Any:
        """Return a parameter: a number, a list or an object where it is one, else its text."""
        return self.value(name)

    def text(self, name: str) -> str:
        """Return a parameter as it came; empty if it did not."""
        return self.params.get(name, "")

    def value(self, name: str) -> Any:
        """Return a parameter read as JSON, or as text where it is none; None if it did not come."""
        if name not in self.params:
            return None
        try:
            return json.loads(self.params[name])
        except ValueError:
            return self.params[name]

    def whole(self, name: str, otherwise: int = 0) -> int:
        """Return a whole number. Raises Refused for anything else."""
        if not self.params.get(name):
            return otherwise
        try:
            return int(self.params[name])
        except ValueError:
            raise bad(f"field {name} must be of type Number") from None

    def flag(self, name: str, *, otherwise: bool = False) -> bool:
        """Return a switch."""
        given = self.params.get(name)
        return otherwise if given is None else given.lower() in {"true", "1", "yes"}

    def tree(self, name: str) -> Any:
        """Return an object or a list; None if it did not come. Raises Refused if it is neither."""
        found = self.value(name)
        if found is not None and not isinstance(found, dict | list):
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object")
        return found

    def named(self, name: str) -> bool:
        """Tell whether a parameter or a file of that name came."""
        return name in self.params or name in self.files


@dataclass(slots=True, repr=False)
class Api:
    """What methods work with."""

    world: World
    updates: Updates
    validator: Validator
    faults: Faults
    flood: Flood | None = None
    calls: list[Call] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)
    keeps_calls: bool = True
    ephemeral: str = "works"  # or "refused", or "ignored" as by a server of earlier days
    before: list[Callable[[], None]] = field(default_factory=list)
    after: list[Callable[["Call"], None]] = field(default_factory=list)

    def chat(self, call: Call, name: str = "chat_id") -> Chat:
        """Return the chat of a call. Raises Refused where there is none, or where it has moved."""
        if not call.text(name):
            raise bad("chat_id is empty")
        found = self.find_chat(call.text(name))
        if found is None or found.deleted:
            raise bad("chat not found")
        if found.migrated_to:
            raise migrated(found.migrated_to)
        return found

    def find_chat(self, given: str) -> Chat | None:
        """Return a chat by id or @username, whatever became of it."""
        if given.startswith("@"):
            named = given.removeprefix("@").lower()
            every = (c for c in self.world.chats.values() if c.username.lower() == named)
            return next(every, None)
        return self.world.chats.get(int(given)) if given.lstrip("-").isdecimal() else None


Method = Callable[[Api, Call], Any]
TABLE: dict[str, Method] = {}


def method(function: Method) -> Method:
    """Put a method into the table, under its name in the Bot API."""
    words = function.__name__.strip("_").split("_")
    TABLE["".join([words[0], *(word.capitalize() for word in words[1:])])] = function
    return function


def handle(api: Api, call: Call) -> tuple[int, Json]:
    """Answer a call: the specification first, then the limits, then the method itself."""
    if api.keeps_calls and call.method != "getUpdates":
        api.calls.append(call)
    for notice in api.before:
        notice()
    try:
        found = _done(api, call)
    except Refused as refused:
        call.status, call.description = refused.status, refused.description
        return refused.status, refused.body()
    call.status, call.result = 200, found
    for told in api.after:
        told(call)
    return 200, {"ok": True, "result": found}


def _done(api: Api, call: Call) -> Any:
    chat = api.find_chat(call.text("chat_id"))
    if api.flood is not None:
        grouped = chat is not None and chat.type in {GROUP, SUPERGROUP}
        api.flood.take(call.method, chat.id if chat else None, group=grouped)
    if not all(map(_whole, call.params.values())):
        raise api.validator.breach(call.method, "strings must be encoded in UTF-8")
    api.validator.check(call.method, call.params, call.files)
    if call.method not in TABLE:
        api.validator.breaches.append(f"{call.method}: the fake knows no such method")
        raise Refused(404, "Not Found")
    return TABLE[call.method](api, call)


def _whole(value: str) -> bool:
    """Tell whether a text has no half of a character in it, also where JSON has it escaped."""
    try:
        value.encode()
        if "\\ud" in value and value[0] in "[{":
            json.dumps(json.loads(value), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
