"""Updates are confirmed when they are done, and done in the order of their chat."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.on_telegram.lanes import Lanes
from bot.on_telegram.listening import Bot, Json, Listening
from tests.on_telegram.fake import TOKEN, FakeTelegram, Person
from tests.on_telegram.hall import no_wait


class Slow:
    """Takes updates, and is done with each when a test says so."""

    def __init__(self) -> None:
        self.taken: dict[int, asyncio.Future[None]] = {}
        self.times: list[int] = []

    def __call__(self, update: Json) -> "asyncio.Future[None]":
        number = int(update["update_id"])
        self.times.append(number)
        return self.taken.setdefault(number, asyncio.get_running_loop().create_future())

    def done(self, *numbers: int) -> None:
        """Be done with the updates that came as these, counted from 0."""
        every = sorted(self.taken)
        for number in numbers:
            self.taken[every[number]].set_result(None)


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's bot, on the fake."""
    made = Bot(TOKEN, request=telegram.request(), get_updates_request=telegram.request())
    async with made:
        yield made


async def written(telegram: FakeTelegram, *texts: str) -> None:
    """Let somebody write."""
    ann: Person = telegram.person("Ann")
    for text in texts:
        await ann.say(text)


def waiting(telegram: FakeTelegram) -> int:
    """Return how many updates Telegram still keeps."""
    return len(telegram.api.updates.waiting)


async def test_only_what_is_done_is_confirmed(telegram: FakeTelegram, bot: Bot) -> None:
    take = Slow()
    await written(telegram, "one", "two", "three")
    listening = Listening(bot, take, sleep=no_wait)
    listening.start()
    await telegram.wait(lambda: len(take.taken) == 3)
    take.done(0, 2)
    await telegram.wait(lambda: waiting(telegram) == 2)  # the third is done, but not the second
    assert len(take.taken) == 3
    take.done(1)
    await telegram.wait(lambda: waiting(telegram) == 0)
    await listening.stop()
    assert len(set(take.times)) == 3


async def test_what_was_not_done_comes_again_to_the_next(telegram: FakeTelegram, bot: Bot) -> None:
    first, second = Slow(), Slow()
    await written(telegram, "one", "two", "three")
    listening = Listening(bot, first, sleep=no_wait)
    listening.start()
    await telegram.wait(lambda: len(first.taken) == 3)
    first.done(0)
    first.taken[sorted(first.taken)[1]].cancel()  # given up
    await listening.stop()
    await listening.confirm()
    again = Listening(bot, second, sleep=no_wait)
    again.start()
    await telegram.wait(lambda: len(second.taken) == 2)
    await again.stop()
    assert sorted(second.taken) == sorted(first.taken)[1:]


async def test_one_that_takes_long_holds_up_no_other(telegram: FakeTelegram, bot: Bot) -> None:
    take = Slow()
    await written(telegram, "a file of twenty thousand cards")
    listening = Listening(bot, take, sleep=no_wait)
    listening.start()
    await telegram.wait(lambda: len(take.taken) == 1)
    await written(telegram, "quick")
    await telegram.wait(lambda: len(take.taken) == 2)
    await listening.stop()


async def test_lanes_keep_their_order_and_wait_for_no_other() -> None:
    lanes, done = Lanes(at_once=3), list[str]()
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append("slow")

    def quick(name: str) -> "asyncio.Future[None]":
        async def work() -> None:
            done.append(name)

        return lanes.put(name[0], work)

    first = lanes.put("a", slow)
    after, others = quick("a2"), [quick("b1"), quick("b2"), quick("c1")]
    await asyncio.gather(*others)
    assert done == ["b1", "b2", "c1"]
    assert not first.done()
    gate.set()
    await asyncio.gather(first, after)
    assert done[-2:] == ["slow", "a2"]
    await lanes.idle()


async def test_no_more_at_once_than_there_is_room() -> None:
    lanes, running, most = Lanes(at_once=2), 0, 0

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await asyncio.gather(*(lanes.put(number, work) for number in range(9)))
    assert most == 2


async def test_closing_waits_for_what_was_begun_and_gives_the_rest_up() -> None:
    lanes = Lanes()
    never = asyncio.Event()

    async def stuck() -> None:
        await never.wait()

    async def work() -> None:
        pass

    quick, hung, behind = lanes.put(1, work), lanes.put(2, stuck), lanes.put(2, work)
    await lanes.close(patience=0.01)
    assert quick.done()
    assert not quick.cancelled()
    assert hung.cancelled()
    assert behind.cancelled()
