"""Asks Telegram itself whether the bot can work there: its token, its groups, how updates come.

For ``studyhall doctor``: nothing is changed, no update is fetched, and it ends within seconds.
Must not know what the bot does.
"""

import asyncio
from urllib.parse import urlsplit

from telegram import User, WebhookInfo
from telegram.error import Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.on_telegram.lean import LeanBot
from bot.on_telegram.links import group_link
from bot.on_telegram.requesting import AiohttpRequest

PATIENCE = 10.0
"""Seconds within which Telegram must have said everything."""

SERVER = "https://api.telegram.org"
MANY = 1_000
"""Updates that wait before it is worth a word."""

Line = tuple[str, bool]
"""What to say, and whether all is well with it."""

REFUSED = (
    "Telegram does not accept the token: ask @BotFather for it (/mybots, API Token) and copy it"
    " anew into STUDYHALL_TELEGRAM_TOKEN."
)


async def look(
    token: str,
    *,
    server: str = "",
    webhook: str = "",
    request: BaseRequest | None = None,
    patience: float = PATIENCE,
) -> list[Line]:
    """Ask Telegram, for ``patience`` seconds at most, and return what to say about it."""
    bot = LeanBot(
        token,
        base_url=f"{server or SERVER}/bot",
        request=request or AiohttpRequest(connections=2),
        get_updates_request=AiohttpRequest(connections=1),
    )
    try:
        async with asyncio.timeout(patience):
            await bot.initialize()
            return [*_account(bot.bot), *_updates(await bot.get_webhook_info(), webhook)]
    except (InvalidToken, Forbidden):
        return [(REFUSED, False)]
    except TimeoutError:
        return [
            (f"Telegram has not answered within {patience:g} seconds: look again later.", False)
        ]
    except (TelegramError, OSError) as trouble:
        said = (
            f"Telegram cannot be reached ({type(trouble).__name__}): is this machine online?"
            " Whether the token is accepted is not known."
        )
        return [(said, False)]
    finally:
        await _leave(bot)


async def _leave(bot: LeanBot) -> None:
    for request in (bot.request, bot._request[0]):  # noqa: SLF001 - it was opened with the other
        await request.shutdown()


def _account(bot: User) -> list[Line]:
    """Say who the bot is, and whether it can be in groups."""
    lines = [(f"Telegram: the token is accepted, the bot is @{bot.username}.", True)]
    if bot.can_join_groups is False:
        said = "It may not be added to groups: allow it with /setjoingroups at @BotFather."
        lines.append((said, False))
    else:
        lines.append((f"Add it to a group: {group_link(bot.username or '')}", True))
    if bot.can_read_all_group_messages:
        said = "Group Privacy is off: it need not read along; turn it on with /setprivacy."
        lines.append((said, True))
    return lines


def _updates(info: WebhookInfo, webhook: str) -> list[Line]:
    """Say how updates come, and what went wrong with that lately."""
    lines: list[Line] = []
    if info.url and info.url != webhook:
        host = urlsplit(info.url).hostname or "another address"
        now = "brought here" if webhook else "fetched"
        said = f"Updates are brought to {host} now; from the next start on they are {now}."
        lines.append((said, True))
    elif webhook:
        lines.append(("Updates are brought to the webhook.", True))
    if webhook and info.url == webhook and info.last_error_message:
        said = f"Telegram had trouble with the webhook: {info.last_error_message}"
        lines.append((said, False))
    if info.pending_update_count > MANY:
        said = f"{info.pending_update_count} updates wait: is the bot running?"
        lines.append((said, False))
    return lines
