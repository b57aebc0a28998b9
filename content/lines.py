"""Where in a TOML text each thing begins, since ``tomllib`` does not say.

``locate`` is given text that has been parsed already. On any other text it may be mistaken
about lines; it never raises.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|\n|[\[\]{},=]|\.(?=\s*[\w\"'-])|[^\s\[\]{},=.#\"']+|.",
    re.DOTALL,
)


@dataclass(slots=True)
class _Frame:
    """An open bracket: an array counts its items, an inline table reads keys."""

    path: str
    is_array: bool
    index: int = 0
    waiting: bool = True  # for an item of an array, or for a key of a table
    name: str = ""


class _Reader:
    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.lines: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.prefix = ""
        self.frames: list[_Frame] = []

    def note(self, path: str, offset: int) -> None:
        self.lines.setdefault(path, bisect_right(self.starts, offset))

    def header(self, pieces: list[str], offset: int) -> None:
        """Read ``[a.b]`` or ``[[a.b]]`` and make it the prefix of the keys that follow."""
        names = [_name(piece) for piece in pieces if piece not in "[]."]
        path = ""
        for name in names[:-1]:
            path = _join(path, name)
            if path in self.counts:
                path = f"{path}[{self.counts[path] - 1}]"
        path = _join(path, names[-1]) if names else path
        if pieces[:2] == ["[", "["]:
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            self.note(path, offset)
            path = f"{path}[{index}]"
        self.prefix = path
        self.note(path, offset)

    def value(self, piece: str, offset: int) -> None:
        """Read one piece of a value whose brackets are in ``frames``."""
        frame = self.frames[-1] if self.frames else None
        if piece in ("]", "}"):
            if frame:
                self.frames.pop()
        elif frame is None:
            self._open(piece, self.prefix_of_value)
        elif piece == ",":
            frame.index += 1
            frame.waiting, frame.name = True, ""
        elif frame.is_array and frame.waiting:
            path = f"{frame.path}[{frame.index}]"
            self.note(path, offset)
            frame.waiting = False
            self._open(piece, path)
        elif not frame.is_array and frame.waiting:
            self._inline_key(frame, piece, offset)
        else:
            self._open(piece, _join(frame.path, frame.name))

    def _inline_key(self, frame: _Frame, piece: str, offset: int) -> None:
        if piece == "=":
            self.note(_join(frame.path, frame.name), offset)
            frame.waiting = False
        elif piece != ".":
            frame.name = _join(frame.name, _name(piece))

    def _open(self, piece: str, path: str) -> None:
        if piece in ("[", "{"):
            self.frames.append(_Frame(path, is_array=piece == "["))

    prefix_of_value = ""


def locate(text: str) -> dict[str, int]:
    """Map each path, such as ``question[3].wrong[1]``, to its first line, counting from 1."""
    reader = _Reader(text)
    for statement in _statements(text):
        pieces = [piece for piece, _ in statement]
        offset = statement[0][1]
        if pieces[0] == "[":
            reader.header(pieces, offset)
        elif "=" in pieces:
            equals = pieces.index("=")
            path = reader.prefix
            for piece in pieces[:equals]:
                path = path if piece == "." else _join(path, _name(piece))
            reader.note(path, offset)
            reader.prefix_of_value = path
            reader.frames.clear()
            for piece, place in statement[equals + 1 :]:
                reader.value(piece, place)
    return reader.lines


def _statements(text: str) -> Iterator[list[tuple[str, int]]]:
    """Yield the pieces of each header or ``key = value``; brackets may span lines."""
    current: list[tuple[str, int]] = []
    depth = 0
    for found in _TOKEN.finditer(text):
        piece = found.group()
        if piece == "\n" and depth <= 0:
            if current:
                yield current
            current, depth = [], 0
        elif not piece.isspace() and not piece.startswith("#"):
            depth += (piece in "[{") - (piece in "]}")
            current.append((piece, found.start()))
    if current:
        yield current


def _name(piece: str) -> str:
    return piece[1:-1] if piece[:1] in "\"'" and len(piece) > 1 else piece


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name
