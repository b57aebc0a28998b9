"""The daily question of a place: how it is set up, and what is coming."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.daily import DailyState
from bot.on_telegram.asking import when
from bot.on_telegram.keyboards import Row, column, key, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.markup import EMPTY, Html, bold, italic, lines, literal, own, phrase
from bot.on_telegram.messages import Key, Rendered, Viewer
from bot.on_telegram.paging import message
from bot.wording import CalendarLabel, Label
from bot.wording import daily as words

DAYS, QUEUED = 10, 8
CHOICES = 6
"""Days that can be skipped, or given back, by a key each."""


def daily(reply: r.DailyShown, viewer: Viewer) -> Rendered:
    """Return how the daily question is set up, and what its editors can do about it."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    return message(
        bold(literal(Label.DAILY)),
        lines(*(fit(line, 400, own) for line in text.split("\n") if line)),
        _next(reply, viewer),
        keys=(_keys(reply), _ways(reply), _taking_out(reply)),
        replaces=True,
    )


def _next(reply: r.DailyShown, viewer: Viewer) -> Html:
    if reply.state is not DailyState.ON or reply.next_at is None:
        return EMPTY
    return italic(phrase("The next one comes {}.", when(reply.next_at, viewer)))


def _keys(reply: r.DailyShown) -> list[Row]:
    if not reply.may_change:
        return []
    digest = key(p.Go("daily digest"), CalendarLabel.DIGEST)
    if reply.state is DailyState.OFF:
        return rows(primary(p.Go("daily setup"), Label.BEGIN), digest)
    on = reply.state is DailyState.ON
    return rows(
        None if on else primary(p.Go("daily resume"), Label.RESUME),
        key(p.Go("daily preview"), Label.NEXT_DAYS),
        key(p.Go("daily now"), Label.POST_NOW) if on else None,
        key(p.Go(wording.skip_next(reply)), Label.SKIP_NEXT) if on else None,
        key(p.Go("daily pause"), Label.PAUSE) if on else None,
        key(p.Go("daily setup"), Label.CHANGE),
        key(p.Go("daily off"), Label.END_IT),
        digest,
    )


def _ways(reply: r.DailyShown) -> list[Row]:
    """Return a key for each way in which it could be posted instead; words can say more."""
    if not reply.may_change or reply.state is DailyState.OFF:
        return []
    silent, pin, later = reply.manner.silent, reply.manner.pin, bool(reply.reveal_hours)
    return rows(
        _way("loud", words.WITH_A_SOUND) if silent else _way("silent", words.QUIETLY),
        _way("unpinned", words.DO_NOT_PIN) if pin else _way("pin", words.PIN_IT),
        _way("reveal next", words.ANSWER_WITH_NEXT)
        if later
        else _way("reveal 4", words.ANSWER_LATER),
    )


def _way(wish: str, name: str) -> Key | None:
    return key(p.Go(f"daily setup {wish}"), name)


def _taking_out(reply: r.DailyShown) -> list[Row]:
    """Return a key for each queued question, to take it out."""
    return column(
        *(
            key(p.Turn(f"daily unqueue {each.question}", 0), f"✕ {wording.one_line(each.stem)}")
            for each in reply.queue[:QUEUED]
        )
    )


def preview(reply: r.DailyPreview, viewer: Viewer) -> Rendered:
    """Return the coming questions for editors, each with its reason."""
    zone = _zone(reply.zone, viewer.zone)
    shown = reply.days[:DAYS]
    if not shown:
        return message(fit(wording.plain(reply), 600, own), replaces=True)
    days = [fit(wording.preview_line(day, zone, viewer.today), 330) for day in shown]
    more = literal(wording.more_line(len(reply.days) - len(shown)))
    return message(
        lines(
            bold(literal(Label.NEXT_DAYS)),
            italic(phrase("As far as I can tell today. Only editors see this.")),
        ),
        lines(*days, more),
        keys=(
            rows(*_days(reply.days, viewer, skipped=False)),
            rows(*_days(reply.days, viewer, skipped=True)),
            rows(key(p.Go("daily"), Label.BACK)),
        ),
        replaces=True,
    )


def _days(days: Iterable[r.DailyDay], viewer: Viewer, *, skipped: bool) -> list[Key | None]:
    """Return a key for each of the next days, to skip it or to have it after all."""
    verb, word = ("unskip", Label.POST_AFTER_ALL) if skipped else ("skip", Label.SKIP)
    return [
        key(
            p.Go(f"daily {verb} {day.day.isoformat()}"),
            f"{word}: {wording.day_name(day.day, viewer.today)}",
        )
        for day in days
        if day.skipped is skipped
    ][:CHOICES]


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """Return the zone of a name that was checked when it was set."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return otherwise
