"""What is said where nobody has asked a question: on arriving, while setting up, when words lack.

Plain text. Must not know any platform.
"""

from collections.abc import Sequence

from bot.wording.counts import lines, listed, literal

ABOUT = (
    "I ask, you answer, and I bring each question back just before you would forget it.\n\n"
    "Study here by yourself, or add me to your group: a question a day, live quizzes, and a board "
    "for everybody."
)
IN_SHORT = (
    "Questions that come back just before you would forget them. For you, and for your group."
)
START = "Begin here: what waits for you and, in a group, setting it up."
FOR_YOUR_EYES = "That is for your eyes only, so I'll show it to you in private."
DONE_UNSEEN = "Done. How it stands is for your eyes only, so I'll show it to you in private."
SHOW_ME = "Show me"
ALONE = "Nothing waits for you here just now. Type /review to learn something new, at your speed."
START_NOW = "Start now"
ANY_DECK = "Everything we study"
WHICH_DECK = "What shall we play? Pick a deck, or just start."
HOW_LONG = "How many questions, and how quick?"
LOOK_AT = "Which deck?"
WHICH_FORMAT = "As what kind of file?"
NO_ROUNDS_HERE = (
    "Live rounds are for groups: add me to one, and everybody there can play. "
    "Here we study by ourselves, at your own speed."
)
ADD_ME = "Add me to a group"
STUDY = "Study now"
NOTHING_OPEN = (
    "No question of your own is waiting here. To answer your group's, reply to its message; or "
    "type /review, and I'll ask you one."
)
WHO_ARE_YOU = (
    "You are writing as the group, so I can't tell who you are. Tap the button, then I can."
)
NOBODY_IS_NAMED = (
    "In a channel nobody's name is shown, so I can't tell who you are. Tap the button, then I can."
)
GO_ON = "Here I am"
WHOSE_ANSWER = (
    "You are writing as the group, so I can't tell whose answer that is. Give it to me in private, "
    "or write it as yourself."
)
NOBODYS_ANSWER = (
    "In a channel nobody's name is shown, so I can't tell whose answer that is. Give it to me in "
    "private, please."
)
SET_UP = "Set up"
OTHER_ZONE = "Another one"
ANOTHER_HOUR = "Another time"
NO_DAILY = "No daily question"
LEFT_OUT = "Which day gets its question after all?"
NONE_LEFT_OUT = (
    "None of the coming days is left out, so there is none to give back."
    " /daily preview shows what comes."
)
THAT_IS_ALL = "That's it"
EXAMS = (
    "Practice exams are not here yet. Until then, /review picks what you are about to forget, and "
    "/quiz plays with the whole group."
)
POLLS_ON = (
    "Done: from the next question on, those with options come here as polls. A vote is not "
    "changed, and everybody sees who chose what once the poll has closed."
)
POLLS_OFF = "Done: from the next question on, questions come here with buttons again."
TAP_FORMAT = (
    "Tap what it is and I'll look again, or send it once more with /deck import and the format as "
    "its caption, like /deck import csv."
)
SEND_FILE = "Send me the file as a document, and I'll show you first what it would bring."
QUESTIONS = "A question of your class's own: what shall we do?"
ADD_QUESTION = "Write a new one"
EDIT_QUESTION = "Look through proposals"
REPORT_THIS = "Report the one I am at"
PAST_REPORTS = "What was reported"
YOUR_ANSWER = "Reply to this message."
ASK_FRONT = "What is the question? Reply with it."
ASK_BACK = "And its answer? Reply with that."
ASK_TEXT = "Reply with the question as it should read. This is what it says now:"
ASK_NOTE = "What is the matter with it? Reply in a few words."
NOTHING_AT_HAND = "You are at no question just now. Type /review and I'll ask you one."
NOT_SET_UP = (
    "This group is not set up yet. Whoever manages this place can do that with one tap. Until then "
    "you can study by yourself, in private."
)
IN_THE_GROUP = "That is done in the group itself: type it there, or add me to a group of yours."
WHICH_ZONE = "Whose clock does your class live by?"
I_AM_BACK = "Here I am again. Everything we had is still there."


def you_are_in(*, asked: bool) -> str:
    """Say that somebody has joined a round: a question is open (``asked``), or comes next."""
    then = "The question is open: answer below it." if asked else "The next question comes soon."
    return f"You are in! {then}"


def is_it_this(stem: str) -> str:
    """Ask whether words were meant for a live question: ``stem`` is its plain text."""
    return lines(
        f"“{literal(stem, 200)}”",
        "Was that your answer to this one? Then tap below, and write it when I ask you for it.",
    )


def what_is_wrong(stem: str) -> str:
    """Ask what is the matter with a question: ``stem`` is its plain text, "" if it is not told."""
    return lines(f"“{literal(stem, 200)}”" if stem else "", ASK_NOTE)


def hello(title: str) -> str:
    """Return what the bot says when somebody brings it into a group."""
    return lines(
        f"Hello{f', {literal(title, 60)}' if title.strip() else ''}! I ask questions, everybody"
        " answers in private, and I bring each one back before it would be forgotten.",
        "One tap sets this group up: a question a day, and live quizzes whenever you like.",
        "I read nothing here but commands, taps, and replies to me.",
    )


def whose_clock(name: str, zone: str) -> str:
    """Return the first step after a class is founded: its time zone."""
    return lines(
        f"{literal(name, 40)} is ready, and whoever taps something here is in it.",
        f"Whose clock do you live by? I took {literal(zone, 60)}.",
    )


def which_hour(zone: str) -> str:
    """Return the second step: the hour of the daily question."""
    return f"When shall I ask the question of the day? ({literal(zone, 60)})"


def which_decks(chosen: Sequence[str]) -> str:
    """Return the third step: what to play."""
    now = f"Now: {listed([literal(title, 60) for title in chosen], 6)}." if chosen else ""
    return lines(
        "What do you study? Tap to choose; choose nothing, and I ask from everything.", now
    )


def all_set(name: str, code: str) -> str:
    """Return the last step: a quiz is a tap away."""
    return lines(
        f"All set! {literal(name, 40)} can begin. Shall we play a first round right now?",
        f"Whoever is on Discord or the web joins with the code {literal(code, 20)}.",
    )
