"""Marks one typed answer against its key: lenient in writing, strict in meaning.

The door to judging: text, numbers, dates and years each have a module of their own behind it.
Pure and total: any text gives a verdict. Digits, short words, units and formulae are never read
with a slip, and nothing passes that is at least as near to something else.
"""

from bot.domain.judge_date import judge_date
from bot.domain.judge_number import judge_number
from bot.domain.judge_text import judge_text
from bot.domain.question import AnswerKind, Because, Key, Verdict
from bot.domain.rivals import Pool, nearby
from bot.domain.spelling import fold
from bot.domain.verdicts import wrong

__all__ = ["LONGEST", "Pool", "fold", "judge", "nearby"]

LONGEST = 500
"""Characters of the longest answer that is read; a longer one is no short answer."""


def judge(answer: str, key: Key, question: str = "") -> Verdict:
    """Mark an answer. ``question`` makes words it already says optional, and echoes wrong."""
    if len(answer) > LONGEST:
        return wrong(Because.DIFFERENT)
    verdict: Verdict | None = None
    if key.kind is AnswerKind.NUMBER:
        verdict = judge_number(answer, key, question)
    elif key.kind in (AnswerKind.DATE, AnswerKind.YEAR):
        verdict = judge_date(answer, key, question)
    return verdict or judge_text(answer, key, question)
