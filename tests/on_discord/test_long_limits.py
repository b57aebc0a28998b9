"""Discord puts requests off for an hour: one channel waits that long, and nobody else does."""

import asyncio
from pathlib import Path

import pytest

from bot.on_discord import messenger
from bot.on_discord.budget import ALLOWED
from bot.on_discord.client import Line
from bot.on_discord.reaching import Patience, stay_on
from tests.fakes import FakeClock
from tests.on_discord.fake import TOKEN, open_discord
from tests.on_discord.hall import BACKGROUND, Hall, desk_of, open_hall
from tests.usecases.world import open_world

SEND = "POST /channels/*/messages"
EDIT = "PATCH /channels/*/messages/*"
SYNC = "PUT /applications/*/commands"
HOUR = 3_600.0


async def test_a_channel_that_is_put_off_for_an_hour_holds_up_no_other(hall: Hall) -> None:
    teacher = await hall.set_up()
    other = hall.discord.channel(hall.guild, "quiz night")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(other))
    await hall.discord.settle()
    hall.discord.slow_down(SEND, HOUR)
    await teacher.command("/quiz", questions=1, kinds="choice", pace="untimed")
    await hall.quiet()
    assert not hall.public
    await teacher.at(other).command("/quiz", questions=1, kinds="choice", pace="untimed")
    await hall.pass_time(seconds=4)
    assert len([m for m in hall.discord.world.said_in(other) if not m.only_for]) == 2
    before = len(hall.discord.called(SEND))
    await hall.pass_time(minutes=50)
    assert len(hall.discord.called(SEND)) == before, "nobody asks again too early"
    await hall.pass_time(minutes=10)
    await hall.quiet()
    assert ["starts a round" in m.text for m in hall.public][:1] == [True]


async def test_a_count_that_is_put_off_is_let_go(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice", pace="untimed")
    hall.discord.slow_down(EDIT, HOUR)
    await hall.come("Ben").press(question, "Treaty of Rapallo")
    await hall.quiet()
    await hall.come("Cat").press(question, "Treaty of Rapallo")
    await hall.quiet()
    assert "2 learners have answered" in question.text
    assert not hall.discord.forgive(), "and it is no error"


async def test_no_count_is_shown_while_too_much_was_refused(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice", pace="untimed")
    for _ in range(ALLOWED):
        hall.client.budget.note(403)
    await hall.come("Ben").press(question, "Treaty of Rapallo")
    await hall.quiet()
    assert not hall.discord.called(EDIT)


async def test_what_waits_for_its_turn_when_the_bot_stops_is_sent_by_the_next(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "LAST_WORDS", 0.01)
    async with open_discord(clock) as discord:
        async with open_hall(discord, tmp_path / "x.db", clock) as hall:
            teacher = await hall.set_up()
            discord.slow_down(SEND, 29.0)
            await teacher.command("/quiz", questions=1, kinds="choice", pace="untimed")
            await discord.wait(lambda: discord.called(SEND))
        assert not hall.public
        left = [task for task in asyncio.all_tasks() if task.get_name() in BACKGROUND]
        assert not left, "nobody goes on with a line that is closed"
        async with open_hall(discord, tmp_path / "x.db", clock) as hall:
            await hall.pass_time(minutes=3)
            assert ["starts a round" in m.text for m in hall.public][:1] == [True]
        assert not discord.forgive()


async def test_commands_that_cannot_be_handed_over_yet_are_no_reason_to_give_up(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        discord.guild("Year 9")
        discord.slow_down(SYNC, HOUR)
        line = Line(token=TOKEN, connect=discord.connector, ready_within=0.02)
        patience = Patience(answer=5.0, first=0.001, longest=0.002)
        async with stay_on(desk_of(world), line, patience) as client:
            assert client is None
            await discord.wait(lambda: discord.gateway.identified)
            assert len(discord.called(SYNC)) == 2
