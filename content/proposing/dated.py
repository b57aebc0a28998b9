"""Date questions: a sentence or label with exactly one date, which is taken out of it."""

import re
from collections.abc import Iterator

from bot.domain import markup
from bot.domain.question import Date, Precision, Skill
from bot.domain.vocabulary import GENERIC, STOPS
from content.draft import Card, Found, FrontKind
from content.moments import Moment, moments
from content.proposing.lines import (
    Line,
    Reader,
    begins_low,
    capital,
    ended,
    is_clipped,
    leans,
    words_in,
)
from content.proposing.making import proposal

_PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
_ASKS = {
    Precision.YEAR: "In which year was this?",
    Precision.MONTH: "In which month and year was this?",
    Precision.DAY: "On which day was this?",
}
_ASKS_SPAN = "From when to when was this?"
_LINK = re.compile(
    r"\s?(?:[,(]\s?)?(?:\b(?:in|on|of|from|between|during|dated)\s(?:the\s)?)?\Z", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\A\s?(?:[-–—:,]+|\))?\s*")
_GOES_ON = re.compile(
    r"\s?(?:[.,;)]|$|(?:between|by|with|to|for|against|when|at|after|under|because|as)\b)",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:wars?|revolution|plan|crisis|depression|occupation|rule|reign|government|presidency|term"
    r"|blockade|siege|famine|purges?|terror|strike|campaign|expedition|voyage|dynasty|empire|republic"
    r"|period|era|lived|ruled|reigned|lasted|fought|served|reformation|renaissance|plague)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:pact|treaty|agreement|conference|signed|battle|act|law)\b", re.IGNORECASE
)
_MOST_WORDS = 32
_FEWEST = 1


def dates(card: Card, reader: Reader) -> Iterator[Found]:
    """Yield a date question for each plain sentence with one date, and for a dated front."""
    if found := _of_pair(card, reader):
        yield found
        return
    if card.front_kind in {FrontKind.TOPIC, FrontKind.HEADING} and reader.front_usable(card):
        number = card.lines[0]
        line = Line(card, " ".join(card.front.split()), number, whole=True)
        when = moments(line.text)
        spans = any(each.until for each in when)
        named = any(word[0].isupper() for word in words_in(line.text)[1:])
        sure = when and not spans and not reader.is_doubted(card)
        if sure and named and reader.is_plain(line.text):
            yield from _of_line(line)
    for line in reader.lines(card):
        yield from _of_line(line)


def _of_pair(card: Card, reader: Reader) -> Found | None:
    """Ask for the date where one side of a card is a date and nothing else."""
    if len(card.points) != 1 or card.points[0].subs:
        return None
    point = card.points[0]
    if not (reader.usable(point) and reader.front_usable(card)):
        return None
    front, back = " ".join(card.front.split()), " ".join(point.text.split())
    for label, date in ((front, back), (back, front)):
        when = moments(date)
        alone = len(when) == 1 and not (date[: when[0].start] + date[when[0].end :]).strip(" .")
        if alone and not when[0].vague and not moments(label) and reader.is_plain(label):
            if label.endswith("?") or (label is front and card.front_kind is FrontKind.QUESTION):
                return _question(card, card.lines[0], f"{label.rstrip('?. ')}?", when[0])
            if label is back and (leans(label) or begins_low(label)):
                return None
            stem = f"{_asks(when[0])} {ended(capital(label))}"
            return _question(card, card.lines[0], stem, when[0])
    return None


def _of_line(line: Line) -> Iterator[Found]:
    when = moments(line.text)
    if len(when) != 1 or when[0].vague or re.search(r"\d", _without(line.text, when[0])):
        return
    if when[0].until and (not _LASTS.search(line.text) or _AT_ONCE.search(line.text)):
        return
    rest = _cut(line, when[0])
    if not rest or leans(rest) or not _content(rest) >= _FEWEST:
        return
    if len(rest.split()) > _MOST_WORDS:
        return
    if found := _question(line.card, line.number, f"{_asks(when[0])} {ended(rest)}", when[0]):
        yield found


def _without(text: str, moment: Moment) -> str:
    return text[: moment.start] + text[moment.end :]


def _cut(line: Line, moment: Moment) -> str:
    """Return the text without its date, as something that can be read; "" if it cannot."""
    before, after = line.text[: moment.start], line.text[moment.end :]
    if not before.strip(' (“"'):
        return _behind(line, after)
    link = _LINK.search(before)
    head = before[: link.start()] if link else before
    if not head.strip():
        return _behind(line, after)
    linked = bool(link and link[0].strip(" ,("))
    bracketed = before.rstrip().endswith("(") and after[:1] == ")"
    if not (linked or bracketed) and after.strip(" .;"):
        return ""
    if not _GOES_ON.match(after) or head.rstrip().endswith(("the", " a", "-")):
        return ""
    if re.match(r"\s?,?\s(?:and|but|or)\b", after) or begins_low(head) or is_clipped(head):
        return ""
    if before.rstrip().endswith(("(",)) and after[:1] == ")":
        after = after[1:]
    head = head.rstrip(" ,:–—-(")
    after = after.lstrip(" ") if after[:1] in ".,;" else after
    if after[:1] == "," and not line.text[: moment.start].rstrip().endswith(","):
        return capital(f"{head}{after}")
    return capital(f"{head}{after.lstrip(',')}".strip())


def _behind(line: Line, after: str) -> str:
    """Return what stands behind a date at the start: a label, or a sentence with its subject."""
    rest = _SEPARATOR.sub("", after, count=1).strip()
    words = words_in(rest)
    if not words or is_clipped(rest):
        return ""
    if words[0][0].islower() and words[0] not in {"the", "a", "an"}:
        return ""
    if len(words) <= 2 and line.card.front_kind in {FrontKind.TOPIC, FrontKind.HEADING}:
        front = " ".join(line.card.front.split())
        if not moments(front) and not re.search(r"\d", front) and len(front) <= 40:
            return f"{front.rstrip(':')}: {rest}"
    return capital(rest)


def _content(text: str) -> int:
    return sum(word.lower() not in STOPS and word.lower() not in GENERIC for word in words_in(text))


def _asks(moment: Moment) -> str:
    return _ASKS_SPAN if moment.until else _ASKS[_PRECISION[len(moment.value)]]


def _question(card: Card, line: int, text: str, moment: Moment) -> Found | None:
    kind = Date(moment.value, _PRECISION[len(moment.value)], moment.until)
    return proposal(card, line, "date", markup.escape(text), kind, Skill.CHRONOLOGY)
