"""The fake as a server: HTTP on a unix socket or on this machine's own address.

The client's addresses stay Telegram's own, or are the server's; both end here.
"""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.on_telegram.fake.calls import Call
from tests.on_telegram.fake.faults import Cut
from tests.on_telegram.fake.serve import FakeTelegram
from tests.on_telegram.fake.transport import fetched

LARGEST = 1 << 28
"""Bytes of a body that the server reads: more than Telegram, so that it can say what is wrong."""


@dataclass(frozen=True, slots=True)
class Socket:
    """Where the fake listens: a path of a unix socket, and an address with a port."""

    path: Path
    address: str

    @property
    def base_url(self) -> str:
        """Return what ``ApplicationBuilder.base_url`` takes."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what ``ApplicationBuilder.base_file_url`` takes."""
        return f"{self.address}/file/bot"

    def connector(self) -> aiohttp.UnixConnector:
        """Return a connector that leads here whatever the address is."""
        return aiohttp.UnixConnector(path=str(self.path), limit=0)


@asynccontextmanager
async def served(telegram: FakeTelegram) -> AsyncIterator[Socket]:
    """Serve the fake for a while."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return await _answer(telegram, request)

    app = web.Application(client_max_size=LARGEST)
    app.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
    await runner.setup()
    telegram.quick = False
    with tempfile.TemporaryDirectory(prefix="telegram") as folder:  # a short path
        path = Path(folder) / "s"
        await web.UnixSite(runner, str(path)).start()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = next(address[1] for address in runner.addresses if isinstance(address, tuple))
        try:
            yield Socket(path, f"http://127.0.0.1:{port}")
        finally:
            await runner.cleanup()
            telegram.quick = True


async def _answer(telegram: FakeTelegram, request: web.Request) -> web.StreamResponse:
    if request.path.startswith("/file/"):
        status, data = fetched(telegram, request.path)
        return web.Response(status=status, body=data)
    token, _, method = request.path.removeprefix("/bot").partition("/")
    call = await _read(request, method)
    try:
        status, body = await telegram.answer(call, token)
    except Cut as cut:
        if str(cut) == "hangs":
            await asyncio.sleep(3600)
        assert request.transport is not None
        request.transport.abort()
        return web.Response(status=500)
    return web.Response(status=status, body=json.dumps(body), content_type="application/json")


async def _read(request: web.Request, method: str) -> Call:
    """Read a call: a form, a form with files, or JSON, which the server takes as well."""
    call = Call(method, dict(request.query))
    if request.content_type == "application/json":
        for name, value in (await request.json()).items():
            call.params[name] = value if isinstance(value, str) else json.dumps(value)
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, aiohttp.BodyPartReader)
            name, content = part.name or "", bytes(await part.read())
            if part.filename is None:
                call.params[name] = content.decode()
            else:
                call.files[name] = part.filename, content
    else:
        for name, value in (await request.post()).items():
            call.params[name] = str(value)
    return call
