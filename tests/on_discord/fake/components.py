"""Trees of components: walking them, and the rules for those of a message.

Every rule gives sentences of the form ``where: what is wrong``; no sentence means valid.
"""

from collections import Counter
from collections.abc import Iterator

from tests.on_discord.fake import shapes
from tests.on_discord.fake.shapes import Json

COMPONENTS = 40
TEXT = 4000
CUSTOM_ID = 100
BUTTON_LABEL = 80
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
ALT_TEXT = 1024
"""Discord's limits, in characters or pieces."""

TEXT_BYTES, TEXT_OVERHEAD = 10_170, 12
"""Bytes of all texts, each counting for some more: what people have measured, not documented."""

TOP = {shapes.ROW, *shapes.V2_ONLY} - {shapes.THUMBNAIL}
IN_CONTAINER = TOP - {shapes.CONTAINER}


def walk(components: list[Json]) -> Iterator[Json]:
    """Give every component, parents before children."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for inner in ("accessory", "component"):
            if isinstance(component.get(inner), dict):
                yield from walk([component[inner]])


def texts(components: list[Json]) -> list[str]:
    """Return what the text displays say, from top to bottom."""
    return [c["content"] for c in walk(components) if c["type"] == shapes.TEXT_DISPLAY]


def numbered(components: list[Json]) -> list[Json]:
    """Give each component without a number one of its own, as Discord does; in place."""
    taken = {c["id"] for c in walk(components) if c.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for component in walk(components):
        if not component.get("id"):
            component["id"] = next(free)
    return components


def media(components: list[Json]) -> Iterator[Json]:
    """Give every media object that has a ``url``."""
    for component in walk(components):
        for key in ("media", "file"):
            if isinstance(component.get(key), dict):
                yield component[key]
        for item in component.get("items") or []:
            yield item["media"]


def of_message(components: list[Json], *, v2: bool, names: set[str]) -> list[str]:
    """Return what is wrong with a message's components; `names` are the files it can show."""
    wrong: list[str] = []
    if not v2:
        wrong += [f"components: {len(components)} rows, 5 allowed"] * (len(components) > 5)
        late = [c for c in walk(components) if c["type"] in shapes.V2_ONLY]
        wrong += ["components: needs the flag IS_COMPONENTS_V2"] * bool(late)
    total = list(walk(components))
    wrong += [f"components: {len(total)}, {COMPONENTS} allowed"] * (len(total) > COMPONENTS)
    said = sum(map(len, texts(components)))
    wrong += [f"components: {said} characters of text, {TEXT} allowed"] * (said > TEXT)
    heavy = sum(len(text.encode()) + TEXT_OVERHEAD for text in texts(components))
    wrong += [f"components: {heavy} bytes of text, {TEXT_BYTES} allowed"] * (heavy > TEXT_BYTES)
    wrong += _twice(total)
    for index, component in enumerate(components):
        where = f"components[{index}]"
        if component["type"] not in TOP:
            wrong.append(f"{where}: type {component['type']} cannot stand here")
        wrong += _one(component, where)
    wrong += [
        f"components: shows {m['url']}, which is no file of this message"
        for m in media(components)
        if m["url"].startswith("attachment://") and m["url"][13:] not in names
    ]
    return wrong


def _twice(components: list[Json]) -> list[str]:
    wrong = []
    for key in ("custom_id", "id"):
        count = Counter(c[key] for c in components if c.get(key))
        wrong += [
            f"components: {key} {value!r} stands twice" for value, n in count.items() if n > 1
        ]
    return wrong


def _one(component: Json, where: str) -> list[str]:
    kind = component["type"]
    if kind == shapes.ROW:
        return _row(component, where)
    if kind == shapes.TEXT_DISPLAY:
        return length(component.get("content"), where, "content", 1, TEXT)
    if kind == shapes.SECTION:
        return _section(component, where)
    if kind == shapes.GALLERY:
        return _gallery(component.get("items") or [], where)
    if kind == shapes.CONTAINER:
        return _container(component, where)
    return []


def _container(component: Json, where: str) -> list[str]:
    inner = component.get("components") or []
    wrong = [f"{where}: an empty container"] * (not inner)
    colour = component.get("accent_color")
    wrong += [f"{where}: no such colour"] * (colour is not None and not 0 <= colour <= 0xFFFFFF)
    for index, child in enumerate(inner):
        at = f"{where}.components[{index}]"
        if child["type"] not in IN_CONTAINER:
            wrong.append(f"{at}: type {child['type']} cannot stand in a container")
        wrong += _one(child, at)
    return wrong


def _section(component: Json, where: str) -> list[str]:
    inner, accessory = component.get("components") or [], component.get("accessory") or {}
    wrong = [f"{where}: {len(inner)} texts, 1 to 3 allowed"] * (not 1 <= len(inner) <= 3)
    wrong += [f"{where}: only texts in a section"] * any(
        child["type"] != shapes.TEXT_DISPLAY for child in inner
    )
    for index, child in enumerate(inner):
        wrong += _one(child, f"{where}.components[{index}]")
    if accessory.get("type") == shapes.BUTTON:
        return wrong + _button(accessory, f"{where}.accessory")
    if accessory.get("type") == shapes.THUMBNAIL:
        text = accessory.get("description")
        return wrong + length(text or "", f"{where}.accessory", "description", 0, ALT_TEXT)
    return [*wrong, f"{where}: a section needs a button or a thumbnail beside it"]


