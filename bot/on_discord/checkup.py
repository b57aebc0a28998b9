"""Asks Discord itself whether the bot can work there: its token, its application, its servers.

For ``studyhall doctor``: nothing is changed, no gateway is opened, and it ends within seconds.
Must not know what the bot does.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.domain.markup import clean
from bot.on_discord.invite import PERMISSIONS, asked_for, invite_link, missing

PATIENCE = 10.0
"""Seconds within which Discord must have said everything."""

PAGE, MOST_PAGES = 200, 5
"""Servers asked for at a time, and how many times at most."""

NAMED = 15
"""Servers that lack something, named one by one."""

Connect = Callable[[], aiohttp.BaseConnector]
"""Makes what leads to Discord, where it is not the network."""

Line = tuple[str, bool]
"""What to say, and whether all is well with it."""

_PRIVILEGED = {
    "gateway_presence": "presence",
    "gateway_presence_limited": "presence",
    "gateway_guild_members": "server members",
    "gateway_guild_members_limited": "server members",
    "gateway_message_content": "message content",
    "gateway_message_content_limited": "message content",
}
_ENDPOINT = (
    "An interactions endpoint URL is set, so that presses go there and never arrive here:"
    " clear it on the application's General Information page."
)
REFUSED = (
    "Discord does not accept the token: copy it anew from the Bot page of your application at"
    " https://discord.com/developers/applications into STUDYHALL_DISCORD_TOKEN."
)


@dataclass(frozen=True, slots=True)
class _Server:
    """A server that the bot is in, and what it may do there before a channel's own rules."""

    id: int
    name: str
    held: discord.Permissions


async def look(
    token: str,
    connect: Connect | None = None,
    patience: float = PATIENCE,
) -> list[Line]:
    """Ask Discord, for ``patience`` seconds at most, and return what to say about it."""
    client = discord.Client(
        intents=discord.Intents(guilds=True), connector=connect() if connect else None
    )
    lines: list[Line] = []
    try:
        async with asyncio.timeout(patience):
            await client.login(token)
            lines += _application(client)
            lines += _servers(await _guilds(client))
    except discord.LoginFailure:
        lines.append((REFUSED, False))
    except TimeoutError:
        said = f"Discord has not answered within {patience:g} seconds: look again later."
        lines.append((said, False))
    except discord.HTTPException as trouble:
        said = f"Discord is in trouble itself (it answers {trouble.status}): look again later."
        lines.append((said, False))
    except (OSError, aiohttp.ClientError) as trouble:
        said = (
            f"Discord cannot be reached ({type(trouble).__name__}): is this machine online?"
            " Whether the token is accepted is not known."
        )
        lines.append((said, False))
    finally:
        await client.close()
    return lines


def _application(client: discord.Client) -> Iterator[Line]:
    """Say whose token it is, and what about the application is in the way."""
    application = client.application
    assert application is not None  # noqa: S101 - after a login
    yield f"Discord accepts the token: {client.user}, application {application.id}.", True
    if application.interactions_endpoint_url:
        yield _ENDPOINT, False
    held = {name for flag, name in _PRIVILEGED.items() if getattr(application.flags, flag)}
    if held:
        yield f"Privileged intents are on ({', '.join(sorted(held))}): none is needed.", True
    else:
        yield "No privileged intent is on, and none is needed.", True
    yield f"The invitation asks for {asked_for()} ({PERMISSIONS.value}):", True
    yield invite_link(application.id), True


async def _guilds(client: discord.Client) -> list[_Server]:
    """Return the servers that the bot is in, with what it may do in each."""
    found: list[_Server] = []
    for _ in range(MOST_PAGES):
        after = found[-1].id if found else None
        # The library's own ``fetch_guilds`` leaves the permissions out.
        page: list[Any] = await client.http.get_guilds(PAGE, after=after, with_counts=False)
        found += [_server(each) for each in page]
        if len(page) < PAGE:
            break
    return found


def _server(told: Mapping[str, Any]) -> _Server:
    held = discord.Permissions(int(told.get("permissions") or 0))
    name = " ".join(clean(str(told.get("name", ""))).split())
    return _Server(int(told["id"]), name[:60], held)


def _servers(guilds: Sequence[_Server]) -> Iterator[Line]:
    """Say in which servers the bot is and what they do not grant."""
    if not guilds:
        yield "It is in no server yet: open that link to invite it.", True
        return
    lacking = [(guild, lacks) for guild in guilds if (lacks := missing(guild.held))]
    for guild, lacks in lacking[:NAMED]:
        said = (
            f"{guild.name or 'A server without a name'} does not grant {', '.join(lacks)}: open"
            " the link again there, or tick it for the bot's role under Server Settings, Roles."
        )
        yield said, False
    if len(lacking) > NAMED:
        yield f"{len(lacking) - NAMED} more servers do not grant everything either.", False
    good = len(guilds) - len(lacking)
    if good:
        servers = "1 server" if good == 1 else f"{good} servers"
        yield f"It is in {servers} that grant{'s' * (good == 1)} all it asks for.", True
