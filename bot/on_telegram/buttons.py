"""What a key, a deep link or a reply to a prompt means: its press becomes one call.

Must not know how anything looks, nor how a press is answered. A key that is not ours, or of an
older edition, is refused like one that has expired.
"""

from typing import assert_never

from bot import press as p
from bot.domain.arranging import arranged
from bot.domain.ids import AskId
from bot.domain.markup import plain
from bot.domain.question import Chosen, KindName, Passed
from bot.domain.replies import (
    Asked,
    PointsProposed,
    Problem,
    Refused,
    Reply,
    Revealed,
)
from bot.on_telegram import bringing, commands, editing, links, starting
from bot.on_telegram.answers import Answer, Brought, Elsewhere, Page, Quiet, Sent, Steps
from bot.on_telegram.arranging import is_stepwise
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.given import given_of
from bot.on_telegram.prompts import Prompt
from bot.usecases.filters import Filters
from bot.usecases.posting import round_of
from bot.usecases.typed import Wanted
from bot.wording import dialogs, guiding

OnAsk = (
    p.Answer | p.Open | p.Hint | p.GiveUp | p.Reveal | p.GradeIt | p.TickIt | p.Arrange | p.Arranged
)
OnRound = p.NextInRound | p.StopRound | p.JoinRound | p.Again
OnPast = p.Skip | p.Undo | p.Claim | p.ReportIt | p.NextReview | p.Mine | p.SettleClaim
Other = p.ShowBoard | p.Confirm | p.Go | p.Turn | p.OfDeck | p.OfQuestion | p.BringIt


async def push(desk: Desk, seat: Seat, press: p.Press | None, sent: Sent) -> Answer:
    """Do what a press says. None is a key of an older edition, or of somebody else."""
    if press is None:
        return Refused(Problem.ASK_GONE)
    if isinstance(press, OnAsk):
        return await _on_open_ask(desk, seat, press, sent)
    if isinstance(press, OnRound):
        return await _on_round(desk, seat, press)
    if isinstance(press, OnPast):
        return await _on_past(desk, seat, press, sent)
    return await _otherwise(desk, seat, press, sent)


async def _on_open_ask(desk: Desk, seat: Seat, press: OnAsk, sent: Sent) -> Answer:
    match press:  # a table, a line or two for each press
        case p.Answer(ask, options):
            if not options:
                return Refused(Problem.EMPTY)
            return await desk.study.answer(seat.who, ask, Chosen(options))
        case p.Open(ask) if sent.text is not None:
            return await written(desk, seat, ask, sent.text)
        case p.Open(ask):
            return await _open(desk, seat, ask)
        case p.Hint(ask):
            return await desk.study.hint(seat.who, ask)
        case p.GiveUp(ask):
            return await desk.study.answer(seat.who, ask, Passed())
        case p.Reveal(ask):
            return await desk.study.reveal(seat.who, ask)
        case p.GradeIt(ask, grade):
            return await desk.study.grade(seat.who, ask, grade)
        case p.TickIt(ask, points):
            return await desk.study.tick(seat.who, ask, points)
        case p.Arrange(ask, picks):
            return await _arrange(desk, seat, ask, picks)
        case p.Arranged(ask, picks):
            return await _arranged(desk, seat, ask, picks)
    assert_never(press)


async def written(desk: Desk, seat: Seat, ask: AskId, text: str) -> Reply:
    """Take an answer that was written as a message."""
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Refused):
        return asked
    given = given_of(asked.posed, text)
    return given if isinstance(given, Refused) else await desk.study.answer(seat.who, ask, given)


async def _open(desk: Desk, seat: Seat, ask: AskId) -> Answer:
    """Show a question to one person, to be answered in private."""
    if seat.group is not None and seat.bot:
        return Elsewhere(links.answer_link(seat.bot, ask))
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Asked) and is_stepwise(asked.posed):
        return Steps(asked, ())
    return asked


async def _arrange(desk: Desk, seat: Seat, ask: AskId, picks: tuple[int, ...]) -> Answer:
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Asked) and asked.posed.kind is KindName.POINTS:
        proposed = await desk.study.reveal(seat.who, ask)
        return Steps(proposed, picks) if isinstance(proposed, PointsProposed) else proposed
    return asked if isinstance(asked, Refused) else Steps(asked, picks)


async def _arranged(desk: Desk, seat: Seat, ask: AskId, picks: tuple[int, ...]) -> Reply:
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Refused):
        return asked
    given = arranged(asked.posed, picks)
    return given if isinstance(given, Refused) else await desk.study.answer(seat.who, ask, given)


