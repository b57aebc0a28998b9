"""Writes spans back as a markup source, so that reading the source yields the spans again.

The way back of ``bot.domain.markup.parse``. Emphasis that the notation cannot carry, such as half
of a word before a quotation mark, gives way to plain words: a style may be lost, a letter never.
Must not know where the spans came from.
"""

import re
from collections.abc import Iterable, Iterator

from bot.domain.markup import (
    GAP,
    LIMIT,
    Break,
    Bullets,
    Code,
    Gap,
    Prose,
    Span,
    Words,
    escape,
    parse,
    spans_of,
)

_SURE = re.compile(
    r"(?:[^\\`*_~\n]|(?<![^ ])(\*\*?|~~)[^\W_]++(?: [^\W_]++)*+\1(?=[ .,;:?!]|\Z))*+\Z"
)
"""Text whose styles are surely read again: runs of letters that spaces or full stops set apart."""

_Seen = tuple[str, bool, bool, bool]


def source_of(prose: Prose) -> str:
    """Return a source that parses to ``prose``, as far as styles can be written."""
    blocks: list[str] = []
    for block in prose:
        if isinstance(block, Bullets):
            items = [_flow(item) for item in block.items]
            lines = [f"- {_indented(item)}" for item in items if item]
            blocks += ["\n".join(lines)] if lines else []
        elif text := _flow(block.spans):
            blocks.append(text)
    return "\n\n".join(blocks)


def _indented(item: str) -> str:
    """Indent the further lines of an item, or they would be paragraphs of their own."""
    return item.replace("\n", "\n  ")


def _flow(spans: tuple[Span, ...]) -> str:
    """Write one paragraph; without its styles if they do not survive being read again."""
    styled = _written(spans)
    if not any(isinstance(span, Code) or _is_styled(span) for span in spans):
        return styled
    if len(styled) <= LIMIT and styled.isprintable() and _SURE.match(styled):
        return styled
    if list(_seen(spans_of(parse(styled)))) == list(_seen(spans)):
        return styled
    return _written(Words(span.text) if isinstance(span, Words | Code) else span for span in spans)


def _is_styled(span: Span) -> bool:
    return isinstance(span, Words) and (span.bold or span.italic or span.struck)


def _written(spans: Iterable[Span]) -> str:
    text = "".join(_one(span) for span in spans)
    lines = (line.strip() for line in text.split("\n"))
    safe = (f"\\{line}" if line.startswith("-") else line for line in lines)
    joined = "\n".join(line for line in safe if line and line != "\\")
    return joined[:-1].rstrip() if _ends_open(joined) else joined


def _ends_open(text: str) -> bool:
    """Return whether ``text`` ends in a backslash that escapes nothing: a break at the end."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _one(span: Span) -> str:
    match span:
        case Words():
            return _words(span)
        case Code(text=text):
            return _code(text)
        case Gap():
            return GAP
        case Break():
            return "\\\n"


def _words(words: Words) -> str:
    text = escape(f"x{words.text}x")[1:-1]  # the guards keep spaces and a dash at its ends
    marks = "~~" * words.struck + "**" * words.bold + "*" * words.italic
    core = text.strip()
    if not marks or not core:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{marks}{core}{marks[::-1]}{after}"


def _code(text: str) -> str:
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _seen(spans: Iterable[Span]) -> Iterator[_Seen]:
    """Yield each visible character with its style."""
    for span in spans:
        match span:
            case Words(text=text):
                style = (span.bold, span.italic, span.struck)
                yield from ((mark, *style) for mark in text if not mark.isspace())
            case Code(text=text):
                yield (f"`{text.strip()}", False, False, False)
            case Gap():
                yield (GAP, False, False, False)
            case Break():
                pass
