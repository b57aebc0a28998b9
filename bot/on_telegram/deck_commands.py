"""``/deck``: look, choose, bring in, take out. Files themselves do not come this way.

Must not know how anything looks.
"""

from bot import press as p
from bot.domain.ids import DeckId
from bot.domain.replies import BringDeck, Refused
from bot.on_telegram import guides, question_commands
from bot.on_telegram.answers import Answer
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.prompts import Prompt
from bot.usecases.decks import WRITES
from bot.wording import guiding

FORMATS = frozenset(name for name, _ in WRITES)


async def run(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Do what the words after ``/deck`` say."""
    verb, _, words = rest.partition(" ")
    match verb.casefold():
        case "" | "list":
            return await desk.classes.decks(seat.who)
        case "import":
            return await _bring(desk, seat)
        case "show" if words:
            return await desk.decks.show(seat.who, words)
        case "drafts" if words:
            return await desk.decks.drafts(seat.who, words)
        case "export" if words:
            return await _export(desk, seat, words)
        case "show" | "drafts" | "export":
            offered = await desk.looking.offered(seat.who, seat.class_place)
            return guides.decks(f"deck {verb.casefold()}", offered)
        case "enable" | "disable" if words:
            return await _choose(desk, seat, words, used=verb.casefold() == "enable")
        case "enable" | "disable":
            return await desk.classes.decks(seat.who)
        case "suggest":
            return await question_commands.run(desk, seat, "add")
        case _:
            return await desk.decks.show(seat.who, rest)


async def _bring(desk: Desk, seat: Seat) -> Answer:
    may = await desk.decks.bringing(seat.who)
    if not isinstance(may, BringDeck):
        return may
    return Prompt(p.Go("deck import"), guiding.SEND_FILE)


async def _export(desk: Desk, seat: Seat, words: str) -> Answer:
    """Take a deck out; without a format, offer them."""
    name, _, last = words.rpartition(" ")
    if name and last.casefold() in FORMATS:
        return await desk.decks.export(seat.who, name, last.casefold())
    return await desk.decks.show(seat.who, words)


async def take_out(desk: Desk, seat: Seat, rest: str) -> Answer:
    """Take a deck out: its id, and the format."""
    deck, _, form = rest.partition(" ")
    return await desk.decks.export(seat.who, deck, form or "json")


async def _choose(desk: Desk, seat: Seat, words: str, *, used: bool) -> Answer:
    """Put a deck among those that the class plays, or take it out."""
    about = await desk.decks.show(seat.who, words)
    deck = getattr(about, "deck", None)
    if deck is None:
        return about
    return await choose(desk, seat, DeckId(deck), used=used)


async def choose(desk: Desk, seat: Seat, deck: DeckId, *, used: bool | None = None) -> Answer:
    """Let the class play a deck, or no longer; None is the other way round."""
    listed = await desk.classes.decks(seat.who)
    if isinstance(listed, Refused):
        return listed
    chosen = {each.deck for each in getattr(listed, "decks", ()) if each.chosen}
    wanted = deck not in chosen if used is None else used
    after = chosen | {deck} if wanted else chosen - {deck}
    done = await desk.classes.choose_decks(seat.who, sorted(after))
    return done if isinstance(done, Refused) else await desk.classes.decks(seat.who)
