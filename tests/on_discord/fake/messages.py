"""The rules for messages and modals that Discord keeps and its published schema lacks."""

from collections.abc import Collection

from tests.on_discord.fake import components, shapes
from tests.on_discord.fake.components import length
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.wire import SIZE_LIMIT

CONTENT = 2000
EMBEDS = 6000
EMBED_PARTS = {"title": 256, "description": 4096}
TITLE = 45
LABEL = 45
TYPED = 4000
NONCE = 25
FILES = 10
IN_CHANNEL = shapes.SUPPRESS_EMBEDS | shapes.SILENT | shapes.V2
IN_ANSWER = IN_CHANNEL | shapes.EPHEMERAL
IN_EDIT = shapes.SUPPRESS_EMBEDS | shapes.V2
"""Flags that a request may carry. An answer's loading bit is Discord's own."""

IN_LABEL = frozenset(
    {
        *shapes.SELECTS,
        shapes.TEXT_INPUT,
        shapes.FILE_UPLOAD,
        shapes.RADIO,
        shapes.CHECKBOXES,
        shapes.CHECKBOX,
    }
)


def of_message(
    body: Json,
    *,
    flags: int,
    files: dict[str, bytes],
    kept: Collection[str] = (),
    was_v2: bool = False,
) -> list[str]:
    """Return what is wrong with a message's body.

    `flags` are the bits that may be sent; `kept` the names of files that an edited message goes on
    showing; `was_v2` tells that it had Components V2, which no edit takes away.
    """
    sent = body.get("flags") or 0
    v2 = was_v2 or bool(sent & shapes.V2)
    wrong = [f"flags: {sent} holds a bit that cannot be sent"] * bool(sent & ~flags)
    wrong += length(body.get("content") or "", "", "content", 0, CONTENT)
    wrong += length(str(body.get("nonce") or ""), "", "nonce", 0, NONCE)
    if v2:
        old = [key for key in ("content", "embeds", "poll", "sticker_ids") if body.get(key)]
        wrong += [f"{key}: cannot stand beside Components V2" for key in old]
    names = {*kept, *files}
    wrong += components.of_message(body.get("components") or [], v2=v2, names=names)
    wrong += embeds(body.get("embeds") or []) + poll(body.get("poll"))
    return wrong + mentions(body.get("allowed_mentions")) + uploads(body, files)


def is_empty(body: Json, files: dict[str, bytes]) -> bool:
    """Tell whether a new message says nothing at all."""
    spoken = (body.get("content") or "").strip()
    others = ("embeds", "components", "poll", "sticker_ids")
    return not files and not spoken and not any(body.get(key) for key in others)


def embeds(given: list[Json]) -> list[str]:
    """Return what is wrong with embeds."""
    wrong = [f"embeds: {len(given)}, 10 allowed"] * (len(given) > 10)
    total = 0
    for index, embed in enumerate(given):
        at, fields = f"embeds[{index}]", embed.get("fields") or []
        said = {key: embed.get(key) or "" for key in EMBED_PARTS}
        said["footer"] = (embed.get("footer") or {}).get("text") or ""
        said["author"] = (embed.get("author") or {}).get("name") or ""
        for key, text in said.items():
            high = {**EMBED_PARTS, "footer": 2048, "author": 256}[key]
            wrong += length(text, at, key, 0, high)
        wrong += [f"{at}: {len(fields)} fields, 25 allowed"] * (len(fields) > 25)
        for field in fields:
            wrong += length(field.get("name"), at, "field name", 1, 256)
            wrong += length(field.get("value"), at, "field value", 1, 1024)
        total += sum(map(len, said.values()))
        total += sum(len(f.get("name", "")) + len(f.get("value", "")) for f in fields)
    return wrong + [f"embeds: {total} characters, {EMBEDS} allowed"] * (total > EMBEDS)


