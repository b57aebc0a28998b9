"""Marks a number: exact comparison, whatever its writing, with an eye on scale and unit.

Digits are never read with a slip. Dates and years are marked in ``judge_date.py``.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.asking import Asking, asking
from bot.domain.numerals import SCALES
from bot.domain.phrasing import negations, says_nothing
from bot.domain.quantities import (
    Amount,
    Measured,
    measure,
    ordinal_value,
    unit_of,
    whole_roman,
)
from bot.domain.question import Because, Key, Number, Verdict
from bot.domain.spelling import fold, plain
from bot.domain.tokens import words_of
from bot.domain.verdicts import close, right, wrong
from bot.domain.vocabulary import CLASS_OF, CLOSINGS, GENERIC, OPENINGS, STOPS, lexicon
from bot.domain.word_forms import same_word

_ABOUT = lexicon(
    "about around roughly approximately approx circa ca c some exactly precisely total altogether "
    "number is equals estimated say dead killed died deaths lives soldiers a an of"
)
_BOUNDS = lexicon(
    "over more less under fewer least most above below nearly almost up exceeding upwards "
    "beyond within max maximum minimum min not"
)
_EITHER = frozenset({"or", "/", "|", "either"})
_SPOKEN = frozenset(word for phrase in OPENINGS + CLOSINGS for word in phrase)


@dataclass(frozen=True, slots=True)
class Target:
    """A right number: anything from ``low`` to ``high``. ``scale`` is the model answer's."""

    low: Decimal
    high: Decimal
    model: str
    unit: str = ""
    scale: str = ""

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value is right."""
        return self.low <= value <= self.high


def judge_number(answer: str, key: Key, question: str) -> Verdict | None:
    """Mark an answer against a key of numbers; None if the key has no number to compare."""
    targets = tuple(
        Target(
            found.amounts[0].value,
            found.amounts[0].value,
            text,
            found.amounts[0].unit,
            found.amounts[0].scale,
        )
        for text in key.accepted
        if len((found := _measured(text, "")).amounts) == 1
    )
    if not targets:
        return None
    folded = fold(answer)
    if any(plain(text).strip() == plain(answer).strip() for text in key.accepted):
        return right(Because.EXACT)
    for rejected in key.rejected:
        if fold(rejected.text) == folded and rejected.message:
            return wrong(Because.REJECTED, rejected.message)
    return mark_amount(answer, targets, question, frozenset(words_of(" ".join(key.accepted))))


def target_of(kind: Number) -> Target:
    """Read a number question's model answer, unit and bounds."""
    amounts = measure(kind.value).amounts
    model = amounts[0] if amounts else Amount(Decimal(str(kind.low)))
    low, high = Decimal(str(kind.low)), Decimal(str(kind.high))
    size = SCALES.get(model.scale, 1)
    if model.scale and not low <= model.value <= high and low * size <= model.value <= high * size:
        low, high = low * size, high * size
    return Target(low, high, kind.value, model.unit or unit_of(kind.unit), model.scale)


def mark_amount(
    answer: str, targets: tuple[Target, ...], question: str, known: frozenset[str]
) -> Verdict:
    """Mark a typed number against the right ones. ``known`` are words that may stand beside it."""
    words = words_of(answer)
    if says_nothing(answer, words):
        return wrong(Because.EMPTY)
    if negations(words):
        return wrong(Because.NEGATED)
    expected = {target.unit for target in targets} | {unit_of(question)}
    found = _measured(answer, next((unit for unit in expected if unit), ""))
    asked = asking(question)
    if not found.amounts or _is_ordinal_for_count(answer, targets, asked):
        echo = all(word in asked.words or word in STOPS for word in words)
        return wrong(Because.ECHO if echo else Because.DIFFERENT)
    values = list({amount.value: amount for amount in found.amounts}.values())
    verdicts = [_one(amount, targets, question, expected - {""}) for amount in values]
    hits = [each for each in verdicts if each.credit == 1.0]
    if len(hits) < len(verdicts) and not _others_are_asked(values, verdicts, found, asked):
        hedged = _EITHER & (set(found.words) | found.marks) and len(values) > 1
        return wrong(Because.TWO_ANSWERS) if hits or hedged else verdicts[0]
    return _beside(found, asked, known, targets) or hits[0]


def _is_ordinal_for_count(answer: str, targets: tuple[Target, ...], asked: Asking) -> bool:
    """Tell whether a lone "third" answers "how many", where "3" is asked."""
    if "many" not in asked.words or ordinal_value(answer) is None:
        return False
    return all(ordinal_value(target.model) is None for target in targets)


def _measured(text: str, unit: str) -> Measured:
    """Read an answer's numbers; a lone Roman numeral or ordinal counts, and "m" may be metres."""
    if unit in {"metre", "minute"}:
        text = re.sub(r"(?<=\d)\s*m\b", " " + unit, text)
    found = measure(text)
    if found.amounts:
        return found
    alone = whole_roman(text)
    alone = ordinal_value(text) if alone is None else alone
    return found if alone is None else Measured((Amount(alone),), (), frozenset())


def _one(amount: Amount, targets: tuple[Target, ...], question: str, units: set[str]) -> Verdict:
    """Mark one number: right, the right digits with an unclear scale or unit, or another."""
    asked_scale = next((SCALES[word] for word in _scales(question)), 0)
    for target in targets:
        scaled = [amount.value]
        if asked_scale and not amount.scale:
            scaled.append(amount.value * asked_scale)
        elif not target.scale and SCALES.get(amount.scale) == asked_scale:
            scaled.append(amount.value / asked_scale)
        if any(target.holds(value) for value in scaled):
            if amount.unit and amount.unit not in units:
                return close(Because.UNIT, target.unit or amount.unit)
            exact = measure(target.model).amounts
            same = bool(exact) and exact[0].value in scaled
            return right(Because.EXACT) if same else right(Because.IN_RANGE, target.model)
    for target in targets:
        size = SCALES.get(target.scale, 0)
        if size and not amount.scale and target.holds(amount.value * size):
            return close(Because.UNIT, target.scale)
    return wrong(Because.NUMBER)


def _scales(question: str) -> list[str]:
    return [
        word.removesuffix("s")
        for word in re.findall(r"[a-z]+", question.lower())
        if word.removesuffix("s") in SCALES and word not in {"hundred", "hundreds"}
    ]


def _others_are_asked(
    values: list[Amount], verdicts: list[Verdict], found: Measured, asked: Asking
) -> bool:
    """Tell whether every further number only repeats the question ("14 points in 1918")."""
    if _EITHER & (set(found.words) | found.marks) or not any(each.credit for each in verdicts):
        return False
    return all(
        verdict.credit == 1.0 or str(amount.value) in asked.numbers
        for amount, verdict in zip(values, verdicts, strict=True)
    )


def _beside(
    found: Measured, asked: Asking, known: frozenset[str], targets: tuple[Target, ...]
) -> Verdict | None:
    """Return what to ask back about words beside a right number, or None if they are harmless."""
    said = {word for target in targets for word in words_of(target.model)} | known | asked.words
    bounds = _BOUNDS & set(found.words)
    if bounds - asked.words or found.marks & {"<", ">"}:
        return close(Because.NEAR)
    for word in found.words:
        harmless = word in _ABOUT | STOPS | GENERIC | _SPOKEN
        name = re.sub("['’]s$", "", word)
        if harmless or any(same_word(name, each) for each in said):
            continue
        if CLASS_OF.get(word, -1) in asked.classes:
            continue
        return close(Because.UNIT, word)
    return None
