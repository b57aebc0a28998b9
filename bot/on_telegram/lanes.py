"""Things done in the order in which they came, for each lane; of different lanes at once.

A chat is a lane: what is done there keeps its order, and no chat waits for another.
Must not know what is done.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Runs works, at most ``at_once`` at a time. A work must not raise: nobody would hear of it."""

    def __init__(self, at_once: int = 64) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._lanes: dict[Hashable, deque[tuple[Work, asyncio.Future[None]]]] = {}
        self._runners: set[asyncio.Task[None]] = set()

    def put(self, lane: Hashable, work: Work) -> "asyncio.Future[None]":
        """Do something when everything before it in its lane is done; the future says that it is.

        A work that is given up when everything ends leaves its future cancelled.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append((work, done))
            return done
        self._lanes[lane] = deque([(work, done)])
        runner = asyncio.create_task(self._run(lane), name="telegram-lane")
        self._runners.add(runner)
        runner.add_done_callback(self._runners.discard)
        return done

    async def _run(self, lane: Hashable) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                work, done = waiting[0]
                async with self._room:
                    await work()
                waiting.popleft()
                if not done.done():
                    done.set_result(None)
        finally:
            del self._lanes[lane]
            for _, left in waiting:
                left.cancel()

    async def idle(self) -> None:
        """Return when nothing is left to be done."""
        while self._runners:
            await asyncio.wait(self._runners)

    async def close(self, patience: float = 5.0) -> None:
        """Wait for what was begun, at most so many seconds; then give the rest up."""
        if self._runners:
            await asyncio.wait(self._runners, timeout=patience)
        for runner in tuple(self._runners):
            runner.cancel()
        await asyncio.gather(*self._runners, return_exceptions=True)
