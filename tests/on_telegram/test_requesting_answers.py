"""What comes back over aiohttp that is no answer of Telegram's, and that no token is told."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import cast

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.on_telegram.requesting import AiohttpRequest
from tests.on_telegram.fake import TOKEN

Answer = Callable[[web.BaseRequest], Awaitable[web.Response]]
MEGABYTE = 1 << 20
SHORT = 0.05
"""Seconds that are over soon."""

PATIENCE, SLOW = 0.5, 0.7
"""Seconds in which a busy machine answers, and more than that."""


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[str]:
    """Listen on this machine and answer as told; yields the address of a call."""
    server = web.Server(answer, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}/getMe"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (b'{"ok": true, "result": "\xf0\x9f\xa6\x89"}', "🦉"),
        (b'{"ok": true, "result": "\\ud83e"}', "\ud83e"),
        (b'{"ok": true, "result": "\xff"}', "\ufffd"),
        (b"<html>", None),
        (b"", None),
        (b"[1]", None),
    ],
)
def test_answers_are_read_as_far_as_they_can_be(payload: bytes, found: str | None) -> None:
    if found is None:
        with pytest.raises(TelegramError, match="Invalid server response"):
            AiohttpRequest.parse_json_payload(payload)
    else:
        assert AiohttpRequest.parse_json_payload(payload)["result"] == found


async def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.on_telegram.requesting.LARGEST", 4)

    async def endless(_request: web.BaseRequest) -> web.Response:
        return web.Response(body=b"12345")

    async with answering(endless) as url, AiohttpRequest() as request:
        with pytest.raises(NetworkError, match="An answer of 5 bytes is not read"):
            await request.retrieve(url)


async def test_an_upload_may_take_longer_than_an_answer() -> None:
    """The time for the answer begins when the call is out, not before."""

    async def slow(request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(SLOW)
        size = sum([len(chunk) async for chunk in request.content.iter_any()])
        return web.json_response({"ok": True, "result": [size]})

    async with answering(slow) as url:
        async with AiohttpRequest(read_timeout=PATIENCE) as request:
            (size,) = cast("list[int]", await request.post(url, _document(8 * MEGABYTE)))
        async with AiohttpRequest(read_timeout=PATIENCE, upload_timeout=SHORT) as request:
            soon = {"connect_timeout": SHORT, "pool_timeout": 0.0}
            with pytest.raises(TimedOut):
                await request.post(url, _document(8 * MEGABYTE), **soon)
    assert size > 8 * MEGABYTE


def _document(size: int) -> RequestData:
    """Return the library's own form of a call with a file."""
    file = InputFile(BytesIO(bytes(size)), filename="x")
    return RequestData([RequestParameter.from_input("document", file)])


async def _aborts(request: web.BaseRequest) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _turns_away(request: web.BaseRequest) -> web.Response:
    return web.Response(status=302, headers={"Location": str(request.url)})


async def _page(_request: web.BaseRequest) -> web.Response:
    return web.Response(status=200, text="<html>a page of somebody's</html>")


async def _gzipped_nonsense(_request: web.BaseRequest) -> web.Response:
    return web.Response(body=b"no gzip", headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize("answer", [_aborts, _turns_away, _page, _gzipped_nonsense])
async def test_whatever_goes_wrong_nobody_is_told_the_token(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with answering(answer) as url, AiohttpRequest() as request:
            for body in (None, _document(4 * MEGABYTE)):
                with pytest.raises(TelegramError) as error:
                    await request.post(url, body)
                _clean(error.value)
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "no address", "http://[bad", "unknown://127.0.0.1"]
)
async def test_addresses_that_lead_nowhere(url: str) -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(TelegramError) as error:
            await request.post(f"{url}/bot{TOKEN}/getMe")
    _clean(error.value)


def _clean(error: BaseException) -> None:
    shown = "".join(traceback.format_exception(error))
    assert TOKEN.partition(":")[2] not in shown, shown
