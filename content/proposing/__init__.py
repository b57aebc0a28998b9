"""Proposes more kinds of question from notes, where that is safe; an editor decides on each.

Dates, figures, lists, terms and siblings are looked for; what is damaged, half said or in doubt
is left alone. Must not know how notes are read or kept.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.domain import markup
from content.contradicting import doubtful
from content.draft import Card, Draft, Found
from content.proposing.chosen import choices
from content.proposing.dated import dates
from content.proposing.figures import figures
from content.proposing.lines import Reader
from content.proposing.listed import points
from content.proposing.termed import terms

__all__ = ["LOOKED_AT", "MOST", "MOST_OF_CARD", "propose"]

MOST = 400
"""Proposals for one file; an editor reads no more."""
LOOKED_AT = 5_000
"""Cards of one file that questions are proposed from: a longer one would keep people waiting."""
MOST_OF_CARD = 3
_OF_CARDS = frozenset({"list", "order", "choice"})
"""What a proposal is made of that draws on a whole card, or on several."""
_TRIED = 2_000
"""Cards that are looked at for lists, which takes longest."""


def propose(draft: Draft) -> tuple[Found, ...]:
    """Return what could be asked besides the flashcards, each saying what it was made of.

    Only the first LOOKED_AT cards are looked at. What the others say still counts: a name that
    they have is not rare, and a date that they contradict is in doubt.
    """
    reader = Reader(draft, doubtful(draft))
    draft = replace(draft, cards=draft.cards[:LOOKED_AT])
    siblings: dict[str, list[Found]] = defaultdict(list)
    for found in islice(choices(draft, reader), MOST):
        siblings[found.card].append(found)
    return tuple(islice(_all(draft, reader, siblings), MOST))


def _all(draft: Draft, reader: Reader, siblings: dict[str, list[Found]]) -> Iterator[Found]:
    for place, card in enumerate(draft.cards):
        if not card.servable or not markup.escape(card.front):
            continue
        yield from islice(_apart(_of_card(card, reader, siblings, place)), MOST_OF_CARD)


def _apart(found: Iterator[Found]) -> Iterator[Found]:
    """Yield at most one proposal for each line that is about that line alone."""
    lines: set[int] = set()
    for each in found:
        if each.proposed in _OF_CARDS:
            yield each
        elif each.line not in lines:
            lines.add(each.line)
            yield each


def _of_card(
    card: Card, reader: Reader, siblings: dict[str, list[Found]], place: int
) -> Iterator[Found]:
    """Yield the proposals of a card, one of each kind before a second of any."""
    listed = points(card, reader) if place < _TRIED else None
    rows = [
        iter([listed] if listed else []),
        iter(siblings.get(card.id, ())[:2]),
        dates(card, reader),
        figures(card, reader),
        terms(card, reader),
    ]
    while rows:
        for row in list(rows):
            found = next(row, None)
            if found is None:
                rows.remove(row)
            else:
                yield found
