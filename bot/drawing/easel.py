"""Where pictures are drawn: in one thread of its own, and kept for whoever asks for the same.

A picture is a comfort. Whatever goes wrong with one is logged, and its words go out alone.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import structlog

from bot.domain.recent import Recent
from bot.domain.sheets import BoardSheet, Sheet
from bot.drawing.palettes import PALETTES, Look

log = structlog.get_logger(__name__)

KEPT = 64
"""Pictures at hand, of some 20 to 40 kB each."""

MOST_WAITING = 16
"""Pictures being drawn or waiting to be; a further one is not drawn at all."""

Key = tuple[Sheet, Look]


@cache
def _thread() -> ThreadPoolExecutor:
    """Return the one thread that draws: the library's fonts are not made for several."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


def paint(sheet: Sheet, look: Look) -> bytes:
    """Return a sheet as a PNG, drawn here and now."""
    from bot.drawing import boards, progress  # the library is loaded with the first picture

    palette = PALETTES[look]
    if isinstance(sheet, BoardSheet):
        return boards.drawn(sheet, palette)
    return progress.drawn(sheet, palette)


class Easel:
    """Draws sheets, each once while it is kept."""

    def __init__(self, kept: int = KEPT, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._kept: Recent[Key, bytes] = Recent(kept)
        self._coming: dict[Key, asyncio.Future[bytes]] = {}

    async def draw(self, sheet: Sheet, look: Look) -> bytes | None:
        """Return a sheet as a PNG; None if too many wait, or if it cannot be drawn."""
        key = (sheet, look)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        coming = self._coming.get(key)
        if coming is None:
            if len(self._coming) >= self._most_waiting:
                log.info("a picture is left out: too many wait")
                return None
            coming = asyncio.get_running_loop().run_in_executor(_thread(), paint, sheet, look)
            self._coming[key] = coming
            coming.add_done_callback(lambda _: self._coming.pop(key, None))
        try:
            data = await asyncio.shield(coming)
        except Exception:
            log.exception("a picture could not be drawn", kind=type(sheet).__name__)
            return None
        self._kept[key] = data
        return data
