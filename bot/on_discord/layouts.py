"""What a message is made of: texts, rows of buttons, selects and pictures within a coloured card.

Everything a person reads passes here once, so that no limit of Discord is forgotten. Must not
know replies, nor what a press does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ButtonStyle, ui

from bot import press as p
from bot.domain.calendar import local_day
from bot.on_discord import limits, themes
from bot.on_discord.limits import short, size

Item = ui.Item[Any]
Option = discord.SelectOption

MORE = "-# …"
"""Stands where lines had to give way."""

SHOWABLE = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Pictures that Discord shows; any other file is offered for download."""


class Layout(ui.LayoutView):
    """A message's components. The library need not keep it: each button carries its own press."""

    def __init__(self, *items: Item) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)

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


def button(
    press: p.Press, label: str, style: ButtonStyle = ButtonStyle.secondary
) -> ui.Button[Any] | None:
    """Return a button, or None when no button can carry the press (a name from elsewhere)."""
    try:
        carried = p.encode(press)
    except ValueError:
        return None
    return ui.Button(label=short(label, limits.BUTTON_LABEL), style=style, custom_id=carried)


def primary(press: p.Press, label: str) -> ui.Button[Any] | None:
    """Return the button that most people want next."""
    return button(press, label, ButtonStyle.primary)


def rows(*buttons: ui.Button[Any] | None) -> list[Item]:
    """Return buttons in rows of five; a press that is there already is left out."""
    fresh = {each.custom_id: each for each in reversed(buttons) if each is not None}
    kept = list(reversed(fresh.values()))
    return [
        ui.ActionRow(*kept[at : at + limits.ROW_BUTTONS])
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
    select: ui.Select[Any] = ui.Select(
        custom_id=p.encode(press),
        placeholder=short(placeholder, limits.PLACEHOLDER),
        min_values=min(least, len(kept)),
        max_values=max(1, min(most, len(kept))),
        options=kept,
    )
    return [ui.ActionRow(select)]


def said(*lines: str) -> list[Item]:
    """Return the lines that say something as one text; nothing where there are none."""
    text = "\n".join(line for line in lines if line)
    return [ui.TextDisplay(text)] if text.strip() else []


def rule() -> Item:
    """Return a line across."""
    return ui.Separator(visible=True, spacing=discord.SeparatorSpacing.small)


def shown(upload: Upload | None) -> list[Item]:
    """Return a file as a picture with its alt text, or for download if Discord cannot show it."""
    if upload is None:
        return []
    reference = f"attachment://{upload.name}"
    if upload.name.lower().endswith(SHOWABLE):
        alt = short(upload.alt, limits.ALT_TEXT) if upload.alt.strip() else None
        return [ui.MediaGallery(discord.MediaGalleryItem(reference, description=alt))]
    return [ui.File(reference)]


def card(*groups: Iterable[Item], colour: int = themes.HOUSE) -> Layout:
    """Return a message of one coloured card, its texts within the limit of all of them."""
    items = _once([item for group in groups for item in group])
    _keep_within([item for item in items if isinstance(item, ui.TextDisplay)])
    return Layout(ui.Container(*items, accent_colour=colour))


def _once(items: Sequence[Item]) -> list[Item]:
    """Return the items without buttons and selects that are there already: Discord forbids two."""
    seen: set[str] = set()
    kept: list[Item] = []
    for item in items:
        if isinstance(item, ui.ActionRow):
            for child in item.children:
                custom_id = getattr(child, "custom_id", "")
                if custom_id in seen:
                    item.remove_item(child)
                seen.add(custom_id)
            if not item.children:
                continue
        kept.append(item)
    return kept


def line(text: str) -> Layout:
    """Return a message of a sentence or two, without a card."""
    items = said(text)
    _keep_within([item for item in items if isinstance(item, ui.TextDisplay)])
    return Layout(*items)


def _keep_within(texts: Sequence[ui.TextDisplay[Any]]) -> None:
    """Cut the last lines of the longest texts, with a sign, until all of them fit together."""
    while sum(size(text.content) for text in texts) > limits.TEXT:
        longest = max(texts, key=lambda text: size(text.content))
        lines = longest.content.removesuffix(f"\n{MORE}").split("\n")
        kept = lines[:-1]
        longest.content = "\n".join([*kept, MORE]) if kept else MORE
