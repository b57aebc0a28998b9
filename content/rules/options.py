"""Rules for choices and claims: one right answer, honest distractors, nothing to guess by."""

import re
from collections.abc import Iterator

from bot.domain.dates import Day, read_date
from bot.domain.judge import fold
from bot.domain.question import Choice, Option, Recall, TrueFalse
from bot.domain.vocabulary import lexicon
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
_BESIDE_DATES = lexicon("in on the of about around")
_SUPERLATIVE = re.compile(r"\b(?:most|more) (?:important|significant|decisive)\b", re.IGNORECASE)
_PLAIN = lexicon(
    "about after again against among before being between choose could during first really their "
    "there these thing those under until where which while whose would should apply select answer "
    "best better describe described explain following statement statements option options right "
    "reason reasons result results event events happen happened main chief later early earlier "
    "other others another every under over since across around became become began begin"
)
_LITTLE = lexicon("the of and in a an von de for to with or s")
_WORD = re.compile(r"[^\W_]+")
_JOINED_DATES = re.compile(r"1\d{3}\D.*\band\b.*\b1\d{3}")


def choice(item: Item) -> tuple[list[Option], list[Option]]:
    """Return the right and the wrong options of a choice, or nothing of either."""
    kind = item.question.kind
    options = kind.options if isinstance(kind, Choice) else ()
    return [each for each in options if each.correct], [
        each for each in options if not each.correct
    ]


def one_right(_: Sheet, item: Item) -> Iterator[Fault]:
    """L20: something to get wrong in every choice; a false claim has its correction."""
    right, wrong = choice(item)
    if right and not wrong:
        yield at(item, "wrong", "every option is right, so there is nothing to choose")
    kind = item.question.kind
    if isinstance(kind, TrueFalse) and not kind.truth and not kind.correction.strip():
        yield at(item, "truth", "a false claim needs `correction`: what is true instead")


def distinct(_: Sheet, item: Item) -> Iterator[Fault]:
    """L21: no two options are the same once folded, or differ by word order alone."""
    right, wrong = choice(item)
    seen: dict[tuple[str, ...], str] = {}
    for option in (*right, *wrong):
        same = tuple(sorted(words(fold(option.text))))
        if same in seen:
            yield at(item, "wrong", f"“{option.text}” is the same as “{seen[same]}”")
        seen[same] = option.text


def no_catch_all(_: Sheet, item: Item) -> Iterator[Fault]:
    """L23: no 'all of the above' and its relatives."""
    right, wrong = choice(item)
    for option in (*right, *wrong):
        if _CATCH_ALL.search(option.text):
            yield at(item, "wrong", f"“{option.text}” says nothing of its own")


def dates_differ(_: Sheet, item: Item) -> Iterator[Fault]:
    """L24: where options are dates, no distractor is the answer told more or less exactly."""
    right, wrong = choice(item)
    for option in wrong:
        for key in right:
            if key.text != option.text and _may_be_same(key.text, option.text):
                yield at(item, "wrong", f"“{option.text}” is as right as “{key.text}”")


def _may_be_same(one: str, other: str) -> bool:
    """Say whether two texts are dates that agree as far as they go."""
    dates = [_bare_date(text) for text in (one, other)]
    first, second = dates
    if first is None or second is None or first.year is None or first.year != second.year:
        return False
    pairs = ((first.month, second.month), (first.day, second.day))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _bare_date(text: str) -> Day | None:
    dated = read_date(text)
    if not years(text) or len(dated.readings) != 1 or set(dated.words) - _BESIDE_DATES:
        return None
    return dated.readings[0].start if dated.readings[0].end is None else None


def no_superlatives(_: Sheet, item: Item) -> Iterator[Fault]:
    """L25: what mattered most is a judgement, to be explained and not to be picked."""
    if not isinstance(item.question.kind, Recall) and _SUPERLATIVE.search(item.question.stem):
        yield at(item, "stem", "what mattered most is a matter of judgement: ask for a card")


