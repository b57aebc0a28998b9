"""What is odd about the cards of a document: told to whoever imports it, never mended.

Must not know how a document is laid out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from content.draft import Card, Caution, FrontKind, Point, PointKind
from content.formats.notes import fold, open_bracket
from content.formats.phrases import asks, cut_off, is_question


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_WORD = re.compile(r"\w+")
_STOP = _set(
    "the a an of in on to and or for with by from at as s is was were are his her its their"
)
_SAME = {"switch": "change", "shift": "change", "turn": "change", "alteration": "change"}
_CROWD = 40  # cards that share a word; beyond that the word tells nothing
_STATEMENT = 4  # words; a front of fewer without a back is a topic that was never filled in


def judged(cards: Sequence[Card]) -> tuple[tuple[Card, ...], tuple[Caution, ...]]:
    """Return the cards, unfit ones marked, and what is odd about them in the order of lines."""
    cautions: list[Caution] = list(near_duplicates(cards))
    lone = _lone_tails(cards)
    kept: list[Card] = []
    for card in cards:
        found = [*_empty(card), *_truncated(card, lone), *_unbalanced(card)]
        cautions.extend(found)
        codes = {caution.code for caution in found}
        if "STATEMENT_FRONT" in codes:
            card = replace(card, front_kind=FrontKind.STATEMENT)
        kept.append(replace(card, servable=not codes & {"EMPTY_BACK", "TRUNCATED"}))
    return tuple(kept), in_order(cautions)


def in_order(cautions: Sequence[Caution]) -> tuple[Caution, ...]:
    """Return cautions in the order of their lines."""
    return tuple(sorted(cautions, key=lambda caution: (caution.line, caution.code)))


def count_mismatch(stated: int | None, found: int, line: int, what: str = "cards") -> list[Caution]:
    """Return a caution if a document states another number of cards than it has."""
    if stated is None or stated == found:
        return []
    detail = f"the document states {stated} {what}, {found} were found: please check the fronts"
    return [Caution("COUNT_MISMATCH", line, detail)]


def mixed_backs(cards: Sequence[Card]) -> list[Caution]:
    """Return a caution for each card whose back has both paragraphs and marked points."""
    return [
        Caution("MIXED_BACK", card.lines[0], "the back has a paragraph and points")
        for card in cards
        if 0 < sum(point.kind is PointKind.PARA for point in card.points) < len(card.points)
    ]


def points_of(points: Sequence[Point]) -> Iterator[Point]:
    """Yield points and those below them, in order."""
    for point in points:
        yield point
        yield from points_of(point.subs)


def near_duplicates(cards: Sequence[Card]) -> Iterator[Caution]:
    """Yield a caution for each front that asks nearly what another one asks.

    Words that very many fronts share tell nothing; that keeps this linear in the cards.
    """
    topics = (FrontKind.HEADING, FrontKind.SYNTHETIC)  # they may go on over several slides
    asked = [card for card in cards if card.front_kind not in topics]
    keys = [_key(card.front) for card in asked]
    common = Counter(word for key in keys for word in key)
    same: dict[frozenset[str], int] = {}
    seen: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        rare = [word for word in key if common[word] <= _CROWD]
        others = sorted({other for word in rare for other in seen[word]})
        near = (other for other in others if _alike(asked, keys, other, index))
        twin = same[key] if key in same else next(near, None)
        if twin is not None:
            line = asked[twin].lines[0]
            yield Caution("NEAR_DUP_FRONT", asked[index].lines[0], f"much like line {line}")
        same.setdefault(key, index)
        for word in rare:
            seen[word].append(index)


def _alike(cards: Sequence[Card], keys: Sequence[frozenset[str]], one: int, two: int) -> bool:
    """Return whether two fronts mean the same: by their words, or a year and most of the words."""
    first, second = keys[one], keys[two]
    shared = first & second
    if len(shared) < 2 or any(word.isdigit() for word in first ^ second):
        return False
    dated = any(_YEAR.fullmatch(word) for word in shared)
    much = len(shared) / len(first | second) >= 0.8
    most = dated and len(shared) / min(len(first), len(second)) >= 0.6
    if not (much or most):
        return False
    stem = _stem(cards[one].front)
    return not stem or stem != _stem(cards[two].front)


def _key(front: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(fold(front[:300])) if word not in _STOP)
    return frozenset(_SAME.get(stem, stem) for stem in (_singular(word) for word in words))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _stem(front: str) -> str:
    """Return what stands before a dash or a colon: a stem that sibling cards share."""
    parts = re.split(r"\s[-–—]\s|:\s", fold(front[:300]), maxsplit=1)
    return parts[0] if len(parts) > 1 else ""


def _empty(card: Card) -> Iterator[Caution]:
    if card.points:
        return
    line = card.lines[0]
    yield Caution("EMPTY_BACK", line, "nothing stands below this front")
    if not asks(card.front) and len(card.front.split()) >= _STATEMENT:
        yield Caution("STATEMENT_FRONT", line, "a statement, perhaps a point of the card before")


def _truncated(card: Card, lone: frozenset[str]) -> Iterator[Caution]:
    points = list(points_of(card.points))
    if not points:
        return
    text = points[-1].text
    words = text.split()
    last = words[-1].casefold() if words else ""
    cut = (
        len(words) > 2
        and cut_off(words)
        and last in ("the", "a", "an", "of", "and", "or", "because", "with")
    )
    if (
        cut
        or text.endswith((" –", " -", " —", "("))
        or (text in lone and not is_question(card.front))
    ):
        yield Caution("TRUNCATED", points[-1].lines[0], "the text seems to be cut off")


def ends_cut(cards: Sequence[Card]) -> list[Caution]:
    """Return a caution if the document's last point opens a quotation and never closes it."""
    last = [point for card in cards[-1:] for point in points_of(card.points)][-1:]
    return [
        Caution("TRUNCATED", point.lines[0], "the text seems to be cut off")
        for point in last
        if point.text.count("“") > point.text.count("”")
    ]


def _lone_tails(cards: Sequence[Card]) -> frozenset[str]:
    """Return the one point that ends in a dash and a single word where no other point does.

    Where several do, that is how the author writes ("head of state – Kalinin").
    """
    found: list[str] = []
    for card in cards:
        for point in points_of(card.points):
            head, dash, tail = point.text.rpartition(" – ")
            if dash and tail[:1].isupper() and tail.isalpha() and len(head.split()) > 4:
                found.append(point.text)
    return frozenset(found) if len(found) == 1 else frozenset()


def _unbalanced(card: Card) -> Iterator[Caution]:
    for point in points_of(card.points):
        if open_bracket(point.text):
            yield Caution("UNBALANCED_PAREN", point.lines[0], "a bracket is not closed")
