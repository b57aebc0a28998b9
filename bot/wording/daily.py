"""The daily question as plain text: how it is set up, what is coming and why, how it went."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.daily import DailyReason, DailyState, Why
from bot.domain.replies import DailyDay, DailyPreview, DailyShown
from bot.wording.counts import (
    count_of,
    lines,
    listed,
    literal,
    number,
    one_line,
    opening,
    percent,
    quoted,
)
from bot.wording.times import WEEKDAYS, clock_time, day_name, full_day

EVERY_DAY = tuple(range(7))
WORKDAYS, WEEKEND = EVERY_DAY[:5], EVERY_DAY[5:]


def weekdays_name(days: tuple[int, ...]) -> str:
    """Name the days of a daily question: "every day", "on weekdays", "on Monday and Friday"."""
    known = tuple(sorted({day for day in days if 0 <= day < 7}))
    if known in (EVERY_DAY, ()):
        return "every day"
    if known == WORKDAYS:
        return "on weekdays"
    if known == WEEKEND:
        return "at weekends"
    return f"on {listed([WEEKDAYS[day] for day in known], 7)}"


def reason_words(reason: DailyReason) -> str:
    """Say to an editor why a question was chosen, in a sentence."""
    match reason.why:
        case Why.QUEUED:
            return "You or another editor put it into the queue."
        case Why.FADING:
            return f"Most at risk: {_recall(reason)}."
        case Why.UNSEEN if reason.knowing:
            return f"New to most: {_known(reason)}."
        case Why.UNSEEN:
            return "New: nobody here has met it yet."
        case Why.IN_ORDER:
            return "Next in the order of the themes."
        case Why.AGAIN:
            return "Everything has been asked lately; this one the longest ago."


def _known(reason: DailyReason) -> str:
    return f"{number(reason.knowing)} of {number(reason.members)} have met it"


def _recall(reason: DailyReason) -> str:
    share = "" if reason.recall is None else f"about {percent(reason.recall)} would still know it, "
    return f"{share}{_known(reason)}"


def wall_time(hour: int, minute: int) -> str:
    """Return a time of the wall: "07:05"."""
    return f"{hour % 24:02}:{minute % 60:02}"


def reveal_words(hours: int | None) -> str:
    """Say when the answer to a daily question comes."""
    return f"{count_of(hours, 'hour')} later" if hours else "with the next question"


def answer_title(day: date, today: date) -> str:
    """Return the heading of a day's answer: "Yesterday's answer", "The answer of 4 March"."""
    name = day_name(day, today)
    return f"The answer of {name}" if name[0].isdigit() else f"{name.capitalize()}'s answer"


HOW, PING, LATE = "How it is posted", "Which role is pinged?", "How late may it be?"
WAYS = (
    ("silent", "Quietly", "Without a notification"),
    ("pin", "Pinned", "Each one until its answer comes"),
    ("thread", "With a thread", "To talk about it once the answer is out"),
)
"""How a question of the day can be posted: a word for it, its name, what it means."""


WITH_A_SOUND, QUIETLY = "With a sound", "Quietly"
PIN_IT, DO_NOT_PIN = "Pin each one", "Don't pin them"
ANSWER_LATER, ANSWER_WITH_NEXT = "Answer after 4 hours", "Answer with the next"
"""One tap each, where a card has no room for a form."""


def late_words(hours: int) -> str:
    """Say by how much a question of the day may come late."""
    return f"At most {count_of(hours, 'hour')} late" if hours else "Never late: then not at all"


def state_words(reply: DailyShown, today: date | None = None) -> str:
    """Say whether the daily question is on, and when the next one comes in its own zone."""
    match reply.state:
        case DailyState.OFF:
            return "There is no daily question here yet."
        case DailyState.PAUSED:
            return "The daily question is paused."
        case DailyState.UNREACHABLE:
            return "The daily question waits: the last posts could not be delivered here."
        case DailyState.ON if reply.next_at is not None:
            zone = _zone(reply.zone)
            day = reply.next_at.astimezone(zone).date() if zone else reply.next_at.date()
            said = day_name(day, today) if today else full_day(day)
            return f"The next question comes {said} at {clock_time(reply.next_at, zone)}."
        case DailyState.ON:
            return "The daily question is on."


