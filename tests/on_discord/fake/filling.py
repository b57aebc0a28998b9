"""A person's hands on a modal: every input filled as the client lets it be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.on_discord.fake import shapes
from tests.on_discord.fake.options import CannotDo, resolve
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, File, Role, User, World

Chosen = str | bool | User | Role | Channel | File
Entry = Chosen | Sequence[Chosen]


@dataclass(slots=True)
class Sheet:
    """What is being filled in, and what it will name."""

    world: World
    channel: Channel
    entries: dict[str, Entry]
    resolved: dict[str, Json] = field(default_factory=dict)


def fill(modal: Json, entries: Mapping[str, Entry], world: World, channel: Channel) -> Json:
    """Return the data of a submit; entries go by label or custom_id, defaults fill the rest."""
    sheet = Sheet(world, channel, dict(entries))
    parts = [_part(part, sheet) for part in modal["components"]]
    if sheet.entries:
        raise CannotDo(f"{modal['title']!r} has no input {', '.join(sheet.entries)}")
    data: Json = {"custom_id": modal["custom_id"], "components": parts}
    return data | ({"resolved": sheet.resolved} if sheet.resolved else {})


def _part(part: Json, sheet: Sheet) -> Json:
    shell: Json = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == shapes.TEXT_DISPLAY:
        return shell
    if part["type"] == shapes.ROW:
        (inner,) = part["components"]
        return shell | {"components": [_input(inner, inner["label"], sheet)]}
    return shell | {"component": _input(part["component"], part["label"], sheet)}


def _input(part: Json, label: str, sheet: Sheet) -> Json:
    key = part["custom_id"]
    entry = sheet.entries.pop(label, None)
    entry = sheet.entries.pop(key, entry)
    told: Json = {"type": part["type"], "id": part.get("id", 0), "custom_id": key}
    if part["type"] == shapes.TEXT_INPUT:
        return told | {"value": _typed(part, label, entry)}
    if part["type"] == shapes.CHECKBOX:
        return told | {"value": bool(part.get("default") if entry is None else entry)}
    values = chosen(part, label, entry, sheet)
    if part["type"] == shapes.RADIO:
        return told | {"value": values[0] if values else None}
    return told | {"values": values}


def _typed(part: Json, label: str, entry: Entry | None) -> str:
    text = part.get("value") or "" if entry is None else entry
    if not isinstance(text, str):
        raise CannotDo(f"{label!r} is typed, it cannot be {text!r}")
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    if part.get("required", True) and not text:
        raise CannotDo(f"{label!r} cannot be left empty")
    if text and not low <= len(text) <= high:
        raise CannotDo(f"{label!r} takes {low} to {high} characters, not {len(text)}")
    if part.get("style") == 1 and "\n" in text:
        raise CannotDo(f"{label!r} is one line")
    return text


def chosen(part: Json, label: str, entry: Entry | None, sheet: Sheet) -> list[str]:
    """Return the values chosen in a select or group, with what they name put into the sheet."""
    options = part.get("options")
    if entry is None:
        values = [o["value"] for o in options or () if o.get("default")]
    else:
        given = [entry] if isinstance(entry, str) or not isinstance(entry, Sequence) else entry
        values = [_one(part, label, one, sheet) for one in given]
    low, high = _bounds(part)
    if not low <= len(values) <= high and (values or part.get("required", True)):
        raise CannotDo(f"{label!r} takes {low} to {high} of them, not {len(values)}")
    return values


def _bounds(part: Json) -> tuple[int, int]:
    if part["type"] == shapes.RADIO:
        return 1, 1
    many = len(part.get("options") or ()) if part["type"] == shapes.CHECKBOXES else 1
    low, high = part.get("min_values"), part.get("max_values")
    return 1 if low is None else low, many if high is None else high


def _one(part: Json, label: str, one: Chosen, sheet: Sheet) -> str:
    if isinstance(one, User | Role | Channel | File):
        resolve(one, sheet.resolved, sheet.world, sheet.channel)
        return str(one.id)
    options = part.get("options") or []
    for option in options:
        if one in {option["value"], option["label"]}:
            return str(option["value"])
    offers = ", ".join(option["label"] for option in options)
    raise CannotDo(f"{label!r} offers {offers}, not {one!r}")
