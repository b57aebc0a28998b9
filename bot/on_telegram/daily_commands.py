"""``/daily``: the question of the day of a group. Must not know how it looks."""

from dataclasses import replace

from bot.domain.ids import Platform, QuestionId
from bot.domain.replies import DailyPreview, DailyShown, Problem, Refused
from bot.on_telegram import calendar, guides
from bot.on_telegram.answers import Answer
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.keyboards import column
from bot.usecases.typed import date_of, wish_of
from bot.wording import full_day, guiding

PIN_MESSAGES = "Pin messages"
"""What Telegram calls it among an administrator's rights."""

ALLOWED = "setup TIME ZONE, preview, skip, unskip, pause, resume, now, queue WORDS, digest, off"


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do what the words after ``/daily`` say."""
    if seat.group is None:
        # In private it is about the group of one's class: its editors may look ahead unseen.
        meant = await desk.chatting.daily_place(seat.who, Platform.TELEGRAM)
        seat = replace(seat, place=meant or seat.place)
    verb, _, words = rest.partition(" ")
    daily, who, place = desk.daily, seat.who, seat.place
    plain = {
        "": daily.show,
        "show": daily.show,
        "preview": daily.preview,
        "pause": daily.pause,
        "resume": daily.resume,
        "off": daily.remove,
    }.get(verb.casefold())
    if plain is not None:
        return await plain(who, place)
    match verb.casefold():
        case "setup":
            return await (_set_up(desk, seat, words) if words else _hour(desk, seat))
        case "digest":
            return await calendar.digest(desk, seat, words)
        case "now":
            posted = await daily.now(who, place)
            return posted if isinstance(posted, Refused) else await daily.show(who, place)
        case "queue":
            return await daily.queue_question(who, place, words[:200])
        case "unqueue":
            return await daily.unqueue(who, place, QuestionId(words))
        case "skip" | "unskip" as what:
            return await _skip(desk, seat, words, back=what == "unskip")
        case _:
            return Refused(Problem.BAD_VALUE, ("daily", verb[:40], ALLOWED))


async def _set_up(desk: Desk, seat: Seat, words: str) -> Answer:
    """Set it up as the words say; what the bot may not do for it is told."""
    reply = await desk.daily.setup(seat.who, seat.place, wish_of(words))
    if not isinstance(reply, DailyShown) or not reply.manner.pin:
        return reply
    lacks = () if await seat.pins(int(seat.place.chat_id)) else (PIN_MESSAGES,)
    return replace(reply, lacks=lacks)


async def _hour(desk: Desk, seat: Seat) -> Answer:
    """Offer the hours at which it can come."""
    shown = await desk.daily.show(seat.who, seat.place)
    if not isinstance(shown, DailyShown) or not shown.may_change:
        return shown
    other = guides.go("write daily setup", guiding.ANOTHER_HOUR)
    return guides.hours("daily setup", guiding.which_hour(shown.zone), other)


async def _left_out(desk: Desk, seat: Seat) -> Answer:
    """Offer the days that are left out to be posted after all."""
    preview = await desk.daily.preview(seat.who, seat.place)
    if not isinstance(preview, DailyPreview):
        return preview
    days = [each.day for each in preview.days if each.skipped]
    found = (guides.go(f"daily unskip {day.isoformat()}", full_day(day)) for day in days)
    return guides.guide(guiding.LEFT_OUT if days else guiding.NONE_LEFT_OUT, column(*found))


async def _skip(desk: Desk, seat: Seat, words: str, *, back: bool) -> Answer:
    """Leave out a date (the next, if none is said), or give one back; say which there are."""
    if back and not words:
        return await _left_out(desk, seat)
    day = date_of(words) if words else None
    if isinstance(day, Refused):
        return day
    if day is not None and back:
        return await desk.daily.unskip(seat.who, seat.place, day)
    return await desk.daily.skip(seat.who, seat.place, day, seat.asked)
