"""The names things are known by: ids, platforms, accounts and places.

Nothing here knows what a platform can do; an id is only an id.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

LearnerId = NewType("LearnerId", int)
ClassId = NewType("ClassId", int)
PlaceId = NewType("PlaceId", int)
RoundId = NewType("RoundId", int)
AskId = NewType("AskId", int)
AlarmId = NewType("AlarmId", int)
PostId = NewType("PostId", int)
ClaimId = NewType("ClaimId", int)
SubscriptionId = NewType("SubscriptionId", int)

DeckId = NewType("DeckId", str)
"""A deck's short name in lower case, for ever: ``soviet-foreign-policy``."""

QuestionId = NewType("QuestionId", str)
"""A question's id, unique over all decks and never used twice: ``sfp-ger-001``."""

QuestionKey = NewType("QuestionKey", int)
"""The small number under which the database keeps a question."""


class Platform(StrEnum):
    """Where an account lives."""

    WEB = "web"
    DISCORD = "discord"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Account:
    """How a learner is known on one platform. A learner may link several."""

    platform: Platform
    user_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody or somewhere the bot can post to tomorrow; ``thread`` is a topic or thread id."""

    platform: Platform
    chat_id: str
    thread: str = ""
