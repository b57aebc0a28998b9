"""Levels of a nested list, from indents first, then from the kind of marker.

A page that was copied keeps its indents or loses them; where they are gone, "1. a. i." still tells
the level, and a bare run of "1. 1. 2. 2." tells nothing: that is said, never guessed. Must not know
what the lines say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from content.bounds import MAX_DEPTH
from content.draft import Unreadable
from content.formats.ordinals import Ordinal, path_of, readings


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its depth from 0, and what is odd about its number, "" if nothing."""

    depth: int
    odd: str = ""


@dataclass(slots=True)
class _Rung:
    indent: int
    style: str
    value: int

    def continued(self, options: Sequence[Ordinal]) -> Ordinal | None:
        """Return the reading that follows this one in its list, if any."""
        for each in options:
            if each.style == self.style and each.value in (0, self.value + 1):
                return each
        return None


class Ladder:
    """The open levels of a list while it is read from top to bottom."""

    def __init__(self, counted: bool = True) -> None:
        """Start outside of any list; without ``counted``, numbers are not looked at."""
        self._rungs: list[_Rung] = []
        self._counted = counted

    def restart(self) -> None:
        """Leave every list, as a heading does."""
        self._rungs.clear()

    def place(self, indent: int, marker: str, line: int = 0) -> Place:
        """Return where the item of ``marker`` belongs. Raises Unreadable when nested too deep."""
        options = readings(marker)
        gone = None
        while self._rungs and self._rungs[-1].indent > indent:
            gone = self._rungs.pop()
        place = self._placed(indent, options, gone, marker)
        if place.depth >= MAX_DEPTH:
            raise Unreadable(f"This list is nested more than {MAX_DEPTH} levels deep.", line)
        return place if self._counted else Place(place.depth)

    def _placed(
        self, indent: int, options: tuple[Ordinal, ...], gone: _Rung | None, marker: str
    ) -> Place:
        top = self._rungs[-1] if self._rungs else None
        if top is None or top.indent < indent:
            # One column more is how "9." and "10." line up, unless a list begins here.
            if top and gone is None and indent - top.indent == 1 and top.continued(options):
                return self._beside(len(self._rungs) - 1, options)
            return self._deeper(indent, options, gone, marker)
        level = self._same_indent()
        for position in range(len(self._rungs) - 1, level - 1, -1):
            if self._rungs[position].continued(options):
                return self._beside(position, options)
        styles = {rung.style: level + at for at, rung in enumerate(self._rungs[level:])}
        fresh = [each for each in options if each.style not in styles and each.value in (0, 1)]
        known = [each for each in options if each.style in styles]
        if fresh:
            return self._deeper(indent, (fresh[0],), None, marker)
        chosen = known[0] if known else options[0]
        return self._astray(styles.get(chosen.style, len(self._rungs) - 1), chosen, marker)

    def _same_indent(self) -> int:
        """Return the first of the rungs at the end that share one indent."""
        at = len(self._rungs) - 1
        while at and self._rungs[at - 1].indent == self._rungs[at].indent:
            at -= 1
        return at

    def _beside(self, position: int, options: Sequence[Ordinal]) -> Place:
        del self._rungs[position + 1 :]
        rung = self._rungs[position]
        chosen = rung.continued(options)
        if chosen is not None:
            rung.value = chosen.value
        return Place(position)

    def _deeper(
        self, indent: int, options: Sequence[Ordinal], gone: _Rung | None, marker: str
    ) -> Place:
        follows = gone.continued(options) if gone else None
        first = next((each for each in options if each.value in (0, 1)), None)
        chosen = follows or first or options[0]
        self._rungs.append(_Rung(indent, chosen.style, chosen.value))
        fine = follows or first
        return Place(len(self._rungs) - 1, "" if fine else f"the list starts with {marker}")

    def _astray(self, position: int, chosen: Ordinal, marker: str) -> Place:
        """Put an item beside the one at ``position`` although its number does not follow."""
        del self._rungs[position + 1 :]
        rung = self._rungs[position]
        before, rung.style, rung.value = rung.value, chosen.style, chosen.value
        if chosen.value == 1 and before:
            return Place(position, "the numbers start again, without a heading or an indent")
        return Place(position, f"{marker} does not follow what stands before it")


def levels_by_number(values: Sequence[int]) -> tuple[list[int], int | None]:
    """Return the depths of items that have nothing but their numbers, and where these run out.

    A 1 opens a list inside the item before; any other number continues the one open list that it
    can follow. Where it can follow two, the index of that item comes second, else None.
    """
    depths: list[int] = []
    last: list[int] = []
    for at, value in enumerate(values):
        follows = [level for level, number in enumerate(last) if number == value - 1]
        if value == 1:
            last.append(1)
        elif len(follows) == 1:
            del last[follows[0] + 1 :]
            last[-1] = value
        else:
            return depths, at
        if len(last) > MAX_DEPTH:
            return depths, at
        depths.append(len(last) - 1)
    return depths, None


@dataclass(slots=True)
class Decimals:
    """Levels of "1. 1.1. 1.1.1." numbering; bullets and letters below hang on the last number."""

    _path: tuple[int, ...] = ()

    def fits(self, marker: str) -> bool:
        """Return whether a marker is the next of its numbering: a sister, a child, or an aunt."""
        path = path_of(marker)
        if not path or len(path) > len(self._path) + 1:
            return False
        parent, last = path[:-1], path[-1]
        if parent != self._path[: len(parent)]:
            return False
        before = self._path[len(parent)] if len(self._path) > len(parent) else 0
        return last == before + 1

    def place(self, marker: str, line: int = 0) -> Place:
        """Return where a number belongs. Raises Unreadable when nested too deep."""
        path = path_of(marker)
        odd = "" if self.fits(marker) else f"{marker} does not follow what stands before it"
        if len(path) > MAX_DEPTH:
            raise Unreadable(f"This list is nested more than {MAX_DEPTH} levels deep.", line)
        self._path = path
        return Place(len(path) - 1, odd)

    @property
    def depth(self) -> int:
        """Return how deep the last number was, from 0; -1 before the first."""
        return len(self._path) - 1
