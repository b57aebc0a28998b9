"""The library's documented seam: a `BaseRequest` that ends at the fake, in this process.

What goes over it is what would go over the wire: forms of strings, uploads as bytes, JSON back.
"""

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.on_telegram.fake.calls import Call, Files
from tests.on_telegram.fake.faults import Cut

if TYPE_CHECKING:
    from tests.on_telegram.fake.serve import FakeTelegram


class LoopRequest(BaseRequest):
    """One transport of one bot; asking for updates takes another."""

    __slots__ = ("_telegram", "closed")

    def __init__(self, telegram: "FakeTelegram") -> None:
        self._telegram = telegram
        self.closed = True

    @property
    def read_timeout(self) -> float | None:
        """Return none: nothing here takes time but what a test asked for."""
        return None

    async def initialize(self) -> None:
        """Open."""
        self.closed = False

    async def shutdown(self) -> None:
        """Close."""
        self.closed = True

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,
        connect_timeout: ODVInput[float] = DEFAULT_NONE,
        pool_timeout: ODVInput[float] = DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Bring a call to the fake. Raises NetworkError and TimedOut for lines that break."""
        if self.closed:
            raise RuntimeError("This LoopRequest is not initialized!")
        path = urlsplit(url).path
        if method == "GET":
            return fetched(self._telegram, path)
        token, _, name = path.removeprefix("/bot").partition("/")
        params = request_data.json_parameters if request_data else {}
        call = Call(name, params, _files(request_data))
        try:
            status, body = await self._telegram.answer(call, token)
        except Cut as cut:
            raise (TimedOut() if str(cut) == "hangs" else NetworkError("the line broke")) from cut
        return status, json.dumps(body).encode()


def _files(data: RequestData | None) -> Files:
    found: Files = {}
    for part, (name, content, _mime) in (data.multipart_data if data else {}).items():
        found[part] = name, content if isinstance(content, bytes) else content.read()
    return found


def fetched(telegram: "FakeTelegram", path: str) -> tuple[int, bytes]:
    """Return a file by ``/file/bot<token>/files/<id>``."""
    known = f"/file/bot{telegram.token}/files/"
    path = unquote(path)
    file = telegram.world.files.get(path.removeprefix(known))
    if not path.startswith(known) or file is None:
        return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
    return 200, file.data
