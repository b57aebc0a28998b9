"""From what an author wrote to the domain's question, with what types alone cannot check.

Every check notes its mistake at the key it is about and goes on. Quality (is it guessable, is
it fair) is the business of ``lint.py``; here is only what would make a question unusable.
"""

import re
from collections.abc import Iterable
from datetime import date
from math import isfinite
from operator import itemgetter

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import (
    Choice,
    Cloze,
    Cue,
    Date,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Picture,
    Point,
    Points,
    Precision,
    Question,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from content import schema
from content.page import Page

GAP = re.compile(r"(?<!_)____(?!_)")
"""A gap of a cloze, in its stem."""

_PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def build(
    page: Page, at: str, record: schema.QuestionRecord, theme: str, deck: DeckId
) -> Question | None:
    """Make the question of a decoded record; None after noting why it cannot be one."""
    before = len(page.mistakes)
    kind = _kind(page, at, record)
    if kind is None or len(page.mistakes) > before:
        return None
    picture = record.picture
    return Question(
        id=QuestionId(record.id),
        deck=deck,
        theme=theme,
        skill=record.skill,
        difficulty=record.difficulty,
        stem=record.stem,
        kind=kind,
        explanation=record.explanation,
        version=record.version,
        sources=record.sources,
        facts=record.facts,
        tags=record.tags,
        hint=record.hint,
        picture=Picture(picture.file, picture.alt) if picture else None,
        retired=record.retired,
    )


def _kind(page: Page, at: str, record: schema.QuestionRecord) -> Kind | None:
    match record:
        case schema.ChoiceRecord():
            return _choice(page, at, record)
        case schema.TrueFalseRecord():
            return TrueFalse(record.truth, record.correction)
        case schema.TypedRecord():
            return Typed(_key(page, at, record))
        case schema.NumberRecord():
            return _number(page, at, record)
        case schema.DateRecord():
            return _date(page, at, record)
        case schema.OrderRecord():
            return _order(page, at, record)
        case schema.MatchRecord():
            return _match(page, at, record)
        case schema.ClozeRecord():
            return _cloze(page, at, record)
        case schema.PointsRecord():
            return _points(page, at, record)
        case schema.RecallRecord():
            return Recall(record.back)
    return None


def _choice(page: Page, at: str, record: schema.ChoiceRecord) -> Choice:
    right = (record.right,) if isinstance(record.right, str) else record.right
    notes = (*record.notes, *[""] * len(right))
    options = _placed(
        tuple(
            Option(text, correct=True, note=note) for text, note in zip(right, notes, strict=False)
        ),
        tuple(Option(text, correct=False, note=note) for text, note in record.wrong),
        record.places,
    )
    places = {place for place in record.places if place < len(options)}
    if record.places and not len(places) == len(record.places) == len(right):
        page.wrong(f"{at}.places", "`places` needs a place of its own for each right option")
    if len(record.notes) > len(right):
        page.wrong(f"{at}.notes", "there are more `notes` than right options")
    if not right:
        page.wrong(f"{at}.right", "a choice needs at least one right option")
    if not 2 <= len(options) <= 25:
        page.wrong(at, f"a choice has 2 to 25 options; this has {len(options)}")
    if twice := _repeated(option.text for option in options):
        page.wrong(at, f"the option “{twice}” is there twice")
    return Choice(options, several=record.several or len(right) > 1)


def _placed(
    right: tuple[Option, ...], wrong: tuple[Option, ...], places: tuple[int, ...]
) -> tuple[Option, ...]:
    """Return all options, the right ones at their ``places`` or else first."""
    options = list(wrong)
    placed = zip(places or range(len(right)), right, strict=False)
    for place, option in sorted(placed, key=itemgetter(0)):
        options.insert(place, option)
    return tuple(options)


def _key(page: Page, at: str, record: schema.TypedRecord | schema.KeyRecord) -> Key:
    accepted = {_same(text) for text in record.accept}
    if not record.accept:
        page.wrong(f"{at}.accept", "at least one answer must be accepted")
    for name, said in (("reject", record.reject), ("prompt", record.prompt)):
        for number, (text, _) in enumerate(said):
            if _same(text) in accepted:
                page.wrong(f"{at}.{name}[{number}]", f"“{text}” is also accepted")
    return Key(
        accepted=record.accept,
        kind=record.reads,
        required=record.required,
        rejected=tuple(Rejected(*said) for said in record.reject),
        prompts=tuple(Rejected(*said) for said in record.prompt),
        confusables=record.confusable,
    )


def _number(page: Page, at: str, record: schema.NumberRecord) -> Number:
    if not (isfinite(record.low) and isfinite(record.high)):
        page.wrong(f"{at}.low", "`low` and `high` must be finite numbers")
    elif record.low > record.high:
        page.wrong(f"{at}.low", "`low` is greater than `high`, so no answer would be right")
    return Number(record.answer, record.low, record.high, record.unit)


def _date(page: Page, at: str, record: schema.DateRecord) -> Date:
    precision = _PRECISION.get(len(record.answer), Precision.DAY)
    start = day_of(page, f"{at}.answer", record.answer)
    if record.until:
        end = day_of(page, f"{at}.until", record.until)
        if len(record.until) != len(record.answer):
            page.wrong(f"{at}.until", "`until` must be as exact as `answer`")
        elif start and end and end <= start:
            page.wrong(f"{at}.until", "`until` must be later than `answer`")
    elif record.either_end:
        page.wrong(f"{at}.either_end", "`either_end` means nothing without `until`")
    return Date(record.answer, precision, record.until, record.tolerance, record.either_end)


def day_of(page: Page, at: str, text: str) -> date | None:
    """Return the first day of "1922", "1922-04" or "1922-04-16"; None after noting a mistake."""
    try:
        if len(text) in _PRECISION:
            return date.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError:
        pass
    page.wrong(at, f"“{text}” is not a date such as 1922, 1922-04 or 1922-04-16")
    return None


def _order(page: Page, at: str, record: schema.OrderRecord) -> Order:
    for number, (when, _) in enumerate(record.items):
        if when:
            day_of(page, f"{at}.items[{number}]", when)
    if twice := _repeated(text for _, text in record.items):
        page.wrong(f"{at}.items", f"the item “{twice}” is there twice")
    return Order(tuple(text for _, text in record.items))


def _match(page: Page, at: str, record: schema.MatchRecord) -> Match:
    if twice := _repeated(left for left, _ in record.pairs):
        page.wrong(f"{at}.pairs", f"the left side “{twice}” is there twice")
    if twice := _repeated([*(right for _, right in record.pairs), *record.extras]):
        page.wrong(f"{at}.pairs", f"the right side “{twice}” is there twice")
    return Match(tuple(Pair(*pair) for pair in record.pairs), record.extras)


def _cloze(page: Page, at: str, record: schema.ClozeRecord) -> Cloze:
    gaps = len(GAP.findall(record.stem))
    if gaps != len(record.gap) or not gaps:
        page.wrong(
            f"{at}.stem", f"the stem has {gaps} gaps (____) and {len(record.gap)} answers follow"
        )
    return Cloze(tuple(_key(page, f"{at}.gap[{n}]", gap) for n, gap in enumerate(record.gap)))


def _points(page: Page, at: str, record: schema.PointsRecord) -> Points:
    if record.need > len(record.point):
        page.wrong(f"{at}.need", f"{record.need} points are wanted and {len(record.point)} follow")
    if twice := _repeated(point.text for point in record.point):
        page.wrong(f"{at}.point", f"the point “{twice}” is there twice")
    for number, point in enumerate(record.point):
        if not point.cues:
            page.wrong(f"{at}.point[{number}].cues", "a point needs cues, or nothing can make it")
    return Points(record.need, tuple(_point(point) for point in record.point))


def _point(record: schema.PointRecord) -> Point:
    """Make a point; cues without conditions become one group, any of which is enough."""
    plain = tuple(cue for cue in record.cues if isinstance(cue, str))
    groups = tuple(
        Cue(cue.any, cue.all, cue.none) for cue in record.cues if not isinstance(cue, str)
    )
    cues = ((Cue(plain),) if plain else ()) + groups
    return Point(record.text, cues, record.confusions, record.exemplars)


def _repeated(texts: Iterable[str]) -> str:
    """Return the first text that is the same as an earlier one, or nothing."""
    seen: set[str] = set()
    for text in texts:
        if (same := _same(text)) in seen:
            return text
        seen.add(same)
    return ""


def _same(text: str) -> str:
    """Return what two texts share that differ in capitals and spaces alone.

    Marks count here, unlike in the judge: + and - may both be options.
    """
    return " ".join(text.split()).casefold()
