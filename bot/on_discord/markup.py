r"""Spans in Discord's Markdown. Every character of somebody's text is escaped here, once.

Nothing that a learner, an author or a file wrote can mention, link, head, quote, spoil or format
its way out: signs of Discord's Markdown get a backslash, and what a backslash does not stop (an
address, a mention, an emoji's name) gets an invisible word joiner. Must not know replies.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import assert_never
from unicodedata import bidirectional

from bot.domain.markup import Break, Bullets, Code, Gap, Span, Words, clean, parse

JOINER = "\u2060"
"""WORD JOINER: has no width and no line break, and parts what Discord would read as one."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Between these a text has its own direction, and what follows keeps its own."""

KEPT_TEXTS = 2_048
"""Texts kept as they were last written; a class reads the same few again and again."""

_TURNING = frozenset({"R", "AL", "AN"})

GAP = "▁▁▁▁"
"""A gap: four underscores would be read as an underline."""

_STYLING = ("*", "~", "`")
_SIGNS = re.compile(r"([\\*_~`|<>\[\]()#:])")
_LINE_START = re.compile(r"^(\s*)([-+>]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|discord|steam|mailto)(?=\\?:)|(?<=\w)\.(?=[a-z]{2,})")

# Discord looks for invitations in all of a text; what else is code stays as it was written.
_INVITATION = re.compile(r"(?i)discord(app)?\.(?=(gg|com)/)")


@lru_cache(maxsize=KEPT_TEXTS)
def literal(text: str) -> str:
    """Return plain text so that Discord shows it as it is; line breaks stay."""
    text = _SIGNS.sub(r"\\\1", clean(text))
    text = _LINE_START.sub(_defused_start, text)
    text = _ADDRESS.sub(_defused_address, text)
    return text.replace("@", f"@{JOINER}")


def _defused_start(found: re.Match[str]) -> str:
    """Defuse what would begin a list, a quotation or small print: "- x", "1. x", "-# x"."""
    return f"{found[1]}{JOINER if found[2].isdecimal() else chr(92)}{found[2]}"


def _defused_address(found: re.Match[str]) -> str:
    return f"{found[0]}{JOINER}"


def name(text: str) -> str:
    """Return a name within a sentence: one that is read from right to left turns nothing else."""
    text = literal(" ".join(text.split()))
    turned = any(bidirectional(sign) in _TURNING for sign in text)
    return f"{ISOLATE}{text}{END_ISOLATE}" if turned else text


def naming(written: str, names: Iterable[str]) -> str:
    """Return a written sentence in which each of these names turns nothing else, as in ``name``."""
    for each in names:
        plain, own = literal(" ".join(each.split())), name(each)
        if plain and own != plain:
            written = written.replace(plain, own)
    return written


def relative(at: datetime) -> str:
    """Return an instant as every reader's Discord tells it: "in 20 seconds", without an edit."""
    return f"<t:{int(at.timestamp())}:R>"


def block(source: str) -> str:
    """Return markup with its paragraphs and lists on lines of their own."""
    lines: list[str] = []
    for part in parse(source):
        if isinstance(part, Bullets):
            lines += [f"- {_spans(item)}" for item in part.items]
        else:
            lines.append(_spans(part.spans))
    return "\n".join(lines)


def inline(source: str) -> str:
    """Return markup for within a line: its blocks are parted by a dot."""
    return " · ".join(line.removeprefix("- ") for line in block(source).split("\n"))


def _spans(spans: Sequence[Span]) -> str:
    text = ""
    for span in spans:
        written = _span(span)
        # Signs of two neighbours would run together: "**a**" and "*b*" are not "**a***b*".
        parted = text.endswith(_STYLING) and written.startswith(_STYLING)
        text += f"{JOINER}{written}" if parted else written
    return text


def _span(span: Span) -> str:
    match span:
        case Words():
            return _styled(span)
        case Code(text=text):
            # A code span of Discord knows no escape: a backtick in it would end it.
            kept = text.replace("`", "ˋ").replace("@", f"@{JOINER}")
            kept = _INVITATION.sub(_defused_address, kept)
            return f"`{kept}`" if text.strip() else literal(text)
        case Gap():
            return GAP
        case Break():
            return "\n"
    assert_never(span)


def _styled(words: Words) -> str:
    text = literal(words.text)
    inner = text.strip()
    if not inner:
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    for wanted, sign in ((words.struck, "~~"), (words.italic, "*"), (words.bold, "**")):
        if wanted:
            inner = f"{sign}{inner}{sign}"
    return f"{start}{inner}{end}"
