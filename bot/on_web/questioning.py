"""Single questions by command and by button: ``/question history ID`` and what panels press.

A changed text is long and comes by POST (see ``uploads``). Must not know HTML, sockets or HTTP.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.domain.ids import Account, Place, QuestionId, QuestionKey
from bot.domain.replies import Asked, Problem, Refused, Reply
from bot.on_web.desk import Desk, Seat

ALLOWED = "history ID, edit ID, add QUESTION = ANSWER"
LONGEST_ID = 200
MOST_NAMED = 5
"""Questions named to somebody whose words fit several."""

NOBODY_KNOWS = Refused(Problem.NO_SUCH_QUESTION)

Look = Callable[[Account, Place | None, QuestionId | QuestionKey], Awaitable[Reply]]


async def run(desk: Desk, seat: Seat, rest: str) -> Reply:
    """Do what the words after ``/question`` say."""
    verb, _, words = rest.partition(" ")
    words = words.strip()
    match verb.casefold():
        case "history" if words:
            return await _meant(desk, seat, words, desk.mending.history)
        case "history":
            return await _here(desk, seat)
        case "edit" if words:
            return await _meant(desk, seat, words, desk.mending.text)
        case "edit":
            return await desk.authoring.waiting(seat.who, seat.place)
        case "add" if " = " in words:
            front, _, back = words.partition(" = ")
            return await desk.authoring.suggest(seat.who, seat.place, front, back)
        case _:
            return Refused(Problem.BAD_VALUE, ("question", verb[:40], ALLOWED))


async def push(desk: Desk, seat: Seat, verb: str, values: Sequence[tuple[str, str]]) -> Reply:
    """Do what a button about a question says; its form's fields say which, or what is new."""
    fields = dict(reversed(values))
    which = QuestionId(fields.get("question", "")[:LONGEST_ID])
    match verb:
        case "history":
            return await desk.mending.history(seat.who, seat.place, which)
        case "edit":
            return await desk.mending.text(seat.who, seat.place, which)
        case "add":
            front, back = fields.get("front", ""), fields.get("back", "")
            return await desk.authoring.suggest(seat.who, seat.place, front, back)
        case _:
            return Refused(Problem.ASK_GONE)


async def _meant(desk: Desk, seat: Seat, typed: str, look: Look) -> Reply:
    """Look at the question of an id, else at the one that holds these words; several are named."""
    found = await look(seat.who, seat.place, QuestionId(typed[:LONGEST_ID]))
    if found != NOBODY_KNOWS:
        return found
    like = await desk.mending.named(seat.who, seat.place, typed[:LONGEST_ID], limit=MOST_NAMED)
    if len(like) > 1:
        return Refused(Problem.BAD_VALUE, ("question", typed[:40], ", ".join(i for i, _ in like)))
    return await look(seat.who, seat.place, like[0][0]) if like else found


async def _here(desk: Desk, seat: Seat) -> Reply:
    """Look back at the question that the room is at, else at the one somebody answered last."""
    which: QuestionId | QuestionKey | None = None
    for asked in (
        await desk.rounds.current(seat.who, seat.place),
        await desk.daily.current(seat.who, seat.place),
    ):
        if which is None and isinstance(asked, Asked):
            which = asked.posed.question
    which = which or await desk.mending.latest(seat.who)
    return await desk.mending.history(seat.who, seat.place, which) if which else NOBODY_KNOWS
