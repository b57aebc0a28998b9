"""A question in words: what to do, what can be picked, what the answer is.

The functions ending in ``source`` return markup for a platform to parse; the others plain text.
"""

from typing import assert_never

from bot.domain.markup import escape
from bot.domain.question import KindName, Mark, Precision
from bot.domain.replies import Missed, Posed, Shown, Solution, Tally
from bot.wording.counts import count_of, lines, literal, one_line, quoted, room_for
from bot.wording.marks import verdict_mark, verdict_word
from bot.wording.names import Label
from bot.wording.times import date_words

_DATES = {
    Precision.YEAR: "Give the year.",
    Precision.MONTH: "Give the month and year.",
    Precision.DAY: "Give the full date: day, month and year.",
}
_BY_HAND = frozenset(
    {KindName.TYPED, KindName.NUMBER, KindName.DATE, KindName.CLOZE, KindName.POINTS}
)
_MARKS = frozenset(mark.value for mark in Mark)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def prompt(posed: Posed) -> str:
    """Say what to do with a question, in one sentence."""
    kind = posed.kind
    match kind:
        case KindName.CHOICE:
            return "Choose all that apply." if posed.several else "Choose one."
        case KindName.TRUEFALSE:
            return "True or false?"
        case KindName.TYPED:
            return "Type your answer."
        case KindName.NUMBER:
            unit = one_line(posed.unit, 40)
            return f"Type a number ({unit})." if unit else "Type a number."
        case KindName.DATE:
            return _DATES[posed.precision] if posed.precision else "Give the date."
        case KindName.ORDER:
            return "Put these in order, earliest or first at the top."
        case KindName.MATCH:
            return "Match each to its partner."
        case KindName.CLOZE:
            return "Fill the gap." if posed.gaps == 1 else f"Fill {count_of(posed.gaps, 'gap')}."
        case KindName.POINTS:
            return f"Name {posed.need}, in your own words."
        case KindName.RECALL:
            return "Think of the answer, then turn the card."
    assert_never(kind)


def step_prompt(posed: Posed, placed: int) -> str:
    """Say what the next step is, where an order or a match is put together one by one."""
    if placed >= len(posed.options):
        return "Have a look, then send it."
    if posed.kind is KindName.MATCH:
        return f"What belongs to “{one_line(posed.options[placed].text, 80)}”?"
    return "Which comes first?" if not placed else f"Which comes next, in place {placed + 1}?"


def option_source(posed: Posed, shown: Shown) -> str:
    """Return the markup of an option; those of a true-or-false have words of their own."""
    if posed.kind is KindName.TRUEFALSE:
        return (Label.FALSE if shown.index else Label.TRUE).value
    return shown.text


def tally_source(posed: Posed, tally: Tally) -> str:
    """Return the markup of one line of a distribution: an option, or the word for a mark."""
    if tally.index is not None:
        return option_source(posed, Shown(tally.index, tally.text))
    return verdict_word(Mark(tally.text)) if tally.text in _MARKS else tally.text


def tally_sign(tally: Tally) -> str:
    """Return the sign of one line of a distribution: "✓", "✗", or that of a mark."""
    if tally.index is None and tally.text in _MARKS:
        return verdict_mark(Mark(tally.text))
    return "✓" if tally.correct else "✗"


def answer_sources(posed: Posed, solution: Solution) -> tuple[str, ...]:
    """Return the markup of the answer, line by line: dates said in words, true or false said."""
    return _answers(posed.kind, solution.lines, solution.correct)


def missed_source(missed: Missed) -> str:
    """Return the markup of the answer to a question that most people missed."""
    lines_ = (missed.answer,) if missed.answer else ()
    return "".join(_answers(missed.kind, lines_, missed.correct))


def _answers(
    kind: KindName | None, answers: tuple[str, ...], correct: tuple[int, ...]
) -> tuple[str, ...]:
    if kind is KindName.TRUEFALSE:
        truth = "False" if 1 in correct else "True"
        return (f"{truth}: {answers[0]}" if answers else f"{truth}.",)
    if kind is KindName.DATE:
        return tuple(date_words(line) for line in answers)
    return answers


def yours_sources(posed: Posed, yours: tuple[str, ...]) -> tuple[str, ...]:
    """Return the markup of what the learner answered: typed words shown just as they stand."""
    if posed.kind in _BY_HAND:
        return tuple(escape(line) for line in yours)
    if posed.kind is KindName.TRUEFALSE:
        return tuple(line.capitalize() for line in yours)
    return yours


def question_text(posed: Posed) -> str:
    """Return a whole question as plain lines: stem, picture, what to do, numbered options."""
    room = room_for(len(posed.options) + len(posed.rights))
    picture = f"Picture: {literal(posed.picture.alt)}" if posed.picture else ""
    options = [one_line(option_source(posed, shown), room) for shown in posed.options]
    rights = [one_line(shown.text, room) for shown in posed.rights]
    return lines(
        one_line(posed.stem, 600),
        picture,
        prompt(posed),
        *(f"{place}. {text}" for place, text in enumerate(options, 1)),
        *(f"{letter}. {text}" for letter, text in zip(_LETTERS, rights, strict=False)),
    )


def answer_text(posed: Posed, solution: Solution) -> str:
    """Return the answer as plain text: "Answer: Rapallo", or a heading and numbered lines."""
    answers = answer_sources(posed, solution)
    room = room_for(len(answers), 1_000)
    if len(answers) <= 1:
        return "".join(f"Answer: {one_line(text, 300)}" for text in answers)
    numbered = (f"{place}. {one_line(text, room)}" for place, text in enumerate(answers[:25], 1))
    return lines("Answer:", *numbered)


def solution_text(posed: Posed, solution: Solution) -> str:
    """Return answer, explanation, notes and sources as plain lines."""
    texts = {shown.index: option_source(posed, shown) for shown in posed.options}
    tempting = [
        (texts[index], note)
        for index, note in solution.notes
        if index in texts and index not in solution.correct
    ][:8]
    room = room_for(len(tempting), 600)
    notes = (f"{quoted(text, 40)}: {one_line(note, room)}" for text, note in tempting)
    sources = "; ".join(literal(source, 80) for source in solution.sources[:3])
    return lines(
        answer_text(posed, solution),
        one_line(solution.explanation, 400),
        *notes,
        f"Sources: {sources}" if sources else "",
    )
