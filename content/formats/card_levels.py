"""Flashcards whose fronts and backs have the same bullets: only the indent tells them apart.

Must not know files, nor cards without bullets.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from content.draft import FrontKind, PointKind, Unreadable
from content.formats.growing_cards import DEEPER, Growing
from content.formats.notes import Line
from content.formats.page import Page
from content.formats.phrases import Width, asks, goes_on, is_question, starts_low, wraps

_LOST = (
    "The indents of this file are lost, so fronts and backs look alike. Please paste it again with"
    " its indents, or put “# ” before each line that is a front."
)
_FEWEST = 3  # fronts whose sign alone tells them


def bulleted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that have a bullet or a dash."""
    return [line for line in lines if line.marker and line.kind is not PointKind.NUMBERED]


def indented(lines: Sequence[Line]) -> bool:
    """Return whether anything stands deeper than the first of the marked lines."""
    marked = [line for line in lines if line.marker]
    top = min((line.indent for line in marked), default=0)
    return any(line.indent > top for line in lines if not line.blank)


def two_levels(lines: Sequence[Line]) -> str:
    """Return why bullets at the first indent are fronts: more stand deeper than there."""
    marked = [line for line in lines if line.marker]
    found = Counter(line.indent for line in marked)
    if len(found) < 2:
        return _two_signs(lines, marked)
    top = min(found)
    deeper = found.total() - found[top]
    if found[top] < 2 or deeper <= found[top] or marked[0].indent != top:
        return ""
    if any(line.kind is PointKind.NUMBERED for line in marked if line.indent == top):
        return ""
    return f"bullets at {len(found)} indents, most of them deeper than the first"


def _two_signs(lines: Sequence[Line], marked: Sequence[Line]) -> str:
    """Return why signs tell the levels that indents do not: "·" and then "o", as in Word."""
    signs = [line.marker for line in marked]
    upper = signs[0] if signs else ""
    lower = set(signs) - {upper}
    alone = all(line.marker or line.blank for line in [x for x in lines if not x.blank][1:])
    if len(lower) != 1 or not alone or not lower <= set(DEEPER) or upper in DEEPER:
        return ""
    if signs.count(upper) < _FEWEST or 2 * signs.count(upper) > len(signs):
        return ""
    return f"bullets of two signs, “{upper}” above “{min(lower)}”"


def read_levels(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards: a marked line at the first indent is a front, all below is its back."""
    top = min(line.indent for line in lines if line.marker)
    fronts = {line.number for line in lines if line.marker and line.indent == top}
    return _Levels(page, lines, fronts).read()


def read_flat(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards of a document whose indents are lost.

    Fronts are known by a sign of their own, or as the only questions, if that makes as many as the
    document states. Raises Unreadable if nothing tells fronts from backs.
    """
    marked = [line for line in bulleted(lines) if line.text]
    if not marked:
        raise Unreadable(_LOST)
    signs = {line.number for line in marked if line.marker == marked[0].marker}
    asked = {line.number for line in marked if is_question(line.text)}
    bare = any(not line.marker and not line.blank for line in lines)
    for fronts, how, told in (
        (signs, "their sign", page.stated is None),
        (asked, "being questions", False),
        (signs, "their bullets", False),
    ):
        some = len(fronts) < len(marked) or (bare and how == "their bullets")
        counted = told or page.stated == len(fronts)
        if some and counted and len(fronts) > 1 and marked[0].number in fronts:
            page.warn("INDENT_LOST", marked[0], f"fronts were told by {how}: please check them")
            return _Levels(page, lines, fronts).read()
    raise Unreadable(_LOST, marked[0].number, 1)


class _Levels:
    """Reads lines into cards once it is known which of them are fronts."""

    def __init__(self, page: Page, lines: Sequence[Line], fronts: set[int]) -> None:
        self.page = page
        self.lines = lines
        self.fronts = fronts
        self.width = Width(lines)
        self.grown: list[Growing] = []
        self.theme = ""
        self.top = min((line.indent for line in lines if line.number in fronts), default=0)

    def read(self) -> list[Growing]:
        gap = False
        heading: list[Line] = []
        for line in self.lines:
            if line.blank:
                gap = True
                continue
            if line.number in self.fronts:
                self._headed(heading)
                self._open(line)
            elif heading or not self.grown or self._apart(line, gap):
                heading.append(line)
            else:
                self._back(line, gap)
            gap = False
            if heading and line.marker:
                self._unheaded(heading)
        self._unheaded(heading)
        return self.grown

    def _apart(self, line: Line, gap: bool) -> bool:
        """Return whether an unmarked line stands further out than the cards, after a blank one."""
        return gap and not line.marker and line.indent <= self.top and not starts_low(line.text)

    def _headed(self, heading: list[Line]) -> None:
        """Take lines right above a front as the heading of the cards that follow."""
        if heading:
            self.theme = " ".join(line.text for line in heading)
            self.page.drop(heading, "heading of the cards below")
            heading.clear()

    def _unheaded(self, lines: list[Line]) -> None:
        """Give lines that head no card to the card above them."""
        for line in lines:
            if self.grown:
                self._back(line, True)
            else:
                self.page.warn("NO_FRONT", line, "stands before the first front")
                self.page.drop([line], "before the first front")
        lines.clear()

    def _open(self, line: Line) -> None:
        kind = FrontKind.QUESTION if asks(line.text) else FrontKind.TOPIC
        self.grown.append(Growing([line], kind, theme=self.theme))

    def _back(self, line: Line, gap: bool) -> None:
        card = self.grown[-1]
        if line.marker:
            card.add(line)
        elif self._wraps(card, line, gap):
            card.join(line)
        else:
            card.add(replace(line, kind=PointKind.PARA))

    def _wraps(self, card: Growing, line: Line, gap: bool) -> bool:
        """Return whether an unmarked line goes on with what comes before it.

        Below a front it is a paragraph of the back, unless the front cannot end where it does or
        the line is not indented as backs are.
        """
        before = card.newest
        if gap:
            return starts_low(line.text) and goes_on(before.text)
        if line.indent < self.top:
            return True
        if not card.opened:
            return goes_on(before.text)
        return wraps(before, line, self.width)
