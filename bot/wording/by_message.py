"""What is said where answers are written as messages and taps, not in forms.

Plain text. Must not know any platform.
"""

from bot.domain.question import KindName
from bot.domain.replies import PointsProposed, Posed
from bot.wording.asking import found_words
from bot.wording.counts import count_of
from bot.wording.questions import prompt


def typing_prompt(posed: Posed) -> str:
    """Say what to do with a question, and how to write an answer that has several parts."""
    match posed.kind:
        case KindName.CLOZE if posed.gaps > 1:
            return f"Fill {count_of(posed.gaps, 'gap')}: one line for each, in their order."
        case KindName.POINTS:
            return f"Name {posed.need}, in your own words, a line for each."
        case _:
            return prompt(posed)


def answer_elsewhere(posed: Posed, *, by_reply: bool) -> str:
    """Say how a question that everybody reads is answered; ``by_reply`` where that is possible."""
    what = "" if posed.kind is KindName.TYPED else f"{typing_prompt(posed)} "
    how = ", or reply to this message, where everybody can read it." if by_reply else "."
    return f"{what}Answer in private{how}"


def box_prompt(reply: PointsProposed) -> str:
    """Say what was found of the points, and what to do about the others."""
    return f"{found_words(reply)} Tap each point you made, then send them."
