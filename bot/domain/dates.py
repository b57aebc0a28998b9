"""Dates as people type them: "23 Aug 1939", "23/8/39", "'62", "44 BC", "1939-45".

Reads writing only and knows no right answer. A date is a year, or a year and a month, or all
three; where day and month could be swapped there are two readings, the British one first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.date_pieces import ERAS, Piece, pieces_of, sift
from bot.domain.question import Precision
from bot.domain.spelling import plain

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Day:
    """A date as exact as it was typed. ``short`` years have two digits and no century.

    ``year`` is negative for BC; ``era`` tells whether BC or AD was typed.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    short: bool = False
    era: bool = False

    @property
    def precision(self) -> Precision | None:
        """Return how exact the date is; None for a day or month without its year."""
        if self.year is None:
            return None
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY


@dataclass(frozen=True, slots=True)
class Span:
    """A date, or two ends."""

    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """What a text says of dates: its readings, and the words that are no part of a date.

    No ``readings`` if it is no date; ``decade`` if it names one ("1960s").
    """

    readings: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    decade: bool = False


@lru_cache(maxsize=2048)
def read_date(text: str) -> Dated:
    """Read a text as one date or span. Texts over 120 characters are none."""
    if len(text) > _LONGEST:
        return Dated(words=tuple(plain(text).split()))
    tokens, words = sift(pieces_of(text))
    if any(token.kind == "decade" for token in tokens):
        return Dated(words=words, decade=True)
    return Dated(_readings(tokens), words)


def _readings(tokens: list[Piece]) -> tuple[Span, ...]:
    places = [place for place, token in enumerate(tokens) if token.kind == "to"]
    if not places:
        return tuple(Span(day) for day in _days(tokens))
    if len(places) > 1:
        return ()
    left, right = tokens[: places[0]], tokens[places[0] + 1 :]
    ends = _days(right)
    starts = _days(left, lenient=True)
    return tuple(
        Span(*_shared(start, _in_full(end, start)))
        for start in starts[:1]
        for end in ends[:1] or _days(right, lenient=True)[:1]
    )


def _in_full(end: Day, start: Day) -> Day:
    """Give a shortened second year its century: "1939-45", "1928-9"."""
    if start.year is None or end.year is None or end.month or start.year < 100:
        return end
    if end.short or (0 <= end.year < 100 and not end.era):
        size = 10 if end.year < 10 and not end.short else 100
        return Day(start.year - start.year % size + end.year)
    return end


def _shared(start: Day, end: Day) -> tuple[Day, Day]:
    """Give the first end what only the second names: "3-10 July 1936"."""
    month, year = start.month, start.year
    a_day = year is not None and year < 32 and start.day is None and month is None
    if a_day and end.day is not None:
        return Day(end.year, end.month, year), end
    if year is None:
        year = end.year
    if month is None and start.day is not None:
        month = end.month
    return Day(year, month, start.day, start.short, start.era or end.era), end


def _days(tokens: list[Piece], *, lenient: bool = False) -> tuple[Day, ...]:
    """Return the readings of tokens as one date; none if they are not one."""
    kinds = [token.kind for token in tokens]
    if kinds == ["slash"]:
        return _slashed(tokens[0].text)
    if kinds == ["pair"]:
        return _paired(tokens[0].text)
    if (
        {"slash", "pair"} & set(kinds)
        or kinds.count("month") > 1
        or kinds.count("era") > 1
        or not kinds
    ):
        return ()
    era = next((ERAS[token.text] for token in tokens if token.kind == "era"), 0)
    month = next((int(token.text) for token in tokens if token.kind == "month"), None)
    numbers = [token for token in tokens if token.kind in {"digits", "short"}]
    if any(len(token.text) > 8 for token in numbers):
        return ()
    return _composed(numbers, month, era, lenient=lenient)


def _composed(
    numbers: list[Piece], month: int | None, era: int, *, lenient: bool
) -> tuple[Day, ...]:
    values = [int(re.sub(r"\D", "", token.text)) for token in numbers]
    shorts = [token.kind == "short" for token in numbers]
    if month is None:
        if len(values) == 1:
            return (Day(values[0] * (era or 1), short=shorts[0], era=bool(era)),)
        return ()
    if not values:
        return (Day(None, month),)
    if len(values) == 1:
        value = values[0]
        if value > 31 or shorts[0] or era:
            short = shorts[0] or (value < 100 and not era)
            return (Day(value * (era or 1), month, short=short, era=bool(era)),)
        return (Day(None, month, value),)
    if len(values) == 2:
        day, year = values
        short = shorts[1] or len(numbers[1].text) == 2
        if day > 31 and year <= 31:
            day, year, short = year, day, shorts[0]
        if not _exists(day, month):
            return ()
        return (Day(year * (era or 1), month, day, short=short and not era, era=bool(era)),)
    return ()


def _exists(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (
        29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    )


def _slashed(text: str) -> tuple[Day, ...]:
    """Read "23/8/39", "8/23/1939" and "1939-08-23"; day first where both are possible."""
    first, second, third = (int(part) for part in re.split(r"[/.-]", text))
    parts = re.split(r"[/.-]", text)
    if len(parts[0]) == 4:
        return (Day(first, second, third),) if _exists(third, second) else ()
    if len(parts[0]) > 2 or len(parts[2]) == 3 or len(parts[2]) == 1:
        return ()
    short = len(parts[2]) == 2
    british = [Day(third, second, first, short)] if _exists(first, second) else []
    american = [Day(third, first, second, short)] if _exists(second, first) else []
    return tuple(dict.fromkeys((*british, *american)))


def _paired(text: str) -> tuple[Day, ...]:
    """Read "23/8", without a year."""
    first, second = (int(part) for part in text.split("/"))
    british = [Day(None, second, first)] if _exists(first, second) else []
    american = [Day(None, first, second)] if _exists(second, first) else []
    return tuple(dict.fromkeys((*british, *american)))
