"""A question, posed: its text, and one native way to answer each kind of it.

In a group everybody reads one message: what takes several steps or is typed is answered in private,
by a link. Must not know how an answer is marked, nor anything of who has answered what.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import press as p
from bot import wording
from bot.domain.markup import plain
from bot.domain.question import KindName, Precision
from bot.domain.replies import AnswerCount, Asked, Posed, Shown, Source
from bot.on_telegram import limits, links, markup
from bot.on_telegram.keyboards import Row, column, key, link, primary, rows
from bot.on_telegram.limits import fit, short, units
from bot.on_telegram.markup import EMPTY, Html, bold, italic, joined, lines, literal, phrase
from bot.on_telegram.messages import Rendered, Style, Upload, Viewer
from bot.on_telegram.paging import message
from bot.on_telegram.photos import is_photo
from bot.wording import Label, by_message

STEM, OPTIONS, ALT = 1_200, 1_500, 300
"""Units of a message for the stem, for all options together, for a picture in words."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
HEADING = 200
"""A stem up to this long is in bold; a longer one is a text like any other."""

BUTTON_OPTIONS = 6
"""More options than this are listed in the text, with a letter for each on the keyboard."""

WRITTEN = frozenset(
    {KindName.TYPED, KindName.NUMBER, KindName.DATE, KindName.CLOZE, KindName.POINTS}
)
STEPWISE = frozenset({KindName.ORDER, KindName.MATCH})
SOON = timedelta(minutes=10)
"""What is nearer than this is told to the second."""


def asked(
    reply: Asked, viewer: Viewer, attached: Upload | None = None, count: AnswerCount | None = None
) -> Rendered:
    """Return a question: in a group for everybody, or one's own."""
    posed = reply.posed
    first = wording.step_name(reply.step) if reply.step else wording.source_name(reply.source)
    own = reply.source is Source.REVIEW
    photo, document = pictured(attached)
    rendered = message(
        lines(kicker(posed, first), alt(posed, attached)),
        stem(posed),
        lines(*listing(posed)),
        lines(_prompt(reply, viewer), clock(reply, viewer, count)),
        keys=(answering(reply, viewer), others(reply, viewer)),
        photo=photo,
        document=document,
        private=own or not viewer.public,
        replaces=own,
    )
    # Whatever is written in private answers one's own question; a group's has to be replied to.
    return rendered if viewer.public or own else replace(rendered, asks=_example(posed))


def kicker(posed: Posed, first: str) -> Html:
    """Return the line above a question: where it comes from and how hard it is."""
    topic, level = posed.theme_title or posed.deck_title, wording.difficulty_name(posed.difficulty)
    parts = (fit(wording.one_line(text, 80), 160, markup.name) for text in (first, topic, level))
    return italic(joined(parts))


def stem(posed: Posed, most: int = STEM) -> Html:
    """Return the question itself; a short one in bold."""
    text = fit(posed.stem, most, markup.block)
    return bold(text) if "\n" not in text and limits.size(text) <= HEADING else text


def pictured(attached: Upload | None) -> tuple[Upload | None, Upload | None]:
    """Return a file as a photo, or as a document where Telegram would not show it."""
    if attached is None:
        return None, None
    if is_photo(attached):
        return attached, None
    return None, attached if 0 < len(attached.data) <= limits.DOCUMENT_BYTES else None


def alt(posed: Posed, attached: Upload | None) -> Html:
    """Return the picture of a question in words: Telegram reads nothing else out to the blind."""
    said = posed.picture.alt if posed.picture else attached.alt if attached else ""
    text = fit(wording.literal(said, ALT), ALT)
    return phrase("Picture: {}", text) if text.strip() else EMPTY


def is_short(posed: Posed) -> bool:
    """Return whether each option of a choice fits on a button of its own."""
    words = [plain(wording.option_source(posed, each)) for each in posed.options]
    return 0 < len(words) <= BUTTON_OPTIONS and all(map(fits_on_key, words))


def fits_on_key(text: str) -> bool:
    """Return whether a telephone shows a plain text whole on a key of its own."""
    return bool(text.strip()) and units(text) <= limits.SHORT_OPTION and "\n" not in text


def is_on_buttons(posed: Posed) -> bool:
    """Return whether the buttons of a question say its options already."""
    return posed.kind in (KindName.CHOICE, KindName.TRUEFALSE) and is_short(posed)


