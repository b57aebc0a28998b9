"""Other programs' HTML as our markup, and our markup as HTML.

What the markup has (bold, italic, struck, code, lists, line breaks, gaps) is kept; everything else
becomes its words, and words that look like markup are escaped, so that nothing hostile is ever
alive. A ``<`` that begins no element we know is a ``<``. Pictures are reported by file name. Must
not know any one format.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from html import escape as as_html
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from bot.domain.markup import (
    GAP,
    Block,
    Break,
    Bullets,
    Code,
    Gap,
    Paragraph,
    Span,
    Words,
    clean,
    escape,
    parse,
)
from content.formats.markup_source import source_of


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header html li main nav ol p pre section summary table"
    " tbody tfoot thead tr ul"
)
_HIDDEN = _names("head iframe noscript object script style svg template title")
_STYLES = {
    "b": "bold", "strong": "bold", "h1": "bold", "h2": "bold", "h3": "bold", "h4": "bold",
    "h5": "bold", "h6": "bold", "i": "italic", "em": "italic", "cite": "italic", "s": "struck",
    "strike": "struck", "del": "struck",
}  # fmt: skip
_CODE = frozenset({"code", "kbd", "pre", "samp", "tt"})
_PLAIN = _names(
    "a abbr acronym bdi bdo big br col colgroup embed font hr img ins input label link mark meta"
    " nobr q rp rt ruby small span sub sup td th time u var wbr"
)
_KNOWN = sorted(_BLOCKS | _HIDDEN | _STYLES.keys() | _CODE | _PLAIN)
_TAG = re.compile(rf"/?(?:{'|'.join(_KNOWN)})(?=[\s/>])", re.IGNORECASE)
_SIMPLE = re.compile(r"<(/?(?:p|b|i|em|strong|u|s|div|span|sub|sup|ul|ol|li)|br ?/?)>")
"""Tags without attributes: most files have no others, and these need no parser."""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_GAPS = re.compile(r"_{4,}")
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that HTML shows: its file name without folders, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Converted:
    """HTML as markup. ``lost`` names what could not be kept, such as "script" or "link"."""

    markup: str
    images: tuple[Image, ...] = ()
    lost: tuple[str, ...] = ()


def convert(html: str) -> Converted:
    """Return ``html`` as a markup source, with the pictures it shows. Never raises."""
    text = _only_paragraph(html)
    if "<" not in text and "&" not in text and GAP not in text:
        return Converted(escape(_SPACES.sub(" ", text)))
    reader = _Reader()
    pieces = _SIMPLE.split(html)
    if any("<" in text for text in pieces[::2]):
        reader.feed(_defused(html))
        reader.close()
    else:
        reader.take(pieces)
    return Converted(
        source_of(reader.finish()), tuple(reader.images), tuple(dict.fromkeys(reader.lost))
    )


def _only_paragraph(html: str) -> str:
    """Return the text of a single plain paragraph, or all of it if it is anything else."""
    inner = html[3:-4] if html.startswith("<p>") and html.endswith("</p>") else ""
    return inner if inner.isprintable() and inner else html


def to_markup(html: str) -> str:
    """Return ``html`` as a markup source, without its pictures."""
    return convert(html).markup


def to_html(source: str) -> str:
    """Return a markup source as simple HTML, one line, that ``to_markup`` reads back."""
    prose = parse(source)
    if len(prose) == 1 and isinstance(prose[0], Paragraph):
        return _spans(prose[0].spans)
    return "".join(_block(block) for block in prose)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_spans(block.spans)}</p>"
    return f"<ul>{''.join(f'<li>{_spans(item)}</li>' for item in block.items)}</ul>"


def _spans(spans: tuple[Span, ...]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    match span:
        case Words(text=text):
            text = as_html(text, quote=False)
            for tag, on in (("i", span.italic), ("b", span.bold), ("s", span.struck)):
                text = f"<{tag}>{text}</{tag}>" if on else text
            return text
        case Code(text=text):
            return f"<code>{as_html(text, quote=False)}</code>"
        case Gap():
            return GAP
        case Break():
            return "<br>"


def _defused(html: str) -> str:
    """Escape every ``<`` that begins neither a comment nor an element we know, both closed."""
    lower = html.lower()
    last = {name: lower.rfind(f"</{name}") for name in _HIDDEN}
    last |= {"": html.rfind(">"), "!--": html.rfind("-->")}
    first, *parts = html.split("<")
    kept, at = [first], len(first)
    for part in parts:
        tag = _TAG.match(part)
        name = tag[0].lower() if tag else "!--" if part.startswith("!--") else ""
        is_closed = bool(name) and at < last[""] and at < last.get(name, len(html))
        kept.append(("<" if is_closed else "&lt;") + part)
        at += len(part) + 1
    return "".join(kept)


class _Reader(HTMLParser):
    """Collects blocks of spans; what is open is counted, never stacked, so nothing nests deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.images: list[Image] = []
        self.lost: list[str] = []
        self._blocks: list[tuple[bool, tuple[Span, ...]]] = []  # whether an item
        self._spans: list[Span] = []
        self._open: dict[str, int] = {}
        self._numbers: list[int] = []  # of each open list; 0 where it is not numbered
        self._in_item = False
        self._mark = ""  # of a numbered item, until its first words are there

    def take(self, pieces: list[str]) -> None:
        """Read texts and, between each two, a simple tag: what ``feed`` would make of them."""
        for place, piece in enumerate(pieces):
            if place % 2 == 0:
                if piece:
                    self.handle_data(unescape(piece))
            elif piece[0] == "/":
                self.handle_endtag(piece[1:])
            elif piece.endswith("/"):
                self.handle_startendtag("br", [])
            else:
                self.handle_starttag(piece.rstrip(), [])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._close_block()
        self._open[tag] = self._open.get(tag, 0) + 1
        if tag in _HIDDEN:
            self.lost.append(tag)
        elif tag == "a":
            self.lost += ["link"] if dict(attrs).get("href") else []
        elif tag == "br":
            self._spans.append(Break())
        elif tag in ("td", "th") and self._spans:
            self._say(" | ")
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag in ("ul", "ol"):
            self._numbers.append(int(tag == "ol"))
        elif tag == "li":
            self._item()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close_block()
        if self._open.get(tag, 0) > 1:
            self._open[tag] -= 1
        else:
            self._open.pop(tag, None)
        if tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        if tag in ("li", "ul", "ol"):
            self._in_item = False

    def handle_data(self, data: str) -> None:
        if self._is_in(_HIDDEN):
            return
        if self._is_in(_CODE):
            self._code(data)
            return
        text = self._shifted(_SPACES.sub(" ", clean(data)))
        style = {_STYLES[tag] for tag in self._open if tag in _STYLES}
        for number, piece in enumerate(_GAPS.split(text) if GAP in text else (text,)):
            if number:
                self._gap()
            self._say(piece, style)

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks, the last one closed."""
        self._close_block()
        blocks: list[Block] = []
        for is_item, group in groupby(self._blocks, key=itemgetter(0)):
            flows = tuple(spans for _, spans in group)
            blocks += [Bullets(flows)] if is_item else map(Paragraph, flows)
        return tuple(blocks)

    def _is_in(self, tags: frozenset[str]) -> bool:
        return not tags.isdisjoint(self._open)

    def _say(self, text: str, style: Container[str] = ()) -> None:
        """Add words; spaces that meet become one, as in a browser."""
        last = self._spans[-1] if self._spans else None
        if isinstance(last, Words) and last.text.endswith(" "):
            text = text.lstrip(" ")
        if text.startswith("_") and isinstance(last, Gap):
            text = f" {text}"
        if text:
            self._spans.append(Words(text, "bold" in style, "italic" in style, "struck" in style))

    def _gap(self) -> None:
        """Add a gap, with a space where it would run into another or an underscore."""
        last = self._spans[-1] if self._spans else None
        if isinstance(last, Gap) or (isinstance(last, Words) and last.text.endswith("_")):
            self._say(" ")
        self._spans.append(Gap(0))

    def _code(self, data: str) -> None:
        for number, line in enumerate(clean(data).split("\n")):
            if number and self._spans:
                self._spans.append(Break() if self._open.get("pre") else Words(" "))
            if line.strip():
                self._spans.append(Code(line))

    def _shifted(self, text: str) -> str:
        """Keep 10³ from becoming 103: raise and lower what Unicode can."""
        for tag, table, sign in (("sup", _RAISED, "^"), ("sub", _LOWERED, "")):
            if self._open.get(tag) and text.strip():
                moved = text.translate(table)
                same = any(old == new for old, new in zip(text, moved, strict=True))
                return sign + text if same else moved
        return text

    def _picture(self, attributes: dict[str, str | None]) -> None:
        source = attributes.get("src") or ""
        name = unquote(source.partition("?")[0]).replace("\\", "/").rpartition("/")[2]
        if source.lower().startswith("data:"):
            self.lost.append("picture")
        elif name:
            self.images.append(Image(clean(name), clean(attributes.get("alt") or "").strip()))

    def _item(self) -> None:
        self._in_item = True
        if self._numbers and self._numbers[-1]:
            self._mark = f"{self._numbers[-1]}. "
            self._numbers[-1] += 1

    def _close_block(self) -> None:
        spans, self._spans = tuple(self._spans), []
        if not any(not isinstance(span, Break) and _visible(span) for span in spans):
            return
        if self._mark:
            first = spans[0]
            if isinstance(first, Words):
                spans = (replace(first, text=first.text.lstrip(" ")), *spans[1:])
            spans, self._mark = (Words(self._mark), *spans), ""
        self._blocks.append((self._in_item, spans))


def _visible(span: Span) -> bool:
    return not isinstance(span, Words) or not span.text.isspace()
