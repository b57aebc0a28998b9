"""Marks dates and years: exactly, at the precision asked for, within an author's tolerance.

A date less exact than asked, or one that may be read in two ways, is asked about once.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from bot.domain.asking import Asking, asking
from bot.domain.dates import Dated, Day, Span, read_date
from bot.domain.phrasing import alternatives, bare, negations, says_nothing
from bot.domain.question import AnswerKind, Because, Date, Key, Precision, Verdict
from bot.domain.spelling import fold, plain
from bot.domain.tokens import words_of
from bot.domain.verdicts import close, right, wrong
from bot.domain.vocabulary import CLOSINGS, GENERIC, OPENINGS, STOPS, lexicon
from bot.domain.word_forms import same_word

_BESIDE = lexicon(
    "circa c ca about around approximately approx roughly exactly year date ? ~ lasted began ended "
    "started from between on dated month day"
)
_BOTH_ENDS = re.compile(r"(?<=\d)\s*(?:\band\b|&)\s*(?=['’]?\d)", re.IGNORECASE)
_NOT_THEN = lexicon("before after since by prior post pre until till")
_SPOKEN = frozenset(word for phrase in OPENINGS + CLOSINGS for word in phrase)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class _Fit(IntEnum):
    """How a date given fits the date wanted, best first."""

    EXACT = 0
    NEAR = 1  # within the tolerance
    LESS = 2  # less exact, and no contradiction
    ERA = 3  # BC or AD?
    CENTURY = 4  # the same but for its century, or for a lost first digit
    HALF = 5  # one end of a span
    OTHER = 6


@dataclass(frozen=True, slots=True)
class Aim:
    """The date or span asked for. ``tolerance`` counts units of ``precision``."""

    span: Span
    precision: Precision
    model: str
    tolerance: int = 0
    either_end: bool = False


def judge_date(answer: str, key: Key, question: str) -> Verdict | None:
    """Mark an answer against a key of dates or years; None if the key has none."""
    aims = tuple(aim for text in key.accepted if (aim := _aim(text, key.kind)))
    if not aims:
        return None
    folded = fold(answer)
    if any(plain(text).strip() == plain(answer).strip() for text in key.accepted):
        return right(Because.EXACT)
    for rejected in key.rejected:
        if fold(rejected.text) == folded and rejected.message:
            return wrong(Because.REJECTED, rejected.message)
    return mark_date(answer, aims, question)


def aim_of(kind: Date) -> Aim:
    """Read a date question's model answer."""
    start = _iso(kind.value, kind.precision)
    end = _iso(kind.until, kind.precision) if kind.until else None
    model = kind.value if end is None else f"{kind.value} – {kind.until}"
    return Aim(Span(start, end), kind.precision, model, kind.tolerance, kind.either_end)


def mark_date(answer: str, aims: tuple[Aim, ...], question: str) -> Verdict:
    """Mark a typed date against the dates asked for."""
    words = words_of(answer)
    if says_nothing(answer, words):
        return wrong(Because.EMPTY)
    if negations(bare(words)):
        return wrong(Because.NEGATED)
    if any(aim.span.end for aim in aims):
        answer = _BOTH_ENDS.sub(" to ", answer)
    parts = alternatives(answer) if not re.search(r"\d/\d", answer) else ()
    if len(parts) > 1:
        verdicts = [_mark(read_date(part), aims, question) for part in parts]
        if any(each.credit < 1.0 for each in verdicts):
            return wrong(Because.TWO_ANSWERS)
        return verdicts[0]
    verdict = _mark(read_date(answer), aims, question)
    if verdict.reason.because is Because.VARIANT and _as_written(answer, aims):
        return right(Because.EXACT)
    return verdict


def _as_written(answer: str, aims: tuple[Aim, ...]) -> bool:
    """Return whether a date is typed as the answer is shown: "1936", "23 August 1939"."""
    typed = plain(answer).split()
    ways = (way for aim in aims for way in (aim.model, _told(aim.span, aim)))
    return any(plain(way).split() == typed for way in ways)


def _mark(dated: Dated, aims: tuple[Aim, ...], question: str) -> Verdict:
    asked = asking(question)
    if dated.decade:
        return wrong(Because.NUMBER)
    if not dated.readings:
        echo = all(word in asked.words or word in STOPS for word in dated.words)
        return wrong(Because.ECHO if echo and dated.words else Because.DIFFERENT)
    fits = [[_fit(span, aim, asked, question) for aim in aims] for span in dated.readings]
    best = min(range(len(fits)), key=lambda place: min(fits[place]))
    fit = min(fits[best])
    aim = aims[fits[best].index(fit)]
    if fit <= _Fit.NEAR:
        return _beside(dated, asked) or _agreed(dated, best, fit, aim)
    return _short_of(fit, aim, len(dated.readings), dated)


def _beside(dated: Dated, asked: Asking) -> Verdict | None:
    """Return the verdict on a right date with words beside it that change it, or None."""
    for word in dated.words:
        if word in _NOT_THEN:
            return wrong(Because.DIFFERENT)
        if word in _BESIDE | STOPS | GENERIC | _SPOKEN:
            continue
        if any(same_word(word, said) for said in asked.words):
            continue
        return close(Because.NEAR)
    return None


def _agreed(dated: Dated, best: int, fit: _Fit, aim: Aim) -> Verdict:
    """Accept a date; one that is only right with the month first is asked about."""
    if best > 0:
        return close(Because.WHICH_DATE, *(_told(span, aim) for span in dated.readings))
    if fit is _Fit.EXACT:
        return right(Because.VARIANT)
    return right(Because.IN_RANGE, aim.model)


