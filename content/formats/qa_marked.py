"""Cards whose sides are marked: "Q: …" and "A: …", or lines that hold "Q" and "A" alone.

Must not know files, nor pages without such marks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from content.draft import FrontKind, PointKind, Unreadable
from content.formats.growing_cards import Growing
from content.formats.notes import Line, mark_of, tidy
from content.formats.page import Page
from content.formats.phrases import Width, asks, wraps

_SIDE = re.compile(
    r"(?:(q|question|front|term|frage|vraag|pregunta|domanda)"
    r"|(a|ans|answer|back|definition|antwort|antwoord|respuesta|risposta|réponse|r))(?: ?\d{1,4})?"
    r"(?: ?([:.)–-])(?= |\Z) ?|\Z)"
)
_BOTH = re.compile(r"\s(?:A|Ans|Answer) ?: ")
_TIGHT = re.compile(r"(?:(q|问|問)|(a|答))(?: ?\d{1,4})?([:：])")
_NO_SIGN = re.compile(r"\A[^\w(\"'“‘]+")
_PAIRS = 2  # marked cards that make a document of them
_HEADING = 10  # words
_HOMELESS = (
    "Points stand above the first question here, so this looks like notes of two kinds in one"
    " file. Please make two files of it."
)


@dataclass(frozen=True, slots=True)
class _Side:
    """A line that opens a side: whether it is the front, how it is marked, and the rest of it."""

    front: bool
    sign: str
    line: Line


def marked_pairs(lines: Sequence[Line]) -> int:
    """Return how many fronts are marked and have a marked back."""
    kinds = [side.front for _, side in _sides(lines) if side is not None]
    return sum(front and not back for front, back in pairwise(kinds))


def looks_marked(lines: Sequence[Line]) -> bool:
    """Return whether these lines are a document of marked cards."""
    return marked_pairs(lines) >= _PAIRS


def read_marked(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards of a document whose sides are marked."""
    reader = _Reader(page, Width(lines))
    for line, side in _sides(lines):
        if side is not None:
            reader.side(side, line)
        else:
            reader.line(line)
    reader.finish()
    if reader.homeless > len(reader.grown):
        raise Unreadable(_HOMELESS, next(line.number for line in lines if line.marker))
    return reader.grown


def _sides(lines: Sequence[Line]) -> list[tuple[Line, _Side | None]]:
    """Return each line with the side it opens, if any; one that holds both sides comes twice.

    Fronts and backs are marked as most of them are: "A." among "A:" is somebody's initial.
    """
    found: list[tuple[Line, _Side | None]] = []
    for line in lines:
        side = _side(line)
        both = _BOTH.search(side.line.text) if side is not None and side.front else None
        if side is None or both is None:
            found.append((line, side))
            continue
        front = replace(side.line, text=side.line.text[: both.start()])
        back = replace(side.line, text=side.line.text[both.end() :])
        found.append((line, _Side(True, side.sign, front)))
        found.append((line, _Side(False, ":", back)))
    style = {
        front: _style([side.sign for _, side in found if side and side.front is front])
        for front in (True, False)
    }
    return [(x, side if side and side.sign == style[side.front] else None) for x, side in found]


class _Reader:
    def __init__(self, page: Page, width: Width) -> None:
        self.page = page
        self.width = width
        self.grown: list[Growing] = []
        self.theme = ""
        self.on_back = False
        self.gap = False
        self.homeless = 0  # points above the first front
        self.held: list[Line] = []  # lines after a gap: a heading, if a front follows

    def side(self, side: _Side, line: Line) -> None:
        self._settle(heading=side.front)
        if side.front:
            self.grown.append(Growing([side.line], theme=self.theme))
            self.on_back = False
        elif not self.grown or self.on_back:
            self.page.warn("NO_FRONT", line, "an answer without a question was left out")
            self.page.drop([line], "an answer without a question")
            return
        else:
            self.on_back = True
            if side.line.text:
                self.grown[-1].add(_answer(side.line))
            else:
                self.page.drop([line], "mark of the back")
        self.gap = False

    def line(self, line: Line) -> None:
        if line.blank:
            self.gap = True
            return
        apart = self.gap and self.on_back and bool(self.grown[-1].opened)
        if not self.grown or self.held or apart:
            self.held.append(line)
        else:
            self._take(line)
        self.gap = False

    def finish(self) -> None:
        self._settle(heading=False)
        for card in self.grown:
            card.kind = FrontKind.QUESTION if asks(card.text) else FrontKind.TOPIC

    def _settle(self, *, heading: bool) -> None:
        """Decide what the held lines are: title, number, heading of the next cards, or answer."""
        held, self.held = self.held, []
        if held and heading and re.fullmatch(r"\d{1,5}", held[-1].text):
            self.page.drop([held.pop()], "number of a card")
        if not self.grown:
            for line in held:
                self._before(line)
            return
        if held and heading and not held[-1].marker and _may_head(held[-1]):
            self.theme = _NO_SIGN.sub("", held[-1].text)
            self.page.drop([held.pop()], "heading of the cards below")
        for line in held:
            self._take(line, apart=line is held[0])

    def _before(self, line: Line) -> None:
        if not self.page.title and not line.marker:
            self.page.take_title(line)
        elif line.marker:
            self.page.warn("NO_FRONT", line, "a point before the first front was left out")
            self.page.drop([line], "before the first front")
            self.homeless += 1
        else:
            self.theme = _NO_SIGN.sub("", line.text)
            self.page.drop([line], "heading of the cards below")

    def _take(self, line: Line, *, apart: bool = False) -> None:
        card = self.grown[-1]
        if not self.on_back:
            card.join(line)
        elif line.marker:
            card.add(line)
        elif card.opened and not apart and wraps(card.newest, line, self.width):
            card.join(line)
        else:
            card.add(replace(line, kind=PointKind.PARA))


def _answer(line: Line) -> Line:
    """Return the first line of a back, which may have a marker of its own after the "A:"."""
    marker, kind, text = mark_of(line.text)
    return replace(line, marker=marker, kind=kind, text=text)


def _may_head(line: Line) -> bool:
    return len(line.text.split()) <= _HEADING and not line.text.endswith((".", ","))


def _side(line: Line) -> _Side | None:
    """Return the side that a line opens, None if it opens none."""
    lettered = line.kind is PointKind.NUMBERED and line.marker[:1].isalpha()
    whole = line.whole if lettered else line.text
    start = whole[:40].casefold()
    match = _SIDE.match(start) or _TIGHT.match(start)
    if match is None:
        return None
    rest = tidy(whole[match.end() :])
    sign = match[3] or ("" if not rest else "?")
    return _Side(match[1] is not None, sign, replace(line, text=rest))


def _style(signs: Sequence[str]) -> str:
    """Return the sign that most of these have, the first one among equals."""
    return Counter(signs).most_common(1)[0][0] if signs else ""
