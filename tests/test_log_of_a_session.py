"""A whole session of a class leaves log lines, and none of them holds a word anybody typed.

Real browsers' words over real sockets, with faults on the way: the log is searched for all of it.
"""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession

from bot.app import App, metronome, open_app, web_classroom
from bot.config import Config
from bot.domain.ids import AskId
from bot.logs import log_to
from bot.press import Answer
from bot.usecases.classes import OPEN_CODE
from storage import secrets
from tests.fakes import FakeClock
from tests.on_web.visitor import Line, Visitor, visiting

NAMES = ("Zebedee Quill", "Ottoline Marsh")
TOKEN = "a-token-for-the-monitor"
WORDS = ("xylophone revolution", "quixotic-answer", "wherefore art thou", "Grüße-aus-Nirgendwo")
"""What is typed: nothing that the program itself would ever say."""


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Write the log, as it is by default, into a string; put logging back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    log_to(stream, "info", "auto", [TOKEN])
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
async def app(tmp_path: Path, clock: FakeClock, log: io.StringIO) -> AsyncIterator[App]:
    config = Config(data=tmp_path, synchronous="OFF", port=0, metrics_token=TOKEN)
    async with open_app(config, clock) as opened, metronome(opened):
        yield opened


async def _study(line: Line) -> None:
    """Answer typed questions with words of one's own, and say what is no command."""
    for word in WORDS:
        await line.say("/review typed")
        frame = await line.until('data-stage="asked"', region="own")
        ask = frame["ask"]
        assert isinstance(ask, int)
        await line.push(Answer(AskId(ask), ()), ("text", word))
        await line.until()
        await line.say(f"/{word}")
        await line.until()
        await line.say(word)
        await line.until()
    await line.say(f"/class new {NAMES[0]} and {WORDS[0]}")
    await line.until()
    await line.say(f"/settings alias {WORDS[1]}")
    await line.until()


async def _go_wrong(app: App, visitor: Visitor, line: Line) -> None:
    """Meet faults: frames that are none, pages that are none, a table that is gone."""
    await line.socket.send_str("{not json " + WORDS[2])
    await line.until()
    async with visitor.session.get(f"{visitor.address}/{WORDS[1]}") as reply:
        assert reply.status == 404
    await app.database.transaction(lambda tx: tx.execute("ALTER TABLE accounts RENAME TO gone"))
    await line.say(f"/review {WORDS[0]}")
    await line.until(region="toast")
    form = {"name": NAMES[1], "code": WORDS[1], "zone": "UTC"}
    async with visitor.session.post(
        f"{visitor.address}/enter", data=form, headers=visitor.origin
    ) as reply:
        assert reply.status == 500
    async with visitor.session.get(f"{visitor.address}/c/{visitor.code}") as reply:
        assert reply.status == 500
    await app.database.transaction(lambda tx: tx.execute("ALTER TABLE gone RENAME TO accounts"))


async def test_nothing_typed_and_no_secret_is_in_the_log(app: App, log: io.StringIO) -> None:
    cookies: list[str] = []
    async with web_classroom(app) as address, ClientSession() as monitor:
        for name in NAMES:
            async with visiting(address, name) as visitor, visitor.tab() as line:
                await line.until('data-stage="welcome"')
                await _study(line)
                await _go_wrong(app, visitor, line)
                cookies += [cookie.value for cookie in visitor.session.cookie_jar]
        asked = {"Authorization": f"Bearer {TOKEN}"}
        async with monitor.get(f"{address}/metrics", headers=asked) as reply:
            assert reply.status == 200
    key = await app.database.transaction(lambda tx: secrets.secret(tx, "cookie"))
    rows = await app.database.transaction(
        lambda tx: tx.execute("SELECT code FROM classes").fetchall()
    )
    codes = [code for (code,) in rows if code != OPEN_CODE]  # a word, and a module's name
    written = log.getvalue()
    events = [json.loads(line) for line in written.splitlines()]
    assert len([event for event in events if event["level"] == "error"]) >= 4  # it was put to test
    assert (len(cookies), bool(codes)) == (2, True)
    private = (*NAMES, *WORDS, TOKEN, *cookies, *codes, key.hex(), str(key), "Zebedee", "Ottoline")
    for word in private:
        assert word not in written
        assert word.casefold() not in written.casefold()
        assert json.dumps(word)[1:-1] not in written
