"""Which questions must not stand in one round: the stem of one says the answer of the other.

Only answers that are typed, or picked by name, count: whoever has just read the name has it at
hand. Must not know rounds nor decks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from bot.domain.question import AnswerKind, Choice, Cloze, Question, Typed

SHORTEST = 4
"""Letters of the shortest answer that counts: shorter ones stand in words by chance."""

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")


def names(question: Question) -> Iterator[str]:
    """Yield the texts that answer a question by name."""
    match question.kind:
        case Choice(options, several=False):
            yield from (option.text for option in options if option.correct)
        case Typed(key) if key.kind is AnswerKind.TEXT:
            yield from key.accepted
        case Cloze(gaps):
            yield from (t for gap in gaps if gap.kind is AnswerKind.TEXT for t in gap.accepted)


def told(teller: Question, asked: Question) -> str:
    """Return the answer of ``asked`` that the stem of ``teller`` says, "" if it says none.

    An answer that its own question says is no secret.
    """
    stem, own = _spaced(teller.stem), _spaced(asked.stem)
    for text in names(asked):
        spaced = _spaced(text)
        if len(spaced) >= SHORTEST + 2 and spaced in stem and spaced not in own:
            return text
    return ""


def kept_apart(found: Sequence[T], question: Callable[[T], Question], count: int) -> list[T]:
    """Return ``count`` of what was found, the first ones first, without give-aways among them.

    Where there are too few others, some are taken all the same.
    """
    chosen: list[T] = []
    put_aside: list[T] = []
    for each in found:
        if len(chosen) == count:
            break
        mine = question(each)
        clash = any(told(question(one), mine) or told(mine, question(one)) for one in chosen)
        (put_aside if clash else chosen).append(each)
    return chosen + put_aside[: count - len(chosen)]


@lru_cache(maxsize=8192)
def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "
