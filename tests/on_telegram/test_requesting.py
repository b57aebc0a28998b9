"""The transport on aiohttp: the same calls, files up and down, times, errors, and no token told."""

import asyncio
import logging
import os
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import cast

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.on_telegram.requesting import AiohttpRequest
from tests.on_telegram.fake import TOKEN, FakeTelegram
from tests.on_telegram.fake.sockets import Socket, served

Answer = Callable[[web.BaseRequest], Awaitable[web.Response]]
MEGABYTE = 1 << 20
SHORT = 0.05
"""Seconds that are over soon."""


@pytest.fixture
async def socket(telegram: FakeTelegram) -> AsyncIterator[Socket]:
    """The fake, listening."""
    async with served(telegram) as opened:
        yield opened


@asynccontextmanager
async def calling(socket: Socket, read_timeout: float = 5.0) -> AsyncIterator[Bot]:
    """Give the library's bot, with our transport on the fake's socket."""
    requests = [
        AiohttpRequest(connect=socket.connector, read_timeout=read_timeout) for _ in range(2)
    ]
    async with Bot(TOKEN, request=requests[0], get_updates_request=requests[1]) as bot:
        yield bot


@pytest.fixture
async def bot(socket: Socket) -> AsyncIterator[Bot]:
    """The library's bot over our transport."""
    async with calling(socket) as made:
        yield made


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


