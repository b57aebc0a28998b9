"""A question, posed: its card, and one native way to answer each kind of it.

Must not know how an answer is marked, nor anything of who has answered what.
"""

from functools import lru_cache

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain.markup import plain
from bot.domain.question import KindName
from bot.domain.replies import AnswerCount, Asked, Pace, Posed, Shown, Source
from bot.on_discord import limits, markup, themes
from bot.on_discord.layouts import (
    SHOWABLE,
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
    shown,
)
from bot.on_discord.limits import fit
from bot.wording import Label

STEM, OPTIONS, ALT = 1_200, 1_500, 300
"""Characters of a card for the stem, for all options together, for a picture in words."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
HEADING = 200
"""A stem up to this long is a heading; a longer one is a text like any other."""

WRITTEN = frozenset(
    {KindName.TYPED, KindName.NUMBER, KindName.DATE, KindName.CLOZE, KindName.POINTS}
)
ARRANGED = frozenset({KindName.ORDER, KindName.MATCH})


def asked(
    reply: Asked, viewer: Viewer, attached: Upload | None = None, count: AnswerCount | None = None
) -> Rendered:
    """Return a question: in a channel for everybody, or one's own."""
    posed = reply.posed
    first = wording.step_name(reply.step) if reply.step else wording.source_name(reply.source)
    view = card(
        said(kicker(posed, first), stem(posed)),
        pictured(posed, attached),
        said(*listing(posed)),
        said(_prompt(reply), _clock(reply, count)),
        answering(reply),
        _others(reply),
        colour=themes.colour_of(posed.theme),
    )
    files = (attached,) if attached else ()
    own = reply.source is Source.REVIEW
    return Rendered(view=view, files=files, private=own or not viewer.public, replaces=own)


def kicker(posed: Posed, first: str) -> str:
    """Return the small line above a question: where it comes from and how hard it is."""
    topic, level = posed.theme_title or posed.deck_title, wording.difficulty_name(posed.difficulty)
    return "-# " + " · ".join([_name(text) for text in (first, topic, level) if text])


@lru_cache(maxsize=markup.KEPT_TEXTS)
def _name(source: str) -> str:
    return fit(wording.one_line(source, 80), 160)


def stem(posed: Posed, most: int = STEM) -> str:
    """Return the question itself; a short one as a heading."""
    text = fit(posed.stem, most, markup.block)
    return f"### {text}" if "\n" not in text and limits.size(text) <= HEADING else text


def pictured(posed: Posed, attached: Upload | None) -> list[Item]:
    """Return the picture of a question; in words where there is no file that Discord can show."""
    if attached is not None and attached.name.lower().endswith(SHOWABLE):
        return shown(attached)
    alt = posed.picture.alt if posed.picture else ""
    told = said(f"-# Picture: {fit(wording.literal(alt, ALT), ALT)}") if alt else []
    return [*told, *shown(attached)]


def is_short(posed: Posed) -> bool:
    """Return whether each option of a choice fits on a button of its own."""
    words = [plain(wording.option_source(posed, each)) for each in posed.options]
    return (
        0 < len(words) <= limits.BUTTON_OPTIONS
        and not posed.several
        and all(0 < limits.size(text) <= limits.SHORT_OPTION and "\n" not in text for text in words)
    )


def listing(posed: Posed) -> list[str]:
    """Return the options with their letters, unless the buttons say them already."""
    if posed.kind in (KindName.CHOICE, KindName.TRUEFALSE) and is_short(posed):
        return []
    room = max(24, OPTIONS // max(1, len(posed.options) + len(posed.rights)))
    sides = [*lettered(posed, posed.options, room)]
    if posed.rights:
        sides += ["-# to match with", *(f"- {_option(posed, each, room)}" for each in posed.rights)]
    return sides


def lettered(posed: Posed, options: tuple[Shown, ...], room: int) -> list[str]:
    """Return options, each on a line after its letter."""
    return [
        f"**{letter}** {_option(posed, each, room)}"
        for letter, each in zip(LETTERS, options, strict=False)
    ]


def _option(posed: Posed, each: Shown, room: int) -> str:
    return fit(wording.option_source(posed, each), room, markup.inline)


def _prompt(reply: Asked) -> str:
    return f"*{markup.literal(wording.prompt(reply.posed))}*"


def _clock(reply: Asked, count: AnswerCount | None) -> str:
    """Return when it closes, told by each reader's own Discord, and how many have answered."""
    parts = []
    if reply.daily is not None:
        if reply.daily.reveal_at:
            parts.append(f"The answer comes {markup.relative(reply.daily.reveal_at)}.")
    elif reply.closes_at is not None:
        parts.append(f"Closes {markup.relative(reply.closes_at)}.")
    answered = reply.daily.answered if reply.daily else 0
    if count is not None:
        parts.append(markup.literal(wording.plain(count)))
    elif answered:
        told = AnswerCount(reply.ask, answered, 0)
        parts.append(markup.literal(wording.plain(told)))
    if reply.due_left:
        parts.append(f"{wording.count_of(reply.due_left, 'more question')} due after this.")
    return f"-# {' '.join(parts)}" if parts else ""


def answering(reply: Asked) -> list[Item]:
    """Return what to press to answer, native to the kind of question."""
    posed, ask = reply.posed, reply.ask
    if posed.kind is KindName.RECALL:
        return rows(primary(p.Reveal(ask), Label.TURN_CARD))
    if posed.kind in WRITTEN or posed.kind in ARRANGED:
        return rows(primary(p.Open(ask), Label.ANSWER))
    if is_short(posed):
        return _buttons(reply)
    if len(posed.options) <= limits.BUTTON_OPTIONS and not posed.several:
        return rows(
            *(
                button(p.Answer(ask, (each.index,)), letter, ButtonStyle.primary)
                for letter, each in zip(LETTERS, posed.options, strict=False)
            )
        )
    most = len(posed.options) if posed.several else 1
    return menu(p.Answer(ask, ()), wording.prompt(posed), choices(posed), most=most)


def _buttons(reply: Asked) -> list[Item]:
    """Return an option a button: side by side where they are words, else one below the other."""
    posed = reply.posed
    buttons = [
        button(
            p.Answer(reply.ask, (each.index,)),
            wording.one_line(wording.option_source(posed, each), limits.BUTTON_LABEL),
            ButtonStyle.primary,
        )
        for each in posed.options
    ]
    together = sum(limits.size(each["label"]) for each in buttons if each)
    if together <= limits.BUTTON_LABEL:
        return rows(*buttons)
    return [item for each in buttons for item in rows(each)]


def choices(posed: Posed) -> list[Option]:
    """Return the options of a choice for a select, after their letters."""
    return [
        option(f"{letter}. {plain(wording.option_source(posed, each))}", str(each.index))
        for letter, each in zip(LETTERS, posed.options, strict=False)
    ]


def _others(reply: Asked) -> list[Item]:
    """Return the quiet buttons below: a hint, giving up, skipping, stopping."""
    posed, ask = reply.posed, reply.ask
    return rows(
        button(p.Hint(ask), Label.HINT) if posed.has_hint else None,
        button(p.GiveUp(ask), Label.DONT_KNOW) if posed.kind is not KindName.RECALL else None,
        button(p.Skip(ask), _over(reply)) if reply.daily is None else None,
        button(p.StopRound(reply.step.round), Label.STOP) if reply.step else None,
    )


def _over(reply: Asked) -> Label:
    """Return what closes a question for all; without a clock nothing else does for certain."""
    untimed = reply.step is not None and reply.step.pace is Pace.UNTIMED
    return Label.SHOW_ANSWER if untimed else Label.SKIP
