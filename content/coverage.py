"""What the questions of a deck cover: facts, cards, points, forms, skills and difficulties.

Counts and lists only; what is too little, ``rules/coverage.py`` says. Must not know how a report
looks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Date,
    KindName,
    Match,
    Order,
    Points,
    Question,
    Skill,
    Typed,
)
from content.bank import Item, Sheet
from content.fingerprints import words_of
from content.page import Page
from content.reference import CardRecord
from content.schema import FactRecord, Form, OrderRecord, Verdict

WHO = "who"
"""The tag of a choice that asks whose view it is."""

_FORMS = {
    KindName.TRUEFALSE: Form.TRUEFALSE,
    KindName.NUMBER: Form.DATED,
    KindName.DATE: Form.DATED,
    KindName.ORDER: Form.ORDER,
    KindName.MATCH: Form.MATCH,
    KindName.CLOZE: Form.CLOZE,
    KindName.POINTS: Form.POINTS,
    KindName.RECALL: Form.RECALL,
}


def form_of(question: Question) -> Form:
    """Return what a question asks for."""
    kind = question.kind
    if isinstance(kind, Choice):
        if kind.several:
            return Form.SEVERAL
        return Form.WHO if WHO in question.tags else Form.CHOICE
    if isinstance(kind, Typed):
        return Form.TYPED if kind.key.kind is AnswerKind.TEXT else Form.DATED
    return _FORMS[question.kind_name]


@dataclass(frozen=True, slots=True)
class Spot:
    """A card or a point of a document, and the questions behind it."""

    document: str
    card: str
    lines: str
    waived: bool
    questions: tuple[str, ...]
    page: Page
    at: str


@dataclass(frozen=True, slots=True)
class _Card:
    document: str
    record: CardRecord
    page: Page
    at: str


class Coverage:
    """What one deck covers. Everything is worked out when first asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.items = tuple(item for item in sheet.items if not item.question.retired)

    @cached_property
    def citing(self) -> Mapping[str, tuple[Item, ...]]:
        """Return the questions that cite each fact."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for fact in dict.fromkeys(item.question.facts):
                found[fact].append(item)
        return {fact: tuple(items) for fact, items in found.items()}

    def unused(self, verdict: Verdict) -> list[FactRecord]:
        """Return the facts of a verdict that no question cites."""
        facts = self.sheet.facts.values()
        return [each for each in facts if each.verdict is verdict and each.id not in self.citing]

    @cached_property
    def forms(self) -> Mapping[tuple[str, Form], int]:
        """Return how many questions of each form each theme has."""
        return Counter((item.question.theme, form_of(item.question)) for item in self.items)

    @cached_property
    def skills(self) -> Mapping[Skill, int]:
        """Return how many questions want each skill."""
        return Counter(item.question.skill for item in self.items)

    def difficulties(self, theme: str = "") -> Mapping[int, int]:
        """Return how many questions of a theme, or of all, have each difficulty."""
        found = (each.question for each in self.items if theme in ("", each.question.theme))
        return Counter(question.difficulty for question in found)

    @cached_property
    def cards(self) -> tuple[Spot, ...]:
        """Return every card of the documents."""
        return tuple(self._spot(card, card.record.lines) for card in self._all_cards())

    @cached_property
    def points(self) -> tuple[Spot, ...]:
        """Return every point of every card."""
        found = ((card, lines) for card in self._all_cards() for lines in card.record.points)
        return tuple(self._spot(card, lines) for card, lines in found)

    def _all_cards(self) -> Iterator[_Card]:
        for document in self.sheet.reference.documents:
            for number, card in enumerate(document.record.cards):
                where = f"{document.at}.cards[{number}]"
                yield _Card(document.record.id, card, document.page, where)

    def _spot(self, card: _Card, lines: str) -> Spot:
        record, wanted = card.record, line_numbers(lines)
        waived = {line for text, _ in record.waive for line in line_numbers(text)}
        points = {line for text in record.points for line in line_numbers(text)}
        facts = {f for line in wanted for f in self._facts_on.get((card.document, line), ())}
        found = {str(each.question.id) for fact in facts for each in self.citing.get(fact, ())}
        free = bool(waived) and wanted & points <= waived
        return Spot(card.document, record.id, lines, free, tuple(sorted(found)), card.page, card.at)

    @cached_property
    def _facts_on(self) -> Mapping[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for fact in self.sheet.facts.values():
            for source in fact.sources:
                document, _, lines = source.partition(":")
                for line in line_numbers(lines):
                    found[document, line].append(fact.id)
        return found

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """Return what each question has for an answer, as spaced words, by its id."""
        return {
            str(item.question.id): spaced(" | ".join(_answers(item.question)))
            for item in self.items
        }

    @cached_property
    def dates(self) -> frozenset[str]:
        """Return every date that is asked for or put in order, as it is written."""
        return frozenset(date for item in self.items for date in self.dates_of(item))

    def dates_of(self, item: Item) -> frozenset[str]:
        """Return the dates that a question asks for or puts in order, as they are written."""
        return frozenset(_dates(item))


def line_numbers(text: str) -> set[int]:
    """Return the numbers in "7,9-12"; nothing of what is no number."""
    found: set[int] = set()
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        if first.strip().isdecimal() and (last or first).strip().isdecimal():
            found.update(range(int(first), int(last or first) + 1))
    return found


def spaced(text: str) -> str:
    """Return the words of a text with a space around each, so that names are found whole."""
    return f" {' '.join(words_of(text))} "


def _answers(question: Question) -> Iterator[str]:
    match question.kind:
        case Choice(options):
            yield from (option.text for option in options if option.correct)
        case Typed(key):
            yield from key.accepted
        case Cloze(gaps):
            yield from (text for gap in gaps for text in gap.accepted)
        case Match(pairs):
            yield from (text for pair in pairs for text in (pair.left, pair.right))
        case Order(items):
            yield from items
        case Points(_, points):
            yield from (point.text for point in points)
        case _:
            pass


def _dates(item: Item) -> Iterator[str]:
    record, kind = item.record, item.question.kind
    if isinstance(record, OrderRecord):
        yield from (date for date, _ in record.items)
    if isinstance(kind, Date):
        yield kind.value
        yield kind.until
    if isinstance(kind, Typed) and kind.key.kind in (AnswerKind.DATE, AnswerKind.YEAR):
        yield kind.key.accepted[0]
