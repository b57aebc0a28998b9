"""A webhook: Telegram brings updates to the classroom's own server, and shows its secret.

An update is taken (2xx) when it is done, so that one is brought again that was lost in between.
Must not know what is done with an update.
"""

import asyncio
import hmac
import json
from typing import Any

from aiohttp import web

from bot.on_telegram.listening import Take

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST = 1 << 20
"""Bytes of an update at most: a message of 4,096 characters with all that can hang on it."""

PATIENCE = 25.0
"""Seconds after which Telegram is asked to bring an update again that takes longer."""


class Hook:
    """What Telegram knocks at. ``take`` is None until the bot is ready, and when it closes."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.take: Take | None = None

    async def knock(self, request: web.Request) -> web.Response:
        """Take an update; whoever does not show the secret learns nothing."""
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), self.secret.encode()):
            return web.Response(status=403)
        body = await _within(request, MOST)
        if body is None:
            return web.Response(status=413)
        told = _read(body)
        if told is None:
            return web.Response(status=400)
        if self.take is None:
            return web.Response(status=503)
        done = self.take(told)
        finished, _ = await asyncio.wait([done], timeout=PATIENCE)
        return web.Response(status=200 if finished and not done.cancelled() else 503)


async def _within(request: web.Request, most: int) -> bytes | None:
    """Return what a request brings; None if that is more than ``most`` bytes."""
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    async for piece in request.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > most:
            return None
    return bytes(body)


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = told.get("update_id") if isinstance(told, dict) else None
    return told if isinstance(number, int) else None
