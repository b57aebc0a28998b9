"""What each line of an outline is: a heading, an item, a wrapped line, a paragraph, a quotation.

A heading has no marker and a list follows it; a wrapped line has none either, but stands right
below its item. Must not know levels nor cards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from content.draft import Quote
from content.formats.notes import Line, all_joined, open_bracket
from content.formats.ordinals import opens_list
from content.formats.quotations import MAX_LINES, gathered

_MOST_WORDS = 12
_MOST_SIGNS = 100
_TITLE_WORDS = 25
_LEAD_WORDS = 4
_SENTENCE = 8  # words; no heading that ends in a stop is longer
_DANGLING = re.compile(
    r"(?:\b(?:the|(?-i:a)|an|of|to|in|on|and|or|with|by|for|from|at|as|that|which|between|against|into|"
    r"his|her|its|their|this|these|was|were|is|are|had|has|have|be)|,|[-–(&])\Z",
    re.IGNORECASE,
)
_CLOSED = (".", "!", "?", ":", ";", "”", '"', ")")


class Role(StrEnum):
    """What a line is to the outline."""

    HEADING = "heading"
    ITEM = "item"
    WRAP = "wrap"
    PARA = "para"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is no furniture: whether it is an item, and whether a gap stands above it."""

    line: Line
    item: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Lines with one role. ``guessed`` says that a heading might be something else.

    ``attached`` says that it stands right below an item, where a wrapped line would.
    """

    role: Role
    lines: tuple[Line, ...]
    guessed: bool = False
    attached: bool = False
    quote: Quote | None = field(default=None)


def heading_shaped(text: str) -> bool:
    """Return whether a line is as short and as open-ended as a heading."""
    if not text or len(text) > _MOST_SIGNS or len(text.split()) > _MOST_WORDS:
        return False
    return text[-1] not in ".,;!" and not text[0].islower()


def unfinished(text: str) -> bool:
    """Return whether a line must go on below: after a comma, an article, an open bracket."""
    return bool(_DANGLING.search(text[-20:])) or open_bracket(text[-2000:])


def parts_of(rows: Sequence[Row]) -> list[Part]:
    """Return the roles of all rows, in order."""
    base = min((row.line.indent for row in rows if row.item), default=0)
    hangs = _wraps_outside(rows, base)
    out: list[Part] = []
    at = 0
    while at < len(rows):
        if rows[at].item:
            out.append(Part(Role.ITEM, (rows[at].line,)))
            at += 1
            continue
        end = at + 1
        while end < len(rows) and not rows[end].item and not rows[end].gap:
            end += 1
        out.extend(_Run(rows, at, end, base, hangs).parts())
        at = end
    wrapped = any(part.role is Role.WRAP for part in out)
    out = [_prose(before, part) for before, part in pairwise((None, *out)) if part is not None]
    return [replace(part, guessed=True) if part.attached and wrapped else part for part in out]


def _wraps_outside(rows: Sequence[Row], base: int) -> bool:
    """Return whether items are wrapped onto lines that stand no deeper than any item."""
    return any(
        above.item and not row.item and not row.gap and row.line.indent <= base and _low(row.line)
        for above, row in pairwise(rows)
    )


def _prose(before: Part | None, part: Part) -> Part:
    """Return a whole sentence between a heading and its list as a paragraph."""
    if before is None or not before.role is part.role is Role.HEADING:
        return part
    text = all_joined([line.text for line in part.lines])
    heading = heading_shaped(before.lines[-1].text)
    if heading and text.endswith(".") and len(text.split()) > _SENTENCE:
        return _para(part.lines)
    return part


@dataclass(slots=True)
class _Run:
    """Lines without markers and without a gap between them: ``rows[start:end]``.

    ``base`` is the least indent of an item; with ``hangs``, items are wrapped further out.
    """

    rows: Sequence[Row]
    start: int
    end: int
    base: int
    hangs: bool

    def parts(self) -> list[Part]:
        """Return the roles of the run's lines."""
        lines = [row.line for row in self.rows[self.start : self.end]]
        out: list[Part] = []
        waiting: list[Line] = []
        at = 0
        while at < len(lines):
            quote, taken = self._quoted(lines, at)
            if quote is None:
                waiting.append(lines[at])
                at += 1
                continue
            out.extend(self._plain(waiting, first=not out, last=False))
            waiting = []
            out.append(Part(Role.QUOTE, tuple(lines[at : at + taken]), quote=quote))
            at += taken
        return out + self._plain(waiting, first=not out, last=True)

    @property
    def _attached(self) -> bool:
        """Whether the run stands right below an item, so that it may be its wrapped text."""
        return self.start > 0 and not self.rows[self.start].gap

    @property
    def _leads(self) -> bool:
        """Whether a list follows the run: items that are not deeper than any other."""
        following = self.rows[self.end] if self.end < len(self.rows) else None
        return bool(following and following.item and following.line.indent <= self.base + 1)

    @property
    def _opens(self) -> bool:
        """Whether the list that follows is a new one."""
        return self._leads and opens_list(self.rows[self.end].line.marker)

    def _quoted(self, lines: list[Line], at: int) -> tuple[Quote | None, int]:
        if self._attached and lines[at].indent > self.base:
            return None, 0
        quote, taken = gathered(lines[at : at + MAX_LINES + 1])
        if self._attached and quote is not None:
            before = lines[at - 1] if at else self.rows[self.start - 1].line
            named = len(quote.who.split()) > 1 and lines[at].whole.startswith(quote.who)
            if not (
                named and len(quote.around.split()) <= _LEAD_WORDS
            ) and not before.text.endswith(_CLOSED):
                return None, 0  # the wrapped text of an item that quotes a term
        if self._leads and at == len(lines) - 1 and not self._attached:
            return None, 0  # a list follows, so its words are a heading
        return quote, taken

    def _plain(self, lines: list[Line], *, first: bool, last: bool) -> list[Part]:
        """Return the roles of lines that are no quotation; they are the run's first, its last."""
        if not lines:
            return []
        if self._attached and first:
            return self._below_item(lines, last=last)
        if last and self._leads:
            return self._above_list(lines)
        if heading_shaped(lines[0].text) and not unfinished(lines[0].text):
            rest = lines[1:]
            if not rest and self._loose(lines[0]):
                return [Part(Role.PARA, (lines[0],))]
            if rest and (_goes_on(lines[0], rest[0]) or rest[0].whole[:1] in '“"‘«'):
                return [_para(lines)]
            heading = Part(Role.HEADING, (lines[0],), guessed=bool(rest))
            return [heading, *([_para(rest)] if rest else [])]
        return [_para(lines)]

    def _loose(self, line: Line) -> bool:
        """Return whether a short line is a remark inside a list: an item deeper in it follows."""
        following = self.rows[self.end] if self.end < len(self.rows) else None
        return line.indent > self.base or bool(following and following.item)

    def _below_item(self, lines: list[Line], *, last: bool) -> list[Part]:
        """Return wrapped lines, and the heading of a list that begins below without a gap."""
        before = lines[-2].text if len(lines) > 1 else self.rows[self.start - 1].line.text
        letter = lines[-1].text[:1].isalpha()
        outside = self._leads and not self.hangs and letter
        heading = (
            last
            and (self._opens or outside)
            and lines[-1].indent <= self.base
            and heading_shaped(lines[-1].text)
            and not unfinished(before)
        )
        wrapped = lines[:-1] if heading else lines
        out = [Part(Role.WRAP, (line,)) for line in wrapped]
        if heading:
            attached = not before.endswith(_CLOSED)
            guessed = not self._opens
            out.append(Part(Role.HEADING, (lines[-1],), guessed=guessed, attached=attached))
        return out

    def _above_list(self, lines: list[Line]) -> list[Part]:
        """Return the heading of the list below, wrapped or not, and what stands above it."""
        if not self._opens and not heading_shaped(lines[-1].text):
            return [_para(lines)]
        start = len(lines) - 1
        while start and _goes_on(lines[start - 1], lines[start]):
            start -= 1
        if sum(len(line.text.split()) for line in lines[start:]) > _TITLE_WORDS:
            start = len(lines) - 1
        guessed = not self._opens
        out = [Part(Role.HEADING, tuple(lines[start:]), guessed=guessed)]
        above = lines[:start]
        if above and all(heading_shaped(line.text) for line in above):
            return [*(Part(Role.HEADING, (line,)) for line in above), *out]
        return [_para(above), *out] if above else out


def _goes_on(line: Line, below: Line) -> bool:
    return unfinished(line.text) or _low(below)


def _low(line: Line) -> bool:
    return line.text[:1].islower()


def _para(lines: Sequence[Line]) -> Part:
    return Part(Role.PARA, tuple(lines))
