"""Starts bots that may die, and watches them, from a test that is the platform."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.ids import Platform
from tests.kills.nursery import ROUNDS_AND_DAILY, Birth

QUIET_LOOKS = 3
"""Looks at what is due after which nothing more comes of itself."""

PATIENCE = 20.0
"""Seconds for something that must come, on a machine that is busy."""


@dataclass(slots=True)
class Life:
    """One bot: the points it passed, and whether it still lives."""

    pid: int
    points: list[str] = field(default_factory=list)
    looks: int = 0
    ended: int | None = None  # how: minus the signal
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def dead(self) -> bool:
        """Return whether it is gone."""
        return self.ended is not None

    async def until(self, looks: int) -> bool:
        """Wait until it has looked around so often, or is dead; whether it lives."""
        async with asyncio.timeout(PATIENCE):
            while not self.dead and self.looks < looks:
                self.stirred.clear()
                await self.stirred.wait()
        return not self.dead

    async def quiet(self) -> bool:
        """Wait until nothing more comes of itself; whether it lives."""
        return await self.until(self.looks + QUIET_LOOKS)

    def jump(self) -> None:
        """Move its clock on by a minute."""
        if not self.dead:
            os.kill(self.pid, signal.SIGUSR1)

    async def stop(self) -> None:
        """Ask it to end, and wait for that."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            while not self.dead:
                self.stirred.clear()
                await self.stirred.wait()


class Nursery:
    """A process that forks bots, one at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def bear(
        self,
        platform: Platform,
        socket: Path,
        file: Path,
        now: datetime,
        points: int = -1,
        rings: tuple[str, ...] = ROUNDS_AND_DAILY,
    ) -> Life:
        """Start a bot that dies at a point (from 0), or not; return when it has begun to work."""
        assert self._process.stdin is not None
        birth = Birth(platform.value, str(socket), str(file), now.isoformat(), points, rings)
        self._process.stdin.write(json.dumps(asdict(birth)).encode() + b"\n")
        life = Life(int((await self._line()).removeprefix("pid ")))
        while (told := await self._line()) != "ready":
            assert not told.startswith("gone"), "it never began to live"
        self._watching = asyncio.create_task(self._watch(life))
        return life

    async def _line(self) -> str:
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return (await self._process.stdout.readline()).decode().strip()

    async def _watch(self, life: Life) -> None:
        while not life.dead:
            told = await self._line()
            what, _, rest = told.partition(" ")
            if what == "point":
                life.points.append(rest)
            elif what == "look":
                life.looks += 1
            elif what == "gone":
                life.ended = int(rest)
            life.stirred.set()


@asynccontextmanager
async def open_nursery() -> AsyncIterator[Nursery]:
    """Keep a nursery for a while."""
    command = (sys.executable, "-m", "tests.kills.nursery")
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Return what a bot has kept."""
    with sqlite3.connect(file) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found
