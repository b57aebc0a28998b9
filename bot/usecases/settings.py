"""A learner's own settings, and linking the accounts of one person.

Extra time is the learner's own business: no reply to anybody else tells of it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import Account, LearnerId
from bot.domain.replies import (
    AccountsLinked,
    LinkCode,
    Problem,
    Refused,
    Reply,
    SettingsShown,
)
from bot.usecases import reminder_posting
from bot.usecases.membership import rename, unfit_name, zone_named
from bot.usecases.naming import clean_name, rename_in_posts
from bot.usecases.recording import rebuild_learner
from bot.usecases.reminding import reminder_of, terms_of
from storage import learners, linking
from storage.database import Database, Tx
from storage.learners import Learner

LINK_CODE_LASTS = timedelta(minutes=15)
RETENTION = range(70, 98)
GOAL_MINUTES = range(1, 241)
EXTRA_TIME = {"1": 100, "1.25": 125, "1.5": 150, "2": 200, "untimed": 0}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NOTHING = frozenset({"", "none", "off", "no", "-"})
_SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
_LONGEST_ECHO = 80


class Settings:
    """Shows and changes settings, and links accounts. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def show(self, who: Account) -> Reply:
        """Show the learner's settings."""
        return await self._database.transaction(lambda tx: self._show(tx, who))

    async def change(self, who: Account, field: str, value: str) -> Reply:
        """Change one setting, told by its name and its new value as typed.

        Fields are name, zone, retention (70–97 %), goal (1–240 minutes), time (1, 1.25, 1.5, 2
        or untimed), alias, hide (on, off) and rest (weekdays, or none).
        """
        return await self._database.transaction(lambda tx: self._change(tx, who, field, value))

    async def link_code(self, who: Account) -> Reply:
        """Give a one-time code by which another account becomes this learner's too."""
        return await self._database.transaction(lambda tx: self._link_code(tx, who))

    async def link(self, who: Account, code: str) -> Reply:
        """Make this account the learner's who asked for the code, joining both histories."""
        return await self._database.transaction(lambda tx: self._link(tx, who, code))

    def _show(self, tx: Tx, who: Account) -> Reply:
        learner = learners.find(tx, who)
        return Refused(Problem.NEEDS_NAME) if learner is None else _shown(tx, learner)

    def _change(self, tx: Tx, who: Account, typed: str, value: str) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        field = typed.strip().casefold()
        read = _FIELDS.get(field)
        if read is None:
            return Refused(
                Problem.BAD_VALUE, ("setting", typed[:_LONGEST_ECHO], ", ".join(_FIELDS))
            )
        changed = read(learner, value.strip())
        if isinstance(changed, Refused):
            return changed
        if field in ("name", "alias", "hide"):
            rename(tx, learner, changed)
        else:
            learners.update(tx, changed)
        if field in ("zone", "rest"):
            reminder_posting.plan(tx, learner.id, self._clock())
        return replace(_shown(tx, learners.by_id(tx, learner.id) or changed), changed=field)

    def _link_code(self, tx: Tx, who: Account) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        now = self._clock()
        expires_at = now + LINK_CODE_LASTS
        return LinkCode(linking.new_link_code(tx, learner.id, now, expires_at), expires_at)

    def _link(self, tx: Tx, who: Account, code: str) -> Reply:
        keep = linking.use_link_code(tx, code, self._clock())
        if keep is None:
            return Refused(Problem.BAD_CODE)
        mine = learners.find(tx, who)
        if mine is None:
            linking.add_account(tx, who, keep, self._clock())
        elif mine.id == keep:
            return Refused(Problem.ALREADY_LINKED)
        else:
            _join_histories(tx, keep, mine)
        return AccountsLinked(_platforms(tx, keep))


def _join_histories(tx: Tx, keep: LearnerId, gone: Learner) -> None:
    """Make ``gone`` part of ``keep``: one log, folded anew, under one name."""
    kept = learners.by_id(tx, keep)
    assert kept is not None  # noqa: S101 - a link code goes with its learner
    rename_in_posts(tx, gone.id, gone.shown_name, kept.shown_name)
    linking.merge(tx, keep, gone.id)
    rebuild_learner(tx, keep)
    # Whoever hid, or needed more time, still does.
    extra = gone.extra_time if kept.extra_time == EXTRA_TIME["1"] else kept.extra_time
    rename(tx, kept, replace(kept, hidden=kept.hidden or gone.hidden, extra_time=extra))


