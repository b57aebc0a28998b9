"""Reads a rendered reply as Discord would receive it, and says what it would refuse."""

from bot import press
from bot.on_discord import limits
from bot.on_discord.layouts import Rendered
from bot.on_discord.limits import size
from tests.on_discord.fake import components, schema
from tests.on_discord.fake.shapes import Json

V2 = 1 << 15


def payload(rendered: Rendered) -> list[Json]:
    """Return the components of a rendered reply."""
    assert rendered.view is not None
    found: list[Json] = rendered.view.to_components()
    return found


def texts(rendered: Rendered) -> str:
    """Return everything the message says, a text below the other."""
    return "\n".join(components.texts(payload(rendered)))


def presses(rendered: Rendered) -> list[str]:
    """Return the custom ids of all buttons and selects."""
    return [c["custom_id"] for c in components.walk(payload(rendered)) if "custom_id" in c]


def carried(rendered: Rendered) -> list[press.Press | None]:
    """Return what its buttons and selects mean."""
    return [press.decode(text) for text in presses(rendered)]


def selects(rendered: Rendered) -> list[Json]:
    """Return its selects."""
    return [c for c in components.walk(payload(rendered)) if c["type"] == 3]


def labels(rendered: Rendered) -> list[str]:
    """Return what stands on the buttons."""
    return [c["label"] for c in components.walk(payload(rendered)) if c["type"] == 2]


def options(rendered: Rendered) -> list[str]:
    """Return what can be chosen in selects."""
    found = (c.get("options") or [] for c in components.walk(payload(rendered)))
    return [option["label"] for given in found for option in given]


def wrong(rendered: Rendered, *, published: bool = False) -> list[str]:
    """Return what Discord would refuse about a message, by its own schema too if ``published``."""
    found = payload(rendered)
    names = {upload.name for upload in rendered.files}
    said = components.of_message(found, v2=True, names=names)
    said += [f"press of {len(id_)} bytes" for id_ in presses(rendered) if len(id_.encode()) > 64]
    total = sum(map(size, components.texts(found)))
    said += [f"{total} units of text"] * (total > limits.TEXT)
    said += [f"{u.name} is too large" for u in rendered.files if len(u.data) > 10 * 2**20]
    whole = schema.load() if published else None
    if whole is not None:
        body = {"components": found, "flags": V2, "attachments": []}
        said += whole.wrong("POST", "/channels/1/messages", body)
    return said
