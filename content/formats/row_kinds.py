"""The kinds of question that a row of a table can hold, each made of its cells.

Must not know how the table was written.
"""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite

from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Key,
    Kind,
    KindName,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Precision,
    Recall,
    TrueFalse,
    Typed,
)
from content.build import GAP
from content.formats.cells import Cells, Trouble
from content.formats.columns import Role
from content.formats.literal import to_markup
from content.formats.picking import Unclear, picked, split

TRUE = frozenset({"true", "t", "yes", "y", "right", "correct", "wahr", "vrai"})
FALSE = frozenset({"false", "f", "no", "n", "wrong", "incorrect", "falsch", "faux"})
SEVERAL = "several"
"""How the kind column says that any number of options may be right."""
MOST_OPTIONS = 25

_KINDS: dict[str, str] = {
    KindName.CHOICE: "choice, multiple choice, mc, mcq, multichoice, quiz, single choice, radio"
    ", single select, single answer",
    SEVERAL: "several, multiple answer, multiple answers, checkbox, checkboxes, ma, multi select"
    ", multiple select, multiple response",
    KindName.TRUEFALSE: "truefalse, true false, tf, boolean, t f, true or false",
    KindName.TYPED: "typed, short answer, sa, text, fill in, type in, open, written, identification"
    ", shortanswer, type answer",
    KindName.NUMBER: "number, numeric, numerical",
    KindName.DATE: "date",
    KindName.ORDER: "order, ordering, sequence, reorder, puzzle",
    KindName.MATCH: "match, matching",
    KindName.CLOZE: "cloze, gap, gaps, fill in the blank, fill in the blanks, fill in the gap, fib",
    KindName.RECALL: "recall, card, flashcard, basic, flash card, essay",
}
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names.split(", ")}
_NUMBER = re.compile(r"[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def kind_named(said: str) -> str:
    """Return the kind that a cell names, a key of MAKERS; "" if it is none we know."""
    return _BY_NAME.get(re.sub(r"[\s/_-]+", " ", said.casefold()).strip(), "")


def _needed(cells: Cells, what: str) -> str:
    """Return the answer cell. Raises Trouble if it is empty."""
    if answer := cells.one(Role.BACK):
        return answer
    raise Trouble(f"This row has no answer. Please write {what}.", Role.BACK)


def _recall(cells: Cells, _: str) -> Kind:
    return Recall(to_markup(_needed(cells, "the back of the card")))


def _typed(cells: Cells, _: str) -> Kind:
    accepted = tuple(split(_needed(cells, "what to accept")))
    if not accepted:
        raise Trouble("This answer has no text. Please write what to accept.", Role.BACK)
    return Typed(Key(accepted=accepted))


def _truefalse(cells: Cells, _: str) -> Kind:
    answer = _needed(cells, "true or false").casefold()
    if answer not in TRUE | FALSE:
        raise Trouble(f"“{answer[:40]}” is neither true nor false.", Role.BACK)
    return TrueFalse(answer in TRUE, cells.markup(Role.CORRECTION))


def _choice(cells: Cells, name: str) -> Kind:
    options, right = _options(cells)
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Trouble(
            f"A choice has 2 to {MOST_OPTIONS} options; here are {len(options)}.", Role.BACK
        )
    if twice := _repeated(list(options.values())):
        raise Trouble(f"The option “{twice[:80]}” is there twice.", Role.BACK)
    notes = cells.numbered(Role.NOTE)
    told = tuple(
        Option(to_markup(text), place in right, to_markup(notes.get(place, "")))
        for place, text in options.items()
    )
    return Choice(told, several=name == SEVERAL or len(right) > 1)


def _options(cells: Cells) -> tuple[dict[int, str], frozenset[int]]:
    """Return the options by place, and the places of the right ones."""
    answer = _needed(cells, "which option is right")
    wrong = [*split(cells.one(Role.WRONG)), *cells.numbered(Role.WRONG).values()]
    if wrong:
        return dict(enumerate((answer, *wrong), 1)), frozenset({1})
    options = cells.numbered(Role.OPTION) or dict(enumerate(split(cells.one(Role.OPTION)), 1))
    try:
        return options, picked(answer, options)
    except Unclear as trouble:
        raise Trouble(str(trouble), Role.BACK) from trouble


def _number(cells: Cells, _: str) -> Kind:
    value = _needed(cells, "a number")
    low, high = (
        _float(cells.one(role) or value, role if cells.one(role) else Role.BACK)
        for role in (Role.LOW, Role.HIGH)
    )
    if low > high:
        raise Trouble("The lowest answer is higher than the highest.", Role.LOW)
    return Number(value, low, high, cells.one(Role.UNIT))


def _float(text: str, role: Role) -> float:
    number = float(text.replace(",", "")) if _NUMBER.fullmatch(text) else float("inf")
    if not isfinite(number):
        raise Trouble(f"“{text[:40]}” is not a number such as 1926 or 4.5.", role)
    return number


def _date(cells: Cells, _: str) -> Kind:
    value, until = _needed(cells, "a date"), cells.one(Role.UNTIL)
    for text, role in ((value, Role.BACK), (until, Role.UNTIL)):
        if text and not _is_date(text):
            raise Trouble(f"“{text[:40]}” is not a date such as 1922, 1922-04, 1922-04-16.", role)
    if until and (len(until) != len(value) or until <= value):
        raise Trouble("The end of a span comes later and is as exact as its start.", Role.UNTIL)
    tolerance = cells.one(Role.TOLERANCE) or "0"
    if not re.fullmatch(r"\d{1,4}", tolerance, re.ASCII):
        raise Trouble("A tolerance is a whole number such as 1.", Role.TOLERANCE)
    either_end = bool(until) and cells.one(Role.EITHER_END).casefold() in TRUE
    return Date(value, _PRECISION[len(value)], until, int(tolerance), either_end)


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _order(cells: Cells, _: str) -> Kind:
    items = list(cells.numbered(Role.OPTION).values()) or split(cells.one(Role.BACK))
    if not 3 <= len(items) <= 8:
        raise Trouble(f"An order has 3 to 8 items; here are {len(items)}.", Role.OPTION, 1)
    if twice := _repeated(items):
        raise Trouble(f"The item “{twice[:80]}” is there twice.", Role.OPTION, 1)
    return Order(tuple(map(to_markup, items)))


def _match(cells: Cells, _: str) -> Kind:
    lefts, rights = cells.numbered(Role.OPTION), cells.numbered(Role.PARTNER)
    if not 2 <= len(lefts) <= 10 or not lefts.keys() <= rights.keys():
        raise Trouble("A match has 2 to 10 options, each with its match.", Role.OPTION, 1)
    if twice := _repeated(list(lefts.values())) or _repeated(list(rights.values())):
        raise Trouble(f"“{twice[:80]}” is there twice.", Role.OPTION, 1)
    extras = tuple(to_markup(text) for place, text in rights.items() if place not in lefts)
    pairs = (Pair(to_markup(left), to_markup(rights[place])) for place, left in lefts.items())
    return Match(tuple(pairs), extras)


def _cloze(cells: Cells, _: str) -> Kind:
    gaps = len(GAP.findall(cells.markup(Role.FRONT)))
    keys = [*cells.numbered(Role.OPTION).values()] if gaps != 1 else [cells.one(Role.BACK)]
    accepted = [tuple(split(text)) for text in keys]
    if not gaps or len(accepted) != gaps or not all(accepted):
        sentence = f"The question has {gaps} gaps (____) and {len(keys)} answers follow."
        raise Trouble(sentence, Role.FRONT)
    return Cloze(tuple(Key(accepted=texts) for texts in accepted))


def _repeated(texts: list[str]) -> str:
    seen: set[str] = set()
    for text in texts:
        folded = " ".join(text.split()).casefold()
        if folded in seen:
            return text
        seen.add(folded)
    return ""


MAKERS: dict[str, Callable[[Cells, str], Kind]] = {
    KindName.CHOICE: _choice,
    SEVERAL: _choice,
    KindName.TRUEFALSE: _truefalse,
    KindName.TYPED: _typed,
    KindName.NUMBER: _number,
    KindName.DATE: _date,
    KindName.ORDER: _order,
    KindName.MATCH: _match,
    KindName.CLOZE: _cloze,
    KindName.RECALL: _recall,
}
"""Makes a kind of the cells of a row. Raises Trouble."""
