"""What a place's next daily questions are: gathers what the choice depends on, and looks ahead."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import zone_of
from bot.domain.daily_choice import Asking, Choice, Group, Past, choose
from bot.domain.ids import ClassId, DeckId, QuestionKey
from bot.domain.replies import DailyChosen, DailyDay
from bot.domain.slots import Wall
from bot.usecases.choosing import usable_decks
from bot.usecases.library import Library
from bot.usecases.membership import usable
from bot.usecases.playable import LIVE_KINDS
from storage import dailies
from storage.dailies import What
from storage.database import Tx
from storage.questions import DeckRow
from storage.subscriptions import Subscription, Terms

LOOKS_AHEAD = 40
"""Wall times a preview looks through for its days: many may be skipped."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a choice depends on: see ``domain/daily_choice.py``."""

    candidates: tuple[QuestionKey, ...]
    group: Group
    past: tuple[Past, ...]
    queue: tuple[QuestionKey, ...]
    elsewhere: tuple[Asking, ...] = ()

    def choose(self, day: date) -> Choice | None:
        """Return the question for a local date."""
        return choose(self.candidates, self.group, self.past, day, self.queue, self.elsewhere)

    def after(self, day: date, chosen: Choice) -> "Material":
        """Return what there is to choose from once a question was asked on a date."""
        asked = Past(day, chosen.question, chosen.reason.why)
        left = tuple(key for key in self.queue if key != chosen.question)
        return replace(self, past=(*self.past, asked), queue=left)


def wall_of(terms: Terms) -> Wall:
    """Return the wall of a subscription; a zone that no longer exists counts as UTC."""
    zone = zone_of(terms.zone) or zone_of("UTC")
    assert zone is not None  # noqa: S101 - UTC is always published
    return Wall(terms.hour, terms.minute, zone, terms.weekdays)


def gather(tx: Tx, library: Library, row: Subscription, class_id: ClassId) -> Material:
    """Read what the choice for a place depends on."""
    decks = _decks(tx, library, row, class_id)
    found = dailies.candidates(tx, tuple(decks), LIVE_KINDS)
    topics = row.terms.topics
    whole = {deck for deck, theme in topics if not theme}
    fitting = [
        each for each in found if not topics or each[1] in whole or (each[1], each[2]) in topics
    ]
    order = {
        (deck.id, theme): (number, place)
        for number, deck in enumerate(decks.values())
        for place, (theme, _) in enumerate(deck.themes)
    }
    fitting.sort(key=lambda each: order.get((each[1], each[2]), (len(decks), 0)))
    queue = tuple(dailies.queue(tx, row.id))
    candidates = tuple(key for key, _, _ in fitting)
    group = dailies.group(tx, class_id, dict.fromkeys((*candidates, *queue)))
    past, elsewhere = dailies.past(tx, row.id), dailies.elsewhere(tx, class_id, row.id)
    return Material(candidates, group, tuple(past), queue, tuple(elsewhere))


def _decks(tx: Tx, library: Library, row: Subscription, class_id: ClassId) -> dict[DeckId, DeckRow]:
    """Return the decks to choose from: those of the topics, else those of the class."""
    wanted = {deck for deck, _ in row.terms.topics}
    if wanted:
        return {deck.id: deck for deck in usable(tx, class_id) if deck.id in wanted}
    return {deck.id: deck for deck in usable_decks(tx, library, class_id)}


def look_ahead(
    tx: Tx, library: Library, row: Subscription, class_id: ClassId, now: datetime, days: int
) -> tuple[DailyDay, ...]:
    """Return the next dates, with the question of each as far as can be told now."""
    material = gather(tx, library, row, class_id)
    shown: list[DailyDay] = []
    for slot, day, skipped in _dates(tx, row, now):
        chosen = None if skipped else material.choose(day)
        if chosen is not None:
            material = material.after(day, chosen)
        shown.append(_shown(tx, library, slot, day, chosen, skipped=skipped))
        if len(shown) == days:
            break
    return tuple(shown)


def _dates(tx: Tx, row: Subscription, now: datetime) -> Iterator[tuple[datetime, date, bool]]:
    """Yield the wall times to come with their dates, and whether each is skipped."""
    wall = wall_of(row.terms)
    taken = dailies.taken(tx, row.id, wall.date_of(now) - timedelta(days=1))
    slot = now
    for _ in range(LOOKS_AHEAD):
        slot = wall.next(slot)
        what = taken.get(wall.date_of(slot))
        if what in (None, What.SKIPPED):
            yield slot, wall.date_of(slot), what is What.SKIPPED


def _shown(
    tx: Tx, library: Library, slot: datetime, day: date, chosen: Choice | None, *, skipped: bool
) -> DailyDay:
    if chosen is None:
        return DailyDay(day, slot, skipped, None)
    question = library.question(tx, chosen.question).question
    themes = {
        name: title
        for deck in library.decks(tx)
        if deck.id == question.deck
        for name, title in deck.themes
    }
    title = themes.get(question.theme, "")
    told = DailyChosen(question.id, question.stem, title, chosen.reason)
    return DailyDay(day, slot, skipped, told)
