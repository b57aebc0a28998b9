"""What things are called: kinds, skills, windows, paces, roles, settings and buttons."""

from enum import StrEnum

from bot.domain.question import Grade, KindName, Skill
from bot.domain.replies import Pace, Role, Source, Span
from bot.wording.counts import listed
from bot.wording.times import WEEKDAYS, duration


class Label(StrEnum):
    """The words on buttons."""

    ANSWER = "Answer"
    ANSWER_IN_PRIVATE = "Answer in private"
    HINT = "Hint"
    DONT_KNOW = "I don't know"
    SHOW_ANSWER = "Show answer"
    TURN_CARD = "Turn the card"
    AGAIN = "Again"
    HARD = "Hard"
    GOOD = "Good"
    EASY = "Easy"
    THESE_POINTS = "These are mine"
    SKIP = "Skip"
    POST_AFTER_ALL = "Post after all"
    UNDO = "Undo"
    I_WAS_RIGHT = "I was right"
    REPORT = "Report"
    NEXT = "Next"
    STOP = "Stop"
    JOIN = "Join"
    NEW_CLASS = "Make a class"
    JOIN_CLASS = "Join with a code"
    LEAVE = "Leave"
    PLAY_AGAIN = "Play again"
    START_ROUND = "Start a round"
    ROUND = "Round"
    REVIEW = "Review"
    LEADERBOARD = "Leaderboard"
    BOARD = "Board"
    PROGRESS = "My progress"
    STATS = "Progress"
    DECKS = "Decks"
    DAILY = "Question of the day"
    CLASS = "Class"
    SETTINGS = "Settings"
    PRIVACY = "Privacy"
    HELP = "Help"
    ACCEPT = "Accept"
    DECLINE = "Decline"
    SAVE = "Save"
    CANCEL = "Cancel"
    CLOSE = "Close"
    EXPORT = "Download my data"
    DELETE = "Delete everything"
    TRUE = "True"
    FALSE = "False"
    UP = "Move up"
    DOWN = "Move down"
    SEND_ANSWER = "Send this answer"
    STEP_BACK = "One step back"
    START_OVER = "Start over"
    NONE_OF_THESE = "None of these"
    MY_ANSWER = "My answer"
    TRY_AGAIN = "Try again"
    TICK_YOURS = "Tick your points"
    AS_FOUND = "Send as it is"
    DAY_BOARD = "The day's board"
    PICTURE = "As a picture"
    IN_WORDS = "In words"
    THEMES = "Themes in words"
    CLASSES = "Class against class"
    TAKE_PART = "Take part"
    TAKE_PART_NO_MORE = "Take part no more"
    LEARN_NEW = "Learn something new"
    WEAKEST = "Your weakest"
    CLAIMS = "Claims"
    ROLES = "Roles"
    AS_POLLS = "Ask by polls"
    AS_BUTTONS = "Ask by buttons"
    INVITE = "Invite somebody"
    LINK_ANOTHER = "Link an account"
    TYPE_CODE = "Type a code"
    KEEP_ALL = "Keep everything"
    BRING_DECK = "Bring a deck in"
    LOOK_THROUGH = "Look through them"
    LET_BACK = "Back into play"
    BRING_IN = "Bring it in"
    SAME_ONES = "The same, mended"
    OTHER_ONES = "Other questions"
    SEE_DECK = "See the deck"
    TAKE_OUT = "Take out as a file"
    USE_DECK = "Put it into play"
    REST_DECK = "Take it out of play"
    EDIT = "Edit"
    DROP = "Drop"
    ACCEPT_ALL = "Accept all"
    BEGIN = "Begin"
    CHANGE = "Change it"
    END_IT = "End it"
    RESUME = "Resume"
    PAUSE = "Pause"
    NEXT_DAYS = "The next days"
    POST_NOW = "Post it now"
    SKIP_NEXT = "Skip the next"
    BACK = "Back"
    DONE = "Done"
    RENAME = "Rename the class"
    START_QUIZ = "Start a quiz now"
    PAGE_BEFORE = "◀ Before"
    PAGE_AFTER = "More ▶"


