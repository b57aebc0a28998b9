"""What a button, a select or a modal means: its press, with what was chosen, becomes one call.

Must not know how anything looks, nor how an interaction is answered. A button that is not ours,
or of an older edition, is refused like one that has expired.
"""

from typing import assert_never

from bot.domain.ids import AskId, Place
from bot.domain.question import Chosen, KindName, Passed
from bot.domain.replies import (
    Asked,
    DraftText,
    Marked,
    Problem,
    QuestionText,
    Refused,
    Reply,
    Revealed,
    SettingsShown,
    SkipVoted,
)
from bot.on_discord import bringing, editing, leaving, setting_up, starting, typed
from bot.on_discord.answers import Answer, Brought, Form, Outcome, Page, Quiet, Sent, Steps
from bot.on_discord.arranging import arranged, picked
from bot.on_discord.desk import Desk, Seat
from bot.on_discord.modals import numbers, read_modal
from bot.on_discord.setting_forms import START, is_setting, now
from bot.on_discord.typed import first
from bot.press import presses as p
from bot.usecases.filters import Filters
from bot.usecases.posting import round_of

OnAsk = (
    p.Answer | p.Open | p.Hint | p.GiveUp | p.Reveal | p.GradeIt | p.TickIt | p.Arrange | p.Arranged
)
OnRound = p.NextInRound | p.StopRound | p.JoinRound | p.Again
OnPast = p.Skip | p.Undo | p.Claim | p.ReportIt | p.NextReview | p.Mine | p.SettleClaim
Other = p.ShowBoard | p.Confirm | p.Go | p.Turn | p.OfDeck | p.OfQuestion


async def push(desk: Desk, seat: Seat, press: p.Press | None, sent: Sent) -> Answer:
    """Do what a press says. None is a button of an older edition, or of somebody else."""
    if press is None:
        return Refused(Problem.ASK_GONE)
    if isinstance(press, p.BringIt):
        return await _bring(desk, seat, press, sent)
    if isinstance(press, OnAsk):
        return await _on_open_ask(desk, seat, press, sent)
    if isinstance(press, OnRound):
        return await _on_round(desk, seat, press)
    if isinstance(press, OnPast):
        return await _on_past(desk, seat, press, sent)
    return await _otherwise(desk, seat, press, sent)


async def _bring(desk: Desk, seat: Seat, press: p.BringIt, sent: Sent) -> Answer:
    """Keep the file that lies beside the button."""
    file = await sent.beside()
    reply = await bringing.keep(desk, seat, file, press.format, press.same)
    return Brought(reply, file) if file else reply


async def _on_open_ask(desk: Desk, seat: Seat, press: OnAsk, sent: Sent) -> Answer:
    match press:
        case p.Answer(ask, options):
            picks = options if sent.picked is None else numbers(sent.picked)
            if not picks:
                return Refused(Problem.UNFIT_ANSWER if picks is None else Problem.EMPTY)
            return await desk.study.answer(seat.who, ask, Chosen(picks))
        case p.Open(ask):
            return await _open(desk, seat, press, sent)
        case p.Hint(ask):
            return await desk.study.hint(seat.who, ask)
        case p.GiveUp(ask):
            return await desk.study.answer(seat.who, ask, Passed())
        case p.Reveal(ask):
            return await desk.study.reveal(seat.who, ask)
        case p.GradeIt(ask, grade):
            return await desk.study.grade(seat.who, ask, grade)
        case p.TickIt(ask, points):
            ticked = points if sent.picked is None else numbers(sent.picked)
            if ticked is None:
                return Refused(Problem.UNFIT_ANSWER)
            return await desk.study.tick(seat.who, ask, ticked)
        case p.Arrange(ask, picks):
            return await _arrange(desk, seat, ask, picks, sent)
        case p.Arranged(ask, picks):
            return await _arranged(desk, seat, ask, picks)
    assert_never(press)


async def _open(desk: Desk, seat: Seat, press: p.Open, sent: Sent) -> Answer:
    """Open the form of a question, or take the answer that its form brings."""
    if sent.fields:
        given = read_modal(sent.fields)
        if isinstance(given, Refused):
            return given
        return await desk.study.answer(seat.who, press.ask, given)
    asked = await desk.looking.ask(seat.who, press.ask)
    if isinstance(asked, Refused):
        return asked
    if asked.posed.kind in (KindName.ORDER, KindName.MATCH):
        return Steps(asked, ())
    return Form(press, asked)


async def _arrange(
    desk: Desk, seat: Seat, ask: AskId, picks: tuple[int, ...], sent: Sent
) -> Answer:
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Refused):
        return asked
    if sent.picked is None:
        return Steps(asked, picks)
    more = picked(picks, sent.picked[0]) if len(sent.picked) == 1 else None
    return Refused(Problem.UNFIT_ANSWER) if more is None else Steps(asked, more)


async def _arranged(desk: Desk, seat: Seat, ask: AskId, picks: tuple[int, ...]) -> Reply:
    asked = await desk.looking.ask(seat.who, ask)
    if isinstance(asked, Refused):
        return asked
    given = arranged(asked.posed, picks)
    return given if isinstance(given, Refused) else await desk.study.answer(seat.who, ask, given)