async def test_a_call_arrives_as_the_library_means_it(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    key = InlineKeyboardButton("Größe 🦉", callback_data="1a:2f:1")
    sent = await bot.send_message(
        ada.chat.id,
        "<b>Ünï</b> & 5 < 6".replace("&", "&amp;").replace("5 <", "5 &lt;"),
        parse_mode="HTML",
        disable_notification=True,
        reply_markup=InlineKeyboardMarkup([[key]]),
    )
    assert sent.text == "Ünï & 5 < 6"
    assert (ada.last.buttons, ada.last.silent) == (["Größe 🦉"], True)


async def test_files_go_up_with_their_names_and_captions(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    sent = await bot.send_document(
        ada.chat.id, BytesIO(b"a;b\r\n"), caption="Zürich & <3", filename='Übung "1".csv'
    )
    assert sent.document is not None
    assert sent.document.file_name == 'Übung "1".csv'
    kept = ada.last
    assert (kept.text, kept.document and kept.document.data) == ("Zürich & <3", b"a;b\r\n")
    await sent.edit_media(InputMediaDocument(b"new", filename="new.csv"))
    assert ada.last.document
    assert ada.last.document.data == b"new"


async def test_large_files_go_both_ways(telegram: FakeTelegram, bot: Bot) -> None:
    ada = telegram.person("Ada")
    large = os.urandom(19 * MEGABYTE)
    sent = await bot.send_document(ada.chat.id, large, filename="deck.apkg")
    assert sent.document is not None
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == large


async def test_half_a_character_is_told_of_and_not_taken_for_a_broken_line(
    telegram: FakeTelegram, bot: Bot
) -> None:
    ada = telegram.person("Ada")
    key = InlineKeyboardButton("half \ud83e an owl", callback_data="x")
    for text, markup in (("half \ud83e an owl", None), ("x", InlineKeyboardMarkup([[key]]))):
        with pytest.raises(BadRequest, match="Strings must be encoded in utf-8"):
            await bot.send_message(ada.chat.id, text, reply_markup=markup)
    assert len(telegram.forgive()) == 2
    await bot.send_message(ada.chat.id, "🦉", reply_markup=InlineKeyboardMarkup([[_owl()]]))
    assert ada.last.buttons == ["🦉"]


def _owl() -> InlineKeyboardButton:
    return InlineKeyboardButton("🦉", callback_data="x")


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


@pytest.mark.parametrize(
    ("status", "description", "parameters", "error"),
    [
        (400, "Bad Request: chat not found", {}, BadRequest),
        (400, "Bad Request: moved", {"migrate_to_chat_id": -1001}, ChatMigrated),
        (403, "Forbidden: bot was blocked by the user", {}, Forbidden),
        (401, "Unauthorized", {}, InvalidToken),
        (409, "Conflict: terminated", {}, Conflict),
        (429, "Too Many Requests", {"retry_after": 10_072}, RetryAfter),
        (500, "Internal Server Error", {}, NetworkError),
        (502, "Bad Gateway", {}, NetworkError),
    ],
)
async def test_telegrams_errors_are_the_librarys(
    telegram: FakeTelegram,
    bot: Bot,
    status: int,
    description: str,
    parameters: dict[str, int],
    error: type[TelegramError],
) -> None:
    telegram.fail("getMe", status, description, times=1, chat=None, **parameters)
    with pytest.raises(error):
        await bot.get_me()
    assert (await bot.get_me()).username == "studyhall_bot"


async def test_a_line_that_breaks(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group()
    telegram.cut("sendMessage")
    with pytest.raises(NetworkError) as error:
        await bot.send_message(group.id, "x")
    assert not isinstance(error.value, TimedOut)
    telegram.lose_answer("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(group.id, "x")
    assert len(telegram.public(group)) == 1
    await bot.send_message(group.id, "x")


async def test_times_that_are_over(telegram: FakeTelegram, socket: Socket) -> None:
    async with calling(socket, read_timeout=SHORT) as bot:
        telegram.cut("getMe", hangs=True, times=2)
        with pytest.raises(TimedOut):
            await bot.get_me()
        with pytest.raises(TimedOut):
            await bot.get_me(read_timeout=0.01)
        await bot.get_me()


async def test_asking_for_updates_waits_as_long_as_was_asked(
    telegram: FakeTelegram, socket: Socket
) -> None:
    async with calling(socket, read_timeout=SHORT) as bot:
        asking = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(2 * SHORT)
        await telegram.person("Ada").say("here")
        (update,) = await asking
    assert update.message


async def test_an_upload_may_take_longer_than_an_answer() -> None:
    """The time for the answer begins when the call is out, not before."""

    async def slow(request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(3 * SHORT)
        size = sum([len(chunk) async for chunk in request.content.iter_any()])
        return web.json_response({"ok": True, "result": [size]})

    async with answering(slow) as url, AiohttpRequest(read_timeout=SHORT) as request:
        (size,) = cast("list[int]", await request.post(url, _document(8 * MEGABYTE)))
        soon = {"write_timeout": SHORT, "connect_timeout": SHORT, "pool_timeout": 0.0}
        with pytest.raises(TimedOut):
            await request.post(url, _document(8 * MEGABYTE), **soon)
    assert size > 8 * MEGABYTE


def _document(size: int) -> RequestData:
    """Return the library's own form of a call with a file."""
    file = InputFile(BytesIO(bytes(size)), filename="x")
    return RequestData([RequestParameter.from_input("document", file)])


async def test_a_pool_that_is_full(socket: Socket, telegram: FakeTelegram) -> None:
    def narrow() -> aiohttp.BaseConnector:
        return aiohttp.UnixConnector(path=str(socket.path), limit=1)

    async with AiohttpRequest(connect=narrow) as request:
        url = f"https://api.telegram.org/bot{TOKEN}/getMe"
        telegram.cut("getMe", hangs=True)
        waiting = asyncio.create_task(request.post(url))
        await telegram.wait(lambda: telegram.busy == 0 and telegram.calls)
        with pytest.raises(TimedOut):
            await request.post(url, pool_timeout=0.01, connect_timeout=0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert await request.post(url)


async def test_none_waits_for_ever_and_a_cancelled_call_leaves_nothing(
    telegram: FakeTelegram, bot: Bot
) -> None:
    telegram.cut("getMe", hangs=True)
    waiting = asyncio.create_task(
        bot.get_me(read_timeout=None, write_timeout=None, connect_timeout=None, pool_timeout=None)
    )
    await telegram.wait(lambda: any(call.method == "getMe" for call in telegram.calls[1:]))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await bot.get_me()


async def test_opening_and_closing(socket: Socket, telegram: FakeTelegram) -> None:
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    request = AiohttpRequest(connect=socket.connector)
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post(url)
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(url)
        await request.shutdown()
        await request.shutdown()
    await request.initialize()
    telegram.cut("getMe", hangs=True)
    waiting = asyncio.create_task(request.post(url))
    await telegram.wait(lambda: len(telegram.calls) == 3)
    await request.shutdown()
    with pytest.raises(NetworkError):
        await waiting


async def test_a_proxy_named_in_the_environment_is_left_out(
    socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with AiohttpRequest() as request:
        assert await request.post(f"{socket.base_url}{TOKEN}/getMe")


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
