"""Starting a live round in a group. Must not know how anything looks."""

from bot.domain.replies import Problem, Refused, Reply
from bot.on_telegram.desk import Desk, Seat
from bot.usecases.filters import Filters
from bot.usecases.typed import Wanted

PLAIN = Wanted(Filters())


async def start(desk: Desk, seat: Seat, wanted: Wanted = PLAIN) -> Reply:
    """Start a round here. Nobody can be seen to be present in a group, so the clock decides."""
    if seat.group is None:
        return Refused(Problem.NEEDS_CLASS)
    return await desk.rounds.start(
        seat.who,
        seat.place,
        wanted.filters,
        questions=wanted.questions,
        pace=wanted.pace,
        present=None,
    )
