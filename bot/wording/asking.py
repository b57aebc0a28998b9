"""Posing a question and everything before its mark, as plain text."""

from bot.domain.markup import shorten
from bot.domain.replies import (
    AnswerCount,
    Answered,
    Asked,
    CloseCall,
    DailyPost,
    HintGiven,
    PointsProposed,
    Posed,
    RoundStep,
    SelfGrade,
)
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, room_for
from bot.wording.marks import reason_line
from bot.wording.names import Label, difficulty_name, grade_name, source_name
from bot.wording.questions import question_text, solution_text
from bot.wording.times import between, interval_short


def step_name(step: RoundStep) -> str:
    """Say where a round stands: "Question 3 of 10", with a word for one that comes back."""
    again = ", once more" if step.again else ""
    return f"Question {number(step.number)} of {number(step.total)}{again}"


def asked(reply: Asked) -> str:
    """Render a question, its heading and its clock."""
    posed = reply.posed
    heading = " · ".join(
        (
            step_name(reply.step) if reply.step else source_name(reply.source),
            one_line(posed.deck_title, 80),
            one_line(posed.theme_title, 80),
            difficulty_name(posed.difficulty),
        )
    )
    clock = between(reply.opened_at, reply.closes_at) if reply.closes_at else ""
    if reply.daily is not None:
        return lines(heading, question_text(posed), _answer_comes(reply, reply.daily), _hint(posed))
    return lines(
        heading,
        "You have met this one before." if reply.seen_before else "",
        question_text(posed),
        f"You have {clock}." if clock else "",
        _hint(posed),
        f"{count_of(reply.due_left, 'more question')} due after this." if reply.due_left else "",
    )


def _hint(posed: Posed) -> str:
    return f"There is a hint: press “{Label.HINT}”." if posed.has_hint else ""


def _answer_comes(reply: Asked, post: DailyPost) -> str:
    wait = between(reply.opened_at, post.reveal_at) if post.reveal_at else ""
    when = f"in {wait}" if wait else "with the next question"
    return f"Everyone answers privately; the answer comes {when}."


def answered(reply: Answered) -> str:
    """Render that a live answer is kept: nothing about whether it is right."""
    changes = (
        f"You may still change it {_times(reply.changes_left)}."
        if reply.changes_left > 0
        else "It stands until the reveal."
    )
    return lines(
        *_kept(reply),
        changes,
        f"{count_of(reply.answered, 'learner has', 'learners have')} answered so far.",
    )


def _kept(reply: Answered) -> tuple[str, ...]:
    """Say what was answered: in a line, or a line each where the parts have commas or lines."""
    kept = "Changed" if reply.changed else "Kept"
    room = room_for(len(reply.yours), 1_500)
    written = [part for line in reply.yours for part in line.splitlines()]
    said = [text for line in written[:25] if (text := literal(line, room))]
    if reply.grade is not None:
        return (f"{kept}: {grade_name(reply.grade)}.",)
    if not said:
        return (f"{kept}: you don't know this one yet.",)
    by_hand = len(written) > len(reply.yours)
    if len(said) > 1 and (by_hand or any("," in text or "—" in text for text in said)):
        return (f"{kept}:", *(f"• {text}" for text in said))
    return (f"{kept}: {listed(said, 25)}.",)


def _times(count: int) -> str:
    return "once" if count == 1 else count_of(count, "time")


def answer_count(reply: AnswerCount) -> str:
    """Render how many have answered, and nothing about whom."""
    if not reply.present:
        return f"{count_of(reply.answered, 'learner has', 'learners have')} answered so far."
    return f"{number(reply.answered)} of {number(reply.present)} have answered."


def close_call(reply: CloseCall) -> str:
    """Render a near miss: it asks once more and costs nothing."""
    return f"Nearly. {reason_line(reply.reason)} Try once more; it costs nothing."


def hint_given(reply: HintGiven) -> str:
    """Render a hint."""
    return f"Hint: {one_line(reply.hint, 500)}"


def self_grade(reply: SelfGrade) -> str:
    """Render the back of a flashcard and the four grades, each with its interval."""
    back = shorten(one_line(reply.back, 800), 800)
    grades = (f"{grade_name(grade)}: {interval_short(days)}" for grade, days in reply.intervals[:4])
    solution = solution_text(reply.posed, reply.solution)
    answer = f"Answer: {back}"
    return lines(
        one_line(reply.posed.stem, 600),
        solution if solution.startswith(answer) else lines(answer, solution),
        f"How well did you know it? {', '.join(grades)}.",
    )


def points_proposed(reply: PointsProposed) -> str:
    """Render a mark scheme: what was found, and what the learner may tick off themself."""
    room = room_for(len(reply.points), 2_000)
    rows = []
    for index, point in enumerate(reply.points[:25]):
        word = "found" if index in reply.credited else ""
        word = word or ("yours?" if index in reply.proposed else "not seen")
        rows.append(f"{index + 1}. {one_line(point, room)} ({word})")
    return lines(
        f"You wrote: {literal(reply.yours, 600)}" if literal(reply.yours) else "",
        found_words(reply),
        *rows,
        f"Tick the points you made, then press “{Label.THESE_POINTS}”.",
    )


def tick_prompt(reply: PointsProposed) -> str:
    """Say what was found of the points, and what to do about the others."""
    return f"{found_words(reply)} Tick each point you made; they are sent as you close the list."


def found_words(reply: PointsProposed) -> str:
    """Say how many of the points were found."""
    return f"Found {number(len(reply.credited))} of the {number(reply.need)} wanted."
