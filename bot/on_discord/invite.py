"""What the bot asks a server for when it is invited, each with its reason, and the link for it."""

import discord

NEEDED = {
    "view_channel": "sees the channels it posts to",
    "send_messages": "posts questions, reveals and the board",
    "send_messages_in_threads": "does so in threads and forum posts",
    "attach_files": "shows pictures and hands files over",
    "read_message_history": "finds what it has posted, so that nothing comes twice",
    "create_public_threads": "opens a thread under the question of the day, if you want one",
    "pin_messages": "pins the question of the day, if you want that",
}
"""Discord's name of each permission, and what the bot does with it."""

PERMISSIONS = discord.Permissions(**dict.fromkeys(NEEDED, True))


def invite_link(application: int) -> str:
    """Return the page on which somebody lets the bot into their server."""
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=scopes)


def asked_for() -> str:
    """Return the permissions in words, as a person finds them in the server's settings."""
    return ", ".join(name.replace("_", " ") for name in NEEDED)


def missing_in(guild: discord.Guild) -> list[str]:
    """Return the names of permissions that a server does not give the bot."""
    return missing(guild.me.guild_permissions)


def missing(held: discord.Permissions) -> list[str]:
    """Return the names of what is asked for and not held; an administrator holds everything."""
    if held.administrator:
        return []
    return [name.replace("_", " ") for name in NEEDED if not getattr(held, name)]
