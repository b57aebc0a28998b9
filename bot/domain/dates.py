"""Dates as people type them: "23 Aug 1939", "23/8/39", "'62", "44 BC", "1939-45".

Reads writing only and knows no right answer. A date is a year, or a year and a month, or all
three; where day and month could be swapped there are two readings, the British one first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.numerals import CARDINALS, ORDINALS, merge_tens
from bot.domain.question import Precision
from bot.domain.spelling import known_words, plain
from bot.domain.vocabulary import lexicon

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_MONTHS |= {"sept": 9, "janv": 1, "febr": 2}
_WEEKDAYS = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur "
    "thurs fri sat sun"
)
_ERAS = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
_PARTS_OF_YEAR = lexicon("early late mid spring summer autumn fall winter start end")
_GLUED_MONTH = re.compile(rf"(?<=\d)(?=(?:{'|'.join(name[:3] for name in _MONTH_NAMES)})[a-z]*\b)")
_LONGEST = 120
_TO = "~"

_TOKEN = re.compile(
    r"(?P<pair>(?<![\d/])\d{1,2}/\d{1,2}(?![/\d]))|(?P<slash>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?![\d])"
    r"|(?P<short>(?<!\w)['’‘`]\d{2}\b)|(?P<decade>\b\d{1,4}['’]?s\b)"
    r"|(?P<digits>\d+)(?:st|nd|rd|th)?(?![a-z\d])|(?P<to>\s-+\s|-|–|—|\bto\b|\buntil\b|\btill\b"
    r"|\bthrough\b)|(?P<word>[a-z]+)|(?P<other>[/&?<>~])"
)


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@lru_cache(maxsize=2048)
def read_date(text: str) -> Dated:
    """Read a text as one date or span. Texts over 120 characters are none."""
    if len(text) > _LONGEST:
        return Dated(words=tuple(plain(text).split()))
    tokens, words = _sift(_tokens(text))
    if any(token.kind == "decade" for token in tokens):
        return Dated(words=words, decade=True)
    return Dated(_readings(tokens), words)


def _tokens(text: str) -> list[_Token]:
    flat = plain(text).replace(",", " ").replace("−", "-")
    flat = re.sub(r"\b([bcad])\.\s?([cde])\.(?:\s?(e)\.)?", r"\1\2\3", flat)
    flat = re.sub(r"(?<=\d)(?=(?:bc|bce|ad|ce)\b)|(?<=[a-z])(?=\d)", " ", flat)
    flat = re.sub(r"\b(\d{4})/(\d{2})\b(?!/)", r"\1-\2", flat)
    flat = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=[a-z])\.", " ", flat)
    flat = _GLUED_MONTH.sub(" ", flat)
    flat = re.sub(r"(?<=[a-z])[-](?=\d)|(?<=\d)-(?=[a-z])", " - ", flat)
    found = [_Token(piece.lastgroup or "other", piece[0]) for piece in _TOKEN.finditer(flat)]
    return _iso_months(_spelt_numbers(found))


def _iso_months(tokens: list[_Token]) -> list[_Token]:
    """Read "1939-08" as a year and a month; "1939-45" stays a span."""
    texts = [token.text for token in tokens]
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", "".join(texts), re.ASCII)
    if found and int(found[2]) <= int(found[1][2:]):
        return [_Token("word", _MONTH_NAMES[int(found[2]) - 1]), _Token("digits", found[1])]
    return tokens


def _spelt_numbers(tokens: list[_Token]) -> list[_Token]:
    """Write number words as digits: "nineteen sixty two", "twenty-third"."""
    result: list[_Token] = []
    run: list[str] = []
    for token in [*tokens, _Token("end", "")]:
        if token.kind == "word" and _is_spelt(token.text, run):
            run.append(token.text)
            continue
        result.extend(_Token("digits", number) for number in _as_years(run))
        run = []
        result.append(token)
    return result[:-1]


def _is_spelt(word: str, run: list[str]) -> bool:
    if word in CARDINALS or word in ORDINALS:
        return True
    return bool(run) and word in {"hundred", "thousand", "oh", "o", "and"} and run[-1] != "and"


def _as_years(run: list[str]) -> list[str]:
    """Return the numbers of a run: "nineteen", "sixty", "two" is one year."""
    words = [word for word in run if word != "and"]
    merged = merge_tens(words)
    if len(merged) > 1 and merged[0].isdecimal():
        first, rest = int(merged[0]), merged[1:]
        if rest[0] in {"hundred", "thousand"}:
            size = 100 if rest[0] == "hundred" else 1000
            if all(word.isdecimal() for word in rest[1:]) and len(rest) < 3:
                return [str(first * size + sum(int(word) for word in rest[1:]))]
        if rest[0] in {"oh", "o"} and len(rest) == 2 and rest[1].isdecimal():
            return [str(first * 100 + int(rest[1]))]
        if words[0] in CARDINALS and 10 <= first <= 20 and len(rest) == 1 and _two_digits(rest[0]):
            return [str(first * 100 + int(rest[0]))]
        if len(merged) == 3 and all(word.isdecimal() for word in merged):
            return [merged[0], *_as_years(words[-2:])]
    return [word for word in merged if word.isdecimal()]


def _two_digits(word: str) -> bool:
    return word.isdecimal() and len(word) == 2


def _sift(tokens: list[_Token]) -> tuple[list[_Token], tuple[str, ...]]:
    """Part the tokens of dates from other words; weekdays are neither."""
    dates: list[_Token] = []
    words: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind == "word":
            month = _month(token.text)
            if month:
                dates.append(_Token("month", str(month)))
            elif token.text in _ERAS:
                dates.append(_Token("era", token.text))
            elif token.text == "and" and "between" in words:
                dates.append(_Token("to", token.text))
            elif token.text not in _WEEKDAYS:
                words.append(token.text)
        elif token.kind == "other":
            words.append(token.text)
        elif token.kind != "to" or 0 < place < len(tokens) - 1:
            dates.append(token)
    return dates, tuple(word for word in words if word not in _PARTS_OF_YEAR)


def _month(word: str) -> int:
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < 4 or word in known_words():
        return 0
    near = [name for name in _MONTH_NAMES if len(name) > 4 and OSA.distance(word, name) == 1]
    if word[:3] in _MONTHS and len(word) > 5 and not near:
        near = [name for name in _MONTH_NAMES if OSA.distance(word, name) == 2]
    return _MONTHS[near[0]] if len(near) == 1 else 0


def _readings(tokens: list[_Token]) -> tuple[Span, ...]:
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


def _days(tokens: list[_Token], *, lenient: bool = False) -> tuple[Day, ...]:
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
    era = next((_ERAS[token.text] for token in tokens if token.kind == "era"), 0)
    month = next((int(token.text) for token in tokens if token.kind == "month"), None)
    numbers = [token for token in tokens if token.kind in {"digits", "short"}]
    if any(len(token.text) > 8 for token in numbers):
        return ()
    return _composed(numbers, month, era, lenient=lenient)


def _composed(
    numbers: list[_Token], month: int | None, era: int, *, lenient: bool
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
        if value > 31 or shorts[0]:
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
