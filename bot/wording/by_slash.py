"""Sentences where a command is chosen from a menu with its parts: "/deck list", never "/deck".

Elsewhere "/deck" alone may be typed, and words behind it. Must not know any reply but refusals.
"""

import re

from bot.domain.replies import Problem, Refused
from bot.wording.offers import parts_of
from bot.wording.refusals import refusal

_FIRST = {"class": "show", "daily": "show", "deck": "list", "privacy": "see", "question": "add"}
_COMMAND = re.compile(rf"(?<!after )/({'|'.join(_FIRST)})\b( [a-z]+)?")
_OPTIONS = (
    (re.compile(r"/review (due|weakest|unseen)\b"), r"/review pick:\1"),
    (re.compile(r"/daily setup (\d\d:\d\d)"), r"/daily setup time:\1"),
    (
        re.compile(r"Type /leaderboard classes on, or with the code of another class\b[^.]*"),
        "Press “Take part”, or type /leaderboard meet: with the code of another class",
    ),
    (re.compile(r"Type /settings remind to"), "Press “Reminders” to"),
    (re.compile(r"/leaderboard classes (\w+)"), r"/leaderboard meet:\1"),
)

OPTION_FORMAT = (
    "Please bring it again with /deck import and choose what it is as its format, or save it in "
    "another."
)
BACK_AGAIN = "A command in a server of that class lets you in again."

_SENTENCES = {
    Problem.NEEDS_CLASS: (
        "That works within a class. Join one with its code; in a server without one, whoever "
        "manages the server can begin it with /class setup."
    ),
}


def by_slash(text: str) -> str:
    """Return a sentence with each command as it is chosen: "/deck" becomes "/deck list"."""
    for words, option in _OPTIONS:
        text = words.sub(option, text)
    return _COMMAND.sub(_whole, text)


def refusal_by_slash(refused: Refused) -> str:
    """Say what stood in the way and what to do next, with commands as they are chosen."""
    return _SENTENCES.get(refused.problem) or by_slash(refusal(refused))


def _whole(found: re.Match[str]) -> str:
    name, part = found[1], found[2] or ""
    if part.strip() in {known for known, _ in parts_of(name)}:
        return found[0]
    return f"/{name} {_FIRST[name]}{part}"
