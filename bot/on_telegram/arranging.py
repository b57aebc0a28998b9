"""Answers of several steps: an order, a match, several options, the points of a mark scheme.

Every step is a tap; the message of one's own changes with it, and what was picked stands on its
keys, so that nothing is kept anywhere else. Must not know how an answer is marked.
"""

from collections.abc import Mapping

from bot import press as p
from bot import wording
from bot.domain.arranging import NONE, Picks, completed, fits, one_back, pool
from bot.domain.markup import plain
from bot.domain.question import KindName
from bot.domain.replies import Asked, PointsProposed, Posed
from bot.on_telegram import limits, markup
from bot.on_telegram.asking import (
    LETTERS,
    OPTIONS,
    STEPWISE,
    alt,
    clock,
    fits_on_key,
    is_short,
    kicker,
    lettered,
    others,
    pictured,
    stem,
)
from bot.on_telegram.keyboards import Row, column, key, primary, rows
from bot.on_telegram.limits import fit, short
from bot.on_telegram.markup import EMPTY, Html, bold, italic, lines, literal, phrase, quotation
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.paging import message
from bot.wording import Label, by_message

TICKED, EMPTY_BOX = "☑", "☐"
MARK_SCHEME = 25
"""Points of a mark scheme that a key can carry."""


def is_stepwise(posed: Posed) -> bool:
    """Return whether a question is answered in steps, in private."""
    return posed.kind in STEPWISE or (posed.kind is KindName.CHOICE and posed.several)


def arranging(
    reply: Asked | PointsProposed, picks: Picks, viewer: Viewer, attached: Upload | None = None
) -> Rendered:
    """Return how far an answer in steps has come, and the keys for its next step.

    ``picks`` that do not fit the question are taken as none at all.
    """
    if isinstance(reply, PointsProposed):
        return points(reply, picks)
    if reply.posed.kind in STEPWISE:
        return _in_steps(reply, picks, viewer, attached)
    return _several(reply, picks, viewer, attached)


def _in_steps(reply: Asked, picks: Picks, viewer: Viewer, attached: Upload | None) -> Rendered:
    posed = reply.posed
    picks = completed(posed, picks if fits(posed, picks) else ())
    done = len(picks) >= len(posed.options)
    photo, document = pictured(attached)
    return message(
        lines(_kicker(reply), alt(posed, attached)),
        stem(posed),
        *_so_far(posed, picks),
        lines(
            italic(literal(wording.step_prompt(posed, len(picks)))),
            clock(reply, viewer),
        ),
        keys=([] if done else _step(reply, picks), _below(reply, picks, viewer, done=done)),
        photo=photo,
        document=document,
        replaces=True,
        alert=short(wording.step_prompt(posed, len(picks)), limits.ALERT),
    )


def _kicker(reply: Asked) -> Html:
    first = wording.step_name(reply.step) if reply.step else wording.source_name(reply.source)
    return kicker(reply.posed, first)


