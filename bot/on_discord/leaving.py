"""Leaving a class, which ends with its last member: that is asked about once more.

Must not know how anything looks.
"""

from bot.domain.replies import ClassShown, Problem, Refused, Reply
from bot.on_discord.desk import Desk, Seat

COMMAND, WORD = "class leave", "LEAVE"


async def ends(desk: Desk, seat: Seat) -> bool:
    """Return whether nobody else is seen in the class that somebody would leave."""
    shown = await desk.classes.show(seat.who)
    return isinstance(shown, ClassShown) and len(shown.members) <= 1


async def leave(desk: Desk, seat: Seat, word: str) -> Reply:
    """Let somebody leave their class; the last one has to say so in a word."""
    if word.strip().upper() != WORD and await ends(desk, seat):
        return Refused(Problem.BAD_VALUE, ("word", word[:40], WORD))
    return await desk.classes.leave(seat.who)
