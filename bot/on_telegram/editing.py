"""What the keys below a deck or one of its questions do. Must not know how anything looks.

A key cannot carry a deck's id and a question's: it tells the question by ``press.which_of``, which
is looked up among those that the deck shows.
"""

from bot import press as p
from bot.domain.ids import QuestionId
from bot.domain.replies import DeckAbout, DraftQueue, DraftText, Problem, Refused, Reply
from bot.on_telegram import guides
from bot.on_telegram.answers import Answer, Sent
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.prompts import Prompt
from bot.on_telegram.question_commands import to_change
from bot.usecases.filters import Filters
from bot.wording import guiding


async def push(desk: Desk, seat: Seat, press: p.OfDeck, sent: Sent) -> Answer:
    """Do what a press of a deck says; what is to be changed is asked for."""
    deck = press.deck
    match press.verb:
        case "show":
            return await desk.decks.show(seat.who, deck)
        case "drafts":
            return await desk.decks.drafts(seat.who, deck)
        case "all":
            return await desk.decks.accept_all(seat.who, deck)
        case "review":
            return await desk.study.next(seat.who, Filters(deck=deck))
        case "export":
            return guides.formats(deck)
        case "back":
            return await _back(desk, seat, press)
        case "accept" | "drop" | "edit":
            return await _draft(desk, seat, press, sent.text or "")


async def _draft(desk: Desk, seat: Seat, press: p.OfDeck, text: str) -> Answer:
    """Decide about a proposal, if it is still the first; else show which one is."""
    queue = await desk.decks.drafts(seat.who, press.deck)
    if not isinstance(queue, DraftQueue) or queue.first is None:
        return queue
    question = queue.first.sample.posed.question
    if p.which_of(question) != press.which:
        return queue
    if press.verb == "accept":
        return await desk.decks.accept(seat.who, press.deck, question)
    if press.verb == "drop":
        return await desk.decks.drop(seat.who, press.deck, question)
    reply = await desk.decks.edit(seat.who, press.deck, question, text)
    if isinstance(reply, DraftText) and not text:
        return Prompt(press, guiding.ASK_TEXT, said=reply.text)
    return reply


async def _back(desk: Desk, seat: Seat, press: p.OfDeck) -> Reply:
    """Let a paused question back into play."""
    about = await desk.decks.show(seat.who, press.deck)
    if not isinstance(about, DeckAbout):
        return about
    found = [q.question for q in about.paused if p.which_of(q.question) == press.which]
    if not found:
        return Refused(Problem.NO_SUCH_QUESTION)
    return await desk.decks.let_back(seat.who, press.deck, QuestionId(found[0]))


async def of_question(desk: Desk, seat: Seat, press: p.OfQuestion, sent: Sent) -> Answer:
    """Show a question's history, ask for its text, or make it say what was written."""
    if press.verb == "history":
        return await desk.mending.history(seat.who, seat.class_place, press.question)
    text = (sent.text or "").strip()
    if not text:
        return to_change(await desk.mending.text(seat.who, seat.class_place, press.question))
    return await desk.mending.rewrite(seat.who, seat.class_place, press.question, text, same=True)