def _short_of(fit: _Fit, aim: Aim, readings: int, dated: Dated) -> Verdict:
    if fit is _Fit.LESS:
        return close(Because.FULL_DATE, aim.precision.value)
    if fit is _Fit.ERA and aim.span.start.year is not None:
        year = abs(aim.span.start.year)
        return close(Because.WHICH_DATE, f"{year} BC", f"AD {year}")
    if fit is _Fit.CENTURY:
        return close(Because.CENTURY, str(dated.readings[0].start.year))
    if fit is _Fit.HALF:
        return wrong(Because.INCOMPLETE)
    return wrong(Because.NUMBER)


def _told(span: Span, aim: Aim) -> str:
    """Write one reading of a date in words, in the century asked for."""
    day = span.start
    year = day.year
    if day.short and year is not None and aim.span.start.year is not None:
        year += aim.span.start.year - aim.span.start.year % 100
    month = _MONTHS[day.month - 1] if day.month else ""
    return " ".join(str(part) for part in (day.day, month, year) if part)


def _aim(text: str, kind: AnswerKind) -> Aim | None:
    dated = read_date(text)
    if not dated.readings or any(word not in _BESIDE | STOPS for word in dated.words):
        return None
    span = dated.readings[0]
    precision = span.start.precision or Precision.DAY
    if kind is AnswerKind.YEAR:
        if span.start.year is None:
            return None
        end = Day(span.end.year, era=span.end.era) if span.end else None
        span, precision = Span(Day(span.start.year, era=span.start.era), end), Precision.YEAR
    return Aim(span, precision, text)


def _iso(text: str, precision: Precision) -> Day:
    """Read ISO text cut at its precision: "1922", "1922-04", "-0044"."""
    sign = -1 if text.startswith("-") else 1
    numbers = [int(part) for part in text.lstrip("-").split("-")]
    kept = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[precision]
    year, month, day = (*numbers[:kept], None, None)[:3]
    return Day(sign * (year or 0), month, day)


def _fit(span: Span, aim: Aim, asked: Asking, question: str) -> _Fit:
    want = aim.span
    start = _fit_day(span.start, want.start, aim, asked, question)
    if want.end is None:
        if span.end is None:
            return start
        return max(start, _fit_day(span.end, want.start, aim, asked, question))
    if span.end is not None:
        return max(start, _fit_day(span.end, want.end, aim, asked, question))
    end = _fit_day(span.start, want.end, aim, asked, question)
    single = min(start, end)
    if aim.either_end or single is _Fit.OTHER:
        return single
    return _Fit.HALF


def _fit_day(given: Day, want: Day, aim: Aim, asked: Asking, question: str) -> _Fit:
    given, era = _in_the_right_century(given, want, asked, question)
    if want.year is not None and given.year is not None and given.year != want.year:
        if _within(given, want, aim):
            return _Fit.NEAR
        if era is _Fit.OTHER and _is_another_century(given.year, want.year):
            mended = Day(want.year, given.month, given.day)
            same = _fit_day(mended, want, aim, asked, question) is _Fit.EXACT
            return _Fit.CENTURY if same else _Fit.OTHER
        return era
    less = want.year is not None and given.year is None
    for have, wish in ((given.month, want.month), (given.day, want.day)):
        if wish is None:
            continue
        if have is None:
            less = True
        elif have != wish:
            return _Fit.NEAR if not less and _within(given, want, aim) else _Fit.OTHER
    return _Fit.LESS if less else _Fit.EXACT


def _is_another_century(given: int, want: int) -> bool:
    """Tell whether a year is the one wanted but for its century: 1839, 2039 or 939 for 1939."""
    if 1000 <= given <= 2999:
        return given % 100 == want % 100 and abs(given - want) <= 200
    return given >= 100 and given + 1000 == want


def _in_the_right_century(given: Day, want: Day, asked: Asking, question: str) -> tuple[Day, _Fit]:
    """Complete a year from the question; the second value tells what another year would mean."""
    year = given.year
    if want.year is None:
        return given, _Fit.OTHER
    if (year is None and given.day is not None and str(want.year) in asked.numbers) or (
        year is not None and given.short and want.year > 0 and want.year % 100 == year
    ):
        year = want.year
    elif year is not None and not given.era and want.year < 0 and year == -want.year:
        if not re.search(r"\bB\.?C", question):
            return given, _Fit.ERA
        year = want.year
    return Day(year, given.month, given.day, given.short, given.era), _Fit.OTHER


def _within(given: Day, want: Day, aim: Aim) -> bool:
    """Tell whether a date is within the tolerance, in years, months or days."""
    if not aim.tolerance or given.year is None or want.year is None or given.short:
        return False
    if aim.precision is Precision.YEAR:
        return abs(given.year - want.year) <= aim.tolerance
    if given.month is None or want.month is None:
        return False
    if aim.precision is Precision.MONTH:
        months = 12 * (given.year - want.year) + given.month - want.month
        return abs(months) <= aim.tolerance
    days = _ordinal(given), _ordinal(want)
    return None not in days and abs((days[0] or 0) - (days[1] or 0)) <= aim.tolerance


def _ordinal(day: Day) -> int | None:
    try:
        return date(day.year or 0, day.month or 0, day.day or 0).toordinal()
    except ValueError:
        return None
