"""One question as its editors see it: its history, and its text when it cannot be kept so."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_discord import markup
from bot.on_discord.asking import lettered, stem
from bot.on_discord.files import upload
from bot.on_discord.layouts import Item, Rendered, Viewer, button, card, primary, rows, rule, said
from bot.on_discord.layouts import shown as attached_file
from bot.on_discord.limits import fit, size
from bot.on_discord.marking import answer
from bot.wording import Label

EARLIER, ACCEPTED, REPORTED = 5, 8, 5
TEXT_SHOWN = 2_400
"""Characters of a question's own text that are shown; a longer one comes as a file too."""


def history(reply: r.QuestionHistory, viewer: Viewer) -> Rendered:
    """Return what a question says, what it said before, and what came of it."""
    today, zone = viewer.today, viewer.zone
    earlier = [wording.edition_line(each, today, zone) for each in reply.earlier[:EARLIER]]
    accepted = [wording.accepted_line(each, today, zone) for each in reply.accepted[:ACCEPTED]]
    reports = [wording.report_line(each, today, zone) for each in reply.reports[:REPORTED]]
    view = card(
        said("✓ Saved." if reply.saved else "", f"### {_title(reply.title)}"),
        said(f"-# {markup.literal(wording.history_state(reply))} {_id(reply.question)}"),
        _asks(reply.sample),
        [rule()],
        said("**Before**", *_listed(earlier, 300, len(reply.earlier))),
        said(markup.literal(wording.no_editions(reply))),
        _group("Accepted besides", _listed(accepted, 240, len(reply.accepted))),
        _group("Reported", _listed(reports, 260, len(reply.reports))),
        said(markup.literal(wording.claims_line(reply))),
        _buttons(reply),
    )
    return Rendered(view=view, replaces=True)


def _title(text: str) -> str:
    return fit(wording.one_line(text, 80), 160)


def _id(question: str) -> str:
    return f"Its id is {fit(wording.literal(question, 80), 120)}."


def _asks(sample: r.Sample) -> list[Item]:
    posed, solution = sample.posed, sample.solution
    room = max(24, 700 // max(1, len(posed.options)))
    return [
        *said(stem(posed, 700), *lettered(posed, posed.options, room)),
        *said(*answer(posed, solution), fit(solution.explanation, 300, markup.block)),
    ]


def _listed(texts: list[str], most: int, all_of_them: int) -> list[str]:
    more = markup.literal(wording.more_line(all_of_them - len(texts)))
    return [*(f"- {fit(text, most)}" for text in texts), more]


def _group(name: str, texts: list[str]) -> list[Item]:
    return said(f"**{name}**", *texts) if any(texts) else []


def _buttons(reply: r.QuestionHistory) -> list[Item]:
    back = p.OfDeck("back", reply.deck, p.which_of(reply.question))
    return rows(
        button(p.OfQuestion("edit", reply.key), Label.EDIT) if reply.may_edit else None,
        primary(back, Label.LET_BACK) if reply.paused and reply.may_edit else None,
        button(p.Go("class claims"), Label.CLAIMS) if reply.claims else None,
        button(p.OfDeck("show", reply.deck), Label.SEE_DECK),
    )


def text(reply: r.QuestionText) -> Rendered:
    """Return a question as its author writes it, and what keeps it from being kept so."""
    spots = [f"- {fit(wording.spot_line(spot), 240)}" for spot in reply.spots[:5]]
    written = reply.text.replace("\r\n", "\n")
    file = upload(f"{reply.question}.toml", written.encode("utf-8", "replace"))
    sent = bool(spots) or size(written) > TEXT_SHOWN // 2  # what was typed is not lost
    view = card(
        said(f"### {_title(reply.title)}"),
        said("**This is not saved yet:**" if spots else "", *spots),
        said(fit(written, TEXT_SHOWN)),
        said("" if spots else "-# It is longer than a form holds: change it in the deck's file."),
        attached_file(file) if sent else [],
        rows(
            primary(p.OfQuestion("edit", reply.key), Label.EDIT),
            button(p.OfQuestion("history", reply.key), Label.BACK),
        ),
    )
    return Rendered(view=view, files=(file,) if file and sent else (), replaces=True)
