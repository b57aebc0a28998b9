"""Setting a class up where it meets: what each choice is called and what it means."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.daily import DailyState
from bot.domain.replies import ClassShown, DailyShown
from bot.wording.counts import listed, literal, one_line, quoted
from bot.wording.daily import wall_time, weekdays_name
from bot.wording.times import clock_time

ZONE, DECKS, HOUR = "Time zone", "Decks to play", "Question of the day: at what time?"
DAYS, CHANNEL = "Question of the day: on which days?", "Question of the day: in which channel?"
WHO_LEADS, LEADERS = "Who looks after it", "Which roles look after it, too?"
CODE = "Code to join from elsewhere:"
OTHER_ZONE, OTHER_ZONE_ABOUT = "Another zone…", "Type its name, like America/Halifax"
NO_DAILY, NO_DAILY_ABOUT = "No question of the day", "You can begin it at any time"
SAVED_AS_YOU_GO = "All of this can stay. What you choose is saved at once; press Done to begin."
MORE_DECKS = "These are the first 25; /deck enable adds any other."
INTEGRATIONS = (
    "They see /daily once you allow it to them under Server Settings, Integrations, Studyhall."
)
LIKELY_ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Istanbul",
    "America/New_York",
    "America/Toronto",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)
"""Zones that most classes are in; every other one can be typed."""


def ready_line(reply: ClassShown) -> str:
    """Say that a class was just founded, "" if it was not."""
    if not reply.just_created:
        return ""
    return f"{one_line(reply.name, 60)} is ready: everybody here can play."


def lacking_line(lacks: Sequence[str]) -> str:
    """Say what somebody has to allow before anything can be posted."""
    named = listed([quoted(each, 40) for each in lacks], 5)
    return f"⚠ I may not post in this channel yet: please let me {named} here, then begin."


def zone_line(zone: str, now: datetime) -> str:
    """Name a zone with the time that its clocks show now."""
    return f"{literal(zone, 60)} ({time_there(zone, now)})"


def time_there(zone: str, now: datetime) -> str:
    """Say what time it is in a zone whose name was checked."""
    return f"it is {clock_time(now, ZoneInfo(zone))} there"


def decks_line(reply: ClassShown) -> str:
    """Name the decks that a class plays."""
    chosen = [one_line(title, 60) for _, title, used in reply.decks if used]
    if len(chosen) == len(reply.decks):
        return "all of them"
    return listed(chosen, 8)


def daily_line(reply: DailyShown) -> str:
    """Say when the question of the day comes, within a sentence."""
    match reply.state:
        case DailyState.ON:
            return f"{weekdays_name(reply.weekdays)} at {wall_time(reply.hour, reply.minute)}"
        case DailyState.PAUSED:
            return "paused"
        case DailyState.UNREACHABLE:
            return "waiting: the last one could not be posted"
        case DailyState.OFF:
            return "none yet"


def leaders_line(mentions: Sequence[str]) -> str:
    """Say who looks after a class besides its owners."""
    return f"you, and whoever has {listed(mentions, 10)}" if mentions else "you"


def set_up_title(reply: ClassShown) -> str:
    """Say that a class is set up."""
    return f"{one_line(reply.name, 60)} is set up"


def set_up_lines(reply: ClassShown, daily: DailyShown) -> list[str]:
    """Say what everybody can do now."""
    on = daily.state is DailyState.ON
    return [
        "Everybody here can play now. Start a quiz, and the first question comes in seconds.",
        "Whoever wants to study alone types /review: only they see it.",
        f"The question of the day comes {daily_line(daily)}." if on else "",
        "Anything else: /class setup brings you back here.",
    ]
