"""What it means for a post that Discord refuses it: try later, leave the place alone, let it go.

The codes are Discord's JSON error codes. Must not know what was to be posted.
"""

from enum import StrEnum

import discord

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_USER = 10003, 10004, 10008, 10013
NO_ACCESS, NOT_PERMITTED = 50001, 50013
ARCHIVED, OFTEN_EDITED = 50083, 30046
"""A thread that nobody wrote in for a while; a message of an hour ago with too many edits."""

BAD, TOO_MANY = 400, 429
"""Statuses of HTTP."""

SHUT = frozenset(
    {
        UNKNOWN_CHANNEL,
        UNKNOWN_GUILD,
        UNKNOWN_USER,
        NO_ACCESS,
        NOT_PERMITTED,
        50007,  # somebody takes no private messages
        50008,  # the channel became one without texts
        50009,  # the server wants more of who writes here
        50033,  # nobody can be written to there
        50278,  # no server is shared with somebody any more
        160005,  # the thread is locked
    }
)
"""What says that a place is gone, or that nothing can be said there."""

PASSING = frozenset(
    {
        0,  # not Discord itself, but something on the way
        40004,  # posting is switched off for everybody for a while
        40333,  # its network is in trouble
        130000,  # it has too much to do
    }
)
"""What has nothing to do with a post."""


class Meaning(StrEnum):
    """What is to be done about a post."""

    LATER = "later"
    SHUT = "shut"
    DONE = "done"  # it was out, and somebody has deleted it since
    NEVER = "never"  # what it does not take now it will not take then


def meaning_of(refused: discord.HTTPException) -> Meaning:
    """Return what a refusal means for a post that is sent as plainly as it can be."""
    trouble = refused.status >= 500 or refused.status == TOO_MANY
    if trouble or (refused.code in PASSING and refused.status != BAD):
        return Meaning.LATER
    if refused.code == UNKNOWN_MESSAGE:  # so Discord answers a nonce whose message is gone
        return Meaning.DONE
    return Meaning.SHUT if refused.code in SHUT else Meaning.NEVER
