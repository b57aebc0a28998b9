"""Whether and how a question is a native quiz poll of Telegram's.

A poll knows the right answer from the start, so it takes the solution, and only plain text fits
it. Pure: what a poll was sent for, and who voted, is kept elsewhere.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import wording
from bot.domain.markup import plain
from bot.domain.question import KindName
from bot.domain.replies import Asked, Posed, Solution, Source
from bot.on_telegram import limits, markup
from bot.on_telegram.asking import kicker, others
from bot.on_telegram.keyboards import keyboard
from bot.on_telegram.limits import fit, units
from bot.on_telegram.markup import Html
from bot.on_telegram.messages import Poll, Rendered, Viewer

MARGIN = 5
"""Seconds that a poll stays open after our own clock: it must not close by itself before us, for
then the last votes would never arrive."""


def polled(asked: Asked, solution: Solution, now: datetime) -> Poll | None:
    """Return a live question as a quiz poll; None if it does not fit one, whole and unstyled."""
    posed = asked.posed
    question = plain(posed.stem).strip()
    options = options_of(posed)
    correct = tuple(
        place for place, each in enumerate(posed.options) if each.index in solution.correct
    )
    if not _fits(asked, question, options) or not correct:
        return None
    if len(correct) > 1 and not posed.several:
        return None
    return Poll(
        question=question,
        options=options,
        correct=correct,
        several=posed.several,
        explanation=fit(solution.explanation, limits.POLL_EXPLANATION, markup.inline),
        about=_about(asked),
        open_period=_period(asked, now),
    )


def as_poll(rendered: Rendered, asked: Asked, solution: Solution, viewer: Viewer) -> Rendered:
    """Return a question's message as a poll with its quiet keys; as it was if it does not fit."""
    poll = polled(asked, solution, viewer.now)
    if poll is None:
        return rendered
    return replace(rendered, poll=poll, keyboard=keyboard(others(asked, viewer, by_vote=True)))


def options_of(posed: Posed) -> tuple[str, ...]:
    """Return the options as plain texts, in the order in which they are posed."""
    return tuple(plain(wording.option_source(posed, each)).strip() for each in posed.options)


def _fits(asked: Asked, question: str, options: tuple[str, ...]) -> bool:
    posed = asked.posed
    return (
        posed.kind in (KindName.CHOICE, KindName.TRUEFALSE)
        and asked.source is not Source.REVIEW
        and posed.picture is None
        and 1 <= units(question) <= limits.POLL_QUESTION
        and limits.POLL_OPTIONS_LEAST <= len(options) <= limits.POLL_OPTIONS
        and all(1 <= units(option) <= limits.POLL_OPTION for option in options)
        and len({option.casefold() for option in options}) == len(options)
    )


def _about(asked: Asked) -> Html:
    first = wording.step_name(asked.step) if asked.step else wording.source_name(asked.source)
    return kicker(asked.posed, first)


def _period(asked: Asked, now: datetime) -> int:
    """Return the seconds after which Telegram closes the poll; 0 where nobody knows, or it may not.

    The poll of a question that has closed already gets the shortest time there is.
    """
    closes_at = asked.daily.reveal_at if asked.daily else asked.closes_at
    if closes_at is None:
        return 0
    left = int((closes_at - now) / timedelta(seconds=1)) + MARGIN
    return max(left, limits.POLL_SECONDS_LEAST) if left <= limits.POLL_SECONDS else 0
