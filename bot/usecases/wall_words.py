"""Times of the wall as people type them, for reminders and digests: "7pm", "quiet 22-7", "monday".

Must not know what they are for.
"""

import re
from dataclasses import dataclass, replace

from bot.domain.reminders import DAY, Quiet
from bot.domain.replies import Problem, Refused

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REMINDER_WORDS = "18:00, usual, quiet 22:00-07:00, quiet off, on, off"
DIGEST_WORDS = "monday 8:00, on, off"
LONGEST_QUIET = 18 * 60
"""Minutes of quiet hours at most: there must be a time to be reminded at."""

NO_QUIET = Quiet(0, 0)

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_SPAN = re.compile(r"\s*(?:-|–|to)\s*", re.IGNORECASE)
_USUAL = frozenset({"usual", "usually", "learn", "learnt", "habit", "auto"})
_NONE = frozenset({"off", "none", "no"})
_ECHO = 40


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What a learner wishes of their reminders; None leaves it as it is."""

    minute: int | None = None  # of the day
    learnt: bool | None = None
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What an editor wishes of a digest; None leaves it as it is."""

    weekday: int | None = None
    minute: int | None = None  # of the day


def minute_in(text: str) -> int | None:
    """Return the minute of the day of a time like 17:00, 7 or 5pm; None if it is none."""
    time = _TIME.fullmatch(text.strip())
    if time is None:
        return None
    hour, minute, half = int(time[1]), int(time[2] or 0), (time[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def weekday_in(text: str) -> int | None:
    """Return the weekday that a word names, by three letters or more; Monday is 0."""
    word = text.strip().casefold().rstrip(",")
    found = [n for n, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    return found[0] if len(found) == 1 else None


def reminder_wish(words: str) -> ReminderWish | Refused:
    """Return what somebody wishes of their reminders, in words; nothing changes nothing."""
    before, quiet_said, span = words.casefold().partition("quiet")
    wish = ReminderWish()
    if quiet_said:
        quiet = quiet_in(span)
        if quiet is None:
            return _bad("quiet", span)
        wish = replace(wish, quiet=quiet)
    text = before.strip().rstrip(",").removeprefix("at ")
    if not text or text == "on":
        return wish
    if text in _USUAL:
        return replace(wish, learnt=True)
    minute = minute_in(text)
    return _bad("reminder", text) if minute is None else replace(wish, minute=minute, learnt=False)


def quiet_in(text: str) -> Quiet | None:
    """Return the quiet hours of "22:00-07:00" or "off"; None if they are none."""
    if text.strip() in _NONE:
        return NO_QUIET
    ends = [minute_in(part) for part in _SPAN.split(text.strip())]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    quiet = Quiet(ends[0], ends[1])
    return quiet if (quiet.ends - quiet.begins) % DAY <= LONGEST_QUIET else None


def digest_wish(words: str) -> DigestWish | Refused:
    """Return what an editor wishes of a digest, in words; nothing changes nothing."""
    wish = DigestWish()
    for word in words.casefold().replace(" at ", " ").split():
        day, minute = weekday_in(word), minute_in(word)
        if day is not None:
            wish = replace(wish, weekday=day)
        elif minute is not None:
            wish = replace(wish, minute=minute)
        elif word != "on":
            return Refused(Problem.BAD_VALUE, ("digest", word[:_ECHO], DIGEST_WORDS))
    return wish


def _bad(field: str, typed: str) -> Refused:
    allowed = "22:00-07:00, off" if field == "quiet" else REMINDER_WORDS
    return Refused(Problem.BAD_VALUE, (field, typed.strip()[:_ECHO], allowed))
