"""What pages put around notes: titles of sites, buttons, ratings, comments, cookie notices.

A line of furniture is left out with its reason. Only whole unmarked lines count, so that a sentence
which mentions "comments" stays; a word that may be an answer as well ("Share", "3") counts only
among other furniture. Must not know any format.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from content.draft import Dropped, PointKind
from content.formats.notes import Line, fold

_LONGEST = 260
_CROWD = 3  # lines of doubtful words in a row that can only be a page's menu

_SURE: dict[str, tuple[str, ...]] = {
    "rating of the page": (
        r"how well did you know this\??( 1 ?not at all( ?[2-4]){3} ?5 ?perfectly)?",
        r"1 ?not at all( ?[2-4]){3} ?5 ?perfectly( well)?",
        r"1 ?not at all",
        r"5 ?perfectly( well)?",
        r"(average |overall |teacher )?rating:? ?[\d./ ()]+( stars?| reviews?)?",
        r"still learning \(\d+\)|mastered \(\d+\)|not studied( \(\d+\))?|teacher recommended",
    ),
    "button of the page": (
        r"study these flashcards|flip (the )?card|toggle (on|off)|new cards",
        r"(click|tap)( the card| here)? to (flip|reveal).*|call( with)? kai|practice test|earn xp",
        r"sign up( free| now| to .{1,60})?|log in( to .{1,60}| with .{1,40})?|learn with .{1,30}",
        r"share (this|deck|set|via .{1,30}|to (twitter|facebook|pinterest))|share this:",
        r"like this:|spaced repetition|no analytics yet|send a link to your students.*",
        r"save (set|deck)|print (this|page|preview)|export (deck|set|pdf)|copy (and edit|link)",
        r"study with (quizlet|brainscape|knowt)( .{0,120})?|get (the|our) (free )?app.*",
        r"email this( .{0,60})?|blogthis!|back to top|view this set|get started( for free)?",
        r"upgrade to .{1,30}|studied by \d+ (people|person)|description and tags|flashcard set",
        r"(see|view|show) (all|more|less)( \d+)?( (cards|terms|flashcards|replies|comments))?",
    ),
    "comments of the page": (
        r"no comments( have .{1,20} made( yet)?| yet)?[:.]?|post a comment|leave a (comment|reply)",
        r"be the first to comment.*|\d+ (comments?|replies)( on .{0,80})?:?|comments? \(\d+\):?",
    ),
    "links to other pages": (
        r"(similar|related) .{0,60}(resources?|sets?|decks?|posts?|notes):?|»?see all .{1,200}",
        r"other sets by this creator|sets found in the same folder|you may also like.*",
        r"blog archive|you may prefer our .{1,80}",
        r"(newer|older) posts?|subscribe to: .{1,60}|more from .{1,60}|decks in .{1,60} \(\d+\):?",
    ),
    "notice of the page": (
        r"please enable javascript.*|\w{2,30} requires javascript to display .*",
        r"(we|this (web)?site|by (using|continuing)).{0,120}\bcookies?\b.*|accept (all )?cookies",
        r"cookie (policy|settings|preferences|notice)|skip to (main )?content",
        r"©.*|copyright ©.*|all rights reserved\.?|privacy policy( .{0,60})?|powered by .{1,40}",
        r"terms of (use|service)|made with (coggle|xmind|mindmeister|mindmup).*",
        r"create your own .{1,60}",
        r"\d{1,3} min(ute)? read( ?[·•|-] ?\w{3,9} \d{1,2},? \d{4})?|[\d.]{1,5}k? claps?",
        r"(brainscape|knowt|quizlet|get ?revising|mindmeister|xmind)( logo)?|loading(\.{3}|…)",
        r".{1,160} \| (brainscape|knowt|quizlet|get ?revising|the student room|studocu).{0,30}",
    ),
}
_DOUBTFUL: dict[str, tuple[str, ...]] = {
    "rating of the page": (r"[1-5]|not at all|perfectly( well)?|still learning|know it|rate it",),
    "button of the page": (
        r"flip|share|save|print|export|copy|embed|edit|study|learn|test|match|blast|gravity|spell",
        r"next|previous|prev|download|options|shuffle|report|flashcards|tweet|pinterest|facebook",
        r"twitter|follow|like|reveal|log ?in|sign ?up|upgrade|add to .{1,30}|home|menu|search",
        r"notes|matching|spaced|chat|name|mastery|locked|alphabetize|both sides|front first|read",
    ),
    "comments of the page": (r"comments?:?|reply|replies",),
    "notice of the page": (
        r"advertisements?|help|about|contact|privacy|terms|reject all|accept all",
    ),
}

TAIL = frozenset({"comments of the page", "links to other pages"})
"""Reasons of what stands below the notes: all below it belongs to the page as well."""
AFTER = "after the end of the notes"
"""Reason of what stands below such lines."""
_RATING = "rating of the page"


@dataclass(frozen=True, slots=True)
class _Table:
    """Patterns as one: its n-th group is what the n-th reason is for, so it has no others."""

    reasons: tuple[str, ...]
    any_of: re.Pattern[str]


def _compiled(table: dict[str, tuple[str, ...]]) -> _Table:
    groups = ("|".join(each).replace("(", "(?:").replace("\\(?:", "\\(") for each in table.values())
    return _Table(tuple(table), re.compile(f"(?:{'|'.join(f'({each})' for each in groups)})\\Z"))


_SURELY, _PERHAPS = _compiled(_SURE), _compiled(_DOUBTFUL)
_NAME = re.compile(
    r"(?:created|made|added|written|published|author(?:ed)?)(?: by ?:|: ?by:?)"
    r"|author ?:|(?:uploaded|posted|submitted) by:?(?=\s)"
)
_SAID = re.compile(r".{1,60}? (?:said|says|wrote)(?:\.\.\.|…|:)\Z")
_DATE = re.compile(
    r"(?:created|made|added|uploaded|posted|submitted|published|(?:last )?(?:updated|modified))"
    r"(?: on ?:|(?: on ?| ?): ?(?=\d)| on (?=\d))|last updated (?=\d)"
)
_COUNT = re.compile(
    r"(?:(?:flash ?)?cards?|terms?|terms? in this set|questions?) ?[(:] ?(?P<after>\d{1,6})\)?:?\Z"
    r"|(?P<before>\d{1,6}) (?:flash ?cards?|cards?|terms?)(?: in (?:this|the) (?:set|deck))?\Z"
    r"|flash ?cards in .{1,120} deck \((?P<deck>\d{1,6})\):?\Z"
)


def furniture(text: str) -> str:
    """Return why a tidied line can only belong to the page, "" if it may be somebody's notes."""
    return _first(_SURELY, text)


