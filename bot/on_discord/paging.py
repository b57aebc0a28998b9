"""Long lists, page by page: what is on a page, and the buttons that turn it."""

from collections.abc import Sequence
from typing import TypeVar

from bot import press as p
from bot.on_discord import limits
from bot.on_discord.layouts import Item, button, rows
from bot.on_discord.limits import size
from bot.wording import Label

T = TypeVar("T")

LINES = 25
"""Lines of one page at most."""


def cut_page(things: Sequence[T], page: int, each: int) -> tuple[int, int, Sequence[T]]:
    """Return the page (0 to its last), how many pages there are, and what is on this one."""
    pages = min(p.MAX_PAGE + 1, max(1, -(-len(things) // each)))
    page = min(max(page, 0), pages - 1)
    return page, pages, things[page * each : (page + 1) * each]


def page_of(lines: Sequence[str], page: int, most: int = limits.PAGE) -> tuple[int, int, list[str]]:
    """Return the page, how many there are, and its lines; each line is whole on one page.

    A page holds ``LINES`` lines and ``most`` characters. What a button cannot count to, over
    MAX_PAGE, is told by an ellipsis on the last page.
    """
    pages: list[list[str]] = [[]]
    room = most
    for line in lines:
        if pages[-1] and (size(line) + 1 > room or len(pages[-1]) >= LINES):
            pages.append([])
            room = most
        pages[-1].append(line)
        room -= size(line) + 1
    last = min(len(pages), p.MAX_PAGE + 1) - 1
    page = min(max(page, 0), last)
    rest = ["…"] if page == last and len(pages) - 1 > last else []
    return page, last + 1, [*pages[page], *rest]


def pager(command: str, page: int, pages: int) -> list[Item]:
    """Return the buttons to the pages before and after; none where there is one page."""
    return rows(
        button(p.Turn(command, page - 1), Label.PAGE_BEFORE) if page > 0 else None,
        button(p.Turn(command, page + 1), Label.PAGE_AFTER) if page + 1 < pages else None,
    )