async def _on_round(desk: Desk, seat: Seat, press: OnRound) -> Answer:
    if isinstance(press, p.Again):
        return _quietly(await starting.start(desk, seat, Filters(deck=press.deck)))
    state = await desk.rounds.current(seat.who, seat.place)
    if isinstance(state, Refused):
        return state
    if round_of(state) != press.round:  # a button of a round that is long over
        return Refused(Problem.MOVED_ON)
    match press:
        case p.NextInRound() if isinstance(state, Asked):  # the button is below an earlier reveal
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
            return await desk.study.undo(seat.who, ask)
        case p.Claim(ask):
            return await desk.study.claim(seat.who, ask)
        case p.ReportIt(ask):
            return await _report(desk, seat, press, sent)
        case p.NextReview():
            return await desk.study.next(seat.who, await desk.looking.wanted(seat.who))
        case p.Mine(ask):
            mine = await desk.study.mine(seat.who, ask)
            return Outcome(mine) if isinstance(mine, Marked) else mine
        case p.SettleClaim(claim, accept):
            return await desk.study.settle(seat.who, claim, accept=accept)
    assert_never(press)


async def _skip(desk: Desk, seat: Seat, ask: AskId) -> Answer:
    """Skip a question of one's own, or vote to skip the one that the channel is at."""
    skipped = await desk.study.skip(seat.who, ask)
    if skipped != Refused(Problem.NOT_YOURS):
        return skipped
    open_now = await desk.rounds.current(seat.who, seat.place)
    if isinstance(open_now, Asked | Revealed) and open_now.ask == ask:
        voted = await desk.rounds.skip(seat.who, seat.place)
        return Quiet() if isinstance(voted, SkipVoted) and voted.closed else voted
    return Refused(Problem.ASK_GONE)


async def _report(desk: Desk, seat: Seat, press: p.ReportIt, sent: Sent) -> Answer:
    if not sent.fields:
        return Form(press)
    reason = first(sent.fields, "reason") or press.reason
    return await desk.study.report(seat.who, press.ask, reason, first(sent.fields, "note"))


async def _otherwise(desk: Desk, seat: Seat, press: Other, sent: Sent) -> Answer:
    match press:
        case p.ShowBoard(span):
            return await desk.boards.show(seat.who, _class_place(seat), span)
        case p.Confirm():
            if not sent.fields:
                return Form(press)
            return await desk.privacy.delete(seat.who, first(sent.fields, "words"))
        case p.Go(command):
            return await _go(desk, seat, press, command, sent)
        case p.Turn(command, page):
            reply = await typed.run(desk, seat, command)
            return Page(reply, page)
        case p.OfDeck():
            return await _of_deck(desk, seat, press, sent)
        case p.OfQuestion():
            return in_a_form(
                press,
                await editing.of_question(desk, seat, press, sent.fields, sent.beside),
            )
    assert_never(press)


def _class_place(seat: Seat) -> Place | None:
    return seat.place if seat.server else None


async def _go(desk: Desk, seat: Seat, press: p.Go, command: str, sent: Sent) -> Answer:
    """Run a command; what was chosen or filled in stands for its last words."""
    if command.startswith(f"{setting_up.COMMAND} "):
        step = await setting_up.push(desk, seat, command, sent.picked or (), sent.fields)
        return Form(step.press) if isinstance(step, setting_up.Ask) else step
    if sent.fields:
        return await typed.fill(desk, seat, command, sent.fields)
    if sent.picked is not None and command == "deck":
        return await typed.choose_decks(desk, seat, sent.picked)
    command = " ".join((command, *(sent.picked or ())))
    if command.startswith("quiz "):  # another round: everybody sees its start
        return _quietly(await typed.run(desk, seat, command))
    return await complete(desk, seat, command)


async def complete(desk: Desk, seat: Seat, command: str) -> Answer:
    """Run a command, or return the form of what it lacks; a setting's is filled in already."""
    if command == leaving.COMMAND and await leaving.ends(desk, seat):
        return Form(p.Go(command))
    if not typed.needs_words(command):
        return await typed.run(desk, seat, command)
    shown = await desk.settings.show(seat.who) if is_setting(command) else None
    field = command.removeprefix(START)
    text = now(shown, field) if isinstance(shown, SettingsShown) else ""
    return Form(p.Go(command), text=text)


async def _of_deck(desk: Desk, seat: Seat, press: p.OfDeck, sent: Sent) -> Answer:
    text = first(sent.fields, "text")
    reply = await editing.push(desk, seat, press, sent.picked, text)
    if editing.is_to_change(press, reply, text) and isinstance(reply, DraftText):
        return Form(press, text=reply.text)
    return reply


def in_a_form(press: p.OfQuestion, reply: Reply) -> Answer:
    """Return the form to change a question in, if the reply is its text and a form can hold it."""
    if isinstance(reply, QuestionText) and editing.fits_a_form(reply):
        return Form(press, text=reply.text)
    return reply
