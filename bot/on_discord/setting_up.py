"""Setting the class of a server up, choice by choice; each is saved as it is made.

The rows hold what was chosen; what is not in a row, the channel of the question of the day before
there is one, each button and select carries along. So nothing is lost by a restart. Must not
know how it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.daily import DailyState
from bot.domain.ids import Place, Platform
from bot.domain.replies import ClassShown, DailyShown, Problem, Refused, Reply, Role
from bot.on_discord.desk import Desk, Seat
from bot.on_discord.modals import Values
from bot.press import Go
from bot.usecases.daily_settings import Wish

COMMAND = "setup"
OTHER, OFF = "other", "off"
"""What stands for a zone that is typed, and for no question of the day."""
SHOWN_DECKS = 25


@dataclass(frozen=True, slots=True)
class SetUp:
    """A class being set up: what holds now. ``channel`` is where its question of the day comes.

    ``lacks`` are the permissions without which the bot cannot post there.
    """

    shown: ClassShown
    daily: DailyShown
    channel: str
    leaders: tuple[str, ...]
    done: bool = False
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Something has to be typed: the press whose form is to be opened."""

    press: Go


def carried(step: str, channel: str) -> Go:
    """Return the press of a step."""
    return Go(f"{COMMAND} {step} {channel}")


async def begin(desk: Desk, seat: Seat, shown: ClassShown) -> SetUp | Reply:
    """Begin to set up a class, or to change how it is set up; its owner does."""
    if shown.role is not Role.OWNER:
        return shown
    assert seat.server is not None  # noqa: S101 - a class in a private chat is not set up so
    return await _now(desk, seat, seat.place.thread, just_created=shown.just_created)


async def push(
    desk: Desk, seat: Seat, command: str, picked: Sequence[str], fields: Values
) -> SetUp | Ask | Reply:
    """Do a step of setting up."""
    if seat.server is None:
        return Refused(Problem.NEEDS_CLASS)
    _, step, channel = (*command.split(" ", 2), "", "")[:3]
    if not channel.isdecimal():
        return Refused(Problem.ASK_GONE)
    if step == "channel":
        return await _move(desk, seat, channel, "".join(picked[:1]))
    needs_words = step == "name" or (step == "zone" and picked[:1] == (OTHER,))
    if needs_words and not fields:
        return Ask(carried(step, channel))
    typed = "".join(fields.get("words", ()))
    refused = await _step(desk, seat, step, channel, (typed,) if fields else tuple(picked))
    if refused is not None:
        return refused
    return await _now(desk, seat, channel, done=step == "done")


async def _step(
    desk: Desk, seat: Seat, step: str, channel: str, values: tuple[str, ...]
) -> Refused | None:
    """Save one choice, or return why it cannot be made."""
    here, first = _place(seat, channel), "".join(values[:1])
    match step:
        case "name":
            return _refused(await desk.classes.rename(seat.who, first))
        case "zone":
            return await _set_zone(desk, seat, here, first)
        case "decks":
            return await _choose_decks(desk, seat, values)
        case "hour" if first == OFF:
            return await _no_daily(desk, seat, here)
        case "hour" if first.isdecimal():
            if lacks := seat.lacking(channel):
                return Refused(Problem.NOT_LET, lacks)
            return _refused(await desk.daily.setup(seat.who, here, Wish(hour=int(first))))
        case "days":
            days = tuple(int(day) for day in values if day in "0123456")
            return _refused(await desk.daily.setup(seat.who, here, Wish(weekdays=days or None)))
        case "leaders":
            return await desk.arriving.name_leaders(seat.who, here, values)
        case "done":
            return None
        case _:
            return Refused(Problem.ASK_GONE)


def _place(seat: Seat, channel: str) -> Place:
    assert seat.server is not None  # noqa: S101 - looked at before
    return Place(Platform.DISCORD, seat.server.chat_id, channel)


def _refused(reply: Reply) -> Refused | None:
    return reply if isinstance(reply, Refused) else None


async def _set_zone(desk: Desk, seat: Seat, here: Place, zone: str) -> Refused | None:
    """Let the class follow another clock, and its question of the day with it."""
    refused = _refused(await desk.classes.set_zone(seat.who, zone))
    daily = await desk.daily.show(seat.who, here)
    if refused is None and isinstance(daily, DailyShown) and daily.state is DailyState.ON:
        return _refused(await desk.daily.setup(seat.who, here, Wish(zone=zone)))
    return refused


async def _choose_decks(desk: Desk, seat: Seat, picked: Sequence[str]) -> Refused | None:
    """Choose decks. All of them is no choice at all, so that later ones are among them."""
    shown = await desk.classes.show(seat.who, seat.place)
    if not isinstance(shown, ClassShown):
        return _refused(shown)
    unseen = [str(deck) for deck, _, used in shown.decks[SHOWN_DECKS:] if used]
    chosen = [*picked, *unseen]
    everything = len(chosen) == len(shown.decks)
    return _refused(await desk.classes.choose_decks(seat.who, [] if everything else chosen))


async def _no_daily(desk: Desk, seat: Seat, here: Place) -> Refused | None:
    ended = _refused(await desk.daily.remove(seat.who, here))
    return None if ended == Refused(Problem.NO_DAILY) else ended


async def _move(desk: Desk, seat: Seat, before: str, after: str) -> SetUp | Reply:
    """Let the question of the day come in another channel, as it is set up."""
    if not after.isdecimal():
        return Refused(Problem.UNFIT_ANSWER)
    if lacks := seat.lacking(after):
        return Refused(Problem.NOT_LET, lacks)
    daily = await desk.daily.show(seat.who, _place(seat, before))
    if isinstance(daily, DailyShown) and daily.state is DailyState.ON and after != before:
        moved = await desk.daily.setup(seat.who, _place(seat, after), wish_like(daily))
        if isinstance(moved, Refused):
            return moved
        await desk.daily.remove(seat.who, _place(seat, before))
    return await _now(desk, seat, after)


def wish_like(daily: DailyShown) -> Wish:
    """Return the wish for a question of the day that is like another."""
    return Wish(
        hour=daily.hour,
        minute=daily.minute,
        zone=daily.zone,
        weekdays=daily.weekdays or None,
        topics=daily.topics,
        reveal_hours=daily.reveal_hours or 0,
        late_hours=daily.late_hours,
        silent=daily.manner.silent,
        pin=daily.manner.pin,
        thread=daily.manner.thread,
        role=daily.manner.role,
    )


async def _now(
    desk: Desk, seat: Seat, channel: str, *, done: bool = False, just_created: bool = False
) -> SetUp | Reply:
    """Return how the class is set up by now."""
    shown = await desk.classes.show(seat.who, seat.place)
    if not isinstance(shown, ClassShown):
        return shown
    daily = await desk.daily.show(seat.who, _place(seat, channel))
    if not isinstance(daily, DailyShown):
        return daily
    leaders = await desk.arriving.leaders(seat.place)
    lacks = seat.lacks if channel == seat.place.thread else seat.lacking(channel)
    made = replace(shown, just_created=just_created)
    return SetUp(made, daily, channel, leaders, done, lacks)
