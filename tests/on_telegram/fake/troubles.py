"""What the bot did not catch: errors logged by the library, asyncio or the bot itself."""

import asyncio
import logging
from dataclasses import dataclass, field

HARMLESS = ("Exception happened while polling for updates.", "Network Retry Loop")
"""The library logs a lost connection as an error; being cut off is no bug of the bot."""


class _Ear(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(HARMLESS):
            formatter = logging.Formatter("%(name)s: %(message)s")
            self.heard.append(formatter.format(record))


@dataclass(slots=True)
class Troubles:
    """Every error heard since `listen`."""

    heard: list[str] = field(default_factory=list)
    _ear: _Ear | None = None

    def listen(self) -> None:
        """Hear errors of every logger, and exceptions nobody awaits."""
        self._ear = _Ear(self.heard)
        logging.getLogger().addHandler(self._ear)
        asyncio.get_running_loop().set_exception_handler(self._lost)

    def stop(self) -> None:
        """Hear no more."""
        if self._ear is not None:
            logging.getLogger().removeHandler(self._ear)

    def _lost(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        self.heard.append(f"asyncio: {context['message']}: {context.get('exception')!r}")