async def _on_round(desk: Desk, seat: Seat, press: OnRound) -> Answer:
    if isinstance(press, p.Again):
        return _quietly(await starting.start(desk, seat, Wanted(Filters(deck=press.deck))))
    state = await desk.rounds.current(seat.who, seat.place)
    if isinstance(state, Refused):
        return state
    if round_of(state) != press.round:  # a key of a round that is long over
        return Refused(Problem.MOVED_ON)
    match press:
        case p.NextInRound() if isinstance(state, Asked):  # the key is below an earlier reveal
            return Refused(Problem.MOVED_ON)
        case p.NextInRound():
            return _quietly(await desk.rounds.advance(seat.who, seat.place))
        case p.StopRound():
            return _quietly(await desk.rounds.stop(seat.who, seat.place))
        case p.JoinRound():
            return await desk.rounds.join(seat.who, seat.place, seen=False)
    assert_never(press)


def _quietly(reply: Reply) -> Answer:
    return reply if isinstance(reply, Refused) else Quiet()


async def _on_past(desk: Desk, seat: Seat, press: OnPast, sent: Sent) -> Answer:
    match press:
        case p.Skip(ask):
            return await _skip(desk, seat, ask)
        case p.Undo(ask):
            return await desk.study.undo(seat.who, ask, told_by=seat.told_by)
        case p.Claim(ask):
            return await desk.study.claim(seat.who, ask)
        case p.ReportIt(ask, reason):
            if sent.text is None:
                about = guiding.what_is_wrong(plain(await desk.looking.stem(seat.who, ask)))
                return Prompt(p.ReportIt(ask, reason), about, dialogs.REPORT.label)
            return await desk.study.report(seat.who, ask, reason, sent.text)
        case p.NextReview():
            return await desk.study.next(seat.who, await desk.looking.wanted(seat.who))
        case p.Mine(ask):
            return await desk.study.mine(seat.who, ask)
        case p.SettleClaim(claim, accept):
            return await desk.study.settle(seat.who, claim, accept=accept)
    assert_never(press)


async def _skip(desk: Desk, seat: Seat, ask: AskId) -> Answer:
    """Skip a question of one's own, or vote to skip the one that the group is at."""
    skipped = await desk.study.skip(seat.who, ask)
    if skipped != Refused(Problem.NOT_YOURS):
        return skipped
    open_now = await desk.rounds.current(seat.who, seat.place)
    if isinstance(open_now, Asked | Revealed) and open_now.ask == ask:
        return await desk.rounds.skip(seat.who, seat.place)
    return Refused(Problem.ASK_GONE)


async def _otherwise(desk: Desk, seat: Seat, press: Other, sent: Sent) -> Answer:
    match press:
        case p.ShowBoard(span):
            return await desk.boards.show(seat.who, seat.class_place, span)
        case p.Confirm(word):
            asked = dialogs.missing("privacy delete")
            if sent.text is None:
                return Prompt(press, f"{asked.title}? {asked.label}: {word}", word)
            return await desk.privacy.delete(seat.who, sent.text)
        case p.Go(command):
            return await _go(desk, seat, command, sent)
        case p.Turn(command, page):
            answer = await commands.run(desk, seat, command)
            return Page(answer, page) if page and isinstance(answer, Reply) else answer
        case p.OfDeck():
            return await editing.push(desk, seat, press, sent)
        case p.OfQuestion():
            return await editing.of_question(desk, seat, press, sent)
        case p.BringIt(form, same):
            file = await sent.beside()
            reply = await bringing.keep(desk, seat, file, form, same)
            return Brought(reply, file) if file is not None else reply
    assert_never(press)


async def _go(desk: Desk, seat: Seat, command: str, sent: Sent) -> Answer:
    """Run a command; what was written in reply stands for its last words."""
    if command == "question add" and sent.text is not None:
        return Prompt(p.Go("question back"), guiding.ASK_BACK, dialogs.CARD.example, sent.text)
    if command == "question back":
        if sent.text is None or not sent.said:
            return Refused(Problem.ASK_GONE)
        return await desk.authoring.suggest(seat.who, seat.class_place, sent.said, sent.text)
    if command.startswith("deck import"):
        form = command.removeprefix("deck import").strip()
        if sent.text is not None:
            return Refused(Problem.FILE_LOST)
        if form:
            return await bringing.again(desk, seat, form, sent)
    return await commands.run(desk, seat, f"{command} {sent.text or ''}".strip())
