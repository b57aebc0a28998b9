"""What people type after a command, as values: in any order, and nothing has to be there.

Where commands have no fields of their own, a word is known by itself: a number, a pace, a time,
a day. Must not know any platform, nor what is done with it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.calendar import zone_of
from bot.domain.nudges import Snooze
from bot.domain.question import KindName, Skill
from bot.domain.replies import Pace, Problem, Refused
from bot.usecases.daily_settings import Wish
from bot.usecases.filters import Filters, Pick
from bot.usecases.settings import WEEKDAYS

DEFAULT_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a typed line asks of a round or a review."""

    filters: Filters
    questions: int = DEFAULT_QUESTIONS
    pace: Pace = Pace.CALM


def parse(rest: str, *, pick: Pick = Pick.MIXED) -> Wanted:
    """Return what the words after ``/quiz`` or ``/review`` ask for, in any order.

    A number, a pace, a pick, a kind and a skill are known by themselves; what is left names a
    deck or theme.
    """
    wanted, left = Wanted(Filters(pick=pick)), list[str]()
    for word in rest.split():
        known = _understood(wanted, word.casefold())
        wanted = known or wanted
        if known is None:
            left.append(word)
    return replace(wanted, filters=replace(wanted.filters, deck=" ".join(left)))


def _understood(wanted: Wanted, word: str) -> Wanted | None:
    filters = wanted.filters
    if word.isdecimal():
        return replace(wanted, questions=int(word[:6]))
    if word in _PACES:
        return replace(wanted, pace=Pace(word))
    if word in _PICKS:
        return replace(wanted, filters=replace(filters, pick=Pick(word)))
    if word in _KINDS:
        return replace(wanted, filters=replace(filters, kinds=(*filters.kinds, _KINDS[word])))
    if word in _SKILLS:
        return replace(wanted, filters=replace(filters, skill=Skill(word)))
    return None


_PACES = frozenset(Pace)
_PICKS = frozenset(Pick)
# "recall" is a skill, and most questions ask for it; its kind is a flashcard here.
_KINDS: dict[str, KindName] = {kind.value: kind for kind in KindName if kind is not KindName.RECALL}
_KINDS |= {"flashcard": KindName.RECALL, "flashcards": KindName.RECALL}
_SKILLS = frozenset(Skill)

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?")
_DAYS = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_RUNS = {"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6), "everyday": tuple(range(7))}
_WAYS = {
    "silent": Wish(silent=True),
    "loud": Wish(silent=False),
    "pin": Wish(pin=True),
    "unpinned": Wish(pin=False),
}


_HOURS = re.compile(r"\b(reveal|late)\s+(\d{1,3}|next|never)\s*(?:hours?|h)?\b", re.IGNORECASE)
"""When the answer comes, or by how much a post may be late: "reveal 4 hours", "late never"."""


def wish_of(words: str) -> Wish:
    """Return what somebody wishes in words: a time, a zone, days, and then decks or themes.

    "reveal 4" and "late 2" are hours, "silent", "loud", "pin" and "unpinned" the way it is posted.
    """
    said = {what.casefold(): hours for what, hours in _HOURS.findall(words)}
    wish, days, left = _with_hours(said), set[int](), list[str]()
    for word in _HOURS.sub(" ", words).split():
        folded = word.casefold().rstrip(",")
        if wish.hour is None and (time := _TIME.fullmatch(folded)):
            wish = _at(wish, time)
        elif "/" in word or folded == "utc" or zone_of(folded):
            wish = replace(wish, zone=word)
        elif folded in _RUNS:
            days.update(_RUNS[folded])
        elif folded[:3] in _DAYS and WEEKDAYS[_DAYS[folded[:3]]].startswith(folded):
            days.add(_DAYS[folded[:3]])
        elif folded in _WAYS:
            way = _WAYS[folded]
            wish = replace(
                wish,
                silent=wish.silent if way.silent is None else way.silent,
                pin=wish.pin if way.pin is None else way.pin,
            )
        else:
            left.append(word)
    topics = tuple(filter(None, (part.strip() for part in " ".join(left).split(","))))
    return replace(wish, weekdays=tuple(sorted(days)) or None, topics=topics or None)


def _with_hours(said: dict[str, str]) -> Wish:
    hours = {what: int(count) if count.isdecimal() else 0 for what, count in said.items()}
    return Wish(reveal_hours=hours.get("reveal"), late_hours=hours.get("late"))


def date_of(words: str) -> date | Refused:
    """Return a date as it is typed after ``/daily skip``, or what is wrong with it."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return Refused(Problem.BAD_VALUE, ("date", words[:40], "a date like 2026-09-14"))


def snooze_of(words: str) -> Snooze | Refused:
    """Return how long a reminder is put off, or what is wrong with the words for it."""
    if words in frozenset(Snooze):
        return Snooze(words)
    return Refused(Problem.BAD_VALUE, ("snooze", words[:40], ", ".join(Snooze)))


def at_time(text: str) -> Wish | None:
    """Return the wish of a time of the wall, as people write it; None for what is none."""
    time = _TIME.fullmatch(text.strip().casefold())
    return _at(Wish(), time) if time else None


def _at(wish: Wish, time: re.Match[str]) -> Wish:
    """Return a wish with a time of the wall, as people write it: 17:00, 7, 5pm."""
    hour, minute, half = int(time[1]), int(time[2] or 0), time[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return replace(wish, hour=hour, minute=minute)
