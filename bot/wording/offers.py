"""The names of commands and of their options, and what each is for: what a chat's menu offers.

The key is the path of a command or option, with dots ("quiz.deck"). Names are in lower case
without spaces; descriptions have at most 100 characters. ``translated`` is the seam for other
languages: platforms ask it for every language they offer.
"""

OFFERS = {
    "quiz": "Start a live round for everyone in this channel",
    "quiz.deck": "Which deck; without one, those of your class",
    "quiz.theme": "Only this theme",
    "quiz.questions": "How many questions (10 unless you say)",
    "quiz.pace": "How long each question stays open",
    "quiz.kinds": "Only these kinds of questions: choose one, then add another",
    "quiz.skill": "Only this skill",
    "quiz.difficulty": "Only this level",
    "review": "Study what you are about to forget, at your own speed; only you see it",
    "review.deck": "Which deck; without one, those of your class",
    "review.theme": "Only this theme",
    "review.pick": "In what order",
    "leaderboard": "See how your class is doing",
    "leaderboard.window": "Over which time",
    "leaderboard.deck": "Only this deck",
    "leaderboard.whose": "This server's class, yours, everybody here, or class against class",
    "leaderboard.when": "The present window, or the last one",
    "leaderboard.look": "In words, or as a picture",
    "leaderboard.meet": "The code of another class, to be compared with it",
    "stats": "See your own progress and what is coming; only you see it",
    "stats.deck": "Only this deck",
    "exam": "Practice exams, which are yet to come",
    "undo": "Take your last answer back",
    "help": "What I can do, or more about one command",
    "help.about": "A command",
    "settings": "Your time zone, daily goal, reminders, extra time, alias and more",
    "settings.setting": "What to change",
    "settings.value": "Its new value",
    "link": "Be one learner on two platforms: get a code here, type it there",
    "link.code": "The code that your other account got",
    "privacy": "See, download or delete everything I keep about you",
    "privacy.see": "See what I keep about you, and why",
    "privacy.export": "Download everything I keep about you",
    "privacy.delete": "Delete everything I keep about you",
    "daily": "The question of the day in this channel",
    "daily.show": "See how the question of the day is set up here",
    "daily.setup": "Post a question of the day here, or change how",
    "daily.setup.time": "When, on the clock of the wall, like 17:00",
    "daily.setup.zone": "Whose clock, like Europe/London",
    "daily.setup.days": "On which days",
    "daily.setup.deck": "Only this deck",
    "daily.setup.reveal": "Hours until the answer comes; 0 is with the next question",
    "daily.setup.silent": "Without a notification",
    "daily.setup.pin": "Pin each one until its answer comes",
    "daily.setup.thread": "Open a thread under each one",
    "daily.setup.role": "Which role to ping",
    "daily.setup.late": "By how many hours it may come late after an outage",
    "daily.setup.channel": "Where; without one, in this channel",
    "daily.preview": "See the next seven, and why each was chosen",
    "daily.pause": "Let none come until you resume",
    "daily.resume": "Let them come again",
    "daily.skip": "Leave one out",
    "daily.skip.day": "A date like 2026-09-14; without one, the next",
    "daily.unskip": "Post one that was left out after all",
    "daily.unskip.day": "A date like 2026-09-14",
    "daily.now": "Post today's question now",
    "daily.off": "End the question of the day here",
    "daily.digest": "Post a digest of the week here: board, hardest questions, what is coming",
    "daily.digest.day": "On which day; Monday unless you say",
    "daily.digest.time": "When, on the clock of the class, like 8:00",
    "daily.digest.on": "Whether it is posted at all",
    "daily.queue": "Let a question be asked before any other",
    "daily.queue.question": "Some of its words",
    "deck": "Decks: look, choose, bring in, take out",
    "deck.list": "The decks you can use, and those of your class",
    "deck.show": "One deck: its themes and what waits for its editors",
    "deck.show.deck": "Which deck",
    "deck.import": "Bring notes or a deck in; you see what would come first",
    "deck.import.file": "Text, Markdown, CSV, Quizlet, GIFT, Moodle, Anki, Word and more",
    "deck.import.deck": "What the deck shall be called",
    "deck.import.format": "What it is, if I do not find out by myself",
    "deck.export": "Take a deck out as a file",
    "deck.export.deck": "Which deck",
    "deck.export.format": "For which program; json keeps everything",
    "deck.enable": "Let your class play a deck",
    "deck.enable.deck": "Which deck",
    "deck.disable": "Let your class no longer play a deck",
    "deck.disable.deck": "Which deck",
    "deck.drafts": "Look through what was proposed for a deck",
    "deck.drafts.deck": "Which deck",
    "deck.suggest": "Suggest a question for your class's own deck",
    "question": "Single questions: add, edit, report, look back",
    "question.add": "Add a question to your class's own deck",
    "question.edit": "Change a question of your class's own decks, or what was proposed",
    "question.edit.question": "Which question; without one, what was proposed",
    "question.report": "Report the question that is open here, or the one you answered last",
    "question.history": "What a question said before, what was accepted, what was reported",
    "question.history.question": "Which question; without one, the one you are at or answered last",
    "class": "Your class: set it up, join it, see its code and roles",
    "class.setup": "Set the class of this server up (for who manages the server)",
    "class.setup.name": "Its name; without one, the server's",
    "class.setup.zone": "Its time zone, like Europe/London",
    "class.show": "See your class, its code, decks and members",
    "class.join": "Join a class: this server's, or the one of a code",
    "class.join.code": "Its code",
    "class.link": "Let this server belong to a class that you own elsewhere",
    "class.link.code": "The code of your class",
    "class.code": "The code by which others join your class on any platform",
    "class.roles": "Let a member be an owner, an editor, or a member again",
    "class.roles.member": "Whom",
    "class.roles.role": "Owners manage the class, editors its decks and its question of the day",
    "class.name": "Give your class another name",
    "class.name.name": "Its new name",
    "class.zone": "Let your class's days follow another clock",
    "class.zone.zone": "Like Europe/London",
    "class.leave": "Leave your class",
    "class.claims": "Decide what learners say was right",
}
"""What each command and option is for."""

MENUS = {"card": "Make a card from this", "report": "Report this question"}
"""Entries of a message's menu."""

IN_MENUS = "In the menu of a message, under Apps: make a card from it, or report its question."


def parts_of(command: str) -> tuple[tuple[str, str], ...]:
    """Return what stands behind a command in its menu, commands or options, and what each is for.

    None for a command without any, or one that is not ours.
    """
    start = f"{command}."
    return tuple(
        (path.removeprefix(start), words)
        for path, words in OFFERS.items()
        if path.startswith(start) and "." not in path.removeprefix(start)
    )


def translated(source: str, language: str) -> str | None:
    """Return an offer in a language ("de", "fr"); None where there is no other than ours."""
    return None
