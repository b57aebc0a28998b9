"""Breaks that scanning and copying leave in words and years: "1 935", "increasi ngly", "' its'".

What is certain is mended in the text and told; a guess is only told. A year is mended before any
date is read: "September 1 939" is a month of 1939, not the first of September. Must not know what
the text is about.
"""

import re

from bot.domain.spelling import known_words
from content.draft import Caution

_YEAR = re.compile(r"(?<![\d.,])1 (9\d\d)(?!\d|[.,]\d)")
_HALVES = re.compile(r"(?<![\w'’-])(?=([A-Za-z]{1,20}) ([a-z]{1,20})(?![\w'’-]))")
_OPEN_QUOTE = re.compile(r"(?:^|\s)(['‘]) (\w[^'‘’]{0,60}['’])(?!\w)")
_AMOUNT = re.compile(
    r"\s*(?:men|people|soldiers|troops|tanks|planes|km|miles|metres|tons|tonnes|deaths|%|kg)\b"
)


def scanned(text: str, line: int) -> tuple[str, list[Caution]]:
    """Return a line's text with sure breaks mended, and what was mended or looks broken."""
    found: list[Caution] = []
    text = _years(text, line, found)
    text = _words(text, line, found)
    for quote in _OPEN_QUOTE.finditer(text):
        detail = f"“{quote[0].strip()}” may be “{quote[1]}{quote[2]}”"
        found.append(Caution("OCR_QUOTE", line, detail))
    return text, found


def _years(text: str, line: int, found: list[Caution]) -> str:
    out: list[str] = []
    at = 0
    for year in _YEAR.finditer(text):
        if _AMOUNT.match(text, year.end()):
            continue
        out += [text[at : year.start()], f"1{year[1]}"]
        at = year.end()
        found.append(Caution("OCR_DIGITS", line, f"“{year[0]}” was read as 1{year[1]}"))
    return "".join([*out, text[at:]])


def _words(text: str, line: int, found: list[Caution]) -> str:
    """Mend a word whose halves are both no words; where one is a word, only say so."""
    words = known_words()
    out: list[str] = []
    at = 0
    for pair in _HALVES.finditer(text):
        one, two = pair[1], pair[2]
        whole = one + two
        known = one.lower() in words, two in words
        if all(known) or whole.lower() not in words or (one.isupper() and len(one) > 1):
            continue
        if any(known):
            detail = f"“{one} {two}” may be “{whole}”"
        else:
            out += [text[at : pair.start()], whole]
            at = pair.start() + len(whole) + 1
            detail = f"“{one} {two}” was read as “{whole}”"
        found.append(Caution("OCR_WORD", line, detail))
    return "".join([*out, text[at:]])
