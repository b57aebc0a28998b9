"""What is logged of a day on Telegram: no token, no name, no word that anybody wrote."""

import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import log_to
from bot.on_telegram.client import Line, open_client
from tests.fakes import FakeClock
from tests.on_telegram.fake import TOKEN, FakeTelegram, open_telegram
from tests.on_telegram.hall import desk_of, no_wait, one_of_each, open_hall
from tests.usecases.world import open_world

WORDS = ("xylophone revolution", "quixotic-answer", "Grüße aus Nirgendwo")
NAME = "Zebedee Quill"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Write everything that is logged into a string, with no secret named to be blotted out."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    log_to(stream, "debug", "json", ())
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


async def _talk(telegram: FakeTelegram, path: Path, clock: FakeClock) -> None:
    async with open_hall(telegram, path, clock, one_of_each()) as hall:
        teacher = await hall.set_up()
        zebedee = hall.come(NAME)
        question = await hall.start_round(teacher, "1 calm typed")
        alone = zebedee.in_private()
        await alone.command("/review typed")
        for word in WORDS:
            await zebedee.reply(question, word)
            await alone.say(word)
            await alone.command(f"/{word.split()[0]}")
            await alone.send_document(f"{word}.bin", bytes(range(256)))
        telegram.fail("sendMessage", 400, f"Bad Request: can't parse entities: {WORDS[0]}")
        await alone.command("/help")
        telegram.cut("*", times=2)
        telegram.cut("getUpdates", times=2)
        await alone.command("/stats")
        await hall.client.take({"update_id": 1, "message": {"text": WORDS[0], "from": NAME}})
        await hall.pass_time(minutes=5)
    telegram.forgive()


async def test_a_day_leaves_lines_without_anybodys_words(
    tmp_path: Path, clock: FakeClock, log: io.StringIO
) -> None:
    async with open_telegram(clock) as telegram:
        await _talk(telegram, tmp_path / "x.db", clock)
    said = log.getvalue()
    assert "cannot be read" in said
    assert TOKEN not in said
    assert TOKEN.partition(":")[2] not in said
    assert NAME not in said
    assert [word for word in WORDS[1:] if word in said] == []


async def test_a_line_that_is_dead_does_not_tell_the_token(
    tmp_path: Path, clock: FakeClock, log: io.StringIO
) -> None:
    async with open_world(tmp_path / "x.db", clock) as world:
        line = Line(token=TOKEN, server="http://127.0.0.1:9", sleep=no_wait)
        async with open_client(desk_of(world), line) as client:
            for _ in range(50):
                await asyncio.sleep(0)
            assert not client.reached.is_set()
    said = log.getvalue()
    assert "cannot be reached" in said
    assert TOKEN.partition(":")[2] not in said
