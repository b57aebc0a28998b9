r"""A GIFT file as blocks: what blank lines separate, with comments and categories taken out.

Escapes are found once and masked, so that no later search takes ``\=`` for an answer. Must not
know what an answer means.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from content.draft import Caution, Dropped

_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_IN_COMMENT = re.compile(r"\[(id|tag):((?:\\\]|[^\]])*)\]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:", re.IGNORECASE)
_ROOT = re.compile(r"\$\w*\$|top")
_SPLIT = re.compile(r"(?<!/)/(?!/)")


def unescape(raw: str) -> str:
    """Return a text as it is meant, its escapes resolved."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], raw)


def escape(text: str) -> str:
    """Return a text on one line that ``unescape`` reads back."""
    return re.sub(r"[~=#{}:\\]", r"\\\g<0>", text).replace("\n", "\\n")


@dataclass(frozen=True)
class Block:
    """The lines of one question, with their numbers, and what its comments say of it."""

    numbers: tuple[int, ...]
    lines: tuple[str, ...]
    category: tuple[str, ...] = ()
    own_id: str = ""
    tags: tuple[str, ...] = ()

    @cached_property
    def raw(self) -> str:
        """Return the text as it stands."""
        return "\n".join(self.lines)

    @cached_property
    def mask(self) -> str:
        """Return the text with zero bytes for every escape, as long as ``raw``."""
        return _ESCAPE.sub("\0\0", self.raw)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    def where(self, at: int) -> tuple[int, int]:
        """Return the line and the column of a place in ``raw``."""
        row = bisect_right(self._starts, at) - 1
        return self.numbers[row], at - self._starts[row] + 1


@dataclass(slots=True)
class File:
    """What a file holds besides its blocks."""

    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    categories: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return what all categories begin with, "" if they differ."""
        firsts = {path[0] for path in self.categories if path}
        return firsts.pop() if len(firsts) == 1 else ""

    def theme(self, path: Sequence[str]) -> str:
        """Return the theme that a category stands for: its last part, below the deck's title."""
        below = path[1:] if self.title else path
        return below[-1] if below else ""


def blocks(lines: Sequence[str], file: File) -> Iterator[Block]:
    """Yield the blocks of a file in order; ``file`` collects the rest."""
    category: tuple[str, ...] = ()
    for paragraph in _closed(list(_paragraphs(lines)), file):
        kept: list[tuple[int, str]] = []
        comments: list[str] = []
        for number, line in paragraph:
            if line.lstrip().startswith("//"):
                comments.append(line)
                file.dropped.append(Dropped(number, line, "a comment"))
            elif found := _CATEGORY.match(line):
                category = _path(line[found.end() :])
                file.categories.append(category)
                file.dropped.append(Dropped(number, line, "it names the category"))
            else:
                kept.append((number, line))
        if kept:
            own_id, tags = _told(comments)
            numbers, texts = zip(*kept, strict=True)
            yield Block(numbers, texts, category, own_id, tags)


def _paragraphs(lines: Iterable[str]) -> Iterator[list[tuple[int, str]]]:
    held: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            held.append((number, line))
        elif held:
            yield held
            held = []
    if held:
        yield held


def _closed(paragraphs: list[list[tuple[int, str]]], file: File) -> Iterator[list[tuple[int, str]]]:
    """Join paragraphs that a blank line between braces has torn apart, and say so."""
    at = 0
    while at < len(paragraphs):
        joined, at = paragraphs[at], at + 1
        if _open(joined):
            end = next(
                (n for n in range(at, len(paragraphs)) if _braces(paragraphs[n])), len(paragraphs)
            )
            if end < len(paragraphs) and _braces(paragraphs[end])[0] == "}":
                line = paragraphs[at][0][0]
                file.warnings.append(Caution("BLANK_LINE", line - 1, "a blank line in an answer"))
                joined = [line for each in paragraphs[at - 1 : end + 1] for line in each]
                at = end + 1
        yield joined


def _braces(paragraph: Sequence[tuple[int, str]]) -> str:
    text = "\n".join(line for _, line in paragraph if not line.lstrip().startswith("//"))
    return re.sub(r"[^{}]+", "", _ESCAPE.sub("", text))


def _open(paragraph: Sequence[tuple[int, str]]) -> bool:
    return _braces(paragraph).endswith("{")


def _told(comments: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the id and the tags that comments give: ``// [id:x1] [tag:rivers]``."""
    own_id, tags = "", list[str]()
    for comment in comments:
        for what, value in _IN_COMMENT.findall(comment):
            text = value.replace("\\]", "]").strip()
            if what == "tag":
                tags.append(text)
            else:
                own_id = own_id or text
    return own_id, tuple(dict.fromkeys(filter(None, tags)))


def _path(text: str) -> tuple[str, ...]:
    """Return the parts of a category's path without the roots that Moodle puts before it."""
    parts = [part.strip().replace("//", "/") for part in _SPLIT.split(text)]
    while parts and (_ROOT.fullmatch(parts[0]) or not parts[0]):
        parts.pop(0)
    return tuple(filter(None, parts))
