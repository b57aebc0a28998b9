"""What was read from a file, as JSON: for other programs, and for looking closely.

The shape is promised to whoever reads it: format, reason, title, cards with nested points,
questions, quotes, dropped lines, warnings. What is added later is added, never moved.
"""

from collections.abc import Iterable

import msgspec

from content.bringing import Brought
from content.draft import Card, Caution, Dropped, Point, Problem, Quote
from content.records import as_plain

Plain = dict[str, object]


def as_json(brought: Brought) -> bytes:
    """Return a file's content as one JSON object, indented, in UTF-8."""
    draft = brought.draft
    shown: Plain = {
        "format": draft.format,
        "reason": draft.reason,
        "title": draft.title,
        "stated": draft.stated,
        "cards": [_card(card) for card in draft.cards],
        "questions": list(_questions(brought)),
        "quotes": [_quote(quote) for quote in draft.quotes],
        "dropped": [_dropped(each) for each in draft.dropped],
        "warnings": [_warning(each) for each in draft.warnings],
        "problems": [_problem(each) for each in draft.problems],
    }
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def _card(card: Card) -> Plain:
    return {
        "id": card.id,
        "front": card.front,
        "front_kind": card.front_kind.value,
        "points": [_point(point) for point in card.points],
        "lines": list(card.lines),
        "servable": card.servable,
    }


def _point(point: Point) -> Plain:
    return {
        "text": point.text,
        "subs": [_point(sub) for sub in point.subs],
        "kind": point.kind.value,
        "lines": list(point.lines),
    }


def _questions(brought: Brought) -> Iterable[Plain]:
    """Yield what will be asked, then what waits for an editor, marked as a draft."""
    if brought.edition is None:
        return
    lines = brought.edition.lines
    for question in brought.edition.deck.questions:
        yield {**as_plain(question), "line": lines.get(question.id, 0), "draft": False}
    for proposal in brought.edition.proposals:
        made = as_plain(proposal.question)
        yield {**made, "line": proposal.line, "draft": True, "why": proposal.why}


def _quote(quote: Quote) -> Plain:
    return {
        "who": quote.who,
        "text": quote.text,
        "work": quote.work,
        "year": quote.year,
        "line": quote.line,
    }


def _dropped(each: Dropped) -> Plain:
    return {"line": each.line, "text": each.text, "reason": each.reason}


def _warning(each: Caution) -> Plain:
    return {"code": each.code, "line": each.line, "detail": each.detail}


def _problem(each: Problem) -> Plain:
    return {"line": each.line, "column": each.column, "sentence": each.sentence}
