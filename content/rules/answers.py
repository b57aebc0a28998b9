"""Rules for what is typed, dated, counted, ordered, matched and listed (L50 to L65)."""

from collections.abc import Iterator
from itertools import pairwise

from bot.domain.judge import fold, judge
from bot.domain.marking import mark
from bot.domain.question import (
    AnswerKind,
    Cloze,
    Date,
    Key,
    Listed,
    Mark,
    Match,
    Number,
    Point,
    Points,
    Precision,
    Typed,
    Wrote,
)
from content.bank import Item, Sheet
from content.build import GAP
from content.rules.fault import Fault, at, words
from content.schema import OrderRecord

LONGEST_MESSAGE = 120
MOST_CUES = 10


def _keys(item: Item) -> Iterator[tuple[str, Key]]:
    kind = item.question.kind
    if isinstance(kind, Typed):
        yield "", kind.key
    if isinstance(kind, Cloze):
        for number, gap in enumerate(kind.gaps):
            yield f"gap[{number}].", gap


def folds_apart(_: Sheet, item: Item) -> Iterator[Fault]:
    """L50: an accepted variant that folds like another says nothing new."""
    for place, key in _keys(item):
        seen: dict[str, str] = {}
        for text in key.accepted:
            if (first := seen.setdefault(fold(text), text)) != text:
                yield at(item, f"{place}accept", f"“{text}” is read like “{first}” anyway")


def enough_variants(_: Sheet, item: Item) -> Iterator[Fault]:
    """L51: an answer in words has at least two accepted forms."""
    for place, key in _keys(item):
        if key.kind is AnswerKind.TEXT and len(key.accepted) < 2:
            yield at(item, f"{place}accept", "add other forms that people really type")


def messages(_: Sheet, item: Item) -> Iterator[Fault]:
    """L54: what is said to a wrong or vague answer is short."""
    for place, key in _keys(item):
        for name, said in (("reject", key.rejected), ("prompt", key.prompts)):
            for each in said:
                if len(each.message) > LONGEST_MESSAGE:
                    where = f"{place}{name}"
                    yield at(item, where, f"over {LONGEST_MESSAGE} characters: “{each.message}”")


def judged_right(_: Sheet, item: Item) -> Iterator[Fault]:
    """L55: every accepted variant passes its own judge however it is typed; no trap does."""
    stem = item.question.stem
    for place, key in _keys(item):
        for text in key.accepted:
            for typed in _as_typed(text):
                verdict = judge(typed, key, stem)
                if verdict.mark is not Mark.RIGHT:
                    why = verdict.reason.because.value
                    yield at(item, f"{place}accept", f"“{typed}” is judged {verdict.mark}: {why}")
                    break
        for each in key.rejected:
            if judge(each.text, key, stem).mark is not Mark.WRONG:
                yield at(item, f"{place}reject", f"“{each.text}” is not judged wrong")
        for each in key.prompts:
            if judge(each.text, key, stem).mark is not Mark.CLOSE:
                yield at(item, f"{place}prompt", f"“{each.text}” does not ask back")


def _as_typed(text: str) -> tuple[str, ...]:
    curly = text.replace("'", "’").replace("-", "–")
    return (text, text.upper(), text.lower(), curly, f"{text} ", f"{text}.")


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


def fair_gaps(_: Sheet, item: Item) -> Iterator[Fault]:
    """L56: one or two gaps, none of them first, short answers, none of them in the stem."""
    kind = item.question.kind
    if not isinstance(kind, Cloze):
        return
    stem = item.question.stem
    if len(kind.gaps) > 2:
        yield at(item, "stem", f"{len(kind.gaps)} gaps are too many; one or two")
    if GAP.match(stem.lstrip(" '‘“\"")):
        yield at(item, "stem", "the gap is the first word, so nothing leads up to it")
    around = f" {' '.join(words(GAP.sub(' ', stem)))} "
    for number, gap in enumerate(kind.gaps):
        answer = words(gap.accepted[0])
        if len(answer) > 3:
            yield at(item, f"gap[{number}]", "the answer has more than three words")
        if f" {' '.join(answer)} " in around:
            yield at(item, f"gap[{number}]", "the stem has the answer in it")


def fair_tolerance(_: Sheet, item: Item) -> Iterator[Fault]:
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
    if isinstance(kind, Date) and kind.tolerance:
        if kind.precision is Precision.DAY:
            yield at(item, "tolerance", "a day is asked exactly; ask for the month instead")
        if kind.tolerance > 2:
            yield at(item, "tolerance", "so wide a tolerance accepts another event")


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