_KINDS = {
    KindName.CHOICE: "multiple choice",
    KindName.TRUEFALSE: "true or false",
    KindName.TYPED: "typed answer",
    KindName.NUMBER: "number",
    KindName.DATE: "date",
    KindName.ORDER: "putting in order",
    KindName.MATCH: "matching pairs",
    KindName.CLOZE: "fill the gaps",
    KindName.POINTS: "name the points",
    KindName.RECALL: "flashcard",
}
_SKILLS = {
    Skill.RECALL: "recall",
    Skill.CHRONOLOGY: "chronology",
    Skill.CAUSATION: "causes",
    Skill.SIGNIFICANCE: "significance",
    Skill.COMPARISON: "comparison",
    Skill.HISTORIOGRAPHY: "historians' views",
    Skill.EVIDENCE: "evidence",
}
_DIFFICULTIES = {1: "essential", 2: "solid", 3: "stretching"}
_SPANS = {
    Span.DAY: "today",
    Span.WEEK: "this week",
    Span.MONTH: "this month",
    Span.TERM: "this term",
    Span.ALL: "all time",
}
_PACES = {Pace.QUICK: "quick", Pace.CALM: "calm", Pace.UNTIMED: "untimed"}
_ROLES = {Role.OWNER: "owner", Role.EDITOR: "editor", Role.MEMBER: "member"}
_SOURCES = {
    Source.REVIEW: "Review",
    Source.ROUND: "Live round",
    Source.DAILY: "Question of the day",
}
_GRADES = {
    Grade.AGAIN: Label.AGAIN,
    Grade.HARD: Label.HARD,
    Grade.GOOD: Label.GOOD,
    Grade.EASY: Label.EASY,
}
_PLATFORMS = {"web": "the web classroom", "discord": "Discord", "telegram": "Telegram"}

# The fields of the settings: a label, and what to expect from it.
_SETTINGS = {
    "name": ("Name", "How your class sees you, 1 to 40 characters."),
    "zone": ("Time zone", "Your own clock, such as Europe/London. Your day turns at 04:00."),
    "retention": (
        "Memory goal",
        "How much you want to remember, 70 to 97 percent. More means more reviews.",
    ),
    "goal": ("Daily goal", "How long you would like to study each day, 1 to 240 minutes."),
    "time": (
        "Extra time",
        "1, 1.25, 1.5 or 2 times the clock, or untimed. Nobody else can see this.",
    ),
    "alias": ("Alias", "Another name for leaderboards, or nothing for your own."),
    "hide": ("Hide me", "On or off: whether others see you on leaderboards and podiums."),
    "rest": ("Rest days", "Weekdays on which your streak takes a break, or none."),
}
SETTINGS = tuple(_SETTINGS)
"""The fields of the settings, in the order to show them."""


def kind_name(kind: KindName) -> str:
    """Return what a kind of question is called, within a sentence."""
    return _KINDS[kind]


def skill_name(skill: Skill) -> str:
    """Return what a skill is called, within a sentence."""
    return _SKILLS[skill]


def difficulty_name(difficulty: int) -> str:
    """Return the name of a difficulty, 1 to 3; anything else is "level N"."""
    return _DIFFICULTIES.get(difficulty, f"level {difficulty}")


def span_name(span: Span) -> str:
    """Return the name of a leaderboard's window."""
    return _SPANS[span]


def pace_name(pace: Pace, seconds: float | None = None) -> str:
    """Return the name of a pace, with its clock where one is given."""
    if seconds is None or pace is Pace.UNTIMED:
        return _PACES[pace]
    return f"{_PACES[pace]}, {duration(seconds)} a question"


def role_name(role: Role) -> str:
    """Return the name of a role, within a sentence."""
    return _ROLES[role]


def a_role(role: Role) -> str:
    """Return what somebody is by their role: "an owner", "a member"."""
    return f"{'a' if role is Role.MEMBER else 'an'} {_ROLES[role]}"


def source_name(source: Source) -> str:
    """Return the heading under which an ask appears."""
    return _SOURCES[source]


def grade_name(grade: Grade) -> str:
    """Return the word on a grade's button."""
    return _GRADES[grade].value


def platform_name(platform: str) -> str:
    """Return a platform's name; an unknown one is its own name."""
    return _PLATFORMS.get(platform, platform)


def setting_label(field: str) -> str:
    """Return the label of a setting; an unknown one is its own name."""
    return _SETTINGS.get(field, (field, ""))[0]


def setting_help(field: str) -> str:
    """Return what to expect from a setting, in a sentence; empty for an unknown one."""
    return _SETTINGS.get(field, ("", ""))[1]


def rest_days_name(days: tuple[int, ...]) -> str:
    """Name weekdays (Monday is 0): "Saturday and Sunday", or "none"."""
    known = [WEEKDAYS[day] for day in sorted(set(days)) if 0 <= day < 7]
    return listed(known, most=7) or "none"


def extra_time_name(extra: str) -> str:
    """Name a setting of extra time: "none", "1.5 times" or "untimed"."""
    return {"1": "none", "untimed": "untimed"}.get(extra, f"{extra} times")
