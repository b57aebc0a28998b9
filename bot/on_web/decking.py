"""Decks by command and by button: ``/deck show NAME`` and what the deck panels press.

Files do not come this way (see ``uploads``). Must not know HTML, sockets or HTTP.
"""

from collections.abc import Sequence

from bot.domain.ids import QuestionId
from bot.domain.replies import Problem, Refused, Reply
from bot.on_web.desk import Desk, Seat
from bot.usecases.decks import WRITES

FORMATS = frozenset(name for name, _ in WRITES)


async def run(desk: Desk, seat: Seat, rest: str) -> Reply:
    """Do what the words after ``/deck`` say; without a verb they choose the class's decks."""
    verb, _, words = rest.partition(" ")
    words = words.strip()
    match verb.casefold():
        case "":
            return await desk.classes.decks(seat.who)
        case "import":
            return await desk.decks.bringing(seat.who)
        case "show" if words:
            return await desk.decks.show(seat.who, words)
        case "drafts" if words:
            return await desk.decks.drafts(seat.who, words)
        case "export" if words:
            return await _export(desk, seat, words)
        case "show" | "drafts" | "export":
            return Refused(Problem.BAD_VALUE, ("deck", "", f"/deck {verb.casefold()} NAME"))
        case _:
            return await _choose(desk, seat, rest.replace(",", " ").split())


async def push(desk: Desk, seat: Seat, verb: str, values: Sequence[tuple[str, str]]) -> Reply:
    """Do what a button of a deck's panel says; the form's fields name the deck and question."""
    fields = {name: value[:200] for name, value in reversed(values)}
    deck, question = fields.get("deck", ""), QuestionId(fields.get("question", ""))
    match verb:  # a table, a line or two for each button
        case "":
            return await _choose(desk, seat, [value for name, value in values if name == "deck"])
        case "show":
            return await desk.decks.show(seat.who, deck)
        case "drafts":
            return await desk.decks.drafts(seat.who, deck)
        case "accept":
            return await desk.decks.accept(seat.who, deck, question)
        case "drop":
            return await desk.decks.drop(seat.who, deck, question)
        case "accept all":
            return await desk.decks.accept_all(seat.who, deck)
        case "edit":
            return await desk.decks.edit(seat.who, deck, question)
        case "back":
            return await desk.decks.let_back(seat.who, deck, question)
        case "export":
            return await desk.decks.export(seat.who, deck, fields.get("format", ""))
        case _:
            return Refused(Problem.ASK_GONE)


async def _choose(desk: Desk, seat: Seat, named: Sequence[str]) -> Reply:
    chosen = await desk.classes.choose_decks(seat.who, [deck for deck in named if deck])
    return chosen if isinstance(chosen, Refused) else await desk.classes.decks(seat.who)


async def _export(desk: Desk, seat: Seat, words: str) -> Reply:
    """Take a deck out; without a format its panel offers them."""
    name, _, last = words.rpartition(" ")
    if name and last.casefold() in FORMATS:
        return await desk.decks.export(seat.who, name, last.casefold())
    return await desk.decks.show(seat.who, words)
