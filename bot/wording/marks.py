"""How an answer was marked and why, in a word and in a sentence."""

from bot.domain.question import Because, Mark, Reason
from bot.wording.counts import literal, one_line, quoted, sentence
from bot.wording.times import date_words

_WORDS = {
    Mark.RIGHT: ("✓", "Right"),
    Mark.PARTLY: ("◐", "Partly right"),
    Mark.CLOSE: ("?", "Nearly"),
    Mark.WRONG: ("✗", "Not this time"),
}

# The sentence when the reason carries nothing to be about; every reason has one.
_BARE = {
    Because.EXACT: "That is the answer.",
    Because.VARIANT: "Another way of writing the same answer.",
    Because.SLIP: "Accepted: just a small slip of the spelling.",
    Because.SOUND: "Accepted: it sounds right, though it is spelt differently.",
    Because.IN_RANGE: "Near enough to count.",
    Because.ALL_PARTS: "Every part is right.",
    Because.SOME_PARTS: "Some of the parts are right.",
    Because.NO_PARTS: "None of the parts fell into place yet.",
    Because.WHICH: "Can you be a little more exact?",
    Because.FULL_DATE: "Good so far. Can you give the date more exactly?",
    Because.WHICH_DATE: "Which comes first there, the day or the month?",
    Because.CENTURY: "That year is far from this period. Which one did you mean?",
    Because.UNIT: "Which unit or scale do you mean?",
    Because.NEAR: "You are nearly there: have another look at the spelling.",
    Because.TICK: "Some of this may well count. Tick the points you made.",
    Because.REJECTED: "A common mix-up, and not the answer here.",
    Because.OTHER_ANSWER: "That looks more like the answer to another question.",
    Because.NUMBER: "The number or date here is a different one.",
    Because.TWO_ANSWERS: "That names two answers, and this question wants just one.",
    Because.NEGATED: "That says what it is not; the question wants what it is.",
    Because.ECHO: "That repeats the question, so there was nothing new to mark.",
    Because.INCOMPLETE: "A part of the answer is still missing.",
    Because.EMPTY: "No answer this time, and that is fine: it will come back soon.",
    Because.DIFFERENT: "The answer here is something else.",
    Because.CHOICE: "Tempting, and not the answer here.",
    Because.SELF: "Graded by you.",
    Because.LEARNER: "Counted as right, on your word.",
    Because.UNFIT: "That does not fit this kind of question. Have another look at what it asks.",
}

# The sentence when it does: {0} and {1} are quoted words of an answer.
_ABOUT_WORDS = {
    Because.SLIP: "Accepted: a small slip, it is spelt {0}.",
    Because.SOUND: "Accepted: it sounds right, and it is spelt {0}.",
    Because.CENTURY: "{0} is far from this period. Which year did you mean?",
    Because.OTHER_ANSWER: "That looks more like {0}, which is something else.",
}

# The same with {0} and {1} as they stand.
_ABOUT_FACTS = {
    Because.IN_RANGE: "Near enough to count: the usual answer is {0}.",
    Because.UNIT: "Which unit or scale do you mean? The question asks for {0}.",
    Because.INCOMPLETE: "A part of the answer is still missing: {0}.",
}
_PAIRS = {
    Because.SOME_PARTS: "{0} of {1} parts are right.",
    Because.WHICH_DATE: "Do you mean {0} or {1}?",
}
_FULL_DATES = {
    "year": "Good so far. Can you give the year?",
    "month": "Good so far. Can you give the month as well as the year?",
    "day": "Good so far. Can you give the full date: day, month and year?",
}
# What the author has to say; it is a sentence already.
_AUTHORED = frozenset({Because.WHICH, Because.REJECTED, Because.CHOICE})


def verdict_word(mark: Mark) -> str:
    """Return the word for a mark: "Right", "Partly right", "Nearly", "Not this time"."""
    return _WORDS[mark][1]


def verdict_mark(mark: Mark) -> str:
    """Return the sign for a mark, never shown without its word: "✓", "◐", "?", "✗"."""
    return _WORDS[mark][0]


def reason_line(reason: Reason) -> str:
    """Say why an answer was marked as it was: one plain sentence or two, 300 characters at most.

    The result is plain text, not markup: a platform escapes it like any other.
    """
    because, about = reason.because, tuple(text for text in reason.about if literal(text))
    if not about:
        return _BARE[because]
    if because in _AUTHORED:
        return sentence(one_line(about[0], 280))
    if because is Because.FULL_DATE:
        return _FULL_DATES.get(about[0], _BARE[because])
    if because in _ABOUT_WORDS:
        return _ABOUT_WORDS[because].format(quoted(about[0]))
    if because in _ABOUT_FACTS:
        return _ABOUT_FACTS[because].format(_fact(about[0]))
    if because in _PAIRS and len(about) > 1:
        said = _PAIRS[because].format(_fact(about[0]), _fact(about[1]))
        return said.replace("parts are", "parts is") if about[0] == "1" else said
    return _BARE[because]


def _fact(text: str) -> str:
    return date_words(one_line(text, 100))
