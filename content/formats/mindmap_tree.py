"""A mind map that kept its levels: "1.1.", bullets, indents, or the "#" that somebody put.

Must not know pages nor cards; what has no levels is in ``mindmap_flat.py``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from content.bounds import MAX_DEPTH
from content.draft import Caution, PointKind, Unreadable
from content.formats.growing import Twig, hang, youngest
from content.formats.list_items import is_path, with_items
from content.formats.mindmap_flat import goes_on
from content.formats.nesting import Decimals, Ladder
from content.formats.notes import Line
from content.formats.ordinals import path_of
from content.formats.scanned import scanned

_HASH = re.compile(r"(#{1,6})\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,30}\.?)\s+(?=\S)")
_ENOUGH = 3


@dataclass(slots=True)
class Tree:
    """The nodes of a map, and what is odd about them."""

    roots: list[Twig] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)

    def put(self, line: Line, depth: int) -> None:
        """Put a line's node at a depth from 0."""
        hang(self.roots, self._node(line), depth)

    def wrap(self, line: Line) -> None:
        """Add a line to the node before it, or make it a node if there is none."""
        last = youngest(self.roots)
        if last is None:
            self.roots.append(self._node(line))
            return
        text, broken = scanned(line.whole, line.number)
        self.cautions += broken
        last.wrap(line, text)

    def warn(self, code: str, line: int, detail: str) -> None:
        """Note something odd."""
        self.cautions.append(Caution(code, line, detail))

    def _node(self, line: Line) -> Twig:
        text, broken = scanned(line.text, line.number)
        self.cautions += broken
        kind = line.kind if line.marker and not path_of(line.marker) else PointKind.NODE
        return Twig(kind, [line], [text])


def has_hashes(lines: Sequence[Line]) -> bool:
    """Return whether somebody marked headings with "#"."""
    return any(_HASH.match(line.whole) for line in lines)


def with_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with "1 Causes" and "1.1 war" as items, as some sites write nodes."""
    return [_numbered(line) for line in lines]


def is_decimal(lines: Sequence[Line]) -> bool:
    """Return whether the map is numbered with "1.", "1.1.", "1.1.1."."""
    numbered = with_numbers(lines)
    paths = sum(is_path(line) for line in numbered)
    return paths >= _ENOUGH and 4 * paths >= len(lines)


def is_marked(lines: Sequence[Line]) -> bool:
    """Return whether most nodes have bullets or numbers."""
    return 2 * sum(bool(line.marker) for line in lines) > len(lines) > 0


def is_indented(lines: Sequence[Line]) -> bool:
    """Return whether the map has its levels as indents."""
    return len({line.indent for line in lines}) > 1 and 3 * sum(
        line.indent > 0 for line in lines
    ) >= len(lines)


def by_hashes(lines: Sequence[Line]) -> Tree:
    """Return the nodes below the headings that are marked with "#", and only these."""
    levels = sorted({len(found[1]) for line in lines if (found := _HASH.match(line.whole))})
    tree = Tree()
    depth, body = 0, list[Line]()
    for line in lines:
        found = _HASH.match(line.whole)
        if not found:
            body.append(line)
            continue
        _below(tree, body, depth)
        depth, body = levels.index(len(found[1])), []
        heading = line.whole[found.end() :].rstrip("# ")
        tree.put(replace(line, marker="", kind=PointKind.NODE, text=heading), depth)
        depth += 1
    _below(tree, body, depth)
    return tree


def by_decimals(lines: Sequence[Line]) -> Tree:
    """Return the nodes of a map that is numbered through; unnumbered lines go on or hang below."""
    tree, path, ladder = Tree(), Decimals(), Ladder(counted=False)
    before = 0
    for line in with_numbers(lines):
        if path_of(line.marker) and (path.fits(line.marker) or is_path(line)):
            place = path.place(line.marker, line.number)
            if place.odd:
                tree.warn("NUMBERING", line.number, place.odd)
            tree.put(line, place.depth)
            ladder.restart()
        elif line.marker and not path_of(line.marker):
            tree.put(line, path.depth + 1 + ladder.place(line.indent, line.marker).depth)
        elif tree.roots and line.number == before + 1:
            tree.wrap(_whole(line))
        else:
            tree.put(replace(_whole(line), kind=PointKind.PARA, marker=""), path.depth + 1)
            detail = "this line has no number: it was put below the one before"
            tree.warn("LOOSE_TEXT", line.number, detail)
        before = line.number
    return tree


def by_markers(lines: Sequence[Line]) -> Tree:
    """Return the nodes of a map whose levels are indents, with bullets, numbers or nothing."""
    tree = Tree()
    marked = is_marked(lines)
    numbers = any(max(path_of(line.marker), default=0) > 1 for line in lines)
    ladder = Ladder(counted=numbers)
    indents: list[int] = []
    before: Line | None = None
    for line in with_items(lines):
        if marked and not line.marker:
            _unmarked(tree, line, before)
        elif marked:
            place = ladder.place(line.indent, line.marker, line.number)
            if place.odd:
                tree.warn("NUMBERING", line.number, place.odd)
            tree.put(line, place.depth)
        else:
            tree.put(_whole(line), _indented(indents, line))
        before = line
    return tree


def _unmarked(tree: Tree, line: Line, before: Line | None) -> None:
    """Put a line without a marker among marked ones: wrapped, or a node of its own."""
    if before is not None and before.number == line.number - 1 and tree.roots:
        tree.wrap(line)
        return
    tree.put(replace(line, kind=PointKind.PARA), 0 if not line.indent else 1)
    tree.warn("LOOSE_TEXT", line.number, "this line has no bullet: please check where it belongs")


def _indented(indents: list[int], line: Line) -> int:
    """Return the depth of a line by its indent, and keep the indents that are open."""
    while indents and indents[-1] > line.indent:
        indents.pop()
    if not indents or indents[-1] < line.indent:
        indents.append(line.indent)
    if len(indents) > MAX_DEPTH:
        raise Unreadable(f"This map is nested more than {MAX_DEPTH} levels deep.", line.number)
    return len(indents) - 1


def _below(tree: Tree, body: Sequence[Line], depth: int) -> None:
    """Put the lines between two headings below the first of them."""
    if not body:
        return
    if is_marked(body) or is_indented(body):
        below = by_markers(body)
        tree.cautions += below.cautions
        for node in below.roots:
            hang(tree.roots, node, depth)
        return
    first = True
    for line in body:
        last = youngest(tree.roots)
        if not first and last is not None and goes_on(last.texts[-1], line.whole):
            tree.wrap(line)
        else:
            tree.put(_whole(line), depth)
        first = False


def _whole(line: Line) -> Line:
    return replace(line, marker="", kind=PointKind.NODE, text=line.whole)


def _numbered(line: Line) -> Line:
    found = _NUMBER.match(line.whole)
    if not found or (line.marker and not path_of(line.marker)):
        return line
    return replace(line, marker=found[1], kind=PointKind.NUMBERED, text=line.whole[found.end() :])