def skip_next(reply: DailyShown) -> str:
    """Return the command that leaves out the next date: by its name, so that twice is once."""
    if reply.next_at is None:
        return "daily skip"
    day = reply.next_at.astimezone(_zone(reply.zone) or UTC).date()
    return f"daily skip {day.isoformat()}"


def _zone(name: str) -> tzinfo | None:
    """Return the zone of a name that was checked when it was set; None if it is gone."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def moment(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """Say when something will be, on the reader's own clock: "tomorrow at 17:00"."""
    day, today = (instant.astimezone(zone or UTC).date() for instant in (at, now))
    return f"{day_name(day, today)} at {clock_time(at, zone)}"


def daily_shown(reply: DailyShown, today: date | None = None) -> str:
    """Render the settings of a daily question and what can be done about them."""
    if reply.state is DailyState.OFF:
        how = (
            "Type /daily setup 17:00 to begin."
            if reply.may_change
            else "A class owner can begin it."
        )
        return lines(state_words(reply), how)
    manner = reply.manner
    ways = [
        word
        for word, chosen in (
            ("silently", manner.silent),
            ("pinned", manner.pin),
            ("with a thread", manner.thread),
            ("with a ping", bool(manner.role)),
        )
        if chosen
    ]
    time = wall_time(reply.hour, reply.minute)
    about = listed([one_line(topic, 80) for topic in reply.topics], 5)
    return lines(
        state_words(reply, today),
        f"{opening(weekdays_name(reply.weekdays))} at {time} ({literal(reply.zone, 64)})"
        f"{', ' + listed(ways, 4) if ways else ''}.",
        f"About {about}." if about else "From all the decks of the class.",
        f"The answer comes {reveal_words(reply.reveal_hours)}.",
        f"After an outage it may come up to {count_of(reply.late_hours, 'hour')} late."
        if reply.late_hours
        else "After an outage it does not come late: the day goes without.",
        _lacking(reply.lacks),
        *(f"Queued: {one_line(queued.stem, 200)}" for queued in reply.queue[:10]),
        _what_next(reply),
    )


def _lacking(names: tuple[str, ...]) -> str:
    """Say what is missing for it to come as it is set up, and who can help."""
    if not names:
        return ""
    missing = listed([quoted(each, 40) for each in names if each], 4)
    return (
        f"All of this is kept, but I lack {missing} here. Whoever looks after this place can give"
        " me that in its settings; until then the question comes without."
    )


def _what_next(reply: DailyShown) -> str:
    if not reply.may_change:
        return ""
    if reply.state is DailyState.ON:
        return "Type /daily preview, /daily skip, /daily pause or /daily now."
    return "Type /daily resume to go on."


def daily_preview(reply: DailyPreview, today: date | None = None) -> str:
    """Render the coming questions for editors, each with its reason."""
    zone = _zone(reply.zone)
    if not reply.days:
        return "Nothing is coming in the next weeks. Type /daily setup to choose other days."
    return lines(
        "The next daily questions, as far as I can tell today (only editors see this):",
        *(preview_line(day, zone, today) for day in reply.days[:14]),
    )


def preview_line(day: DailyDay, zone: tzinfo | None, today: date | None) -> str:
    """Render one coming date."""
    named = day_name(day.day, today) if today else full_day(day.day)
    when = f"{named}, {clock_time(day.at, zone)}"
    if day.skipped:
        return f"• {when}: skipped."
    if day.chosen is None:
        return f"• {when}: nothing to ask. Choose more decks or themes."
    why = reason_words(day.chosen.reason).rstrip(".")
    return f"• {when}: {one_line(day.chosen.stem, 160)} ({why})"
