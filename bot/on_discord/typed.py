"""Commands as buttons carry them: "review weakest", "class join CODE" become one call.

Slash commands have options and do not come this way. Must not know how anything looks.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot import wording
from bot.domain.ids import QuestionId
from bot.domain.replies import Help, Problem, Refused, Reply, Role
from bot.on_discord import calendar, leaving, starting
from bot.on_discord.desk import Desk, Seat
from bot.on_discord.modals import Values
from bot.on_discord.ways import set_up, way_of
from bot.usecases.board_words import wish
from bot.usecases.daily_settings import Wish
from bot.usecases.filters import Filters, Pick
from bot.usecases.typed import at_time, date_of

_NEED_WORDS = frozenset(
    {"class join", "class new", "class name", "class zone", "class role", "link code", "deck show"}
    | {f"settings {field}" for field in ("name", "zone", "retention", "goal", "time", "alias")}
    | {"settings rest", "settings hide", "daily setup", "question add"}
    | {"settings remind at", "settings remind quiet", "daily digest at"}
)


def needs_words(command: str) -> bool:
    """Return whether a command means nothing without something more to say."""
    return command in _NEED_WORDS


def first(fields: Values, name: str) -> str:
    """Return what was entered into a field, or nothing."""
    return "".join(fields.get(name, ())[:1])


async def fill(desk: Desk, seat: Seat, command: str, fields: Values) -> Reply:
    """Run a command whose missing words come from a form."""
    if command == "daily setup" and seat.server is not None:
        refused = no_hour(first(fields, "time"))
        return refused or await desk.daily.setup(seat.who, seat.place, wish_of(fields))
    if command == "question add":
        front, back = first(fields, "words"), first(fields, "back")
        place = seat.place if seat.server else None
        return await desk.authoring.suggest(seat.who, place, front, back)
    if command == "class role":
        role = first(fields, "role")
        if role not in frozenset(Role):
            return Refused(Problem.BAD_VALUE, ("role", role[:40], ", ".join(Role)))
        return await desk.classes.set_role(seat.who, first(fields, "words"), Role(role))
    words = " ".join(fields.get("words", ()))  # days are ticked, several at once
    return await run(desk, seat, f"{command} {words}".strip())


async def choose_decks(desk: Desk, seat: Seat, decks: Sequence[str]) -> Reply:
    """Choose the decks of the class, and show them."""
    chosen = await desk.classes.choose_decks(seat.who, decks)
    return chosen if isinstance(chosen, Refused) else await desk.classes.decks(seat.who)


async def run(desk: Desk, seat: Seat, text: str) -> Reply:
    """Do what a command says, written without its slash."""
    name, _, rest = text.strip().partition(" ")
    command = _COMMANDS.get(name.casefold())
    if command is None:
        return Refused(Problem.UNKNOWN_COMMAND, (name[:40], wording.nearest_command(name)))
    return await command(desk, seat, rest.strip())


async def _quiz(desk: Desk, seat: Seat, rest: str) -> Reply:
    if rest == "stop":
        return await desk.rounds.stop(seat.who, seat.place)
    if rest == "skip":
        return await desk.rounds.skip(seat.who, seat.place)
    return await starting.like(desk, seat, rest.split())


async def _review(desk: Desk, seat: Seat, rest: str) -> Reply:
    if rest in ("plan yes", "plan no"):
        return await calendar.plan(desk, seat, rest.removeprefix("plan "))
    words = rest.split()
    pick = next((Pick(word) for word in words if word in frozenset(Pick)), Pick.MIXED)
    deck = " ".join(word for word in words if word not in frozenset(Pick))
    return await desk.study.next(seat.who, Filters(deck=deck, pick=pick))


async def _leaderboard(desk: Desk, seat: Seat, rest: str) -> Reply:
    wanted, place = wish(rest), seat.place if seat.server else None
    if wanted.classes and wanted.deck:
        return await desk.boards.contest(seat.who, place, wanted.deck)
    return await desk.boards.see(seat.who, place, wanted)


async def _stats(desk: Desk, seat: Seat, rest: str) -> Reply:
    return await desk.study.progress(seat.who, rest)


async def _daily(desk: Desk, seat: Seat, rest: str) -> Reply:
    """Do something about the question of the day, which only a channel of a server has."""
    needs = Refused(Problem.NEEDS_ROOM)
    return needs if seat.server is None else await _of_the_day(desk, seat, rest)


async def _of_the_day(desk: Desk, seat: Seat, rest: str) -> Reply:
    verb, _, words = rest.partition(" ")
    daily, who, place = desk.daily, seat.who, seat.place
    match verb:
        case "preview":
            return await daily.preview(who, place)
        case "pause":
            return await daily.pause(who, place)
        case "resume":
            return await daily.resume(who, place)
        case "now":
            return await daily_now(desk, seat)
        case "off":
            return await daily.remove(who, place)
        case "setup":
            return no_hour(words) or await daily.setup(who, place, at_hour(words))
        case "queue":
            return await daily.queue_question(who, place, words[:200])
        case "unqueue":
            return await daily.unqueue(who, place, QuestionId(words))
        case "digest":
            return await calendar.digest(desk, seat, words)
        case "ways" | "role" | "late":
            return await set_up(desk, seat, place, way_of(verb, words.split()))
        case "skip" | "unskip":
            return await daily_skip(desk, seat, words, back=verb == "unskip")
        case _:
            return await daily.show(who, place)


async def daily_now(desk: Desk, seat: Seat) -> Reply:
    """Post today's question, which everybody sees; say how it is set up."""
    posted = await desk.daily.now(seat.who, seat.place)
    return posted if isinstance(posted, Refused) else await desk.daily.show(seat.who, seat.place)


