"""Numbers with scales and units as people type them: "27m", "37 per cent", "about fourteen".

Exact in decimals. Knows writing only; whether a number answers a question is marked elsewhere.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.domain.numerals import (
    CARDINALS,
    SCALES,
    SHORT_SCALES,
    number_word,
    ordinal,
    roman,
    value_of,
)
from bot.domain.spelling import plain

_PIECE = re.compile(
    r"""
    (?P<number>(?<![\w.])[-]?(?:\d{1,3}(?:[, '’]\d{3})+(?!\d)(?:\.\d+)?
        |\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+/\d+(?!/)|\d+(?:[.,]\d+)?|\.\d+))
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)
    |(?P<mark>[%£$€°?!;:,.()\[\]&/|~<>≈=+–—-])
    """,
    re.VERBOSE,
)
_VULGAR = re.compile(r"(\d{1,9})?\s?([¼½¾])")
_POWER = re.compile(
    r"""
    (?<![\w.,])(?P<digits>\d{1,9}(?:\.\d{1,9})?)
    (?:\s?[x×*·]\s?10(?:\s?\^\s?(?P<power>[-−]?\d{1,2})|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2}))
    |e(?P<e>[-+]?\d{1,2}))(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNITS: dict[str, str] = {}
for _line in """% percent percentage pct pc
km kilometre kilometres kilometer kilometers kms
metre metres meter meters
mile miles
kg kilogram kilograms kilo kilos
ton tons tonne tonnes
year years yr yrs
month months
week weeks
day days
hour hours hr hrs
minute minutes min mins
second seconds sec secs
decade decades
century centuries
£ pound pounds quid sterling gbp
$ dollar dollars usd bucks
€ euro euros
mark marks reichsmark reichsmarks
rouble roubles ruble rubles
° degree degrees celsius fahrenheit
acre acres
hectare hectares
mps
kmh""".splitlines():
    for _name in _line.split():
        _UNITS[_name] = _line.split()[0]

_SYMBOLS = {"m": "metre", "t": "ton", "s": "second", "h": "hour"}
_SPEED = re.compile(
    r"\b(k|kilo)?\s?m(?:et(?:re|er)s?)?\s?(?:/|per)\s?(?:seconds?|secs?|s|hours?|hrs?|h)\b"
)
_SPELT = frozenset({*CARDINALS, *SCALES, "dozen", "half", "quarter", "point"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed. ``scale`` is its scale word ("million") and ``unit`` its unit, or ""."""

    value: Decimal
    unit: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Every number of a text in order, and its other words and marks, lower case."""

    amounts: tuple[Amount, ...]
    words: tuple[str, ...]
    marks: frozenset[str]


@lru_cache(maxsize=2048)
def measure(text: str) -> Measured:
    """Read the numbers of a text; texts over 200 characters have none."""
    if len(text) > _LONGEST:
        return Measured((), tuple(text.lower().split()), frozenset())
    amounts: list[Amount] = []
    words: list[str] = []
    marks: set[str] = set()
    pieces = _pieces(text)
    while pieces:
        run = _number_run(pieces)
        if run:
            amount, used = run
            pieces = pieces[used:]
            amounts.append(amount)
            continue
        kind, piece = pieces.pop(0)
        (words.append if kind == "word" else marks.add)(piece)
    return Measured(_with_units(amounts, words, marks), tuple(words), frozenset(marks))


def _in_full(text: str) -> str:
    """Write fractions and powers of ten that are one sign with digits: "1½", "3×10⁸", "3e8"."""
    text = _VULGAR.sub(_as_decimal, text)
    return _POWER.sub(_as_digits, text)


def _as_decimal(found: re.Match[str]) -> str:
    value = Decimal(found[1] or 0) + Decimal(str(unicodedata.numeric(found[2])))
    return f" {value.normalize():f} "


def _as_digits(found: re.Match[str]) -> str:
    raised = found["power"] or found["raised"] or found["e"]
    power = int(unicodedata.normalize("NFKC", raised).replace("−", "-"))
    return f"{Decimal(found['digits']).scaleb(power):f}"


def _pieces(text: str) -> list[tuple[str, str]]:
    text = _in_full(text)
    flat = re.sub(
        r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)",
        " ",
        plain(text.replace("—", "-")).replace("−", "-"),
    )
    flat = re.sub(r"\bper\s+cent\b|\bper\s*cents?\b", "percent", flat)
    flat = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", flat)
    flat = _SPEED.sub(lambda found: " kmh " if found[1] else " mps ", flat)
    flat = re.sub(r"\bminus\s+(?=\d)", "-", flat)
    flat = re.sub(r"\b(hundred|thousand|million|billion|trillion)s\b", r"\1", flat)
    flat = re.sub(r"\bone[ -](?=half\b|quarter\b)", "", flat)
    flat = re.sub(r"(\d) and a half\b", r"\1.5", flat)
    flat = re.sub(r"\band a half\b", "point five", flat)
    found = []
    for piece in _PIECE.finditer(flat):
        kind = piece.lastgroup or "mark"
        found.append((kind, number_word(piece[0]) if kind == "word" else piece[0]))
    return found


def _number_run(pieces: list[tuple[str, str]]) -> tuple[Amount, int] | None:
    """Read the longest number at the start: digits with a scale, or a run of number words."""
    kind, first = pieces[0]
    if kind == "number":
        return _digits_run(pieces)
    minus = kind == "word" and first == "minus"
    start = 1 if minus else 0
    if kind != "word" or not _starts_number(pieces[start:]):
        return None
    end = start
    while end < len(pieces) and (pieces[end][1] in _SPELT or pieces[end][1] in {"and", "a", "an"}):
        end += 1
    for stop in range(end, start, -1):
        spelt = [word for _, word in pieces[start:stop]]
        value = value_of(spelt) if spelt[-1] not in {"and", "a", "an"} else None
        if value is not None:
            scale = next((word for word in spelt if SCALES.get(word, 0) > 100), "")
            return Amount(-value if minus else value, scale=scale), stop
    return None


def _starts_number(pieces: list[tuple[str, str]]) -> bool:
    words = [word for _, word in pieces[:2]]
    if words[:1] in (["a"], ["an"]):
        return len(words) > 1 and (words[1] in SCALES or words[1] in {"dozen", "half", "quarter"})
    return bool(words) and words[0] in _SPELT


def _digits_run(pieces: list[tuple[str, str]]) -> tuple[Amount, int]:
    value = _decimal(pieces[0][1])
    used, scale = 1, ""
    if len(pieces) > 1 and pieces[1][1] in {"st", "nd", "rd", "th"}:
        return Amount(value), 2
    while len(pieces) > used and pieces[used][0] == "word":
        word = pieces[used][1]
        size = SCALES.get(word) or (0 if scale else SHORT_SCALES.get(word, 0))
        if not size:
            break
        value *= size
        scale = next(name for name, worth in SCALES.items() if worth == size)
        used += 1
    return Amount(value, scale=scale), used


def _decimal(number: str) -> Decimal:
    number = re.sub(r"(?<=\d)[ '’](?=\d{3})", "", number)
    if "/" in number:
        above, below = number.split("/")
        return Decimal(above) / Decimal(below) if Decimal(below) else Decimal(above)
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return Decimal(number.replace(",", ""))
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3}){2,}", number):
        return Decimal(number.replace(".", ""))
    return Decimal(number.replace(",", "."))


