"""The transport: python-telegram-bot's own seam (`BaseRequest`) on aiohttp.

A call costs about a fifth of the processor time that the library's default client takes, and
aiohttp is at hand anyway. Must not know what is asked, and tells nobody the address of a call:
the bot's token is part of it. Proxies named in the environment are left out.
"""

import asyncio
import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 64
"""Lines open at once: more than the 30 calls a second that Telegram takes of a bot."""

CONNECT, WRITE, POOL = 5.0, 5.0, 1.0
"""Seconds for a line to be made, for a call to go out, and for a line to be free: as the library
has them by default."""

READ = 20.0
"""Seconds for an answer to begin. The library waits for 5; but what was given up may have taken
effect, and said again it would be there twice."""

UPLOAD = 60.0
"""Seconds for a call with files to go out: 50 MB, the most that Telegram takes, at 7 Mbit/s."""

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read: three times the largest file that Telegram gives a bot."""

SECRET = re.compile(r"/bot[^/\s]+")
JSON_HEADERS = {"Content-Type": "application/json", "User-Agent": BaseRequest.USER_AGENT}
HEADERS = {"User-Agent": BaseRequest.USER_AGENT}

Seconds = float | None
Connect = Callable[[], aiohttp.BaseConnector]


class AiohttpRequest(BaseRequest):
    """Calls of the Bot API over aiohttp: one session, opened and closed with the bot.

    ``connect`` makes the connector of the session, and stands in for the network in tests. Times
    are seconds; None waits for ever.
    """

    __slots__ = ("_connect", "_connections", "_read", "_session", "_upload")

    def __init__(
        self,
        *,
        connections: int = CONNECTIONS,
        read_timeout: Seconds = READ,
        upload_timeout: Seconds = UPLOAD,
        connect: Connect | None = None,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._upload = upload_timeout
        self._connect = connect or self._network
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> Seconds:
        """Return for how many seconds an answer may stay away, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session, unless it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connect(),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Close the session and its lines; a call that is under way ends with NetworkError."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of one call.

        Raises TimedOut when a time is over, and NetworkError for all else that keeps the answer
        away: whether the call took effect is then unknown. Raises RuntimeError before the bot was
        opened and after it was closed.
        """
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        files = bool(request_data and request_data.contains_files)
        read = _given(read_timeout, self._read)
        out = _given(write_timeout, self._upload if files else WRITE)
        line = _sum(_given(pool_timeout, POOL), _given(connect_timeout, CONNECT))
        # A download may take as long as it flows; a call has to be out and answered in its time.
        total = _sum(line, out, read) if method == "POST" else None
        times = aiohttp.ClientTimeout(total=total, connect=line, sock_read=read)
        try:
            async with self._session.request(
                method, url, timeout=times, allow_redirects=False, **_body(request_data, files)
            ) as response:
                if (response.content_length or 0) > LARGEST:
                    raise NetworkError(f"An answer of {response.content_length} bytes is not read")
                return response.status, await response.read()
        except TimeoutError as late:
            raise TimedOut(_told(late)) from None
        except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError) as trouble:
            raise NetworkError(_told(trouble)) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the answer that Telegram wrote.

        Raises TelegramError for anything else: what it is may be anybody's, so it is not told.
        """
        try:
            return _object(orjson.loads(payload))
        except orjson.JSONDecodeError:
            pass
        try:  # what is no proper text in one message must not hide the others
            return _object(json.loads(payload.decode("utf-8", "replace")))
        except ValueError:
            raise TelegramError("Invalid server response") from None

    def _network(self) -> aiohttp.BaseConnector:
        return aiohttp.TCPConnector(limit=self._connections)


def _object(found: object) -> JSONDict:
    if not isinstance(found, dict):
        raise TelegramError("Invalid server response")
    return found


def _written(data: RequestData) -> bytes:
    """Return a call as JSON, whatever is in it: Telegram itself says what it does not take."""
    try:
        return orjson.dumps(data.parameters)
    except TypeError:  # half a surrogate pair, or a number beyond 64 bits
        return json.dumps(data.parameters).encode()


def _given(told: ODVInput[float], otherwise: Seconds) -> Seconds:
    return otherwise if isinstance(told, DefaultValue) else told


def _sum(*times: Seconds) -> Seconds:
    """Return the times one after the other; for ever, if one of them is."""
    known = [one for one in times if one is not None]
    return sum(known) if len(known) == len(times) else None


def _body(data: RequestData | None, files: bool) -> dict[str, Any]:
    """Return how a call is written: as JSON in one go, or as a form where there are files."""
    if data is None:
        return {"headers": HEADERS}
    if not files:
        return {"data": _written(data), "headers": JSON_HEADERS}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        # Large bytes are written in pieces only if they come as a file.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mime)
    return {"data": form, "headers": HEADERS}


def _told(error: BaseException) -> str:
    """Return what went wrong, without the address: aiohttp's own words may hold it."""
    return SECRET.sub("/bot…", f"aiohttp.{type(error).__name__}: {error}")
