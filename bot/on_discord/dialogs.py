"""Forms for what a press is missing: a code, a name, an hour, why a question is reported.

Each carries the press that opened it, so that what is sent in is understood after a restart.
Must not know what happens with it.
"""

from typing import get_args

from discord import ui

from bot import press as p
from bot import wording
from bot.domain.replies import Role
from bot.on_discord import leaving, markup
from bot.on_discord.editing import OTHER
from bot.on_discord.forms import Form, Item, any_of, line_input, one_of
from bot.on_discord.layouts import option
from bot.on_discord.limits import fit, size
from bot.on_discord.setting_forms import START, is_setting, parts
from bot.press.presses import Complaint
from bot.usecases.authoring import LONGEST
from bot.wording.dialogs import (
    CARD,
    CARD_CUT,
    DAILY,
    LAST_ONE,
    MEND,
    OTHER_ONE,
    REPORT,
    SAME_ONE,
    TEXT,
    complaint_name,
    missing,
)

NOTE, WORDS, DRAFT, STEM = 500, 200, 4_000, 800
"""Characters of a note, of words after a command, of a proposal, of a question that is meant."""


def dialog_for(press: p.Press, text: str = "") -> Form | None:
    """Return the form that completes a press; ``text`` is what there is to change already."""
    match press:
        case p.ReportIt(_, reason):
            return Form(press, REPORT.title, *_which(text), *_report(reason))
        case p.Go(leaving.COMMAND):
            asked = missing(leaving.COMMAND)
            word = line_input("words", asked.label, example=leaving.WORD)
            return Form(press, asked.title, ui.TextDisplay(LAST_ONE), word)
        case p.Go("daily setup"):
            return Form(press, DAILY.title, *_daily())
        case p.Go("question add"):
            return Form(press, CARD.title, *_card(text))
        case p.Go(command) if is_setting(command):
            asked = missing(command)
            return Form(press, asked.title, parts(command.removeprefix(START), text))
        case p.Go(command):
            asked = missing(command)
            words = line_input(
                "words", asked.label, default=text[:WORDS], example=asked.example, most=WORDS
            )
            role = [_role()] if command == "class role" else []
            return Form(press, asked.title, words, *role)
        case p.Confirm(word):
            asked = missing("privacy delete")
            return Form(press, asked.title, line_input("words", asked.label, example=word))
        case p.OfQuestion():
            changed = line_input("text", MEND.label, default=text, most=DRAFT, long=True)
            kinds = [option(SAME_ONE, "same", chosen=True), option(OTHER_ONE, OTHER)]
            return Form(press, MEND.title, changed, one_of("same", MEND.example, kinds))
        case p.OfDeck():
            start = text if size(text) <= DRAFT else ""
            draft = line_input("text", TEXT.label, default=start, most=DRAFT, long=True)
            return Form(press, TEXT.title, draft)
        case _:
            return None


def _card(text: str) -> list[Item]:
    """Return a card's two sides; a text that one cannot hold is cut at a sentence, and told so."""
    cut = CARD_CUT if size(text) > LONGEST else ""
    start = fit(text, LONGEST, str)
    front = line_input("words", CARD.label, about=cut, default=start, most=LONGEST, long=True)
    return [front, line_input("back", CARD.example, most=LONGEST, long=True)]


def _which(stem: str) -> list[Item]:
    """Return the question that is meant, where nobody sees it above the form."""
    return [ui.TextDisplay(fit(stem, STEM, markup.block))] if stem.strip() else []


def _report(reason: Complaint) -> list[Item]:
    reasons = [
        option(complaint_name(each), each, chosen=each == reason) for each in get_args(Complaint)
    ]
    note = line_input("note", REPORT.example, most=NOTE, long=True, required=False)
    return [one_of("reason", REPORT.label, reasons), note]


def _role() -> Item:
    roles = [option(wording.role_name(role), role.value) for role in Role]
    return one_of("role", "Their role", roles)


def _daily() -> list[Item]:
    days = [option(name, str(number)) for number, name in enumerate(wording.WEEKDAYS)]
    return [
        line_input("time", DAILY.label, example=DAILY.example, most=8),
        any_of("days", "On these days", days, about="None ticked: as it is.", required=False),
        line_input("zone", "Time zone", example="Europe/London", most=60, required=False),
        line_input("topics", "Only these decks or themes", most=WORDS, required=False),
    ]