def _so_far(posed: Posed, picks: Picks) -> tuple[Html, Html]:
    """Return what stands so far, and what is left to pick from where its keys have letters.

    What stands are the items in their new order, or the left sides with their partners.
    """
    room = max(24, OPTIONS // max(1, len(posed.options) + len(posed.rights)))
    texts = {each.index: fit(each.text, room, markup.inline) for each in pool(posed)}
    left = [
        phrase("{} {}", bold(literal(sign)), texts[index])
        for index, sign in signs(posed).items()
        if sign and index not in picks
    ]
    if posed.kind is KindName.ORDER:
        placed = (
            phrase("{} {}", bold(literal(f"{place}.")), texts[pick])
            for place, pick in enumerate(picks, 1)
        )
        return lines(*placed), lines(*left)
    return lines(*_pairs(posed, picks, texts)), lines(*left)


def signs(posed: Posed) -> dict[int, str]:
    """Return the letter of each item that is picked from; none where its key says it all."""
    items = pool(posed)
    short_ones = all(fits_on_key(plain(each.text)) for each in items)
    return {
        each.index: "" if short_ones else sign for sign, each in zip(LETTERS, items, strict=False)
    }


def _pairs(posed: Posed, picks: Picks, texts: Mapping[int, Html]) -> list[Html]:
    room = max(24, OPTIONS // max(1, len(posed.options) + len(posed.rights)))
    found = []
    for place, side in enumerate(posed.options):
        named = bold(fit(side.text, room, markup.inline))
        if place < len(picks):
            partner = texts.get(picks[place], literal(Label.NONE_OF_THESE))
            found.append(phrase("{} → {}", named, partner))
        else:
            found.append(phrase("▸ {} → ?", named) if place == len(picks) else named)
    return found


def _step(reply: Asked, picks: Picks) -> list[Row]:
    """Return a key for each item that is left: what stands so far, and this one."""
    posed = reply.posed
    letters = signs(posed)
    found = [
        key(p.Arrange(reply.ask, (*picks, each.index)), letters[each.index] or plain(each.text))
        for each in pool(posed)
        if each.index not in picks and each.index in letters
    ]
    if posed.kind is KindName.MATCH:
        found.append(key(p.Arrange(reply.ask, (*picks, NONE)), Label.NONE_OF_THESE))
    return rows(*found)


def _below(reply: Asked, picks: Picks, viewer: Viewer, *, done: bool) -> list[Row]:
    """Return what goes below the step: sending, a step back, starting over, giving up."""
    ask, back = reply.ask, one_back(reply.posed, picks)
    sending = primary(p.Arranged(ask, picks), Label.SEND_ANSWER) if done else None
    undoing = (
        key(p.Arrange(ask, back), Label.STEP_BACK) if back else None,
        key(p.Arrange(ask, ()), Label.START_OVER) if picks else None,
    )
    return [*column(sending), *rows(*undoing), *others(reply, viewer)]


def _several(reply: Asked, picks: Picks, viewer: Viewer, attached: Upload | None) -> Rendered:
    """Return a choice of several: a box before each option, ticked by a tap."""
    posed, known = reply.posed, {each.index for each in reply.posed.options}
    picks = tuple(sorted(set(picks))) if set(picks) <= known else ()
    worded = is_short(posed)
    room = max(24, OPTIONS // max(1, len(posed.options)))
    photo, document = pictured(attached)
    boxes = [
        key(
            p.Arrange(reply.ask, toggled(picks, each.index)),
            box(each.index in picks, plain(wording.option_source(posed, each)) if worded else sign),
        )
        for sign, each in zip(LETTERS, posed.options, strict=False)
    ]
    send = primary(p.Answer(reply.ask, picks), Label.SEND_ANSWER) if picks else None
    return message(
        lines(_kicker(reply), alt(posed, attached)),
        stem(posed),
        EMPTY if worded else lines(*lettered(posed, posed.options, room)),
        lines(italic(literal(wording.prompt(posed))), clock(reply, viewer)),
        keys=(column(*boxes) if worded else rows(*boxes), column(send), others(reply, viewer)),
        photo=photo,
        document=document,
        replaces=True,
        alert=short(wording.prompt(posed), limits.ALERT),
    )


def toggled(picks: Picks, index: int) -> Picks:
    """Return picks with one more, or without it if it was among them."""
    return tuple(sorted({*picks} ^ {index}))


def box(ticked: bool, label: str) -> str:
    """Return a label behind a box."""
    return f"{TICKED if ticked else EMPTY_BOX} {short(label, limits.LABEL - 2)}"


def points(reply: PointsProposed, picks: Picks | None = None) -> Rendered:
    """Return a mark scheme: what was found, and a box to tick for each point of one's own.

    ``picks`` are the points ticked so far; None before the first tap, when those found are.
    """
    posed, shown = reply.posed, reply.points[:MARK_SCHEME]
    every = range(len(shown))
    chosen = tuple(each for each in (reply.credited if picks is None else picks) if each in every)
    chosen = tuple(sorted(set(chosen)))
    room = max(40, 1_400 // max(1, len(shown)))
    boxes = (
        key(p.Arrange(reply.ask, toggled(chosen, at)), box(at in chosen, LETTERS[at]))
        for at in every
    )
    count = wording.count_of(len(chosen), "point")
    send = primary(p.TickIt(reply.ask, chosen), f"{Label.THESE_POINTS} ({count})")
    yours = fit(wording.literal(" · ".join(reply.yours.splitlines()), 600), 600)
    return message(
        kicker(posed, "Your points"),
        stem(posed, 500),
        quotation(yours),
        lines(*(_point(reply, at, text, room) for at, text in enumerate(shown))),
        italic(literal(by_message.box_prompt(reply))),
        keys=(rows(*boxes), column(send)),
        replaces=True,
        alert=short(by_message.box_prompt(reply), limits.ALERT),
    )


def _point(reply: PointsProposed, at: int, text: str, room: int) -> Html:
    written = phrase("{} {}", bold(literal(LETTERS[at])), fit(text, room, markup.inline))
    if at in reply.credited:
        return phrase("{} {}", written, italic(literal("(found)")))
    return (
        phrase("{} {}", written, italic(literal("(yours?)"))) if at in reply.proposed else written
    )
