"""Bringing updates to the bot's webhook: with its secret, again until they are taken.

Telegram speaks to the address the bot has named; here that address is led to where the test says.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import aiohttp

from tests.on_telegram.fake.serve import FakeTelegram
from tests.on_telegram.fake.shapes import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.005
"""Seconds until an update that was not taken is brought again; the real platform waits longer."""


@asynccontextmanager
async def hooked(
    telegram: FakeTelegram, connector: Callable[[], aiohttp.BaseConnector] | None = None
) -> AsyncIterator[list[int]]:
    """Bring every update to the webhook that the bot sets; yields the statuses that came back.

    Without a `connector` the address is taken to be on this machine, without encryption.
    """
    statuses: list[int] = []
    made = connector() if connector else None
    async with aiohttp.ClientSession(connector=made) as session:
        work = _deliver(telegram, session, statuses)
        task = asyncio.create_task(work, name="hooks-forever")
        try:
            yield statuses
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _deliver(
    telegram: FakeTelegram, session: aiohttp.ClientSession, statuses: list[int]
) -> None:
    updates = telegram.api.updates
    while True:
        stirred = updates.stirred
        if not telegram.api.webhook or not updates.waiting:
            await stirred.wait()
            continue
        update = updates.waiting[0].update
        telegram.api.validator.check_update(update)
        status = await _post(session, telegram.api.webhook, update)
        statuses.append(status)
        if 200 <= status < 300:
            updates.confirm(update)
        else:
            await asyncio.sleep(AGAIN)


async def _post(session: aiohttp.ClientSession, hook: Json, update: Json) -> int:
    """Bring one update; a line that breaks counts as a status of 0."""
    parts = urlsplit(hook["url"])
    host = parts.netloc if parts.hostname in {"127.0.0.1", "localhost"} else "localhost"
    url = f"http://{host}{parts.path}"
    headers = {SECRET_HEADER: hook["secret"]} if hook["secret"] else {}
    try:
        async with session.post(url, json=update, headers=headers) as response:
            return response.status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return 0
