"""The bot's own coming and going: invited and thrown out, let to speak and barred.

What cannot be reached gets no posts, until something says that it may be reached again: then the
question of the day and the digest go on by themselves. Of what happened while the line was cut
nothing is told, so each start tries once. Must not know what is posted.
"""

import discord
import structlog

from bot.domain.ids import Place, Platform
from bot.on_discord.desk import Desk
from bot.on_discord.invite import missing_in

log = structlog.get_logger(__name__)


class Comings(discord.AutoShardedClient):
    """A client that hears where it may speak. ``desk`` is what it tells."""

    desk: Desk
    been_ready = False

    async def on_ready(self) -> None:
        """Try again what could not be reached; it may come back soon if it is lost."""
        first, self.been_ready = not self.been_ready, True
        if first:
            for chat in await self.desk.delivering.unreached(Platform.DISCORD):
                if chat.isdecimal() and self.get_guild(int(chat)) is not None:
                    await self.desk.delivering.chat_back(Platform.DISCORD, chat)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Go on where it was thrown out before; note what it is not let to do there."""
        await self._back(guild)
        if lacking := missing_in(guild):
            log.warning("a server gives fewer permissions than asked for", lacking=lacking)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop posting to a server that threw the bot out."""
        await self.desk.delivering.chat_gone(Platform.DISCORD, str(guild.id))

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Go on where one of the bot's roles may do more."""
        gained = after.permissions.value & ~before.permissions.value
        if gained and after in after.guild.me.roles:
            await self._back(after.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Go on where the bot was given a role; of nobody else anything is told."""
        if after.id == after.guild.me.id and set(after.roles) - set(before.roles):
            await self._back(after.guild)

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Go on where the bot may do more in a channel than before."""
        me = after.guild.me
        if after.permissions_for(me).value & ~before.permissions_for(me).value:
            await self._back(after.guild)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Go on where a thread is not locked any more."""
        if before.locked and not after.locked:
            await self._back(after.guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Stop posting to a channel that is gone."""
        await self.desk.delivering.unreachable(_place(channel.guild.id, channel.id))

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Stop posting to a thread that is gone."""
        await self.desk.delivering.unreachable(_place(payload.guild_id, payload.thread_id))

    async def _back(self, guild: discord.Guild) -> None:
        """Try every place of a server again that takes no posts: what still bars it says so."""
        await self.desk.delivering.chat_back(Platform.DISCORD, str(guild.id))


def _place(guild: int, channel: int) -> Place:
    return Place(Platform.DISCORD, str(guild), str(channel))
