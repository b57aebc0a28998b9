"""Staying on Discord: when it cannot be reached at the start, it is tried again and again.

The rest of the bot runs meanwhile. A token that Discord does not accept is no such trouble: it
is told at once, and nothing is tried again. Must not know what a client does.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.config import BadConfig
from bot.on_discord.client import Line, StudyhallClient, open_client
from bot.on_discord.desk import Desk
from bot.on_discord.invite import invite_link

log = structlog.get_logger(__name__)

TOO_MANY = 429
UNREACHABLE = (
    OSError,
    aiohttp.ClientError,
    TimeoutError,
    discord.GatewayNotFound,
    discord.RateLimited,
)
"""What the network and a Discord in trouble raise; so do answers of 429 and from 500 on."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the first answer, and between two attempts.

    ``first`` doubles with each attempt up to ``longest``.
    """

    answer: float = 10.0
    first: float = 5.0
    longest: float = 600.0

    def before(self, attempt: int) -> float:
        """Return how long to wait before an attempt, the first being 0."""
        return min(self.longest, self.first * float(1 << min(attempt, 30)))


@asynccontextmanager
async def stay_on(
    desk: Desk, line: Line, patience: Patience | None = None
) -> AsyncIterator[StudyhallClient | None]:
    """Be on Discord for as long as the block lasts; yield None if it cannot be reached yet.

    Then it is tried again in the background, and also after a connection has ended for good.
    Raises BadConfig in a sentence for a token or shards that Discord does not accept.
    """
    began: asyncio.Future[StudyhallClient | None] = asyncio.get_running_loop().create_future()
    staying = asyncio.create_task(
        _stay(desk, line, patience or Patience(), began), name="discord-reaching"
    )
    try:
        yield await began
    finally:
        staying.cancel()
        await asyncio.gather(staying, return_exceptions=True)


async def _stay(
    desk: Desk,
    line: Line,
    patience: Patience,
    began: "asyncio.Future[StudyhallClient | None]",
) -> None:
    """Be there until cancelled; ``began`` is told what came of the first attempt."""
    attempt = 0
    while True:
        async with contextlib.AsyncExitStack() as stack:
            try:
                client = await _reach(stack, desk, line, patience)
            except Exception as trouble:
                _give_up(trouble, began)
                return
            if not began.done():
                began.set_result(client)
            elif client is not None:
                log.info("on Discord", name=str(client.user), invite=invite_of(client))
            if client is not None:
                await client.ended.wait()
                # Who was there for a while begins anew; who never was is not to knock too often.
                attempt = 0 if client.been_ready else attempt
        await asyncio.sleep(patience.before(attempt))
        attempt += 1


def _give_up(trouble: Exception, began: "asyncio.Future[StudyhallClient | None]") -> None:
    """Tell what trying again does not mend: at the start to whoever waits, later to the log."""
    if not began.done():
        began.set_exception(trouble)
    elif isinstance(trouble, BadConfig):
        log.error("Discord is not tried again", reason=str(trouble))
    else:
        log.error("Discord is not tried again", exc_info=trouble)


async def _reach(
    stack: contextlib.AsyncExitStack, desk: Desk, line: Line, patience: Patience
) -> StudyhallClient | None:
    """Open a client that closes with the stack; None if Discord cannot be reached now."""
    try:
        async with asyncio.timeout(patience.answer):
            return await stack.enter_async_context(open_client(desk, line))
    except discord.HTTPException as refused:
        if refused.status != TOO_MANY and refused.status < 500:
            raise
        log.warning("Discord cannot be reached", status=refused.status)
    except UNREACHABLE as trouble:
        log.warning("Discord cannot be reached", trouble=type(trouble).__name__)
    return None


def invite_of(client: StudyhallClient) -> str:
    """Return the page on which somebody lets the bot into their server."""
    return invite_link(client.application_id or 0)
