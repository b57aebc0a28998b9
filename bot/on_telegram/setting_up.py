"""Setting a group up: one tap founds its class, three more say whose clock, when, and what.

Each step is the message of the one before, and everything is kept as soon as it is tapped.
Must not know what a class is made of.
"""

from dataclasses import replace

from bot.domain.replies import ClassShown, DailyShown, Decks, Problem, Refused, Reply, Role
from bot.on_telegram import guides
from bot.on_telegram.answers import Answer, Guide
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.guides import go, guide
from bot.on_telegram.keyboards import column, rows
from bot.on_telegram.messages import Style
from bot.usecases.typed import at_time
from bot.wording import Label, guiding

LONGEST_TITLE = 40
NAMELESS = "Study group"


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do one step; the first founds the class, unless the group has one."""
    if seat.group is None:
        return guides.in_the_group(seat.bot)
    verb, _, words = rest.partition(" ")
    match verb:
        case "zone":
            changed = await desk.classes.set_zone(seat.who, words)
            return changed if isinstance(changed, Refused) else _hour(_zone(changed))
        case "hour":
            return await _at(desk, seat, words)
        case "deck":
            return await _toggled(desk, seat, words)
        case "decks":
            return await _decks(desk, seat)
        case "done":
            return await _done(desk, seat)
        case _:
            return await begin(desk, seat)


async def begin(desk: Desk, seat: Seat, name: str = "", zone: str = "") -> Answer:
    """Found the class of a group, or go through its choices again."""
    if seat.group is None:
        return guides.in_the_group(seat.bot)
    found: Reply
    if await desk.arriving.class_here(seat.place) is not None:
        found = await desk.classes.show(seat.who, seat.place)
    elif not (seat.invited or await seat.leads()):
        return Refused(Problem.NOT_THEIRS)
    else:
        called = (name or seat.group_name or NAMELESS)[:LONGEST_TITLE]
        found = await desk.classes.create(seat.who, called, zone, place=seat.group)
        if isinstance(found, Refused):  # a title of signs that no name can have
            found = await desk.classes.create(seat.who, NAMELESS, zone, place=seat.group)
    if not isinstance(found, ClassShown):
        return found
    if found.role is not Role.OWNER:
        return Refused(Problem.NOT_ALLOWED, (Role.OWNER.value,))
    text = guiding.whose_clock(found.name, found.zone)
    other = go("write setup zone", guiding.OTHER_ZONE)
    return guides.zones("setup zone", text, seat.locale, found.zone, other)


async def offer(desk: Desk, seat: Seat) -> Answer:
    """Begin in a group that has no class; who may not is told how it is done."""
    if seat.invited or await seat.leads():
        return await begin(desk, seat)
    return guides.not_set_up()


def _zone(reply: Reply) -> str:
    return reply.zone if isinstance(reply, ClassShown) else ""


def _hour(zone: str) -> Guide:
    return guides.hours(
        "setup hour",
        guiding.which_hour(zone),
        go("write setup hour", guiding.ANOTHER_HOUR),
        go("setup decks", guiding.NO_DAILY),
    )


async def _at(desk: Desk, seat: Seat, words: str) -> Answer:
    """Set the question of the day up, and go on to what it is about."""
    wish = at_time(words)
    if wish is None:
        return Refused(Problem.BAD_VALUE, ("hour", words[:20], "17:00"))
    shown = await desk.classes.show(seat.who, seat.place)
    zone = shown.zone if isinstance(shown, ClassShown) else None
    done = await desk.daily.setup(seat.who, seat.place, replace(wish, zone=zone))
    return await _decks(desk, seat) if isinstance(done, DailyShown) else done


async def _toggled(desk: Desk, seat: Seat, deck: str) -> Answer:
    """Put a deck among those that the class plays, or take it out."""
    listed = await desk.classes.decks(seat.who)
    if not isinstance(listed, Decks):
        return listed
    chosen = {each.deck for each in listed.decks if each.chosen}
    wanted = {each.deck for each in listed.decks if each.deck == deck}
    done = await desk.classes.choose_decks(seat.who, sorted(chosen ^ wanted))
    return done if isinstance(done, Refused) else await _decks(desk, seat)


async def _decks(desk: Desk, seat: Seat) -> Answer:
    listed = await desk.classes.decks(seat.who)
    if not isinstance(listed, Decks):
        return listed
    chosen = [each.title for each in listed.decks if each.chosen]
    keys = (
        go(f"setup deck {each.deck}", f"{'✓ ' if each.chosen else ''}{each.title}")
        for each in listed.decks[: guides.OFFERED]
    )
    done = go("setup done", guiding.THAT_IS_ALL, Style.PRIMARY)
    return guide(guiding.which_decks(chosen), rows(*keys), column(done))


async def _done(desk: Desk, seat: Seat) -> Answer:
    shown = await desk.classes.show(seat.who, seat.place)
    if not isinstance(shown, ClassShown):
        return shown
    return guide(
        guiding.all_set(shown.name, shown.code),
        column(go("quiz", Label.START_ROUND, Style.PRIMARY)),
        rows(go("daily", Label.DAILY), go("help", Label.HELP)),
    )
