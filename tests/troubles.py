"""What the bot did not catch: errors logged by a library, asyncio or the bot itself."""

import asyncio
import logging
from dataclasses import dataclass, field


class _Ear(logging.Handler):
    def __init__(self, heard: list[str], harmless: tuple[str, ...]) -> None:
        super().__init__(logging.ERROR)
        self.heard, self.harmless = heard, harmless

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(self.harmless):
            formatter = logging.Formatter("%(name)s: %(message)s")
            self.heard.append(formatter.format(record))


@dataclass(slots=True)
class Troubles:
    """Every error heard since `listen`, but those whose message begins in a harmless way."""

    harmless: tuple[str, ...]
    heard: list[str] = field(default_factory=list)
    _ear: _Ear | None = None

    def listen(self) -> None:
        """Hear errors of every logger, and exceptions nobody awaits."""
        self._ear = _Ear(self.heard, self.harmless)
        logging.getLogger().addHandler(self._ear)
        asyncio.get_running_loop().set_exception_handler(self._lost)

    def stop(self) -> None:
        """Hear no more."""
        if self._ear is not None:
            logging.getLogger().removeHandler(self._ear)

    def _lost(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        self.heard.append(f"asyncio: {context['message']}: {context.get('exception')!r}")
