"""Rules for what is dated, counted, ordered, matched and listed (L55, L60 to L65)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.domain.marking import mark
from bot.domain.question import (
    Date,
    Listed,
    Mark,
    Match,
    Number,
    Point,
    Points,
    Precision,
    Wrote,
)
from content.bank import Item, Sheet
from content.rules.fault import Fault, at
from content.schema import OrderRecord

MOST_CUES = 10
PERCENT_SLACK = 3

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def model_passes(_: Sheet, item: Item) -> Iterator[Fault]:
    """L55: the model answer of a number or date is right; a point's own words make that point."""
    kind = item.question.kind
    model = kind.value if isinstance(kind, Number | Date) else ""
    if model and mark(item.question, Wrote(model)).mark is not Mark.RIGHT:
        yield at(item, "answer", f"“{model}” is not marked right")
    if isinstance(kind, Points):
        for number, point in enumerate(kind.points):
            verdict = mark(item.question, Listed(point.text))
            made = {place for place, part in enumerate(verdict.parts) if part is Mark.RIGHT}
            if number not in made | set(verdict.proposed):
                yield at(item, f"point[{number}]", f"“{point.text}” does not make its own point")
            for other in sorted(made - {number}):
                sentence = f"“{point.text}” also makes “{kind.points[other].text}”"
                yield at(item, f"point[{number}]", sentence)


def fair_tolerance(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L60: the model answer is within its own range; a day is asked exactly, a year too."""
    kind = item.question.kind
    if isinstance(kind, Number):
        digits = kind.value.replace(",", "").split()[0]
        try:
            inside = kind.low <= float(digits) <= kind.high
        except ValueError:
            yield at(item, "answer", f"“{kind.value}” does not begin with a number in digits")
            return
        if not inside and len(kind.value.split()) == 1:
            yield at(item, "answer", f"{kind.value} is not within {kind.low} to {kind.high}")
        if inside and kind.unit == "%" and not _near(float(digits), kind, item, sheet):
            yield at(item, "low", f"a percentage may be off by {PERCENT_SLACK} at most")
    if isinstance(kind, Date) and kind.tolerance:
        if kind.precision is Precision.DAY:
            yield at(item, "tolerance", "a day is asked exactly; ask for the month instead")
        if kind.tolerance > 2:
            yield at(item, "tolerance", "so wide a tolerance accepts another event")


def _near(value: float, kind: Number, item: Item, sheet: Sheet) -> bool:
    """Say whether a range is narrow, or its ends stand in a cited fact."""
    if value - PERCENT_SLACK <= kind.low and kind.high <= value + PERCENT_SLACK:
        return True
    facts = [sheet.facts[name] for name in item.question.facts if name in sheet.facts]
    told = {
        figure for fact in facts for figure in _FIGURE.findall(f"{fact.says} {fact.correction}")
    }
    return {f"{kind.low:g}", f"{kind.high:g}"} <= told


def fair_order(_: Sheet, item: Item) -> Iterator[Fault]:
    """L63: 4 to 7 items whose dates rise, even at the coarser precision of two neighbours."""
    record = item.record
    if not isinstance(record, OrderRecord):
        return
    if not 4 <= len(record.items) <= 7:
        yield at(item, "items", f"{len(record.items)} items; 4 to 7 are fair")
    dates = [when for when, _ in record.items]
    for number, (before, after) in enumerate(pairwise(dates), start=1):
        shared = min(len(before), len(after))
        if before[:shared] >= after[:shared]:
            yield at(item, f"items[{number}]", f"{after} is not certain to follow {before}")


def fair_match(_: Sheet, item: Item) -> Iterator[Fault]:
    """L64: 4 to 6 pairs and up to 2 extras."""
    kind = item.question.kind
    if isinstance(kind, Match):
        if not 4 <= len(kind.pairs) <= 6:
            yield at(item, "pairs", f"{len(kind.pairs)} pairs; 4 to 6 are fair")
        if len(kind.extras) > 2:
            yield at(item, "extras", "more than two extras only confuse")


def fair_points(_: Sheet, item: Item) -> Iterator[Fault]:
    """L65: a point to spare, enough cues for each, and no cue that belongs to two points."""
    kind = item.question.kind
    if not isinstance(kind, Points):
        return
    if len(kind.points) <= kind.need:
        yield at(item, "need", "there is no point to spare; add another")
    for number, point in enumerate(kind.points):
        count = len(point.cues) - 1 + len(_plain(point)) if _plain(point) else len(point.cues)
        if not 2 <= count <= MOST_CUES:
            where = f"point[{number}].cues"
            yield at(item, where, f"{count} cues; 2 to {MOST_CUES} tell a point from others")
        for cue in _plain(point):
            for other in kind.points:
                if other is not point and any(f" {cue}" in f" {each}" for each in _plain(other)):
                    where = f"point[{number}].cues"
                    yield at(item, where, f"the cue “{cue}” would also credit “{other.text}”")


def _plain(point: Point) -> tuple[str, ...]:
    """Return the cues without conditions: any of them makes the point."""
    first = point.cues[0] if point.cues else None
    return first.any_of if first and not first.all_of and not first.none_of else ()
