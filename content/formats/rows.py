"""A row of a table as a card or a question of any kind.

A row that says no more than a flashcard is a card. Must not know how the table was written.
"""

import re

from bot.domain.question import Kind, KindName, Skill
from content.draft import Card, Caution, Found, FrontKind, Point, PointKind, Problem
from content.formats.cells import Cells, Trouble, cells_of
from content.formats.columns import Column, Role
from content.formats.grid import Row
from content.formats.row_kinds import FALSE, MAKERS, TRUE, kind_named
from content.making import question

_LEVELS = {"1": 1, "2": 2, "3": 3, "easy": 1, "medium": 2, "hard": 3, "difficult": 3}


class Rows:
    """Makes cards and questions of rows, and collects what is wrong with them."""

    def __init__(self, columns: tuple[Column, ...], *, truths: bool = False) -> None:
        """``truths``: every answer of the table is "true" or "false", so that they are claims."""
        self.cards: list[Card] = []
        self.questions: list[Found] = []
        self.warnings: list[Caution] = []
        self.problems: list[Problem] = []
        self._columns, self._truths = columns, truths
        self._places = {(each.role, each.number): each.place + 1 for each in columns}

    def add(self, row: Row) -> None:
        """Take a row in."""
        cells = cells_of(row, self._columns)
        try:
            self._add(cells)
        except Trouble as trouble:
            place = self._places.get((trouble.role, trouble.number), 1)
            self.problems.append(Problem(row.line, place, str(trouble)))

    def _add(self, cells: Cells) -> None:
        if not cells.one(Role.FRONT):
            raise Trouble("This row has no question. Please fill its cell in.", Role.FRONT)
        name = self._kind(cells)
        if name:
            self._ask(cells, MAKERS[name](cells, name))
        elif not cells.one(Role.BACK):
            raise Trouble("This row has no answer. Please fill its cell in.", Role.BACK)
        elif any(cells.one(role) for role in (Role.EXPLANATION, Role.HINT)):
            self._ask(cells, MAKERS[KindName.RECALL](cells, name))
        else:
            self._card(cells)

    def _kind(self, cells: Cells) -> str:
        """Return the kind that a row says it is or looks like; "" for a flashcard."""
        if said := cells.one(Role.KIND):
            kind = kind_named(said)
            if not kind:
                raise Trouble(f"“{said[:40]}” is no kind of question that we know.", Role.KIND)
            return kind
        if cells.numbered(Role.OPTION) or cells.numbered(Role.WRONG) or cells.one(Role.WRONG):
            return KindName.CHOICE
        if cells.one(Role.OPTION):
            return KindName.CHOICE
        if cells.one(Role.LOW) and cells.one(Role.HIGH):
            return KindName.NUMBER
        offers = any(each.role is Role.OPTION for each in self._columns)
        is_claim = cells.one(Role.BACK).casefold() in TRUE | FALSE
        return KindName.TRUEFALSE if is_claim and (offers or self._truths) else ""

    def _card(self, cells: Cells) -> None:
        back, line = cells.one(Role.BACK), cells.line
        point = Point(" ".join(back.split()), PointKind.FIELD, (line, line), raw=back)
        self.cards.append(
            Card(
                id=f"c-{len(self.cards) + len(self.questions) + 1:02}",
                front=cells.one(Role.FRONT),
                front_kind=FrontKind.TOPIC,
                points=(point,),
                lines=(line, line),
                own_id=cells.one(Role.ID),
                theme=cells.one(Role.THEME),
                tags=_tags(cells),
            )
        )

    def _ask(self, cells: Cells, kind: Kind) -> None:
        asked = question(
            cells.markup(Role.FRONT),
            kind,
            own_id=cells.one(Role.ID),
            explanation=cells.markup(Role.EXPLANATION),
            hint=cells.markup(Role.HINT),
            tags=_tags(cells),
            skill=self._skill(cells),
            difficulty=self._difficulty(cells),
        )
        self.questions.append(Found(asked, cells.line, theme_title=cells.one(Role.THEME)))

    def _skill(self, cells: Cells) -> Skill:
        said = cells.one(Role.SKILL).casefold()
        if said and said not in set(Skill):
            self.warnings.append(Caution("SKILL", cells.line, f"“{said[:40]}” is no skill we know"))
        return Skill(said) if said in set(Skill) else Skill.RECALL

    def _difficulty(self, cells: Cells) -> int:
        said = cells.one(Role.DIFFICULTY).casefold()
        if said and said not in _LEVELS:
            self.warnings.append(
                Caution("DIFFICULTY", cells.line, f"“{said[:40]}” is none of 1, 2 and 3")
            )
        return _LEVELS.get(said, 2)


def _tags(cells: Cells) -> tuple[str, ...]:
    parts = re.split(r"[;|,\n]", cells.one(Role.TAGS))
    return tuple(dict.fromkeys(tag for part in parts if (tag := part.strip().lstrip("# "))))
