"""What stood in the way, and what to do next. Never blaming: mostly it is nobody's mistake."""

from collections.abc import Callable

from bot.domain.replies import Problem, Refused
from bot.wording.counts import listed, literal, quoted, sentence
from bot.wording.names import setting_label

_SENTENCES = {
    Problem.ASK_CLOSED: (
        "That question is closed by now. Look out for the next one; /review always has more."
    ),
    Problem.ASK_GONE: (
        "That button belongs to an earlier question. Type /review or /quiz for a fresh one."
    ),
    Problem.OUT_OF_REACH: (
        "This message is so old that I can't tell where it is. Type the command once more, please."
    ),
    Problem.ALREADY_ANSWERED: "Your answer to this one is already in. On to the next!",
    Problem.NOT_ANSWERED: (
        "There is no answer of yours to this one. You can still meet it under /review."
    ),
    Problem.NO_CHANGES_LEFT: (
        "You have changed your answer once already, so this one stands until the reveal."
    ),
    Problem.NOT_YOURS: "That button is somebody else's. Type /review for a question of your own.",
    Problem.UNFIT_ANSWER: (
        "That does not fit this kind of question. Have a look at what it asks and try again."
    ),
    Problem.TOO_LONG: "That is longer than I can read. Please try a shorter version.",
    Problem.EMPTY: "Nothing has been written yet. Type an answer, or press “I don't know”.",
    Problem.NO_HINT: "This one has no hint. Have a go, or press “I don't know” to see the answer.",
    Problem.UNKNOWN_COMMAND: "I don't know that command yet. Type /help to see them all.",
    Problem.BAD_VALUE: "That value does not work here. Type /settings to see what does.",
    Problem.NO_SUCH_DECK: "I have no deck of that name. Type /deck to see them all.",
    Problem.NO_QUESTIONS: "No questions match that. Try a wider choice, or type /deck for others.",
    Problem.NOT_LIVE: (
        "A round leaves out flashcards and questions for points unless you name them, and there "
        "is nothing else here. Name that kind, or study with /review."
    ),
    Problem.NO_EXAMS: (
        "Practice exams are not here yet. Until then, /review picks what you are about to forget, "
        "and /quiz plays with everybody."
    ),
    Problem.ROUND_RUNNING: "A round is already running here. Join in, or start yours afterwards.",
    Problem.NO_ROUND: "No round is running here just now. Type /quiz to start one.",
    Problem.MOVED_ON: "The game has moved on since: what is running now is further down.",
    Problem.NO_DAILY: (
        "There is no daily question here. A class owner can begin one with /daily setup 17:00."
    ),
    Problem.DAILY_OUT: "That day has had its daily question already. The next one is planned.",
    Problem.NOT_STARTER: (
        "Only whoever started the round or a class owner can do that. Ask them, or vote to skip."
    ),
    Problem.NEEDS_CLASS: "That works within a class. Type /class to make one or join with a code.",
    Problem.NEEDS_ROOM: (
        "That is for a whole class together. Go to where yours talks and I am too, and try there."
    ),
    Problem.NEEDS_NAME: "I would like to know what to call you first. Please enter a name.",
    Problem.NOT_ALLOWED: (
        "That is kept for those who look after the class. One of them can help you."
    ),
    Problem.NOT_LET: (
        "I may not do that yet. Ask whoever looks after the place it is for to let me, then try "
        "again."
    ),
    Problem.NOT_THEIRS: "That is for whoever manages this place. Ask one of them.",
    Problem.BAD_CODE: "I don't recognise that code. Have another look at it, or ask for a new one.",
    Problem.NOTHING_TO_UNDO: "There is nothing to take back. Type /review to carry on.",
    Problem.NOT_LAST: (
        "That answer is taken back already, or is not your last one any more. "
        "Type /undo to take back the last one."
    ),
    Problem.CANNOT_CLAIM: (
        "This answer cannot be claimed: it is already right, or too long ago. "
        "You can still report the question."
    ),
    Problem.CLAIM_GONE: "That claim is already settled. The others are still in your list.",
    Problem.LAST_OWNER: (
        "You are the only owner of this class. Make somebody else an owner first."
    ),
    Problem.FILE_TOO_LARGE: "That file is larger than I can read. Please split it into parts.",
    Problem.FILE_LOST: "That file did not arrive whole and was not kept. Please send it again.",
    Problem.FILE_BEFORE: "I am still reading your other file. Please send this one in a moment.",
    Problem.DECK_TAKEN: "A deck of that name is there already. Please give yours another name.",
    Problem.DECK_FIXED: (
        "That deck was not brought by your class, so only its authors can change it."
    ),
    Problem.MANY_DECKS: "Your class has all the decks it can hold. Please use another class.",
    Problem.ID_TAKEN: (
        "A question in this file carries the id of one in another deck. Give yours another id."
    ),
    Problem.CANNOT_WRITE: "That deck does not fit into that format. Please choose another one.",
    Problem.NO_SUCH_QUESTION: "That question is not there any more. Type /deck to see what is.",
    Problem.NO_QUESTION_THERE: (
        "There is no question of mine in that message. Choose one that I asked, or its answer."
    ),
    Problem.NO_WORDS_THERE: (
        "I can find no words in that message to begin a card with. Choose one that has some, or "
        "write the card from scratch with /question add."
    ),
    Problem.ALREADY_LINKED: "These accounts already belong together. There is nothing left to do.",
    Problem.TOO_FAST: "That was quick! Give me a second and try again.",
    Problem.BUSY: "I am a little busy and nothing is lost. Please try again in a moment.",
    Problem.DISK_FULL: (
        "I cannot save just now because the disk is full; what was saved is safe. "
        "Please tell whoever runs this bot."
    ),
    Problem.BROKEN: "Sorry, something broke on my side and I have noted it. Please try again.",
}


