"""``/class``: see it, join it, set it up, give roles. Must not know how anything looks.

A group's class is founded by whoever looks after the group; who taps something there is a member.
"""

from collections.abc import Awaitable, Callable

from bot.domain.ids import Account
from bot.domain.replies import ClassShown, Problem, Refused, Reply, Role
from bot.on_telegram import guides, setting_up
from bot.on_telegram.answers import Announced, Answer, Guide
from bot.on_telegram.desk import Desk, Seat
from bot.wording import guiding

MANAGED = frozenset({"class name", "class zone", "class role", "setup zone", "setup hour"})
"""Commands that ask for words, for who looks after a class."""

NOT_THEIRS = Refused(Problem.NOT_THEIRS)


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do what the words after ``/class`` say."""
    verb, _, words = rest.partition(" ")
    match verb.casefold():
        case "setup":
            return await setting_up.begin(desk, seat, words)
        case "link":
            return await _link_place(desk, seat, words)
        case "role":
            return await _role(desk, seat, words)
        case "polls" if words in ("on", "off"):
            return await _polls(desk, seat, wanted=words == "on")
        case "leave":
            return await desk.classes.leave(seat.who)
        case "claims":
            return await desk.study.claims(seat.who)
        case "new" | "join" | "name" | "zone" as what:
            return await _with_words(desk, seat, what, words)
        case _:
            return await _show(desk, seat)


async def barred(desk: Desk, seat: Seat, command: str) -> Answer | None:
    """Return why somebody is not to be asked for what a command lacks; None if they may be."""
    asked = command.removeprefix("write ")
    if asked == "class link" and (seat.group is None or not await _manages(seat)):
        return guides.in_the_group(seat.bot) if seat.group is None else NOT_THEIRS
    if asked not in MANAGED:
        return None
    shown = await desk.classes.show(seat.who, seat.class_place)
    if isinstance(shown, ClassShown) and shown.role is not Role.MEMBER:
        return None
    return shown if isinstance(shown, Refused) else Refused(Problem.NOT_ALLOWED, (Role.OWNER,))


async def _manages(seat: Seat) -> bool:
    return seat.invited or await seat.leads()


async def _polls(desk: Desk, seat: Seat, *, wanted: bool) -> Answer:
    """Let questions be polls, or no longer; it is for the group, so the group hears of it."""
    done = await desk.polling.prefer(seat.who, seat.class_place, wanted)
    if seat.group is None or isinstance(done, Refused):
        return done
    told = guiding.POLLS_ON if wanted else guiding.POLLS_OFF
    return Announced(done, Guide(guides.word(told, private=False)))


async def _with_words(desk: Desk, seat: Seat, verb: str, words: str) -> Answer:
    classes = desk.classes
    if verb == "new" and seat.asked is not None:
        told = await desk.looking.founded(seat.who, words, seat.asked)
        if told is not None:
            return told  # Telegram has brought the same words twice
    does: dict[str, Callable[[Account, str], Awaitable[Reply]]] = {
        "new": classes.create,
        "join": classes.join,
        "name": classes.rename,
        "zone": classes.set_zone,
    }
    return await does[verb](seat.who, words)


async def _role(desk: Desk, seat: Seat, words: str) -> Answer:
    """Give a member a role: the last word is the role, what stands before it the name."""
    name, _, role = words.rpartition(" ")
    if role.casefold() not in frozenset(Role):
        return Refused(Problem.BAD_VALUE, ("role", role[:40], ", ".join(Role)))
    return await desk.classes.set_role(seat.who, name, Role(role.casefold()))


async def _show(desk: Desk, seat: Seat) -> Answer:
    """Show the class; a group that has none is offered one."""
    if seat.group is not None and await desk.arriving.class_here(seat.place) is None:
        return await setting_up.offer(desk, seat)
    return await desk.classes.show(seat.who, seat.class_place)


async def _link_place(desk: Desk, seat: Seat, code: str) -> Answer:
    """Let a group belong to a class that somebody owns elsewhere."""
    if seat.group is None:
        return guides.in_the_group(seat.bot)
    if not await _manages(seat):
        return NOT_THEIRS
    return await desk.classes.link_place(seat.who, code, seat.group)
