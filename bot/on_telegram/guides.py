"""What to choose from where a command lacks words: a keyboard that completes it.

Must not know what a command does.
"""

from collections.abc import Iterable, Sequence

from bot import press as p
from bot import wording
from bot.domain.markup import plain
from bot.domain.replies import Asked, Pace
from bot.on_telegram import links
from bot.on_telegram.answers import Guide
from bot.on_telegram.keyboards import Row, column, key, link, primary, rows
from bot.on_telegram.markup import own
from bot.on_telegram.messages import Key, Rendered, Style
from bot.on_telegram.paging import message
from bot.usecases.decks import WRITES
from bot.usecases.looking import Offered
from bot.usecases.settings import EXTRA_TIME
from bot.wording import Label, dialogs, guiding

OFFERED = 24
"""Decks on a keyboard; who has more names one after the command."""

COUNTS = (5, 10, 20)
HOURS = (7, 8, 9, 12, 15, 16, 17, 18, 19, 20)

_ZONES = {
    "de": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "fr": ("Europe/Paris", "Europe/Brussels", "Africa/Abidjan", "America/Montreal"),
    "es": ("Europe/Madrid", "America/Mexico_City", "America/Bogota",
           "America/Argentina/Buenos_Aires"),
    "pt": ("America/Sao_Paulo", "Europe/Lisbon", "Africa/Luanda"),
    "it": ("Europe/Rome",),
    "nl": ("Europe/Amsterdam", "Europe/Brussels"),
    "pl": ("Europe/Warsaw",),
    "uk": ("Europe/Kyiv",),
    "ru": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Almaty"),
    "tr": ("Europe/Istanbul",),
    "ar": ("Asia/Riyadh", "Africa/Cairo", "Asia/Dubai"),
    "fa": ("Asia/Tehran",),
    "hi": ("Asia/Kolkata",),
    "id": ("Asia/Jakarta", "Asia/Makassar"),
    "uz": ("Asia/Tashkent",),
    "en": ("Europe/London", "America/New_York", "America/Chicago", "America/Los_Angeles",
           "Asia/Kolkata", "Africa/Lagos", "Asia/Singapore", "Australia/Sydney"),
}  # fmt: skip
"""Zones that are likely where somebody's Telegram speaks a language."""


def go(command: str, label: str, style: Style = Style.PLAIN) -> Key | None:
    """Return a key that runs a command, however long its words; None if no key can carry it."""
    if len(command) <= p.MAX_WORD:
        return key(p.Go(command), label, style)
    return key(p.Turn(command, 0), label, style)


def guide(text: str, *keys: Iterable[Row], private: bool = False) -> Guide:
    """Return a text of ours with a keyboard; it takes the place of the one before it."""
    return Guide(message(own(text), keys=keys, private=private, replaces=True))


def quiz(decks: Sequence[Offered]) -> Guide:
    """Return what can be played."""
    titles = [go(f"play {deck.id}", deck.title) for deck in decks[:OFFERED]]
    return guide(
        guiding.WHICH_DECK,
        column(go("quiz 10 calm", guiding.START_NOW, Style.PRIMARY)),
        rows(*titles),
        column(go("play", guiding.ANY_DECK) if len(decks) > 1 else None),
    )


def play(deck: str) -> Guide:
    """Return how many questions and how quick; each key starts the round."""
    grid: list[Row] = []
    for pace in Pace:
        keys = (
            go(f"quiz {count} {pace.value} {deck}".strip(), f"{count} {wording.pace_name(pace)}")
            for count in COUNTS
        )
        grid.append(tuple(each for each in keys if each is not None))
    return guide(guiding.HOW_LONG, grid, rows(go("quiz", Label.BACK)))


def no_rounds_here(bot: str) -> Guide:
    """Return what to do instead of a live round in a private chat."""
    adding = [link(links.group_link(bot), guiding.ADD_ME)] if bot else []
    return guide(
        guiding.NO_ROUNDS_HERE,
        column(primary(p.Go("review"), guiding.STUDY), *adding),
        private=True,
    )


def in_the_group(bot: str) -> Guide:
    """Return where something is done that cannot be done in a private chat."""
    adding = [link(links.group_link(bot), guiding.ADD_ME)] if bot else []
    return guide(guiding.IN_THE_GROUP, column(*adding), private=True)