def refusal(refused: Refused) -> str:
    """Say what stood in the way and what to do next: plain text, at most 300 characters."""
    about = tuple(literal(text, 80) for text in refused.about)
    special = _SPECIAL.get(refused.problem)
    said = special((*about, "", "", "")) if special and any(about) else ""
    return said or _SENTENCES[refused.problem]


About = tuple[str, ...]


def _empty(about: About) -> str:
    return f"The {about[0]} is still empty. Please write it, and try again."


def _too_long(about: About) -> str:
    return f"That is longer than I can read. Please keep it within {about[0]} characters."


def _unknown_command(about: About) -> str:
    typed, nearest = about[0].lstrip("/"), about[1].lstrip("/")
    asked = f"Did you mean /{nearest}? " if nearest else ""
    return f"I don't know /{typed} yet. {asked}Type /help to see every command."


# Fields that are no settings.
_FIELDS = {
    "format": "format of a deck",
    "kind": "kind of question",
    "deck": "word after /deck",
    "class": "word after /class",
    "daily": "word after /daily",
    "date": "date",
    "days": "choice of days",
    "hour": "hour",
    "late": "number of hours it may be late",
    "minute": "minute",
    "reveal": "number of hours until the answer",
    "topics": "number of topics",
    "privacy": "word after /privacy",
    "role": "role",
    "member": "name of a member",
    "questions": "number of questions",
    "setting": "setting",
}


def _bad_value(about: About) -> str:
    if about[0] == "word":
        return f"Nothing has changed: that goes ahead only with the word {about[2]}."
    named = _FIELDS.get(about[0], "")
    field = named or f"“{setting_label(about[0]) or 'this'}”"
    typed, allowed = about[1], about[2].rstrip(".")
    if typed:
        opening = f"“{typed}” does not work {f'as the {field}' if named else f'for {field}'}."
    else:
        opening = f"{f'The {field}' if named else field} is still empty."
    return f"{opening} What works: {allowed}." if allowed else f"{opening} Please try another."


def _no_such_deck(about: About) -> str:
    asked = f"Did you mean “{about[1]}”? " if about[1] else ""
    return f"I have no deck or theme called “{about[0]}”. {asked}Type /deck to see them all."


def _not_live(about: About) -> str:
    return (
        f"“{about[0]}” has only flashcards or questions for points, which a round leaves out "
        "unless you name that kind. Name it, or study the deck with /review."
    )


def _file_too_large(about: About) -> str:
    return f"I can read files of up to {about[0]} MB. Please split this one into parts."


def _deck_taken(about: About) -> str:
    return f"There is a deck called “{about[0]}” already. Please give yours a name of its own."


def _deck_fixed(about: About) -> str:
    return (
        f"“{about[0]}” was not brought by your class, so only its authors can change it. "
        "If something in it is not right, report the question where you meet it."
    )


def _many_decks(about: About) -> str:
    return f"A class can hold {about[0]} decks of its own. Please bring this one to another class."


def _id_taken(about: About) -> str:
    return (
        f"The id {about[0]} belongs to a question of another deck. "
        "Give yours another id, or none, and bring the file again."
    )


def _cannot_write(about: About) -> str:
    return f"{sentence(about[0])} Please choose another format."


def _not_let(about: tuple[str, ...]) -> str:
    missing = ", ".join(quoted(each, 24) for each in about[:4] if each)
    return (
        f"I cannot do that yet: I lack {missing}. Ask whoever looks after this place to give me"
        " that, then try again."
    )


def _not_theirs(about: tuple[str, ...]) -> str:
    return f"That needs the permission {quoted(about[0])}. Ask somebody who has it."


def _not_allowed(about: About) -> str:
    who = listed([f"{role}s" for role in about[:2] if role], 2)
    return f"That is kept for the {who} of a class. One of them can help you."


_SPECIAL: dict[Problem, Callable[[About], str]] = {
    Problem.EMPTY: _empty,
    Problem.TOO_LONG: _too_long,
    Problem.UNKNOWN_COMMAND: _unknown_command,
    Problem.BAD_VALUE: _bad_value,
    Problem.NO_SUCH_DECK: _no_such_deck,
    Problem.NOT_ALLOWED: _not_allowed,
    Problem.NOT_LET: _not_let,
    Problem.NOT_THEIRS: _not_theirs,
    Problem.NOT_LIVE: _not_live,
    Problem.FILE_TOO_LARGE: _file_too_large,
    Problem.DECK_TAKEN: _deck_taken,
    Problem.DECK_FIXED: _deck_fixed,
    Problem.MANY_DECKS: _many_decks,
    Problem.ID_TAKEN: _id_taken,
    Problem.CANNOT_WRITE: _cannot_write,
}
