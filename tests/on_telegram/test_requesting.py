"""The transport on aiohttp: the same calls, files up and down, times and errors."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
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

from bot.on_telegram.requesting import AiohttpRequest
from tests.on_telegram.fake import TOKEN, FakeTelegram
from tests.on_telegram.fake.sockets import Socket, served

MEGABYTE = 1 << 20
PATIENCE = 0.5
"""Seconds in which a busy machine answers."""


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
    async with calling(socket, read_timeout=PATIENCE) as bot:
        telegram.cut("getMe", hangs=True, times=2)
        with pytest.raises(TimedOut):
            await bot.get_me()
        with pytest.raises(TimedOut):
            await bot.get_me(read_timeout=0.01)
        await bot.get_me()


async def test_asking_for_updates_waits_as_long_as_was_asked(
    telegram: FakeTelegram, socket: Socket
) -> None:
    async with calling(socket, read_timeout=PATIENCE) as bot:
        asking = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(PATIENCE + 0.1)
        await telegram.person("Ada").say("here")
        (update,) = await asking
    assert update.message


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
