"""What a button or a form means: its press, with the form's values, becomes one use case's call.

Must not know HTML or sockets. A button that is not ours, or of an older edition, is refused
like one that has expired.
"""

from collections.abc import Sequence
from typing import assert_never

from bot.domain.ids import AskId
from bot.domain.question import (
    Chosen,
    Filled,
    Given,
    KindName,
    Listed,
    Matched,
    Ordered,
    Passed,
    Skill,
    Wrote,
)
from bot.domain.replies import Asked, Pace, Problem, Refused, Reply, Revealed
from bot.on_web import calendar, commands, daily, decking, questioning
from bot.on_web.commands import Wanted
from bot.on_web.desk import Desk, Seat
from bot.press import decode
from bot.press import presses as p
from bot.usecases.filters import Filters

Values = Sequence[tuple[str, str]]
MOST_QUESTIONS_DIGITS = 3


async def push(desk: Desk, seat: Seat, text: str, values: Values) -> Reply:
    """Do what a button says. ``values`` are the fields of its form, in their order."""
    press = decode(text)
    if press is None:
        return Refused(Problem.ASK_GONE)
    if isinstance(press, p.Answer | p.Open | p.Hint | p.GiveUp | p.Reveal | p.GradeIt | p.TickIt):
        return await _on_open_ask(desk, seat, press, values)
    if isinstance(press, Elsewhere):
        return Refused(Problem.ASK_GONE)
    if isinstance(press, p.NextInRound | p.StopRound | p.JoinRound | p.Again):
        return await _on_round(desk, seat, press)
    return await _otherwise(desk, seat, press, values)


OnAsk = p.Answer | p.Open | p.Hint | p.GiveUp | p.Reveal | p.GradeIt | p.TickIt
OnRound = p.NextInRound | p.StopRound | p.JoinRound | p.Again
Other = (
    p.Skip | p.Undo | p.Claim | p.ReportIt | p.NextReview | p.ShowBoard | p.SettleClaim
    | p.Confirm | p.Go
)  # fmt: skip


Elsewhere = p.Arrange | p.Arranged | p.Mine | p.Turn | p.OfDeck | p.BringIt | p.OfQuestion
"""What buttons of chats carry: a page has forms for it."""


async def _on_open_ask(desk: Desk, seat: Seat, press: OnAsk, values: Values) -> Reply:
    match press:
        case p.Answer(ask, options) if options:
            return await desk.study.answer(seat.who, ask, Chosen(options))
        case p.Answer(ask) | p.Open(ask):
            given = given_of(values)
            if isinstance(given, Refused):
                return given
            if isinstance(given, Wrote) and commands.is_command(given.text):
                return await commands.run(desk, seat, given.text)  # typed into the wrong field
            return await desk.study.answer(seat.who, ask, given)
        case p.Hint(ask):
            return await desk.study.hint(seat.who, ask)
        case p.GiveUp(ask):
            return await desk.study.answer(seat.who, ask, Passed())
        case p.Reveal(ask):
            return await desk.study.reveal(seat.who, ask)
        case p.GradeIt(ask, grade):
            return await desk.study.grade(seat.who, ask, grade)
        case p.TickIt(ask, points):
            ticked = points or _numbers(values, "tick")
            if ticked is None:
                return Refused(Problem.UNFIT_ANSWER)
            return await desk.study.tick(seat.who, ask, ticked)
    assert_never(press)


async def _on_round(desk: Desk, seat: Seat, press: OnRound) -> Reply:
    match press:
        case p.NextInRound():
            return await desk.rounds.advance(seat.who, seat.place)
        case p.StopRound():
            return await desk.rounds.stop(seat.who, seat.place)
        case p.JoinRound():
            return await desk.rounds.join(seat.who, seat.place)
        case p.Again(deck):
            return await commands.start_round(desk, seat, Wanted(Filters(deck=deck)))
    assert_never(press)


async def _otherwise(desk: Desk, seat: Seat, press: Other, values: Values) -> Reply:
    match press:  # a table: one line or two for each press
        case p.Skip(ask):
            return await _skip(desk, seat, ask)
        case p.Undo(ask):
            return await desk.study.undo(seat.who, ask)
        case p.Claim(ask):
            return await desk.study.claim(seat.who, ask)
        case p.ReportIt(ask, reason):
            named = _field(values, "reason") or reason
            return await desk.study.report(seat.who, ask, named, _field(values, "note"))
        case p.NextReview():
            return await commands.review(desk, seat, seat.review.partition(" ")[2])
        case p.ShowBoard(span):
            return await desk.boards.show(seat.who, seat.place, span)
        case p.SettleClaim(claim, accept):
            return await desk.study.settle(seat.who, claim, accept=accept)
        case p.Confirm():
            return await desk.privacy.delete(seat.who, _field(values, "word").strip())
        case p.Go(command):
            return await _go(desk, seat, command, values)
    assert_never(press)


