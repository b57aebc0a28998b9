"""From the fake's state to the JSON that Discord sends."""

from collections.abc import Iterable, Iterator

from tests.on_discord.fake import permissions, shapes
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import (
    Channel,
    File,
    Guild,
    Interaction,
    Member,
    Message,
    Role,
    User,
    World,
)

CDN = "https://cdn.discordapp.com"
SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes that one uploaded file may have."""


def user_json(user: User) -> Json:
    """Return a user."""
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": user.display,
        "discriminator": "0",
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
    }


def member_json(member: Member, *, with_user: bool = True, permission: int | None = None) -> Json:
    """Return a member, with what they may in a channel when it is told."""
    found: Json = {
        "roles": [str(role) for role in sorted(member.roles)],
        "nick": member.nick,
        "avatar": None,
        "joined_at": member.joined.isoformat(),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    if with_user:
        found["user"] = user_json(member.user)
    if permission is not None:
        found["permissions"] = str(permission)
    return found


def role_json(role: Role) -> Json:
    """Return a role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "mentionable": role.mentionable,
        "managed": role.managed,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0 if role.name == "@everyone" else 1,
        "flags": 0,
    }


def channel_json(channel: Channel) -> Json:
    """Return a channel of any type."""
    found: Json = {"id": str(channel.id), "type": channel.type, "flags": 0, "last_message_id": None}
    if channel.type in {shapes.DM, shapes.GROUP}:
        people = [user for user in channel.people if not user.bot]
        found["recipients"] = [user_json(user) for user in people]
        if channel.type == shapes.GROUP:
            found |= {"name": channel.name, "icon": None, "owner_id": str(people[0].id)}
        return found
    assert channel.guild is not None
    found |= {"name": channel.name, "guild_id": str(channel.guild.id), "nsfw": False}
    found |= {"parent_id": str(channel.parent.id) if channel.parent else None, "topic": None}
    return found | (_thread_part(channel) if channel.is_thread else _channel_part(channel))


def _thread_part(channel: Channel) -> Json:
    return {
        "owner_id": str(channel.owner),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "applied_tags": [str(tag) for tag in channel.applied],
        "thread_metadata": {
            "archived": channel.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": channel.began.isoformat(),
            "locked": channel.locked,
            "create_timestamp": channel.began.isoformat(),
        },
    }


def _channel_part(channel: Channel) -> Json:
    found: Json = {
        "position": 0,
        "rate_limit_per_user": 0,
        "permission_overwrites": [
            {"id": str(o.id), "type": o.type, "allow": str(o.allow), "deny": str(o.deny)}
            for o in channel.overwrites.values()
        ],
    }
    if channel.type == shapes.FORUM:
        flags = 1 << 4 if channel.tag_required else 0
        found |= {"available_tags": channel.tags, "flags": flags, "default_forum_layout": 0}
        found |= {"default_sort_order": None, "default_reaction_emoji": None}
    return found


def guild_json(guild: Guild, bot: User) -> Json:
    """Return a server as GUILD_CREATE has it; of its members, only the bot."""
    channels = [c for c in guild.channels.values() if not c.deleted]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner.id),
        "preferred_locale": guild.locale,
        "member_count": len(guild.members),
        "unavailable": False,
        "large": len(guild.members) > 250,
        "joined_at": None,
        "roles": [role_json(role) for role in guild.roles.values()],
        "channels": [channel_json(c) for c in channels if not c.is_thread],
        "threads": [channel_json(c) for c in _live(channels, bot)],
        "members": [member_json(m) for i, m in guild.members.items() if i == bot.id],
        "features": [],
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
    }


def _live(channels: Iterable[Channel], bot: User) -> Iterator[Channel]:
    """Give the threads that a bot is told of when it comes: active, and open to it."""
    threads = (c for c in channels if c.is_thread and not c.archived)
    return (c for c in threads if permissions.in_channel(c, bot))


def file_json(file: File) -> Json:
    """Return an attachment."""
    path = "ephemeral-attachments" if file.ephemeral else "attachments"
    url = f"{CDN}/{path}/{file.channel}/{file.id}/{file.name}"
    found: Json = {
        "id": str(file.id),
        "filename": file.name,
        "size": len(file.content),
        "url": url,
        "proxy_url": url.replace("cdn.discordapp.com", "media.discordapp.net"),
        "content_type": file.type,
        "ephemeral": file.ephemeral,
    }
    return found | ({"description": file.description} if file.description else {})


def message_json(message: Message, world: World) -> Json:
    """Return a message, as the bot that wrote it or holds its interaction may see it."""
    found: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": message.at.isoformat(),
        "edited_timestamp": message.edited.isoformat() if message.edited else None,
        "tts": False,
        "mention_everyone": "everyone" in message.pings,
        "mentions": [user_json(world.users[int(ping[5:])]) for ping in _those(message, "user:")],
        "mention_roles": [ping[5:] for ping in _those(message, "role:")],
        "attachments": [file_json(file) for file in message.files],
        "embeds": message.embeds,
        "components": message.components,
        "flags": message.flags,
        "pinned": message.pinned,
        "type": 19 if message.reply_to else 0,
    }
    if message.nonce:
        found["nonce"] = message.nonce
    if message.poll is not None:
        found["poll"] = message.poll
    if message.interaction is not None:
        found |= _interaction_part(message.interaction, world)
    return found


def _those(message: Message, kind: str) -> list[str]:
    return sorted(ping for ping in message.pings if ping.startswith(kind))


def _interaction_part(interaction: Interaction, world: World) -> Json:
    told = {
        "id": str(interaction.id),
        "type": interaction.type,
        "user": user_json(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    return {
        "interaction_metadata": told,
        "application_id": str(world.app),
        "webhook_id": str(world.app),
    }


def dispatched(message: Message, world: World) -> Json:
    """Return a message as the gateway tells it, with its server and member."""
    found = message_json(message, world)
    guild = message.channel.guild
    if guild is not None:
        found["guild_id"] = str(guild.id)
        member = guild.members.get(message.author.id)
        if member is not None:
            found["member"] = member_json(member, with_user=False)
    return found


def interaction_json(interaction: Interaction, world: World) -> Json:
    """Return an interaction as the gateway tells it."""
    channel, user = interaction.channel, interaction.user
    found: Json = {
        "id": str(interaction.id),
        "application_id": str(world.app),
        "type": interaction.type,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel": channel_json(channel),
        "channel_id": str(channel.id),
        "locale": user.locale,
        "app_permissions": str(permissions.in_channel(channel, world.bot)),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": SIZE_LIMIT,
        "authorizing_integration_owners": interaction.owners,
        "context": context_of(channel, world),
    }
    if channel.guild is None:
        found["user"] = user_json(user)
    else:
        guild = channel.guild
        allowed = permissions.in_channel(channel, user)
        found["member"] = member_json(guild.members[user.id], permission=allowed)
        found |= {"guild_id": str(guild.id), "guild_locale": guild.locale}
        found["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
    if interaction.message is not None:
        found["message"] = message_json(interaction.message, world)
        if interaction.showing is not None:
            found["message"]["components"] = interaction.showing
    return found


def context_of(channel: Channel, world: World) -> int:
    """Return 0 in a server, 1 in the bot's own private chat, 2 in other private places."""
    if channel.guild is not None:
        return 0
    return 1 if channel.type == shapes.DM and world.bot in channel.people else 2
