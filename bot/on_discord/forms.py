"""The pieces of a modal, each within Discord's limits. Must not know replies or questions.

A modal carries a press as its custom id, so that what is sent in is understood after a restart.
"""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot import press as p
from bot.on_discord import limits
from bot.on_discord.layouts import Option
from bot.on_discord.limits import short, size

Item = ui.Item[Any]
Label = ui.Label[Any]


class Form(ui.Modal):
    """A modal that carries a press. The library need not keep it: what comes back says enough."""

    def __init__(self, press: p.Press, title: str, *parts: Item) -> None:
        super().__init__(
            title=short(title, limits.MODAL_TITLE), custom_id=p.encode(press), timeout=None
        )
        for part in parts:
            self.add_item(part)

    def is_finished(self) -> bool:
        """Return True: there is nothing to wait for."""
        return True


def line_input(
    name: str,
    label: str,
    *,
    about: str = "",
    default: str = "",
    example: str = "",
    most: int = limits.INPUT_TEXT,
    long: bool = False,
    required: bool = True,
) -> Label:
    """Return a text input called ``name``, of one line or, if ``long``, of several.

    Raises ``ValueError`` for a default that is longer than ``most`` or than Discord takes.
    """
    most = min(most, limits.INPUT_TEXT)
    if size(default) > most:
        raise ValueError(f"a default of {len(default)} characters does not fit an input of {most}")
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    return labelled(
        label,
        about,
        ui.TextInput(
            custom_id=name,
            style=style,
            default=default or None,
            placeholder=short(example, limits.INPUT_PLACEHOLDER) if example else None,
            required=required,
            max_length=most,
        ),
    )


def labelled(label: str, about: str, item: Item) -> Label:
    """Return an input with its label, and with what to expect of it."""
    described = short(about, limits.MODAL_DESCRIPTION) if about.strip() else None
    return ui.Label(text=short(label, limits.MODAL_LABEL), description=described, component=item)


def one_of(name: str, label: str, options: Sequence[Option], *, about: str = "") -> Label:
    """Return a choice of one: a radio group of 2 to 10 options, else a select."""
    if 2 <= len(options) <= limits.RADIO_OPTIONS:
        radios = [
            discord.RadioGroupOption(
                label=each.label,
                value=each.value,
                description=each.description,
                default=each.default,
            )
            for each in options
        ]
        return labelled(label, about, ui.RadioGroup(custom_id=name, options=radios))
    kept = list(options[: limits.SELECT_OPTIONS])
    return labelled(label, about, ui.Select(custom_id=name, options=kept))


def any_of(
    name: str, label: str, options: Sequence[Option], *, about: str = "", required: bool = True
) -> Label:
    """Return a choice of any number: a checkbox group of up to 10 options, else a select."""
    if len(options) <= limits.CHECKBOXES:
        boxes = [
            discord.CheckboxGroupOption(
                label=each.label,
                value=each.value,
                description=each.description,
                default=each.default,
            )
            for each in options
        ]
        group: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
            custom_id=name, options=boxes, required=required, min_values=int(required)
        )
        return labelled(label, about, group)
    kept = list(options[: limits.SELECT_OPTIONS])
    select: ui.Select[Any] = ui.Select(
        custom_id=name,
        options=kept,
        required=required,
        min_values=int(required),
        max_values=len(kept),
    )
    return labelled(label, about, select)
