"""Tells each typed answer of a deck what it must not be mistaken for.

Confusables come from the author's groups; rivals are the deck's other answers that the judge
finds near. Two questions with an answer in common ask for the same thing, so what the one
accepts is never held against the other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.domain.judge import Pool, fold
from bot.domain.question import Cloze, Deck, Key, Question, Typed

Groups = Sequence[Sequence[str]]


def attach_rivals(deck: Deck, confusable: Groups = ()) -> Deck:
    """Return the deck with ``confusables`` and ``rivals`` filled in for every typed key."""
    keys = [key for question in deck.questions for key in keys_of(question)]
    things = _things(keys)
    pool = Pool(text for key in keys for text in key.accepted)

    def prepared(key: Key) -> Key:
        own = things[fold(key.accepted[0])]
        groups = [group for group in confusable if any(fold(name) in own for name in group)]
        others = (name for group in groups for name in group if fold(name) not in own)
        key = replace(key, confusables=tuple(dict.fromkeys((*key.confusables, *others))))
        rivals = (text for text in pool.nearby(key) if fold(text) not in own)
        return replace(key, rivals=tuple(rivals))

    return replace(deck, questions=tuple(_with_keys(each, prepared) for each in deck.questions))


def keys_of(question: Question) -> tuple[Key, ...]:
    """Return the keys by which a question's typed answers are marked, if it has any."""
    if isinstance(question.kind, Typed):
        return (question.kind.key,)
    return question.kind.gaps if isinstance(question.kind, Cloze) else ()


def _things(keys: list[Key]) -> dict[str, set[str]]:
    """Map each folded answer to all the answers that mean the same thing."""
    things: dict[str, set[str]] = {}
    for key in keys:
        same = set(_folded(key))
        for text in tuple(same):
            same |= things.get(text, set())
        for text in same:
            things[text] = same
    return things


def _folded(key: Key) -> Iterator[str]:
    return (fold(text) for text in key.accepted)


def _with_keys(question: Question, prepared: Callable[[Key], Key]) -> Question:
    kind = question.kind
    if isinstance(kind, Typed):
        return replace(question, kind=Typed(prepared(kind.key)))
    if isinstance(kind, Cloze):
        return replace(question, kind=Cloze(tuple(prepared(gap) for gap in kind.gaps)))
    return question
