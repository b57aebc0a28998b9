"""What stands in for the world: a clock. The database is never faked."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that stands still until it is told to move. Begins on a Wednesday, 09:00 UTC."""

    def __init__(self, now: datetime = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta = timedelta(), /, **parts: float) -> datetime:
        """Move on by a duration, or by its parts (``days=1``), and return the new instant."""
        self.now += by + timedelta(**parts)
        return self.now
