"""A Markdown file as lines that know what they are: headings, fences, rules, text.

YAML front matter and what plugins write for themselves are taken out. Must not know cards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.markup import Break, Code, Paragraph, Span
from content.draft import Dropped
from content.formats.markup_source import source_of

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*\Z")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*\Z")
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*\Z")
_KEY = re.compile(r"(\w+)\s*:\s*(.*)")
_TAG = re.compile(r"(?<!\S)#([A-Za-z][\w/-]*)(?!\S)")
_BLOCK_ID = re.compile(r"(?<!\S)\^([A-Za-z0-9-]{1,80})\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a heading has a ``level`` (1 to 6); one of a fence is ``code``."""

    number: int
    text: str
    level: int = 0
    code: bool = False

    @property
    def blank(self) -> bool:
        """Return whether nothing stands on the line."""
        return not self.text.strip() and not self.code


@dataclass(slots=True)
class Front:
    """What stands before and between cards: the front matter, and what is left out."""

    title: str = ""
    tags: tuple[str, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)


def lines_of(source: Sequence[str], front: Front) -> Iterator[Line]:
    """Yield the lines of a file; ``front`` collects what is none. Rules come as blank lines."""
    start = _matter(source, front)
    fence = ""
    for number, text in enumerate(source[start:], start + 1):
        mark = _FENCE.match(text)
        if mark and (not fence or (mark[1].startswith(fence) and not text.strip(" `~"))):
            fence = "" if fence else mark[1]
            front.dropped.append(Dropped(number, text, "it fences code"))
        elif fence:
            yield Line(number, text, code=True)
        elif _COMMENT.match(text):
            front.dropped.append(Dropped(number, text, "a comment"))
        elif _RULE.match(text):
            front.dropped.append(Dropped(number, text, "a rule"))
            yield Line(number, "")
        elif heading := _HEADING.match(text):
            yield Line(number, heading[2], len(heading[1]))
        else:
            yield Line(number, text)


def _matter(source: Sequence[str], front: Front) -> int:
    """Read YAML front matter as far as a deck needs it; return the lines it takes."""
    if not source or source[0].rstrip() != "---":
        return 0
    end = next((n for n in range(1, min(len(source), 200)) if source[n].rstrip() == "---"), 0)
    for number in range(end + 1 if end else 0):
        text = source[number]
        if text.strip():
            front.dropped.append(Dropped(number + 1, text, "front matter"))
        found = _KEY.match(text)
        if found and found[1].lower() == "title":
            front.title = found[2].strip().strip("\"'")
        elif found and found[1].lower() in ("tags", "tag"):
            names = re.split(r"[\s,\[\]\"']+", found[2])
            front.tags = tuple(name.lstrip("#") for name in names if name.lstrip("#"))
    return end + 1 if end else 0


def labelled(text: str) -> tuple[str, tuple[str, ...], str]:
    """Return a text without the tags and the block id at its end, the tags, and the id."""
    own_id, tags = "", list[str]()
    text = text.rstrip()
    if found := _BLOCK_ID.search(text):
        own_id, text = found[1], text[: found.start()].rstrip()
    while (cut := text.rfind("#")) > 0 and (found := _TAG.fullmatch(text, cut)):
        if not text[cut - 1].isspace():
            break
        tags.insert(0, found[1])
        text = text[:cut].rstrip()
    return text, tuple(dict.fromkeys(tags)), own_id


def only_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a line that holds nothing else."""
    tags = _TAG.findall(text)
    return tuple(tags) if tags and not _TAG.sub("", text).strip() else ()


def joined(lines: Sequence[Line]) -> str:
    """Return lines as one markup source; fenced ones become lines of code."""
    parts: list[str] = []
    held: list[str] = []
    for line in [*lines, Line(0, "")]:
        if line.code:
            held.append(line.text)
            continue
        if held:
            parts += ["", _code(held), ""]
            held = []
        parts.append(line.text.rstrip() if line.text.strip() else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()


def _code(lines: Sequence[str]) -> str:
    spans: list[Span] = []
    for line in lines:
        if line.strip():
            spans += [Break(), Code(line)] if spans else [Code(line)]
    return source_of((Paragraph(tuple(spans)),)) if spans else ""