def enough_distractors(_: Sheet, item: Item) -> Iterator[Fault]:
    """L30: at least three distractors, or two where several options are right."""
    right, wrong = choice(item)
    fewest = FEWEST_DISTRACTORS if len(right) == 1 else FEWEST_DISTRACTORS_OF_SEVERAL
    if right and len(wrong) < fewest:
        yield at(item, "wrong", f"{len(wrong)} wrong options are too few; {fewest} make it fair")


def tempting(_: Sheet, item: Item) -> Iterator[Fault]:
    """L33: each distractor has a note why it tempts."""
    for option in choice(item)[1]:
        if not option.note.strip():
            yield at(item, "wrong", f"say why “{option.text}” tempts")


def length_balance(_: Sheet, item: Item) -> Iterator[Fault]:
    """L40: once over 20 characters, no option is twice as long as another; names three times."""
    right, wrong = choice(item)
    sizes = [len(option.text) for option in (*right, *wrong)]
    most = 3 if all(_is_name(option.text) for option in (*right, *wrong)) else 2
    if sizes and max(sizes) > 20 and max(sizes) > most * min(sizes):
        yield at(item, "right", f"options run from {min(sizes)} to {max(sizes)} characters")


def _is_name(text: str) -> bool:
    """Say whether a text is a name, a number, or a list of such."""
    return all(
        word[0].isupper() or word[0].isdigit() or word in _LITTLE for word in _WORD.findall(text)
    )


def no_echo(_: Sheet, item: Item) -> Iterator[Fault]:
    """L42: no long word is shared by the stem and the right option alone."""
    right, wrong = choice(item)
    if len(right) == 1:
        stem = _long_words(item.question.stem)
        elsewhere = {word for option in wrong for word in _long_words(option.text)}
        for word in sorted(stem & _long_words(right[0].text) - elsewhere):
            yield at(item, "right", f"“{word}” stands in the stem and in the right option alone")


def _long_words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in words(text) if len(word) >= 5} - _PLAIN


def same_grammar(_: Sheet, item: Item) -> Iterator[Fault]:
    """L43: options begin alike, and no article at the end of the stem fits only some of them."""
    right, wrong = choice(item)
    if not right:
        return
    starts = {option.text[:1].islower() for option in (*right, *wrong)}
    if len(starts) > 1:
        yield at(item, "wrong", "some options begin with a capital and some do not")
    if re.search(r"\b(a|an)\W*$", item.question.stem):
        yield at(item, "stem", "an article at the end of the stem gives the answer away")
    kinds = [_start(option.text) for option in (*right, *wrong)]
    if len(right) == 1 and kinds.count(kinds[0]) == 1 and len(set(kinds[1:])) == 1:
        yield at(item, "right", f"“{right[0].text}” alone begins in its way; let another too")


def _start(text: str) -> str:
    """Return the link an option begins with, such as "to" or "because", or nothing."""
    first = (words(text) or [""])[0]
    return first if first in ("to", "by", "because", "that", "for") else ""


def no_absolutes(_: Sheet, item: Item) -> Iterator[Fault]:
    """L44: words such as 'always' do not stand in distractors alone."""
    right, wrong = choice(item)
    if right and not any(_ABSOLUTE & set(words(option.text)) for option in right):
        for option in wrong:
            if found := _ABSOLUTE & set(words(option.text)):
                yield at(item, "wrong", f"“{found.pop()}” marks “{option.text}” as wrong")


def no_calendar_logic(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L49: a date is not found by leaving out those outside the deck's period."""
    right, wrong = choice(item)
    period = sheet.record.period
    if period is None or len(right) != 1 or not years(right[0].text):
        return
    outside = [
        option
        for option in wrong
        if (found := years(option.text)) and not period[0] <= int(found[0]) <= period[1]
    ]
    if wrong and len(outside) >= min(3, len(wrong)):
        yield at(
            item, "wrong", f"{len(outside)} of the dates lie outside {period[0]} to {period[1]}"
        )


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
    right, _wrong = choice(item)
    if right and re.search(r"\bnot\b|\bexcept\b|n't\b", item.question.stem):
        yield at(item, "stem", "ask what is so; if it must be negative, write NOT")
    elif len(right) == 1 and re.search(r"\bNOT\b|\bEXCEPT\b", item.question.stem):
        yield at(item, "stem", "a negative question needs several right options")
