"""Marks batches for the command line: one JSON line in, one JSON line out.

Reads and writes text lines only; opening files and printing is the business of the command.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from bot.domain.judge import judge
from bot.domain.question import AnswerKind, Key, Rejected, Verdict
from bot.wording import reason_line

LONGEST_LINE = 100_000
"""Characters of the longest line that is read."""


class Trap(msgspec.Struct):
    """A tempting wrong answer as an author writes it, with what to say."""

    text: str
    message: str = ""


class Task(msgspec.Struct):
    """One line of a batch: a question's key and one answer to mark."""

    id: str | int
    accepted: list[str]
    given: str
    question: str = ""
    rejected: list[str | Trap] = []
    confusable: list[str] = []
    kind: AnswerKind = AnswerKind.TEXT


class Result(msgspec.Struct):
    """How a line was marked, and why in a sentence."""

    id: str | int
    verdict: str
    why: str


class Fault(msgspec.Struct):
    """A line that could not be read: its number, from 1, and what is wrong with it."""

    line: int
    error: str


def judge_line(line: str) -> str:
    """Mark one JSON line and return the result as a JSON line, without a line end.

    Raises ``ValueError`` with a sentence for a line that is no task.
    """
    task = _task(line)
    verdict = _judge(task)
    result = Result(task.id, verdict.mark.value, reason_line(verdict.reason))
    return msgspec.json.encode(result).decode()


def judge_one(
    given: str,
    accepted: Sequence[str],
    *,
    question: str = "",
    rejected: Sequence[str] = (),
    confusable: Sequence[str] = (),
    kind: str = "text",
) -> tuple[str, str]:
    """Mark one answer; return the mark and why, in a sentence.

    Raises ``ValueError`` with a sentence for an unknown kind or no accepted answer.
    """
    if kind not in list(AnswerKind):
        raise ValueError(f"“{kind}” is no kind of answer: take {', '.join(AnswerKind)}.")
    if not any(text.strip() for text in accepted):
        raise ValueError("There is no accepted answer to mark against.")
    task = Task(
        "", list(accepted), given, question, list(rejected), list(confusable), AnswerKind(kind)
    )
    verdict = _judge(task)
    return verdict.mark.value, reason_line(verdict.reason)


def judge_lines(lines: Iterable[str]) -> Iterator[str]:
    """Mark every line of a batch in order. Blank lines are left out; a bad one is reported."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield judge_line(line)
        except ValueError as fault:
            yield msgspec.json.encode(Fault(number, str(fault))).decode()


def _task(line: str) -> Task:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"This line is longer than {LONGEST_LINE} characters.")
    try:
        task = msgspec.json.decode(line.lstrip("\ufeff"), type=Task)
    except (msgspec.DecodeError, UnicodeError) as fault:
        raise ValueError(f"This line is no answer to mark: {fault}.") from fault
    if not any(text.strip() for text in task.accepted):
        raise ValueError("This line has no accepted answer.")
    return task


def _judge(task: Task) -> Verdict:
    traps = [Trap(each) if isinstance(each, str) else each for each in task.rejected]
    key = Key(
        accepted=tuple(task.accepted),
        kind=task.kind,
        rejected=tuple(Rejected(trap.text, trap.message) for trap in traps),
        confusables=tuple(task.confusable),
    )
    return judge(task.given, key, task.question)
