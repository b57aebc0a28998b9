"""One message into a channel, a thread or a forum, and changing it later.

A message is known by its id or, in a forum, by its thread's and its own: ``12:12``. The nonce is
the post's id, so that sending it again within minutes makes no second message; of what was tried
before, it is looked whether it is out.
"""

from collections.abc import Awaitable

import aiohttp
import discord
import structlog

from bot import wording
from bot.domain.ids import Place
from bot.domain.replies import Asked, Digest, Reply, Revealed
from bot.on_discord import finding, forums
from bot.on_discord.calendar import is_private
from bot.on_discord.desk import channel_of
from bot.on_discord.layouts import Layout, said
from bot.on_discord.limits import THREAD_NAME, short
from bot.on_discord.refused import ARCHIVED, OFTEN_EDITED, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.on_discord.render import Rendered
from bot.on_discord.turns import files_of
from bot.usecases.delivering import Parcel

log = structlog.get_logger(__name__)

LOST = frozenset({UNKNOWN_MESSAGE, OFTEN_EDITED})
"""What says that one message cannot be changed, and nothing about its place."""

NONE = discord.AllowedMentions.none()


async def post(client: discord.Client, parcel: Parcel, rendered: Rendered) -> str:
    """Send a post as it is to be sent and return its message's id.

    Raises what the library raises.
    """
    assert rendered.view is not None  # noqa: S101 - every reply has one
    if is_private(parcel.place):
        return await _alone(client, parcel, rendered, rendered.view)
    manner, number = parcel.manner, channel_of(parcel.place)
    view, mentions = _ringing(rendered.view, manner.role)
    channel = await _channel(client, parcel.place)
    if isinstance(channel, discord.ForumChannel) and client.user is not None:
        title, files = _title(parcel.reply), files_of(rendered)
        known = await forums.post(
            channel, client.user.id, title, view, files, mentions, silent=manner.silent
        )
        if manner.pin:
            await _may_fail(forums.pin(client, known), "a post is out, but not pinned")
        return known
    guild = int(parcel.place.chat_id) if parcel.place.thread else None
    where = client.get_partial_messageable(number, guild_id=guild)
    sent = await _known(client, where, parcel, view) or await where.send(
        view=view,
        files=files_of(rendered),
        silent=manner.silent,
        nonce=f"post-{parcel.id}",
        allowed_mentions=mentions,
    )
    await _extras(sent, parcel)
    return str(sent.id)


async def _channel(client: discord.Client, place: Place) -> object:
    """Return a channel as it is known; of a server on somebody else's shard it is asked for."""
    found = client.get_channel(channel_of(place))
    if found is None and place.thread and client.get_guild(int(place.chat_id)) is None:
        return await client.fetch_channel(channel_of(place))
    return found


async def _known(
    client: discord.Client, where: discord.abc.Messageable, parcel: Parcel, view: Layout
) -> discord.Message | None:
    """Return the message of a post that somebody tried to send before, if it is out."""
    me = client.user
    if not parcel.again or me is None:
        return None
    return await finding.find(where, me.id, view, parcel.posted_at)


async def _alone(client: discord.Client, parcel: Parcel, rendered: Rendered, view: Layout) -> str:
    """Send a post to somebody's private chat, which is opened if it has to be."""
    chat = await client.create_dm(discord.Object(int(parcel.place.chat_id)))
    sent = await _known(client, chat, parcel, view) or await chat.send(
        view=view,
        files=files_of(rendered),
        silent=parcel.manner.silent,
        nonce=f"post-{parcel.id}",
        allowed_mentions=NONE,
    )
    return str(sent.id)


async def _extras(sent: discord.Message, parcel: Parcel) -> None:
    """Pin a post and open its thread, if that is wanted and allowed: it is out either way."""
    if parcel.manner.pin:
        await _may_fail(sent.pin(), "a post is out, but not pinned")
    if parcel.manner.thread:
        await _may_fail(sent.create_thread(name=_title(parcel.reply)), "a post has no thread")


async def unpin(client: discord.Client, place: Place, external_id: str) -> None:
    """Take our own pin of a message back, if it is there. A forum's gives way to the next."""
    if external_id.isdecimal():
        message = client.get_partial_messageable(channel_of(place))
        known = message.get_partial_message(int(external_id))
        await _may_fail(known.unpin(), "a post is still pinned")


async def _may_fail(extra: Awaitable[object], but: str) -> None:
    """Do something that no post has to wait for, nor to be sent again for."""
    try:
        await extra
    except discord.HTTPException as refused:
        log.info(but, code=refused.code)
    except (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as trouble:
        log.info(but, trouble=type(trouble).__name__)


async def edit(client: discord.Client, place: Place, external_id: str, rendered: Rendered) -> bool:
    """Let a message become something else; False if it cannot: it is gone, or shut away.

    Raises what else the library raises.
    """
    thread, _, message = external_id.rpartition(":")
    number = int(thread) if thread else channel_of(place)
    known = client.get_partial_messageable(number).get_partial_message(int(message))
    try:
        try:
            await _become(known, rendered)
        except discord.HTTPException as shut:
            if shut.code != ARCHIVED:
                raise
            if not await forums.open_again(client, number):
                return False
            await _become(known, rendered)
    except discord.HTTPException as refused:
        if refused.code in LOST or (thread and refused.code == UNKNOWN_CHANNEL):
            return False  # a post of a forum is a channel of its own: the forum is still there
        raise
    return True


async def _become(known: discord.PartialMessage, rendered: Rendered) -> None:
    await known.edit(view=rendered.view, attachments=files_of(rendered), allowed_mentions=NONE)


def _ringing(view: Layout, role: str) -> tuple[Layout, discord.AllowedMentions]:
    """Return a message that pings a role, if one is to be, and whom it may ping."""
    if not (role.isascii() and role.isdecimal()):
        return view, NONE
    whom = discord.Object(int(role))
    mentions = discord.AllowedMentions(everyone=False, users=False, roles=[whom])
    return Layout(*said(f"<@&{whom.id}>"), *view.pieces), mentions


def _title(reply: Reply) -> str:
    """Return the name of a post's thread."""
    if isinstance(reply, Digest):
        return short(wording.digest_title(reply), THREAD_NAME)
    stem = reply.posed.stem if isinstance(reply, Asked | Revealed) else ""
    return short(wording.one_line(stem, THREAD_NAME) or wording.Label.DAILY, THREAD_NAME)
