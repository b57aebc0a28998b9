"""What the columns of a table are: the names that teachers and programs give them.

Must not know what stands in the cells below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a column holds; its value is the name that we write."""

    ID = "id"
    KIND = "kind"
    THEME = "theme"
    FRONT = "question"
    BACK = "answer"
    OPTION = "option"
    WRONG = "wrong"
    PARTNER = "match"
    NOTE = "note"
    LOW = "low"
    HIGH = "high"
    UNIT = "unit"
    UNTIL = "until"
    TOLERANCE = "tolerance"
    EITHER_END = "either end"
    CORRECTION = "correction"
    EXPLANATION = "explanation"
    HINT = "hint"
    TAGS = "tags"
    DIFFICULTY = "difficulty"
    SKILL = "skill"


_NAMES: dict[Role, str] = {
    Role.ID: "id, guid, uid, question id, card id",
    Role.KIND: "kind, type, question type, card type, format",
    Role.THEME: "theme, topic, category, section, chapter, unit name, subject, deck",
    Role.FRONT: "question, front, term, prompt, stem, word, question text, question title, q"
    ", statement, claim, side 1, front side, questions, terms, clue",
    Role.BACK: "answer, back, definition, response, meaning, correct answer, correct answers"
    ", right answer, correct, solution, key, a text, side 2, back side, answers, definitions"
    ", correct option, answer key, translation, right, truth, correct choice, answer text, def",
    Role.WRONG: "wrong, wrong answers, incorrect, incorrect answers, distractors, wrong answer"
    ", incorrect answer, distractor, wrong options, incorrect options",
    Role.OPTION: "options, choices, alternatives",
    Role.LOW: "low, min, minimum, from",
    Role.HIGH: "high, max, maximum, to",
    Role.UNIT: "unit, units",
    Role.UNTIL: "until, end date",
    Role.TOLERANCE: "tolerance, margin",
    Role.EITHER_END: "either end",
    Role.CORRECTION: "correction",
    Role.EXPLANATION: "explanation, feedback, rationale, why, general feedback, comment"
    ", answer explanation, explain",
    Role.HINT: "hint, clue text, tip, hints",
    Role.TAGS: "tags, tag, labels, keywords, label",
    Role.DIFFICULTY: "difficulty, level",
    Role.SKILL: "skill",
}
_BY_NAME = {name: role for role, names in _NAMES.items() for name in names.split(", ")}
_PUNCTUATION = re.compile(r"[\s_\-./:#*()\[\]?]+")
_NUMBERED = (
    (
        Role.WRONG,
        re.compile(
            r"(?:wrong|incorrect|distractor|false)(?: (?:answer|option|choice))? ?(\d{1,2})"
        ),
    ),
    (Role.NOTE, re.compile(r"(?:note|feedback) ?([a-z]|\d{1,2})")),
    (Role.PARTNER, re.compile(r"match ?([a-z]|\d{1,2})")),
    (
        Role.OPTION,
        re.compile(
            r"(?:(?:option|choice|answer|alternative|opt|item|response) ?([a-z]|\d{1,2})"
            r"(?: max .*)?|([a-z]))"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place in the row from 0, what it holds, and its number from 1, 0 if none."""

    place: int
    role: Role
    number: int = 0


def header(cells: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that a first row names; none if it is no header.

    It is one if a question is among them and something else too, and half of it is understood.
    """
    columns = [Column(place, *known) for place, cell in enumerate(cells) if (known := _role(cell))]
    roles = {column.role for column in columns}
    named = sum(1 for cell in cells if cell.strip())
    is_header = Role.FRONT in roles and len(columns) >= 2 and len(columns) * 2 >= named
    return _once(_lone_a(columns)) if is_header else ()


def _lone_a(columns: Sequence[Column]) -> list[Column]:
    """Take "A" for the answer where no "B" makes it an option: "Q, A"."""
    options = [column for column in columns if column.role is Role.OPTION and column.number]
    is_answer = len(options) == 1 and all(column.role is not Role.BACK for column in columns)
    return [
        replace(column, role=Role.BACK, number=0) if is_answer and column in options else column
        for column in columns
    ]


def _once(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Keep the first of columns that are named alike."""
    seen: dict[tuple[Role, int], Column] = {}
    for column in columns:
        seen.setdefault((column.role, column.number), column)
    return tuple(seen.values())


def _role(cell: str) -> tuple[Role, int] | None:
    if len(cell) > 60:
        return None
    name = _PUNCTUATION.sub(" ", cell.casefold()).strip()
    for suffix in ("", " s"):  # "Correct answer(s)"
        if role := _BY_NAME.get(name.removesuffix(suffix)):
            return role, 0
    for role, pattern in _NUMBERED:
        if found := pattern.fullmatch(name):
            label = next(filter(None, found.groups()))
            return role, int(label) if label.isdigit() else ord(label) - ord("a") + 1
    return None
