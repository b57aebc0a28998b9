"""What blogs put around a post: dates, names, labels, and the comments below it.

Names are personal data and not shown, nor is what strangers wrote below a post. What any page may
have is in ``furniture.py``. Must not know the structure of the post.
"""

import re
from collections.abc import Sequence

from content.draft import Dropped
from content.formats.furniture import furniture_of, left_out, personal
from content.formats.notes import Line, fold
from content.formats.page_marks import printed

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?)?"
_WEEKDAY = re.compile(
    rf"{_DAY},? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
    rf",? \d{{4}}{_TIME}\Z"
)
_DATE = re.compile(
    rf"(?:(?:posted|published|updated|last updated)(?: on)?:? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d){_TIME}"
    r"(?: [·•|-])?(?: by .{1,60})?\Z"
)
_BY = re.compile(
    r"(?:(?:posted|published|written|uploaded|added) (?:on .{1,40} )?by|by|author|von|filed by)"
    r":? (?=\S)"
)
_PAGE = re.compile(
    r"(?:labels?|tags?|categor(?:y|ies)|reactions|topics):.{0,160}|tagged .{1,120}"
    r"|(?:posted|filed) (?:in|under) .{1,120}|email this.{0,160}|share(?: to| on)? (?:x|twitter|"
    r"facebook|pinterest|whatsapp|tumblr|reddit|linkedin).{0,80}|tweet|like(?: this)?:?"
    r"|like (?:this )?loading.{0,5}|loading.{0,5}|related(?: posts?)?:?|print(?:er friendly)?"
    r"|(?:click to )?(?:share|email|print).{0,40}\(opens in new window\)|(?:newer|older) posts?"
    r"|newer posts? older posts? home|(?:← ?)?(?:previous|older)(?: post)?:?.{0,80}"
    r"|(?:next|newer)(?: post)?(?: ?→|: .{0,80})?|home|about(?: me)?|archives?|blog archive.{0,20}"
    r"|view my complete profile|subscribe to:? .{1,60}|follow(?: me| this blog)?|followers"
    r"|search this blog|powered by .{1,40}|report abuse|create a free website.{0,60}|menu"
    r"|skip to content|blog at wordpress\.com.{0,40}|\d+ min(?:ute)? read"
)
_COMMENTS = re.compile(
    r"(?:no comments?(?: yet)?"
    r"|\d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to) .{1,120})?"
    r"|comments?(?: \(\d+\))?|(?:post|leave) a (?:comment|reply)|leave a reply.{0,40}"
    r"|comments are closed)[:.]?\Z"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\] \S")
_NAMED = re.compile(r" by (?!…).{1,200}\Z", re.IGNORECASE)
_COMMENT = "comment below the page (personal data)"
_FEW = 3  # items above the comments: a post, not a link under its title


def page_of(lines: Sequence[Line], is_item: Sequence[bool]) -> dict[int, Dropped]:
    """Return the lines that belong to the page of a blog, by number.

    ``is_item`` says of each line whether it is an item of a list. A bare date counts only above
    the first item, and not where a list follows it: then it is a heading.
    """
    general = furniture_of(lines) | printed(lines)
    end = _end_of_post(lines, is_item)
    items = [at for at, item in enumerate(is_item) if item and at < end] or [len(lines)]
    out: dict[int, Dropped] = {}
    for at, line in enumerate(lines):
        if line.blank or is_item[at]:
            if not line.blank and at >= end:
                out[line.number] = Dropped(line.number, "…", _COMMENT)
            continue
        dropped = _of_page(line, general.get(line.number, ""))
        if dropped is None and at < items[0] and not _leads(at, lines, is_item):
            dropped = _dated(line)
        if dropped is None and at > items[-1] and _is_link(line):
            dropped = left_out(line, "links of the page")
        if dropped is None and at > items[-1] and _FOOTNOTE.match(line.whole):
            dropped = left_out(line, "footnote")
        if dropped is None and at >= end:
            dropped = Dropped(line.number, "…", _COMMENT)
        if dropped is not None:
            out[line.number] = dropped
    return out


def _of_page(line: Line, reason: str) -> Dropped | None:
    """Return a line left out that can only be the page's, wherever it stands."""
    why, shown = personal(line.whole)
    if why:
        return Dropped(line.number, _NAMED.sub(" by …", shown), why)
    text = fold(line.whole)
    if len(text) > 200:
        return None
    if reason and reason != "rating of the page":
        return left_out(line, reason)
    if _WEEKDAY.match(text):
        return left_out(line, "date of the post")
    if _COMMENTS.match(text):
        return left_out(line, "comments of the page")
    return None


def _dated(line: Line) -> Dropped | None:
    """Return a line above the post left out: a bare date, or a name."""
    text = fold(line.whole)
    if len(text) > 120:
        return None
    if found := _BY.match(text):
        shown = f"{line.whole[: found.end()].rstrip()} …"
        return Dropped(line.number, shown, "who made the page (personal data)")
    if _DATE.match(text):
        return Dropped(line.number, _NAMED.sub(" by …", line.whole), "date of the post")
    return None


def _is_link(line: Line) -> bool:
    """Return whether a line below the last item is a link or a button."""
    text = fold(line.whole[:220])
    return len(text) <= 200 and _PAGE.fullmatch(text) is not None


def _leads(at: int, lines: Sequence[Line], is_item: Sequence[bool]) -> bool:
    """Return whether the next line that is not blank is an item."""
    following = next((k for k in range(at + 1, len(lines)) if not lines[k].blank), None)
    return following is not None and is_item[following]


def _end_of_post(lines: Sequence[Line], is_item: Sequence[bool]) -> int:
    """Return where the comments begin: at a line that says so, with most of the items above it."""
    total, above = sum(is_item), 0
    for at, line in enumerate(lines):
        above += is_item[at]
        if is_item[at] or line.blank or above < _FEW or 2 * above < total:
            continue
        text = fold(line.whole[:200])
        if _COMMENTS.match(text) and text.rstrip(":.") != "comment":
            return at
    return len(lines)
