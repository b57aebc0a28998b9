"""Classes, decks, settings and accounts, as plain text."""

from datetime import tzinfo

from bot.domain.replies import (
    AccountsLinked,
    ClassLeft,
    ClassShown,
    Decks,
    DeckShown,
    LinkCode,
    MemberShown,
    SettingsShown,
    Welcome,
)
from bot.wording.calendar import CalendarLabel, reminder_words
from bot.wording.counts import count_of, lines, listed, literal, number, one_line
from bot.wording.names import (
    extra_time_name,
    platform_name,
    rest_days_name,
    role_name,
    setting_label,
)
from bot.wording.times import clock_time

BEGIN = "Type /quiz to start a round, or /review to study alone."
"""What there is to do where nothing waits."""


def welcome(reply: Welcome, begin: str = BEGIN) -> str:
    """Render somebody's arrival; ``begin`` is what to do where nothing waits."""
    hello = "Welcome" if reply.new else "Welcome back"
    due = f"{count_of(reply.due, 'question')} due: type /review." if reply.due else ""
    running = "A round is on right now: join in!" if reply.round_running else ""
    start = "" if due or running else begin
    where = f" This is {literal(reply.class_name, 60)}." if reply.class_name else ""
    return lines(f"{hello}, {literal(reply.name, 60)}!{where}", running, due, start)


def class_shown(reply: ClassShown) -> str:
    """Render a class and how to join it."""
    chosen = listed([one_line(title, 60) for _, title, is_chosen in reply.decks if is_chosen], 10)
    return lines(
        class_opening(reply),
        f"{literal(reply.name, 60)}: you are {_article(role_name(reply.role))}.",
        f"Code to join: {literal(reply.code, 20)}",
        f"Time zone: {literal(reply.zone, 60)}. {count_of(reply.places, 'place')} linked.",
        f"Decks: {chosen}." if chosen else "Decks: none chosen yet. Type /deck to pick some.",
        f"{count_of(len(reply.members), 'member')}:",
        *(_member(member) for member in reply.members[:30]),
        f"and {number(len(reply.members) - 30)} more." if len(reply.members) > 30 else "",
    )


def class_opening(reply: ClassShown) -> str:
    """Say what has just happened with a class, "" if nothing has."""
    if reply.just_created:
        return "Your class is ready. Share the code, and others can join."
    return "You are in. Good to have you!" if reply.just_joined else ""


def _article(word: str) -> str:
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"


def _member(member: MemberShown) -> str:
    you = " (you)" if member.you else ""
    return f"• {literal(member.name, 40)}, {role_name(member.role)}{you}"


def class_left(reply: ClassLeft) -> str:
    """Render that the learner has left a class."""
    name = literal(reply.name, 60)
    if reply.ended:
        return f"You have left {name}, and so it has ended. Your own progress stays with you."
    return f"You have left {name}. Your own progress stays with you."


def setting_values(reply: SettingsShown) -> dict[str, str]:
    """Return each setting's value in words, in the order to show them."""
    return {
        "name": literal(reply.name, 60),
        "zone": literal(reply.zone, 60),
        "retention": f"{reply.retention}%",
        "goal": count_of(reply.goal_minutes, "minute") + " a day",
        "time": extra_time_name(literal(reply.extra_time, 20)),
        "alias": literal(reply.alias, 60) or "none",
        "hide": "on" if reply.hide_me else "off",
        "rest": rest_days_name(reply.rest_days),
    }


def settings_shown(reply: SettingsShown) -> str:
    """Render a learner's settings, the one just changed first."""
    values = setting_values(reply)
    changed = reply.changed
    saved = (
        f"Saved: {setting_label(changed)} is now {values[changed]}." if changed in values else ""
    )
    linked = listed([platform_name(literal(name, 30)) for name in reply.linked], 10)
    return lines(
        saved,
        "Your settings",
        *(f"{setting_label(field)}: {value}" for field, value in values.items()),
        f"{CalendarLabel.REMINDERS}: {reminder_words(reply.reminders)}" if reply.reminders else "",
        f"Linked: {linked}" if linked else "",
    )


def link_code(reply: LinkCode, zone: tzinfo | None) -> str:
    """Render a one-time code."""
    return (
        f"Your code is {literal(reply.code, 20)}, good for one use "
        f"until {clock_time(reply.expires_at, zone)}. "
        "Type /link with this code where your other account is."
    )


def accounts_linked(reply: AccountsLinked) -> str:
    """Render two accounts that are one learner now."""
    where = listed([platform_name(literal(name, 30)) for name in reply.platforms], 10)
    known = f" I know you from {where}." if where else ""
    return f"Linked: you are one learner now, with all your history.{known}"


def decks(reply: Decks) -> str:
    """Render the decks to choose from; ✓ are those in use."""
    if not reply.decks:
        return (
            "There are no decks yet. The authors' guide in content/README.md shows how to add one."
        )
    more = len(reply.decks) - 15
    return lines(
        "Decks:",
        *(_deck(deck) for deck in reply.decks[:15]),
        f"and {number(more)} more." if more > 0 else "",
    )


def _deck(deck: DeckShown) -> str:
    sign, word = ("✓", ", in use") if deck.chosen else ("•", "")
    about = f" {one_line(deck.description, 100)}" if deck.description else ""
    title, count = one_line(deck.title, 60), count_of(deck.questions, "question")
    return f"{sign} {title} ({literal(deck.deck, 40)}): {count}{word}.{about}"
