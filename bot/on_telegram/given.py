"""What somebody writes in answer to a question, as the answer that its kind takes.

Must not know how it is marked.
"""

import re

from bot.domain.markup import plain
from bot.domain.question import Chosen, Filled, Given, KindName, Listed, Ordered, Wrote
from bot.domain.replies import Posed, Problem, Refused
from bot.on_telegram.asking import LETTERS

_LETTERS = re.compile(r"[a-z](?:[\s,;/]*[a-z])*")
_PARTS = re.compile(r"[;|]")


def given_of(posed: Posed, text: str) -> Given | Refused:
    """Return the answer that a message gives to a question, or why it gives none."""
    text = text.strip()
    if not text:
        return Refused(Problem.EMPTY)
    match posed.kind:
        case KindName.TYPED | KindName.NUMBER | KindName.DATE:
            return Wrote(text)
        case KindName.CLOZE:
            return Filled(_gaps(text, max(1, posed.gaps)))
        case KindName.POINTS:
            return Listed(text)
        case KindName.CHOICE | KindName.TRUEFALSE:
            return _chosen(posed, text)
        case KindName.ORDER:
            picks = _lettered(posed, text)
            whole = picks is not None and len(picks) == len(posed.options)
            return Ordered(picks) if whole and picks else Refused(Problem.UNFIT_ANSWER)
        case _:
            return Refused(Problem.UNFIT_ANSWER)


def _gaps(text: str, gaps: int) -> tuple[str, ...]:
    """Return the words for each gap: a line each or, on one line, parted by signs."""
    if gaps == 1:
        return (" ".join(text.split()),)
    lines = [line.strip() for line in text.split("\n")]
    if len(lines) == 1:
        lines = _PARTS.split(text) if _PARTS.search(text) else text.split(",")
        lines = [part.strip() for part in lines]
    lines = [*lines[: gaps - 1], " ".join(lines[gaps - 1 :])]
    return (*lines, *[""] * (gaps - len(lines)))


def _chosen(posed: Posed, text: str) -> Given | Refused:
    """Return the options meant by their letters, or by the words of one."""
    words = text.casefold()
    named = [each.index for each in posed.options if plain(each.text).strip().casefold() == words]
    if len(named) == 1:
        return Chosen((named[0],))
    picks = _lettered(posed, text)
    if not picks or (len(picks) > 1 and not posed.several):
        return Refused(Problem.UNFIT_ANSWER)
    return Chosen(picks)


def _lettered(posed: Posed, text: str) -> tuple[int, ...] | None:
    """Return the options that letters stand for, as they are shown; None if they are no letters."""
    if _LETTERS.fullmatch(text.casefold()) is None:
        return None
    places = [LETTERS.find(sign) for sign in text.upper() if sign.isalpha()]
    if not all(0 <= place < len(posed.options) for place in places):
        return None
    if len(set(places)) < len(places):
        return None
    return tuple(posed.options[place].index for place in places)
