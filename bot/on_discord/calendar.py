"""Reminders, digests and plans on Discord: what a button or an option says becomes one call.

A learner's reminders go to their private chat with the bot. Must not know how anything looks.
"""

from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import Problem, Refused, Reply
from bot.on_discord.desk import Desk, Seat
from bot.usecases.typed import snooze_of

PRIVATE = "dm"
"""The thread of a person's private chat: its channel's id is only known once it is open."""


def private_place(who: Account) -> Place:
    """Return the private chat of a person with the bot."""
    return Place(Platform.DISCORD, who.user_id, PRIVATE)


def is_private(place: Place) -> bool:
    """Return whether a place is a person's private chat."""
    return place.thread == PRIVATE


async def remind(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after "settings remind" say."""
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
            return await desk.reminding.change(seat.who, private_place(seat.who), words)


async def digest(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after "daily digest" say."""
    match words.casefold():
        case "":
            return await desk.digesting.show(seat.who, seat.place)
        case "off":
            return await desk.digesting.remove(seat.who, seat.place)
        case _ if seat.lacks:
            return Refused(Problem.NOT_LET, seat.lacks)
        case _:
            return await desk.digesting.setup(seat.who, seat.place, words.removeprefix("at "))


async def plan(desk: Desk, seat: Seat, words: str) -> Reply:
    """Do what the words after "review plan" say."""
    answer = desk.comeback.accept if words.casefold() == "yes" else desk.comeback.decline
    return await answer(seat.who)
