"""The pieces of a written date: numbers, months, eras, "to", and the words beside them.

Reads letters and digits; which day they make, ``dates.py`` says.
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.domain.numerals import CARDINALS, ORDINALS, merge_tens
from bot.domain.spelling import known_words, plain
from bot.domain.vocabulary import lexicon

ERAS = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
"""Eras, and the sign their years have."""

_MONTH_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august"]
_MONTH_NAMES += ["september", "october", "november", "december"]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_MONTHS |= {"sept": 9, "janv": 1, "febr": 2}
_WEEKDAYS = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur "
    "thurs fri sat sun"
)
_PARTS_OF_YEAR = lexicon("early late mid spring summer autumn fall winter start end")
_MONTH = rf"(?:{'|'.join(name[:3] for name in _MONTH_NAMES)})[a-z]*\b"
_GLUED_MONTH = re.compile(rf"(?<=\d)(?={_MONTH})")
_TO_MONTH = re.compile(rf"(?<=[a-z])-(?={_MONTH})")

_MONTH_AND_YEAR = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])\s?[/.-]\s?(\d{4})(?![/.-]?\d)")
_TORN_YEAR = re.compile(r"(?<!\d)(?<!\d )1 (?=\d{3}(?!\d))")

_TOKEN = re.compile(
    r"(?P<pair>(?<![\d/])\d{1,2}/\d{1,2}(?![/\d]))|(?P<slash>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?![\d])"
    r"|(?P<short>(?<!\w)['’‘`]\d{2}\b)|(?P<decade>\b\d{1,4}['’]?s\b)"
    r"|(?P<digits>\d+)(?:st|nd|rd|th)?(?![a-z\d])|(?P<to>\s-+\s|-|–|—|\bto\b|\buntil\b|\btill\b"
    r"|\bthrough\b)|(?P<word>[a-z]+)|(?P<other>[/&?<>~])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. ``kind`` is digits, short, decade, pair, slash, month, era or to."""

    kind: str
    text: str


def pieces_of(text: str) -> list[Piece]:
    """Cut a text into pieces; number words are digits already. Other characters are left out."""
    flat = plain(text.replace("—", "-")).replace(",", " ").replace("−", "-")
    flat = re.sub(r"\b([bcad])\.\s?([cde])\b\.?(?:\s?(e)\b\.?)?", r"\1\2\3", flat)
    flat = re.sub(r"(?<=\d)(?=(?:bc|bce|ad|ce)\b)|(?<=[a-z])(?=\d)", " ", flat)
    flat = re.sub(r"\b(\d{4})/(\d{2})\b(?!/)", r"\1-\2", flat)
    flat = _TO_MONTH.sub(" - ", flat)
    flat = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=[a-z])\.", " ", flat)
    flat = _GLUED_MONTH.sub(" ", flat)
    flat = re.sub(r"(?<=[a-z])[-](?=\d)|(?<=\d)-(?=[a-z])", " - ", flat)
    flat = _TORN_YEAR.sub("1", flat)
    flat = _MONTH_AND_YEAR.sub(lambda found: f"{_MONTH_NAMES[int(found[1]) - 1]} {found[2]}", flat)
    found = [Piece(piece.lastgroup or "other", piece[0]) for piece in _TOKEN.finditer(flat)]
    return _iso_months(_spelt_numbers(found))


def _iso_months(tokens: list[Piece]) -> list[Piece]:
    """Read "1939-08" as a year and a month; "1939-45" stays a span."""
    texts = [token.text for token in tokens]
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", "".join(texts), re.ASCII)
    if found and int(found[2]) <= int(found[1][2:]):
        return [Piece("word", _MONTH_NAMES[int(found[2]) - 1]), Piece("digits", found[1])]
    return tokens


def _spelt_numbers(tokens: list[Piece]) -> list[Piece]:
    """Write number words as digits: "nineteen sixty two", "twenty-third"."""
    result: list[Piece] = []
    run: list[str] = []
    for token in [*tokens, Piece("end", "")]:
        if token.kind == "word" and _is_spelt(token.text, run):
            run.append(token.text)
            continue
        result.extend(Piece("digits", number) for number in _as_years(run))
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


def sift(tokens: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Part the tokens of dates from other words; weekdays are neither."""
    dates: list[Piece] = []
    words: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind == "word":
            month = _month(token.text)
            if month:
                dates.append(Piece("month", str(month)))
            elif token.text in ERAS:
                dates.append(Piece("era", token.text))
            elif token.text == "and" and "between" in words:
                dates.append(Piece("to", token.text))
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
