"""How a place wants its daily question: what an editor wishes, checked, and what is set up."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from bot.domain.daily import LATE_AT_MOST, LATEST, REVEAL_AT_MOST, DailyState, Manner
from bot.domain.replies import DailyQueued, DailyShown, Problem, Refused
from bot.usecases.choosing import resolve
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.membership import usable, zone_named
from storage import dailies
from storage.classes import ClassRow
from storage.database import Tx
from storage.subscriptions import Subscription, Terms, Topics

LONGEST_ROLE = 64
MOST_TOPICS = 20
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor wishes of a daily question; None leaves it as it is.

    ``hour`` and ``minute`` are local in ``zone``; ``weekdays`` are numbers, Monday is 0;
    ``topics`` are decks and themes as typed, none for those of the class; ``reveal_hours`` 0 is
    with the next post.
    """

    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    weekdays: tuple[int, ...] | None = None
    topics: tuple[str, ...] | None = None
    reveal_hours: int | None = None
    late_hours: int | None = None
    silent: bool | None = None
    pin: bool | None = None
    thread: bool | None = None
    role: str | None = None


def terms_of(
    tx: Tx, library: Library, class_row: ClassRow, wish: Wish, before: Terms | None
) -> Terms | Refused:
    """Return the terms that a wish leads to, or what is not possible about it."""
    if refused := _impossible(wish):
        return refused
    had = before or _usual(class_row)
    zone = had.zone if wish.zone is None else zone_named(wish.zone)
    topics = had.topics if wish.topics is None else _topics(tx, library, class_row, wish.topics)
    if isinstance(zone, Refused) or isinstance(topics, Refused):
        return zone if isinstance(zone, Refused) else topics  # type: ignore[return-value]
    days = wish.weekdays
    on_the_hour = 0 if wish.hour is not None else had.minute
    return Terms(
        zone=zone,
        hour=_or(wish.hour, had.hour),
        minute=_or(wish.minute, on_the_hour),
        weekdays=had.weekdays if days is None else sum(1 << day for day in set(days)),
        topics=topics,
        reveal_hours=_or(wish.reveal_hours, had.reveal_hours or 0) or None,
        late_hours=_or(wish.late_hours, had.late_hours),
        manner=Manner(
            silent=had.manner.silent if wish.silent is None else wish.silent,
            pin=had.manner.pin if wish.pin is None else wish.pin,
            thread=had.manner.thread if wish.thread is None else wish.thread,
            role=had.manner.role if wish.role is None else wish.role,
        ),
    )


def _or(wished: int | None, had: int) -> int:
    return had if wished is None else wished


def _usual(class_row: ClassRow) -> Terms:
    """Return the terms of a class that has never said anything."""
    return Terms(
        zone=class_row.zone,
        hour=class_row.daily_hour,
        minute=0,
        weekdays=0b111_1111,
        topics=(),
        reveal_hours=None,
        late_hours=LATEST,
        manner=Manner(silent=True),
    )


def _impossible(wish: Wish) -> Refused | None:
    """Return why a wish cannot be met, whatever was there before."""
    ranges = (
        ("hour", wish.hour, 0, 23),
        ("minute", wish.minute, 0, 59),
        ("reveal", wish.reveal_hours, 0, REVEAL_AT_MOST),
        ("late", wish.late_hours, 0, LATE_AT_MOST),
    )
    for field, value, least, most in ranges:
        if value is not None and not least <= value <= most:
            return Refused(Problem.BAD_VALUE, (field, str(value), f"{least} to {most}"))
    days = wish.weekdays
    if days is not None and (not days or not set(days) <= set(range(7))):
        return Refused(Problem.BAD_VALUE, ("days", "", "one weekday or more"))
    if wish.role is not None and len(wish.role) > LONGEST_ROLE:
        return Refused(Problem.TOO_LONG, (str(LONGEST_ROLE),))
    if wish.topics is not None and len(wish.topics) > MOST_TOPICS:
        return Refused(Problem.BAD_VALUE, ("topics", "", f"{MOST_TOPICS} at most"))
    return None


def _topics(
    tx: Tx, library: Library, class_row: ClassRow, typed: tuple[str, ...]
) -> Topics | Refused:
    """Return the decks and themes that were typed."""
    found = []
    for name in dict.fromkeys(filter(None, (text.strip() for text in typed))):
        choosing = resolve(tx, library, class_row.id, Filters(deck=name))
        if isinstance(choosing, Refused):
            return choosing
        found.append((choosing.decks[0], choosing.theme))
    return tuple(dict.fromkeys(found))


def shown(
    tx: Tx, library: Library, row: Subscription, class_row: ClassRow, *, may_change: bool
) -> DailyShown:
    """Return how a place's daily question is set up; editors see the queue as well."""
    terms = row.terms
    titles = _titles(tx, library)
    queue = dailies.queue(tx, row.id) if may_change else []
    stems = [library.question(tx, key).question for key in queue]
    return DailyShown(
        state=row.state,
        zone=terms.zone,
        hour=terms.hour,
        minute=terms.minute,
        weekdays=tuple(day for day in range(7) if terms.weekdays >> day & 1),
        topics=tuple(titles(deck, theme) for deck, theme in terms.topics),
        reveal_hours=terms.reveal_hours,
        late_hours=terms.late_hours,
        manner=terms.manner,
        next_at=row.slot_at,
        queue=tuple(DailyQueued(question.id, question.stem) for question in stems),
        may_change=may_change,
        choices=_choices(tx, class_row) if may_change else (),
    )


def unset(tx: Tx, class_row: ClassRow, *, may_change: bool) -> DailyShown:
    """Return what a daily question would be like in a place that never had one."""
    terms = _usual(class_row)
    return DailyShown(
        state=DailyState.OFF,
        zone=terms.zone,
        hour=terms.hour,
        minute=terms.minute,
        weekdays=tuple(range(7)),
        topics=(),
        reveal_hours=None,
        late_hours=terms.late_hours,
        manner=terms.manner,
        next_at=None,
        queue=(),
        may_change=may_change,
        choices=_choices(tx, class_row) if may_change else (),
    )


def _choices(tx: Tx, class_row: ClassRow) -> tuple[str, ...]:
    """Return the titles of the decks that a class could ask from, and of their themes."""
    titles = (
        title
        for deck in usable(tx, class_row.id)
        for title in (deck.title, *(theme for _, theme in deck.themes))
    )
    return tuple(islice(dict.fromkeys(titles), MOST_CHOICES))


def _titles(tx: Tx, library: Library) -> Callable[[str, str], str]:
    """Return what names a deck, or one of its themes; what is gone goes by its id."""
    names = {(str(deck.id), ""): deck.title for deck in library.decks(tx)}
    for deck in library.decks(tx):
        names |= {(str(deck.id), theme): title for theme, title in deck.themes}
    return lambda deck, theme: names.get((deck, theme), theme or deck)