def listing(posed: Posed) -> list[Html]:
    """Return the options with their letters, unless the buttons say them already."""
    if is_on_buttons(posed) and not posed.several:
        return []
    room = max(24, OPTIONS // max(1, len(posed.options) + len(posed.rights)))
    sides = lettered(posed, posed.options, room)
    if posed.rights:
        rights = (phrase("• {}", option_line(posed, each, room)) for each in posed.rights)
        sides += [italic(phrase("to match with")), *rights]
    return sides


def lettered(posed: Posed, options: Iterable[Shown], room: int) -> list[Html]:
    """Return options, each on a line after its letter."""
    return [
        phrase("{} {}", bold(literal(letter)), option_line(posed, each, room))
        for letter, each in zip(LETTERS, options, strict=False)
    ]


def option_line(posed: Posed, each: Shown, room: int) -> Html:
    """Return an option on one line."""
    return fit(wording.option_source(posed, each), room, markup.inline)


def _prompt(reply: Asked, viewer: Viewer) -> Html:
    """Return what to do; in a group, where to do it."""
    posed = reply.posed
    if not is_elsewhere(posed, viewer):
        return italic(literal(by_message.typing_prompt(posed)))
    where = by_message.answer_elsewhere(
        posed, by_reply=posed.kind in WRITTEN and not viewer.channel
    )
    return italic(literal(where))


def is_elsewhere(posed: Posed, viewer: Viewer) -> bool:
    """Return whether a question in a group is answered somewhere else than by its buttons."""
    return viewer.public and (
        posed.kind in WRITTEN
        or posed.kind in STEPWISE
        or posed.kind is KindName.RECALL
        or posed.several
    )


def clock(reply: Asked, viewer: Viewer, count: AnswerCount | None = None) -> Html:
    """Return when it closes, told by each reader's own Telegram, and how many have answered."""
    parts: list[Html] = []
    if reply.daily is not None:
        if reply.daily.reveal_at:
            parts.append(phrase("The answer comes {}.", when(reply.daily.reveal_at, viewer)))
    elif reply.closes_at is not None:
        parts.append(phrase("Closes {}.", when(reply.closes_at, viewer)))
    answered = reply.daily.answered if reply.daily else 0
    if count is None and answered:
        count = AnswerCount(reply.ask, answered, 0)
    if count is not None:
        parts.append(literal(wording.plain(count)))
    if reply.due_left:
        more = wording.count_of(reply.due_left, "more question")
        parts.append(phrase("{} due after this.", literal(more)))
    return joined(parts, " ")


def when(at: datetime, viewer: Viewer) -> Html:
    """Return an instant: "in 20 seconds" by the reader's own clock, "at 14:05:20" without one."""
    if timedelta(0) <= at - viewer.now < SOON:
        said = f"at {wording.clock_time(at, viewer.zone)}:{at:%S}"
    else:
        said = wording.moment(at, viewer.now, viewer.zone)
    return markup.relative(at, literal(said))


def answering(reply: Asked, viewer: Viewer) -> list[Row]:
    """Return what to press to answer, native to the kind of question."""
    posed, ask = reply.posed, reply.ask
    if is_elsewhere(posed, viewer):
        if not viewer.bot:
            return rows(primary(p.Open(ask), Label.ANSWER))
        url = links.answer_link(viewer.bot, ask)
        return rows(link(url, Label.ANSWER_IN_PRIVATE, Style.PRIMARY))
    if posed.kind is KindName.RECALL:
        return rows(primary(p.Reveal(ask), Label.TURN_CARD))
    if posed.kind in WRITTEN:
        return []
    if is_short(posed):
        return _worded(reply)
    return rows(
        *(
            key(p.Answer(ask, (each.index,)), letter)
            for letter, each in zip(LETTERS, posed.options, strict=False)
        )
    )


def _worded(reply: Asked) -> list[Row]:
    """Return a key for each option: side by side where they are words, else one below the other."""
    posed = reply.posed
    keys = [
        key(
            p.Answer(reply.ask, (each.index,)),
            short(plain(wording.option_source(posed, each)), limits.LABEL),
        )
        for each in posed.options
    ]
    return rows(*keys) if len(keys) <= 2 else column(*keys)


def others(reply: Asked, viewer: Viewer, *, by_vote: bool = False) -> list[Row]:
    """Return the quiet keys below: a hint, giving up (not ``by_vote``), skipping, stopping.

    What a group is at is skipped in the group, not by one person in private.
    """
    posed, ask = reply.posed, reply.ask
    gives_up = posed.kind is not KindName.RECALL and not by_vote
    skips = reply.source is Source.REVIEW or (viewer.public and reply.daily is None)
    return rows(
        key(p.Hint(ask), Label.HINT) if posed.has_hint else None,
        key(p.GiveUp(ask), Label.DONT_KNOW) if gives_up else None,
        key(p.Skip(ask), Label.SKIP) if skips else None,
        key(p.StopRound(reply.step.round), Label.STOP) if reply.step and viewer.public else None,
    )


_EXAMPLES = {
    KindName.TYPED: "Your answer",
    KindName.NUMBER: "47, 3.5 or 27 million",
    KindName.CLOZE: "The missing words",
    KindName.POINTS: "One point on each line",
}

_DATES = {
    Precision.YEAR: "1922",
    Precision.MONTH: "April 1922",
    Precision.DAY: "16 April 1922",
}


def _example(posed: Posed) -> str:
    """Return the words in the empty field of an answer that is typed."""
    if posed.kind is KindName.DATE:
        return _DATES[posed.precision or Precision.DAY]
    unit = wording.one_line(posed.unit, 40)
    if posed.kind is KindName.NUMBER and unit:
        return short(f"Your number ({unit})", limits.PLACEHOLDER)
    return _EXAMPLES.get(posed.kind, "")
