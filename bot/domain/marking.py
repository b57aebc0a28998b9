"""One ``mark`` for every kind of question: what was given beside what is right.

Pure; knows no learner, no clock and no points. A given that does not fit its question gives
``Because.UNFIT``, for the caller to refuse.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from bot.domain.cues import mark_points
from bot.domain.judge import LONGEST, judge
from bot.domain.judge_date import aim_of, mark_date
from bot.domain.judge_number import mark_amount, target_of
from bot.domain.question import (
    Because,
    Choice,
    Chosen,
    Cloze,
    Date,
    Filled,
    Given,
    Grade,
    Graded,
    Kind,
    Listed,
    Mark,
    Match,
    Matched,
    Number,
    Order,
    Ordered,
    Passed,
    Points,
    Question,
    Reason,
    Recall,
    TrueFalse,
    Typed,
    Verdict,
    Wrote,
)
from bot.domain.tokens import words_of
from bot.domain.verdicts import right, wrong

_UNFIT = wrong(Because.UNFIT)


def mark(question: Question, given: Given) -> Verdict:
    """Mark an answer of any kind. Never raises for anything a learner can send."""
    if isinstance(given, Passed):
        return wrong(Because.EMPTY)
    return _by_kind(question.kind, given, question.stem)


def _by_kind(kind: Kind, given: Given, stem: str) -> Verdict:
    match kind, given:
        case Choice(), Chosen():
            return _choice(kind, given.options)
        case TrueFalse(), Chosen():
            return _truth(kind, given.options)
        case ((Typed() | Number() | Date()), Wrote()):
            return _written(kind, given.text, stem)
        case Order(), Ordered():
            return _order(kind, given.items)
        case Match(), Matched():
            return _match(kind, given.rights)
        case Cloze(), Filled():
            return _cloze(kind, given.texts, stem)
        case Points(), Listed():
            return _points(kind, given, stem)
        case Recall(), Graded():
            return wrong(Because.SELF) if given.grade is Grade.AGAIN else right(Because.SELF)
        case _:
            return _UNFIT


def _choice(kind: Choice, chosen: Sequence[int]) -> Verdict:
    picks = set(chosen)
    if len(picks) != len(chosen) or not _within(picks, len(kind.options)):
        return _UNFIT
    if not kind.several:
        if len(picks) != 1:
            return _UNFIT
        option = kind.options[chosen[0]]
        return right(Because.EXACT) if option.correct else wrong(Because.CHOICE, option.note)
    if not picks:
        return wrong(Because.EMPTY)
    correct = {place for place, option in enumerate(kind.options) if option.correct}
    if picks == correct:
        return right(Because.ALL_PARTS)
    hits = len(picks & correct)
    credit = max(0.0, (hits - len(picks - correct)) / max(1, len(correct)))
    if credit == 0.0:
        return wrong(Because.NO_PARTS)
    about = (str(hits), str(len(correct)))
    return Verdict(Mark.PARTLY, Reason(Because.SOME_PARTS, about), credit)


def _truth(kind: TrueFalse, chosen: Sequence[int]) -> Verdict:
    if len(chosen) != 1 or chosen[0] not in (0, 1):
        return _UNFIT
    if (chosen[0] == 0) == kind.truth:
        return right(Because.EXACT)
    return wrong(Because.CHOICE, kind.correction)


def _written(kind: Typed | Number | Date, text: str, stem: str) -> Verdict:
    if isinstance(kind, Typed):
        return judge(text, kind.key, stem)
    if len(text) > LONGEST:
        return wrong(Because.DIFFERENT)
    if isinstance(kind, Number):
        known = frozenset(words_of(kind.unit))
        return mark_amount(text, (target_of(kind),), f"{stem} {kind.unit}", known)
    if isinstance(kind, Date):
        return mark_date(text, (aim_of(kind),), stem)
    assert_never(kind)


def _order(kind: Order, items: Sequence[int]) -> Verdict:
    if sorted(items) != list(range(len(kind.items))):
        return _UNFIT
    follows = dict(pairwise(items))
    return _by_parts([follows.get(place) == place + 1 for place in range(len(items) - 1)])


def _match(kind: Match, chosen: Sequence[int]) -> Verdict:
    rights = kind.rights
    if len(chosen) != len(kind.pairs) or not _within(set(chosen) - {-1}, len(rights)):
        return _UNFIT
    if set(chosen) <= {-1}:
        return wrong(Because.EMPTY)
    return _by_parts(
        [at >= 0 and rights[at] == pair.right for at, pair in zip(chosen, kind.pairs, strict=True)]
    )


def _cloze(kind: Cloze, texts: Sequence[str], stem: str) -> Verdict:
    """Mark each gap; a gap to ask about is asked about only if all others are right."""
    if len(texts) != len(kind.gaps):
        return _UNFIT
    if not any(text.strip() for text in texts):
        return wrong(Because.EMPTY)
    verdicts = [judge(text, key, stem) for text, key in zip(texts, kind.gaps, strict=True)]
    parts = tuple(each.mark for each in verdicts)
    asked = [each for each in verdicts if each.mark is Mark.CLOSE]
    if asked and set(parts) <= {Mark.RIGHT, Mark.CLOSE}:
        return Verdict(Mark.CLOSE, asked[0].reason, 0.0, parts)
    whole = _by_parts([each.mark is Mark.RIGHT for each in verdicts])
    reason = verdicts[0].reason if len(verdicts) == 1 else whole.reason
    return Verdict(whole.mark, reason, whole.credit, parts)


def _by_parts(hits: Sequence[bool]) -> Verdict:
    parts = tuple(Mark.RIGHT if hit else Mark.WRONG for hit in hits)
    count, of = sum(hits), max(1, len(hits))
    about = (str(count), str(len(hits)))
    if count == len(hits):
        return Verdict(Mark.RIGHT, Reason(Because.ALL_PARTS, about), 1.0, parts)
    if count == 0:
        return Verdict(Mark.WRONG, Reason(Because.NO_PARTS), 0.0, parts)
    return Verdict(Mark.PARTLY, Reason(Because.SOME_PARTS, about), count / of, parts)


def _points(kind: Points, given: Listed, stem: str) -> Verdict:
    if not _within(set(given.ticked), len(kind.points)):
        return _UNFIT
    return mark_points(kind, given.text, given.ticked, stem)


def _within(indices: set[int], size: int) -> bool:
    return all(0 <= index < size for index in indices)