def _with_units(amounts: list[Amount], words: list[str], marks: set[str]) -> tuple[Amount, ...]:
    """Give every amount the one unit of the text, and take it from the words."""
    units = {_UNITS[word] for word in (*words, *marks) if word in _UNITS}
    words[:] = [word for word in words if word not in _UNITS]
    unit = units.pop() if len(units) == 1 else ""
    return tuple(Amount(each.value, unit, each.scale) for each in amounts)


def unit_of(text: str) -> str:
    """Return the one unit a text names ("how many years", "km"), or "" for none or several."""
    if text in _SYMBOLS:
        return _SYMBOLS[text]
    flat = re.sub(r"per\s+cent", "percent", plain(text))
    flat = _SPEED.sub(lambda found: " kmh " if found[1] else " mps ", flat)
    names = re.findall(r"[^\W\d_]+|[%£$€°]", flat)
    units = {_UNITS[name] for name in names if name in _UNITS}
    return units.pop() if len(units) == 1 else ""


def whole_roman(text: str) -> Decimal | None:
    """Return the value of a text that is one Roman numeral ("XIV"), or None."""
    word = text.strip().strip(".!?").lower()
    value = roman(word) if word.isascii() and word.isalpha() else None
    return None if value is None else Decimal(value)


def ordinal_value(text: str) -> Decimal | None:
    """Return the value of a text that is one ordinal ("fourth", "4th"), or None."""
    value = ordinal(plain(text).strip())
    return None if value is None else Decimal(value)
