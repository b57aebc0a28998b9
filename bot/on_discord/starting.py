"""Starting a live round in a channel. Must not know how anything looks."""

import re
from collections.abc import Sequence

from bot.domain.replies import Pace, Problem, Refused, Reply
from bot.on_discord.desk import Desk, Seat
from bot.usecases.filters import Filters

DEFAULT_QUESTIONS = 10
_COUNT = re.compile(r"[1-9]\d?", re.ASCII)


async def start(
    desk: Desk,
    seat: Seat,
    filters: Filters,
    questions: int = DEFAULT_QUESTIONS,
    pace: Pace = Pace.CALM,
) -> Reply:
    """Start a round here. Nobody can be seen to be present in a channel, so the clock decides."""
    if seat.server is None:
        return Refused(Problem.NEEDS_ROOM)
    if seat.lacks:
        return Refused(Problem.NOT_LET, seat.lacks)
    return await desk.rounds.start(
        seat.who, seat.place, filters, questions=questions, pace=pace, present=None
    )


async def like(desk: Desk, seat: Seat, words: Sequence[str]) -> Reply:
    """Start a round as its words say, behind "quiz": a deck, a number of questions, a pace."""
    pace = next((Pace(word) for word in words if word in frozenset(Pace)), Pace.CALM)
    counts = [int(word) for word in words if _COUNT.fullmatch(word)]
    deck = " ".join(w for w in words if w not in frozenset(Pace) and not _COUNT.fullmatch(w))
    questions = counts[0] if counts else DEFAULT_QUESTIONS
    return await start(desk, seat, Filters(deck=deck), questions, pace)
