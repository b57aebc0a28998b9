r"""Markup of questions and of what learners type, parsed once into spans.

The notation is a small part of Markdown: ``*italic*``, ``**bold**``, ``~~struck~~``,
```code```, lines that begin with ``- ``, an empty line between paragraphs, ``\`` to escape
and ``____`` for a gap. Links, pictures, HTML and headings are plain text here.

Must not know any platform: each writes these spans in its own dialect, so that escaping
cannot be forgotten. Spans are flat (style flags, no nesting), so that no input nests deeply.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, groupby
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LIMIT = 4_000
"""Characters of a source that are read; the rest gives way to an ellipsis."""

ELLIPSIS = "…"
GAP = "____"


@dataclass(frozen=True, slots=True)
class Words:
    """Text, with its style. Never empty, never holds a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Text in a fixed width."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap to fill; ``number`` counts from 1 over the whole text."""

    number: int


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Span = Words | Code | Gap | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list."""

    items: tuple[tuple[Span, ...], ...]


Block = Paragraph | Bullets
Prose = tuple[Block, ...]

# Controls, the marks that reverse the direction of text, and characters nobody can see.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff]"
)
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"[-*] +(?=\S)")
_GAP_RUN = re.compile(r"_{4,}")
_MARKERS = re.compile(r"[\\`*_~]")


def _gap_rule(state: StateInline, silent: bool) -> bool:
    """Take a run of four or more underscores for a gap, before emphasis sees it."""
    found = _GAP_RUN.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("gap", "", 0)
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(
        ["emphasis", "strikethrough", "backticks", "escape", "newline"]
    )
    parser.inline.ruler.before("emphasis", "gap", _gap_rule)
    return parser


_PARSER = _parser()


def clean(text: str) -> str:
    r"""Return ``text`` without invisible and direction-changing characters, newlines as ``\n``.

    Half a surrogate pair, which no encoding can carry, becomes U+FFFD.
    """
    if text.isprintable():  # nearly every text, and then there is nothing to find
        return text
    return _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", _NEWLINE.sub("\n", text)))


@lru_cache(maxsize=2_048)
def parse(text: str) -> Prose:
    """Parse a markup source. Never raises; reads at most ``LIMIT`` characters."""
    source = clean(text)
    if len(source) > LIMIT:
        source = source[: LIMIT - 1] + ELLIPSIS
    gaps = count(1)
    blocks: list[Block] = []
    for bulleted, chunks in groupby(_chunks(source), key=itemgetter(0)):
        parsed = [tuple(_spans(chunk, gaps)) for _, chunk in chunks]
        blocks += [Bullets(tuple(parsed))] if bulleted else map(Paragraph, parsed)
    return tuple(blocks)


def spans_of(prose: Prose) -> Iterator[Span]:
    """Yield every span, in order, without its block."""
    for block in prose:
        yield from block.spans if isinstance(block, Paragraph) else chain(*block.items)


def count_gaps(text: str) -> int:
    """Count the gaps of a source: runs of four or more underscores outside code and escapes."""
    return sum(isinstance(span, Gap) for span in spans_of(parse(text)))


def _chunks(source: str) -> Iterator[tuple[bool, str]]:
    """Yield each item of a list (True) and each paragraph (False), its lines joined."""
    is_item, lines = False, list[str]()
    for line in [*source.split("\n"), ""]:
        bullet = _BULLET.match(line)
        reads_on = line.strip() and not bullet and not (is_item and not line[0].isspace())
        if lines and not reads_on:
            yield is_item, "\n".join(lines)
            lines = []
        if line.strip():
            is_item = bool(bullet) or (is_item and bool(lines))
            lines.append(line[bullet.end() :] if bullet else line)


def _spans(source: str, gaps: Iterator[int]) -> Iterator[Span]:
    """Parse one paragraph or item; ``gaps`` numbers the gaps."""
    [inline] = _PARSER.parseInline(source.strip())
    bold = italic = struck = 0
    for token in inline.children or ():
        bold += token.nesting * (token.tag == "strong")
        italic += token.nesting * (token.tag == "em")
        struck += token.nesting * (token.tag == "s")
        match token.type:
            case "gap":
                yield Gap(next(gaps))
            case "code_inline":
                yield Code(token.content)
            case "hardbreak":
                yield Break()
            case "text" | "softbreak" if text := _text_of(token):
                yield Words(text, bold > 0, italic > 0, struck > 0)


def _text_of(token: Token) -> str:
    # An author's wrapped line is no line break: it reads on, as in Markdown.
    return " " if token.type == "softbreak" else token.content


@lru_cache(maxsize=2_048)
def plain(text: str) -> str:
    """Return the words of a markup source alone: for alerts, plain text and counting.

    Gaps are shown as ``____``, items with a bullet, blocks each on lines of their own.
    """
    return _plain(parse(text), lambda _: GAP)


def spoken(text: str) -> str:
    """Return the words for a screen reader: as ``plain``, with gaps said as "gap 1"."""
    return _plain(parse(text), lambda number: f"gap {number}")


def _plain(prose: Prose, say_gap: Callable[[int], str]) -> str:
    lines: list[str] = []
    for block in prose:
        if isinstance(block, Paragraph):
            lines.append(_plain_spans(block.spans, say_gap))
        else:
            lines += ("• " + _plain_spans(item, say_gap) for item in block.items)
    return "\n".join(lines)


def _plain_spans(spans: tuple[Span, ...], say_gap: Callable[[int], str]) -> str:
    text = "".join(_plain_span(span, say_gap) for span in spans)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _plain_span(span: Span, say_gap: Callable[[int], str]) -> str:
    match span:
        case Words(text=text) | Code(text=text):
            return text
        case Gap(number=number):
            return say_gap(number)
        case Break():
            return "\n"


def escape(text: str) -> str:
    """Return the source that shows ``text`` literally: ``plain(escape(text))`` is ``text``.

    Invisible characters, blank lines and spaces at the ends of lines do not survive.
    """
    if text.isprintable():  # one line, and nothing invisible
        return _escape_line(text.strip())
    lines = (line.strip() for line in clean(text).split("\n"))
    return "\\\n".join(_escape_line(line) for line in lines if line)


def _escape_line(line: str) -> str:
    escaped = _MARKERS.sub(r"\\\g<0>", line)
    return "\\" + escaped if escaped.startswith("-") else escaped


_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*(?=\s)")


def shorten(text: str, limit: int) -> str:
    """Cut plain ``text`` to ``limit`` (1 or more) characters, ellipsis included.

    Cuts after a sentence if that keeps more than half of the room, else after a word, else
    anywhere but within an accented or joined character.
    """
    text = text.strip()
    if len(text) <= limit:
        return text
    room = text[: limit - 1]  # the ellipsis takes one
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, limit)]
    if ends and limit // 2 < ends[-1] <= limit - 2:
        return f"{text[: ends[-1]]} {ELLIPSIS}"
    words = room.rstrip() if text[limit - 1].isspace() else room.rpartition(" ")[0].rstrip()
    if len(words) * 2 > limit:
        return words.rstrip(" ,;:–—-") + ELLIPSIS
    return _whole(text, limit - 1) + ELLIPSIS


_JOINS = re.compile("[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def _whole(text: str, end: int) -> str:
    """Cut at ``end`` or a little before, where no character is torn from its accent or joiner."""
    while end > 0 and (_JOINS.match(text, end) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end]
