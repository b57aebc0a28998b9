"""One message into a channel, a thread or a forum, and changing it later.

A message is known by its id or, in a forum, by its thread's and its own: ``12:12``. The nonce is
the post's id, so that sending it again within minutes makes no second message.
"""

import discord
import structlog

from bot import wording
from bot.domain.ids import Place
from bot.domain.replies import Asked, Digest, Reply, Revealed
from bot.on_discord import forums
from bot.on_discord.calendar import is_private
from bot.on_discord.desk import channel_of
from bot.on_discord.layouts import Layout, said
from bot.on_discord.render import Rendered
from bot.on_discord.voice import files_of
from bot.usecases.delivering import Parcel

log = structlog.get_logger(__name__)

LONGEST_THREAD = 100
UNKNOWN_MESSAGE, UNKNOWN_CHANNEL, ARCHIVED = 10008, 10003, 50083
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
    channel = client.get_channel(number)
    if isinstance(channel, discord.ForumChannel):
        title, files = _title(parcel.reply), files_of(rendered)
        return await forums.post(channel, title, view, files, mentions)
    guild = int(parcel.place.chat_id) if parcel.place.thread else None
    sent = await client.get_partial_messageable(number, guild_id=guild).send(
        view=view,
        files=files_of(rendered),
        silent=manner.silent,
        nonce=f"post-{parcel.id}",
        allowed_mentions=mentions,
    )
    await _extras(sent, parcel)
    return str(sent.id)


async def _alone(client: discord.Client, parcel: Parcel, rendered: Rendered, view: Layout) -> str:
    """Send a post to somebody's private chat, which is opened if it has to be."""
    chat = await client.create_dm(discord.Object(int(parcel.place.chat_id)))
    sent = await chat.send(
        view=view,
        files=files_of(rendered),
        silent=parcel.manner.silent,
        nonce=f"post-{parcel.id}",
        allowed_mentions=NONE,
    )
    return str(sent.id)


async def _extras(sent: discord.Message, parcel: Parcel) -> None:
    """Pin a post and open its thread, if that is wanted and allowed: it is out either way."""
    try:
        if parcel.manner.pin:
            await sent.pin()
        if parcel.manner.thread:
            await sent.create_thread(name=_title(parcel.reply))
    except discord.HTTPException as refused:
        log.info("a post is out, but not pinned or without its thread", code=refused.code)


async def edit(client: discord.Client, place: Place, external_id: str, rendered: Rendered) -> bool:
    """Let a message become something else; False if it is not there any more.

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
            await forums.open_again(client, number)
            await _become(known, rendered)
    except discord.NotFound as gone:
        if gone.code == UNKNOWN_MESSAGE or (thread and gone.code == UNKNOWN_CHANNEL):
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
        return wording.one_line(wording.digest_title(reply), LONGEST_THREAD)
    stem = reply.posed.stem if isinstance(reply, Asked | Revealed) else ""
    return wording.one_line(stem, LONGEST_THREAD) or wording.Label.DAILY
