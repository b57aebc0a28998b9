"""A learner's progress as a picture: the days behind, the days ahead, the themes remembered."""

from datetime import date, timedelta

from bot.domain.sheets import ProgressSheet, SheetDay
from bot.drawing.canvas import BODY, INNER, MARGIN, SMALL, Canvas
from bot.drawing.palettes import Palette

MOST_WEEKS = 14
MOST_DUE = 14
MOST_THEMES = 8

_DAYS_LABEL = 88
_SPACE = 10
_PART = 64
"""Room between two parts."""
_HEAD = BODY + SMALL + 40
_BARS = 220
_THEME = SMALL + 52


def drawn(sheet: ProgressSheet, palette: Palette) -> bytes:
    """Return a learner's progress as a PNG."""
    canvas = Canvas(_height(sheet), palette)
    y = MARGIN
    if sheet.days:
        y = _days(canvas, sheet, y)
    if sheet.due:
        y = _ahead(canvas, sheet, y)
    if sheet.themes:
        _themes(canvas, sheet, y)
    return canvas.png()


def _height(sheet: ProgressSheet) -> int:
    parts = []
    if sheet.days:
        weeks = _weeks(sheet.days)
        parts.append(_HEAD + SMALL + 16 + 7 * (_side(len(weeks)) + _SPACE))
    if sheet.due:
        parts.append(_HEAD + _BARS + 2 * SMALL + 30)
    if sheet.themes:
        parts.append(BODY + 28 + len(sheet.themes[:MOST_THEMES]) * _THEME)
    return 2 * MARGIN + sum(parts) + _PART * max(0, len(parts) - 1) if parts else 4 * MARGIN


def _heading(canvas: Canvas, y: int, title: str, under: str) -> int:
    canvas.text(MARGIN, y, title, BODY, bold=True)
    canvas.text(MARGIN, y + BODY + 16, under, SMALL, canvas.palette.muted)
    return y + _HEAD


def _weeks(days: tuple[SheetDay, ...]) -> dict[date, list[SheetDay]]:
    """Return the days by the Monday of their week, the last weeks of them."""
    weeks: dict[date, list[SheetDay]] = {}
    for each in days:
        weeks.setdefault(_monday(each.day), []).append(each)
    return {monday: weeks[monday] for monday in sorted(weeks)[-MOST_WEEKS:]}


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _side(weeks: int) -> int:
    """Return the side of a day's square, with so many weeks side by side."""
    return min(76, (INNER - _DAYS_LABEL) // max(weeks, 1) - _SPACE)


def _days(canvas: Canvas, sheet: ProgressSheet, y: int) -> int:
    y = _heading(canvas, y, sheet.behind_title, sheet.behind)
    weeks = _weeks(sheet.days)
    side, palette = _side(len(weeks)), canvas.palette
    step = side + _SPACE
    months = dict(sheet.months)
    top = y + SMALL + 16
    for row, name in enumerate(sheet.weekdays[:7]):
        middle = top + row * step + (side - SMALL) / 2 - 4
        canvas.text(MARGIN, middle, name, SMALL, palette.muted, most=_DAYS_LABEL)
    for column, week in enumerate(weeks.values()):
        x = MARGIN + _DAYS_LABEL + column * step
        for each in week:
            if each.day in months:
                canvas.text(x, y, months[each.day], SMALL, palette.muted, most=2 * step)
            at = top + each.day.weekday() * step
            canvas.box(x, at, side, side, palette.heat[min(max(each.shade, 0), 4)])
            if each.spared:
                canvas.ring(x, at, side, palette.frost)
    return top + 7 * step + _PART


def _ahead(canvas: Canvas, sheet: ProgressSheet, y: int) -> int:
    y = _heading(canvas, y, sheet.ahead_title, sheet.ahead)
    due, palette = sheet.due[:MOST_DUE], canvas.palette
    most = max(1, *(each.count for each in due))
    step = INNER / len(due)
    foot = y + SMALL + 12 + _BARS
    for column, each in enumerate(due):
        high = max(6.0, _BARS * max(each.count, 0) / most)
        middle = MARGIN + (column + 0.5) * step
        wide = min(step - _SPACE, 90)
        colour = palette.accent if each.count else palette.raised
        canvas.box(middle - wide / 2, foot - high, wide, high, colour)
        if each.count:
            above = foot - high - SMALL - 14
            canvas.text(middle, above, f"{each.count}", SMALL, most=step + 8, align=0.5)
        below = foot + 10
        canvas.text(middle, below, each.label, SMALL, palette.muted, most=step + 24, align=0.5)
    return foot + SMALL + 18 + _PART


def _themes(canvas: Canvas, sheet: ProgressSheet, y: int) -> None:
    palette = canvas.palette
    canvas.text(MARGIN, y, sheet.themes_title, BODY, bold=True)
    y += BODY + 28
    for theme in sheet.themes[:MOST_THEMES]:
        said = canvas.text(MARGIN + INNER, y, theme.said, SMALL, bold=True, align=1)
        canvas.text(MARGIN, y, theme.title, SMALL, most=INNER - said - 24)
        at = y + SMALL + 16
        canvas.box(MARGIN, at, INNER, 18, palette.raised, 9)
        share = min(max(theme.recall, 0.0), 1.0)
        canvas.box(MARGIN, at, INNER * share, 18, palette.good, 9)
        y += _THEME
