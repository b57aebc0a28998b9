"""What the buttons below a deck or one of its questions do. Must not know how anything looks.

A button cannot carry a deck's id and a question's: it tells the question by ``press.which_of``,
which is looked up among those that the deck shows.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain.ids import QuestionId
from bot.domain.replies import (
    DeckAbout,
    DraftQueue,
    DraftText,
    Problem,
    QuestionText,
    Refused,
    Reply,
)
from bot.on_discord.bringing import File
from bot.on_discord.desk import Desk, Seat
from bot.on_discord.limits import INPUT_TEXT, size
from bot.on_discord.modals import Values
from bot.press import OfDeck, OfQuestion, which_of
from bot.usecases.filters import Filters

Beside = Callable[[], Awaitable[File | None]]
"""Gives the file of the message that a button is on."""

OTHER = "other"
"""What a form says of a question that is another one now."""


async def push(
    desk: Desk, seat: Seat, press: OfDeck, picked: Sequence[str] | None, text: str
) -> Reply:
    """Do what a press of a deck says; a ``DraftText`` is for changing."""
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
            return await desk.decks.export(seat.who, deck, "".join(picked or ()) or "json")
        case "back":
            return await _back(desk, seat, press)
        case "accept" | "drop" | "edit":
            return await _draft(desk, seat, press, text)


async def _draft(desk: Desk, seat: Seat, press: OfDeck, text: str) -> Reply:
    """Decide about a proposal, if it is still the first; else show which one is."""
    queue = await desk.decks.drafts(seat.who, press.deck)
    if not isinstance(queue, DraftQueue) or queue.first is None:
        return queue
    question = queue.first.sample.posed.question
    if which_of(question) != press.which:
        return queue
    if press.verb == "accept":
        return await desk.decks.accept(seat.who, press.deck, question)
    if press.verb == "drop":
        return await desk.decks.drop(seat.who, press.deck, question)
    return await desk.decks.edit(seat.who, press.deck, question, text)


async def _back(desk: Desk, seat: Seat, press: OfDeck) -> Reply:
    """Let a paused question back into play."""
    about = await desk.decks.show(seat.who, press.deck)
    if not isinstance(about, DeckAbout):
        return about
    found = [q.question for q in about.paused if which_of(q.question) == press.which]
    if not found:
        return Refused(Problem.NO_SUCH_QUESTION)
    return await desk.decks.let_back(seat.who, press.deck, QuestionId(found[0]))


async def of_question(
    desk: Desk, seat: Seat, press: OfQuestion, fields: Values, beside: Beside
) -> Reply:
    """Show a question's history, its text, or make it say what a form brings.

    A text that could not be kept lies ``beside`` the button: whoever wrote it goes on from there.
    """
    place = seat.place if seat.server else None
    if press.verb == "history":
        return await desk.mending.history(seat.who, place, press.question)
    text = "".join(fields.get("text", ()))
    if not text.strip():
        shown = await desk.mending.text(seat.who, place, press.question)
        file = await beside() if isinstance(shown, QuestionText) else None
        if isinstance(shown, QuestionText) and file is not None and file.refused is None:
            return replace(shown, text=file.data.decode("utf-8", "replace"))
        return shown
    same = fields.get("same") != (OTHER,)
    return await desk.mending.rewrite(seat.who, place, press.question, text, same=same)


def fits_a_form(reply: Reply) -> bool:
    """Return whether a reply is the text of a question that a form can hold."""
    return isinstance(reply, QuestionText) and not reply.spots and size(reply.text) <= INPUT_TEXT


def is_to_change(press: OfDeck, reply: Reply, text: str) -> bool:
    """Return whether a reply is the text that a form is to be opened with."""
    return press.verb == "edit" and not text and isinstance(reply, DraftText)
