"""An answer within three seconds, whatever the work takes: deferred only when it is needed."""

import asyncio
from functools import wraps
from typing import Any

import pytest

from bot.drawing.easel import Easel
from bot.on_discord import turns
from bot.usecases.looking import Looking
from bot.usecases.privacy import Privacy
from bot.usecases.rounds import Rounds
from bot.usecases.study import Study
from tests.fakes import FakeClock
from tests.on_discord.hall import Hall, said

SOON = 0.01
"""Seconds after which the bot defers here, instead of its own patience."""


def hold(monkeypatch: pytest.MonkeyPatch, use_case: type, method: str) -> asyncio.Event:
    """Let a use case take until the event is set, longer than the bot is patient."""
    go, done = asyncio.Event(), getattr(use_case, method)

    @wraps(done)
    async def slowly(*values: Any, **named: Any) -> Any:
        await go.wait()
        return await done(*values, **named)

    monkeypatch.setattr(use_case, method, slowly)
    monkeypatch.setattr(turns, "PATIENCE", SOON)
    return go


async def test_what_is_quick_is_never_deferred(hall: Hall) -> None:
    teacher = await hall.set_up()
    assert (await teacher.command("/stats")).kind == "message"


async def test_a_slow_command_says_that_it_thinks_and_answers_then(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    go = hold(monkeypatch, Study, "progress")
    outcome = await teacher.command("/stats")
    assert outcome.kind == "deferred"
    assert outcome.message.loading
    assert outcome.private, "what comes later is for one's own eyes, too"
    go.set()
    assert "My progress" in (await outcome.final()).text


async def test_what_is_looked_up_for_the_answer_alone_is_in_time_too(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    said(await teacher.press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    go = hold(monkeypatch, Easel, "draw")
    outcome = await teacher.command("/leaderboard", look="picture")
    assert outcome.kind == "deferred", "its picture takes its time"
    go.set()
    assert (await outcome.final()).files


async def test_a_large_file_is_announced_before_it_is_sent(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = hall.come("Ben")
    assert (await ben.command("/privacy export")).kind == "message"
    monkeypatch.setattr(turns, "HEAVY", 100)
    outcome = await ben.command("/privacy export")
    assert outcome.kind == "deferred"
    assert outcome.private
    assert (await outcome.final()).files


async def test_a_slow_answer_whose_token_has_expired_is_let_go(
    hall: Hall, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    go = hold(monkeypatch, Study, "progress")
    outcome = await teacher.command("/stats")
    clock.forward(minutes=16)
    go.set()
    await hall.quiet()
    assert outcome.message.loading, "nothing could be said any more"
    assert not hall.discord.forgive(), "and nothing is logged as an error"
    assert said(await teacher.command("/help")), "the next one is answered"


async def test_a_slow_press_changes_its_own_message_in_the_end(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    shown = await teacher.command("/help")
    go = hold(monkeypatch, Privacy, "show")
    outcome = await teacher.press(shown.message, "Privacy")
    assert outcome.kind == "nothing"
    assert "/quiz" in shown.text, "it stands as it was meanwhile"
    go.set()
    await hall.quiet()
    assert "Delete everything" in " ".join(shown.message.buttons)


async def test_a_form_that_comes_too_late_is_excused(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="typed")
    go = hold(monkeypatch, Looking, "ask")
    outcome = await hall.come("Ben").press(question, "Answer")
    assert outcome.kind == "deferred"
    go.set()
    assert "try again" in (await outcome.final()).text
    assert outcome.private


async def test_what_everybody_sees_anyway_leaves_no_thinking_behind(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    go = hold(monkeypatch, Rounds, "stop")
    outcome = await teacher.press(question, "Stop")
    assert outcome.kind == "deferred"
    go.set()
    await hall.quiet()
    assert outcome.message.deleted
    assert "stopped" in hall.last.text
