"""Where an answer cannot be said: one apology, one line in the log, and on it goes."""

import asyncio
from typing import Any

import pytest

from bot.on_discord import turns, voice
from bot.on_discord.render import Rendered, render
from tests.on_discord.fake import Person
from tests.on_discord.hall import Hall, said

ANSWER = "POST /interactions/*/*/callback"


def break_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next reply be one that cannot be put into a message."""
    left = [1]

    def rendered(*values: Any, **named: Any) -> Rendered:
        if left:
            left.pop()
            raise RuntimeError("a bug")
        return render(*values, **named)

    monkeypatch.setattr(voice, "render", rendered)


@pytest.mark.parametrize("late", [False, True])
async def test_an_answer_that_cannot_be_put_into_a_message(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], late: bool
) -> None:
    teacher = await hall.set_up()
    break_once(monkeypatch)
    monkeypatch.setattr(turns, "HEAVY", -1 if late else turns.HEAVY)
    outcome = await teacher.command("/review")
    assert outcome.kind == ("deferred" if late else "message")
    assert "something broke" in (await outcome.final()).text
    assert outcome.private
    assert capsys.readouterr().out.count("RuntimeError: a bug") == 1


async def unanswered(hall: Hall, who: Person, tries: int) -> None:
    """Give a command that nothing answers, though the bot has tried so often."""
    before = len(hall.discord.called(ANSWER))
    asking = asyncio.create_task(who.command("/review"))
    await hall.discord.wait(lambda: len(hall.discord.called(ANSWER)) == before + tries)
    await hall.quiet()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert len(hall.discord.called(ANSWER)) == before + tries


async def test_an_answer_that_discord_does_not_take(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher = await hall.set_up()
    hall.discord.fail(ANSWER, 400, 50035, "Invalid Form Body")
    assert "something broke" in said(await teacher.command("/review"))
    hall.discord.fail(ANSWER, 400, 50035, "Invalid Form Body", times=2)
    await unanswered(hall, teacher, 2)
    assert "an apology was not taken" in capsys.readouterr().out
    hall.discord.forgive()
    assert said(await teacher.command("/help")), "the next one is answered"


async def test_a_line_that_is_cut_while_it_answers(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher = await hall.set_up()
    hall.discord.lose_answer(ANSWER)
    assert said(await teacher.command("/review")), "it is there, only the bot was not told"
    await hall.quiet()
    hall.discord.forgive()
    assert said(await teacher.command("/help"))
    assert "never retrieved" not in capsys.readouterr().err
