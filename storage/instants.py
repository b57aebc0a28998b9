"""How instants lie in a column: whole milliseconds since 1970 UTC.

Days need no help: ``date.toordinal`` and ``date.fromordinal``.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """Return ``at`` in whole milliseconds, rounded down. Raises TypeError for a naive instant."""
    return (at - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """Return the instant (UTC) that a column holds."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
