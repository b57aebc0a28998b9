"""``/daily`` on the web: what is typed or filled in about the daily question becomes one call.

Must not know HTML or sockets.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.ids import QuestionId
from bot.domain.replies import Problem, Refused, Reply
from bot.on_web import calendar
from bot.on_web.desk import Desk, Seat
from bot.usecases.typed import at_time, date_of, wish_of

ALLOWED = (
    "setup TIME ZONE, preview, skip [DATE], unskip DATE, pause, resume, now, queue WORDS, digest,"
    " off"
)


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
            return await daily.queue_question(who, place, words[:200])
        case "unqueue":
            return await daily.unqueue(who, place, QuestionId(words))
        case "digest":
            return await calendar.digest(desk, seat, words)
        case "skip" | "unskip" as what:
            return await _skip(desk, seat, words, back=what == "unskip")
        case _:
            return Refused(Problem.BAD_VALUE, ("daily", verb[:40], ALLOWED))


async def _skip(desk: Desk, seat: Seat, words: str, *, back: bool) -> Reply:
    """Leave out a date (the next, if none is said), or give one back."""
    day = date_of(words) if words or back else None
    if isinstance(day, Refused):
        return day
    if day is not None and back:
        return await desk.daily.unskip(seat.who, seat.place, day)
    return await desk.daily.skip(seat.who, seat.place, day)


async def push(desk: Desk, seat: Seat, rest: str, values: Sequence[tuple[str, str]]) -> Reply:
    """Do what a form about the daily question says; its fields stand for words."""
    if rest == "digest":
        return await calendar.digest(desk, seat, calendar.digest_words(values))
    if rest != "setup":
        return await run(desk, seat, f"{rest} {_field(values, 'words')}".strip())
    hour = at_time(_field(values, "time"))
    if hour is None:
        return Refused(Problem.BAD_VALUE, ("hour", _field(values, "time")[:20], "17:00"))
    reveal, late = _field(values, "reveal"), _field(values, "late")
    wish = replace(
        hour,
        zone=_field(values, "zone"),
        weekdays=tuple(
            int(value) for name, value in values if name == "day" and value in "0123456"
        ),
        topics=tuple(value for name, value in values if name == "topic" and value),
        reveal_hours=int(reveal) if reveal.isdecimal() and len(reveal) < 4 else 0,
        late_hours=int(late) if late.isdecimal() and len(late) < 4 else None,
    )
    return await desk.daily.setup(seat.who, seat.place, wish)


def _field(values: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for field, value in values if field == name), "")
