"""What a picture shows: finished words and shares, ready to be drawn. No sizes, no colours.

``bot/wording/pictures.py`` makes a sheet of a reply, ``bot/drawing`` draws it. Equal sheets are
equal pictures, so that a sheet may name one that is kept. Shares are 0 to 1.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a board. ``share`` is of the leader's points; ``apart`` is after a gap."""

    rank: str
    name: str
    points: str
    share: float
    you: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSheet:
    """A leaderboard. ``goal`` is how much of the team's goal is reached, None where it has none.

    ``team_first``: the class is small, and what it does together stands above who leads.
    """

    title: str
    under: str
    lines: tuple[SheetLine, ...]
    nobody: str
    team: str
    goal: float | None
    team_first: bool
    notes: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class SheetTheme:
    """How well one theme is remembered."""

    title: str
    recall: float
    said: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One day of the heat map: ``shade`` 0 (nothing) to 4; ``spared``: a freeze covered it."""

    day: date
    shade: int
    spared: bool = False


@dataclass(frozen=True, slots=True)
class SheetDue:
    """Questions that fall due on one of the days ahead."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressSheet:
    """A learner's days behind, days ahead, and themes. A part without content is left out."""

    behind_title: str
    behind: str
    days: tuple[SheetDay, ...]
    months: tuple[tuple[date, str], ...]
    weekdays: tuple[str, ...]
    ahead_title: str
    ahead: str
    due: tuple[SheetDue, ...]
    themes_title: str
    themes: tuple[SheetTheme, ...]
    alt: str


Sheet = BoardSheet | ProgressSheet
