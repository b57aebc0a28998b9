"""What goes wrong on the fake when a test asks for it, and the limits it watches."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, online, speaking
from tests.on_telegram.tiny import tiny


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bare bot."""
    async with speaking(telegram) as made:
        yield made


async def test_errors_by_method_and_chat(telegram: FakeTelegram, bot: Bot) -> None:
    one, other = telegram.group(), telegram.group()
    telegram.fail("sendMessage", 403, "Forbidden: bot was kicked from the group chat", chat=one)
    await bot.send_message(other.id, "x")
    await bot.send_chat_action(one.id, "typing")
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.send_message(one.id, "x")
    await bot.send_message(one.id, "x")
    assert len(telegram.public(one)) == 1
    assert [call.status for call in telegram.called("sendMessage")] == [200, 403, 200]


async def test_waits_that_telegram_asks_for(telegram: FakeTelegram, bot: Bot) -> None:
    group, other = telegram.group(), telegram.group()
    telegram.slow_down("send*", 10_072, chat=group, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as error:
            await bot.send_message(group.id, "x")
        assert error.value.retry_after == 10_072
    await bot.send_message(group.id, "x")
    telegram.slow_down(retry_after=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(other.id, "x")


async def test_a_line_that_breaks_before_and_after(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group()
    telegram.cut("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(group.id, "never came")
    telegram.lose_answer("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(group.id, "came")
    telegram.cut("sendMessage", hangs=True)
    with pytest.raises(TimedOut):
        await bot.send_message(group.id, "never came")
    assert [message.said for message in telegram.public(group)] == ["came"]


async def test_calls_can_be_late(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group()
    telegram.delay("sendMessage", 0.02)
    first = asyncio.create_task(bot.send_message(group.id, "late"))
    await asyncio.sleep(0)
    await bot.send_message(group.id, "on time")
    await first
    assert [message.said for message in telegram.public(group)] == ["on time", "late"]


async def test_updates_come_twice_when_asked(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    ada = telegram.person("Ada")
    async with online(telegram, application):
        telegram.duplicate()
        await ada.command("/quiz")
        assert len(heard) == 2
        assert heard[0].update_id == heard[1].update_id
        telegram.again()
        await telegram.settle()
        assert [update.update_id for update in heard] == [heard[0].update_id] * 3
        await ada.command("/quiz")
    assert len(heard) == 4


async def test_updates_survive_a_line_that_breaks(telegram: FakeTelegram) -> None:
    application, heard = tiny(telegram)
    ada = telegram.person("Ada")
    telegram.cut("getUpdates", hangs=True)
    await ada.command("/quiz")
    async with online(telegram, application):
        await telegram.settle()
    assert [call.method for call in telegram.calls][-1] == "sendMessage"
    assert len(heard) == 1


async def test_the_real_limits_are_watched(
    telegram: FakeTelegram, bot: Bot, clock: FakeClock
) -> None:
    group, other = telegram.group(), telegram.person("Ada").chat
    flood = telegram.limited()
    await bot.send_message(group.id, "1")
    await bot.send_message(other.id, "1")
    assert flood.breaches == []
    await bot.send_message(group.id, "2")
    assert len(flood.breaches) == 1
    assert "more than 1 in 1 s" in flood.breaches[0]
    flood.breaches.clear()
    for _ in range(18):
        clock.forward(seconds=1)
        await bot.send_message(group.id, "x")
    assert flood.breaches == []
    clock.forward(seconds=1)
    await bot.send_message(group.id, "21st in a minute")
    assert "more than 20 in 60 s" in flood.breaches[0]
    assert flood.sent == 22


async def test_thirty_a_second_overall(telegram: FakeTelegram, bot: Bot) -> None:
    flood = telegram.limited(enforce=True)
    people = [telegram.person(f"P{n}") for n in range(31)]
    for person in people[:30]:
        await bot.send_message(person.chat.id, "x")
    with pytest.raises(RetryAfter) as error:
        await bot.send_message(people[30].chat.id, "x")
    assert error.value.retry_after == 1
    assert len(flood.breaches) == 1


async def test_answers_to_presses_and_questions_do_not_count(
    telegram: FakeTelegram, bot: Bot
) -> None:
    group = telegram.group()
    flood = telegram.limited()
    for _ in range(3):
        await bot.get_chat(group.id)
        await bot.send_chat_action(group.id, "typing")
    assert flood.breaches == []


async def test_what_is_wrong_is_told_at_the_end(telegram: FakeTelegram, bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(telegram.person("Ada").chat.id, "x" * 5000)
    assert telegram.forgive() == ["sendMessage: 5000 units, 4096 allowed"]
    assert telegram.forgive() == []
