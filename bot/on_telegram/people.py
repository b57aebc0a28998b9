"""Classes, settings, accounts, privacy and help: what is said to one person."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_telegram import links, markup
from bot.on_telegram.boards import named
from bot.on_telegram.files import beside
from bot.on_telegram.keyboards import key, link, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.marking import told
from bot.on_telegram.markup import (
    EMPTY,
    Html,
    apart,
    bold,
    code,
    italic,
    joined,
    lines,
    literal,
    own,
    phrase,
)
from bot.on_telegram.messages import Key, Rendered, Style, Viewer
from bot.on_telegram.paging import message, page_of, pager
from bot.on_telegram.rounds import to_review
from bot.wording import CalendarLabel, Label, guiding

MEMBERS_PAGE = 1_800
"""Units of the members on one page; the class itself needs the rest."""


BY_POLLS = phrase(
    "Questions with options come as polls: a vote is not changed, and everybody sees who chose"
    " what once the poll has closed."
)


_WAYS_ON = {
    r.Problem.NEEDS_CLASS: (("class new", Label.NEW_CLASS), ("class join", Label.JOIN_CLASS)),
    r.Problem.NO_QUESTIONS: (("deck", Label.DECKS),),
    r.Problem.NO_SUCH_DECK: (("deck", Label.DECKS),),
    r.Problem.NO_ROUND: (("quiz", Label.START_ROUND),),
    r.Problem.ASK_GONE: (("review", Label.REVIEW),),
    r.Problem.NOT_YOURS: (("review", Label.REVIEW),),
    r.Problem.UNKNOWN_COMMAND: (("help", Label.HELP),),
}
"""What to tap where a refusal names a command."""


def refused(reply: r.Refused, viewer: Viewer) -> Rendered:
    """Return why something was not done, and what to do next, to be tapped."""
    ways = (key(p.Go(command), label) for command, label in _WAYS_ON.get(reply.problem, ()))
    return told(reply, viewer, rows(*ways))


def starting(viewer: Viewer) -> Key | None:
    """Return the key to a live round: alone, that is to bring the bot into a group."""
    if viewer.public or not viewer.bot:
        return key(p.Go("quiz"), Label.START_ROUND)
    return link(links.group_link(viewer.bot), guiding.ADD_ME)


def welcome(reply: r.Welcome, viewer: Viewer) -> Rendered:
    """Return somebody's arrival."""
    return message(
        fit(wording.welcome(reply, guiding.ABOUT if reply.new else guiding.ALONE), 800, own),
        keys=(
            rows(
                primary(p.Go("review"), Label.REVIEW),
                starting(viewer),
                key(p.Go("help"), Label.HELP),
            ),
        ),
    )


def class_shown(reply: r.ClassShown, viewer: Viewer, page: int) -> Rendered:
    """Return a class, how to join it, and its members page by page."""
    members = [_member(member) for member in reply.members]
    page, pages, here = page_of(members, page, MEMBERS_PAGE)
    chosen = [wording.one_line(title, 60) for _, title, used in reply.decks if used]
    decks = fit(wording.listed(chosen, 8), 700, markup.name)
    owner = reply.role is not r.Role.MEMBER
    about = (
        named(reply.zone, 60),
        literal(f"you are {wording.a_role(reply.role)}"),
        literal(f"{wording.count_of(reply.places, 'place')} linked"),
    )
    return message(
        lines(bold(named(reply.name, 60)), literal(wording.class_opening(reply))),
        lines(
            phrase("Code to join: {}", code(wording.literal(reply.code, 20))),
            italic(joined(about)),
            phrase("{} {}", bold(literal(Label.DECKS)), decks) if chosen else EMPTY,
        ),
        italic(BY_POLLS) if reply.polls else EMPTY,
        lines(bold(literal(wording.count_of(len(members), "member"))), *here),
        keys=(
            pager("class", page, pages),
            rows(
                key(p.Go("deck"), Label.DECKS),
                key(p.Go("daily"), Label.DAILY),
                key(p.Go("class claims"), Label.CLAIMS) if owner else None,
                key(p.Go("class role"), Label.ROLES) if reply.role is r.Role.OWNER else None,
                _way_of_asking(reply) if owner else None,
                _inviting(reply, viewer),
                key(p.Go("class leave"), Label.LEAVE),
            ),
        ),
        replaces=True,
    )


