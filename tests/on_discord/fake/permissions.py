"""Who may what where: roles, overwrites and threads, computed as Discord's docs say."""

from tests.on_discord.fake import shapes
from tests.on_discord.fake.state import Channel, Guild, Message, User, World

BOT_IN_DM = shapes.ALL_PERMISSIONS & ~shapes.MANAGE_GUILD & ~shapes.ADMINISTRATOR


def in_guild(guild: Guild, user: User) -> int:
    """Return what somebody may in a server before any channel's own rules."""
    member = guild.members.get(user.id)
    if member is None:
        return 0
    if guild.owner is user:
        return shapes.ALL_PERMISSIONS
    roles = [guild.roles[guild.id], *(guild.roles[r] for r in member.roles if r in guild.roles)]
    allowed = 0
    for role in roles:
        allowed |= role.permissions
    return shapes.ALL_PERMISSIONS if allowed & shapes.ADMINISTRATOR else allowed


def in_channel(channel: Channel, user: User) -> int:
    """Return what somebody may in a channel; a thread has its parent's rules."""
    if channel.guild is None:
        return BOT_IN_DM if user in channel.people else 0
    if channel.parent is not None and channel.is_thread:
        allowed = in_channel(channel.parent, user)
        shut = channel.type == shapes.PRIVATE_THREAD and user not in channel.people
        return 0 if shut and not allowed & shapes.MANAGE_THREADS else allowed
    allowed = in_guild(channel.guild, user)
    if allowed == shapes.ALL_PERMISSIONS:
        return allowed
    allowed = _overwritten(channel, user, allowed)
    return allowed if allowed & shapes.VIEW_CHANNEL else 0


def _overwritten(channel: Channel, user: User, allowed: int) -> int:
    guild = channel.guild
    assert guild is not None
    if (everyone := channel.overwrites.get(guild.id)) is not None:
        allowed = allowed & ~everyone.deny | everyone.allow
    member = guild.members.get(user.id)
    own = [o for i, o in channel.overwrites.items() if member is not None and i in member.roles]
    deny = allow = 0
    for overwrite in own:
        deny |= overwrite.deny
        allow |= overwrite.allow
    allowed = allowed & ~deny | allow
    if (personal := channel.overwrites.get(user.id)) is not None:
        allowed = allowed & ~personal.deny | personal.allow
    return allowed


def need(world: World, channel: Channel, *wanted: int) -> None:
    """Raise Refused when the bot may not: 50001 where it sees nothing, 50013 otherwise."""
    if channel.guild is not None and not channel.guild.bot_in:
        raise shapes.missing_access()
    allowed = in_channel(channel, world.bot)
    if channel.guild is not None and not allowed & shapes.VIEW_CHANNEL:
        raise shapes.missing_access()
    if any(not allowed & bit for bit in wanted):
        raise shapes.missing_permissions()


def need_to_send(world: World, channel: Channel) -> None:
    """Raise Refused when the bot may not post here."""
    if channel.type == shapes.GROUP:
        raise shapes.missing_access()
    if channel.type in {shapes.FORUM, shapes.CATEGORY}:
        raise shapes.Refused(400, 50008, "Cannot send messages in a non-text channel")
    if channel.type == shapes.DM and channel.people[0].closed:
        raise shapes.Refused(403, 50007, "Cannot send messages to this user")
    shut = channel.is_thread and channel.locked
    if shut and not in_channel(channel, world.bot) & shapes.MANAGE_THREADS:
        raise shapes.Refused(400, 160005, "Thread is locked")
    if channel.guild is not None:
        thread = channel.is_thread
        bit = shapes.SEND_MESSAGES_IN_THREADS if thread else shapes.SEND_MESSAGES
        need(world, channel, bit)
    channel.archived = False


def sees(user: User, message: Message) -> bool:
    """Tell whether somebody has the message before their eyes."""
    if message.deleted or message.channel.deleted:
        return False
    if message.only_for and message.only_for != user.id:
        return False
    return bool(in_channel(message.channel, user) & shapes.VIEW_CHANNEL)