async def daily_skip(desk: Desk, seat: Seat, words: str, *, back: bool) -> Reply:
    """Leave out a date (the next, if none is said), or give one back."""
    day = date_of(words) if words or back else None
    if isinstance(day, Refused):
        return day
    if day is not None and back:
        return await desk.daily.unskip(seat.who, seat.place, day)
    return await desk.daily.skip(seat.who, seat.place, day)


def wish_of(fields: Values) -> Wish:
    """Return the wish of a form; what is left empty stays as it is."""
    days = tuple(int(day) for day in fields.get("days", ()) if day in "0123456")
    wish = replace(at_hour(first(fields, "time")), weekdays=days or None)
    zone, topics = first(fields, "zone").strip(), first(fields, "topics").strip()
    return replace(
        wish,
        zone=zone or None,
        topics=tuple(part.strip() for part in topics.split(",")) if topics else None,
    )


_GAP = re.compile(r"\s+(?=[ap]m$)")
"""Between a time and the half of the day."""


def at_hour(words: str) -> Wish:
    """Return the wish of a time of the wall (17:00, 7, 5pm); nothing else wishes anything."""
    return at_time(_GAP.sub("", words.strip().casefold())) or Wish()


def no_hour(words: str) -> Refused | None:
    """Return why what somebody wrote is no time; None for a time, and for nothing."""
    if not words.strip() or at_hour(words) != Wish():
        return None
    return Refused(Problem.BAD_VALUE, ("hour", words.strip()[:40], "a time like 17:00"))


async def _deck(desk: Desk, seat: Seat, rest: str) -> Reply:
    verb, _, words = rest.partition(" ")
    match verb:
        case "import":
            return await desk.decks.bringing(seat.who)
        case "show":
            return await desk.decks.show(seat.who, words)
        case "drafts":
            return await desk.decks.drafts(seat.who, words)
        case "export":
            return await desk.decks.export(seat.who, words, "json")
        case _:
            return await desk.classes.decks(seat.who)


async def _class(desk: Desk, seat: Seat, rest: str) -> Reply:
    verb, _, words = rest.partition(" ")
    match verb:
        case "new":
            return await desk.classes.create(seat.who, words)
        case "join":
            return await desk.classes.join(seat.who, words)
        case "leave":
            return await leaving.leave(desk, seat, words)
        case "name":
            return await desk.classes.rename(seat.who, words)
        case "zone":
            return await desk.classes.set_zone(seat.who, words)
        case "role":
            name, _, role = words.rpartition(" ")
            if role not in frozenset(Role):
                return Refused(Problem.BAD_VALUE, ("role", role[:40], ", ".join(Role)))
            return await desk.classes.set_role(seat.who, name, Role(role))
        case "claims":
            return await desk.study.claims(seat.who)
        case _:
            return await desk.classes.show(seat.who, seat.place)


async def _settings(desk: Desk, seat: Seat, rest: str) -> Reply:
    field, _, value = rest.partition(" ")
    if not field:
        return await desk.settings.show(seat.who)
    if field == "remind":
        return await calendar.remind(desk, seat, value.strip())
    return await desk.settings.change(seat.who, field, value.strip())


async def _rest(desk: Desk, seat: Seat, rest: str) -> Reply:
    return await desk.settings.change(seat.who, "rest", rest or "none")


async def _link(desk: Desk, seat: Seat, rest: str) -> Reply:
    code = rest.removeprefix("code").strip()
    if code:
        return await desk.settings.link(seat.who, code)
    return await desk.settings.link_code(seat.who)


async def _privacy(desk: Desk, seat: Seat, rest: str) -> Reply:
    match rest:
        case "export":
            return await desk.privacy.export(seat.who)
        case "delete":
            return await desk.privacy.ask_delete(seat.who)
        case _:
            return await desk.privacy.show(seat.who)


async def _undo(desk: Desk, seat: Seat, rest: str) -> Reply:
    return await desk.study.undo(seat.who)


async def _help(desk: Desk, seat: Seat, rest: str) -> Reply:
    return Help(rest[:40])


_COMMANDS: dict[str, Callable[[Desk, Seat, str], Awaitable[Reply]]] = {
    "quiz": _quiz,
    "review": _review,
    "daily": _daily,
    "leaderboard": _leaderboard,
    "stats": _stats,
    "deck": _deck,
    "class": _class,
    "settings": _settings,
    "rest": _rest,
    "link": _link,
    "privacy": _privacy,
    "undo": _undo,
    "help": _help,
}
