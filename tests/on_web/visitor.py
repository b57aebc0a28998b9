"""Somebody at the classroom without a browser: HTTP and a socket, spoken by hand."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, FormData, WSMsgType

from bot.press import Press, encode

Frame = dict[str, object]
PATIENCE = 5.0
"""Seconds to wait for a frame that must come."""


@dataclass(slots=True)
class Visitor:
    """One browser's worth of cookies, and its open sockets."""

    address: str
    session: ClientSession
    code: str = ""

    @property
    def origin(self) -> dict[str, str]:
        """Return the header that a page of the classroom sends."""
        return {"Origin": self.address}

    async def enter(self, name: str, code: str = "") -> None:
        """Come in through the door."""
        form = FormData({"name": name, "code": code, "zone": "Europe/London"})
        url = f"{self.address}/enter"
        async with self.session.post(
            url, data=form, headers=self.origin, allow_redirects=False
        ) as response:
            assert response.status == 303, await response.text()
            self.code = response.headers["Location"].removeprefix("/c/")

    @asynccontextmanager
    async def tab(self, hello: Frame | None = None) -> AsyncIterator["Line"]:
        """Open a tab and say hello."""
        url = f"{self.address}/ws?code={self.code}"
        async with self.session.ws_connect(url, headers=self.origin) as socket:
            line = Line(socket)
            await line.send({"type": "hello", **(hello or {})})
            yield line


@dataclass(slots=True)
class Line:
    """An open socket and what came over it."""

    socket: ClientWebSocketResponse
    heard: list[Frame] = field(default_factory=list)

    async def send(self, frame: Frame) -> None:
        """Send a frame."""
        await self.socket.send_str(json.dumps(frame))

    async def say(self, text: str) -> None:
        """Type a command."""
        await self.send({"type": "say", "text": text})

    async def push(self, press: Press, *values: tuple[str, str]) -> None:
        """Press a button, with its form's values."""
        await self.send({"type": "push", "press": encode(press), "values": values})

    async def until(self, *parts: str, **fields: object) -> Frame:
        """Return the next frame whose HTML or text has ``parts`` and whose fields are these."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self.socket.receive()
                assert message.type is WSMsgType.TEXT, message
                frame: Frame = json.loads(message.data)
                self.heard.append(frame)
                words = f"{frame.get('html')}{frame.get('text')}"
                if all(part in words for part in parts) and fields.items() <= frame.items():
                    return frame


@asynccontextmanager
async def visiting(address: str, name: str = "", code: str = "") -> AsyncIterator[Visitor]:
    """Come to an address, and in if there is a name."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        visitor = Visitor(address, session)
        if name:
            await visitor.enter(name, code)
        yield visitor
