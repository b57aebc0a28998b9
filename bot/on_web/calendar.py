"""Reminders, digests and plans on the web: what is typed or filled in becomes one call.

A learner's reminders go to a feed of their own, which their open tabs follow. Must not know HTML
or sockets.
"""

from collections.abc import Sequence

from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import Problem, Refused, Reply
from bot.on_web.desk import Desk, Seat
from bot.usecases.typed import snooze_of

OWN = "own"
"""The thread of a learner's own feed; rooms have none."""

Values = Sequence[tuple[str, str]]


def own_place(who: Account) -> Place:
    """Return the place of what is for one learner alone."""
    return Place(Platform.WEB, who.user_id, OWN)


def owner_of(place: Place) -> Account | None:
    """Return whose own feed a place is, None if it is a room."""
    return Account(Platform.WEB, place.chat_id) if place.thread == OWN else None


async def remind(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after ``/settings remind`` say."""
    verb, _, rest = words.casefold().partition(" ")
    match verb:
        case "":
            return await desk.reminding.show(seat.who)
        case "off":
            return await desk.reminding.stop(seat.who)
        case "again":
            return await desk.reminding.go_on(seat.who)
        case "snooze":
            kind = snooze_of(rest)
            return (
                kind if isinstance(kind, Refused) else await desk.reminding.snooze(seat.who, kind)
            )
        case _:
            here = own_place(seat.who)  # a chat rings, a page does not: it takes none away
            return await desk.reminding.change(seat.who, here, words, moves=False)


async def digest(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after ``/daily digest`` say."""
    match words.casefold():
        case "":
            return await desk.digesting.show(seat.who, seat.place)
        case "off":
            return await desk.digesting.remove(seat.who, seat.place)
        case _:
            return await desk.digesting.setup(seat.who, seat.place, words)


async def plan(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after ``/review plan`` say."""
    if words.casefold() in ("yes", "no"):
        seat.review = "/review"
        answer = desk.comeback.accept if words.casefold() == "yes" else desk.comeback.decline
        return await answer(seat.who)
    return Refused(Problem.BAD_VALUE, ("plan", words[:40], "yes, no"))


def reminder_words(values: Values) -> str:
    """Return the words of the reminders' form: when, and the quiet hours."""
    when = "usual" if _field(values, "how") == "usual" else _field(values, "time")
    begins, ends = _field(values, "quiet_from"), _field(values, "quiet_to")
    if not begins or not ends:
        return when
    return f"{when} quiet {'off' if begins == ends else f'{begins}-{ends}'}"


def digest_words(values: Values) -> str:
    """Return the words of the digest's form: the weekday and the time."""
    return f"{_field(values, 'weekday')} {_field(values, 'time')}".strip()


def _field(values: Values, name: str) -> str:
    return next((value for field, value in values if field == name), "")[:20]
