"""``/question``: write one, change one, report one, look back. Must not know how anything looks."""

from bot import press as p
from bot.domain.ids import AskId, QuestionId
from bot.domain.markup import plain
from bot.domain.replies import Asked, QuestionText, Refused, Reply, Revealed
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
            return await _add(desk, seat)
        case "edit" if words:
            text = await desk.mending.text(seat.who, seat.class_place, QuestionId(words))
            return to_change(text)
        case "edit":
            return await desk.authoring.waiting(seat.who, seat.class_place)
        case "report":
            return await _report(desk, seat)
        case "history":
            latest = await desk.mending.latest(seat.who)
            which = QuestionId(words) if words else latest
            if which is None:
                return guides.nothing_at_hand()
            return await desk.mending.history(seat.who, seat.class_place, which)
        case _:
            return guides.questions()


def to_change(text: Reply) -> Answer:
    """Return the question for another text, with the one there is."""
    if isinstance(text, QuestionText) and not text.spots:
        return Prompt(p.OfQuestion("edit", text.key), guiding.ASK_TEXT, said=text.text)
    return text


async def _add(desk: Desk, seat: Seat) -> Answer:
    """Ask for a new question, if there is a class it could belong to."""
    shown = await desk.classes.show(seat.who, seat.class_place)
    if isinstance(shown, Refused):
        return shown
    return Prompt(p.Go("question add"), guiding.ASK_FRONT, dialogs.CARD.label)


async def _report(desk: Desk, seat: Seat) -> Answer:
    """Ask what is the matter with the question that somebody is at, and say which that is."""
    found = await _at_hand(desk, seat)
    if found is None:
        return guides.nothing_at_hand()
    ask, stem = found
    return Prompt(p.ReportIt(ask, "other"), guiding.what_is_wrong(stem), dialogs.REPORT.label)


async def _at_hand(desk: Desk, seat: Seat) -> tuple[AskId, str] | None:
    """Return the question before somebody's eyes: the group's, their own, else their last."""
    found: Reply | None = None
    if seat.group is not None:
        found = await desk.rounds.current(seat.who, seat.place)
        if not isinstance(found, Asked | Revealed):
            found = await desk.daily.current(seat.who, seat.place)
    if not isinstance(found, Asked | Revealed):
        found = await desk.chatting.at(seat.who)
    if isinstance(found, Asked | Revealed):
        return found.ask, plain(found.posed.stem)
    last = await desk.looking.last(seat.who)
    return None if last is None else (last[0], plain(last[1]))
