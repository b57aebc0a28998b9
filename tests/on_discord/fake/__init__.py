"""A fake Discord: a real server on a unix socket for the unmodified discord.py to connect to.

Made from Discord's docs and published schema, and from what discord.py parses; never compared
with the real platform. It knows nothing of the bot under test. Start with `open_discord`.
"""

from tests.on_discord.fake import rest_commands as rest_commands
from tests.on_discord.fake import rest_interactions as rest_interactions
from tests.on_discord.fake import rest_messages as rest_messages
from tests.on_discord.fake import rest_places as rest_places
from tests.on_discord.fake.actors import NoAnswer, Outcome, Person
from tests.on_discord.fake.online import online
from tests.on_discord.fake.options import CannotDo
from tests.on_discord.fake.serve import TOKEN, FakeDiscord, open_discord

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
