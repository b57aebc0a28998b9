"""The words of small forms: what is missing after a command, and how to give it."""

from dataclasses import dataclass

from bot.wording.names import setting_help, setting_label


@dataclass(frozen=True, slots=True)
class Missing:
    """A form's title, the label of its first input, and an example (or what a second asks)."""

    title: str
    label: str
    example: str = ""


REPORT = Missing("Report this question", "What is the matter?", "Anything to add?")
TEXT = Missing("Change this proposal", "The question as its author would write it")
MEND = Missing(
    "Change this question",
    "The question as its author writes it",
    "If the answer is a different one now",
)
SAME_ONE = "It is the same question, mended: progress stays"
OTHER_ONE = "It is another question: everybody starts afresh"
CARD = Missing("A new question", "Question", "Answer")
CARD_CUT = "That was longer than a card: its end is left out. Change what you like."
LAST_ONE = (
    "You are the only one in this class. When you leave it ends, with its board and the decks it "
    "brought; what you have learnt stays yours."
)
SETTING = "Change a setting"
DAILY = Missing("Question of the day", "At what time?", "17:00")
DAILY_IN_WORDS = Missing(
    DAILY.title,
    f"{DAILY.label} You may also name days, decks or themes, and say: reveal 4 (the answer comes "
    "after 4 hours), reveal next, late 2 (it may be 2 hours late), loud or silent, pin, unpinned.",
    "17:00 weekdays",
)
"""The same where there is no form for it."""

_MISSING = {
    "class join": Missing("Join a class", "Its code", "K7Q2MX"),
    "class new": Missing("Found a class", "Its name", "History 11B"),
    "class leave": Missing("Leave the class?", "Type this word to go ahead"),
    "class name": Missing("Rename the class", "Its new name", "History 11B"),
    "class zone": Missing("The class's time zone", "Its name", "Europe/London"),
    "class link": Missing("Let this place belong to a class of yours", "Its code", "K7Q2MX"),
    "class role": Missing("Give somebody a role", "Whose? The name as the class sees it", "Ann"),
    "link code": Missing("Link another account", "The code that the other one got", "7KQ2-MX4P"),
    "deck show": Missing("Look at a deck", "Its name"),
    "settings remind at": Missing("Remind me", "At what time?", "18:00"),
    "settings remind quiet": Missing("Quiet hours", "From when to when? Or off", "22:00-07:00"),
    "daily digest at": Missing("Weekly digest", "On which day, at what time?", "Monday 8:00"),
    "privacy delete": Missing("Delete everything", "Type this word to go ahead"),
}
_COMPLAINTS = {
    "wrong": "The answer is wrong",
    "unclear": "It is unclear",
    "typo": "A slip in the spelling",
    "offensive": "It is hurtful",
    "other": "Something else",
}


def missing(command: str) -> Missing:
    """Return the words of the form that completes a command."""
    if command.startswith("setup "):  # the step, and the channel that it is about
        command = f"class {command.split()[1]}"
    field = command.removeprefix("settings ")
    if field != command and command not in _MISSING:
        return Missing(SETTING, setting_label(field), setting_help(field))
    return _MISSING.get(command, Missing("One more thing", "What shall it be?"))


def complaint_name(complaint: str) -> str:
    """Return the name of what can be the matter with a question."""
    return _COMPLAINTS.get(complaint, complaint)
