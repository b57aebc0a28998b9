"""Classes, settings, accounts, privacy and help: what is said to one person."""

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_discord import markup
from bot.on_discord.files import beside, upload
from bot.on_discord.layouts import (
    Rendered,
    Viewer,
    button,
    card,
    line,
    menu,
    option,
    primary,
    rows,
    said,
)
from bot.on_discord.limits import fit
from bot.on_discord.paging import page_of, pager
from bot.wording import CalendarLabel, Label
from bot.wording.by_slash import BACK_AGAIN
from bot.wording.offers import IN_MENUS, OFFERS, parts_of

OF_CHATS = ("exam",)
"""Commands that the classroom in a browser has no words for."""

MEMBERS_PAGE = 1_800
"""Characters of the members on one page; the class itself needs the rest."""


def _text(text: str, most: int) -> str:
    return fit(wording.literal(text, most), 2 * most, markup.name)


def welcome(reply: r.Welcome, viewer: Viewer) -> Rendered:
    """Return somebody's arrival."""
    text = wording.plain(reply, today=viewer.today)
    view = card(
        said(fit(text, 800)),
        rows(
            primary(p.Go("review"), Label.REVIEW),
            button(p.Go("quiz"), Label.START_ROUND),
            button(p.Go("help"), Label.HELP),
        ),
    )
    return Rendered(view=view)


def class_shown(reply: r.ClassShown, page: int) -> Rendered:
    """Return a class, how to join it, and its members page by page."""
    members = [_member(member) for member in reply.members]
    page, pages, here = page_of(members, page, MEMBERS_PAGE)
    chosen = [_text(wording.one_line(title, 60), 60) for _, title, used in reply.decks if used]
    owner = reply.role is not r.Role.MEMBER
    view = card(
        said(
            f"### {_text(reply.name, 60)}",
            wording.class_opening(reply),
            f"Code to join: **{_text(reply.code, 20)}**",
            f"-# {_text(reply.zone, 60)} · you are {wording.a_role(reply.role)} · "
            f"{wording.count_of(reply.places, 'place')} linked",
            f"**Decks** {fit(wording.listed(chosen, 8), 700, str)}" if chosen else "",
        ),
        said(f"**{wording.count_of(len(members), 'member')}**", *here),
        pager("class", page, pages),
        rows(
            button(p.Go("deck"), Label.DECKS),
            button(p.Go("daily"), Label.DAILY),
            button(p.Go("class claims"), Label.CLAIMS) if owner else None,
            button(p.Go("class role"), Label.ROLES) if reply.role is r.Role.OWNER else None,
            button(p.Go("class leave"), Label.LEAVE),
        ),
    )
    return Rendered(view=view, replaces=True)


def class_left(reply: r.ClassLeft) -> Rendered:
    """Return a goodbye, and what lets somebody in again: whoever uses the bot there is a member."""
    again = "" if reply.ended else f"\n-# {markup.literal(BACK_AGAIN)}"
    return Rendered(view=line(f"{markup.literal(wording.plain(reply))}{again}"), replaces=True)


def _member(member: r.MemberShown) -> str:
    you = " **(you)**" if member.you else ""
    return f"- {_text(member.name, 40)}, {wording.role_name(member.role)}{you}"


def settings_shown(reply: r.SettingsShown) -> Rendered:
    """Return a learner's settings, and a select to change one of them."""
    values = wording.setting_values(reply)
    changed = reply.changed
    saved = f"✓ Saved: {wording.setting_label(changed)}." if changed in values else ""
    linked = [wording.platform_name(_text(name, 30)) for name in reply.linked[:5]]
    view = card(
        said(f"### {Label.SETTINGS}", saved),
        said(
            *(f"**{wording.setting_label(field)}** {_text(values[field], 90)}" for field in values)
        ),
        said(
            f"-# {CalendarLabel.REMINDERS}: {fit(wording.reminder_words(reply.reminders), 120)}",
            f"-# Linked: {', '.join(linked)}" if linked else "",
        ),
        menu(
            p.Go("settings"),
            "Change a setting",
            [
                option(wording.setting_label(field), field, wording.setting_help(field))
                for field in values
            ],
        ),
        rows(
            button(p.Go("class"), Label.CLASS),
            button(p.Go("settings remind"), CalendarLabel.REMINDERS),
            button(p.Go("link"), Label.LINK_ANOTHER),
            button(p.Go("privacy"), Label.PRIVACY),
            button(p.Go("help"), Label.HELP),
        ),
    )
    return Rendered(view=view, replaces=True)


def link_code(reply: r.LinkCode, viewer: Viewer) -> Rendered:
    """Return a one-time code, and where to type one from elsewhere."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    view = card(
        said(f"### {_text(reply.code, 20)}", fit(text, 600)),
        said(f"-# It ends {markup.relative(reply.expires_at)}."),
        rows(button(p.Go("link code"), Label.TYPE_CODE)),
    )
    return Rendered(view=view)


def privacy_shown(reply: r.PrivacyShown) -> Rendered:
    """Return what is kept about a learner, why, and the way out."""
    text = wording.plain(reply).rpartition("\n")[0]  # its buttons say the last line
    view = card(
        said(f"### {Label.PRIVACY}", fit(text, 3_200)),
        rows(
            button(p.Go("privacy export"), Label.EXPORT),
            button(p.Go("privacy delete"), f"{Label.DELETE}…", ButtonStyle.danger),
        ),
    )
    return Rendered(view=view, replaces=True)


def delete_asked(reply: r.DeleteAsked) -> Rendered:
    """Return the question before a deletion; its button opens the form to type the word into."""
    view = card(
        said(
            f"### {Label.DELETE}?",
            "All your answers, points and memories go, everywhere, and it cannot be undone.",
        ),
        rows(
            button(p.Confirm(reply.word), f"{Label.DELETE}…", ButtonStyle.danger),
            button(p.Go("privacy"), Label.KEEP_ALL),
        ),
    )
    return Rendered(view=view, replaces=True)


def exported(reply: r.DataExported) -> Rendered:
    """Return everything kept about a learner as a file."""
    file = upload(reply.file_name, reply.body.encode("utf-8", "replace"))
    view = card(beside(wording.plain(reply), file))
    return Rendered(view=view, files=(file,) if file else ())


def helped(reply: r.Help) -> Rendered:
    """Return every command in a line, or the one that was asked about."""
    about = reply.about.strip().lstrip("/").lower()
    every = {each.name: each.one_line for each in wording.command_list}
    every |= {name: wording.sentence(OFFERS[name]) for name in OF_CHATS}
    found = [about] if about in every else []
    strange = r.Refused(r.Problem.UNKNOWN_COMMAND, (about, wording.nearest_command(about)))
    lines = [f"**/{name}** {markup.literal(every[name])}" for name in found or every]
    view = card(
        said(
            f"### {Label.HELP}",
            "" if found else markup.literal(wording.OPENING),
            markup.literal(wording.refusal(strange)) if about and not found else "",
        ),
        said(*lines, *map(_behind, found)),
        said("" if found else f"-# {markup.literal(IN_MENUS)}"),
        said(f"-# {markup.literal(wording.ENDING)}"),
        rows(
            primary(p.Go("review"), Label.REVIEW),
            button(p.Go("quiz"), Label.START_ROUND),
            button(p.Go("privacy"), Label.PRIVACY),
        ),
    )
    return Rendered(view=view)


def _behind(command: str) -> str:
    """Return what can be chosen behind a command as it is typed, a line each."""
    return "\n".join(f"- **{name}** {markup.literal(words)}" for name, words in parts_of(command))
