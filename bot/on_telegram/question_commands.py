"""``/question``: write one, change one, report one, look back. Must not know how anything looks."""

from bot import press as p
from bot.domain.ids import QuestionId
from bot.domain.replies import Asked, Problem, QuestionText, Refused, Reply
from bot.on_telegram import guides
from bot.on_telegram.answers import Answer
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.prompts import Prompt
from bot.wording import dialogs, guiding


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do what the words after ``/question`` say."""
    verb, _, words = rest.partition(" ")
    match verb.casefold():
        case "add":
            return Prompt(p.Go("question add"), guiding.ASK_FRONT, dialogs.CARD.label)
        case "edit" if words:
            text = await desk.mending.text(seat.who, seat.class_place, QuestionId(words))
            return to_change(text)
        case "edit":
            return await desk.authoring.waiting(seat.who, seat.class_place)
        case "report":
            asked = await at_now(desk, seat)
            if not isinstance(asked, Asked):
                return Refused(Problem.NO_SUCH_QUESTION)
            return Prompt(p.ReportIt(asked.ask, "other"), guiding.ASK_NOTE, dialogs.REPORT.label)
        case "history":
            latest = await desk.mending.latest(seat.who)
            which = QuestionId(words) if words else latest
            if which is None:
                return Refused(Problem.NO_SUCH_QUESTION)
            return await desk.mending.history(seat.who, seat.class_place, which)
        case _:
            return guides.questions()


def to_change(text: Reply) -> Answer:
    """Return the question for another text, with the one there is."""
    if isinstance(text, QuestionText) and not text.spots:
        return Prompt(p.OfQuestion("edit", text.key), guiding.ASK_TEXT, said=text.text)
    return text


async def at_now(desk: Desk, seat: Seat) -> Reply:
    """Return the question that somebody is at: of the group, else their own."""
    if seat.group is not None:
        for found in (
            await desk.rounds.current(seat.who, seat.place),
            await desk.daily.current(seat.who, seat.place),
        ):
            if isinstance(found, Asked):
                return found
    return await desk.study.next(seat.who, await desk.looking.wanted(seat.who))
