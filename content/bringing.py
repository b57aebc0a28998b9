"""From a file that somebody brings to a deck: reading, flashcards, proposals, and what is odd.

The one way in for the command line and every platform. Must not know where decks are kept.
"""

from dataclasses import dataclass, replace

from content import formats
from content.contradicting import contradictions
from content.draft import Caution, Draft, Problem, Unreadable
from content.editions import Edition, edition
from content.proposing import LOOKED_AT, MOST, propose
from content.source import Source
from content.studying import flashcards

PROPOSED_FROM = "PROPOSED_FROM"
"""The caution that a file is too long for proposals from all of it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was read, and the edition it makes; with problems there is no edition."""

    draft: Draft
    edition: Edition | None


def bring(source: Source, format_name: str = "", deck_name: str = "") -> Brought:
    """Read a file into an edition. Never raises for bad content: see the draft's problems.

    ``format_name`` is "" to find out; ``deck_name`` is the deck's title, "" for the file's own.
    """
    draft = formats.read(source, format_name)
    if draft.problems:
        return Brought(draft, None)
    proposed = propose(draft)
    made = (*draft.questions, *flashcards(draft), *proposed)
    cautions = (*draft.warnings, *contradictions(draft), *_unlooked(draft, len(proposed)))
    draft = replace(draft, warnings=cautions)
    if not made:
        nothing = Problem(0, 0, "There is no card or question in this file.")
        return Brought(replace(draft, problems=(nothing,)), None)
    try:
        return Brought(draft, edition(draft, made, deck_name, source.stem))
    except Unreadable as trouble:
        return Brought(replace(draft, problems=(trouble.problem,)), None)


def _unlooked(draft: Draft, proposed: int) -> tuple[Caution, ...]:
    """Say from where on a long file was not looked at for proposals, if more would have fitted."""
    if proposed >= MOST or len(draft.cards) <= LOOKED_AT:
        return ()
    detail = f"questions are proposed from the first {LOOKED_AT:,} cards; the others are flashcards"
    return (Caution(PROPOSED_FROM, draft.cards[LOOKED_AT].lines[0], detail),)