def not_set_up() -> Guide:
    """Return what to do in a group that has no class, for who may not set it up."""
    return guide(
        guiding.NOT_SET_UP, column(go("class setup", guiding.SET_UP), go("review", Label.REVIEW))
    )


def nothing_open(live: Asked | None) -> Guide:
    """Return what to do about words that answer nothing: ``live`` is a round's open question."""
    if live is None:
        return Guide(word(guiding.NOTHING_OPEN, go("review", guiding.STUDY)))
    answering = primary(p.Open(live.ask), Label.ANSWER)
    return Guide(word(guiding.is_it_this(plain(live.posed.stem)), answering))


def nothing_at_hand() -> Guide:
    """Return what to do where a question is meant, and there is none."""
    return Guide(word(guiding.NOTHING_AT_HAND, go("review", guiding.STUDY)))


def decks(command: str, offered: Sequence[Offered]) -> Guide:
    """Return the decks that a command can be about."""
    return guide(
        guiding.LOOK_AT,
        rows(*(go(f"{command} {deck.id}", deck.title) for deck in offered[:OFFERED])),
        private=True,
    )


def formats(deck: str) -> Guide:
    """Return as what kind of file a deck can be taken out."""
    return guide(
        guiding.WHICH_FORMAT,
        rows(*(go(f"out {deck} {name}", title) for name, title in WRITES)),
        private=True,
    )


def questions() -> Guide:
    """Return what can be done with single questions."""
    return guide(
        guiding.QUESTIONS,
        rows(
            go("question add", guiding.ADD_QUESTION, Style.PRIMARY),
            go("question edit", guiding.EDIT_QUESTION),
            go("question report", guiding.REPORT_THIS),
            go("question history", guiding.PAST_REPORTS),
        ),
        private=True,
    )


def hours(command: str, text: str, *more: Key | None) -> Guide:
    """Return the hours of a day, each completing a command."""
    keys = (go(f"{command} {hour:02}:00", f"{hour:02}:00") for hour in HOURS)
    return guide(text, rows(*keys), column(*more))


def zones(
    command: str,
    text: str,
    locale: str,
    now: str = "",
    *more: Key | None,
    private: bool = False,
) -> Guide:
    """Return zones that are likely for a language, each completing a command."""
    likely = _ZONES.get(locale.partition("-")[0].casefold(), _ZONES["en"])
    names = dict.fromkeys((*((now,) if now else ()), *likely, "UTC"))
    keys = (
        go(f"{command} {name}", name.rpartition("/")[2].replace("_", " "),
           Style.PRIMARY if name == now else Style.PLAIN)
        for name in names
    )  # fmt: skip
    return guide(text, rows(*keys), column(*more), private=private)


_VALUES: dict[str, tuple[str, ...]] = {
    "settings time": tuple(EXTRA_TIME),
    "settings goal": ("5", "10", "15", "20", "30", "45", "60"),
    "settings retention": ("80", "85", "90", "95"),
    "settings hide": ("on", "off"),
    "settings rest": ("none", "saturday sunday", "sunday", "saturday", "friday"),
}


def values(command: str, locale: str) -> Guide | None:
    """Return the values that a setting usually has; None for one that has to be written."""
    asked = dialogs.missing(command)
    text = f"{asked.label}. {asked.example}".strip()
    other = go(f"write {command}", guiding.OTHER_ZONE)
    if command == "class zone":
        return zones(command, guiding.WHICH_ZONE, locale, "", other)
    if command == "settings zone":
        return zones(command, text, locale, "", other, private=True)
    found = _VALUES.get(command)
    if found is None:
        return None
    keys = (go(f"{command} {value}", _shown(value)) for value in found)
    open_ended = command in ("settings goal", "settings retention", "settings rest")
    return guide(text, rows(*keys), column(other if open_ended else None), private=True)


def _shown(value: str) -> str:
    """Return a value as a key says it: "saturday sunday" are two days."""
    return ", ".join(part.capitalize() for part in value.split())


def word(text: str, *keys: Key | None, private: bool = True) -> Rendered:
    """Return a word of the bot's own, with keys below it."""
    return message(own(text), keys=(column(*keys),), private=private)
