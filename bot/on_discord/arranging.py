"""Putting in order and matching, step by step: a select for each step, its state on the button.

Every step is a message of one's own that replaces the one before; nothing is kept anywhere else.
Must not know how an answer is marked.
"""

from collections.abc import Sequence

from bot import press as p
from bot import wording
from bot.domain.arranging import Picks, completed, fits, one_back, pool
from bot.domain.arranging import arranged as arranged
from bot.domain.markup import plain
from bot.domain.question import KindName
from bot.domain.replies import Asked, Posed, Shown
from bot.on_discord import markup, themes
from bot.on_discord.asking import OPTIONS, kicker, pictured, stem
from bot.on_discord.layouts import (
    Item,
    Option,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    menu,
    option,
    primary,
    rows,
    said,
)
from bot.on_discord.limits import SELECT_OPTIONS, fit
from bot.wording import Label


def arranging(
    reply: Asked, picks: Picks, viewer: Viewer, attached: Upload | None = None
) -> Rendered:
    """Return how far an order or a match has come, and the select for its next step.

    ``picks`` that do not fit the question are taken as none at all.
    """
    posed = reply.posed
    picks = picks if fits(posed, picks) else ()
    picks = completed(posed, picks)
    done = len(picks) >= len(posed.options)
    view = card(
        said(kicker(posed, wording.kind_name(posed.kind).capitalize()), stem(posed)),
        pictured(posed, attached) if not picks else [],
        said(*_so_far(posed, picks)),
        said(f"*{markup.literal(wording.step_prompt(posed, len(picks)))}*"),
        [] if done else _step(reply, picks),
        _buttons(reply, picks, done=done),
        colour=themes.colour_of(posed.theme),
    )
    files = (attached,) if attached and not picks else ()
    return Rendered(view=view, files=files, replaces=True)


def picked(picks: Picks, value: str) -> Picks | None:
    """Return the picks after one more step; None for a value that is none of ours."""
    if value == str(p.NONE):
        return (*picks, p.NONE)
    if not (value.isascii() and value.isdecimal() and len(value) < 3) or int(value) in picks:
        return None
    return (*picks, int(value))


def _so_far(posed: Posed, picks: Picks) -> list[str]:
    """Return what stands so far: the items in their new order, or each left side's partner."""
    room = max(24, OPTIONS // max(1, 2 * len(posed.options)))
    texts = {each.index: fit(each.text, room, markup.inline) for each in pool(posed)}
    if posed.kind is KindName.ORDER:
        return [f"**{place}** {texts[pick]}" for place, pick in enumerate(picks, 1)]
    lines = []
    for place, left in enumerate(posed.options):
        name = fit(left.text, room, markup.inline)
        if place < len(picks):
            lines.append(f"**{name}** → {texts.get(picks[place], wording.Label.NONE_OF_THESE)}")
        else:
            lines.append(f"▸ **{name}** → ?" if place == len(picks) else f"**{name}**")
    return lines


def _step(reply: Asked, picks: Picks) -> list[Item]:
    posed = reply.posed
    left = [option(plain(each.text), str(each.index)) for each in _left(pool(posed), picks)]
    if posed.kind is KindName.MATCH:
        left = [*left[: SELECT_OPTIONS - 1], _none()]
    return menu(p.Arrange(reply.ask, picks), wording.step_prompt(posed, len(picks)), left)


def _left(items: Sequence[Shown], picks: Picks) -> list[Shown]:
    return [each for each in items if each.index not in picks]


def _none() -> Option:
    return option(wording.Label.NONE_OF_THESE, str(p.NONE))


def _buttons(reply: Asked, picks: Picks, *, done: bool) -> list[Item]:
    """Return what goes below the step: sending, a step back, starting over, giving up."""
    ask, back = reply.ask, one_back(reply.posed, picks)
    return rows(
        primary(p.Arranged(ask, picks), Label.SEND_ANSWER) if done else None,
        button(p.Arrange(ask, back), Label.STEP_BACK) if back else None,
        button(p.Arrange(ask, ()), Label.START_OVER) if picks else None,
        button(p.GiveUp(ask), Label.DONT_KNOW),
    )
