"""Turns the cards of a draft into flashcards, so that any notes can be studied at once.

A card's texts are raw; here they become markup that shows them literally. Must not guess: what
needs an editor's eye is proposed elsewhere.
"""

from collections.abc import Iterator

from bot.domain import markup
from bot.domain.question import Recall
from content.draft import Card, Draft, Found, Point, PointKind
from content.making import question


def flashcards(draft: Draft) -> tuple[Found, ...]:
    """Return a recall question for every card that has a front and a back, in order."""
    return tuple(_flashcard(card) for card in draft.cards if _whole(card))


def _whole(card: Card) -> bool:
    return bool(card.servable and card.points and markup.escape(card.front))


def _flashcard(card: Card) -> Found:
    recall = question(
        markup.escape(card.front),
        Recall(back(card.points)),
        own_id=card.own_id,
        tags=card.tags,
    )
    return Found(recall, card.lines[0], card=card.id, theme_title=card.theme)


def back(points: tuple[Point, ...]) -> str:
    """Return points as markup: one as a paragraph, several as a list, sub-points with a dash."""
    if len(points) == 1 and not points[0].subs:
        point = points[0]
        # The back of a flashcard may have lines of its own; a wrapped note reads on.
        return markup.escape(point.text if point.kind is not PointKind.FIELD else _cell(point))
    return "\n".join(f"- {line}" for line in _lines(points, ""))


def _cell(point: Point) -> str:
    return point.raw or point.text


def _lines(points: tuple[Point, ...], indent: str) -> Iterator[str]:
    for point in points:
        yield indent + markup.escape(" ".join(point.text.split()))
        yield from _lines(point.subs, f"{indent}– ")
