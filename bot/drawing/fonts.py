"""Letters: which bundled font has which character, and text cut and split so that it can be drawn.

DejaVu Sans has the alphabets from Latin to Arabic, WenQuanYi Micro Hei Chinese, Japanese and
Korean, Noto those of South Asia, Thai and Ethiopic; ``fonts/LICENCES.txt`` has their terms. What
none has (colour emoji, rare scripts) is left out here; the words that go with a picture have it
all. Text comes from people: nothing in it is trusted.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont, features

FOLDER = Path(__file__).parent / "fonts"
_NOTO = (
    *("Devanagari", "Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada"),
    *("Malayalam", "Sinhala", "Thai", "Ethiopic"),
)
REGULAR = (
    "DejaVuSans.ttf",
    "wqy-microhei.ttc",
    *(f"NotoSans{script}-Regular.ttf" for script in _NOTO),
)
BOLD = ("DejaVuSans-Bold.ttf", *REGULAR)

LONGEST = 200
"""Characters of a text that are looked at: no line of a picture holds more."""

_NOWHERE = "\U0010fffe"  # a character that no font has
_SHAPES = bool(features.check("raqm"))
"""Whether letters are joined and ordered by their scripts' rules. That takes FriBiDi, which
Pillow's wheel looks for on the system; without it right-to-left text is turned round letter by
letter."""

_SEEN_SIZE = 16
Font = ImageFont.FreeTypeFont
Run = tuple[str, str]
"""A font's file, and text that it has."""


def joins_letters() -> bool:
    """Return whether every script is drawn as it is written; else some are drawn roughly."""
    return _SHAPES


@lru_cache(maxsize=64)
def font(file: str, size: int) -> Font:
    """Return a bundled font in a size in pixels."""
    engine = ImageFont.Layout.RAQM if _SHAPES else ImageFont.Layout.BASIC
    return ImageFont.truetype(FOLDER / file, size, layout_engine=engine)


@lru_cache(maxsize=4)
def _plain(file: str) -> tuple[Font, bytes]:
    """Return a small font that looks letters up one by one, and how it draws what it lacks."""
    small = ImageFont.truetype(FOLDER / file, _SEEN_SIZE, layout_engine=ImageFont.Layout.BASIC)
    return small, bytes(small.getmask(_NOWHERE))


@lru_cache(maxsize=8192)
def _has(file: str, char: str) -> bool:
    small, lacking = _plain(file)
    return char.isspace() or bytes(small.getmask(char)) != lacking


@lru_cache(maxsize=8192)
def _file_for(char: str, files: tuple[str, ...]) -> str:
    """Return the first of the fonts that has a character; nothing if none has."""
    return next((file for file in files if _has(file, char)), "")


def drawable(text: str, files: tuple[str, ...]) -> str:
    """Return a text on one line with what can be drawn: a run of letters that no font has is "…".

    Signs that no font has, such as colour emoji, are left out, and so are controls.
    """
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text[:LONGEST]):
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
        elif category[0] == "C" or 0xFE00 <= ord(char) <= 0xFE0F:
            continue
        elif _file_for(char, files):
            kept.append(char)
        elif category[0] in "LN" and kept[-1:] != ["…"]:
            kept.append("…")
    return " ".join("".join(kept).split())


def runs(text: str, files: tuple[str, ...]) -> list[Run]:
    """Return a drawable text as runs of one font each, from left to right as they are read.

    A mark or a space stays with the letter before it.
    """
    fonts: list[str] = []
    for char in text:
        follows = fonts and (char == " " or unicodedata.combining(char))
        fonts.append(fonts[-1] if follows else _file_for(char, files) or files[0])
    paired = groupby(zip(fonts, text, strict=True), key=lambda pair: pair[0])
    found = [(file, "".join(char for _, char in pairs)) for file, pairs in paired]
    if reads_leftwards(text):
        found.reverse()
        if not _SHAPES:
            found = [(file, part[::-1]) for file, part in found]
    return found


def reads_leftwards(text: str) -> bool:
    """Return whether the first letter with a direction is read from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def width(text: str, size: int, files: tuple[str, ...]) -> float:
    """Return the width of a drawable text in pixels."""
    return sum(font(file, size).getlength(part) for file, part in runs(text, files))


def fitted(text: str, size: int, files: tuple[str, ...], most: float) -> str:
    """Return a text that can be drawn within a width, cut with "…" where it is longer."""
    whole = drawable(text, files)
    if width(whole, size, files) <= most:
        return whole
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        if width(_cut(whole, middle), size, files) <= most:
            low = middle
        else:
            high = middle - 1
    return _cut(whole, low)


def _cut(text: str, length: int) -> str:
    """Return the first characters of a text with "…", no letter parted from its marks."""
    while 0 < length < len(text) and unicodedata.combining(text[length]):
        length -= 1
    return f"{text[:length].rstrip()}…"
