"""From what somebody typed to questions they may be asked: decks, themes, the next question."""

import difflib
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import day_start, zone_of
from bot.domain.ids import ClassId, QuestionKey
from bot.domain.replies import Problem, Refused
from bot.usecases.filters import Filters, Pick
from bot.usecases.library import Library
from bot.usecases.recording import learner_day
from storage import asks, classes, picking
from storage.database import Tx
from storage.kept import Kept, Topic
from storage.learners import Learner
from storage.picking import Choosing
from storage.questions import DeckRow

NEW_A_DAY = 20
"""New questions a day in a mixed review; more can be asked for."""

ASIDE = timedelta(minutes=30)
"""For so long a question that was put aside lets all others go first."""

SETTLING = timedelta(minutes=3)
"""A missed question lets new ones go first for so long."""


def usable_decks(tx: Tx, library: Library, class_id: ClassId | None) -> list[DeckRow]:
    """Return the decks of a class: those it chose, or else every built-in one and its own."""
    chosen = set(classes.chosen_decks(tx, class_id)) if class_id is not None else set()
    return [
        deck
        for deck in library.decks(tx)
        if (deck.id in chosen if chosen else deck.class_id in (None, class_id))
    ]


_RESOLVED: Kept[tuple[ClassId | None, Filters], Choosing] = Kept(Topic.PEOPLE, 5_000)


def resolve(
    tx: Tx, library: Library, class_id: ClassId | None, filters: Filters
) -> Choosing | Refused:
    """Return what to choose from, or a refusal that names the nearest deck or theme."""
    kept = _RESOLVED.of(tx)
    known = kept.get((class_id, filters))
    if known is not None:
        return known
    found = _resolve(tx, library, class_id, filters)
    if isinstance(found, Choosing):
        kept[class_id, filters] = found
    return found


def _resolve(
    tx: Tx, library: Library, class_id: ClassId | None, filters: Filters
) -> Choosing | Refused:
    decks = usable_decks(tx, library, class_id)
    theme = ""
    if filters.deck:
        named = _deck_named(decks, filters.deck)
        found = None if named else _theme_named(decks, filters.deck)
        if named:
            decks = [named]
        elif found:
            decks, theme = [found[0]], found[1]
        else:
            return Refused(Problem.NO_SUCH_DECK, (filters.deck, _nearest(decks, filters.deck)))
    if filters.theme:
        found = _theme_named(decks, filters.theme)
        if not found:
            return Refused(Problem.NO_SUCH_DECK, (filters.theme, _nearest(decks, filters.theme)))
        decks, theme = [found[0]], found[1]
    if not decks:
        return Refused(Problem.NO_QUESTIONS)
    narrowed = theme or filters.skill or filters.difficulty or filters.kinds
    every = len(decks) == len(library.decks(tx)) and not narrowed
    return Choosing(
        everything=every and library.whole(tx),
        decks=tuple(deck.id for deck in decks),
        theme=theme,
        skill=filters.skill,
        difficulty=filters.difficulty,
        kinds=filters.kinds,
    )


def _deck_named(decks: list[DeckRow], typed: str) -> DeckRow | None:
    wanted = typed.casefold().strip()
    for deck in decks:
        if wanted in (deck.id.casefold(), deck.title.casefold()):
            return deck
    partial = [deck for deck in decks if wanted in deck.title.casefold() or wanted in deck.id]
    return partial[0] if len(partial) == 1 else None


def _theme_named(decks: list[DeckRow], typed: str) -> tuple[DeckRow, str] | None:
    wanted = typed.casefold().strip()
    for deck in decks:
        for name, title in deck.themes:
            if wanted in (name.casefold(), title.casefold()):
                return deck, name
    for deck in decks:
        for name, title in deck.themes:
            if len(wanted) >= 3 and wanted in title.casefold():
                return deck, name
    return None


def _nearest(decks: list[DeckRow], typed: str) -> str:
    """Return the title of the deck or theme most like what was typed, or nothing."""
    names = [deck.title for deck in decks] + [t for deck in decks for _, t in deck.themes]
    words = {name.casefold(): name for name in names}
    for name in names:
        for word in name.casefold().replace(":", " ").split():
            words.setdefault(word, name)
    near = difflib.get_close_matches(typed.casefold()[:80], words, n=1, cutoff=0.6)
    return words[near[0]] if near else ""


def next_question(
    tx: Tx, learner: Learner, now: datetime, choosing: Choosing, pick: Pick
) -> QuestionKey | None:
    """Return the question to ask next, or None when there is none of that pick.

    What was put aside a moment ago comes last.
    """
    aside = tuple(asks.skipped_since(tx, learner.id, now - ASIDE))
    if aside:
        found = _candidates(tx, learner, now, replace(choosing, without=aside), pick)
        if found:
            return found[0]
    found = _candidates(tx, learner, now, choosing, pick)
    return found[0] if found else None


def _candidates(
    tx: Tx, learner: Learner, now: datetime, choosing: Choosing, pick: Pick
) -> list[QuestionKey]:
    today = learner_day(learner, now)
    match pick:
        case Pick.WEAKEST:
            return picking.weakest(tx, learner.id, today, choosing)
        case Pick.UNSEEN:
            return picking.unseen(tx, learner.id, choosing)
        case Pick.DUE:
            due = picking.due(tx, learner.id, today, choosing)
            return due or _missed(tx, learner, None, today, choosing)
        case Pick.MIXED:
            due = picking.due(tx, learner.id, today, choosing)
            return (
                due
                or _missed(tx, learner, now - SETTLING, today, choosing)
                or _new(tx, learner, today, choosing)
                or _missed(tx, learner, None, today, choosing)
            )


def _new(tx: Tx, learner: Learner, today: date, choosing: Choosing) -> list[QuestionKey]:
    if picking.new_today(tx, learner.id, today, _start(learner, today)) >= NEW_A_DAY:
        return []
    return picking.unseen(tx, learner.id, choosing)


def _missed(
    tx: Tx, learner: Learner, until: datetime | None, today: date, choosing: Choosing
) -> list[QuestionKey]:
    """Return what was last answered wrongly today, before ``until`` if given."""
    return picking.missed_today(tx, learner.id, _start(learner, today), until, choosing)


def _start(learner: Learner, today: date) -> datetime:
    """Return the instant at which the learner's local day began."""
    return day_start(today, zone_of(learner.zone) or ZoneInfo("UTC"))
