"""``/class``: see it, join it, set it up, give roles. Must not know how anything looks.

A group's class is founded by whoever looks after the group; who taps something there is a member.
"""

from bot.domain.replies import ClassShown, Problem, Refused, Role
from bot.on_telegram import setting_up
from bot.on_telegram.answers import Answer
from bot.on_telegram.desk import Desk, Seat


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do what the words after ``/class`` say."""
    verb, _, words = rest.partition(" ")
    match verb.casefold():
        case "setup":
            return await setting_up.begin(desk, seat, words)
        case "new":
            return await desk.classes.create(seat.who, words)
        case "join":
            return await desk.classes.join(seat.who, words)
        case "link":
            return await _link_place(desk, seat, words)
        case "leave":
            return await desk.classes.leave(seat.who)
        case "name":
            return await desk.classes.rename(seat.who, words)
        case "zone":
            return await desk.classes.set_zone(seat.who, words)
        case "role":
            return await _give_role(desk, seat, words)
        case "polls":
            return await desk.polling.prefer(seat.who, seat.class_place, words != "off")
        case "claims":
            return await desk.study.claims(seat.who)
        case _:
            shown = await desk.classes.show(seat.who, seat.class_place)
            if seat.group is None or isinstance(shown, ClassShown):
                return shown
            return await setting_up.begin(desk, seat)


async def _give_role(desk: Desk, seat: Seat, words: str) -> Answer:
    """Give a member, told by name, another role."""
    name, _, role = words.rpartition(" ")
    if role.casefold() not in frozenset(Role):
        return Refused(Problem.BAD_VALUE, ("role", role[:40], ", ".join(Role)))
    return await desk.classes.set_role(seat.who, name, Role(role.casefold()))


async def _link_place(desk: Desk, seat: Seat, code: str) -> Answer:
    """Let a group belong to a class that somebody owns elsewhere."""
    if seat.group is None:
        return Refused(Problem.NEEDS_CLASS)
    if not (seat.invited or await seat.leads()):
        return Refused(Problem.NOT_THEIRS, (setting_up.ADMINISTRATOR,))
    return await desk.classes.link_place(seat.who, code, seat.group)
