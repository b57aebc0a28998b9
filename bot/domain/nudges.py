"""Reminders as values: whether somebody wants them, and for how long one is put off.

Must not know when a reminder comes: that is ``reminders.py``.
"""

from enum import StrEnum


class ReminderState(StrEnum):
    """Whether a learner is reminded."""

    ON = "on"
    ASLEEP = "asleep"  # several went unanswered, or none arrived: until they come back
    OFF = "off"


class Snooze(StrEnum):
    """For how long a reminder is put off."""

    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"
