"""One question as its editors see it: its history, and its text when it cannot be kept so."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_telegram import markup
from bot.on_telegram.asking import lettered, stem
from bot.on_telegram.deck_cards import TEXT_SHOWN, as_file, listed, titled
from bot.on_telegram.keyboards import Row, key, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.marking import answer
from bot.on_telegram.markup import (
    EMPTY,
    Html,
    bold,
    code,
    code_block,
    italic,
    lines,
    literal,
    phrase,
    quotation,
)
from bot.on_telegram.messages import Rendered, Viewer
from bot.on_telegram.paging import message
from bot.wording import Label

EARLIER, ACCEPTED, REPORTED = 5, 8, 5


def history(reply: r.QuestionHistory, viewer: Viewer) -> Rendered:
    """Return what a question says, what it said before, and what came of it."""
    today, zone = viewer.today, viewer.zone
    earlier = [wording.edition_line(each, today, zone) for each in reply.earlier[:EARLIER]]
    accepted = [wording.accepted_line(each, today, zone) for each in reply.accepted[:ACCEPTED]]
    reports = [wording.report_line(each, today, zone) for each in reply.reports[:REPORTED]]
    its_id = phrase("Its id is {}.", code(wording.literal(reply.question, 80)))
    return message(
        lines(phrase("✓ Saved.") if reply.saved else EMPTY, titled(reply.title)),
        lines(italic(literal(wording.history_state(reply))), its_id),
        *_asks(reply.sample),
        lines(
            bold(phrase("Before")),
            *listed(earlier, 300, len(reply.earlier)),
            literal(wording.no_editions(reply)),
        ),
        _group(bold(phrase("Accepted besides")), listed(accepted, 240, len(reply.accepted))),
        _group(bold(phrase("Reported")), listed(reports, 260, len(reply.reports))),
        literal(wording.claims_line(reply)),
        keys=(_keys(reply),),
        replaces=True,
    )


def _asks(sample: r.Sample) -> list[Html]:
    posed, solution = sample.posed, sample.solution
    room = max(24, 700 // max(1, len(posed.options)))
    return [
        stem(posed, 700),
        lines(*lettered(posed, posed.options, room)),
        lines(*answer(posed, solution)),
        quotation(fit(solution.explanation, 300, markup.block)),
    ]


def _group(name: Html, found: list[Html]) -> Html:
    return lines(name, *found) if any(found) else EMPTY


def _keys(reply: r.QuestionHistory) -> list[Row]:
    back = p.OfDeck("back", reply.deck, p.which_of(reply.question))
    return rows(
        key(p.OfQuestion("edit", reply.key), Label.EDIT) if reply.may_edit else None,
        primary(back, Label.LET_BACK) if reply.paused and reply.may_edit else None,
        key(p.Go("class claims"), Label.CLAIMS) if reply.claims else None,
        key(p.OfDeck("show", reply.deck), Label.SEE_DECK),
    )


def text(reply: r.QuestionText) -> Rendered:
    """Return a question as its author writes it, and what keeps it from being kept so."""
    spots = [wording.spot_line(spot) for spot in reply.spots[:5]]
    written = reply.text.replace("\r\n", "\n")
    why = listed(spots, 240, len(reply.spots))
    unsaved = lines(bold(phrase("This is not saved yet:")), *why) if spots else EMPTY
    return message(
        titled(reply.title),
        unsaved,
        fit(written, TEXT_SHOWN, code_block),
        keys=(
            rows(
                primary(p.OfQuestion("edit", reply.key), Label.EDIT),
                key(p.OfQuestion("history", reply.key), Label.BACK),
            ),
        ),
        document=as_file(f"{reply.question}.toml", written),
        replaces=True,
    )