def _gallery(items: list[Json], where: str) -> list[str]:
    wrong = [f"{where}: {len(items)} pictures, 1 to 10 allowed"] * (not 1 <= len(items) <= 10)
    for index, item in enumerate(items):
        text = item.get("description") or ""
        wrong += length(text, f"{where}.items[{index}]", "description", 0, ALT_TEXT)
    return wrong


def _row(component: Json, where: str) -> list[str]:
    inner = component.get("components") or []
    kinds = {child["type"] for child in inner}
    if not inner:
        return [f"{where}: an empty row"]
    if kinds == {shapes.BUTTON}:
        wrong = [f"{where}: {len(inner)} buttons in a row, 5 allowed"] * (len(inner) > 5)
        for index, button in enumerate(inner):
            wrong += _button(button, f"{where}.components[{index}]")
        return wrong
    if len(inner) == 1 and kinds <= shapes.SELECTS:
        return select(inner[0], f"{where}.components[0]")
    return [f"{where}: a row holds buttons, or one select"]


def _button(button: Json, where: str) -> list[str]:
    wrong = length(button.get("label") or "", where, "label", 0, BUTTON_LABEL)
    wrong += [f"{where}: neither label nor emoji"] * (
        not button.get("label") and not button.get("emoji")
    )
    if button.get("style") not in {1, 2, 3, 4, shapes.LINK}:
        return [*wrong, f"{where}: style {button.get('style')!r} is unknown"]
    if button["style"] == shapes.LINK:
        wrong += [f"{where}: a link has no custom_id"] * ("custom_id" in button)
        return wrong + length(button.get("url"), where, "url", 1, 512)
    wrong += [f"{where}: only a link has a url"] * bool(button.get("url"))
    return wrong + custom_id(button, where)


def custom_id(component: Json, where: str) -> list[str]:
    """Return what is wrong with a component's custom_id."""
    return length(component.get("custom_id"), where, "custom_id", 1, CUSTOM_ID)


def select(component: Json, where: str, *, modal: bool = False) -> list[str]:
    """Return what is wrong with a select, in a message or in a modal."""
    wrong = custom_id(component, where)
    wrong += length(component.get("placeholder") or "", where, "placeholder", 0, PLACEHOLDER)
    wrong += [f"{where}: disabled in a modal"] * bool(modal and component.get("disabled"))
    if component["type"] == shapes.STRING_SELECT:
        wrong += options(component, where, 1, OPTIONS)
    return wrong + _bounds(component, where, modal=modal)


def _bounds(component: Json, where: str, *, modal: bool) -> list[str]:
    low, high = component.get("min_values"), component.get("max_values")
    low, high = 1 if low is None else low, 1 if high is None else high
    found = len(component.get("options") or ()) if component["type"] == shapes.STRING_SELECT else 25
    wrong = [f"{where}: from {low} to {high} values"] * (not 0 <= low <= high or high < 1)
    wrong += [f"{where}: up to {high} of {found} options"] * (high > found)
    if modal and component.get("required", True) and low == 0:
        wrong.append(f"{where}: required, and yet nothing need be chosen")
    return wrong


def options(component: Json, where: str, low: int, high: int) -> list[str]:
    """Return what is wrong with the options of a select, radio or checkbox group."""
    given = component.get("options") or []
    wrong = [f"{where}: {len(given)} options, {low} to {high} allowed"] * (
        not low <= len(given) <= high
    )
    for index, option in enumerate(given):
        at = f"{where}.options[{index}]"
        wrong += length(option.get("label"), at, "label", 1, OPTION_TEXT)
        wrong += length(option.get("value"), at, "value", 1, OPTION_TEXT)
        wrong += length(option.get("description") or "", at, "description", 0, OPTION_TEXT)
    values = Counter(option.get("value") for option in given)
    wrong += [f"{where}: two options are {v!r}" for v, n in values.items() if n > 1]
    chosen = sum(bool(option.get("default")) for option in given)
    allowed = 1 if component["type"] == shapes.RADIO else component.get("max_values") or 1
    if component["type"] == shapes.CHECKBOXES:
        allowed = component.get("max_values") or len(given)
    return wrong + [f"{where}: {chosen} defaults, {allowed} allowed"] * (chosen > allowed)


def length(text: object, where: str, what: str, low: int, high: int) -> list[str]:
    """Return a sentence when a text is missing, too short or too long."""
    if not isinstance(text, str):
        return [f"{where}.{what}: is required"]
    if low <= len(text) <= high:
        return []
    return [f"{where}.{what}: {len(text)} characters, {low} to {high} allowed"]
