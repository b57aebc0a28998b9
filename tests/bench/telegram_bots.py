"""The bots that are measured beside each other on Telegram, each in a process of its own.

``python -m tests.bench.telegram_bots <which> <socket> <folder>``: it says ``ready``, answers each
line it is given with the processor time it has used (seconds), once it has nothing left to do,
and leaves when its input ends.
The echo is the least that a bot can be: the library as it comes, one button, one text; it answers
the press and changes the message, as ours has to. ``echo-httpx`` is the same on the library's own
HTTP client.
"""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import structlog
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.app import open_app
from bot.config import Config
from bot.on_telegram.requesting import AiohttpRequest
from bot.platforms import telegram_adapter
from bot.process import seldom_collected
from tests.on_telegram.fake import TOKEN

ECHO, HTTPX, OURS = "echo", "echo-httpx", "studyhall"
LABEL = "Press"
ANSWER = "Right: Treaty of Rapallo"
AT_ONCE = 64

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton(LABEL, callback_data=ECHO)]])
Context = ContextTypes.DEFAULT_TYPE
Idle = Callable[[], Awaitable[None]]
Numbers = count()


async def _shown(update: Update, _context: Context) -> None:
    """Show the button."""
    assert update.effective_message is not None
    await update.effective_message.reply_text("Press it.", reply_markup=KEYS)


async def _pressed(update: Update, _context: Context) -> None:
    """Acknowledge the press and change the message; the same text twice would be refused."""
    query = update.callback_query
    assert isinstance(query, CallbackQuery)
    await query.answer()
    await query.edit_message_text(f"{ANSWER} {next(Numbers)}", reply_markup=KEYS)


def _aiohttp(socket: str) -> BaseRequest:
    return AiohttpRequest(connect=lambda: aiohttp.UnixConnector(path=socket, limit=0))


def _httpx(socket: str) -> BaseRequest:
    """Return the library's own transport, with a pool of the size that was measured fastest."""
    limits = httpx.Limits(max_connections=8, max_keepalive_connections=8)
    transport = httpx.AsyncHTTPTransport(uds=socket, limits=limits)
    return HTTPXRequest(pool_timeout=60, httpx_kwargs={"transport": transport})


def _echoing(request: Callable[[str], BaseRequest]) -> "Running":
    @asynccontextmanager
    async def running(socket: str, _folder: Path) -> AsyncIterator[Idle]:
        # Without encryption: the socket has none, and httpx would insist.
        builder = ApplicationBuilder().token(TOKEN).base_url("http://localhost/bot")
        builder = builder.concurrent_updates(AT_ONCE)
        builder = builder.request(request(socket)).get_updates_request(request(socket))
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        application.add_handler(CommandHandler(ECHO, _shown))
        application.add_handler(CallbackQueryHandler(_pressed))
        assert application.updater is not None
        async with application:
            await application.updater.start_polling()
            await application.start()
            yield application.update_queue.join
            await application.updater.stop()
            await application.stop()

    return running


@asynccontextmanager
async def _studying(socket: str, folder: Path) -> AsyncIterator[Idle]:
    """Run Studyhall as it comes: durable, on a folder."""
    config = Config(data=folder, telegram_token=TOKEN)
    requests = _aiohttp(socket), _aiohttp(socket)
    async with open_app(config) as app, telegram_adapter(app, *requests):
        yield _idle


async def _idle() -> None:
    """Return when every update that was heard of is done and answered."""
    while busy := [t for t in asyncio.all_tasks() if t.get_name().startswith(WORKING)]:
        await asyncio.wait(busy)


WORKING = "telegram-lane"
Running = Callable[[str, Path], "Any"]
BOTS: dict[str, Running] = {ECHO: _echoing(_aiohttp), HTTPX: _echoing(_httpx), OURS: _studying}


async def main(which: str, socket: str, folder: str) -> None:
    """Run a bot until the input ends."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    async with BOTS[which](socket, Path(folder)) as idle:
        with seldom_collected():  # as the program does when all is open; the echo has it too
            print("ready", flush=True)
            while await asyncio.to_thread(sys.stdin.readline):
                await idle()
                print(time.process_time(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
