"""Rules that look names up: kinds, times and strangers among the options of a choice."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.judge import fold
from bot.domain.question import Match, Option
from bot.domain.spelling import known_words
from content.bank import Item, Sheet
from content.fingerprints import words_of
from content.reference import EntryKind
from content.rules.fault import Fault, at, years
from content.rules.options import choice

SLACK = 8
"""Years by which a distractor may lie outside its theme."""

_FAMILY = {
    EntryKind.HISTORIAN: EntryKind.PERSON,
    EntryKind.PLACE: EntryKind.STATE,
    EntryKind.EVENT: EntryKind.TREATY,
    EntryKind.WORK: EntryKind.TREATY,
}
"""Kinds that may stand beside one another, by the first of each family."""

_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Ý][^\W_]*(?:['’-][^\W_]+)*")
_THESE = re.compile(r"\bwhich (?:of|event|treaty|pact|agreement)\b", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|of|dated?|belongs? to) 1\d{3}\b")


def distinct_things(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L21, L22: no two options are names of the same thing."""
    right, wrong = choice(item)
    seen: dict[str, Option] = {}
    for option in (*right, *wrong):
        entries = sheet.reference.named.get(fold(option.text), ())
        for entry in entries if len(entries) == 1 else ():
            if (first := seen.setdefault(entry.name, option)) is not option:
                yield at(item, "wrong", f"“{option.text}” and “{first.text}” are the same thing")


def same_kind(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L31: options are of one kind: bare numbers, persons, states, treaties, organisations."""
    right, wrong = choice(item)
    options = (*right, *wrong)
    if len({option.text.strip().isdigit() for option in options}) > 1:
        yield at(item, "wrong", "some options are bare numbers and some are not")
    kinds = [_families(sheet, option.text) for option in options]
    known = [kind for kind in kinds[: len(right)] if kind]
    for option, kind in zip(wrong, kinds[len(right) :], strict=True):
        if kind and known and not any(kind & other for other in known):
            ours, theirs = min(kind), min(known[0])
            yield at(item, "wrong", f"“{option.text}” is a {ours}, and the answer a {theirs}")


def _families(sheet: Sheet, text: str) -> frozenset[EntryKind]:
    return frozenset(_FAMILY.get(kind, kind) for kind in sheet.reference.kinds(text))


def same_period(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L32: a date among the distractors is near its theme; a person was active in the period."""
    span = sheet.record.spans.get(item.question.theme)
    period = sheet.record.period
    for option in choice(item)[1]:
        for year in map(int, years(option.text)):
            if span and not span[0] - SLACK <= year <= span[1] + SLACK:
                yield at(item, "wrong", f"{year} is far from the years {span[0]} to {span[1]}")
        for entry in sheet.reference.named.get(fold(option.text), ()):
            if period and entry.active and not _overlap(period, entry.active):
                first, last = entry.active
                yield at(item, "wrong", f"{entry.name} was active from {first} to {last}")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def no_strangers(sheet: Sheet) -> Iterator[Fault]:
    """L34: whoever and whatever a distractor names is in the glossary, timeline or facts."""
    if not sheet.reference.entries:
        return
    known = _known(sheet)
    for item in sheet.items:
        for option in choice(item)[1]:
            for name in _names_in(option.text):
                if not known.issuperset(words_of(name)):
                    yield at(item, "wrong", f"nothing in the glossary or timeline knows “{name}”")


def _known(sheet: Sheet) -> frozenset[str]:
    """Return the words of every text beside the questions."""
    reference = sheet.reference
    texts = [
        *(name for group in sheet.record.confusable for name in group),
        *(f"{fact.says} {fact.correction}" for fact in sheet.facts.values()),
        *(event.record.event for event in reference.events),
        *(f"{entry.means} {' '.join(entry.parties)}" for entry in reference.all_entries),
    ]
    return reference.name_words.union(word for text in texts for word in words_of(text))


def _names_in(text: str) -> Iterator[str]:
    """Yield capitalised words; the first only if it is no English word."""
    for found in _CAPITAL.finditer(text):
        word = found.group()
        if found.start() > len(text) - len(text.lstrip("‘'“\"")) or not _is_word(word):
            yield word


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    return all(part in known_words() for part in words_of(word))


def nothing_else_fits(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L24: no distractor happened in the year the stem asks for."""
    stem = item.question.stem
    right, wrong = choice(item)
    asked = years(stem)
    if len(right) != 1 or not _THESE.search(stem):
        return
    for option in wrong:
        for entry in sheet.reference.named.get(fold(option.text), ()):
            if len(asked) == 1 and _IN_YEAR.search(stem) and entry.date.startswith(asked[0]):
                yield at(item, "wrong", f"{entry.name} is of {entry.date}, so it fits the stem too")


def one_to_one(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L64: no year on the right of a match fits a left side it does not belong to."""
    kind = item.question.kind
    for pair in kind.pairs if isinstance(kind, Match) else ():
        entries = sheet.reference.named.get(fold(pair.left), ())
        dates = [entry.date[:4] for entry in entries if entry.date]
        for right in kind.rights if isinstance(kind, Match) and len(dates) == 1 else ():
            if right != pair.right and right.strip() == dates[0]:
                yield at(item, "pairs", f"“{pair.left}” belongs to {right} as well")
