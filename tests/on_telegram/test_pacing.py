"""Requests go out in their order and within Telegram's limits, and a refusal holds up few."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import FloodLimit
from telegram.error import RetryAfter, TimedOut

from bot.domain.urgency import Urgency
from bot.on_telegram import limits, rates
from bot.on_telegram import pacing as p
from bot.on_telegram.pacing import Pacing
from tests.bench.pushing import push
from tests.on_telegram.timer import FakeTimer, breathe

GROUP, OTHER, ANN, BEN = "-100", "-200", "7", "8"


class Post:
    """Sends to chats through pacing, and notes when each message went."""

    def __init__(self) -> None:
        self.timer = FakeTimer()
        self.began = self.timer.seconds
        self.pacing = Pacing(self.timer.timer())
        self.out: list[tuple[float, str, str]] = []
        self.refuse: dict[str, float] = {}
        self.failed: list[tuple[str, float]] = []
        self.tasks: list[asyncio.Task[None]] = []

    def send(
        self, chat: str, name: str = "", urgency: Urgency | None = None, how: str = "sendMessage"
    ) -> None:
        """Begin to send."""
        self.tasks.append(asyncio.ensure_future(self._send(chat, name, urgency, how)))

    async def _send(self, chat: str, name: str, urgency: Urgency | None, how: str) -> None:
        async def request() -> bool:
            if chat in self.refuse:
                raise RetryAfter(int(self.refuse[chat]))
            self.out.append((self.timer.seconds - self.began, chat, name))
            return True

        data = {"chat_id": int(chat)}
        try:
            await self.pacing.process_request(request, (), {}, how, data, urgency)
        except RetryAfter as refused:
            self.failed.append((name or chat, p.seconds_of(refused)))

    async def forward(self, seconds: float) -> None:
        await self.timer.forward(seconds)

    def names(self) -> list[str]:
        return [name for _, _, name in self.out]

    def times(self, chat: str) -> list[float]:
        return [at for at, where, _ in self.out if where == chat]


@pytest.fixture
def post() -> Iterable[Post]:
    made = Post()
    yield made
    for task in made.tasks:
        task.cancel()


def most_in(times: Iterable[float], length: float) -> int:
    """Return the most that happened in any window of a length, its end not included."""
    inside: deque[float] = deque()
    most = 0
    for time in sorted(times):
        inside.append(time)
        while inside[0] <= time - length:
            inside.popleft()
        most = max(most, len(inside))
    return most


def test_the_limits_are_telegrams() -> None:
    assert limits.ALL_MESSAGES / limits.ALL_SECONDS == FloodLimit.MESSAGES_PER_SECOND
    assert 1 / limits.CHAT_SECONDS == FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
    assert limits.GROUP_SECONDS == 60
    assert limits.GROUP_MESSAGES == FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP


async def test_one_chat_gets_one_message_a_second(post: Post) -> None:
    for number in range(4):
        post.send(ANN, str(number))
    await post.forward(10)
    assert post.names() == ["0", "1", "2", "3"]
    assert post.times(ANN) == pytest.approx([0, 1.03, 2.06, 3.09])


async def test_a_group_gets_twenty_in_a_minute(post: Post) -> None:
    for number in range(25):
        post.send(GROUP, str(number), Urgency.CLOSE)
        await post.forward(2)
    assert len(post.times(GROUP)) == 20
    assert post.failed[0] == ("20", 21.0), "it is told when it can come again"
    await post.forward(11)
    for number in range(20, 25):
        post.send(GROUP, str(number), Urgency.CLOSE)
        await post.forward(2)
    times = post.times(GROUP)
    assert len(times) == 25
    assert most_in(times, 60) == 20


async def test_a_talkative_group_leaves_room_for_its_round(post: Post) -> None:
    for number in range(20):
        post.send(GROUP, f"reply {number}")
        await post.forward(2)
    assert len(post.out) == 20 - rates.SPARE
    assert len(post.failed) == rates.SPARE, "none of them waits for so long"
    for number in range(rates.SPARE):
        post.send(GROUP, f"reveal {number}", Urgency.CLOSE)
        await post.forward(1.1)
    assert len(post.out) == 20
    assert most_in(post.times(GROUP), 60) == 20
    for number in range(25):
        post.send(ANN, f"reply {number}")
        await post.forward(2)
    assert len(post.times(ANN)) == 25


async def test_somebody_alone_is_no_group(post: Post) -> None:
    for number in range(25):
        post.send(ANN, str(number))
        await post.forward(2)
    assert len(post.times(ANN)) == 25


async def test_all_chats_together_get_thirty_in_a_second(post: Post) -> None:
    for number in range(100):
        post.send(str(1_000 + number))
    await breathe()
    assert len(post.out) == 30  # replies go at once while there is room
    await post.forward(10)
    assert len(post.out) == 100
    assert most_in((at for at, _, _ in post.out), 1) == 30


async def test_what_can_wait_keeps_a_distance_so_that_a_reply_finds_room(post: Post) -> None:
    for number in range(200):
        post.send(str(-1_000 - number), "push", Urgency.PUSH)
    await post.forward(3)
    began = post.timer.seconds - post.began
    post.send(ANN, "reply")
    await post.forward(1)
    (answered,) = post.times(ANN)
    assert answered - began <= 1.03 / 30 + 1e-9


async def test_replies_go_before_closes_before_pushes_before_reports(post: Post) -> None:
    for number in range(30):
        post.send(str(1_000 + number))  # the second is full
    await breathe()
    kinds = (Urgency.REPORT, Urgency.PUSH, Urgency.CLOSE, Urgency.REPLY)
    for number, urgency in enumerate(kinds):
        post.send(str(-500 - number), urgency.name, urgency)
    await post.forward(5)
    assert post.names()[30:] == ["REPLY", "CLOSE", "PUSH", "REPORT"]


async def test_a_chat_that_waits_for_its_second_holds_up_no_other(post: Post) -> None:
    post.send(GROUP, "first", Urgency.CLOSE)
    post.send(GROUP, "second", Urgency.CLOSE)
    post.send(OTHER, "elsewhere", Urgency.PUSH)
    await post.forward(0.5)
    assert post.names() == ["first", "elsewhere"]
    await post.forward(1)
    assert post.names() == ["first", "elsewhere", "second"]


async def test_a_refused_chat_waits_for_hours_and_the_others_for_nothing(post: Post) -> None:
    post.refuse[GROUP] = 10_072
    post.send(GROUP, "refused", Urgency.PUSH)
    await breathe()
    assert post.failed == [("refused", 10_072)]
    post.refuse.clear()
    post.send(GROUP, "too early", Urgency.PUSH)
    post.send(OTHER, "elsewhere", Urgency.PUSH)
    post.send(ANN, "to her")
    await post.forward(1)
    assert set(post.names()) == {"elsewhere", "to her"}
    assert post.failed[1][0] == "too early"
    assert post.failed[1][1] == pytest.approx(10_073, abs=1)
    await post.forward(10_072)
    post.send(GROUP, "at last", Urgency.PUSH)
    await breathe()
    assert post.names()[-1] == "at last"


async def test_those_who_wait_for_a_chat_are_told_when_it_is_refused(post: Post) -> None:
    post.send(GROUP, "before")
    await breathe()
    post.send(GROUP, "behind", Urgency.CLOSE)
    post.send(OTHER, "elsewhere", Urgency.CLOSE)
    post.refuse[GROUP] = 3_600
    post.send(GROUP, "edit", None, "editMessageText")  # not counted: refused at once
    await breathe()
    assert post.failed[0] == ("edit", 3_600.0)
    assert post.failed[1][0] == "behind"
    await post.forward(3)
    assert post.names() == ["before", "elsewhere"]


async def test_a_short_refusal_is_waited_out(post: Post) -> None:
    post.refuse[GROUP] = 3
    post.send(GROUP, "refused", Urgency.CLOSE)
    await breathe()
    post.refuse.clear()
    post.send(GROUP, "patient", Urgency.CLOSE)
    await post.forward(3.2)
    assert post.times(GROUP) == pytest.approx([3.03])


async def test_several_chats_refused_in_a_row_mean_the_bot(post: Post) -> None:
    for number in range(3):
        chat = str(-300 - number)
        post.refuse[chat] = 20 + number
        post.send(chat, chat, Urgency.PUSH)
        await post.forward(0.1)
    post.send(ANN, "waits", Urgency.REPORT)
    post.send(BEN, "comes again", Urgency.CLOSE)
    await post.forward(15)
    assert post.names() == []
    assert post.failed[-1] == ("comes again", 20.0)
    await post.forward(6)
    assert post.names() == ["waits"]


async def test_several_chats_refused_between_others_mean_themselves(post: Post) -> None:
    for number in range(6):
        chat = str(-300 - number)
        post.refuse[chat] = 600
        post.send(chat, "", Urgency.PUSH)
        post.send(str(-900 - number), "taken", Urgency.PUSH)
        await post.forward(0.2)
    assert post.names() == ["taken"] * 6


async def test_even_if_the_bot_is_refused_for_hours_it_is_tried_every_half_minute(
    post: Post,
) -> None:
    for number in range(3):
        post.refuse[str(-300 - number)] = 7_200
        post.send(str(-300 - number), "", Urgency.PUSH)
        await post.forward(0.1)
    post.send(ANN, "tries", Urgency.REPORT)
    await post.forward(31)
    assert post.names() == ["tries"]


async def test_changing_a_message_by_a_press_is_no_message(post: Post) -> None:
    for number in range(5):
        post.send(ANN, str(number), None, "editMessageText")
    post.send(GROUP, "reveal", Urgency.CLOSE, "editMessageText")
    post.send(GROUP, "count", Urgency.REPORT, "editMessageText")
    await breathe()
    assert post.names() == ["0", "1", "2", "3", "4", "reveal"]
    await post.forward(2)
    assert post.names()[-1] == "count"


async def test_no_more_wait_than_can(post: Post) -> None:
    for number in range(p.MOST_WAITING + 5):
        post.send(str(-10_000 - number), str(number), Urgency.PUSH)
    await breathe()
    assert post.pacing.waiting == p.MOST_WAITING
    assert len(post.failed) == 4  # the first went out at once


async def test_who_gives_up_leaves_the_queue(post: Post) -> None:
    post.send(ANN, "first")
    post.send(ANN, "second")
    await breathe()
    post.tasks[1].cancel()
    await breathe()
    assert post.pacing.waiting == 0
    await post.forward(5)
    assert post.names() == ["first"]


async def test_an_error_that_is_no_refusal_holds_up_nobody(post: Post) -> None:
    async def lost() -> bool:
        raise TimedOut

    for _ in range(4):
        with pytest.raises(TimedOut):
            await post.pacing.process_request(lost, (), {}, "getChat", {"chat_id": -1}, None)
    post.send("-1", "well")
    await breathe()
    assert post.names() == ["well"]


async def test_a_method_without_a_chat_waits_on_its_own(post: Post) -> None:
    async def refused() -> bool:
        raise RetryAfter(60)

    with pytest.raises(RetryAfter):
        await post.pacing.process_request(refused, (), {}, "setMyCommands", {}, None)
    with pytest.raises(RetryAfter):
        await post.pacing.process_request(refused, (), {}, "setMyCommands", {}, None)
    post.send(ANN, "well")
    await breathe()
    assert post.names() == ["well"]


async def test_a_method_without_a_chat_is_held_for_half_a_minute_at_most(post: Post) -> None:
    async def answered(refusal: int = 0) -> bool:
        if refusal:
            raise RetryAfter(refusal)
        return True

    about = ("answerCallbackQuery", {"callback_query_id": "1"}, None)
    with pytest.raises(RetryAfter):  # one chat's press must not silence those of all others
        await post.pacing.process_request(answered, (3_600,), {}, *about)
    await post.forward(29)
    with pytest.raises(RetryAfter):
        await post.pacing.process_request(answered, (), {}, *about)
    await post.forward(2)
    assert await post.pacing.process_request(answered, (), {}, *about)


async def test_when_it_closes_nobody_waits_any_longer(post: Post) -> None:
    post.send(ANN, "first")
    post.send(ANN, "second")
    await breathe()
    await post.pacing.shutdown()
    await breathe()
    assert all(task.done() for task in post.tasks)


CHATS = st.sampled_from([ANN, BEN, GROUP, OTHER, "-300"])
SENDS = st.lists(
    st.tuples(CHATS, st.sampled_from(list(Urgency)), st.sampled_from([0.0, 0.01, 0.3, 1.0, 9.0])),
    max_size=120,
)


@settings(max_examples=40, deadline=None)
@given(SENDS)
def test_whatever_is_sent_no_limit_is_exceeded(sends: list[tuple[str, Urgency, float]]) -> None:
    async def run() -> Post:
        post = Post()
        for chat, urgency, pause in sends:
            post.send(chat, "", urgency)
            await post.forward(pause)
        await post.forward(1_000)
        return post

    post = asyncio.run(run())
    assert len(post.out) + len(post.failed) == len(sends)
    assert most_in((at for at, _, _ in post.out), 1) <= 30
    for chat in Counter(chat for _, chat, _ in post.out):
        assert most_in(post.times(chat), 1) <= 1
        if rates.is_group(chat):
            assert most_in(post.times(chat), 60) <= 20


async def test_a_push_to_ten_thousand_groups_uses_the_rate_and_never_exceeds_it() -> None:
    post = Post()
    left = iter(range(10_000))

    async def deliver() -> None:
        for number in left:
            await post._send(str(-1_000_000 - number), "", Urgency.PUSH, "sendMessage")

    workers = [asyncio.ensure_future(deliver()) for _ in range(100)]
    while not all(worker.done() for worker in workers):
        await breathe(3)
        post.timer.step()
    times = [at for at, _, _ in post.out]
    assert len(times) == 10_000
    assert most_in(times, 1) <= 30
    assert 10_000 / 30 / (times[-1] + 1 / 30) >= 0.95


async def test_a_push_from_due_subscriptions_to_messages_uses_the_rate(tmp_path: Path) -> None:
    pushed = await push(tmp_path, 150)
    assert pushed.posts == 150
    assert pushed.breaches == ()
    assert 95 <= pushed.share <= 100


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_same_to_ten_thousand_groups(tmp_path: Path) -> None:
    pushed = await push(tmp_path, 10_000)
    assert pushed.posts == 10_000
    assert pushed.breaches == ()
    assert 95 <= pushed.share <= 100
