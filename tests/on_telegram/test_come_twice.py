"""What comes twice, as after a line that broke or a kill: done once, and told all the same."""

from pathlib import Path

import pytest

from bot.wording import Label
from tests.fakes import FakeClock
from tests.on_telegram.fake import open_telegram
from tests.on_telegram.hall import Hall, one_of_each, open_hall


async def reviews(hall: Hall) -> int:
    """Return how many answers are in the log."""
    return len((await hall.world.dump("reviews"))["reviews"])


async def test_what_comes_twice_is_done_once(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    asked = await ann.command("/review choice")
    hall.telegram.duplicate()
    await ann.press(asked.message, "Treaty of Rapallo")
    assert await reviews(hall) == 1
    hall.telegram.again()
    await hall.quiet()
    updates = hall.telegram.api.updates
    updates.last += 1
    hall.telegram.again({**updates.every[-1], "update_id": updates.last})  # the same press
    await hall.quiet()
    assert await reviews(hall) == 1
    assert len(hall.telegram.called("answerCallbackQuery")) == 1
    undone = await ann.command("/undo")
    hall.telegram.again()
    await hall.quiet()
    assert undone.text
    assert await reviews(hall) == 1  # an undo is a line of its own elsewhere


async def test_an_answer_given_again_after_a_restart_counts_once(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            ann = telegram.person("Ann")
            asked = await ann.command("/review choice")
            await ann.press(asked.message, "Treaty of Rapallo")
            chat, update = hall.chat, telegram.api.updates.every[-1]
        telegram.again(update)  # the bot was killed before it could tell that it was done
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
            assert await reviews(hall) == 1
        telegram.forgive()


async def test_an_answer_whose_verdict_was_lost_is_told_at_the_next_tap(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            ann = telegram.person("Ann")
            asked = (await ann.command("/review choice")).message
            telegram.cut("editMessageText", times=9)
            data = next(k["callback_data"] for k in asked.keys if k["text"].endswith("Rapallo"))
            await ann.send_press(asked, data)
            assert data in {key.get("callback_data") for key in asked.keys}, "it was lost"
            telegram.api.faults.failures.clear()
            again = await ann.send_press(asked, data)
            assert "already in" in again.alert
            assert "✓ Right" in asked.said
            assert Label.NEXT in asked.buttons
            edited = len(telegram.called("editMessageText"))
            assert "already in" in (await ann.send_press(asked, data)).alert
            assert len(telegram.called("editMessageText")) == edited, "once is enough"
            await ann.press(asked, Label.NEXT)
            assert await reviews(hall) == 1
        telegram.forgive()


async def test_a_written_answer_given_again_after_a_restart_is_told_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            ann = telegram.person("Ann")
            await ann.command("/review typed")
            await ann.say("Molotov")
            chat, update = hall.chat, telegram.api.updates.every[-1]
        clock.forward(minutes=1)
        telegram.again(update)  # the bot was killed before anybody saw what came of it
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
            await hall.quiet()
            assert "✓ Right" in ann.last.said
            assert Label.NEXT in ann.last.buttons
            assert await reviews(hall) == 1
            assert "No question of your own" in (await ann.say("Molotov")).text
        telegram.forgive()


async def test_an_undo_given_again_after_a_restart_takes_one_answer_back(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            ann = telegram.person("Ann")
            for kind, answer in (("choice", "Treaty of Rapallo"), ("truefalse", "True")):
                await ann.press((await ann.command(f"/review {kind}")).message, answer)
                await hall.pass_time(seconds=5)
            undone = await ann.command("/undo")
            chat, update = hall.chat, telegram.api.updates.every[-1]
        for _ in range(2):
            telegram.again(update)  # the bot was killed before it could tell that it was done
            async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
                assert len((await hall.world.dump("amendments"))["amendments"]) == 1
                assert undone.text in ann.last.said  # and it is told again
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
            await ann.command("/undo")  # another message is another undo
            assert len((await hall.world.dump("amendments"))["amendments"]) == 2
        telegram.forgive()


@pytest.mark.parametrize(
    ("words", "table"),
    [("/class new Latin", "classes"), ("/daily skip", "daily_days")],
)
async def test_a_command_given_again_after_a_restart_is_done_once(
    tmp_path: Path, clock: FakeClock, words: str, table: str
) -> None:
    async with open_telegram(clock) as telegram:
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each()) as hall:
            teacher = await hall.set_up()
            await teacher.command("/daily setup 17:00")
            clock.forward(seconds=70.5)
            await teacher.command(words)
            people, chat, update = hall.people, hall.chat, telegram.api.updates.every[-1]
            done = await hall.world.dump(table)
        clock.forward(minutes=2)
        telegram.again(update)  # the bot was killed before it could tell that it was done
        async with open_hall(telegram, tmp_path / "x.db", clock, one_of_each(), chat) as hall:
            await hall.quiet()
            assert await hall.world.dump(table) == done
            await people["Teacher"].command(words)
            assert await hall.world.dump(table) != done, "written anew it is another"
        telegram.forgive()
