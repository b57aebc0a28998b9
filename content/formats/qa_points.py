"""Unmarked fronts with marked points below them: where a wrapped point ends and a front begins.

Neither a front nor a wrapped line has a marker. What is decided by the shape of the language or
the width of the lines is told in a warning when it could be otherwise. Must not know files.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from content.draft import FrontKind, PointKind, Unreadable
from content.formats.growing_cards import Growing
from content.formats.notes import Line, all_joined
from content.formats.page import Page
from content.formats.phrases import (
    Width,
    asks,
    ends,
    goes_on,
    interrogative,
    is_fragment,
    is_question,
    is_yes_no,
    starts_low,
)
from content.formats.qa_signs import (
    bare,
    by_hand,
    has_mark,
    is_lettered,
    numbers_are_fronts,
    questions_marked,
    with_gaps,
)

_HOMELESS = (
    "We cannot tell which lines are fronts: points stand above the first one we see. Please put"
    " “# ” before each line that is a front."
)
_FEW = 0.3  # where more of the points follow a blank line, a blank line tells nothing
_WRAPPED = 4  # lines; no front is longer
_LONG = 40  # characters; where no width is known, a shorter line was not wrapped


@dataclass(slots=True)
class _Item:
    """An unmarked line between points. ``gap`` tells of a blank line before it."""

    line: Line
    gap: bool
    sure: bool = False  # marked as a front by its author


@dataclass(slots=True)
class Fronts:
    """Reads the points of a page into cards."""

    page: Page
    lines: Sequence[Line]
    grown: list[Growing] = field(default_factory=list)
    theme: str = ""
    homeless: int = 0  # points above the first front
    eager: bool = False  # take every capital line above points as a front
    width: Width = field(init=False)
    numbered: bool = field(init=False)
    lettered: bool = field(init=False)
    forced: bool = field(init=False)
    gaps_tell: bool = field(init=False)
    marks: bool = field(init=False)
    topics: bool = field(init=False)

    def __post_init__(self) -> None:
        """Learn how this author writes."""
        self.width = Width(self.lines)
        self.forced = any(by_hand(line) for line in self.lines)
        self.lettered = questions_marked(self.lines)
        self.numbered = numbers_are_fronts(self.lines)
        points = [(gap, line) for gap, line in with_gaps(self.lines) if self._is_point(line)]
        self.gaps_tell = sum(gap for gap, _ in points) <= _FEW * len(points)
        asking = [x for x in self.lines if not self._is_point(x) and is_question(bare(x).text)]
        with_mark = sum("?" in line.text[-3:] for line in asking)
        self.marks = with_mark >= 2 and with_mark >= 0.6 * len(asking)
        self.topics = not asking

    def read(self) -> list[Growing]:
        """Return the cards."""
        block: list[_Item] = []
        for gap, line in with_gaps(self.lines):
            if self._is_point(line):
                self._settle(block, followed=True)
                block = []
                self._point(line)
            else:
                block.append(_Item(bare(line), gap, self._sure(line)))
        self._settle(block, followed=False)
        if self.homeless > len(self.grown) > 0:
            raise Unreadable(_HOMELESS, self.lines[0].number)
        return self.grown

    def _is_point(self, line: Line) -> bool:
        return bool(line.marker) and not self._sure(line)

    def _sure(self, line: Line) -> bool:
        """Return whether the author marked a line as a front: by a number, or by "#"."""
        if self.forced:
            return by_hand(line)
        if self.lettered:
            return is_lettered(line)
        return self.numbered and line.kind is PointKind.NUMBERED

    def _point(self, line: Line) -> None:
        if not self.grown:
            self.page.warn("NO_FRONT", line, "a point before the first front was left out")
            self.page.drop([line], "before the first front")
            self.homeless += 1
            return
        card = self.grown[-1]
        if card.opened and is_fragment(line.text, card.newest.text):
            self.page.warn("FRAGMENT", line, "completes the point before it")
        card.add(line)

    def _settle(self, block: list[_Item], *, followed: bool) -> None:
        """Give the lines between two points to the point before them or to new fronts."""
        index = 0 if self.grown else self._introduced(block)
        begun = bool(self.grown)
        while index < len(block):
            rest = block[index : index + _WRAPPED]
            last = followed and index + len(rest) == len(block)
            if begun and not self._opens(self.grown[-1].newest, rest, last):
                self._continue(block[index])
                index += 1
                continue
            length = _length(rest)
            self._open(self._themed(rest[:length]))
            index += length
            begun = True

    def _introduced(self, block: list[_Item]) -> int:
        """Return where the first front begins; what stands above it is title and introduction."""
        texts = [item.line.text for item in block]
        own = bool(block) and (block[0].sure or has_mark(texts[0]))
        if len(block) < 2 or (own and not asks(texts[1])):
            return 0
        surely = (i for i, item in enumerate(block) if i and (item.sure or asks(texts[i])))
        first = next(surely, len(block) - 1)
        for item in block[:first]:
            if not self.page.title:
                self.page.take_title(item.line)
            else:
                self.page.drop([item.line], "introduction")
                self.page.warn("INTRODUCTION", item.line, "stands before the first front")
        return first

    def _opens(self, before: Line, rest: list[_Item], followed: bool) -> bool:
        """Return whether a front begins with the first of ``rest``."""
        item, line = rest[0], rest[0].line
        if item.sure or self.forced or self.lettered:
            return item.sure
        asked = next((n for n, each in enumerate(rest, 1) if has_mark(each.line.text)), 0)
        if any(_begins(each) for each in rest[1:asked]):
            asked = 0  # that question begins below this line
        whole = all_joined([each.line.text for each in rest[: asked or len(rest)]])
        hangs = goes_on(before.text) and not item.gap
        full = self.width.full(before, line) and not ends(before.text) and not item.gap
        if starts_low(line.text):
            asking = asks(line.text) and is_question(whole) and (has_mark(whole) or not self.marks)
            return asking and not hangs and not full and followed
        if asked and (asks(line.text) or not hangs):
            return True
        if not followed or hangs:
            return False
        if interrogative(line.text) and is_question(whole):
            return self._asks_without_mark(before, rest, full)
        return self._is_topic(before, rest, full)

    def _asks_without_mark(self, before: Line, rest: list[_Item], full: bool) -> bool:
        """Return whether a question without its mark is a front; warn where it could go on."""
        item = rest[0]
        verb = is_yes_no(item.line.text)
        if item.gap or ends(before.text):
            return True
        crowded = any(_begins(each) and has_mark(each.line.text) for each in rest[1:])
        if self.marks and (crowded or verb or not self.width.short(before, item.line)):
            self._guessed(item.line, "was taken as the end of the point above it")
            return False
        if verb or full or self.marks:
            self._guessed(item.line, "was taken as a question of its own")
        return True

    def _is_topic(self, before: Line, rest: list[_Item], full: bool) -> bool:
        """Return whether a front without a question begins here."""
        item = rest[0]
        if item.gap and self.gaps_tell:
            return True
        told = asks(item.line.text) or item.line.text.endswith(":")
        if told:
            if full:
                self._guessed(item.line, "was taken as a front")
            return True
        if self.eager:
            loose = item.line.indent <= self.grown[0].front[0].indent
        elif self.topics and full:
            self._guessed(item.line, "was taken as the end of the point above it")
            return False
        elif self.topics:
            loose = True
        elif self.width.known:
            loose = self.width.short(before, item.line)
        else:
            loose = len(before.whole) < _LONG or ends(before.text)
        if loose:
            self._guessed(item.line, "was taken as a front")
        return loose

    def _guessed(self, line: Line, what: str) -> None:
        self.page.warn(
            "GUESSED_FRONT", line, f"“{line.text[:40]}” {what}: mark fronts with “# ” if not"
        )

    def _themed(self, block: list[_Item]) -> list[_Item]:
        """Return the lines of a front without the heading of a group of cards above it."""
        plain = not asks(block[0].line.text) and not block[0].sure
        start = next((i for i, item in enumerate(block) if i and plain and _begins(item)), 0)
        if not start:
            return block
        self.theme = all_joined([item.line.text for item in block[:start]])
        self.page.drop([item.line for item in block[:start]], "heading of the cards below")
        return block[start:]

    def _open(self, block: list[_Item]) -> None:
        lines = [item.line for item in block]
        whole = all_joined([line.text for line in lines])
        kind = FrontKind.QUESTION if is_question(whole) or asks(whole) else FrontKind.TOPIC
        if is_question(whole) and "?" not in whole:
            self.page.warn("NO_QUESTION_MARK", lines[0], "a question without its mark")
        self.grown.append(Growing(lines, kind, theme=self.theme))

    def _continue(self, item: _Item) -> None:
        card = self.grown[-1]
        apart = item.gap and self.gaps_tell and not goes_on(card.newest.text)
        if self.eager and not card.opened and item.line.indent > card.front[0].indent:
            card.add(replace(item.line, kind=PointKind.PARA))
            return
        if card.opened and card.opened[-1].head.kind is PointKind.PARA:
            apart = apart or (ends(card.newest.text) and not starts_low(item.line.text))
        if apart if card.opened else has_mark(card.newest.text):
            card.add(replace(item.line, kind=PointKind.PARA))
        else:
            card.join(item.line)


def _length(rest: Sequence[_Item]) -> int:
    """Return how many lines the front at the head of these has: up to its mark, or the next one."""
    for count, item in enumerate(rest, 1):
        if has_mark(item.line.text) or (count < len(rest) and rest[count].sure):
            return count
    return len(rest)


def _begins(item: _Item) -> bool:
    """Return whether a front begins here, and a heading stood above it."""
    return item.gap or item.sure or (interrogative(item.line.text) and is_question(item.line.text))
