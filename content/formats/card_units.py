"""Flashcards without bullets, as pages list them: front and back in turn, numbered, or on one line.

A count that the page states decides: a layout that does not make as many cards is not believed.
Must not know files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from content.draft import FrontKind, PointKind, Unreadable
from content.formats.growing_cards import Growing
from content.formats.notes import Line
from content.formats.page import Page
from content.formats.phrases import asks, goes_on, starts_low

_SPLIT = re.compile(r"\s[-–—=]\s|\t|:\s")
_INTEGER = re.compile(r"\d{1,6}[.)]?\Z")
Unit = list[Line]
"""Lines that stand together."""


def read_units(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards of a page without bullets. Raises Unreadable if no layout fits."""
    for layout in (_numbered, _spaced, _in_blocks, _in_turn, _on_one_line):
        grown = list(layout(page, lines))
        if grown and page.stated in (None, len(grown)):
            return grown
    filled = [line for line in lines if not line.blank]
    stated = f" The page states {page.stated} cards." if page.stated is not None else ""
    raise Unreadable(
        f"We cannot tell which lines are fronts and which are backs.{stated} Please leave a blank"
        " line between cards, or put “# ” before each front.",
        filled[0].number if filled else 0,
    )


def _numbered(page: Page, lines: Sequence[Line]) -> Iterator[Growing]:
    """Yield the cards of a page that numbers them: a line "1", a front, then its back."""
    wanted = 1
    groups: list[Unit] = []
    numbers: list[Line] = []
    for line in lines:
        if _INTEGER.match(line.whole) and int(line.whole.rstrip(".)")) == wanted:
            groups.append([])
            numbers.append(line)
            wanted += 1
        elif groups:
            groups[-1].append(line)
        elif not line.blank:
            return
    cut = [_blocks(group) for group in groups]
    if len(groups) < 2 or not all(cut) or page.stated not in (None, len(groups)):
        return
    page.drop(numbers, "number of a card")
    for blocks in cut:
        yield _card(blocks[0] if len(blocks) > 1 else blocks[0][:1], _rest(blocks))


def _spaced(page: Page, lines: Sequence[Line]) -> Iterator[Growing]:
    """Yield the cards of a page that leaves two blank lines between cards and one inside."""
    groups = _cut(lines, 2)
    cut = [_blocks(group) for group in groups]
    if len(groups) < 2 or sum(len(blocks) == 2 for blocks in cut) < 0.6 * len(cut):
        return
    if len(groups) != page.stated:
        return
    for blocks in cut:
        yield _card(blocks[0], _rest(blocks))


def _in_blocks(page: Page, lines: Sequence[Line]) -> Iterator[Growing]:
    """Yield the cards of a page with a blank line between cards: each block is a front, a back."""
    blocks = _blocks(lines)
    if len(blocks) < 2 or any(len(block) < 2 for block in blocks):
        return
    for block in blocks:
        yield _card(block[:1], block[1:])


def _in_turn(page: Page, lines: Sequence[Line]) -> Iterator[Growing]:
    """Yield the cards of a page with fronts and backs in turn, if the number of lines says so."""
    if page.stated is None:
        return
    by_line = [[line] for line in lines if not line.blank]
    for units in (_blocks(lines), by_line):
        if len(units) == 2 * page.stated:
            detail = "lines were taken as front and back in turn: please check them"
            page.warn("GUESSED_PAIRS", units[0][0], detail)
            yield from (_card(a, b) for a, b in zip(units[::2], units[1::2], strict=True))
            return


def _on_one_line(page: Page, lines: Sequence[Line]) -> Iterator[Growing]:
    """Yield the cards of a page with one line for each: the front, a dash or a colon, the back."""
    filled = [line for line in lines if not line.blank]
    cuts = [_SPLIT.search(line.text) for line in filled]
    if len(filled) != page.stated or not all(cuts):
        return
    for line, cut in zip(filled, cuts, strict=True):
        if cut is not None:
            front = replace(line, text=line.text[: cut.start()], marker="")
            back = replace(line, text=line.text[cut.end() :], marker="", kind=PointKind.FIELD)
            yield _card([front], [back])


def _card(front: Unit, back: Unit) -> Growing:
    kind = FrontKind.QUESTION if asks(front[0].text) else FrontKind.TOPIC
    card = Growing(front, kind)
    for line in back:
        plain = not line.marker and line.kind is not PointKind.FIELD
        if plain and card.opened and (starts_low(line.text) or goes_on(card.newest.text)):
            card.join(line)
        else:
            card.add(replace(line, kind=PointKind.PARA) if plain else line)
    return card


def _rest(blocks: Sequence[Unit]) -> Unit:
    """Return the lines of a back: what is left of the first block if it is the only one."""
    return [line for block in blocks[1:] for line in block] if len(blocks) > 1 else blocks[0][1:]


def _blocks(lines: Sequence[Line]) -> list[Unit]:
    """Return lines cut at blank ones."""
    return [[line for line in group if not line.blank] for group in _cut(lines, 1)]


def _cut(lines: Sequence[Line], blanks: int) -> list[Unit]:
    """Return lines cut wherever so many blank ones stand together."""
    groups: list[Unit] = []
    run = blanks
    for line in lines:
        if line.blank:
            run += 1
            if groups and run < blanks:
                groups[-1].append(line)
            continue
        if run >= blanks:
            groups.append([])
        groups[-1].append(line)
        run = 0
    return groups
