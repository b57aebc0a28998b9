"""Where a sentence names a moment: a year, a month, a day or a span, and whether it is vague.

Works on notes as they stand. What a piece means is read by the domain, as a learner's answer
would be. Must not know cards, nor what is made of a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.dates import Day, read_date
from bot.domain.vocabulary import lexicon

LONGEST = 2_000
"""Characters of a text that are looked through; what stands behind is not read."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|/)\s?"
_FOUND = re.compile(
    rf"""(?=[\d'’adfjmnos])(?<![\w.£$€/#])(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)
    |(?P<day>{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}|{_MONTH}\s{_DAY},?\s{_YEAR})(?!\w)
    |(?P<month>{_MONTH},?\s(?:of\s)?{_YEAR}|{_YEAR},?\s{_MONTH})(?!['’\w]|{_TO}\d)
    |(?P<decade>{_YEAR}['’]?s\b|\d{{1,2}}(?:st|nd|rd|th)\scent(?:ury)?\b)
    |(?P<span>{_YEAR}(?:{_TO}|\s(?:to|and)\s)(?:{_YEAR}|\d{{1,2}}))(?![\w%])
    |(?P<year>{_YEAR})(?![\w%]|[.,]\d)
    |(?P<part>{_DAY}\s(?:of\s)?{_MONTH}|{_MONTH}\s{_DAY}|['’]\d\d)(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_VAGUE = lexicon(
    "c ca circa about around approx approximately roughly nearly almost by before after since "
    "until till from to late later early mid pre post end beginning start past between prior "
    "following beyond through throughout toward towards ~ < > ≈ ±"
)
_BETWEEN_WORDS = lexicon("of in the to")
_OPEN = re.compile(r"\s?(?:onwards?\b|\?|-\s*[.,;)]|(?:bc|bce|b\.c|ad|ce)\b|–\s*$)", re.IGNORECASE)
_COUNTED = re.compile(r"\s(?!(?:was|is|has|does|its|his|as|this)\b)[a-z]+s\b|\s(?:men|people)\b")
_DIGITS = re.compile(r"\d\d|\d\s?[A-Za-z]|[A-Za-z.]\s?\d")
_BETWEEN = re.compile(r"\b(?:from|between)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in a text: ``value`` is ISO text cut at its precision, and so is ``until``.

    ``start`` and ``end`` are its place in the text. A ``vague`` one ("by 1924", "mid-1920s",
    "3 September") has perhaps no value, and never one to ask for.
    """

    start: int
    end: int
    value: str = ""
    until: str = ""
    vague: bool = False

    @property
    def year(self) -> int:
        """Return the first year, 0 if there is none."""
        return int(self.value[:4] or 0)

    @property
    def last_year(self) -> int:
        """Return the last year of a span, or the only one."""
        return int(self.until[:4] or 0) or self.year


@lru_cache(maxsize=65_536)
def moments(text: str) -> tuple[Moment, ...]:
    """Return every moment of a text, in order."""
    if not _DIGITS.search(text):
        return ()
    return tuple(_moments(text[:LONGEST]))


def _moments(text: str) -> Iterator[Moment]:
    for found in _FOUND.finditer(text):
        kind, start, end = found.lastgroup, found.start(), found.end()
        if kind == "year" and _COUNTED.match(text, end):
            continue  # "1500 soldiers"
        before = text[max(0, start - 40) : start].lower()
        from_to = kind == "span" and _BETWEEN.search(before)
        vague = (_is_vague(before) and not from_to) or bool(_OPEN.match(text, end))
        if kind == "span" and re.search(r"\sand\s", found[0]) and not from_to:
            yield from _two_years(found, vague=vague)
            continue
        if kind in {"decade", "part"}:
            decade = found[0][:4] if kind == "decade" and found[0][:4].isdigit() else ""
            yield Moment(start, end, decade, vague=True)
            continue
        value, until = _read(found[0])
        yield Moment(start, end, value, until, vague or not value)


def _is_vague(before: str) -> bool:
    """Tell whether the words before a date leave open when it was: "by the", "early in", "c."."""
    words = before.replace("-", " ").replace(".", " ").rsplit(None, 4)[-4:]
    while len(words) > 1 and words[-1] in _BETWEEN_WORDS and words[-1] != "to":
        words.pop()
    return bool(words) and words[-1].lstrip("(") in _VAGUE


def _two_years(found: re.Match[str], *, vague: bool) -> Iterator[Moment]:
    """Read "1922 and 1926" as two moments."""
    for each in re.finditer(_YEAR, found[0]):
        yield Moment(found.start() + each.start(), found.start() + each.end(), each[0], "", vague)


def _read(text: str) -> tuple[str, str]:
    """Return a date and the end of its span as ISO text; two empty texts if it is none."""
    joined = text.replace("/", "-").replace(" and ", "-")
    readings = read_date(joined).readings
    if len(readings) != 1:
        return "", ""
    start, end = readings[0].start, readings[0].end
    value, until = _iso(start), _iso(end) if end else ""
    if end and (len(value) != len(until) or until <= value):
        return "", ""
    return value, until


def _iso(day: Day) -> str:
    if day.year is None or not 1000 <= day.year <= 2100:
        return ""
    parts = [f"{day.year:04}"]
    parts += [f"{part:02}" for part in (day.month, day.day) if part is not None]
    return "-".join(parts)
