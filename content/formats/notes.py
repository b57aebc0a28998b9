"""Lines of a document that somebody wrote for themself: their indent, marker and tidied text.

What the readers of documents (cards, qa, slides, outline, mindmap) share. What pages put around
such a text is in ``furniture.py``. Must not know what a front or a heading is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from content.draft import PointKind

BULLETS = "•‣⁃∙·●○◦▪▫■□◆◇❖➢➤►▶▸✓✔✗→➔\uf0b7\uf0a7\uf0d8\uf076"
"""Signs that are bullets wherever they open a line, with a space after them or without."""

_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_WIDE = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "))
_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"}
)
_DRAWN = re.compile("[\u2500-\u257f]")
_SPACED = 6  # lines that can tell how a page is spaced
_BRANCH = re.compile(r"[\s\u2500-\u257f]{1,400}(?=[^\s\u2500-\u257f])")
_HYPHEN = re.compile(r"\w-\Z")
_BULLET = re.compile(rf"([{BULLETS}])\s*")
_LOOSE = re.compile(r"([*+o§–—])(?:\s+|$)")
_DASH = re.compile(r"([-−](?![-−])|[–—](?=\S))\s*")
_NEGATIVE = re.compile(r"[-−]\d{1,3}(?:[.,]\d+)?\s?(?:°|degrees|%|$)")
_NUMBER = re.compile(
    r"(\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}(?:[.)]|(?=\s[A-Z“‘\"']))|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]"
    r"|\([A-Z]\)|[A-Z]\)|[IVX]{1,5}[.)])(?=\s|$)\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands: ``indent`` in columns (a tab ends at the next multiple of four).

    ``marker`` is the bullet, dash or number it opens with, "" if none; ``kind`` says which. The
    ``text`` is tidied and has no marker. A blank line has neither.
    """

    number: int
    raw: str
    indent: int
    marker: str
    kind: PointKind
    text: str

    @property
    def blank(self) -> bool:
        """Return whether nothing stands on the line."""
        return not self.text and not self.marker

    @property
    def whole(self) -> str:
        """Return the tidied text with its marker."""
        return tidy(undrawn(self.raw))


def tidy(text: str) -> str:
    """Return a text with every run of spaces, no-break ones too, as one, and none around it."""
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())


def fold(text: str) -> str:
    """Return a text for matching only: tidied, in lower case, with straight quotes and hyphens."""
    return tidy(text).translate(_FOLDED).casefold()


def indent_of(text: str) -> int:
    """Return the columns before the first sign; no-break spaces count as spaces."""
    wide = text[:400].translate(_INVISIBLE).translate(_WIDE).expandtabs(4)
    return len(wide) - len(wide.lstrip())


def undrawn(raw: str) -> str:
    """Return a line with the branches of a drawn tree ("│   ├── ") as spaces."""
    found = None if raw[:400].isascii() else _BRANCH.match(raw)
    if found is None:
        return raw
    return _DRAWN.sub(" ", found[0]) + raw[found.end() :]


def mark_of(text: str) -> tuple[str, PointKind, str]:
    """Return the marker that a tidied text opens with, its kind, and the rest.

    A dash counts with or without a space after it, a letter or an asterisk only with one. Years
    ("1924. …"), "-5 °C", initials ("J. P. Taylor") and Markdown rules are no markers.
    """
    if _NEGATIVE.match(text):
        return "", PointKind.PARA, text
    for pattern, kind in (
        (_BULLET, PointKind.BULLET),
        (_LOOSE, PointKind.BULLET),
        (_DASH, PointKind.DASH),
        (_NUMBER, PointKind.NUMBERED),
    ):
        if found := pattern.match(text):
            rest = text[found.end() :]
            marker = found[1]
            return marker, PointKind.DASH if marker in "-−–—" else kind, rest
    return "", PointKind.PARA, text


def line_of(number: int, raw: str) -> Line:
    """Return a line taken apart; ``number`` counts from 1."""
    plain = undrawn(raw)
    text = tidy(plain)
    if not text:
        return Line(number, raw, 0, "", PointKind.PARA, "")
    marker, kind, rest = mark_of(text)
    return Line(number, raw, indent_of(plain), marker, kind, rest)


def taken_apart(lines: Iterable[str]) -> tuple[Line, ...]:
    """Return a document's lines taken apart, blank ones too.

    Where a blank line stands below each single line, even inside of sentences, the page was saved
    with double spacing: then one blank line between two others says nothing and is left away.
    """
    out = tuple(line_of(number, raw) for number, raw in enumerate(lines, 1))
    return _single_spaced(out) if _double_spaced(out) else out


def _double_spaced(lines: Sequence[Line]) -> bool:
    filled = [line for line in lines if not line.blank]
    pairs = list(pairwise(filled))
    if len(filled) < _SPACED or any(below.number == line.number + 1 for line, below in pairs):
        return False
    return any(
        not below.marker and below.text[:1].islower() and line.text[-1:] not in ".!?:;"
        for line, below in pairs
    )


def _single_spaced(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept: list[Line] = []
    blank = 0
    for line in lines:
        blank = blank + 1 if line.blank else 0
        if blank != 1:
            kept.append(line)
    return tuple(kept)


def joined(before: str, after: str) -> str:
    """Return a wrapped text put together: after a hyphen at the line's end without a space."""
    return all_joined((before, after))


def all_joined(texts: Sequence[str]) -> str:
    """Return wrapped lines put together, in linear time."""
    parts: list[str] = []
    for text in texts:
        if text:
            parts.extend([text] if not parts or _HYPHEN.search(parts[-1][-2:]) else [" ", text])
    return "".join(parts)


def open_bracket(text: str) -> bool:
    """Return whether a text opens a bracket that it does not close."""
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")
