"""The clock of a simulated year: it stands still while the bot works, then jumps.

It also goes wrong, as clocks do: ``now`` may lie behind what really passed.
"""

from datetime import datetime, timedelta


class Clock:
    """The bot's clock. ``true`` is the time that really is; ``now`` is what the bot is told."""

    def __init__(self, start: datetime) -> None:
        self.true = start
        self._behind = timedelta()

    def __call__(self) -> datetime:
        """Return what the bot is told."""
        return self.true - self._behind

    @property
    def is_right(self) -> bool:
        """Return whether the bot is told the true time."""
        return not self._behind

    def jump(self, to: datetime) -> None:
        """Let time pass until an instant; never back."""
        self.true = max(self.true, to)

    def pass_by(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.true += timedelta(seconds=seconds)

    def step_back(self, by: timedelta) -> None:
        """Let the clock be wrong by so much from now on."""
        self._behind = by

    def mend(self) -> None:
        """Let the clock be right again."""
        self._behind = timedelta()