def _platforms(tx: Tx, learner: LearnerId) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(account.platform.value for account, _ in learners.accounts(tx, learner))
    )


def _shown(tx: Tx, learner: Learner) -> SettingsShown:
    extra = next((name for name, rate in EXTRA_TIME.items() if rate == learner.extra_time), "1")
    return SettingsShown(
        name=learner.name,
        zone=learner.zone,
        retention=learner.retention // 10,
        goal_minutes=learner.goal_minutes,
        extra_time=extra,
        alias=learner.alias,
        hide_me=learner.hidden,
        rest_days=tuple(day for day in range(7) if learner.rest_days >> day & 1),
        linked=_platforms(tx, learner.id),
        reminders=terms_of(tx, learner, reminder_of(tx, learner.id)),
    )


# One function for each field: the learner as they would be, or why not.


def _bad(field: str, value: str, allowed: str) -> Refused:
    return Refused(Problem.BAD_VALUE, (field, value[:_LONGEST_ECHO], allowed))


def _name(learner: Learner, value: str) -> Learner | Refused:
    name = clean_name(value)
    return unfit_name(name) or replace(learner, name=name)


def _alias(learner: Learner, value: str) -> Learner | Refused:
    if value.casefold() in _NOTHING:
        return replace(learner, alias="")
    alias = clean_name(value)
    return unfit_name(alias) or replace(learner, alias=alias)


def _zone(learner: Learner, value: str) -> Learner | Refused:
    zone = zone_named(value)
    return zone if isinstance(zone, Refused) else replace(learner, zone=zone)


def _retention(learner: Learner, value: str) -> Learner | Refused:
    percent = _whole(value.removesuffix("%"))
    if percent not in RETENTION:
        return _bad("retention", value, f"{RETENTION[0]}–{RETENTION[-1]}")
    return replace(learner, retention=percent * 10)


def _goal(learner: Learner, value: str) -> Learner | Refused:
    minutes = _whole(re.sub(r"\s*min(ute)?s?$", "", value, flags=re.IGNORECASE))
    if minutes not in GOAL_MINUTES:
        return _bad("goal", value, f"{GOAL_MINUTES[0]}–{GOAL_MINUTES[-1]}")
    return replace(learner, goal_minutes=minutes)


def _time(learner: Learner, value: str) -> Learner | Refused:
    rate = EXTRA_TIME.get(value.casefold().strip("×x ").replace(",", "."))
    if rate is None:
        return _bad("time", value, ", ".join(EXTRA_TIME))
    return replace(learner, extra_time=rate)


def _hide(learner: Learner, value: str) -> Learner | Refused:
    hidden = _SWITCH.get(value.casefold())
    return _bad("hide", value, "on, off") if hidden is None else replace(learner, hidden=hidden)


def _rest(learner: Learner, value: str) -> Learner | Refused:
    bits = 0
    words = [] if value.casefold() in _NOTHING else re.findall(r"[^\W_]+", value.casefold())
    for word in words:
        days = [day for day, name in enumerate(WEEKDAYS) if _names_day(word, name)]
        if len(days) != 1:
            return _bad("rest", value, ", ".join(WEEKDAYS) + ", none")
        bits |= 1 << days[0]
    if bits == (1 << len(WEEKDAYS)) - 1 or (value and not words and not _is_nothing(value)):
        return _bad("rest", value, ", ".join(WEEKDAYS) + ", none")
    return replace(learner, rest_days=bits)


def _is_nothing(value: str) -> bool:
    return value.casefold() in _NOTHING


def _names_day(word: str, name: str) -> bool:
    return len(word) >= 3 and (name.startswith(word) or word == f"{name}s")


def _whole(text: str) -> int:
    """Return a short whole number as typed, or -1."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1


_FIELDS: dict[str, Callable[[Learner, str], Learner | Refused]] = {
    "name": _name,
    "zone": _zone,
    "retention": _retention,
    "goal": _goal,
    "time": _time,
    "alias": _alias,
    "hide": _hide,
    "rest": _rest,
}
