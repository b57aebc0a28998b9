"""The named points of a bot's work: before and after every transaction and every request.

The bot's own code knows nothing of them: they are put around its ways out, in the process that
is going to die. A point is passed in the order in which it is met.
"""

import functools
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.on_discord.callbacks import Callbacks
from bot.on_telegram.requesting import AiohttpRequest
from storage.database import Database

Passed = Callable[[str], None]


class Points:
    """Counts points once it is begun, tells each, and ends the process at one of them."""

    def __init__(self, last: int, tell: Passed) -> None:
        self._left, self._tell, self._begun = last, tell, False

    def begin(self) -> None:
        """Count from here on."""
        self._begun = True

    def passed(self, name: str) -> None:
        """Pass a point, or die at it: no clean-up, no goodbye, as when the power goes."""
        if not self._begun:
            return
        self._tell(f"point {name}")
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def around(self, name: Callable[..., str], call: Callable[..., Awaitable[Any]]) -> Any:
        """Return a call with a point before it and one after it."""

        @functools.wraps(call)
        async def watched(*args: Any, **kwargs: Any) -> Any:
            told = name(*args, **kwargs)
            if not told:
                return await call(*args, **kwargs)
            self.passed(f"before {told}")
            result = await call(*args, **kwargs)
            self.passed(f"after {told}")
            return result

        return watched


def _work(_database: Database, work: Callable[..., object], *_: object, **__: object) -> str:
    name = work.__qualname__ if hasattr(work, "__qualname__") else type(work).__name__
    line = work.__code__.co_names if hasattr(work, "__code__") else ()
    return f"transaction {name.split('.<locals>')[0]} {'/'.join(line[:2])}"


def _request(
    _http: HTTPClient | AsyncWebhookAdapter, route: Route, *_: object, **__: object
) -> str:
    return f"{route.method} {route.path}"


def _answer(_callbacks: Callbacks, *_: object, **__: object) -> str:
    return "POST callback"


def _call(_request: AiohttpRequest, url: str, *_: object, **__: object) -> str:
    method = url.rpartition("/")[2]
    return "" if method == "getUpdates" else method  # asked all the time, whatever happens


def arm(points: Points) -> None:
    """Put points around everything that leaves a trace outside of the process."""
    Database.transaction = points.around(_work, Database.transaction)  # type: ignore[method-assign]
    HTTPClient.request = points.around(_request, HTTPClient.request)  # type: ignore[method-assign]
    AsyncWebhookAdapter.request = points.around(  # type: ignore[method-assign]
        _request, AsyncWebhookAdapter.request
    )
    Callbacks.create_interaction_response = points.around(  # type: ignore[method-assign]
        _answer, Callbacks.create_interaction_response
    )
    AiohttpRequest.do_request = points.around(  # type: ignore[method-assign]
        _call, AiohttpRequest.do_request
    )
