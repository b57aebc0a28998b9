"""Names that stand directly beside a date: "1930 Treaty of Berlin", "the Winter War (1939-40)".

Knows writing only; whose name it is, and whether the date is right, is found elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.judge import fold
from content.contradicting.meaning import meanings
from content.moments import Moment, moments

_NOUNS = (
    r"(?:pact|treaty|treaties|agreement|conference|congress|war|crisis|coup|revolution|massacre"
    r"|letter|raid|strike|ultimatum|protocol|non-?ag+ression|neutrality|mutual|assistance|civil"
    r"|friendship|battle|siege|fire|plague|act|trial|rising|revolt|purge)"
)
_WORD = rf"(?:[A-Z][\w'’/-]*|{_NOUNS}\b)"
_NAME = rf"{_WORD}(?:\s(?:of\s(?:the\s)?)?{_WORD}){{0,6}}"
_BEHIND = re.compile(rf"(?:\s?[,:–—-])?\s(?:[Tt]he\s|an?\s)?(?P<name>{_NAME})")
_MADE = (
    r"(?:signed|agreed|concluded|made|formed|founded|created|held|launched|began|begun|started"
    r"|set up|established|took place|happened|fought|published)"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?:\s?[,(:–—-]\s?|\s(?:\w+\s)?{_MADE}\s(?:in|on)\s|\s(?:in|on|of)\s|\s)"
    r"(?:the\s)?\Z"
)
_MAKES = re.compile(rf"\b{_MADE}\b", re.IGNORECASE)
_EVENT = re.compile(rf"\b{_NOUNS}s?\b", re.IGNORECASE)
_PLANS = re.compile(
    r"\b(?:discuss\w*|negotiat\w*|talks?|draft\w*|propos\w*|plan(?:s|ned)?|offer\w*)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:br[eo]\w*k\w*|end(?:s|ed|ing)?|violat\w*|prolong\w*|extend\w*|ratif\w*|renew\w*|tor[en]\b"
    r"|ripp\w*|collaps\w*|before|after|since|until|result\w*|due|because|fail\w*|revers\w*|revis\w*"
    r"|denounc\w*|clos\w*|over\b|expir\w*|laps\w*|d(?:ied|eath|ead)\b|enter\w*|join\w*|anniversary|undermin\w*"
    r"|discuss\w*|negotiat\w*|talks?\b|draft\w*|propos\w*|lea(?:ve|ves|ving)\b|left\b)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[A-Z]")
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the date beside it; ``words`` are what it means, without order."""

    words: frozenset[str]
    text: str
    moment: Moment

    @property
    def spelt(self) -> frozenset[str]:
        """Return the words as they are written: a treaty of Paris is no pact of Paris."""
        return spelt(self.text)

    @property
    def is_event(self) -> bool:
        """Tell whether the name is that of something that happened, and not of somebody."""
        return len(self.words) > 1 and bool(_EVENT.search(self.text))


@lru_cache(maxsize=65_536)
def labels(text: str) -> tuple[Label, ...]:
    """Return every name that stands beside a date which is said to be its own."""
    return tuple(_labels(text))


def _labels(text: str) -> Iterator[Label]:
    found = moments(text)
    if not _CAPITAL.search(text):
        return
    for place, moment in enumerate(found):
        if moment.vague:
            continue
        stop = found[place + 1].start if place + 1 < len(found) else len(text)
        start = found[place - 1].end if place else 0
        behind = _BEHIND.match(text[: min(stop, moment.end + _NEAR)], moment.end)
        if behind and not _ENDS.search(text[behind.end() : behind.end() + _NEAR].split(",")[0]):
            yield _label(behind, moment)
        before = _BEFORE.search(text[max(start, moment.start - _NEAR) : moment.start])
        if before and not _ENDS.search(text[start : moment.start]):
            yield _label(before, moment)


def spelt(name: str) -> frozenset[str]:
    """Return the words of a name as they are written, without order, "of" and "the"."""
    return frozenset(fold(name).replace("-", " ").split()) - {"of", "the"}


def makes(text: str) -> bool:
    """Tell whether a clause says that something was made or began, and not that it ended."""
    return bool(_MAKES.search(text)) and not _ENDS.search(text)


def ends(text: str) -> bool:
    """Tell whether a clause says what came of something, rather than that it happened."""
    return bool(_ENDS.search(text))


def plans(text: str) -> bool:
    """Tell whether a clause speaks of plans and talks."""
    return bool(_PLANS.search(text))


def _label(found: re.Match[str], moment: Moment) -> Label:
    return Label(frozenset(meanings(found["name"])), found["name"], moment)
