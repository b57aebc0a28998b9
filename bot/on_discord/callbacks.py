"""How the answer to an interaction is handed over: Discord is not asked to send it back.

The library asks for each message that it has just sent, and builds it anew, for whoever wants to
go on working with it. Nobody here does: every button brings its own state. Must not know what is
answered.
"""

from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import orjson
from discord.http import MultipartParameters, Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter, async_context
from yarl import URL

CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
JSON = {"Content-Type": "application/json"}
TOO_MANY = 429
REFUSED: dict[int, type[discord.HTTPException]] = {403: discord.Forbidden, 404: discord.NotFound}


class Callbacks(AsyncWebhookAdapter):
    """Stands in for the library's own way to answer, with the same connections.

    ``note`` is told the status of every answer that Discord refuses.
    """

    def __init__(self, note: Callable[[int], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._note = note
        self._session: aiohttp.ClientSession | None = None

    def take_over(self) -> None:
        """Carry what is answered from now on in the running task, and in those it begins."""
        async_context.set(self)

    async def close(self) -> None:
        """Let go of the session; the connections are the client's."""
        if self._session is not None:
            await self._session.close()

    async def create_interaction_response(  # type: ignore[override]
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> dict[str, Any]:
        """Answer, and return what the library needs to know of an answer."""
        route = Route("POST", CALLBACK, webhook_id=interaction_id, webhook_token=token)
        through: dict[str, Any] = {"proxy": proxy, "proxy_auth": proxy_auth}
        session = self._own(session)
        try:
            if params.files or not await self._taken(route, session, params.payload, **through):
                await self.request(  # it sends files, and knows how long to wait
                    route,
                    session,
                    payload=params.payload,
                    multipart=params.multipart,
                    files=params.files,
                    **through,
                )
        except discord.HTTPException as refused:
            self._note(refused.status)
            raise
        return {"interaction": {"id": interaction_id}}

    async def _taken(
        self, route: Route, session: aiohttp.ClientSession, payload: object, **through: object
    ) -> bool:
        """Send an answer without files; False where it should be sent again.

        Raises HTTPException where Discord does not want it at all.
        """
        body = orjson.dumps(payload)
        where = URL(route.url, encoded=True)  # the route has quoted what is in it
        async with session.post(where, data=body, headers=JSON, **through) as response:  # type: ignore[arg-type]
            status = response.status
            if status < 300:
                return True
            if status == TOO_MANY:
                self._note(status)
            elif status < 500:
                raise REFUSED.get(status, discord.HTTPException)(
                    response, await json_or_text(response)
                )
        return False

    def _own(self, session: aiohttp.ClientSession) -> aiohttp.ClientSession:
        """Return a session on the connections of the library's, without what watches that one."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=session.connector,
                connector_owner=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session
