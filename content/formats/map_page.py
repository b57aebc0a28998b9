"""By what the page of a mind map is known (Coggle, MindMeister, GoConqr, XMind, …).

Must not know how a map is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.draft import Dropped
from content.formats.furniture import furniture_of, left_out, personal
from content.formats.notes import Line, fold

_HEAD = 40  # lines of a page in which it says what it is
_LONGEST = 300
_SITE = r"(?:coggle|mindmeister|goconqr|xmind|mindomo|mindmup|freemind|freeplane|simplemind|miro)"
_FROM_SITE = re.compile(
    r"(?P<whole>(?P<name>.{1,200}) - (?:coggle diagram|mind ?map|xmind.{0,20}))\Z"
    r"|(?P<of>.{1,200}?) by .{0,60}?mind ?map: (?P<after>.{1,200})\Z"
    r"|(?P<on>(?:mind ?map|concept map|spider diagram)(?: on|:| -) (?P<topic>.{1,200}))\Z",
    re.IGNORECASE,
)
_NOTICE = (
    rf"please enable javascript.{{0,60}}|{_SITE} requires javascript.{{0,80}}"
    r"|online mind mapping(?: and brainstorming)?|even on the go"
    r"|with our free apps for .{1,60}|already have an account\? ?log in"
    rf"|(?:made|created) (?:with|in|using) {_SITE}.{{0,60}}|{_SITE}(?: logo)?"
)
_BUTTON = (
    r"get started\.?(?: it's free!?)?|or sign up with your email address"
    r"|create your own (?:awesome )?(?:mind )?maps?.{0,20}|view mindmap|\?"
    r"|(?:copy|edit|rate|download|print|share|embed|export) (?:this )?(?:mind )?map.{0,30}"
)
_RATING = r"\d+(?:\.\d+)? stars? ?-? ?(?:\d+ )?reviews?(?: range from 0 to 5)?"
_LABEL = r"resource summary|annotations?:|no description provided"
_PAGE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (f"{reason} of the page", re.compile(f"(?:{pattern})\\Z"))
    for reason, pattern in (
        ("notice", _NOTICE),
        ("button", _BUTTON),
        ("rating", _RATING),
        ("label", _LABEL),
    )
)
_SURELY_MAP = re.compile(
    rf"{_SITE} requires javascript.*|.{{1,200}} - coggle diagram(?:: .*)?"
    r"|.{1,200} by .{0,60}?mind ?map: .{1,200}|.{0,200}\bmind ?map by .{1,120}"
    r"|.{0,200}\bmind ?map on .{1,200}, created by .{1,100}|view mindmap"
    r"|\d+(?:\.\d+)? stars? ?-? ?(?:\d+ )?reviews? range from 0 to 5"
    rf"|online mind mapping.{{0,40}}|(?:made|created) (?:with|in|using) {_SITE}.{{0,60}}"
)
_NAMED = re.compile(r"mind ?map:? [^.?!,]{2,150}|[^.?!,]{2,150} mind ?map")
_MAYBE_MAP = re.compile(
    r"(?:.{0,150}[\s(–-])?(?:coggle|mind ?maps?|mind-maps?|concept map|spider diagram|mindmeister)"
    r"(?:[\s):–-].{0,150})?|.{1,150} diagram"
)
_MAKER = re.compile(
    r"(?P<shown>.{0,200}?\bmind ?map by |.{0,200}, created by |(?:created|added|made|by|par|von)"
    r"(?: by)? )(?P<who>.{1,60}?)"
    r"(?:,? (?:updated|on \d|almost|about|over|more than|less than|il y a|vor|\d).{0,60}|,.{0,60})?"
    r"\.?\Z",
    re.IGNORECASE,
)
_MADE = "who made the page (personal data)"
_EDGE = 15  # lines at the top and the bottom where a page has its buttons


@dataclass(frozen=True, slots=True)
class MapPage:
    """What of a page is no map: the lines left out, and the title as the page has it.

    ``name`` is the title without the name of the site, for telling the line that repeats it.
    """

    dropped: dict[int, Dropped]
    title: str = ""
    name: str = ""


def map_sign(lines: Sequence[Line]) -> str:
    """Return which line tells that this is the page of a mind map, "" if none does."""
    for line in [line for line in lines if not line.blank][:_HEAD]:
        if len(line.whole) <= _LONGEST and _SURELY_MAP.fullmatch(fold(line.whole)):
            return f"line {line.number} is from the page of a mind map"
    return ""


def map_name(lines: Sequence[Line]) -> str:
    """Return whether the first line calls the text a mind map, "" if it does not."""
    first = next((line for line in lines if not line.blank), None)
    if first is None or first.marker or not _NAMED.fullmatch(fold(first.whole[:_LONGEST])):
        return ""
    return f"line {first.number} calls it a mind map"


def map_word(lines: Sequence[Line]) -> str:
    """Return which of the first lines names a mind map or a diagram, "" if none does."""
    for line in [line for line in lines if not line.blank][:5]:
        short = len(line.whole) <= _LONGEST and len(line.whole.split()) <= 15
        if line.marker or not short or line.whole[-1:] in ".,;?" or "," in line.whole:
            continue
        if _MAYBE_MAP.fullmatch(fold(line.whole)):
            return f"line {line.number} speaks of a mind map or a diagram"
    return ""


def page_of(lines: Sequence[Line]) -> MapPage:
    """Return what belongs to the page around a map, with names of people left out."""
    filled = [line for line in lines if not line.blank and len(line.whole) <= _LONGEST]
    edges = {
        number: reason
        for part in (filled[:_EDGE], filled[-_EDGE:])
        for number, reason in _edge(part).items()
    }
    out: dict[int, Dropped] = {}
    makers: set[str] = set()
    title = name = ""
    for at, line in enumerate(filled):
        if not title and at < _HEAD and (found := _titled(line)):
            title, name, shown = found
            out[line.number] = Dropped(line.number, shown, "title of the map")
        elif dropped := _left_out(line, edges.get(line.number), makers):
            out[line.number] = dropped
    for line in filled[:_EDGE]:
        if line.number not in out and fold(line.whole) in makers:
            out[line.number] = Dropped(line.number, "…", _MADE)
    return MapPage(out, title, name)


def _titled(line: Line) -> tuple[str, str, str] | None:
    """Return the title that a line gives, its name alone, and what of the line may be shown."""
    found = _FROM_SITE.match(line.whole) if not line.marker else None
    if found is None or _MAKER.match(line.whole):
        return None
    if found["whole"]:
        return found["whole"], found["name"], line.whole
    if found["after"]:
        return found["after"], found["after"], f"{found['of']} by … {found['after']}"
    return found["on"], found["topic"], line.whole


def _edge(lines: Sequence[Line]) -> dict[int, str]:
    """Return lines at an end of the page, with the reason if they are furniture of any page."""
    found = furniture_of(lines)
    return {line.number: found.get(line.number, "") for line in lines}


def _left_out(line: Line, edge: str | None, makers: set[str]) -> Dropped | None:
    """Return a line left out; ``edge`` is None where a page has no buttons."""
    if line.marker and line.whole not in ("?",):
        return None
    text = fold(line.whole)
    for reason, pattern in _PAGE:
        if pattern.match(text) and (edge is not None or reason == "label of the page"):
            return left_out(line, reason)
    if edge is None:
        return None
    why, shown = personal(line.whole)
    if why:
        return Dropped(line.number, shown, why)
    if len(line.whole.split()) <= 30 and (found := _MAKER.match(line.whole)):
        makers.add(fold(found["who"]))
        return Dropped(line.number, f"{found['shown'].rstrip()} …", _MADE)
    return left_out(line, edge) if edge else None
