"""What a message is made of: texts, rows of buttons, selects and pictures within a coloured card.

The pieces are what Discord is sent, as plain data: a message is built anew for every press, and
the library's own objects, which can be changed and pressed, would cost more than the answer.
Everything a person reads passes here once, so that no limit of Discord is forgotten. Must not
know replies, nor what a press does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypedDict, cast
from zoneinfo import ZoneInfo

import discord
from discord import ButtonStyle, ui

from bot import press as p
from bot.domain.calendar import local_day
from bot.on_discord import limits, themes
from bot.on_discord.limits import short, size

Option = discord.SelectOption


class Text(TypedDict):
    """A text, in Discord's Markdown."""

    type: Literal[10]
    content: str


class Button(TypedDict):
    """A button that carries a press."""

    type: Literal[2]
    style: int
    label: str
    custom_id: str


class Menu(TypedDict):
    """A select that carries a press."""

    type: Literal[3]
    custom_id: str
    placeholder: str
    min_values: int
    max_values: int
    options: list[Any]  # as the library writes them


class Row(TypedDict):
    """Up to five buttons, or one select."""

    type: Literal[1]
    components: list[Button | Menu]


class Rule(TypedDict):
    """A line across."""

    type: Literal[14]
    divider: bool
    spacing: int


class Gallery(TypedDict):
    """Pictures, with their alt texts."""

    type: Literal[12]
    items: list[Any]


class Download(TypedDict):
    """A file to download."""

    type: Literal[13]
    file: dict[str, str]


class Card(TypedDict):
    """Pieces beside a coloured bar."""

    type: Literal[17]
    accent_color: int
    components: list["Item"]


Item = Text | Row | Rule | Gallery | Download

MORE = "-# …"
"""Stands where lines had to give way."""

