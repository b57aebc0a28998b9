"""How deep each item of an outline stands: by decimals, by indents, or by numbers alone.

Must not know headings nor cards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from content.draft import Caution, Problem
from content.formats.list_items import is_path
from content.formats.nesting import Decimals, Ladder, levels_by_number
from content.formats.notes import Line
from content.formats.ordinals import path_of, readings

_LOST = (
    "The indents are gone here, and the numbers alone do not say which points belong below which."
    " Please indent the points below, or give them letters (a, b, c)."
)


@dataclass(frozen=True, slots=True)
class Found:
    """The depths of a section's items, and what is odd or wrong about them."""

    depths: tuple[int, ...]
    cautions: tuple[Caution, ...] = ()
    problems: tuple[Problem, ...] = ()


class Levels:
    """The levels of a document's items, one section after the other."""

    def __init__(self, items: Sequence[Line]) -> None:
        """Look at all items: whether they have decimals, or nothing but plain numbers."""
        self._decimal = any(is_path(item) for item in items)
        self._flat = len({(item.indent, _style(item)) for item in items}) == 1
        self._counted = any(max(each.value for each in readings(item.marker)) > 1 for item in items)
        self._last = 0
        self._path = Decimals()

    def of(self, items: Sequence[Line]) -> Found:
        """Return the depths of a section's items. Raises Unreadable when nested too deep."""
        if not items:
            return Found(())
        if self._flat and not self._decimal:
            values = [readings(item.marker)[0].value for item in items]
            if self._counted and 1 in values[1:]:
                return self._by_number(items, values)
        return self._by_indent(items)

    def _by_number(self, items: Sequence[Line], values: Sequence[int]) -> Found:
        """Return the depths of items that have neither indents nor several kinds of numbers."""
        depths, lost = levels_by_number(values)
        if lost is not None:
            return Found((), problems=(Problem(items[lost].number, 1, _LOST),))
        detail = "the indents are gone: levels were told by the numbers alone, please check them"
        return Found(tuple(depths), (Caution("INDENT_LOST", items[0].number, detail),))

    def _by_indent(self, items: Sequence[Line]) -> Found:
        ladder = Ladder(counted=self._counted)
        depths: list[int] = []
        cautions: list[Caution] = []
        above = -1  # the indent of the last decimal number
        for at, item in enumerate(items):
            decimal = self._is_decimal(item, above)
            if decimal:
                place, above = self._path.place(item.marker, item.number), item.indent
                ladder.restart()
            else:
                place = ladder.place(item.indent, item.marker, item.number)
            odd = place.odd and not (at == 0 and self._goes_on(item))
            if odd:
                cautions.append(Caution("NUMBERING", item.number, place.odd))
            below = self._path.depth + 1 if self._decimal and not decimal else 0
            depths.append(place.depth + below)
            if place.depth == 0:
                self._last = readings(item.marker)[0].value
        return Found(_even(depths), tuple(cautions))

    def _is_decimal(self, item: Line, above: int) -> bool:
        if not self._decimal or not path_of(item.marker):
            return False
        return is_path(item) or (self._path.fits(item.marker) and item.indent <= max(above, 0))

    def _goes_on(self, item: Line) -> bool:
        """Return whether a list goes on with the number after the last section's."""
        return any(each.value == self._last + 1 for each in readings(item.marker))


def _even(depths: Sequence[int]) -> tuple[int, ...]:
    """Return depths that start at 0 and never skip a level."""
    least = min(depths, default=0)
    out: list[int] = []
    for depth in depths:
        out.append(min(depth - least, out[-1] + 1 if out else 0))
    return tuple(out)


def _style(item: Line) -> str:
    return readings(item.marker)[0].style
