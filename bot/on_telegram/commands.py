"""Commands as people type them and as keys carry them: "quiz rapallo 10 calm" becomes one call.

What lacks words is answered with something to choose from, or to write. Must not know how it looks.
"""

from collections.abc import Awaitable, Callable

from bot import press as p
from bot import wording
from bot.domain.replies import (
    AccountsLinked,
    ClassLeft,
    ClassShown,
    DailyPreview,
    Decks,
    Help,
    Problem,
    Refused,
    Reply,
    SettingsShown,
    Undone,
    Welcome,
)
from bot.on_telegram import (
    calendar,
    class_commands,
    daily_commands,
    deck_commands,
    guides,
    links,
    question_commands,
    setting_up,
    starting,
)
from bot.on_telegram.answers import Answer, Guide, Quiet
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.prompts import Prompt
from bot.usecases.board_words import wish
from bot.usecases.typed import parse
from bot.wording import dialogs, guiding

_WRITTEN = frozenset(
    {"class join", "class new", "class name", "class role", "class link", "link code"}
    | {"settings name", "settings alias"}
    | {"settings remind at", "settings remind quiet", "daily digest at"}
)
"""What has to be written after these cannot be chosen from a keyboard."""

CHANGING = frozenset(
    {"class name", "class zone", "class role", "class polls", "class new", "class join"}
    | {"class link", "deck enable", "deck disable", "daily skip", "daily unskip"}
)
"""Commands that are answered by how things stand once they have changed them."""


async def run(desk: Desk, seat: Seat, text: str) -> Answer:
    """Do what a command says, written without its slash."""
    text = " ".join(text.split())
    lacking = complete(text, seat.locale)
    if lacking is not None:
        return await class_commands.barred(desk, seat, text) or lacking
    name, _, rest = text.partition(" ")
    command = _COMMANDS.get(name.casefold())
    if command is None:
        return Refused(Problem.UNKNOWN_COMMAND, (name[:40], wording.nearest_command(name)))
    return await command(desk, seat, rest)


def complete(command: str, locale: str) -> Guide | Prompt | None:
    """Return what asks for the words that a command lacks; None if it lacks none."""
    asked = command.removeprefix("write ")
    if asked != command or command in _WRITTEN:
        return prompt_for(asked)
    return guides.values(command, locale)


def changed(press: p.Press | None, reply: object) -> bool:
    """Return whether something was changed by a command whose answer cannot be shown here."""
    if isinstance(reply, Undone | AccountsLinked | ClassLeft):
        return True
    if isinstance(reply, SettingsShown):
        return bool(reply.changed)
    words = press.command.casefold().split() if isinstance(press, p.Go) else []
    shows_what_stands = isinstance(reply, ClassShown | Decks | DailyPreview)
    return shows_what_stands and " ".join(words[:2]) in CHANGING


def prompt_for(command: str) -> Prompt:
    """Return the question for the words of a command."""
    if command in ("setup zone", "class zone"):
        words = dialogs.missing("class zone")
    elif command == "setup hour":
        words = dialogs.DAILY
    elif command == "daily setup":
        words = dialogs.DAILY_IN_WORDS
    else:
        words = dialogs.missing(command)
    label, sign = words.label, "" if words.label.endswith("?") else "."
    if command.startswith("settings ") and words.title == dialogs.SETTING:
        return Prompt(p.Go(command), f"{label}. {words.example}", label)
    return Prompt(p.Go(command), f"{words.title}. {label}{sign}", words.example)


async def _quiz(desk: Desk, seat: Seat, rest: str) -> Answer:
    if seat.group is None:
        return guides.no_rounds_here(seat.bot)
    if rest.casefold() == "stop":
        return _seen_by_all(await desk.rounds.stop(seat.who, seat.place))
    if rest.casefold() == "skip":
        return _seen_by_all(await desk.rounds.skip(seat.who, seat.place))
    if not rest:
        if await desk.arriving.class_here(seat.place) is None:
            return await setting_up.offer(desk, seat)
        if not isinstance(await desk.rounds.current(seat.who, seat.place), Refused):
            return Refused(Problem.ROUND_RUNNING)
        return guides.quiz(await desk.looking.offered(seat.who, seat.place))
    return _seen_by_all(await starting.start(desk, seat, parse(rest)))


