"""Long texts and long lists: cut into messages, cut into pages, and the buttons that turn them.

Nothing is dropped, and nothing is cut within a tag, an entity or a character. Must not know
replies.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot import press as p
from bot.domain.markup import ELLIPSIS
from bot.on_telegram import limits
from bot.on_telegram.keyboards import Row, key, keyboard, rows
from bot.on_telegram.limits import size
from bot.on_telegram.markup import Html, apart, literal
from bot.on_telegram.messages import Rendered, Upload
from bot.wording import Label

T = TypeVar("T")

LINES = 25
"""Lines of one page at most."""

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z-]+)[^>]*>|&[a-z]+;|[^<&]", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[.!?…]")
_JOINED = re.compile("[\u0300-\u036f\u200c\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Signs that belong to the one before: an accent, a shade of skin, a joiner."""

_ANYWHERE = 4


def pages(text: Html, most: int = limits.TEXT, first: int | None = None) -> list[Html]:
    """Return a text as messages of at most ``most`` units, the first of at most ``first``.

    Cut at the end of a line, else of a sentence, else of a word, if that keeps half of the room;
    tags that are open there are closed and opened again.
    """
    found: list[Html] = []
    room = most if first is None else first
    while size(text) > room:
        head, text = _cut(text, room)
        found.append(head)
        room = most
    return [page for page in (*found, Html(text.strip())) if not _is_blank(page)] or [text]


def _is_blank(text: Html) -> bool:
    """Return whether nothing of a text is seen: Telegram refuses such a message."""
    return not _TAG.sub("", text).strip()


def _cut(text: Html, room: int) -> tuple[Html, Html]:
    """Return what fits into ``room`` units, and the rest."""
    units, before = 0, ""
    open_tags: list[tuple[str, str]] = []
    cuts: dict[int, tuple[int, list[tuple[str, str]]]] = {}
    for token in _TOKEN.finditer(text):
        if token["tag"]:
            _keep_count(open_tags, token)
            continue
        if not _JOINED.match(token[0]) and before != "\u200d":
            cuts[_ANYWHERE] = (token.start(), open_tags[:])
        units += size(Html(token[0]))
        if units > room:
            break
        if (rank := _rank(token[0], before)) and units * 2 > room:
            cuts[rank] = (token.end(), open_tags[:])
        before = token[0]
    at, still_open = cuts[min(cuts)]
    ends = "".join(f"</{tag}>" for tag, _ in reversed(still_open))
    starts = "".join(whole for _, whole in still_open)
    return Html(f"{text[:at].rstrip()}{ends}"), Html(f"{starts}{text[at:].lstrip()}")


def _keep_count(open_tags: list[tuple[str, str]], token: re.Match[str]) -> None:
    if token["end"]:
        open_tags.pop()
    else:
        open_tags.append((token["tag"], token[0]))


def _rank(sign: str, before: str) -> int:
    """Return how good it is to cut behind a sign: 0 is not at all, else 1 is best."""
    if sign == "\n":
        return 1
    if not sign.isspace():
        return 0
    return 1 + (1 if _SENTENCE.fullmatch(before) else 2)


def message(
    *groups: Html,
    keys: Iterable[Iterable[Row]] = (),
    photo: Upload | None = None,
    document: Upload | None = None,
    private: bool = True,
    replaces: bool = False,
    alert: str = "",
) -> Rendered:
    """Return a message of groups of lines, an empty line between them; as several if it must be.

    What is too long to stand below a photo or a file comes after its first group.
    """
    first, *rest = [group for group in groups if group] or [literal(ELLIPSIS)]
    text = apart(first, *rest)
    if not (photo or document):
        found = pages(text)
    elif size(text) <= limits.CAPTION or not rest:
        found = pages(text, first=limits.CAPTION)
    else:
        found = [*pages(first, limits.CAPTION), *pages(apart(*rest))]
    return Rendered(
        text=found[0],
        more=tuple(found[1:]),
        keyboard=keyboard(*keys),
        photo=photo,
        document=document,
        private=private,
        replaces=replaces,
        alert=alert,
    )


def cut_page(things: Sequence[T], page: int, each: int) -> tuple[int, int, Sequence[T]]:
    """Return the page (0 to its last), how many pages there are, and what is on this one."""
    count = min(p.MAX_PAGE + 1, max(1, -(-len(things) // each)))
    page = min(max(page, 0), count - 1)
    return page, count, things[page * each : (page + 1) * each]


def page_of(
    lines: Sequence[Html], page: int, most: int = limits.PAGE
) -> tuple[int, int, list[Html]]:
    """Return the page, how many there are, and its lines; each line is whole on one page.

    A page holds ``LINES`` lines and ``most`` units. What a button cannot count to, over
    MAX_PAGE, is told by an ellipsis on the last page.
    """
    found: list[list[Html]] = [[]]
    room = most
    for line in lines:
        if found[-1] and (size(line) + 1 > room or len(found[-1]) >= LINES):
            found.append([])
            room = most
        found[-1].append(line)
        room -= size(line) + 1
    last = min(len(found), p.MAX_PAGE + 1) - 1
    page = min(max(page, 0), last)
    rest = [literal("…")] if page == last and len(found) - 1 > last else []
    return page, last + 1, [*found[page], *rest]


def pager(command: str, page: int, count: int) -> list[Row]:
    """Return the buttons to the pages before and after; none where there is one page."""
    return rows(
        key(p.Turn(command, page - 1), Label.PAGE_BEFORE) if page > 0 else None,
        key(p.Turn(command, page + 1), Label.PAGE_AFTER) if page + 1 < count else None,
    )
