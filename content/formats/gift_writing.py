"""Writes questions as GIFT. What is written is read back by the caller's ``keeping``.

Must not know how GIFT is read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Deck,
    Key,
    Match,
    Number,
    Order,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content.draft import Draft, Written
from content.formats.gift_blocks import escape
from content.formats.gift_text import form_for, written
from content.formats.keeping import NOT_HELD, RETIRED, checked, theme_title
from content.formats.literal import to_plain
from content.source import Source

_PLAIN_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?")


def write_gift(deck: Deck, read: Callable[[Source], Draft]) -> Written:
    """Return a deck as GIFT, every question that ``read`` reads back as itself."""
    return checked(deck, "GIFT", ".gift", partial(_assemble, deck), read, _unheld)


def _unheld(asked: Question) -> str:
    if asked.retired:
        return RETIRED
    match asked.kind:
        case Date() | Order() | Points():
            return NOT_HELD.format("GIFT")
        case Cloze(gaps) if len(gaps) > 1:
            return "Left out: a question in GIFT has one gap at most."
        case _:
            return ""


def _assemble(deck: Deck, questions: Sequence[Question]) -> str:
    pieces: list[str] = []
    last = ""
    for asked in questions:
        path = _path(deck.title, theme_title(deck, asked))
        if path != last:
            pieces.append(f"$CATEGORY: {path}\n")
            last = path
        pieces.append(_block(asked))
    return "\n".join(pieces)


def _path(title: str, theme: str) -> str:
    parts = (" ".join(part.split()).replace("/", "//") for part in (title, theme) if part)
    return "/".join(parts)


def _block(asked: Question) -> str:
    form = form_for(_sources(asked))
    text = partial(written, form=form)
    lines = []
    if asked.id or asked.tags:
        told = [("id", asked.id), *(("tag", tag) for tag in asked.tags)]
        marks = (f"[{what}:{value.replace(']', chr(92) + ']')}]" for what, value in told if value)
        lines.append(f"// {' '.join(marks)}")
    title = f"::{escape(asked.id)}::" if asked.id else ""
    general = f"####{text(_general(asked))}\n" if _general(asked) else ""
    stem = text(asked.stem).removeprefix("[markdown]")
    lines.append(f"{title}[{form}]{stem} {{{_answers(asked, text)}{general}}}")
    return "\n".join(lines) + "\n"


def _general(asked: Question) -> str:
    """Return the general feedback; a flashcard has its back there, as an essay has."""
    return asked.kind.back if isinstance(asked.kind, Recall) else asked.explanation


def _sources(asked: Question) -> list[str]:
    """Return the markup of a question's texts that have the format of the question."""
    texts = [asked.stem, _general(asked)]
    match asked.kind:
        case Choice(options):
            texts += [text for option in options for text in (option.text, option.note)]
        case TrueFalse(_, correction):
            texts.append(correction)
        case Match(pairs):
            texts += [pair.left for pair in pairs]
        case Typed(key) | Cloze((key,)):
            texts += [rejected.message for rejected in key.rejected]
        case _:
            pass
    return texts


def _answers(asked: Question, text: Callable[[str], str]) -> str:
    match asked.kind:
        case Choice() as choice:
            return _choice(choice, text)
        case TrueFalse(truth, correction):
            feedback = f"#{text(correction)}" if correction else ""
            return ("TRUE" if truth else "FALSE") + feedback
        case Typed(key) | Cloze((key,)):
            return _key(key, text)
        case Number() as number:
            return _number(number)
        case Match(pairs, extras):
            sides = [(text(pair.left), pair.right) for pair in pairs]
            sides += [("", extra) for extra in extras]
            return _lines(f"={left} -> {escape(to_plain(right))}" for left, right in sides)
        case _:
            return ""


def _lines(items: Iterable[str]) -> str:
    return "".join(f"\n\t{item}" for item in items) + "\n"


def _choice(choice: Choice, text: Callable[[str], str]) -> str:
    rights = sum(option.correct for option in choice.options)
    share = f"{100 / rights:.5f}".rstrip("0").rstrip(".") if rights else "0"
    signs = {True: f"~%{share}%", False: f"~%-{share}%"} if choice.several else {}
    lines = []
    for option in choice.options:
        # A weight of nothing keeps a text that begins with a weight of its own from being one.
        plain = "=" if option.correct else "~%0%" if option.text.startswith("%") else "~"
        note = f"#{text(option.note)}" if option.note else ""
        lines.append(signs.get(option.correct, plain) + text(option.text) + note)
    return _lines(lines)


def _key(key: Key, text: Callable[[str], str]) -> str:
    lines = [f"=%100%{_variant(answer)}" for answer in key.accepted]
    for rejected in key.rejected:
        message = f"#{text(rejected.message)}" if rejected.message else ""
        lines.append(f"=%0%{_variant(rejected.text)}{message}")
    return _lines(lines)


def _variant(answer: str) -> str:
    """Return an accepted answer; a bare asterisk would stand for any letters."""
    return escape(answer.replace("*", "\\*"))


def _number(number: Number) -> str:
    low, high = _digits(number.low), _digits(number.high)
    span = f"{low}..{high}"
    if not _PLAIN_NUMBER.fullmatch(number.value) or number.value == f"{low} to {high}":
        return f"#{span}"
    is_inside = number.low <= float(number.value) <= number.high
    is_exact = number.low == float(number.value) == number.high
    if is_exact:
        return f"#{number.value}"
    return f"#={number.value} ={span}" if is_inside else f"#{span}"


def _digits(number: float) -> str:
    return repr(number).removesuffix(".0")
