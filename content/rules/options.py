"""Rules for choices and claims: one right answer, honest distractors, nothing to guess by."""

import re
from collections.abc import Iterator

from bot.domain.judge import fold
from bot.domain.question import Choice, Option, TrueFalse
from content.bank import Item, Sheet
from content.rules.fault import Fault, at, words, years

FEWEST_DISTRACTORS = 3
FEWEST_DISTRACTORS_OF_SEVERAL = 2

_CATCH_ALL = re.compile(
    r"\b(all|none|both|neither) of the (above|others|options)\b|\bboth [a-d] and [a-d]\b"
    r"|\b[a-d] and [a-d] only\b|^\W*others?\W*$",
    re.IGNORECASE,
)
_ABSOLUTE = {"always", "never", "only", "all", "every", "entirely"}
_PLAIN = frozenset(
    {"about", "after", "again", "against", "among", "before", "being", "between", "choose"}
    | {"could", "during", "first", "really", "their", "there", "these", "thing", "those"}
    | {"under", "until", "where", "which", "while", "whose", "would", "should", "apply"}
)
_JOINED_DATES = re.compile(r"1\d{3}\D.*\band\b.*\b1\d{3}")


def _choice(item: Item) -> tuple[list[Option], list[Option]]:
    """Return the right and the wrong options of a choice, or nothing of either."""
    kind = item.question.kind
    options = kind.options if isinstance(kind, Choice) else ()
    return [each for each in options if each.correct], [
        each for each in options if not each.correct
    ]


def one_right(_: Sheet, item: Item) -> Iterator[Fault]:
    """L20: something to get wrong in every choice; a false claim has its correction."""
    right, wrong = _choice(item)
    if right and not wrong:
        yield at(item, "wrong", "every option is right, so there is nothing to choose")
    kind = item.question.kind
    if isinstance(kind, TrueFalse) and not kind.truth and not kind.correction.strip():
        yield at(item, "truth", "a false claim needs `correction`: what is true instead")


def distinct(_: Sheet, item: Item) -> Iterator[Fault]:
    """L21: no two options are the same once folded, or differ by word order alone."""
    right, wrong = _choice(item)
    seen: dict[tuple[str, ...], str] = {}
    for option in (*right, *wrong):
        same = tuple(sorted(words(fold(option.text))))
        if same in seen:
            yield at(item, "wrong", f"“{option.text}” is the same as “{seen[same]}”")
        seen[same] = option.text


def no_catch_all(_: Sheet, item: Item) -> Iterator[Fault]:
    """L23: no 'all of the above' and its relatives."""
    right, wrong = _choice(item)
    for option in (*right, *wrong):
        if _CATCH_ALL.search(option.text):
            yield at(item, "wrong", f"“{option.text}” says nothing of its own")


def dates_differ(_: Sheet, item: Item) -> Iterator[Fault]:
    """L24: where options are dates, no distractor names the year of the answer."""
    right, wrong = _choice(item)
    if len(right) == 1 and years(right[0].text) and len(words(right[0].text)) <= 3:
        for option in wrong:
            if set(years(option.text)) & set(years(right[0].text)):
                yield at(item, "wrong", f"“{option.text}” is as right as “{right[0].text}”")


def enough_distractors(_: Sheet, item: Item) -> Iterator[Fault]:
    """L30: at least three distractors, or two where several options are right."""
    right, wrong = _choice(item)
    fewest = FEWEST_DISTRACTORS if len(right) == 1 else FEWEST_DISTRACTORS_OF_SEVERAL
    if right and len(wrong) < fewest:
        yield at(item, "wrong", f"{len(wrong)} wrong options are too few; {fewest} make it fair")


def same_kind(_: Sheet, item: Item) -> Iterator[Fault]:
    """L31: options are of one kind: all bare numbers, or none."""
    right, wrong = _choice(item)
    numeric = {option.text.strip().isdigit() for option in (*right, *wrong)}
    if len(numeric) > 1:
        yield at(item, "wrong", "some options are bare numbers and some are not")


def tempting(_: Sheet, item: Item) -> Iterator[Fault]:
    """L33: each distractor has a note why it tempts."""
    for option in _choice(item)[1]:
        if not option.note.strip():
            yield at(item, "wrong", f"say why “{option.text}” tempts")


def length_balance(_: Sheet, item: Item) -> Iterator[Fault]:
    """L40: the longest option is at most twice the shortest, once it is over 20 characters."""
    right, wrong = _choice(item)
    sizes = [len(option.text) for option in (*right, *wrong)]
    if sizes and max(sizes) > 20 and max(sizes) > 2 * min(sizes):
        yield at(item, "right", f"options run from {min(sizes)} to {max(sizes)} characters")


def no_echo(_: Sheet, item: Item) -> Iterator[Fault]:
    """L42: no long word is shared by the stem and the right option alone."""
    right, wrong = _choice(item)
    if len(right) == 1:
        stem = _long_words(item.question.stem)
        elsewhere = {word for option in wrong for word in _long_words(option.text)}
        for word in sorted(stem & _long_words(right[0].text) - elsewhere):
            yield at(item, "right", f"“{word}” stands in the stem and in the right option alone")


def _long_words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in words(text) if len(word) >= 5} - _PLAIN


def same_grammar(_: Sheet, item: Item) -> Iterator[Fault]:
    """L43: options begin alike, and the stem does not end in an article that fits only some."""
    right, wrong = _choice(item)
    if not right:
        return
    starts = {option.text[:1].islower() for option in (*right, *wrong)}
    if len(starts) > 1:
        yield at(item, "wrong", "some options begin with a capital and some do not")
    if re.search(r"\b(a|an)\W*$", item.question.stem):
        yield at(item, "stem", "an article at the end of the stem gives the answer away")


def no_absolutes(_: Sheet, item: Item) -> Iterator[Fault]:
    """L44: words such as 'always' do not stand in distractors alone."""
    right, wrong = _choice(item)
    if right and not any(_ABSOLUTE & set(words(option.text)) for option in right):
        for option in wrong:
            if found := _ABSOLUTE & set(words(option.text)):
                yield at(item, "wrong", f"“{found.pop()}” marks “{option.text}” as wrong")


def one_claim(_: Sheet, item: Item) -> Iterator[Fault]:
    """L46: a claim to judge is one claim."""
    if not isinstance(item.question.kind, TrueFalse):
        return
    stem = item.question.stem
    if _JOINED_DATES.search(stem) and not re.search(r"\bbetween\b", stem, re.IGNORECASE):
        yield at(item, "stem", "two dated claims are joined by ‘and’")
    if "because" in words(stem) and years(stem):
        yield at(item, "stem", "a reason and a date are two claims")


def no_negatives(_: Sheet, item: Item) -> Iterator[Fault]:
    """L47: a stem does not ask what is not so, unless NOT is in capitals and several are right."""
    right, _wrong = _choice(item)
    if right and re.search(r"\bnot\b|\bexcept\b|n't\b", item.question.stem):
        yield at(item, "stem", "ask what is so; if it must be negative, write NOT")
    elif len(right) == 1 and re.search(r"\bNOT\b|\bEXCEPT\b", item.question.stem):
        yield at(item, "stem", "a negative question needs several right options")
