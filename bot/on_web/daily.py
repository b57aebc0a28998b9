"""``/daily`` on the web: what is typed or filled in about the daily question becomes one call.

Must not know HTML or sockets.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import wording
from bot.domain.calendar import zone_of
from bot.domain.ids import QuestionId
from bot.domain.replies import Problem, Refused, Reply
from bot.on_web.desk import Desk, Seat
from bot.usecases.daily_settings import Wish

ALLOWED = "setup TIME ZONE, preview, skip [DATE], unskip DATE, pause, resume, now, queue ID, off"
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?")
_DAYS = {name[:3].casefold(): number for number, name in enumerate(wording.WEEKDAYS)}
_RUNS = {"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6), "everyday": tuple(range(7))}
_WAYS = {
    "silent": Wish(silent=True),
    "loud": Wish(silent=False),
    "pin": Wish(pin=True),
    "unpinned": Wish(pin=False),
}


async def run(desk: Desk, seat: Seat, rest: str) -> Reply:
    """Do what the words after ``/daily`` say."""
    verb, _, words = rest.partition(" ")
    words = words.strip()
    daily, who, place = desk.daily, seat.who, seat.place
    match verb.casefold():
        case "":
            return await daily.show(who, place)
        case "setup":
            return await daily.setup(who, place, wish_of(words))
        case "preview":
            return await daily.preview(who, place)
        case "pause":
            return await daily.pause(who, place)
        case "resume":
            return await daily.resume(who, place)
        case "off":
            return await daily.remove(who, place)
        case "now":
            return await daily.now(who, place)
        case "queue":
            return await daily.queue_question(who, place, QuestionId(words))
        case "unqueue":
            return await daily.unqueue(who, place, QuestionId(words))
        case "skip" | "unskip" as what:
            return await _skip(desk, seat, words, back=what == "unskip")
        case _:
            return Refused(Problem.BAD_VALUE, ("daily", verb[:40], ALLOWED))


async def _skip(desk: Desk, seat: Seat, words: str, *, back: bool) -> Reply:
    """Leave out a date (the next, if none is said), or give one back."""
    day = None
    if words or back:
        try:
            day = date.fromisoformat(words)
        except ValueError:
            return Refused(Problem.BAD_VALUE, ("date", words[:40], "a date like 2026-09-14"))
    if day is not None and back:
        return await desk.daily.unskip(seat.who, seat.place, day)
    return await desk.daily.skip(seat.who, seat.place, day)


def wish_of(words: str) -> Wish:
    """Return what somebody wishes in words: a time, a zone, days, and then decks or themes."""
    wish, days, left = Wish(), set[int](), list[str]()
    for word in words.split():
        folded = word.casefold().rstrip(",")
        if wish.hour is None and (time := _TIME.fullmatch(folded)):
            wish = _at(wish, time)
        elif "/" in word or folded == "utc" or zone_of(folded):
            wish = replace(wish, zone=word)
        elif folded in _RUNS:
            days.update(_RUNS[folded])
        elif folded[:3] in _DAYS and wording.WEEKDAYS[_DAYS[folded[:3]]].casefold().startswith(
            folded
        ):
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
    topics = tuple(part.strip() for part in " ".join(left).split(",")) if left else None
    return replace(wish, weekdays=tuple(sorted(days)) or None, topics=topics)


def _at(wish: Wish, time: re.Match[str]) -> Wish:
    """Return a wish with a time of the wall, as people write it: 17:00, 7, 5pm."""
    hour, minute, half = int(time[1]), int(time[2] or 0), time[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return replace(wish, hour=hour, minute=minute)


async def push(desk: Desk, seat: Seat, rest: str, values: Sequence[tuple[str, str]]) -> Reply:
    """Do what a form about the daily question says; its fields stand for words."""
    if rest != "setup":
        return await run(desk, seat, f"{rest} {_field(values, 'words')}".strip())
    time = _TIME.fullmatch(_field(values, "time"))
    if time is None:
        return Refused(Problem.BAD_VALUE, ("hour", _field(values, "time")[:20], "17:00"))
    topic, reveal = _field(values, "topic"), _field(values, "reveal")
    wish = Wish(
        zone=_field(values, "zone"),
        weekdays=tuple(
            int(value) for name, value in values if name == "day" and value in "0123456"
        ),
        topics=(topic,) if topic else (),
        reveal_hours=int(reveal) if reveal.isdecimal() and len(reveal) < 4 else 0,
    )
    return await desk.daily.setup(seat.who, seat.place, _at(wish, time))


def _field(values: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for field, value in values if field == name), "")
