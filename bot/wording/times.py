"""Days, times and durations in words. Local time exists only here and in ``calendar.py``."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.wording.counts import count_of

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = 30.44  # days
_YEAR = 365.25
_ISO = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")


def due_in(days: int | None) -> str:
    """Say when a question comes back, from local days: "tomorrow", "in 6 days", "in 3 months".

    None is a question whose date did not change; 0 and less is due now.
    """
    if days is None:
        return "as planned"
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return f"in {_span(days)}"


def _span(days: int) -> str:
    if days < 14:
        return count_of(days, "day")
    if days < 60:
        return count_of(round(days / 7), "week")
    if days < 2 * _YEAR:
        return count_of(round(days / _MONTH), "month")
    return count_of(round(days / _YEAR), "year")


def interval_short(days: int) -> str:
    """Return an interval for a narrow button: "today", "1 d", "2 wk", "3 mo", "1.5 y"."""
    if days <= 0:
        return "today"
    if days < 14:
        return f"{days} d"
    if days < 60:
        return f"{round(days / 7)} wk"
    if days < 360:
        return f"{round(days / _MONTH)} mo"
    return f"{round(days / _YEAR, 1):g} y"


def day_name(day: date, today: date) -> str:
    """Name a local day as seen from ``today``: "today", "Friday", "16 April", "16 April 2027".

    A weekday stands for one of the next six days only.
    """
    away = (day - today).days
    if -1 <= away <= 1:
        return ("yesterday", "today", "tomorrow")[away + 1]
    if 2 <= away <= 6:
        return WEEKDAYS[day.weekday()]
    return full_day(day) if day.year != today.year else f"{day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """Return a day that stands alone: "16 April 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_between(first: date, last: date) -> str:
    """Say a window of days as short as it goes: "16–22 November 2026"."""
    if first == last:
        return full_day(last)
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}–{full_day(last)}"
    return f"{full_day(first)} to {full_day(last)}"


def date_words(text: str) -> str:
    """Say the ISO dates of a text in words, and a slash between two as "to".

    "1922-04-16" is "16 April 1922", "1939-09/1945-05" is "September 1939 to May 1945".
    """
    return _ISO.sub(_in_words, text).replace("/", " to ")


def _in_words(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    words = f"{MONTHS[int(month) - 1]} {year.lstrip('0') or '0'}"
    return f"{int(day)} {words}" if day else words


def clock_time(at: datetime, zone: tzinfo | None = None) -> str:
    """Return the wall time of an instant in ``zone``: "14:05"; without a zone, "14:05 UTC"."""
    try:
        local = at.astimezone(zone or UTC)
    except OverflowError:  # the first and last hours of the calendar have no other zone
        local = at
    return f"{local:%H:%M}" + ("" if zone else " UTC")


_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def duration(seconds: float) -> str:
    """Say how long, in the two largest units: "1 minute 30 seconds", "2 hours", "0 seconds"."""
    left = max(0, round(seconds))
    parts: list[str] = []
    for size, unit in _UNITS:
        value, left = divmod(left, size)
        if value:
            parts.append(count_of(value, unit))
        if len(parts) == 2 or (parts and not value):
            break
    return " ".join(parts) or "0 seconds"


def minutes(value: float) -> str:
    """Say minutes of study: "7 minutes", "less than a minute"."""
    return "less than a minute" if 0 < value < 1 else count_of(int(value), "minute")


def between(earlier: datetime, later: datetime) -> str:
    """Say how long from one instant to the other; nothing if the second is not after."""
    wait = later - earlier
    return duration(wait.total_seconds()) if wait > timedelta(0) else ""
