"""A fake Discord: a real server on a unix socket for the unmodified discord.py to connect to.

Made from Discord's docs and published schema, and from what discord.py parses; never compared
with the real platform. It knows nothing of the bot under test. A test reads like this::

    guild = discord.guild("Year 9")
    ada = discord.person("Ada", next(iter(guild.channels.values())))
    async with online(discord, SomeClient(connector=discord.connector())):
        asked = await ada.command("/quiz", deck="cells")   # returns when the bot has answered
        marked = await ada.press(asked.message, "Mitosis")
        assert marked.private and "Right" in marked.text
        await discord.settle()                              # nothing more will happen by itself
        assert discord.called("POST /channels/*/messages") == []

Wrong requests and errors nobody caught fail the test at its end, unless it took them away with
``discord.forgive()``.
"""

from tests.on_discord.fake import rest_commands as rest_commands
from tests.on_discord.fake import rest_interactions as rest_interactions
from tests.on_discord.fake import rest_messages as rest_messages
from tests.on_discord.fake import rest_places as rest_places
from tests.on_discord.fake.actors import NoAnswer, Outcome, Person
from tests.on_discord.fake.online import online
from tests.on_discord.fake.opening import open_discord
from tests.on_discord.fake.options import CannotDo
from tests.on_discord.fake.serve import TOKEN, FakeDiscord

__all__ = [
    "TOKEN",
    "CannotDo",
    "FakeDiscord",
    "NoAnswer",
    "Outcome",
    "Person",
    "online",
    "open_discord",
]
