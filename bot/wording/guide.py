"""The commands, the help and the privacy notice."""

from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.replies import DataDeleted, DataExported, DeleteAsked, Help, PrivacyShown
from bot.wording.counts import count_of, lines, literal
from bot.wording.times import full_day


@dataclass(frozen=True, slots=True)
class CommandWords:
    """A command for people: ``name`` without its slash, how to write it, what for, an example."""

    name: str
    usage: str
    one_line: str
    example: str


command_list = (
    CommandWords(
        "quiz",
        "/quiz [deck or theme] [number] [quick, calm or untimed]",
        "Start a live round for everyone here.",
        "/quiz soviet-foreign-policy 10 calm",
    ),
    CommandWords(
        "review",
        "/review [deck or theme] [due, weakest or unseen], or /review plan yes or no",
        "Study what you are about to forget, at your own speed.",
        "/review weakest",
    ),
    CommandWords(
        "daily",
        "/daily [setup TIME ZONE, preview, skip, pause, resume, now, off or digest DAY TIME]",
        "A question of the day for everyone here, at an hour you choose.",
        "/daily setup 17:00 weekdays",
    ),
    CommandWords(
        "leaderboard",
        "/leaderboard [day, week, month, term or all] [last] [server or classes] [picture]",
        "See how your class is doing.",
        "/leaderboard month",
    ),
    CommandWords(
        "stats", "/stats", "See your own progress and what is coming, for your eyes only.", "/stats"
    ),
    CommandWords(
        "deck",
        "/deck [deck ...] or /deck show, import, export or drafts [deck]",
        "See the decks, choose those of your class, or bring your own notes in.",
        "/deck import",
    ),
    CommandWords(
        "question",
        "/question history or edit [question], or /question add QUESTION = ANSWER",
        "Write a question for your class, change one, or see what it said before.",
        "/question history",
    ),
    CommandWords(
        "class",
        "/class [new NAME, join CODE, leave, role NAME ROLE]",
        "See your class and its code, make one, or join one.",
        "/class new History 11B",
    ),
    CommandWords(
        "settings",
        "/settings [setting value], or /settings remind TIME, usual or off",
        "Your time zone, daily goal, reminders, extra time, alias and more.",
        "/settings goal 15",
    ),
    CommandWords(
        "link",
        "/link [CODE]",
        "Be one learner on two platforms: get a code here, type it there.",
        "/link",
    ),
    CommandWords(
        "privacy",
        "/privacy [export or delete]",
        "See, download or delete everything I keep about you.",
        "/privacy export",
    ),
    CommandWords("undo", "/undo", "Take your last answer back.", "/undo"),
    CommandWords("help", "/help [command]", "This list, or more about one command.", "/help quiz"),
)
"""Every command, in the order of the help."""


OPENING = "I ask, you answer, and I bring each question back just before you would forget it."
ENDING = "Your answers stay private until the reveal."
"""What the help begins and ends with."""


def nearest_command(typed: str) -> str:
    """Return the name of the command most like ``typed`` (with or without slash), or nothing."""
    word = typed.strip().lstrip("/").lower()[:40].partition(" ")[0]
    found = get_close_matches(word, [command.name for command in command_list], n=1, cutoff=0.5)
    return "".join(found)


def help_text(about: str = "") -> str:
    """Return the help as plain text: all commands, or one if ``about`` names it."""
    wanted = about.strip().lstrip("/").lower()
    for command in command_list:
        if command.name == wanted:
            return lines(command.one_line, command.usage, f"For example: {command.example}")
    return lines(
        OPENING,
        *(f"/{command.name}: {command.one_line}" for command in command_list),
        ENDING,
    )


def privacy_text() -> str:
    """Return what is kept, why and for how long, as plain text."""
    return lines(
        "What I keep: your name and how you reach me, your classes and settings, each answer with "
        "its time and mark, what I expect you to remember, and questions you claimed or reported.",
        "Why: to bring each question back at the right moment, and to add up your class's board.",
        "Who sees it: classmates see the name you chose, your points, and who was right after a "
        "reveal; the deck's editors see the answers you claim. Hide yourself under /settings.",
        "For how long: until you delete it. Then all of it goes at once, and from the backups "
        "within weeks, as they are replaced; what stays is a "
        "scrambled mark that cannot be turned back into you, so that no backup brings you back.",
        "Where: in this bot's own database. Apart from the chat you write in, nothing goes to "
        "anybody else, and the logs hold no answers.",
    )


def helped(reply: Help) -> str:
    """Render the help."""
    return help_text(reply.about)


def privacy_shown(reply: PrivacyShown) -> str:
    """Render what is kept about the learner, in numbers, and the notice."""
    since = f" since {full_day(reply.since)}" if reply.since else ""
    return lines(
        f"About you{since}: {count_of(reply.reviews, 'review')}, "
        f"{count_of(reply.answers, 'answer')}, {count_of(reply.memories, 'remembered question')}, "
        f"{count_of(reply.classes, 'class', 'classes')}, {count_of(reply.accounts, 'account')}.",
        privacy_text(),
        "Type /privacy export for a copy, or /privacy delete to remove it all.",
    )


def data_exported(reply: DataExported) -> str:
    """Render an export; the file itself goes beside the text."""
    size = count_of(max(1, round(len(reply.body) / 1_000)), "kilobyte")
    return f"Everything I keep about you is in {literal(reply.file_name, 80)} ({size})."


def delete_asked(reply: DeleteAsked) -> str:
    """Render the question before a deletion."""
    return (
        "This removes all your answers, points and memories everywhere, and it cannot be undone. "
        f"To go ahead, type /privacy delete {literal(reply.word, 40)}"
    )


def data_deleted(reply: DataDeleted) -> str:
    """Render a deletion."""
    if not reply.reviews:
        return "All gone, everything that I kept about you. Take care!"
    return f"All gone: {count_of(reply.reviews, 'review')} and everything else. Take care!"
