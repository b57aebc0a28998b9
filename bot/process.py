"""What a running program has to do with its machine: addresses, signals, log lines.

Must not know what the program does.
"""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import structlog


def invitation(address: str) -> Iterator[str]:
    """Yield where the classroom is open, in words; an address of everywhere is no address."""
    url = urlsplit(address)
    if url.hostname not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        yield f"Studyhall is open at {address}"
        yield "Open it in a browser and invite others to the same address. Ctrl+C closes."
        return
    yield f"Studyhall is open at http://127.0.0.1:{url.port}"
    yield f"Others on your network come to http://{_own_address()}:{url.port}. Ctrl+C closes."


def _own_address() -> str:
    """Return this machine's address on its network, or its name where it has none."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def stop_signal() -> asyncio.Event:
    """Return an event that is set when the process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(name, stop.set)
    return stop


def log_to_stderr(level: str) -> None:
    """Write one line an event to stderr; libraries speak up from warnings on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(number, logging.WARNING), format="%(levelname)s %(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
