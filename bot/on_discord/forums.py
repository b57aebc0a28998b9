"""Posts in a forum, each a thread of its own.

Discord takes no nonce there: before one is sent, it is looked for among the bot's own threads, so
that an answer that got lost makes no second one. Must not know what is posted.
"""

from collections.abc import Sequence

import discord

from bot.on_discord.finding import marks, says
from bot.on_discord.layouts import Layout

LOOKED_AT = 3
"""Threads of the same name that are looked into, the newest."""


async def post(
    forum: discord.ForumChannel,
    me: int,
    title: str,
    view: Layout,
    files: Sequence[discord.File],
    mentions: discord.AllowedMentions,
    *,
    silent: bool,
) -> str:
    """Send a post, if it is not there yet, and return its thread's id and its message's: ``1:1``.

    ``me`` is the bot's own id. Where a forum wants a tag, its first one is taken. Raises what the
    library raises.
    """
    known = await _there(forum, me, title, view)
    if known:
        return known
    tags = [tag for tag in forum.available_tags if not tag.moderated] or forum.available_tags
    made = await forum.create_thread(
        name=title,
        view=view,
        files=files,
        allowed_mentions=mentions,
        silent=silent,
        applied_tags=list(tags[:1]) if forum.flags.require_tag else [],
    )
    return f"{made.thread.id}:{made.message.id}"


async def pin(client: discord.Client, post_: str) -> None:
    """Pin a post by the ids that it is known by: in a forum the thread itself is pinned.

    That takes "manage threads". A forum has room for one: another that was pinned gives way.
    """
    thread = int(post_.partition(":")[0])
    pinned = discord.ChannelFlags(pinned=True).value
    await client.http.edit_channel(thread, reason=None, flags=pinned)


async def open_again(client: discord.Client, thread: int) -> bool:
    """Bring a thread back that nobody wrote in for a while: no message in it can change before.

    False if somebody shut it for good. Raises what else the library raises.
    """
    found = await client.fetch_channel(thread)
    if isinstance(found, discord.Thread):
        try:
            await found.edit(archived=False)
        except discord.Forbidden:
            return False
    return True


async def _there(forum: discord.ForumChannel, me: int, title: str, view: Layout) -> str:
    """Return the ids of the post that says this already, "" if there is none."""
    active = await forum.guild.active_threads()
    mine = [t for t in active if (t.parent_id, t.owner_id, t.name) == (forum.id, me, title)]
    wanted = marks(view.to_components())
    for thread in sorted(mine, key=lambda each: -each.id)[:LOOKED_AT]:
        try:
            first = await thread.fetch_message(thread.id)  # it has the id of its thread
        except (discord.NotFound, discord.Forbidden):
            continue  # it is gone, or may not be read: then it is not known to be there
        if says(first, wanted):
            return f"{thread.id}:{first.id}"
    return ""
