"""What a running program has to do with its machine: addresses, signals and memory.

Must not know what the program does.
"""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

YOUNG = 10_000
"""New objects, less those that went, after which Python looks for cycles among them; it would
look after 700, and find the answers that are just being given, again and again."""


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


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for lost cycles seldom, and never among what is there when the block begins.

    For as long as a program runs whose decks, texts and libraries stay until it ends: to look
    through them all takes a quarter of a second, in which nobody is answered.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
