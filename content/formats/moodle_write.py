"""Writes a deck as Moodle XML, each kind as the Moodle type that can say the same.

Must not know how Moodle XML is read, beyond asking it what came through.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape as as_html
from itertools import groupby

from bot.domain.question import (
    Choice,
    Cloze,
    Deck,
    Match,
    Number,
    Order,
    Picture,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content.draft import Draft, Media, Written
from content.formats.html import to_html
from content.formats.keeping import NOT_HELD, checked, theme_title
from content.formats.literal import to_plain
from content.formats.moodle_cloze import embedded
from content.source import Source

TITLE = "Moodle XML"
_GAP = re.compile(r"(?<!_)____(?!_)")
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_with(deck: Deck, media: tuple[Media, ...], read: Callable[[Source], Draft]) -> Written:
    """Write a deck with its pictures; ``read`` tells what came through."""
    pictures = {each.name: each.data for each in media}

    def assemble(questions: Sequence[Question]) -> str:
        body = "".join(_under_categories(deck, questions, pictures))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}</quiz>\n'

    return checked(deck, TITLE, ".xml", assemble, read, _unheld)


def _unheld(question: Question) -> str:
    held = (Choice, TrueFalse, Typed, Number, Order, Match, Cloze, Recall)
    return "" if isinstance(question.kind, held) else NOT_HELD.format(TITLE)


def _under_categories(
    deck: Deck, questions: Sequence[Question], pictures: dict[str, bytes]
) -> Iterator[str]:
    top = _text_of(deck.title).replace("/", "//")
    for theme, group in groupby(questions, key=lambda each: theme_title(deck, each)):
        inner = f"/{_text_of(theme).replace('/', '//')}" if theme else ""
        path = f"$course$/top/{top}{inner}"
        yield f'<question type="category"><category>{_plain(path)}</category></question>\n'
        yield from (_question(each, pictures) for each in group)


def _question(question: Question, pictures: dict[str, bytes]) -> str:
    kind, stem, body = _kind(question)
    hint = _rich("hint", question.hint) if question.hint else ""
    tags = "".join(f"<tag>{_plain(tag)}</tag>" for tag in question.tags)
    parts = (
        f"<name>{_plain(to_plain(question.stem)[:80])}</name>",
        _questiontext(stem, question.picture, pictures),
        _rich("generalfeedback", question.explanation),
        "<hidden>1</hidden>" if question.retired else "",
        f"<idnumber>{_text(question.id)}</idnumber>",
        body,
        hint,
        f"<tags>{tags}</tags>" if tags else "",
    )
    inner = "\n".join(part for part in parts if part)
    return f'<question type="{kind}">\n{inner}\n</question>\n'


def _questiontext(stem: str, picture: Picture | None, pictures: dict[str, bytes]) -> str:
    """Return the text of a question, which holds its picture if it is at hand."""
    file = ""
    if picture and picture.file in pictures:
        name, alt = as_html(picture.file), as_html(picture.alt)
        stem += f'<img src="@@PLUGINFILE@@/{name}" alt="{alt}">'
        data = b64encode(pictures[picture.file]).decode()
        file = f'<file name="{name}" path="/" encoding="base64">{data}</file>'
    return f'<questiontext format="html"><text>{_text(stem)}</text>{file}</questiontext>'


def _kind(question: Question) -> tuple[str, str, str]:
    """Return Moodle's type, the question's text as HTML, and what else the type has."""
    stem = to_html(question.stem)
    match question.kind:
        case Choice() as choice:
            return "multichoice", stem, _choice(choice)
        case TrueFalse(truth=truth, correction=correction):
            notes = ("", correction) if truth else (correction, "")
            answers = (
                _answer("true", 100.0 * truth, notes[0]),
                _answer("false", 100.0 * (not truth), notes[1]),
            )
            return "truefalse", stem, "\n".join(answers)
        case Typed(key=key):
            right = [_answer(_tame(text), 100) for text in key.accepted]
            wrong = [_answer(_tame(each.text), 0, each.message) for each in key.rejected]
            return "shortanswer", stem, "\n".join(["<usecase>0</usecase>", *right, *wrong])
        case Number() as number:
            return "numerical", stem, _number(number)
        case Match(pairs=pairs, extras=extras):
            both = [
                *((to_html(pair.left), pair.right) for pair in pairs),
                *(("", e) for e in extras),
            ]
            return "matching", stem, "\n".join(_subquestion(*each) for each in both)
        case Cloze() as cloze:
            return "cloze", _gaps(stem, cloze), ""
        case Order(items=items):
            answers_in_order = (
                _answer_html(to_html(item), float(place)) for place, item in enumerate(items, 1)
            )
            return "ordering", stem, "\n".join(answers_in_order)
        case Recall(back=back):
            return "essay", stem, _rich("graderinfo", back)
    raise AssertionError(question.kind_name)


def _choice(choice: Choice) -> str:
    right = sum(option.correct for option in choice.options)
    share = 100 / right if choice.several else 100.0
    answers = (
        _answer_html(to_html(option.text), share * option.correct, option.note)
        for option in choice.options
    )
    single = f"<single>{str(not choice.several).lower()}</single>"
    return "\n".join((single, "<shuffleanswers>1</shuffleanswers>", *answers))


def _number(number: Number) -> str:
    middle, tolerance = (number.low + number.high) / 2, (number.high - number.low) / 2
    value = repr(middle)
    try:
        own = float(number.value)
        if own - tolerance == number.low and own + tolerance == number.high:
            value = number.value
    except ValueError:
        pass  # worded as "27 million": the middle says the same
    answer = _answer(value, 100).replace(
        "</answer>", f"<tolerance>{tolerance!r}</tolerance></answer>"
    )
    unit = f"<unit><multiplier>1</multiplier><unit_name>{_text(number.unit)}</unit_name></unit>"
    return answer + (f"\n<units>{unit}</units>" if number.unit else "")


def _gaps(stem: str, cloze: Cloze) -> str:
    """Return the text with an embedded answer in each gap; other braces become entities."""
    first, *rest = _GAP.split(stem.replace("{", "&#123;"))
    keys = (*map(embedded, cloze.gaps), *[""] * len(rest))
    return first + "".join(key + text for key, text in zip(keys, rest, strict=False))


def _subquestion(left: str, right: str) -> str:
    answer = f"<answer>{_plain(to_plain(right))}</answer>"
    return f'<subquestion format="html"><text>{_text(left)}</text>{answer}</subquestion>'


def _answer(text: str, credit: float, note: str = "", form: str = "plain_text") -> str:
    inner = f"{_plain(text)}{_feedback(note)}"
    return f'<answer fraction="{credit:.7g}" format="{form}">{inner}</answer>'


def _answer_html(html: str, credit: float, note: str = "") -> str:
    return _answer(html, credit, note, "html")


def _feedback(note: str) -> str:
    return _rich("feedback", note)


def _rich(tag: str, markup: str) -> str:
    return f'<{tag} format="html">{_plain(to_html(markup))}</{tag}>'


def _plain(text: str) -> str:
    return f"<text>{_text(text)}</text>"


def _tame(text: str) -> str:
    """Return an answer whose asterisks stand for themselves."""
    return text.replace("*", "\\*")


def _text_of(title: str) -> str:
    return " ".join(title.split())


def _text(text: str) -> str:
    return as_html(_ILLEGAL.sub("\ufffd", text))
