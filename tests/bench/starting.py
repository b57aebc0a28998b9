"""Starting: until the program answers, how much memory it then holds, what the imports cost."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from content.bank import bundled, load
from content.lint import lint
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Laps, run_sync
from tests.bench.plan import Plan

PATIENCE = 30.0
IDLE = 1.5
MEGABYTE = 1024 * 1024


async def starting(plan: Plan) -> list[Finding]:
    """Time fresh processes; the first start makes the database and is told apart."""
    first, rss = _start(plan.folder / "started")
    again = [_start(plan.folder / "started")[0] for _ in range(1 if plan.quick else 5)]
    return [
        Finding(
            name="start until /healthz answers, a new database",
            ours=first,
            unit="s",
            goal=Goal(1.5, of_ratio=False),
        ),
        Finding(
            name="  the same, a database that is there",
            ours=sorted(again)[len(again) // 2],
            unit="s",
            goal=Goal(1.5, of_ratio=False),
        ),
        Finding(name="idle memory", ours=rss, unit="MB", goal=Goal(120, of_ratio=False)),
        *_imports(plan),
    ]


def _start(data: Path) -> tuple[float, float]:
    """Start the program; return the seconds until it answers and its idle memory in MB."""
    with _free_port() as port:
        pass
    begun = time.perf_counter()
    with _running(data, port) as process:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise RuntimeError("the program did not start")
        seconds = time.perf_counter() - begun
        time.sleep(IDLE)
        return seconds, psutil.Process(process.pid).memory_info().rss / MEGABYTE


@contextmanager
def _free_port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield probe.getsockname()[1]


@contextmanager
def _running(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    env = os.environ | {"STUDYHALL_DATA": str(data), "STUDYHALL_PORT": str(port)}
    with data.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=env, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        time.sleep(0.005)
        return False
    finally:
        connection.close()


def _imports(plan: Plan) -> list[Finding]:
    times = 2 if plan.quick else 5
    bare = _python("pass", times)
    core = _python("import bot.usecases.study, bot.usecases.rounds", times)
    whole = _python("import bot.app", times)
    return [
        Finding(name="importing the core alone", ours=(core.p50 - bare.p50) / 1000, unit="ms"),
        Finding(name="importing everything", ours=(whole.p50 - bare.p50) / 1000, unit="ms"),
    ]


def _python(statement: str, times: int) -> Laps:
    command = [sys.executable, "-c", statement]
    return run_sync(lambda: subprocess.run(command, check=True), times)


async def bank(plan: Plan) -> list[Finding]:
    """Time reading the shipped bank, and looking it over by every rule."""
    laps = run_sync(lambda: load(bundled()), 3)
    rules = run_sync(lambda: lint(load(bundled())), 3)
    count = sum(len(deck.questions) for deck in load(bundled()).decks)
    return [
        Finding(
            name=f"loading the bank, {count} questions",
            ours=laps.p50 / 1_000_000,
            unit="s",
            goal=Goal(5, of_ratio=False),
        ),
        Finding(
            name="loading and linting the bank",
            ours=rules.p50 / 1_000_000,
            unit="s",
            goal=Goal(5, of_ratio=False),
        ),
    ]