SHOWABLE = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Pictures that Discord shows; any other file is offered for download."""


class Layout(ui.LayoutView):
    """A message's components. The library need not keep it: each button carries its own press."""

    def __init__(self, *pieces: Item | Card) -> None:
        # The library's own beginning makes an id, a future and a list for each view, to wait for
        # presses with; this one is over before it begins (``is_finished``), and only read.
        self.pieces = pieces

    def to_components(self) -> list[dict[str, Any]]:
        """Return what Discord is sent."""
        return list(map(dict, self.pieces))

    def has_components_v2(self) -> bool:
        """Return True: a text of its own is one already."""
        return True

    def is_dispatchable(self) -> bool:
        """Return False: no press is ever looked for here."""
        return False

    def is_finished(self) -> bool:
        """Return True: there is nothing to wait for."""
        return True


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send along; ``alt`` says what it shows, in words."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: their clock, zone and language; ``public`` is everybody in a channel."""

    now: datetime
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    locale: str = "en-GB"
    public: bool = False

    @property
    def today(self) -> date:
        """Return the reader's local day, which starts at 04:00."""
        return local_day(self.now, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What to send. ``private`` is for one person's eyes (ephemeral in a server).

    ``replaces``: where a button was pressed on a private message, that message becomes this one;
    a public post becomes it if it is of the same subject.
    """

    view: Layout | None
    files: tuple[Upload, ...] = ()
    private: bool = True
    replaces: bool = False


def button(press: p.Press, label: str, style: ButtonStyle = ButtonStyle.secondary) -> Button | None:
    """Return a button, or None when no button can carry the press (a name from elsewhere)."""
    try:
        carried = p.encode(press)
    except ValueError:
        return None
    said_on = short(label, limits.BUTTON_LABEL)
    return {"type": 2, "style": style.value, "label": said_on, "custom_id": carried}


def primary(press: p.Press, label: str) -> Button | None:
    """Return the button that most people want next."""
    return button(press, label, ButtonStyle.primary)


def rows(*buttons: Button | None) -> list[Item]:
    """Return buttons in rows of five; a press that is there already is left out."""
    fresh: dict[str, Button | Menu] = {}
    for each in buttons:
        if each is not None:
            fresh.setdefault(each["custom_id"], each)
    kept = list(fresh.values())
    return [
        {"type": 1, "components": kept[at : at + limits.ROW_BUTTONS]}
        for at in range(0, len(kept), limits.ROW_BUTTONS)
    ]


def option(label: str, value: str, about: str = "", *, chosen: bool = False) -> Option:
    """Return an option of a select. Raises ``ValueError`` for a value that is too long."""
    if not 1 <= size(value) <= limits.OPTION_VALUE:
        raise ValueError(f"{value[:40]!r} cannot be the value of an option")
    return Option(
        label=short(label, limits.OPTION_LABEL),
        value=value,
        description=short(about, limits.OPTION_DESCRIPTION) if about.strip() else None,
        default=chosen,
    )


def menu(
    press: p.Press, placeholder: str, options: Sequence[Option], *, least: int = 1, most: int = 1
) -> list[Item]:
    """Return a row with a select of at most 25 options; nothing where there is none to choose.

    Only the first of two options with one value stays.
    """
    kept = list({each.value: each for each in reversed(options)}.values())[::-1]
    kept = kept[: limits.SELECT_OPTIONS]
    if not kept:
        return []
    select: Menu = {
        "type": 3,
        "custom_id": p.encode(press),
        "placeholder": short(placeholder, limits.PLACEHOLDER),
        "min_values": min(least, len(kept)),
        "max_values": max(1, min(most, len(kept))),
        "options": [each.to_dict() for each in kept],
    }
    return [{"type": 1, "components": [select]}]


def picker(select: ui.ChannelSelect[Any] | ui.RoleSelect[Any]) -> list[Item]:
    """Return a row with a select whose options are Discord's own: channels, or roles."""
    return [{"type": 1, "components": [cast("Menu", select.to_component_dict())]}]


def said(*lines: str) -> list[Item]:
    """Return the lines that say something as one text; nothing where there are none."""
    text = "\n".join(filter(None, lines))
    return [{"type": 10, "content": text}] if text.strip() else []


def rule() -> Item:
    """Return a line across."""
    return {"type": 14, "divider": True, "spacing": 1}


def shown(upload: Upload | None) -> list[Item]:
    """Return a file as a picture with its alt text, or for download if Discord cannot show it."""
    if upload is None:
        return []
    media = {"url": f"attachment://{upload.name}"}
    if not upload.name.lower().endswith(SHOWABLE):
        return [{"type": 13, "file": media}]
    told = upload.alt.strip()
    alt = {"description": short(upload.alt, limits.ALT_TEXT)} if told else {}
    return [{"type": 12, "items": [{"media": media, **alt}]}]


def card(*groups: Iterable[Item], colour: int = themes.HOUSE) -> Layout:
    """Return a message of one coloured card, its texts within the limit of all of them."""
    pieces = _once([item for group in groups for item in group])
    _keep_within(pieces)
    return Layout({"type": 17, "accent_color": colour, "components": pieces})


def line(text: str, *more: Item) -> Layout:
    """Return a message of a sentence or two, without a card, and what is to stand below it."""
    pieces = [*said(text), *more]
    _keep_within(pieces)
    return Layout(*pieces)


def _once(items: Sequence[Item]) -> list[Item]:
    """Return the items without buttons and selects that are there already: Discord forbids two."""
    seen: set[str] = set()
    kept: list[Item] = []
    for item in items:
        if item["type"] == 1:
            fresh = [each for each in item["components"] if each["custom_id"] not in seen]
            seen.update(each["custom_id"] for each in fresh)
            if fresh:
                kept.append({"type": 1, "components": fresh})
        else:
            kept.append(item)
    return kept


def _fits(texts: Sequence[str]) -> bool:
    """Return whether Discord takes these texts in one message."""
    heavy = sum(len(text.encode("utf-8", "replace")) + limits.TEXT_OVERHEAD for text in texts)
    return heavy <= limits.TEXT_BYTES and sum(map(size, texts)) <= limits.TEXT


def _keep_within(items: Sequence[Item]) -> None:
    """Cut the last lines of the longest texts, with a sign, until all of them fit together."""
    texts = [item for item in items if item["type"] == 10]
    if sum(len(text["content"]) for text in texts) * 2 <= limits.TEXT:
        return  # no character counts for more than two, nor has more than four bytes
    while not _fits([text["content"] for text in texts]):
        longest = max(texts, key=lambda text: size(text["content"]))
        lines = longest["content"].removesuffix(f"\n{MORE}").split("\n")
        kept = lines[:-1]
        longest["content"] = "\n".join([*kept, MORE]) if kept else MORE