def _inviting(reply: r.ClassShown, viewer: Viewer) -> Key | None:
    """Return the key by which a link into the class is sent to somebody."""
    joining = p.Go(f"class join {reply.code}"[: p.MAX_WORD])
    if not viewer.bot or links.written(joining) is None:
        return None
    return link(links.sharing(links.deep_link(viewer.bot, joining)), Label.INVITE)


def _way_of_asking(reply: r.ClassShown) -> Key | None:
    """Return the key that lets questions be polls, or buttons again."""
    if reply.polls:
        return key(p.Go("class polls off"), Label.AS_BUTTONS)
    return key(p.Go("class polls on"), Label.AS_POLLS)


def _member(member: r.MemberShown) -> Html:
    line = phrase("• {}, {}", named(member.name, 40), literal(wording.role_name(member.role)))
    return phrase("{} {}", line, bold(phrase("◀ you"))) if member.you else line


def settings_shown(reply: r.SettingsShown) -> Rendered:
    """Return a learner's settings, and a key to change each of them."""
    values = wording.setting_values(reply)
    changed = reply.changed
    saved = f"✓ Saved: {wording.setting_label(changed)}." if changed in values else ""
    linked = (wording.platform_name(wording.literal(name, 30)) for name in reply.linked[:5])
    platforms = joined((literal(name) for name in linked), ", ")
    return message(
        lines(bold(literal(Label.SETTINGS)), literal(saved)),
        lines(
            *(
                phrase("{} {}", bold(literal(wording.setting_label(field))), named(value, 90))
                for field, value in values.items()
            )
        ),
        lines(
            italic(phrase("Reminders: {}", fit(wording.reminder_words(reply.reminders), 120))),
            italic(phrase("Linked: {}", platforms)) if platforms else EMPTY,
        ),
        keys=(
            rows(*(key(p.Go(f"settings {each}"), wording.setting_label(each)) for each in values)),
            rows(
                key(p.Go("class"), Label.CLASS),
                key(p.Go("settings remind"), CalendarLabel.REMINDERS),
                key(p.Go("link"), Label.LINK_ANOTHER),
                key(p.Go("privacy"), Label.PRIVACY),
                key(p.Go("help"), Label.HELP),
            ),
        ),
        replaces=True,
    )


def link_code(reply: r.LinkCode, viewer: Viewer) -> Rendered:
    """Return a one-time code, and where to type one from elsewhere."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    return message(
        code(wording.literal(reply.code, 20)),
        fit(text, 600, own),
        keys=(rows(key(p.Go("link code"), Label.TYPE_CODE)),),
    )


def privacy_shown(reply: r.PrivacyShown) -> Rendered:
    """Return what is kept about a learner, why, and the way out."""
    text = wording.plain(reply).rpartition("\n")[0]  # its keys say the last line
    return message(
        bold(literal(Label.PRIVACY)),
        apart(*(fit(line, 1_000, own) for line in text.split("\n"))),
        keys=(
            rows(key(p.Go("privacy export"), Label.EXPORT)),
            rows(key(p.Go("privacy delete"), f"{Label.DELETE}…", Style.DANGER)),
        ),
        replaces=True,
    )


def delete_asked(reply: r.DeleteAsked) -> Rendered:
    """Return the question before a deletion; its key asks for the word to type."""
    return message(
        bold(phrase("{}?", literal(Label.DELETE))),
        phrase("All your answers, points and memories go, everywhere, and it cannot be undone."),
        keys=(
            rows(key(p.Confirm(reply.word), f"{Label.DELETE}…", Style.DANGER)),
            rows(key(p.Go("privacy"), Label.KEEP_ALL)),
        ),
        replaces=True,
    )


def exported(reply: r.DataExported) -> Rendered:
    """Return everything kept about a learner as a file."""
    text = fit(wording.plain(reply), 600, own)
    return beside(text, reply.file_name, reply.body.encode("utf-8", "replace"))


def helped(reply: r.Help, viewer: Viewer) -> Rendered:
    """Return every command in a line, each to be tapped; or all about the one asked about."""
    about = reply.about.strip().lstrip("/").lower()
    found = [each for each in wording.command_list if each.name == about]
    onward = rows(to_review(viewer), starting(viewer), key(p.Go("privacy"), Label.PRIVACY))
    if found:
        return message(own(wording.plain(reply)), keys=(onward,))
    return message(
        lines(bold(literal(Label.HELP)), literal(wording.OPENING)),
        lines(*(own(f"/{each.name} {each.one_line}") for each in wording.command_list)),
        italic(literal(wording.ENDING)),
        keys=(onward,),
    )
