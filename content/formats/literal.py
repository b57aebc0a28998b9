"""Plain text as markup and back, for formats whose texts are shown just as they are typed.

``to_markup(to_plain(source))`` is ``source`` where it has no style. Must not know any format.
"""

import re

from bot.domain.markup import LIMIT, clean, escape, plain

_GAPS = re.compile(r"(?<!_)_{4,}")
_ORDINARY = re.compile(r"[^\W_][^\\*_`~\n\r\x0b\x0c\x85\u2028\u2029]*\Z")
_SOFT = re.compile(r"(?<!\\)((?:\\\\)*)\\\Z")


def to_markup(text: str) -> str:
    """Return the source that shows ``text`` literally; a run of underscores stays a gap."""
    if "____" not in text:
        return escape(text)
    gap = "\ue000"  # a private character that no keyboard has, and escape leaves alone
    return escape(_GAPS.sub(gap, text.replace(gap, ""))).replace(gap, "____")


def to_plain(source: str) -> str:
    """Return the words of a source, however long: styles go, letters stay."""
    if _ORDINARY.match(source):
        return clean(source).strip()
    if len(source) <= LIMIT:
        return plain(source)
    return "\n".join(_line(line) for line in source.split("\n") if line.strip())


def is_ordinary(source: str) -> bool:
    """Return whether a source is one line without any sign of markup: most are."""
    return _ORDINARY.match(source) is not None and clean(source).strip() == source


def words(source: str) -> str:
    """Return the words of a source on one line, to compare what two sources say."""
    return " ".join(to_plain(source).split())


def _line(line: str) -> str:
    """Return the words of one line of a source that is longer than the parser reads."""
    line = _SOFT.sub(r"\1", line)
    pieces = []
    while len(line) > LIMIT:
        cut = line.rfind(" ", 0, LIMIT) + 1 or LIMIT - line[:LIMIT].endswith("\\")
        pieces.append(plain(line[:cut]))
        line = line[cut:]
    return " ".join((*pieces, plain(line)))
