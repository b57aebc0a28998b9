"""Holds what happened in a simulated year against what was promised.

What should have been posted is worked out here anew from the wall, by other means than the
bot's. Reads only, except that the folds are rebuilt from the log at the very end.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.daily import PUNCTUAL
from bot.domain.ids import Place
from bot.domain.replies import Asked, Digest
from bot.simulating.agenda import What as Happening
from bot.simulating.town import Group
from bot.simulating.wire import PRIVATE
from bot.simulating.year import Year
from bot.usecases import recording
from storage import auditing
from storage.dailies import What
from storage.database import Tx

EDGE = timedelta(minutes=2)
"""So close to an edge (of an outage, of being late) either outcome is right: a post that has
to be tried again, or the lease of a worker that died, may take so long."""

LONG = timedelta(hours=1)
"""A platform's longest refusal. Where the clock is set back meanwhile it may weigh twice."""

_POSTED = (What.POSTED, What.FORCED)


async def problems(year: Year) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return every broken promise in a sentence, and how much was looked at."""
    dates = await year.app.database.transaction(auditing.dates)
    found = [
        *year.odd,
        *year.wire.leaks,
        *year.wire.over_the_limits(),
        *_dates(year, dates),
        *_arrivals(year, dates),
        *_once(year),
        *await _answers(year),
        *await _folds(year),
    ]
    posted = sum(what in _POSTED for days in dates.values() for what in days.values())
    missed = sum(what is What.MISSED for days in dates.values() for what in days.values())
    kinds = Counter(type(arrived.reply) for arrived in year.wire.arrived)
    reminders, digests = sum(kinds[kind] for kind in PRIVATE), kinds[Digest]
    return tuple(found), {
        "posted": posted,
        "missed": missed,
        "reminders": reminders,
        "digests": digests,
    }


def slots(group: Group, begins: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """Yield each local date on which a class wants its question, with the instant, in UTC.

    A time that summer time takes away is moved on by as much; one that comes twice is the first.
    """
    zone = ZoneInfo(group.plan.zone)
    day = begins.astimezone(zone).date()
    while True:
        naive = datetime(day.year, day.month, day.day, group.plan.hour, group.plan.minute)  # noqa: DTZ001
        at = naive.replace(tzinfo=zone).astimezone(UTC)
        if at > until:
            return
        if day.weekday() in group.plan.weekdays and at > begins:
            yield day, at
        day += timedelta(days=1)


def _dates(year: Year, dates: dict[Place, dict[date, What]]) -> Iterator[str]:
    """Tell of each local date on which not exactly what was promised was posted."""
    until = min(year.clock(), year.end) - EDGE
    for group in year.groups:
        had = dates.get(group.place, {})
        skipped = year.skipped.get(group.plan.number, set())
        wanted = dict(slots(group, year.plan.begins, until))
        for day, at in wanted.items():
            hoped = _hoped(year, group, day, at, wanted)
            if day in skipped:
                hoped = False
            posted = had.get(day) in _POSTED
            if hoped is not None and posted is not hoped:
                seen = had.get(day)
                yield f"class {group.plan.number}, {day}: {seen or 'nothing'}, hoped {hoped}"
        extra = {day for day, what in had.items() if what in _POSTED} - wanted.keys()
        for day in extra:
            if day <= until.astimezone(ZoneInfo(group.plan.zone)).date() - timedelta(days=1):
                yield f"class {group.plan.number}, {day}: posted on a date nobody chose"


def _hoped(
    year: Year, group: Group, day: date, at: datetime, wanted: dict[date, datetime]
) -> bool | None:
    """Return whether a date should have its post; None where either is right."""
    for start, stop in year.away:
        if not start - EDGE <= at <= stop + EDGE:
            continue
        if at <= start + EDGE:
            return None
        later = [other for d, other in wanted.items() if d > day and other <= stop + EDGE]
        if later:
            return False if all(other < stop - EDGE for other in later) else None
        late = stop - at
        limit = timedelta(hours=group.plan.late)
        if -EDGE <= late - limit <= PUNCTUAL + EDGE:
            return None
        return late < limit
    # What a platform refuses until it is late does not come any more.
    edge = at + timedelta(hours=group.plan.late) + PUNCTUAL
    return None if year.wire.was_refused(group.place, edge, LONG) else True


def _arrivals(year: Year, dates: dict[Place, dict[date, What]]) -> Iterator[str]:
    """Tell of each question that was posted and did not come, or came as two."""
    came = Counter(
        (arrived.place, arrived.reply.daily.day)
        for arrived in year.wire.arrived
        if isinstance(arrived.reply, Asked) and arrived.reply.daily
    )
    yield from _late(year)
    recent = (year.clock() - timedelta(days=2)).date()
    for place, days in dates.items():
        for day, what in days.items():
            if what in _POSTED and came[(place, day)] != 1 and day < recent:
                yield f"{place.chat_id}, {day}: came {came[(place, day)]} times"
    faults = year.wire.lost + year.happened[Happening.KILL]
    if year.wire.duplicated > faults:
        yield f"{year.wire.duplicated} posts were seen twice, with only {faults} faults to blame"


def _late(year: Year) -> Iterator[str]:
    """Tell of each question that came later than its class wants it at most, by the bot's clock."""
    plans = {group.place: group for group in year.groups}
    for arrived in year.wire.arrived:
        group = plans.get(arrived.place)
        if group is None or not isinstance(arrived.reply, Asked) or arrived.reply.daily is None:
            continue
        late = arrived.by_clock - arrived.reply.opened_at
        if late > timedelta(hours=group.plan.late) + PUNCTUAL + EDGE:
            yield f"{arrived.place.chat_id}, {arrived.reply.daily.day}: came {late} late"


