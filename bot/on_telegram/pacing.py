"""Lets every request of the bot's wait for its turn: within Telegram's limits, the urgent first.

The library's own limiter was tried and left: its bucket lets up to 59 messages through in the
first second, knows no order, and stands still as a whole when one chat is refused. This takes its
seat (``BaseRateLimiter``), so that nothing can be sent past it. Must not know what is sent.
"""

import asyncio
import math
import warnings
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.domain.urgency import Urgency
from bot.on_telegram.rates import EVERYWHERE_AT_MOST, Rates

log = structlog.get_logger(__name__)

MOST_WAITING = 1_000
"""Requests that may wait at once; one more is refused like Telegram would."""

PATIENCE = {Urgency.REPLY: 10.0, Urgency.CLOSE: 5.0, Urgency.PUSH: 5.0, Urgency.REPORT: 60.0}
"""Seconds that a request waits for a chat. Who would wait longer is told so at once and may come
again, as a post does that waits in the outbox: a few chats in trouble take nobody's place."""

SPARING = (Urgency.REPLY, Urgency.REPORT)
"""What may come in any number leaves room for a group's round."""

Json = dict[str, Any]
Result = bool | Json | list[Json]


@dataclass(frozen=True, slots=True)
class Timer:
    """A clock that only moves on, in seconds, and how to be called at one of its instants.

    ``call_at`` returns how to call that off. A running loop's by default.
    """

    now: Callable[[], float]
    call_at: Callable[[float, Callable[[], None]], Callable[[], None]]


def loop_timer() -> Timer:
    """Return the timer of the running event loop."""
    loop = asyncio.get_running_loop()
    return Timer(loop.time, lambda when, then: loop.call_at(when, then).cancel)


@dataclass(slots=True, eq=False)
class _Waiting:
    """One request that waits for its turn; ``until`` is when its patience ends."""

    chat: str
    until: float
    turn: asyncio.Future[None] = field(default_factory=asyncio.Future)