def poll(given: Json | None) -> list[str]:
    """Return what is wrong with a native poll."""
    if given is None:
        return []
    answers = given.get("answers") or []
    wrong = length(given["question"].get("text"), "poll", "question", 1, 300)
    wrong += [f"poll: {len(answers)} answers, 1 to 10 allowed"] * (not 1 <= len(answers) <= 10)
    for answer in answers:
        wrong += length(answer["poll_media"].get("text"), "poll", "answer", 1, 55)
    hours = given.get("duration") or 24
    return wrong + [f"poll: {hours} hours, 768 allowed"] * (not 1 <= hours <= 768)


def mentions(given: Json | None) -> list[str]:
    """Return what is wrong with allowed_mentions."""
    if given is None:
        return []
    wrong = []
    for kind in ("users", "roles"):
        if kind in (given.get("parse") or ()) and given.get(kind):
            wrong.append(f"allowed_mentions: {kind} are parsed and listed at once")
        wrong += [f"allowed_mentions: over 100 {kind}"] * (len(given.get(kind) or ()) > 100)
    return wrong


def uploads(body: Json, files: dict[str, bytes]) -> list[str]:
    """Return what is wrong with the files of a message."""
    listed = body.get("attachments") or []
    wrong = [f"attachments: {len(listed)}, {FILES} allowed"] * (len(listed) > FILES)
    for item in listed:
        wrong += length(item.get("description") or "", "attachments", "description", 0, 1024)
    for name, content in files.items():
        wrong += [f"files: {name} has {len(content)} bytes, {SIZE_LIMIT} allowed"] * (
            len(content) > SIZE_LIMIT
        )
    return wrong


def of_modal(data: Json) -> list[str]:
    """Return what is wrong with a modal."""
    wrong = length(data.get("title"), "modal", "title", 1, TITLE)
    wrong += length(data.get("custom_id"), "modal", "custom_id", 1, components.CUSTOM_ID)
    rows = data.get("components") or []
    wrong += [f"modal: {len(rows)} parts, 1 to 5 allowed"] * (not 1 <= len(rows) <= 5)
    for index, row in enumerate(rows):
        wrong += _part(row, f"components[{index}]")
    ids = [c["custom_id"] for c in components.walk(rows) if c.get("custom_id")]
    return wrong + ["modal: a custom_id stands twice"] * (len(set(ids)) < len(ids))


def _part(part: Json, where: str) -> list[str]:
    if part["type"] == shapes.TEXT_DISPLAY:
        return length(part.get("content"), where, "content", 1, components.TEXT)
    if part["type"] == shapes.ROW:
        (field,) = part["components"]
        wrong = length(field.get("label"), where, "label", 1, LABEL)
        return wrong + _input(field, where)
    if part["type"] != shapes.LABEL:
        return [f"{where}: type {part['type']} cannot stand in a modal"]
    wrong = length(part.get("label"), where, "label", 1, LABEL)
    wrong += length(part.get("description") or "", where, "description", 0, 100)
    return wrong + _input(part["component"], f"{where}.component")


def _input(field: Json, where: str) -> list[str]:
    kind = field["type"]
    if kind not in IN_LABEL:
        return [f"{where}: type {kind} cannot stand in a label"]
    if kind == shapes.TEXT_INPUT:
        return components.custom_id(field, where) + _typed(field, where)
    if kind in shapes.SELECTS:
        return components.select(field, where, modal=True)
    if kind in {shapes.RADIO, shapes.CHECKBOXES}:
        low = 2 if kind == shapes.RADIO else 1
        return components.custom_id(field, where) + components.options(field, where, low, 10)
    return components.custom_id(field, where)


def _typed(field: Json, where: str) -> list[str]:
    wrong = length(field.get("placeholder") or "", where, "placeholder", 0, 100)
    wrong += length(field.get("value") or "", where, "value", 0, TYPED)
    low, high = field.get("min_length") or 0, field.get("max_length") or TYPED
    wrong += [f"{where}: from {low} to {high} characters"] * (not 0 <= low <= high <= TYPED)
    wrong += [f"{where}: no such style"] * (field.get("style") not in {1, 2})
    default = len(field.get("value") or "")
    return wrong + [f"{where}: prefilled with {default}, {high} allowed"] * (default > high)
