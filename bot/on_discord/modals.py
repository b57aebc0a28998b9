"""What is typed or ticked in a modal: the forms, and what comes back from them.

Must not know what happens with an answer.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discord import ui

from bot import press as p
from bot import wording
from bot.domain.markup import GAP, plain
from bot.domain.question import Chosen, Filled, Given, KindName, Listed, Wrote
from bot.domain.replies import Asked, Posed, Problem, Refused
from bot.on_discord import limits, markup
from bot.on_discord.asking import choices
from bot.on_discord.forms import Form, Item, any_of, line_input, one_of
from bot.on_discord.limits import fit

Values = Mapping[str, tuple[str, ...]]
"""What was sent in: by the name of each input, in the order of the form."""

FACT, ESSAY, STEM = 500, 4_000, 1_500
"""Characters of a typed answer, of an answer in points, and of the question above them."""

_EXAMPLES = {
    KindName.NUMBER: "47, 3.5 or 27 million",
    KindName.DATE: "16 April 1922",
    KindName.POINTS: "One point a line",
}
_GAP = re.compile(r"gap\d")
_NEEDED = re.compile(r"text|list|option|gaps\d{1,4}")


def modal_for(asked: Asked) -> Form | None:
    """Return the form to answer a question in; None where it is answered by buttons and selects.

    Its custom id is ``Open`` of the ask.
    """
    posed = asked.posed
    match posed.kind:
        case KindName.TYPED | KindName.NUMBER | KindName.DATE:
            parts = [_typed(posed)]
        case KindName.CLOZE:
            parts = _gaps(posed)
        case KindName.POINTS:
            parts = [_essay(posed)]
        case KindName.CHOICE | KindName.TRUEFALSE if posed.options:
            parts = [_choice(posed)]
        case _:
            return None
    question = _question(posed) if len(parts) < limits.MODAL_PARTS else []
    return Form(p.Open(asked.ask), wording.one_line(posed.theme_title) or "?", *question, *parts)


def _question(posed: Posed) -> list[Item]:
    """Return the question above its inputs: a telephone shows nothing but the form."""
    text = fit(posed.stem, STEM, markup.block)
    return [ui.TextDisplay(text)] if text.strip() else []


def _typed(posed: Posed) -> Item:
    unit = f" ({wording.one_line(posed.unit, 20)})" if posed.unit else ""
    return line_input(
        "text",
        f"Your answer{unit}",
        about=wording.prompt(posed),
        example=_EXAMPLES.get(posed.kind, ""),
        most=FACT,
    )


def _essay(posed: Posed) -> Item:
    return line_input(
        "list",
        "Your points",
        about=wording.prompt(posed),
        example=_EXAMPLES[posed.kind],
        most=ESSAY,
        long=True,
    )


def _choice(posed: Posed) -> Item:
    make = any_of if posed.several else one_of
    return make("option", "Your answer", choices(posed), about=wording.prompt(posed))


def _gaps(posed: Posed) -> list[Item]:
    """Return an input for each gap with the words around it; for many gaps, one of many lines."""
    gaps = max(1, posed.gaps)
    if gaps > limits.MODAL_PARTS:
        about = f"The words for all {gaps} gaps in their order, one on each line."
        return [line_input(f"gaps{gaps}", "Your words", about=about, most=ESSAY, long=True)]
    around = plain(posed.stem).split(GAP)
    return [
        line_input(
            f"gap{number}",
            f"Gap {number}" if gaps > 1 else "The missing words",
            about=_around(around, number),
            most=FACT,
            required=False,
        )
        for number in range(1, gaps + 1)
    ]


def _around(pieces: Sequence[str], number: int) -> str:
    """Return the words before and after a gap."""
    if number >= len(pieces):
        return ""
    before, after = (" ".join(pieces[at].split()) for at in (number - 1, number))
    before = f"…{before[-44:]}" if len(before) > 45 else before
    after = f"{after[:44]}…" if len(after) > 45 else after
    return f"{before} {GAP} {after}"


def submitted(components: Sequence[Mapping[str, Any]]) -> Values:
    """Return what a modal's submit says, from the components as Discord sends them."""
    values: dict[str, tuple[str, ...]] = {}
    for part in components:
        inner = [*part.get("components", ()), *([part["component"]] if "component" in part else [])]
        values |= submitted(inner)
        if "custom_id" in part and not inner:
            values[str(part["custom_id"])] = _values(part)
    return values


def _values(part: Mapping[str, Any]) -> tuple[str, ...]:
    if "values" in part:
        return tuple(map(str, part["values"] or ()))
    value = part.get("value")
    return () if value is None else (str(value),)


def read_modal(values: Values) -> Given | Refused:
    """Return the answer that a form of ``modal_for`` gives."""
    gaps = [name for name in values if _GAP.fullmatch(name)]
    if gaps:
        ordered = sorted(gaps, key=lambda name: (len(name), name))
        return Filled(tuple("".join(values[name]) for name in ordered))
    name = next((name for name in values if _NEEDED.fullmatch(name)), "")
    given = values.get(name, ())
    if not given:
        return Refused(Problem.EMPTY if name else Problem.UNFIT_ANSWER)
    match name:
        case "option":
            return read_choice(given)
        case "list":
            return Listed(given[0])
        case "text":
            return Wrote(given[0])
        case _:
            return _lines(given[0], int(name.removeprefix("gaps")))


def _lines(text: str, gaps: int) -> Filled:
    """Return a line for each gap; lines at the end that nobody wrote are empty."""
    lines = [line.strip() for line in text.rstrip().split("\n")]
    return Filled((*lines, *[""] * (gaps - len(lines))))


def read_choice(values: Sequence[str]) -> Given | Refused:
    """Return the options that a select or a group gives, by their stored indices."""
    if not values:
        return Refused(Problem.EMPTY)
    picks = numbers(values)
    return Refused(Problem.UNFIT_ANSWER) if picks is None else Chosen(picks)


def numbers(values: Sequence[str]) -> tuple[int, ...] | None:
    """Return small numbers, each once, as selects carry them (-1 is none); else None."""
    fit_ = all(
        text == "-1" or (text.isascii() and text.isdecimal() and len(text) < 3) for text in values
    )
    return tuple(dict.fromkeys(map(int, values))) if fit_ else None
