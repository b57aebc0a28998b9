"""The cells of one row of a table, by what they hold.

Must not know what questions are made of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.bounds import within
from content.formats.columns import Column, Role
from content.formats.grid import Row
from content.formats.literal import to_markup


class Trouble(ValueError):
    """Raised with a sentence about one cell."""

    def __init__(self, sentence: str, role: Role, number: int = 0) -> None:
        super().__init__(sentence)
        self.role, self.number = role, number


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row, by what they hold; texts are plain."""

    line: int
    texts: Mapping[tuple[Role, int], str]

    def one(self, role: Role) -> str:
        """Return the text of a cell, "" if it is empty."""
        return self.texts.get((role, 0), "")

    def markup(self, role: Role) -> str:
        """Return the text of a cell as markup."""
        return to_markup(self.one(role))

    def numbered(self, role: Role) -> dict[int, str]:
        """Return the filled cells of columns such as "option 2", by number and in order."""
        found = {n: text for (each, n), text in self.texts.items() if each is role and n}
        return dict(sorted(found.items()))


def cells_of(row: Row, columns: tuple[Column, ...]) -> Cells:
    """Return a row's cells by what they hold. Raises Unreadable for one that is far too long."""
    texts = {
        (column.role, column.number): within(text, row.line, "This cell")
        for column in columns
        if (text := row.cell(column.place))
    }
    return Cells(row.line, texts)
