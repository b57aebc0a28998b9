"""Forms for a learner's own settings: ticked where there is something to tick, filled in already.

Must not know what happens with a setting.
"""

from bot import wording
from bot.domain.replies import SettingsShown
from bot.on_discord.forms import Item, any_of, line_input, one_of
from bot.on_discord.layouts import option
from bot.usecases.settings import EXTRA_TIME, WEEKDAYS

START = "settings "
LONGEST = 100
"""Characters of a setting that is typed."""

_SWITCH = {"on": "On", "off": "Off"}


def is_setting(command: str) -> bool:
    """Return whether a command is about one setting that is filled in."""
    return command.removeprefix(START) in wording.SETTINGS and command.startswith(START)


def now(reply: SettingsShown, field: str) -> str:
    """Return what a setting is now, as it would be typed; "" for none."""
    values = {
        "name": reply.name,
        "zone": reply.zone,
        "retention": str(reply.retention),
        "goal": str(reply.goal_minutes),
        "time": reply.extra_time,
        "alias": reply.alias,
        "hide": "on" if reply.hide_me else "off",
        "rest": " ".join(WEEKDAYS[day] for day in reply.rest_days),
    }
    return values[field]


def parts(field: str, value: str) -> Item:
    """Return the input of a setting that is ``value`` now."""
    label, about = wording.setting_label(field), wording.setting_help(field)
    match field:
        case "time":
            rates = {rate: wording.opening(wording.extra_time_name(rate)) for rate in EXTRA_TIME}
            chosen = [option(rates[rate], rate, chosen=rate == value) for rate in rates]
            return one_of("words", label, chosen, about=about)
        case "hide":
            ways = [option(name, way, chosen=way == value) for way, name in _SWITCH.items()]
            return one_of("words", label, ways, about=about)
        case "rest":
            names = zip(WEEKDAYS, wording.WEEKDAYS, strict=True)
            days = [option(name, day, chosen=day in value.split()) for day, name in names]
            return any_of("words", label, days, about=about, required=False)
        case _:
            return line_input(
                "words",
                label,
                about=about,
                default=value[:LONGEST],
                most=LONGEST,
                required=field != "alias",
            )
