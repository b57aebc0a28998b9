"""Names people choose: made fit to show, kept unlike their classmates', and renamed in posts.

A name may come from any keyboard or profile; what reaches the database can be shown anywhere.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.ids import ClassId, LearnerId
from bot.domain.replies import (
    BoardShown,
    Digest,
    Reply,
    Revealed,
    RoundOver,
    RoundStarted,
    Standing,
)
from storage import classes, personal
from storage.database import Tx

LONGEST_NAME = 40
"""Characters in the name of a learner or a class."""

# Letters and symbols that show nothing: Hangul fillers and the empty braille cell.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
_MOST_MARKS = 3  # combining marks on one letter; more is a joke at the others' expense


def clean_name(text: str) -> str:
    """Return a name without control, invisible and direction characters, trimmed.

    Nothing is left of a text that shows nothing. The result may be too long.
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[:1000]):
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if char.isspace():
            kept.append(" ")
        elif category[0] != "C" and char not in _BLANK and marks <= _MOST_MARKS:
            kept.append(char)
    name = " ".join("".join(kept).split())
    return name if any(unicodedata.category(char)[0] in "LNSP" for char in name) else ""


def distinct_name(
    tx: Tx, name: str, learner: LearnerId | None, class_ids: Iterable[ClassId]
) -> str:
    """Return the name, with a number if somebody else in one of these classes shows it."""
    taken = {
        _likeness(member.name)
        for class_id in class_ids
        for member in classes.members(tx, class_id)
        if member.learner != learner
    }
    number = 1
    found = name
    while _likeness(found) in taken:
        number += 1
        found = f"{name[: LONGEST_NAME - len(str(number)) - 1].rstrip()} {number}"
    return found


def _likeness(name: str) -> str:
    """Return what is equal for names that look the same in another case or width."""
    return unicodedata.normalize("NFKC", name).casefold()


def rename_in_posts(tx: Tx, learner: LearnerId, old: str, new: str | None) -> None:
    """Let what was posted around a learner name them as they wish now, or not at all."""
    if old == new:
        return
    for post, reply in personal.posts_around(tx, learner):
        changed = renamed(reply, old, new)
        if changed != reply:
            personal.rewrite_post(tx, post, changed)


def renamed(reply: Reply, old: str, new: str | None) -> Reply:
    """Return a public reply with a learner's name changed, or taken out without a new one."""
    match reply:
        case RoundStarted(by=by):
            return replace(reply, by=new or "") if by == old else reply
        case Revealed():
            names, daily = _names(reply.right_names, old, new), reply.daily
            if daily is not None:
                daily = replace(daily, board=_standings(daily.board, old, new))
            return replace(reply, right_names=names, daily=daily)
        case RoundOver():
            by = (new or "") if reply.by == old else reply.by
            return replace(reply, by=by, standings=_standings(reply.standings, old, new))
        case Digest():
            top = _standings(reply.top, old, new)
            return replace(reply, top=top, most_improved=_names(reply.most_improved, old, new))
        case BoardShown():
            return replace(
                reply,
                top=_standings(reply.top, old, new),
                around=_standings(reply.around, old, new),
                most_improved=_names(reply.most_improved, old, new),
            )
        case _:
            return reply


def _names(names: tuple[str, ...], old: str, new: str | None) -> tuple[str, ...]:
    changed = (new if name == old else name for name in names)
    return tuple(dict.fromkeys(name for name in changed if name is not None))


def _standings(rows: tuple[Standing, ...], old: str, new: str | None) -> tuple[Standing, ...]:
    if new is None:
        return tuple(row for row in rows if row.name != old)
    if any(row.name == new for row in rows):  # two accounts became one: the better line stays
        first = next(row.name for row in rows if row.name in (old, new))
        rows = tuple(row for row in rows if row.name == first or row.name not in (old, new))
    return tuple(replace(row, name=new) if row.name == old else row for row in rows)
