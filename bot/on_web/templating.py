"""Fills the templates: escaping is on for all of them, and a missing name is a bug at once.

What a template may use beside its reply is listed here. Must not decide where anything goes.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot import press, wording
from bot.domain.boards import is_small
from bot.domain.markup import plain, spoken
from bot.domain.question import Mark
from bot.domain.replies import Pace, Posed, Reply, Shown, Span, Tally
from bot.on_web import drawn, limits, markup
from bot.usecases.decks import READS, WRITES
from bot.usecases.live import PACE
from bot.wording import boards as board_words
from bot.wording import daily as daily_words
from bot.wording.pictures import shade_of
from content.bounds import MAX_FILE

if TYPE_CHECKING:
    from bot.on_web.render import Viewer

COMPLAINTS = {
    "wrong": "The answer is wrong",
    "unclear": "The question is unclear",
    "typo": "There is a typing slip",
    "offensive": "It is hurtful",
    "other": "Something else",
}


def _pace_label(pace: Pace) -> str:
    clock = PACE.get(pace)
    return wording.pace_name(pace, clock.total_seconds() if clock else None)


def _milliseconds(later: datetime, earlier: datetime) -> int:
    """Return milliseconds from one instant to another, 0 if it is past."""
    return max(0, round((later - earlier).total_seconds() * 1000))


def _share(part: float, whole: float) -> int:
    """Return a share as whole per cent, 0 to 100."""
    return min(100, max(0, round(100 * part / whole))) if whole > 0 else 0


def _tally_words(posed: Posed, tally: Tally) -> Markup:
    """Say what a bar of the distribution stands for: an option, or a mark for typed answers."""
    if tally.index is not None:
        return markup.inline(wording.option_source(posed, Shown(tally.index, tally.text)))
    if tally.text in frozenset(Mark):
        return escape(wording.verdict_word(Mark(tally.text)))
    return markup.inline(tally.text)


def _weeks(days: tuple[tuple[date, int], ...]) -> list[list[tuple[date, int, int]]]:
    """Return days as columns of weeks, Monday first, each with its shade 0 to 4."""
    most = max((count for _, count in days), default=0)
    columns: list[list[tuple[date, int, int]]] = []
    for day, count in days:
        if not columns or day.weekday() == 0:
            columns.append([])
        columns[-1].append((day, count, shade_of(count, most)))
    return columns


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.on_web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"rich": markup.html, "line": markup.inline, "spoken": spoken, "words": plain}
    made.globals |= {
        "board_picture": drawn.address_of,
        "board_said": drawn.words_of,
        "board_words": board_words,
        "calendar_label": wording.CalendarLabel,
        "cloze": markup.cloze,
        "complaints": COMPLAINTS,
        "days_between": wording.days_between,
        "daily_words": daily_words,
        "deck_formats": WRITES,
        "encode": press.encode,
        "file_formats": READS,
        "is_small": is_small,
        "label": wording.Label,
        "largest_file": MAX_FILE,
        "limits": limits,
        "mark": Mark,
        "milliseconds": _milliseconds,
        "pace_label": _pace_label,
        "paces": tuple(Pace),
        "press": press,
        "say": wording,
        "share": _share,
        "spans": tuple(Span),
        "tally_words": _tally_words,
        "weeks": _weeks,
    }
    return made


_ENVIRONMENT = _environment()


def fill(template: str, reply: Reply, viewer: "Viewer", **more: str) -> str:
    """Return the HTML of a reply by its template in ``templates/replies``."""
    return _ENVIRONMENT.get_template(f"replies/{template}.html").render(
        it=reply, viewer=viewer, **more
    )


def page(template: str, **values: object) -> str:
    """Return a whole page by its template in ``templates``."""
    return _ENVIRONMENT.get_template(f"{template}.html").render(**values)
