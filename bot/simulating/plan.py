"""How large a simulated year is, where its classes live, and what they are asked.

Values only: nothing here happens.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import tomli_w

from bot.domain.ids import Platform

BEGINNING = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
"""A Monday. A year from here has both edges of summer time in both hemispheres."""

ZONES = (
    "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo",
    "Africa/Cairo", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland", "Europe/Berlin",
    "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "UTC",
    "Africa/Casablanca", "Asia/Tehran", "Asia/Jerusalem", "America/Santiago", "Europe/Moscow",
    "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Havana", "Asia/Beirut",
    "Atlantic/Azores", "Europe/Dublin", "Australia/Adelaide", "Asia/Shanghai", "Africa/Lagos",
    "America/Mexico_City", "America/Halifax", "Asia/Dubai", "Asia/Yangon", "Pacific/Marquesas",
    "Europe/Athens", "America/Denver", "Africa/Johannesburg", "Asia/Singapore", "America/Nuuk",
)  # fmt: skip
"""Forty: whole, half and quarter hours off UTC, with and without summer time, on both sides."""

HOURS = (0, 1, 2, 3, 7, 8, 12, 17, 19, 23)
"""At which daily questions are wanted: many in the hours that summer time takes or gives."""

WEEKDAYS = ((0, 2, 4), (1, 3), (0, 1, 2, 3, 4, 5, 6), (4,), (0, 3), (5,))

QUESTIONS = 60
RIGHT = "Treaty of Rapallo"
DECK = "made-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A simulated stretch of time. ``faults`` off leaves out everything that goes wrong."""

    classes: int = 200
    zones: int = 40
    days: int = 365
    pupils: int = 3  # in each class
    seed: int = 1
    faults: bool = True
    begins: datetime = BEGINNING
    first: int = 0  # the number of the first class: shares of one plan do not overlap


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class: its number, where it lives, where it talks, and when it wants its question.

    ``weekdays`` are numbers, Monday is 0; ``late`` are the hours by which a post may be late.
    """

    number: int
    zone: str
    platform: Platform
    hour: int
    minute: int
    weekdays: tuple[int, ...]
    late: int
    reveal: int  # hours; 0 is with the next post


def class_plan(plan: Plan, number: int, platforms: tuple[Platform, ...]) -> ClassPlan:
    """Return a class of a plan; the same for the same seed and number."""
    dice = random.Random(f"{plan.seed}/class/{number}")  # noqa: S311 - a script, no secret
    return ClassPlan(
        number=number,
        zone=ZONES[number % min(plan.zones, len(ZONES))],
        platform=platforms[number % len(platforms)],
        hour=dice.choice(HOURS),
        minute=dice.choice((0, 0, 0, 0, 0, 0, 0, 30)),
        weekdays=dice.choice(WEEKDAYS),
        late=dice.choice((1, 3, 3, 12)),
        reveal=dice.choice((0, 0, 0, 6)),
    )


def write_bank(folder: Path) -> Path:
    """Write a small bank of choices and typed questions and return its folder."""
    deck = folder / DECK
    deck.mkdir(parents=True, exist_ok=True)
    about = {
        "id": DECK,
        "title": "A made-up deck",
        "description": "Made up for a simulated year.",
        "themes": {"first": "The first half", "second": "The second half"},
    }
    (deck / "deck.toml").write_text(tomli_w.dumps(about), encoding="utf-8")
    for theme, numbers in (
        ("first", range(QUESTIONS // 2)),
        ("second", range(QUESTIONS // 2, QUESTIONS)),
    ):
        asked = [_question(number) for number in numbers]
        text = tomli_w.dumps({"question": asked})
        (deck / f"{theme}.toml").write_text(text, encoding="utf-8")
    return folder


def _question(number: int) -> dict[str, object]:
    common: dict[str, object] = {
        "id": f"sim-{number:03}",
        "skill": "recall",
        "difficulty": 1 + number % 3,
        "stem": f"Which agreement was number {number} of the made-up list?",
        "explanation": "It is always the same one.",
    }
    if number % 5 == 0:
        return {**common, "kind": "typed", "accept": [RIGHT, "Rapallo"]}
    wrong = [["Treaty of Berlin", ""], ["Treaty of Locarno", ""], ["Treaty of Tartu", ""]]
    return {**common, "kind": "choice", "right": RIGHT, "wrong": wrong}
