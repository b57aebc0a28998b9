"""A leaderboard as a picture: lines with bars, medals for the first three, the team's goal."""

from bot.domain.sheets import BoardSheet, SheetLine
from bot.drawing.canvas import BODY, INNER, MARGIN, SMALL, TITLE, Canvas
from bot.drawing.palettes import Palette

MOST_LINES = 15
MOST_NOTES = 4

_LINE = 88
_GAP = 44
_HEAD = MARGIN + TITLE + SMALL + 64
_BAR = 26
_RANK = 64
_NOTE = SMALL + 18


def drawn(sheet: BoardSheet, palette: Palette) -> bytes:
    """Return a leaderboard as a PNG."""
    lines, notes = sheet.lines[:MOST_LINES], sheet.notes[:MOST_NOTES]
    canvas = Canvas(_height(sheet, lines, notes), palette)
    canvas.text(MARGIN, MARGIN, sheet.title, TITLE, bold=True)
    canvas.text(MARGIN, MARGIN + TITLE + 24, sheet.under, SMALL, palette.muted)
    y = _HEAD
    if sheet.team_first:
        y = _team(canvas, sheet, y) + 28
    y = _board(canvas, sheet, lines, y)
    if not sheet.team_first:
        y = _team(canvas, sheet, y + 28)
    y += 16
    for note in notes:
        canvas.text(MARGIN, y, note, SMALL, palette.muted)
        y += _NOTE
    return canvas.png()


def _height(sheet: BoardSheet, lines: tuple[SheetLine, ...], notes: tuple[str, ...]) -> int:
    rows = len(lines) * _LINE if lines else _LINE
    gaps = _GAP * any(line.apart for line in lines)
    return _HEAD + rows + gaps + 28 + _team_height(sheet) + 16 + len(notes) * _NOTE + MARGIN


def _team_height(sheet: BoardSheet) -> int:
    return BODY + 20 + (0 if sheet.goal is None else _BAR + 20)


def _team(canvas: Canvas, sheet: BoardSheet, y: int) -> int:
    """Draw what everybody did together; return where it ends."""
    canvas.text(MARGIN, y, sheet.team, BODY, bold=True)
    y += BODY + 20
    if sheet.goal is None:
        return y
    canvas.box(MARGIN, y, INNER, _BAR, canvas.palette.raised)
    reached = min(max(sheet.goal, 0.0), 1.0)
    canvas.box(MARGIN, y, INNER * reached, _BAR, canvas.palette.good)
    return y + _BAR + 20


def _board(canvas: Canvas, sheet: BoardSheet, lines: tuple[SheetLine, ...], y: int) -> int:
    if not lines:
        canvas.text(MARGIN, y + 16, sheet.nobody, BODY, canvas.palette.muted)
        return y + _LINE
    apart = False
    for line in lines:
        if line.apart and not apart:
            apart = True
            canvas.text(MARGIN + _RANK / 2, y - 18, "⋯", BODY, canvas.palette.muted, align=0.5)
            y += _GAP
        _line(canvas, line, y)
        y += _LINE
    return y


def _line(canvas: Canvas, line: SheetLine, y: int) -> None:
    palette = canvas.palette
    left, high = MARGIN + _RANK + 20, _LINE - 12
    wide = INNER - _RANK - 20
    canvas.box(left, y, wide, high, palette.raised, 16)
    share = min(max(line.share, 0.0), 1.0)
    canvas.box(left, y, wide * share, high, palette.accent_soft, 16)
    if line.you:
        canvas.box(left, y, 10, high, palette.accent, 5)
    _rank(canvas, line.rank, y + (high - _RANK) / 2)
    top = y + (high - BODY) / 2 - 4
    points = canvas.text(left + wide - 24, top, line.points, BODY, bold=True, align=1, most=300)
    canvas.text(left + 26, top, line.name, BODY, bold=line.you, most=wide - points - 26 - 24 - 28)


def _rank(canvas: Canvas, rank: str, y: float) -> None:
    palette = canvas.palette
    medal = {"1": 0, "2": 1, "3": 2}.get(rank)
    colour = palette.muted
    if medal is not None:
        canvas.dot(MARGIN, y, _RANK, palette.medals[medal])
        colour = palette.on_medal
    middle = y + (_RANK - SMALL) / 2 - 4
    canvas.text(
        MARGIN + _RANK / 2, middle, rank, SMALL, colour, bold=True, most=_RANK + 20, align=0.5
    )