class Pacing(BaseRateLimiter[Urgency]):
    """Hands out turns. The ``rate_limit_args`` of a request are its urgency, a reply's if none."""

    def __init__(self, timer: Timer | None = None) -> None:
        self._timer = timer
        self._rates = Rates()
        self._queues: dict[Urgency, deque[_Waiting]] = {rank: deque() for rank in Urgency}
        self._called: tuple[float, Callable[[], None]] | None = None

    async def initialize(self) -> None:
        """Silence what the library says about itself whenever Telegram refuses something."""
        warnings.filterwarnings("ignore", ".*In a future major version attribute `retry_after`")

    async def shutdown(self) -> None:
        """Let nobody wait any longer."""
        self._call_off()
        for queue in self._queues.values():
            for one in queue:
                one.turn.cancel()
            queue.clear()

    @property
    def waiting(self) -> int:
        """Return how many requests wait for their turn."""
        return sum(map(len, self._queues.values()))

    async def turn(self, chat: str, urgency: Urgency) -> None:
        """Return when a message may go to a chat, which is counted as sent.

        Raises RetryAfter if that is further away than patience goes, or too many wait.
        """
        now = self._time().now()
        until = now + PATIENCE[urgency]
        free = self._free_at(chat, urgency)
        if free > until:
            raise _come_back(free - now)
        if self.waiting >= MOST_WAITING:
            raise _come_back(PATIENCE[urgency])
        one = _Waiting(chat, until)
        self._queues[urgency].append(one)
        self._pump()
        try:
            await one.turn
        finally:
            if not one.turn.done() or one.turn.cancelled():
                with suppress(ValueError):
                    self._queues[urgency].remove(one)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401 - the library's
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: Urgency | None,
    ) -> Result:
        """Make a request in its turn. Raises what it raises; RetryAfter also on our own account."""
        urgency = Urgency.REPLY if rate_limit_args is None else rate_limit_args
        chat = _whose(endpoint, data)
        if _is_message(endpoint, urgency):
            await self.turn(chat, urgency)
        else:
            self._refuse_while_held(chat)
        try:
            result = await callback(*args, **kwargs)
        except RetryAfter as refused:
            own = data.get("chat_id") is not None
            self._hold(chat, seconds_of(refused) if own else _tried_again(seconds_of(refused)))
            raise
        self._rates.taken()
        return result

    def held_for(self, chat: str) -> float:
        """Return for how many seconds Telegram takes nothing for a chat, 0 or less if it does."""
        return self._rates.held_until(chat) - self._time().now()

    def _refuse_while_held(self, chat: str) -> None:
        seconds = self.held_for(chat)
        if seconds > 0:
            raise _come_back(seconds)

    def _hold(self, chat: str, seconds: float) -> None:
        """Let nothing go where Telegram refuses, and tell those who cannot wait for so long."""
        now = self._time().now()
        self._rates.refuse(chat, now, seconds)
        log.info("Telegram asks for patience", seconds=seconds)
        for rank, queue in self._queues.items():
            for one in tuple(queue):
                free = self._free_at(one.chat, rank)
                if free > one.until:
                    queue.remove(one)
                    if not one.turn.done():
                        one.turn.set_exception(_come_back(free - now))
        self._pump()

    def _time(self) -> Timer:
        if self._timer is None:
            self._timer = loop_timer()
        return self._timer

    def _free_at(self, chat: str, urgency: Urgency) -> float:
        """Return from when on a chat may get something, as far as that chat is concerned."""
        return self._rates.free_at(chat, spare=urgency in SPARING)

    def _pump(self) -> None:
        """Give turns to whoever can have one now, and wake up when the next can."""
        self._call_off()
        now = self._time().now()
        while self._give_one(now):
            pass
        soonest = min(map(self._soonest, Urgency))
        if soonest < math.inf:
            self._called = (soonest, self._time().call_at(soonest, self._pump))

    def _soonest(self, rank: Urgency) -> float:
        """Return when the next of a rank can have its turn, infinity if nobody waits."""
        overall = self._rates.overall_free_at(evenly=rank is not Urgency.REPLY)
        soonest = math.inf
        for one in self._queues[rank]:
            soonest = min(soonest, self._free_at(one.chat, rank))
            if soonest <= overall:
                return overall
        return soonest

    def _give_one(self, now: float) -> bool:
        """Give the next turn, if there is one to give at this moment."""
        for rank, queue in self._queues.items():
            if self._rates.overall_free_at(evenly=rank is not Urgency.REPLY) > now:
                continue
            for one in queue:
                if self._free_at(one.chat, rank) <= now:
                    queue.remove(one)
                    if not one.turn.done():
                        self._rates.note(one.chat, now)
                        one.turn.set_result(None)
                    return True
        return False

    def _call_off(self) -> None:
        if self._called is not None:
            self._called[1]()
            self._called = None


def seconds_of(refused: RetryAfter) -> float:
    """Return for how many seconds Telegram (or we) want nothing."""
    return refused._retry_after.total_seconds()  # noqa: SLF001 - the public one is changing its type


def _tried_again(seconds: float) -> float:
    """Return for how long a method without a chat is held: all chats would wait for it."""
    return min(seconds, EVERYWHERE_AT_MOST)


def _come_back(seconds: float) -> RetryAfter:
    return RetryAfter(max(1, math.ceil(seconds)))


def _whose(endpoint: str, data: Json) -> str:
    """Return the chat that a request is about; without one it only shares its method's fate."""
    chat = data.get("chat_id")
    return endpoint if chat is None else str(chat)


def _is_message(endpoint: str, urgency: Urgency) -> bool:
    """Return whether a request counts as a message.

    Changing one is none when somebody has just pressed a button on it, but what changes of itself
    (counts, reveals) is counted, to be on the safe side.
    """
    if endpoint.startswith(("send", "copy", "forward")):
        return endpoint != "sendChatAction"
    return urgency is not Urgency.REPLY and endpoint.startswith(("edit", "stop"))
