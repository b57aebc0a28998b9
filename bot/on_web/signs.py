"""The signs of life over HTTP: /healthz for whoever restarts the bot, /metrics for a monitor.

Both tell how many and how long, never who. Must not know how any of it is found out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.on_web.guards import Reading
from bot.usecases.watching import Health, Watching


@dataclass(frozen=True, slots=True)
class Signs:
    """Answers both; ``sockets`` counts the open tabs, ``reading`` says who may see numbers."""

    watching: Watching
    sockets: Callable[[], int]
    reading: Reading

    async def health(self, request: web.Request) -> web.Response:
        """Say whether the bot does its work: 200, or 503 and what is the matter."""
        health = await self.watching.health()
        return web.json_response(_told(health), status=200 if health.well else 503)

    async def metrics(self, request: web.Request) -> web.Response:
        """Hand the numbers to a monitor that may read them; to others there is no such page."""
        if not self.reading.may(request):
            raise web.HTTPNotFound
        # Whoever has no monitor does not wait for its library.
        from bot.on_web.metrics import CONTENT_TYPE, exposition

        body = exposition(await self.watching.measure(), self.sockets())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})


def _told(health: Health) -> dict[str, object]:
    """Return the health as JSON; of the database's trouble only that there is some."""
    return {
        "ok": health.well,
        "database": "in trouble" if health.trouble else "writable",
        "metronome": "beating" if health.beating else "silent",
        "outbox": "late" if health.late else "in time",
        "lag_seconds": round(health.lag),
        "waiting": sum(one.posts for one in health.waiting),
    }
