"""From a file that somebody brings to a deck: reading, flashcards, proposals, and what is odd.

The one way in for the command line and every platform. Must not know where decks are kept.
"""

from dataclasses import dataclass, replace

from content import formats
from content.contradicting import contradictions
from content.draft import Draft, Problem, Unreadable
from content.editions import Edition, edition
from content.proposing import propose
from content.source import Source
from content.studying import flashcards


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
    made = (*draft.questions, *flashcards(draft), *propose(draft))
    draft = replace(draft, warnings=(*draft.warnings, *contradictions(draft)))
    if not made:
        nothing = Problem(0, 0, "There is no card or question in this file.")
        return Brought(replace(draft, problems=(nothing,)), None)
    try:
        return Brought(draft, edition(draft, made, deck_name, source.stem))
    except Unreadable as trouble:
        return Brought(replace(draft, problems=(trouble.problem,)), None)
