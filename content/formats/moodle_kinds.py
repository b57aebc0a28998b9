"""Each kind of Moodle question as one of ours.

A function for each type takes the element and its text. What a kind of ours cannot say exactly is
named by an oddity, which becomes a warning. Must not know files, categories nor pictures.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from bot.domain.markup import count_gaps
from bot.domain.question import (
    Choice,
    Cloze,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from content.draft import Unreadable
from content.formats import moodle_cloze
from content.formats.html import convert
from content.formats.literal import to_markup, to_plain
from content.formats.moodle_texts import NotHeld, Rich, credit, note_of, partial, rich
from content.formats.xml_text import Node

_WILD = re.compile(r"(?<!\\)\*")
_BLANK = re.compile(r"\[\[(\d{1,2})\]\]")
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Made:
    """A question of ours: ``feedback`` is its explanation where the element has none of its own."""

    stem: str
    kind: Kind
    oddities: tuple[str, ...] = ()
    feedback: str = ""


def _multichoice(node: Node, stem: Rich) -> Made:
    answers = list(node.all("answer"))
    single = node.text_of("single").casefold() not in ("false", "0")
    needed = 100.0 if single else 0.0
    right = [credit(each) >= 100 if single else credit(each) > needed for each in answers]
    options = tuple(
        Option(rich(each).markup, is_right, note_of(each))
        for each, is_right in zip(answers, right, strict=True)
    )
    _check_options(options)
    oddities = partial(answers) if single else ()
    if single and sum(right) > 1:
        oddities = (*oddities, "SEVERAL_RIGHT")
    return Made(stem.markup, Choice(options, not single or sum(right) > 1), oddities)


def _check_options(options: tuple[Option, ...]) -> None:
    """Raise Unreadable for options that cannot be chosen from."""
    if not 2 <= len(options) <= 25:
        raise Unreadable(f"A choice has 2 to 25 options; this has {len(options)}.")
    if not all(option.text.strip() for option in options):
        raise Unreadable("An option has no text.")
    if not any(option.correct for option in options):
        raise Unreadable('No option is right: one needs fraction="100".')
    if len({option.text.casefold() for option in options}) < len(options):
        raise Unreadable("An option is there twice.")


def _truefalse(node: Node, stem: Rich) -> Made:
    earned: dict[str, float] = {}
    notes: dict[str, str] = {}
    for answer in node.all("answer"):
        said = answer.text_of("text").casefold()
        earned[said], notes[said] = credit(answer), note_of(answer)
    if not earned.keys() <= {"true", "false"} or max(earned.values(), default=0) < 100:
        raise Unreadable("A true/false question needs an answer true or false with fraction 100.")
    truth = earned.get("true", 0) >= 100
    kept, left = ("false", "true") if truth else ("true", "false")
    has_own = bool(rich(node.find("generalfeedback")).markup)
    oddities = ("FEEDBACK",) if notes.get(left) and has_own else ()
    return Made(stem.markup, TrueFalse(truth, notes.get(kept, "")), oddities, notes.get(left, ""))


def _shortanswer(node: Node, stem: Rich) -> Made:
    answers = list(node.all("answer"))
    oddities = partial(answers)
    if node.text_of("usecase") == "1":
        oddities = (*oddities, "CASE")
    accepted: list[str] = []
    rejected: dict[str, str] = {}
    for answer in answers:
        text = answer.text_of("text")
        plain = " ".join(_WILD.sub(" ", text).replace("\\*", "*").split())
        if _WILD.search(text) and (plain or note_of(answer)):
            oddities = (*oddities, "WILDCARD")
        if plain and credit(answer) >= 100:
            accepted.append(plain)
        elif plain:
            rejected.setdefault(plain, note_of(answer))
    if not accepted:
        raise Unreadable('No answer is right: one needs fraction="100".')
    traps = (Rejected(*said) for said in rejected.items() if said[0] not in accepted)
    key = Key(accepted=tuple(dict.fromkeys(accepted)), rejected=tuple(traps))
    return Made(stem.markup, Typed(key), oddities)


def _numerical(node: Node, stem: Rich) -> Made:
    answers = [each for each in node.all("answer") if each.text_of("text") != "*"]
    right = [each for each in answers if credit(each) >= 100]
    if not right:
        raise Unreadable('No number is right: one needs fraction="100".')
    value = right[0].text_of("text")
    number = _float(value)
    tolerance = abs(_float(right[0].text_of("tolerance") or "0"))
    oddities = partial(answers) + (("SEVERAL_NUMBERS",) if len(right) > 1 else ())
    unit = ""
    if (units := node.find("units")) is not None:
        names = [each.text_of("unit_name") for each in units.all("unit")]
        unit = names[0] if names else ""
        oddities += ("UNITS",) if len(names) > 1 else ()
    kind = Number(value, number - tolerance, number + tolerance, to_plain(to_markup(unit)))
    return Made(stem.markup, kind, oddities)


def _float(text: str) -> float:
    try:
        number = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise Unreadable(f"“{text[:40]}” is no number.")
    return number


def _matching(node: Node, stem: Rich) -> Made:
    pairs: list[Pair] = []
    extras: list[str] = []
    for each in node.all("subquestion"):
        left, answer = rich(each).markup, each.find("answer")
        text = answer.text_of("text") if answer else ""
        is_html = bool(answer and answer.attributes.get("format"))
        right = convert(text).markup if is_html else to_markup(text)
        if left and right:
            pairs.append(Pair(left, right))
        elif right:
            extras.append(right)
    match = Match(tuple(pairs), tuple(extras))
    if len(pairs) < 2:
        raise Unreadable("There is nothing to match: two pairs at least are needed.")
    lefts, rights = {pair.left for pair in pairs}, set(match.rights)
    if len(pairs) > MOST_PAIRS or len(lefts) < len(pairs) or len(rights) < len(match.rights):
        back = "\n".join(f"- {pair.left} — {pair.right}" for pair in pairs)
        return Made(stem.markup, Recall(back), ("UNMATCHED",))
    return Made(stem.markup, match)


def _cloze(_: Node, stem: Rich) -> Made:
    found = moodle_cloze.parsed(stem.html)
    markup = convert(found.html).markup
    if not found.keys or count_gaps(markup) != len(found.keys):
        raise Unreadable("The gaps of this text cannot be told apart: {1:SHORTANSWER:=answer}.")
    return Made(markup, Cloze(found.keys), found.oddities)


def _gapselect(node: Node, stem: Rich) -> Made:
    """Read ``[[1]]`` with options: the numbered one fills the gap, others of its group tempt."""
    tag = "selectoption" if node.attributes.get("type") == "gapselect" else "dragbox"
    options = [
        (to_plain(convert(each.text_of("text")).markup), each.text_of("group") or "1")
        for each in node.all(tag)
    ]
    numbers = [int(number) for number in _BLANK.findall(stem.html)]
    markup = convert(_BLANK.sub("____", stem.html)).markup
    if not numbers or count_gaps(markup) != len(numbers):
        raise Unreadable("This text has no gaps such as [[1]].")
    if not all(1 <= number <= len(options) and options[number - 1][0] for number in numbers):
        raise Unreadable("A gap such as [[1]] has no option of its number.")
    return Made(markup, Cloze(tuple(_gap(options, number - 1) for number in numbers)))


def _gap(options: list[tuple[str, str]], right: int) -> Key:
    text, group = options[right]
    others = dict.fromkeys(each for each, of in options if of == group and each not in ("", text))
    return Key(accepted=(text,), rejected=tuple(Rejected(each, "") for each in others))


def _essay(node: Node, stem: Rich) -> Made:
    back = rich(node.find("graderinfo")).markup
    feedback = rich(node.find("generalfeedback")).markup
    if not back and not feedback:
        raise NotHeld("an essay without a model answer cannot be marked")
    return Made(stem.markup, Recall(back or feedback), ("ESSAY",))


def _ordering(node: Node, stem: Rich) -> Made:
    answers = sorted(node.all("answer"), key=credit)
    items = tuple(rich(each).markup for each in answers)
    if not 3 <= len(items) <= 8 or not all(items) or len(set(items)) < len(items):
        raise Unreadable("3 to 8 different items can be put in order.")
    return Made(stem.markup, Order(items))


KINDS: dict[str, Callable[[Node, Rich], Made]] = {
    "cloze": _cloze,
    "ddmatch": _matching,
    "ddwtos": _gapselect,
    "essay": _essay,
    "gapselect": _gapselect,
    "match": _matching,
    "matching": _matching,
    "multianswer": _cloze,
    "multichoice": _multichoice,
    "numerical": _numerical,
    "ordering": _ordering,
    "shortanswer": _shortanswer,
    "truefalse": _truefalse,
}
"""By Moodle's name of the type. ``match`` and ``multianswer`` are what some programs write."""