def _seen_by_all(reply: Reply) -> Answer:
    return reply if isinstance(reply, Refused) else Quiet(vanish=True)


async def _play(desk: Desk, seat: Seat, rest: str) -> Answer:
    return guides.play(rest)


async def _review(desk: Desk, seat: Seat, rest: str) -> Answer:
    if rest.casefold() in ("plan yes", "plan no"):
        return await calendar.plan(desk, seat, rest.casefold().removeprefix("plan "))
    return await desk.study.next(seat.who, parse(rest).filters)


async def _leaderboard(desk: Desk, seat: Seat, rest: str) -> Answer:
    wanted, place = wish(rest), seat.class_place
    if wanted.classes and wanted.deck:
        return await desk.boards.contest(seat.who, place, wanted.deck)
    return await desk.boards.see(seat.who, place, wanted)


async def _stats(desk: Desk, seat: Seat, rest: str) -> Answer:
    return await desk.study.progress(seat.who, rest)


async def _settings(desk: Desk, seat: Seat, rest: str) -> Answer:
    field, _, value = rest.partition(" ")
    if not field:
        return await desk.settings.show(seat.who)
    if field.casefold() == "remind":
        return await calendar.remind(desk, seat, value.strip())
    return await desk.settings.change(seat.who, field.casefold(), value.strip())


async def _rest(desk: Desk, seat: Seat, rest: str) -> Answer:
    return await desk.settings.change(seat.who, "rest", rest or "none")


async def _link(desk: Desk, seat: Seat, rest: str) -> Answer:
    code = rest.removeprefix("code").strip()
    if code:
        return await desk.settings.link(seat.who, code)
    return await desk.settings.link_code(seat.who)


async def _privacy(desk: Desk, seat: Seat, rest: str) -> Answer:
    verb, _, word = rest.partition(" ")
    match verb.casefold():
        case "export":
            return await desk.privacy.export(seat.who)
        case "delete" if word:
            return await desk.privacy.delete(seat.who, word)
        case "delete":
            return await desk.privacy.ask_delete(seat.who)
        case _:
            return await desk.privacy.show(seat.who)


async def _undo(desk: Desk, seat: Seat, rest: str) -> Answer:
    return await desk.study.undo(seat.who, told_by=seat.told_by)


async def _help(desk: Desk, seat: Seat, rest: str) -> Answer:
    return Help(rest[:40])


async def _start(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Welcome somebody; in a group, offer what there is to be done."""
    if seat.group is not None:
        if rest == links.ADDED:  # the greeting is out already: the bot has just been brought
            return Quiet()
        known = await desk.arriving.class_here(seat.place) is not None
        return Help() if known else await setting_up.offer(desk, seat)
    shown = await desk.classes.show(seat.who, None)
    name = shown.name if isinstance(shown, ClassShown) else ""
    progress = await desk.study.progress(seat.who)
    due = getattr(progress, "due", 0)
    return Welcome(
        name=getattr(progress, "name", seat.name), class_name=name,
        new=not getattr(progress, "answered", 0), due=due, round_running=False,
    )  # fmt: skip


async def _exam(desk: Desk, seat: Seat, rest: str) -> Answer:
    return Guide(guides.word(guiding.EXAMS, guides.go("review", guiding.STUDY), private=False))


Command = Callable[[Desk, Seat, str], Awaitable[Answer]]
_COMMANDS: dict[str, Command] = {
    "quiz": _quiz,
    "play": _play,
    "review": _review,
    "daily": daily_commands.run,
    "leaderboard": _leaderboard,
    "stats": _stats,
    "deck": deck_commands.run,
    "out": deck_commands.take_out,
    "question": question_commands.run,
    "class": class_commands.run,
    "setup": setting_up.run,
    "settings": _settings,
    "rest": _rest,
    "link": _link,
    "privacy": _privacy,
    "undo": _undo,
    "help": _help,
    "start": _start,
    "exam": _exam,
}
