"""Counts the requests that Discord refuses: too many in ten minutes, and it bans the address.

A limit of Discord's (10,000 answers of 401, 403 or 429), kept far from. Must not know requests.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp

WINDOW = timedelta(minutes=10)
ALLOWED = 2_000
"""Refused requests in a window after which posts wait; Discord allows 10,000."""

INVALID = frozenset({401, 403, 429})


class Budget:
    """How many requests were refused lately."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._refused: deque[datetime] = deque()

    def note(self, status: int) -> None:
        """Count an answer."""
        if status in INVALID:
            self._refused.append(self._clock())

    def spent(self) -> bool:
        """Return whether posts should wait for a while."""
        since = self._clock() - WINDOW
        while self._refused and self._refused[0] < since:
            self._refused.popleft()
        return len(self._refused) >= ALLOWED

    def trace(self) -> aiohttp.TraceConfig:
        """Return what tells this of every answer of the library's HTTP client."""
        config = aiohttp.TraceConfig()

        async def ended(
            _session: aiohttp.ClientSession,
            _context: object,
            params: aiohttp.TraceRequestEndParams,
        ) -> None:
            self.note(params.response.status)

        config.on_request_end.append(ended)
        return config