def _once(year: Year) -> Iterator[str]:
    """Tell of digests that came twice for a week, and of two reminders on one day."""
    weeks = Counter(
        (arrived.place, arrived.reply.first_day)
        for arrived in year.wire.arrived
        if isinstance(arrived.reply, Digest)
    )
    for (place, week), count in weeks.items():
        if count > 1:
            yield f"{place.chat_id}: {count} digests of the week of {week}"
    reminded = Counter(
        (arrived.place, arrived.at.astimezone(year.zone_of_one(arrived.place)).date())
        for arrived in year.wire.arrived
        if isinstance(arrived.reply, PRIVATE)
    )
    for (place, day), count in reminded.items():
        if count > 1:
            yield f"{place.chat_id}: {count} reminders on {day}"


async def _answers(year: Year) -> Iterator[str]:
    """Tell of answers that were acknowledged and are not in the log once."""

    def work(tx: Tx) -> tuple[Counter[tuple[int, int]], set[tuple[int, int]]]:
        return Counter(auditing.logged(tx)), set(auditing.waiting(tx))

    logged, waiting = await year.app.database.transaction(work)
    kept = {(year.numbers[who], ask) for who, ask in year.kept}
    lost = [each for each in kept if logged[each] != 1 and each not in waiting]
    twice = [each for each, count in logged.items() if count != 1]
    unheard = [each for each in logged if each not in kept]
    return iter(
        [
            *(
                f"answer {each} was acknowledged and is logged {logged[each]} times"
                for each in lost
            ),
            *(f"answer {each} is logged twice" for each in twice),
            *(f"answer {each} is logged and was never acknowledged" for each in unheard),
        ]
    )


async def _folds(year: Year) -> Iterator[str]:
    """Tell of boards and memories that differ from those rebuilt from the log."""
    before = await year.app.database.transaction(auditing.folded)
    await year.app.database.transaction(recording.rebuild)
    after = await year.app.database.transaction(auditing.folded)
    return (
        f"{table} differs from its rebuild" for table in before if before[table] != after[table]
    )
