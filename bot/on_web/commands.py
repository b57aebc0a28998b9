"""Reads what somebody types, and does it: ``/quiz west 10 quick`` becomes one use case's call.

Must not know HTML or sockets. An unknown word is refused with the nearest command.
"""

from collections.abc import Awaitable, Callable

from bot import wording
from bot.domain.replies import Help, Problem, Refused, Reply, Role
from bot.on_web import calendar, daily, decking, questioning
from bot.on_web.desk import Desk, Seat
from bot.usecases.board_words import wish
from bot.usecases.typed import DEFAULT_QUESTIONS as DEFAULT_QUESTIONS
from bot.usecases.typed import Wanted as Wanted
from bot.usecases.typed import parse


async def run(desk: Desk, seat: Seat, text: str) -> Reply:
    """Do what ``text`` says, with or without its slash."""
    name, _, rest = text.strip().removeprefix("/").partition(" ")
    command = _COMMANDS.get(name.casefold())
    if command is None:
        return _unknown(text)
    return await command(desk, seat, rest.strip())


def is_command(text: str) -> bool:
    """Return whether ``text`` is a command with its slash, which no answer begins with."""
    name = text.strip().partition(" ")[0]
    return name.startswith("/") and name[1:].casefold() in _COMMANDS


def _unknown(text: str) -> Refused:
    if not text.strip(" /"):
        return Refused(Problem.UNKNOWN_COMMAND)
    return Refused(Problem.UNKNOWN_COMMAND, (text.split()[0][:40], wording.nearest_command(text)))


async def start_round(desk: Desk, seat: Seat, wanted: Wanted) -> Reply:
    """Start a round for everybody who is in the room."""
    return await desk.rounds.start(
        seat.who,
        seat.place,
        wanted.filters,
        questions=wanted.questions,
        pace=wanted.pace,
        present=seat.present(),
    )


async def _quiz(desk: Desk, seat: Seat, rest: str) -> Reply:
    if rest.casefold() == "stop":
        return await desk.rounds.stop(seat.who, seat.place)
    if rest.casefold() == "skip":
        return await desk.rounds.skip(seat.who, seat.place)
    return await start_round(desk, seat, parse(rest))


async def review(desk: Desk, seat: Seat, rest: str = "") -> Reply:
    """Give the next question of one's own; the tab remembers by which words."""
    verb, _, words = rest.partition(" ")
    if verb.casefold() == "plan" and words:
        return await calendar.plan(desk, seat, words.strip())
    seat.review = f"/review {rest}".strip()
    return await desk.study.next(seat.who, parse(rest).filters)


async def _leaderboard(desk: Desk, seat: Seat, rest: str) -> Reply:
    wanted, place = wish(rest), seat.place
    if wanted.classes and wanted.deck:
        return await desk.boards.contest(seat.who, place, wanted.deck)
    return await desk.boards.see(seat.who, place, wanted)


async def _stats(desk: Desk, seat: Seat, rest: str) -> Reply:
    return await desk.study.progress(seat.who, rest)


async def _class(desk: Desk, seat: Seat, rest: str) -> Reply:
    verb, _, words = rest.partition(" ")
    match verb.casefold():
        case "":
            return await desk.classes.show(seat.who, seat.place)
        case "new":
            return await desk.classes.create(seat.who, words)
        case "join":
            return await desk.classes.join(seat.who, words)
        case "leave":
            return await desk.classes.leave(seat.who)
        case "name":
            return await desk.classes.rename(seat.who, words)
        case "zone":
            return await desk.classes.set_zone(seat.who, words)
        case "role":
            return await _role(desk, seat, words)
        case "claims":
            return await desk.study.claims(seat.who)
        case _:
            allowed = "new NAME, join CODE, leave, name NAME, zone ZONE, role NAME ROLE, claims"
            return Refused(Problem.BAD_VALUE, ("class", verb[:40], allowed))


async def _role(desk: Desk, seat: Seat, words: str) -> Reply:
    """Give a member a role: the last word is the role, what stands before it the name."""
    name, _, role = words.rpartition(" ")
    if role.casefold() not in frozenset(Role):
        return Refused(Problem.BAD_VALUE, ("role", role[:40], ", ".join(Role)))
    return await desk.classes.set_role(seat.who, name, Role(role.casefold()))


async def _settings(desk: Desk, seat: Seat, rest: str) -> Reply:
    field, _, value = rest.partition(" ")
    if not field:
        return await desk.settings.show(seat.who)
    if field.casefold() == "remind":
        return await calendar.remind(desk, seat, value.strip())
    return await desk.settings.change(seat.who, field.casefold(), value.strip())


async def _link(desk: Desk, seat: Seat, rest: str) -> Reply:
    if rest:
        return await desk.settings.link(seat.who, rest)
    return await desk.settings.link_code(seat.who)


async def _privacy(desk: Desk, seat: Seat, rest: str) -> Reply:
    verb, _, word = rest.partition(" ")
    match verb.casefold():
        case "":
            return await desk.privacy.show(seat.who)
        case "export":
            return await desk.privacy.export(seat.who)
        case "delete" if word:
            return await desk.privacy.delete(seat.who, word.strip())
        case "delete":
            return await desk.privacy.ask_delete(seat.who)
        case _:
            return Refused(Problem.BAD_VALUE, ("privacy", verb[:40], "export, delete"))


async def _undo(desk: Desk, seat: Seat, rest: str) -> Reply:
    return await desk.study.undo(seat.who)


async def _help(desk: Desk, seat: Seat, rest: str) -> Reply:
    return Help(rest[:40])


Command = Callable[[Desk, Seat, str], Awaitable[Reply]]
_COMMANDS: dict[str, Command] = {
    "quiz": _quiz,
    "review": review,
    "daily": daily.run,
    "leaderboard": _leaderboard,
    "stats": _stats,
    "deck": decking.run,
    "question": questioning.run,
    "class": _class,
    "settings": _settings,
    "link": _link,
    "privacy": _privacy,
    "undo": _undo,
    "help": _help,
}
"""Every command; a test keeps the keys equal to the help's."""
