"""Starting a live round in a channel. Must not know how anything looks."""

from bot.domain.replies import Pace, Problem, Refused, Reply
from bot.on_discord.desk import Desk, Seat
from bot.usecases.filters import Filters

DEFAULT_QUESTIONS = 10


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
