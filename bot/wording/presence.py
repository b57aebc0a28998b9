"""The line below the bot's name, which everybody reads at once. Must not know any platform."""

from datetime import UTC, datetime

AT_YOUR_SERVICE = "Press /review to study, /quiz to play"


def next_daily(at: datetime) -> str:
    """Return when the next question of the day comes, on the one clock that all share."""
    return f"Question of the day at {at.astimezone(UTC):%H:%M} UTC"
