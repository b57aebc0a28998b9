"""What somebody types after ``/leaderboard``, and buttons carry: which board, of which days.

"week last server west" is last week's board of all classes here, for the deck called "west".
"""

import re
from dataclasses import dataclass

from bot.domain.replies import Span

_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_FILLING = re.compile(r"\bthis (?=(?:week|month|term)\b)|(?<=\ball) time\b", re.IGNORECASE)
"""What the buttons say besides the words: "this week", "all time"."""

BEFORE, SERVER, PICTURE, CLASSES = "last", "server", "picture", "classes"


@dataclass(frozen=True, slots=True)
class BoardWish:
    """Which board somebody wants. ``deck`` is as typed.

    ``classes``: class against class, rather than learners.
    """

    span: Span = Span.WEEK
    before: bool = False
    server: bool = False
    classes: bool = False
    pictured: bool = False
    deck: str = ""


def wish(text: str) -> BoardWish:
    """Return the board that words ask for; what is no word of ours names a deck."""
    words = _FILLING.sub("", _TODAY.sub(Span.DAY, text)).split()
    known = {word.casefold() for word in words}
    spans = [Span(word.casefold()) for word in words if word.casefold() in frozenset(Span)]
    ours = {*Span, BEFORE, SERVER, PICTURE, CLASSES}
    return BoardWish(
        span=spans[0] if spans else Span.WEEK,
        before=BEFORE in known,
        server=SERVER in known,
        classes=CLASSES in known,
        pictured=PICTURE in known,
        deck=" ".join(word for word in words if word.casefold() not in ours),
    )