async def _skip(desk: Desk, seat: Seat, ask: AskId) -> Reply:
    """Skip a question of one's own, or vote to skip the one that the room is at."""
    skipped = await desk.study.skip(seat.who, ask)
    if skipped != Refused(Problem.NOT_YOURS):
        return skipped
    open_now = await desk.rounds.current(seat.who, seat.place)
    if isinstance(open_now, Asked | Revealed) and open_now.ask == ask:
        return await desk.rounds.skip(seat.who, seat.place)
    return Refused(Problem.ASK_GONE)  # a stale button, or somebody else's: no vote on this one


async def _go(desk: Desk, seat: Seat, command: str, values: Values) -> Reply:
    """Run a command; the fields of its form stand for its words."""
    if not values:
        return await commands.run(desk, seat, command)
    if command.startswith("deck"):
        return await decking.push(desk, seat, command.removeprefix("deck").strip(), values)
    if command.startswith("question"):
        verb = command.removeprefix("question").strip()
        return await questioning.push(desk, seat, verb, values)
    if command.startswith("daily"):
        return await daily.push(desk, seat, command.removeprefix("daily").strip(), values)
    match command:
        case "quiz":
            return await _start(desk, seat, values)
        case "rest":
            days = " ".join(value for name, value in values if name == "day")
            return await desk.settings.change(seat.who, "rest", days or "none")
        case "settings remind":
            return await calendar.remind(desk, seat, calendar.reminder_words(values))
        case "settings":
            return await desk.settings.change(
                seat.who, _field(values, "field"), _field(values, "value")
            )
        case "class role":
            words = f"{_field(values, 'member')} {_field(values, 'role')}"
            return await commands.run(desk, seat, f"class role {words}")
        case _:  # "class join" with the code in a field
            return await commands.run(desk, seat, f"{command} {_field(values, 'words')}")


async def _start(desk: Desk, seat: Seat, values: Values) -> Reply:
    """Start the round that the dialog describes."""
    count = _field(values, "questions") or str(commands.DEFAULT_QUESTIONS)
    if not count.isdecimal() or len(count) > MOST_QUESTIONS_DIGITS:
        return Refused(Problem.BAD_VALUE, ("questions", count[:20], "1–50"))
    pace, skill = _field(values, "pace"), _field(values, "skill")
    kinds = tuple(v for name, v in values if name == "kind" and v in frozenset(KindName))
    level = _field(values, "difficulty")
    filters = Filters(
        deck=_field(values, "deck")[:200],
        theme=_field(values, "theme")[:200],
        skill=Skill(skill) if skill in frozenset(Skill) else None,
        difficulty=int(level) if level in ("1", "2", "3") else None,
        kinds=tuple(map(KindName, kinds)),
    )
    wanted = Wanted(filters, int(count), Pace(pace) if pace in frozenset(Pace) else Pace.CALM)
    return await commands.start_round(desk, seat, wanted)


def given_of(values: Values) -> Given | Refused:
    """Return the answer that the fields of a form give; their names say of which shape it is."""
    names = {name for name, _ in values}
    if len(names) != 1:
        return Refused(Problem.UNFIT_ANSWER if names else Problem.EMPTY)
    texts = tuple(value for _, value in values)
    match names.pop():
        case "text":
            return Wrote(texts[0])
        case "gap":
            return Filled(texts)
        case "list":
            return Listed(texts[0])
        case "option" | "item" | "match" as shape:
            return _picked(shape, values)
        case _:
            return Refused(Problem.UNFIT_ANSWER)


def _picked(shape: str, values: Values) -> Given | Refused:
    numbers = _numbers(values, shape)
    if numbers is None:
        return Refused(Problem.UNFIT_ANSWER)
    if shape == "match":
        return Matched(numbers) if max(numbers) >= 0 else Refused(Problem.EMPTY)
    return Chosen(numbers) if shape == "option" else Ordered(numbers)


def _numbers(values: Values, name: str) -> tuple[int, ...] | None:
    """Return the numbers of a field that may come several times, -1 to 99; else None."""
    texts = [value for field, value in values if field == name]
    fit = all(
        text == "-1" or (text.isascii() and text.isdecimal() and len(text) < 3) for text in texts
    )
    return tuple(map(int, texts)) if fit else None


def _field(values: Values, name: str) -> str:
    return next((value for field, value in values if field == name), "")
