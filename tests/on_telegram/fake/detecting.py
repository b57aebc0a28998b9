"""What Telegram makes of plain text by itself: mentions, links, commands, hashtags, addresses.

Clients show these as links, so a text that only looks like one leads out all the same.
"""

import re

from tests.on_telegram.fake.html import units
from tests.on_telegram.fake.shapes import Json

TLDS = "com|org|net|edu|gov|io|me|uk|de|fr|it|ru|app|dev|info|xyz|ly|to|co|eu|tv|ai|gg|zip|ch"
URL = rf"(?:https?|ton|tg)://[^\s<>\"]+|(?<![\w@.-])(?:[\w-]+\.)+(?:{TLDS})(?![\w-])(?:[/?#]\S*)?"
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
FOUND = re.compile(
    rf"(?P<email>{EMAIL})|(?P<url>(?i:{URL}))"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{2,31})(?!\w)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w$])(?P<cashtag>\$[A-Z]{1,8})(?!\w)",
    re.ASCII,
)
OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


def detected(text: str, entities: list[Json]) -> list[Json]:
    """Return the entities with those that Telegram finds by itself, in order."""
    opaque = [
        (one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in OPAQUE
    ]
    found = list(entities)
    for match in FOUND.finditer(text):
        start = units(text[: match.start()])
        stop = start + units(match[0])
        if not any(start < high and stop > low for low, high in opaque):
            found.append({"type": match.lastgroup, "offset": start, "length": stop - start})
    return sorted(found, key=lambda one: (one["offset"], -one["length"]))
