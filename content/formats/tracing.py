"""A page of an imported file whose mistakes become problems with line and column.

``decode`` and ``build`` note mistakes at paths; this finds each path again in TOML or JSON text.
Must not know what the paths mean.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from content import lines as toml_lines
from content.bounds import MAX_DEPTH, MAX_PROBLEMS, MAX_TEXT
from content.draft import Problem, Unreadable
from content.page import Page

TOO_MANY = "After so many problems we looked no further."

_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^\s\[\]{},:"]+|"', re.DOTALL)


class Lines:
    """The places of offsets in one text, for many questions at once."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass
class Traced(Page):
    """A page that starts at ``offset`` of a whole text and notes problems with their columns."""

    whole: Lines = field(default_factory=lambda: Lines(""))
    offset: int = 0
    problems: list[Problem] = field(default_factory=list)
    locate: Callable[[str], dict[str, int]] = lambda _: {}

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Return where each path begins in this page's text, worked out when first needed."""
        return self.locate(self.text)

    def place_of(self, path: str) -> tuple[int, int]:
        """Return line and column of a path, or of the nearest thing around it."""
        while path and path not in self.offsets:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.whole.place(self.offset + self.offsets.get(path, 0))

    def wrong(self, path: str, message: str) -> None:
        """Note a mistake at a path. Raises Unreadable, with them all, after MAX_PROBLEMS."""
        super().wrong_at(0, message)
        self.problems.append(Problem(*self.place_of(path), message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Unreadable(TOO_MANY, before=tuple(self.problems))

    def _note_syntax(self, sentence: str) -> None:
        found = _AT.search(sentence)
        line, column = map(int, found.groups()) if found else self.whole.place(len(self.text))
        said = f"this is not readable as TOML: {_AT.sub('', sentence)}"
        super().wrong_at(line, said)
        self.problems.append(Problem(line, column, said))

    def wrong_at(self, line: int, message: str) -> None:
        """Note a mistake at a line."""
        super().wrong_at(line, message)
        self.problems.append(Problem(line, 1, message))


def toml_page(text: str) -> Traced:
    """Return a page of TOML."""

    def offsets(text: str) -> dict[str, int]:
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        return {path: starts[line - 1] for path, line in toml_lines.locate(text).items()}

    return Traced("", text, whole=Lines(text), locate=offsets)


def json_page(text: str, whole: Lines, offset: int) -> Traced:
    """Return a page of JSON: ``text``, which stands in a whole one at ``offset``."""
    return Traced("", text, whole=whole, offset=offset, locate=locate_json)


@dataclass(slots=True)
class _Frame:
    path: str
    is_array: bool
    index: int = 0
    name: str = ""
    waiting: bool = True


def locate_json(text: str) -> dict[str, int]:
    """Map each path, such as ``question[3].wrong``, to its offset. Never raises."""
    offsets: dict[str, int] = {}
    frames: list[_Frame] = []
    for found in _TOKEN.finditer(text):
        piece, frame = found.group(), frames[-1] if frames else None
        if piece in "]}":
            del frames[-1:]
        elif piece == ",":
            if frame:
                frame.index, frame.waiting = frame.index + 1, True
        elif frame and not frame.is_array and frame.waiting:
            frame.name, frame.waiting = piece.strip('"'), False
            offsets.setdefault(_join(frame), found.start())
        elif piece != ":":
            path = _join(frame) if frame else ""
            offsets.setdefault(path, found.start())
            if piece in "[{":
                if len(frames) == MAX_DEPTH:  # or the paths alone would fill the memory
                    break
                frames.append(_Frame(path, is_array=piece == "["))
    return offsets


def _join(frame: _Frame) -> str:
    if frame.is_array:
        return f"{frame.path}[{frame.index}]"
    return f"{frame.path}.{frame.name}" if frame.path else frame.name


def note_long(page: Page, at: str, value: object) -> None:
    """Note every text of a decoded value that is longer than fits on a card."""
    match value:
        case str() if len(value) > MAX_TEXT:
            page.wrong(at, f"this text has {len(value):,} characters; at most {MAX_TEXT:,} fit")
        case dict():
            for name, each in value.items():
                note_long(page, f"{at}.{name}" if at else str(name), each)
        case list():
            for number, each in enumerate(value):
                note_long(page, f"{at}[{number}]", each)
