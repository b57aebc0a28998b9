"""Rules about what a question rests on: its facts, their verdicts and corrections (L03 to L07)."""

import re
from collections.abc import Iterator

from bot.domain.judge import fold
from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Match,
    Number,
    Points,
    Recall,
    TrueFalse,
    Typed,
)
from content.bank import Item, Sheet
from content.reference import EventRecord, Noted
from content.rules.fault import Fault, at, texts, words, years
from content.schema import FactRecord, Verdict

_VIEW = re.compile(
    r"according to|view|histor|school|argu|suggest|doubts?\b|some (say|hold)|"
    r"is said|widely thought|cautious or bold",
    re.IGNORECASE,
)
_NOTES = re.compile(r"\bnotes?\b|according to", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_ORIGINAL_WORD = re.compile(r"[^\W_]+")


def cited(sheet: Sheet, item: Item) -> list[FactRecord]:
    """Return the facts that a question cites, those that exist."""
    return [sheet.facts[name] for name in item.question.facts if name in sheet.facts]


def rests_on_facts(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L03: a question cites facts that exist and have a source, or is tagged as background."""
    if "background" in item.question.tags:
        return
    if not item.question.facts:
        yield at(item, "", "no facts are cited; name them or tag it `background`")
    elif not item.question.sources and sheet.record.documents:
        yield at(item, "facts", "no document is behind these facts; tag it `background`")
    for fact in item.question.facts:
        if fact not in sheet.facts:
            yield at(item, "facts", f"there is no fact `{fact}`")


def views_are_attributed(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L04: what is only disputed is asked as somebody's view."""
    facts = cited(sheet, item)
    disputed = facts and all(fact.verdict is Verdict.DISPUTED for fact in facts)
    free = isinstance(item.question.kind, Points | Recall) or "who" in item.question.tags
    if disputed and not free and not _VIEW.search(item.question.stem):
        yield at(item, "stem", "its facts are all disputed: say whose view it is")


def not_a_misreading(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L05: no answer is a value that a cited fact lists as misread, and no true claim holds one."""
    facts = cited(sheet, item)
    wrong = {fold(value): fact.id for fact in facts for value in fact.misread}
    for key, answer in answers_of(item):
        if fact := wrong.get(fold(answer)):
            yield at(item, key, f"“{answer}” is the misreading that {fact} warns of")
    kind, stem = item.question.kind, item.question.stem
    if isinstance(kind, TrueFalse) and kind.truth and not _NOTES.search(stem):
        for year in sorted(set(years(stem)) & wrong.keys()):
            if set(years(stem)) == {year}:
                yield at(item, "truth", f"{year} is the misreading that {wrong[year]} warns of")


def answer_is_corrected(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L05: where a cited fact is wrong about a year, the answer's year stands in a correction."""
    facts = cited(sheet, item)
    if not any(set(map(fold, fact.misread)) & set(years(" ".join(fact.misread))) for fact in facts):
        return
    dated = {event.record.date[:4] for event in sheet.reference.events if _shares(event, facts)}
    known = {year for fact in facts for year in years(f"{fact.says} {fact.correction}")} | dated
    for key, answer in answers_of(item):
        if len(words(answer)) <= 3 and years(answer) and not set(years(answer)) & known:
            yield at(item, key, f"{answer} stands in no fact that is cited")


def _shares(event: Noted[EventRecord], facts: list[FactRecord]) -> bool:
    return any(fact.id in event.record.facts for fact in facts)


def answers_of(item: Item) -> Iterator[tuple[str, str]]:
    """Yield each answer that is right, with the key it is written under."""
    match item.question.kind:
        case Choice(options):
            yield from (("right", option.text) for option in options if option.correct)
        case Typed(key):
            yield from (("accept", text) for text in key.accepted)
        case Cloze(gaps):
            yield from (("gap", text) for gap in gaps for text in gap.accepted)
        case Number(value) | Date(value):
            yield "answer", value
        case Match(pairs):
            yield from (("pairs", pair.right) for pair in pairs)
        case _:
            pass


def correction_is_told(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L06: what rests on an imprecise fact is tagged and tells what is accepted."""
    question = item.question
    told = set(words(" ".join(text for _, text in texts(question))))
    told |= {word for _, answer in answers_of(item) for word in words(answer)}
    for fact in cited(sheet, item):
        if fact.verdict is not Verdict.IMPRECISE:
            continue
        if "corrected" not in question.tags:
            yield at(item, "tags", f"{fact.id} is imprecise: apply its correction, tag `corrected`")
        elif not told & set(_telling(fact.correction)):
            yield at(item, "explanation", f"nothing here tells the correction of {fact.id}")


def _telling(correction: str) -> Iterator[str]:
    """Yield the words of a correction that carry it: long ones, years and capital letters."""
    for word in _ORIGINAL_WORD.findall(correction):
        if len(word) >= 5 or years(word) or (word.isupper() and len(word) > 1):
            yield word.casefold()


def unverified_is_not_asked(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L07: what nobody could confirm is no answer, nor the only ground of a question."""
    facts = cited(sheet, item)
    unsure = [fact for fact in facts if fact.unverified]
    if unsure and len(unsure) == len(facts) and not _NOTES.search(item.question.stem):
        yield at(item, "facts", f"{unsure[0].id} is not confirmed: say ‘according to the notes’")
    figures = {figure: fact.id for fact in unsure for figure in _figures(fact.says)}
    for key, answer in answers_of(item):
        for figure in _figures(answer):
            if figure in figures:
                yield at(item, key, f"the figure {figure} of {figures[figure]} is not confirmed")


def _figures(text: str) -> list[str]:
    return [figure for figure in _FIGURE.findall(text) if not years(figure)]
