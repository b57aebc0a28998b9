"""What can be played live: questions whose answers are compared, unless others are asked for.

Flashcards and points are marked by the learner: a round has them when somebody names the kind.
"""

from dataclasses import replace

from bot.domain.ids import ClassId
from bot.domain.question import KindName
from bot.domain.replies import Problem, Refused
from storage import picking, questions
from storage.database import Tx
from storage.picking import Choosing

LIVE_KINDS = tuple(kind for kind in KindName if kind not in (KindName.RECALL, KindName.POINTS))
"""Kinds served live unless others are asked for: those with an answer to compare."""


def only_live(choosing: Choosing) -> Choosing:
    """Return what of a choice is played live: the kinds asked for, else those to compare."""
    return choosing if choosing.kinds else replace(choosing, kinds=LIVE_KINDS, everything=False)


def nothing_live(tx: Tx, class_id: ClassId, choosing: Choosing) -> Refused:
    """Return why there is nothing to play: no questions at all, or only those left out."""
    if choosing.kinds or not picking.live(tx, class_id, choosing, 1):
        return Refused(Problem.NO_QUESTIONS)
    deck = questions.deck(tx, choosing.decks[0]) if len(choosing.decks) == 1 else None
    return Refused(Problem.NOT_LIVE, (deck.title,) if deck and not choosing.theme else ())
