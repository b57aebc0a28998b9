"""/healthz tells whether the bot does its work; /metrics tells numbers, to whoever may see them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.ids import Platform
from bot.domain.question import Mark
from bot.on_web import Classroom
from bot.on_web.client import open_classroom
from bot.on_web.guards import Reading, is_loopback
from bot.on_web.metrics import exposition
from bot.usecases.watching import SILENCE, Health, Load, Measured, Waiting
from tests.fakes import FakeClock
from tests.on_web.school import desk_of, open_school
from tests.on_web.visitor import visiting
from tests.usecases.world import World, open_world

TOKEN = "a-token-for-the-monitor"
HERE = Reading(here=True)


@asynccontextmanager
async def serving(path: Path, clock: FakeClock, reading: Reading) -> AsyncIterator[str]:
    async with open_world(path, clock) as world, served(world, reading) as address:
        yield address


@asynccontextmanager
async def served(world: World, reading: Reading) -> AsyncIterator[str]:
    room = Classroom(desk_of(world), secret=b"s" * 32, pictures={}, metrics=reading)
    async with open_classroom(room, "127.0.0.1", 0) as address:
        yield address


async def get(address: str, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with ClientSession() as session, session.get(address, headers=named) as reply:
        return reply.status, await reply.text()


def numbers(text: str) -> dict[str, float]:
    """Return every sample, by its name and labels."""
    return {
        " ".join([sample.name, *(f"{k}={v}" for k, v in sorted(sample.labels.items()))]): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_whoever_restarts_the_bot_is_told_the_truth(tmp_path: Path, clock: FakeClock) -> None:
    async with open_world(tmp_path / "w.db", clock) as world:
        room = Classroom(desk := desk_of(world), secret=b"s" * 32, pictures={})
        async with open_classroom(room, "127.0.0.1", 0) as address:
            assert (await get(f"{address}/healthz"))[0] == 200
            desk.watching.pulse._last -= SILENCE + 1
            status, text = await get(f"{address}/healthz")
            assert status == 503
            assert '"metronome": "silent"' in text
            desk.watching.pulse.beat()
            await world.database._writer.execute_fetchall("PRAGMA query_only = ON")
            desk.watching._looked = None
            status, text = await get(f"{address}/healthz")
            assert status == 503
            assert '"database": "in trouble"' in text
            assert "query_only" not in text
            assert "readonly" not in text  # what exactly is in the log, not for everybody
            await world.database._writer.execute_fetchall("PRAGMA query_only = OFF")


async def test_a_monitor_reads_every_number(tmp_path: Path, clock: FakeClock) -> None:
    async with (
        open_world(tmp_path / "w.db", clock) as world,
        served(world, HERE) as address,
        visiting(address, "Zebedee") as visitor,
        visitor.tab() as line,
    ):
        await line.until("Good to see you", region="own")
        status, text = await get(f"{address}/metrics")
    assert status == 200
    read = numbers(text)
    assert read["studyhall_open_sockets"] == 1
    assert read["studyhall_healthy"] == read["studyhall_database_writable"] == 1
    assert read["studyhall_answers_total platform=web verdict=right"] == 0
    assert read["studyhall_database_batch_seconds_count"] > 0
    buckets = [
        v for name, v in read.items() if name.startswith("studyhall_database_batch_seconds_b")
    ]
    assert buckets[-1] == read["studyhall_database_batch_seconds_count"]
    assert read["studyhall_dailies_due"] == read["studyhall_database_queue"] == 0
    assert "Zebedee" not in text
    assert visitor.code not in text


def test_every_number_of_the_guide_is_in_what_a_monitor_reads() -> None:
    waiting = (Waiting(Platform.DISCORD, 3, 61.0), Waiting(Platform.TELEGRAM, 1, 2.0))
    health = Health(trouble="", silence=0.5, waiting=waiting, dailies_due=2, dailies_late=90.0)
    load = Load(4, 900, 300, 1.5, ((0.01, 250), (float("inf"), 300)))
    answers = {(Platform.DISCORD, Mark.RIGHT): 8, (Platform.WEB, Mark.CLOSE): 2}
    made = datetime(2026, 3, 4, 3, tzinfo=UTC)
    read = numbers(exposition(Measured(health, load, answers, made), 5).decode())
    assert read["studyhall_answers_total platform=discord verdict=right"] == 8
    assert read["studyhall_answers_total platform=web verdict=close"] == 2
    assert read["studyhall_posts_due platform=discord"] == 3
    assert read["studyhall_delivery_lag_seconds platform=discord"] == 61
    assert read["studyhall_delivery_lag_seconds platform=telegram"] == 2
    assert read["studyhall_posts_due platform=web"] == 0, "nothing waits, and that is told"
    assert read["studyhall_delivery_lag_seconds platform=web"] == 0
    assert read["studyhall_dailies_due"] == 2
    assert read["studyhall_dailies_late_seconds"] == 90
    assert read["studyhall_database_queue"] == 4
    assert read["studyhall_database_transactions_total"] == 900
    assert read["studyhall_database_batch_seconds_sum"] == 1.5
    assert read["studyhall_last_backup_timestamp_seconds"] == made.timestamp()
    assert read["studyhall_open_sockets"] == 5
    guide = (Path(__file__).parents[2] / "docs" / "deploying.md").read_text("utf-8")
    for name in re.findall(r"`(studyhall_[a-z_]+)`", guide):
        assert any(sample.startswith(name) for sample in read), name


@pytest.mark.parametrize(
    ("reading", "headers", "seen"),
    [
        (HERE, {}, True),
        (HERE, {"Host": "localhost:8080"}, True),
        (HERE, {"Host": "study.example.org"}, False),
        (HERE, {"X_Forwarded_For": "203.0.113.9"}, False),
        (HERE, {"Forwarded": "for=203.0.113.9"}, False),
        (Reading(), {}, False),
        (Reading(), {"Authorization": "Bearer "}, False),
        (Reading(TOKEN), {}, False),
        (Reading(TOKEN, here=True), {}, False),
        (Reading(TOKEN), {"Authorization": f"Bearer {TOKEN}"}, True),
        (Reading(TOKEN), {"Authorization": f"bearer {TOKEN}", "Host": "study.example.org"}, True),
        (Reading(TOKEN), {"Authorization": f"Basic {TOKEN}"}, False),
        (Reading(TOKEN), {"Authorization": f"Bearer {TOKEN}x"}, False),
        (Reading(TOKEN), {"Authorization": "Bearer ü"}, False),
    ],
)
async def test_the_numbers_are_for_whoever_may_see_them(
    tmp_path: Path, clock: FakeClock, reading: Reading, headers: dict[str, str], seen: bool
) -> None:
    async with serving(tmp_path / "w.db", clock, reading) as address:
        status, text = await get(f"{address}/metrics", **headers)
    assert status == (200 if seen else 404)
    assert ("studyhall_" in text) is seen


async def test_by_default_there_are_no_numbers(tmp_path: Path, clock: FakeClock) -> None:
    async with open_school(tmp_path / "s.db", clock) as school:
        assert (await get(f"{school.address}/metrics"))[0] == 404


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9:80", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]:8080", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4:8080", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
        ("[", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
