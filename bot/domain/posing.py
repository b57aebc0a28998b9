"""How a question is shown, solved and answered in words: pure translations of one question.

Knows nothing of who asks or where. The order in which options appear comes from a seed, so
that the same ask looks the same after a restart; indices stay those of the stored order.
"""

import re
from typing import assert_never

from bot.domain.question import (
    Choice,
    Chosen,
    Cloze,
    Date,
    Filled,
    Given,
    Graded,
    Listed,
    Match,
    Matched,
    Number,
    Order,
    Ordered,
    Passed,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
    Wrote,
)
from bot.domain.replies import Posed, Shown, Solution

TRUE, FALSE = 0, 1
_MASK = 2**64 - 1


def _shuffled(
    texts: tuple[str, ...], seed: int, *, avoid_stored: bool = False
) -> tuple[Shown, ...]:
    """Return the texts in the seed's order; never in the stored one if that is the answer."""
    order = sorted(range(len(texts)), key=lambda index: _mixed(seed, index))
    if avoid_stored and order == sorted(order) and len(order) > 1:
        order = order[1:] + order[:1]
    return tuple(Shown(index, texts[index]) for index in order)


def _mixed(seed: int, index: int) -> int:
    """Return 64 well-mixed bits of a seed and an index: a third of the cost of ``random``.

    The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
    """
    bits = (seed + (index + 1) * 0x9E3779B97F4A7C15) & _MASK
    bits = ((bits ^ bits >> 30) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ bits >> 27) * 0x94D049BB133111EB) & _MASK
    return bits ^ bits >> 31


def _stored(texts: tuple[str, ...]) -> tuple[Shown, ...]:
    return tuple(Shown(index, text) for index, text in enumerate(texts))


def options_of(question: Question, seed: int) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """Return what can be picked, and for a match the right-hand sides, in display order."""
    kind = question.kind
    match kind:
        case Choice(options=options):
            return _shuffled(tuple(option.text for option in options), seed), ()
        case TrueFalse():
            return (Shown(TRUE, ""), Shown(FALSE, "")), ()  # the words are the renderer's
        case Order(items=items):
            return _shuffled(items, seed, avoid_stored=True), ()
        case Match():
            lefts = tuple(pair.left for pair in kind.pairs)
            return _stored(lefts), _shuffled(kind.rights, seed, avoid_stored=True)
        case Typed() | Number() | Date() | Cloze() | Points() | Recall():
            return (), ()
    assert_never(kind)


def pose(question: Question, seed: int, deck_title: str, theme_title: str) -> Posed:
    """Return a question as a learner may see it: everything but the answer."""
    kind = question.kind
    options, rights = options_of(question, seed)
    return Posed(
        question=question.id,
        version=question.version,
        kind=question.kind_name,
        deck=question.deck,
        deck_title=deck_title,
        theme=question.theme,
        theme_title=theme_title,
        skill=question.skill,
        difficulty=question.difficulty,
        stem=question.stem,
        options=options,
        rights=rights,
        several=isinstance(kind, Choice) and kind.several,
        gaps=len(kind.gaps) if isinstance(kind, Cloze) else 0,
        need=kind.need if isinstance(kind, Points) else 0,
        unit=kind.unit if isinstance(kind, Number) else "",
        precision=kind.precision if isinstance(kind, Date) else None,
        picture=question.picture,
        has_hint=bool(hint_for(question)),
    )


def hint_for(question: Question) -> str:
    """Return the author's hint, or the first letters of a typed answer, or nothing."""
    if question.hint:
        return question.hint
    kind = question.kind
    if isinstance(kind, Typed):
        return _masked(kind.key.accepted[0])
    if isinstance(kind, Cloze) and len(kind.gaps) == 1:
        return _masked(kind.gaps[0].accepted[0])
    return ""


def _masked(answer: str) -> str:
    """Return an answer with all but each word's first letter as dots; short ones stay hidden."""
    words = answer.split()
    if sum(map(len, words)) < 4 or any(char.isdigit() for char in answer):
        return ""
    return " ".join(word[0] + re.sub(r"\w", "·", word[1:]) for word in words)


def solve(question: Question) -> Solution:
    """Return the answer in words, with the notes of tempting options."""
    kind = question.kind
    correct: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    if isinstance(kind, Choice):
        correct = tuple(i for i, option in enumerate(kind.options) if option.correct)
        notes = tuple((i, option.note) for i, option in enumerate(kind.options) if option.note)
    elif isinstance(kind, TrueFalse):
        correct = (TRUE if kind.truth else FALSE,)
    return Solution(
        lines=_answer_lines(question),
        correct=correct,
        notes=notes,
        explanation=question.explanation,
        sources=question.sources,
    )


def _answer_lines(question: Question) -> tuple[str, ...]:
    kind = question.kind
    match kind:
        case Choice(options=options):
            return tuple(option.text for option in options if option.correct)
        case TrueFalse():
            return (kind.correction,) if kind.correction else ()
        case Typed(key=key):
            return (key.accepted[0],)
        case Number():
            unit = kind.unit if kind.unit and kind.unit not in kind.value else ""
            joiner = "" if unit == "%" or not unit else " "
            return (f"{kind.value}{joiner}{unit}",)
        case Date():
            return (kind.value if not kind.until else f"{kind.value}/{kind.until}",)
        case Order(items=items):
            return items
        case Match(pairs=pairs):
            return tuple(f"{pair.left} — {pair.right}" for pair in pairs)
        case Cloze(gaps=gaps):
            return tuple(gap.accepted[0] for gap in gaps)
        case Points(points=points):
            return tuple(point.text for point in points)
        case Recall(back=back):
            return (back,)
    assert_never(kind)


def in_words(question: Question, given: Given) -> tuple[str, ...]:
    """Return what a learner answered, a line for each part. Indices must fit (mark checks)."""
    kind = question.kind
    match given:
        case Chosen(options=options):
            if isinstance(kind, Choice):
                return tuple(kind.options[i].text for i in options)
            return tuple("true" if i == TRUE else "false" for i in options)
        case Wrote(text=text):
            return (text,)
        case Filled(texts=texts):
            return texts
        case Ordered(items=items):
            return tuple(kind.items[i] for i in items) if isinstance(kind, Order) else ()
        case Matched(rights=chosen):
            if not isinstance(kind, Match):
                return ()
            rights = kind.rights
            return tuple(
                f"{pair.left} — {rights[i] if i >= 0 else '…'}"
                for pair, i in zip(kind.pairs, chosen, strict=True)
            )
        case Listed(text=text):
            return (text,) if text else ()
        case Graded() | Passed():
            return ()
    assert_never(given)
