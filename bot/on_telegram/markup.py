r"""Spans in Telegram's HTML. Every character of somebody's text is escaped here, once.

Nothing that a learner, an author or a file wrote can mention, link, call a command or format its
way out: signs of HTML are escaped, and what Telegram would make a link of by itself (``@name``,
``#tag``, ``/command``, an address) gets an invisible word joiner. Must not know replies.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import unescape
from typing import LiteralString, NewType, assert_never
from unicodedata import bidirectional

from bot import wording
from bot.domain.markup import Break, Bullets, Code, Gap, Span, Words, clean, parse

Html = NewType("Html", str)
"""Text in Telegram's HTML, safe by construction: only this module makes it."""

EMPTY = Html("")

JOINER = "\u2060"
"""WORD JOINER: has no width and no line break, and parts what Telegram would read as one."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Between these a text has its own direction, and what follows keeps its own."""

COMMANDS = frozenset(each.name for each in wording.command_list)
"""What may stand behind a slash in a sentence of ours, to be tapped."""

LAST_INSTANT = 2**31 - 1
"""The latest instant that Telegram can tell, in seconds."""

_UNSEEN = frozenset({JOINER, ISOLATE, END_ISOLATE})
_TAG = re.compile(r"<[^>]*>")
_TURNING = frozenset({"R", "AL", "AN"})
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

# What Telegram finds in a text by itself; a joiner behind the sign keeps it from that.
_FOUND = re.compile(
    r"[@#](?=\S)"  # names, addresses of mail, tags
    r"|\$(?=[A-Z]|1INCH)"  # shares
    r"|(?<![A-Za-z0-9_])/(?P<command>\w+)?"  # commands
    r"|:(?=//)"  # addresses with a protocol
    r"|(?<=\S)\.(?=[^\W\d_])"  # addresses without one
    r"|(?<=\d)\.(?=\d+\.\d+\.\d)"  # addresses in numbers
)
_QUOTED = "</blockquote>"
_ENDS = tuple("@#$/.:")
"""Signs that are read together with what stands behind them."""


def literal(text: str) -> Html:
    """Return plain text so that Telegram shows it as it is; line breaks stay."""
    text = _FOUND.sub(lambda found: f"{found[0][:1]}{JOINER}{found[0][1:]}", clean(text))
    return Html(text.translate(_ESCAPES))


def own(text: str) -> Html:
    """Return a sentence of ours, plain text: commands of ours can be tapped, all else is text.

    Somebody's words in it could name one of our commands; that does nothing to who taps it but
    what they could type.
    """
    return Html(_FOUND.sub(_but_ours, clean(text)).translate(_ESCAPES))


def _but_ours(found: re.Match[str]) -> str:
    sign, rest = found[0][:1], found[0][1:]
    return found[0] if found["command"] in COMMANDS else f"{sign}{JOINER}{rest}"


def shown(text: Html) -> str:
    """Return what a reader sees of a text."""
    plain = unescape(_TAG.sub("", text))
    return "".join(sign for sign in plain if sign not in _UNSEEN)


def phrase(template: LiteralString, *parts: Html) -> Html:
    """Return a sentence of ours with texts in its gaps ("Closes {}.")."""
    return Html(template.translate(_ESCAPES).format(*parts))


def lines(*parts: Html) -> Html:
    """Return the parts that say something, each on a line of its own."""
    return Html("\n".join(part for part in parts if part))


def apart(*parts: Html) -> Html:
    """Return the parts that say something, with an empty line between them.

    A quotation has room around it already.
    """
    text = "\n\n".join(part for part in parts if part)
    return Html(
        text.replace("\n\n<blockquote", "\n<blockquote").replace(f"{_QUOTED}\n\n", f"{_QUOTED}\n")
    )


def joined(parts: Iterable[Html], sign: LiteralString = " · ") -> Html:
    """Return the parts that say something in one line."""
    return Html(sign.translate(_ESCAPES).join(part for part in parts if part))


def name(text: str) -> Html:
    """Return a name within a sentence: one that is read from right to left turns nothing else."""
    written = literal(" ".join(text.split()))
    turned = any(bidirectional(sign) in _TURNING for sign in written)
    return Html(f"{ISOLATE}{written}{END_ISOLATE}") if turned else written


def naming(written: Html, names: Iterable[str]) -> Html:
    """Return a written sentence in which each of these names turns nothing else, as in ``name``."""
    for each in names:
        plain, turned = literal(" ".join(each.split())), name(each)
        if plain and turned != plain:
            written = Html(written.replace(plain, turned))
    return written


def bold(text: Html) -> Html:
    """Return a text in bold."""
    return _tagged("b", text)


def italic(text: Html) -> Html:
    """Return a text in italics."""
    return _tagged("i", text)


def quotation(text: Html, *, folded: bool = False) -> Html:
    """Return a text with a bar beside it; ``folded`` shows three lines of it until it is tapped."""
    kind = "blockquote expandable" if folded else "blockquote"
    return Html(f"<{kind}>{text}</blockquote>") if text.strip() else EMPTY


def code(text: str) -> Html:
    """Return plain text in a fixed width: a tap copies it."""
    return _tagged("code", Html(clean(text).translate(_ESCAPES)))


def code_block(text: str) -> Html:
    """Return plain text in a fixed width, its lines and spaces kept: a tap copies it."""
    return _tagged("pre", Html(clean(text).translate(_ESCAPES)))


def _tagged(tag: str, text: Html) -> Html:
    """Return a text in a tag, once; what shows nothing needs none."""
    text = Html(text.replace(f"<{tag}>", "").replace(f"</{tag}>", ""))
    return Html(f"<{tag}>{text}</{tag}>") if text.strip() else text


def relative(at: datetime, otherwise: Html) -> Html:
    """Return an instant as every reader's Telegram tells it: "in 20 seconds", without an edit.

    Clients that do not know the tag show ``otherwise``: "at 14:05".
    """
    seconds = int(at.timestamp())
    if not 0 < seconds <= LAST_INSTANT or not otherwise.strip():
        return otherwise
    return Html(f'<tg-time unix="{seconds}" format="r">{otherwise}</tg-time>')


def block(source: str) -> Html:
    """Return markup with its paragraphs and lists on lines of their own."""
    found: list[Html] = []
    for part in parse(source):
        if isinstance(part, Bullets):
            found += [Html(f"• {_spans(item)}") for item in part.items]
        else:
            found.append(_spans(part.spans))
    return Html("\n".join(found))


def inline(source: str) -> Html:
    """Return markup for within a line: its blocks are parted by a dot."""
    return Html(" · ".join(line.removeprefix("• ") for line in block(source).split("\n")))


def _spans(spans: Sequence[Span]) -> Html:
    text, raw = "", ""
    for span in spans:
        # Half of an address may be bold: the tag between is nothing to Telegram.
        text += JOINER if raw.endswith(_ENDS) and not isinstance(span, Break) else ""
        text += _span(span)
        raw = span.text if isinstance(span, Words | Code) else ""
    return Html(text)


def _span(span: Span) -> Html:
    match span:
        case Words():
            return _styled(span)
        case Code(text=text):
            return code(text) if text.strip() else literal(text)
        case Gap():
            return Html("____")
        case Break():
            return Html("\n")
    assert_never(span)


def _styled(words: Words) -> Html:
    text = literal(words.text)
    for wanted, tag in ((words.struck, "s"), (words.italic, "i"), (words.bold, "b")):
        if wanted:
            text = _tagged(tag, text)
    return text