def furniture_of(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lines (by number) that belong to the page, and why.

    Words that may be notes as well count beside a line that is surely furniture, three in a row,
    at either end of the page, or if the page repeats them; the numbers of a rating only after its
    question, since a number before it may be an answer.
    """
    filled = [(line, *_verdict(line)) for line in lines if not line.blank]
    often = Counter(line.text for line, reason, _ in filled if reason)
    out: dict[int, str] = {}
    run: dict[int, str] = {}
    sure = first = True
    for line, reason, certain in filled:
        certain = certain or (reason not in ("", _RATING) and often[line.text] >= _CROWD)
        if reason and (certain or reason != _RATING or (sure and run and not first)):
            run[line.number] = reason
            sure = sure or certain
            first = first and not certain
            continue
        if sure or len(run) >= _CROWD:
            out |= run
        run, sure, first = {}, False, False
    return out | run


def _verdict(line: Line) -> tuple[str, bool]:
    """Return why a line may belong to the page, and whether it must."""
    if line.marker and line.marker != "»":
        reason = furniture(line.text) if line.kind is PointKind.BULLET else ""
        return (reason, True) if reason == _RATING or reason in TAIL else ("", False)
    certain = furniture(line.whole)
    return certain or _first(_PERHAPS, line.text), bool(certain)


def personal(text: str) -> tuple[str, str]:
    """Return why a line about who made a page is left out, and what of it may be shown.

    Names are personal data: "Created by: …" stands for the line. Two empty texts if it is none.
    """
    folded = fold(text[:_LONGEST])
    if len(folded.split()) > 12:
        return "", ""
    if found := _NAME.match(folded):
        return "who made the page (personal data)", f"{text[: found.end()].rstrip()} …"
    if _DATE.match(folded):
        return "when the page was made", text
    return "", ""


def stated_count(text: str) -> int | None:
    """Return the number of cards that a line such as "Cards (26)" or "26 Terms" states."""
    found = _COUNT.match(fold(text[:_LONGEST]))
    return int(found["after"] or found["before"] or found["deck"]) if found else None


def left_out(line: Line, reason: str) -> Dropped:
    """Return a line left out, for ``reason`` or because it names who made the page.

    Whoever wrote a comment below the notes ("… said:") is not named either.
    """
    why, shown = personal(line.text)
    if _SAID.match(fold(line.text[:_LONGEST])) and reason == AFTER:
        why, shown = "who wrote a comment (personal data)", "… said"
    return Dropped(line.number, shown or line.whole, why or reason)


def _first(table: _Table, text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    found = table.any_of.match(fold(text))
    return table.reasons[found.lastindex - 1] if found is not None and found.lastindex else ""
