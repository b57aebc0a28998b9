"""What an answer is worth on a board: more for recalling what one was about to forget.

``10 × (2 − predicted recall)``: 10 for what was certain to be known, 20 for what was never seen.
The idea is that points measure learning rather than clicking: speed is worth nothing,
a wrong answer costs nothing, and repeating a question on one day earns nothing. Must not know
who answered or how the recall was predicted.
"""

from bot.domain.question import Mark

BASE = 10
"""Points for a right answer that was certain to be known; twice this is the most there is."""

TAKING_PART = 1
"""Points for the first answer of the day to a question, however it went."""


def points_for(mark: Mark, credit: int, recall: float | None, *, repeat: bool) -> int:
    """Return the points of one answer, 0 to 20.

    ``credit`` is per mille (parts right, a hint taken) and scales every answer but a wrong one;
    ``recall`` is the prediction, 0 to 1, before it, None when never seen; ``repeat`` is a further
    answer to the question on the same local day. Halves round to even.
    """
    if repeat:
        return 0
    if mark is Mark.WRONG:
        return TAKING_PART
    earned = round(BASE * (2 - (recall or 0.0)) * credit / 1000)
    return max(TAKING_PART, earned)
