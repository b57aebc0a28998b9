"""Marked answers, flashcards, mark schemes and claims: what one learner is told privately."""

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.markup import plain
from bot.domain.question import Grade, KindName
from bot.on_discord import markup, themes
from bot.on_discord.asking import LETTERS, kicker, pictured, stem
from bot.on_discord.layouts import (
    Item,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    line,
    menu,
    option,
    primary,
    rows,
    rule,
    said,
)
from bot.on_discord.limits import SELECT_OPTIONS, fit
from bot.on_discord.paging import cut_page, pager
from bot.wording import CalendarLabel, Label
from bot.wording.by_slash import by_slash

STEM, YOURS, ANSWER, WHY, NOTES, SOURCES = 500, 500, 600, 900, 500, 240
"""Characters of a card for each part of a marked answer."""

NOTHING = "–"
"""Stands where a part was left empty."""

CLAIMS = 5
"""Claims on a page: each has a text and two buttons."""

_IN_PARTS = frozenset({KindName.CLOZE, KindName.MATCH})
_STYLES = {
    Grade.AGAIN: ButtonStyle.danger,
    Grade.HARD: ButtonStyle.secondary,
    Grade.GOOD: ButtonStyle.primary,
    Grade.EASY: ButtonStyle.success,
}


def told(reply: r.Reply, viewer: Viewer, *buttons: Item, replaces: bool = False) -> Rendered:
    """Return a short private sentence, with buttons where something can follow."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    if isinstance(reply, r.NothingDue):  # the others name no command, but may hold what was typed
        text = by_slash(text)
    view = line(fit(markup.literal(text), 1_500, str), *buttons)
    return Rendered(view=view, replaces=replaces)


def marked(reply: r.Marked, attached: Upload | None) -> Rendered:
    """Return a marked answer: the verdict, the answer, why, and what comes next."""
    posed, verdict = reply.posed, reply.verdict
    view = card(
        said(kicker(posed, "Review"), stem(posed, STEM)),
        pictured(posed, attached),
        said(
            f"### {wording.verdict_mark(verdict.mark)} {wording.verdict_word(verdict.mark)}",
            fit(wording.reason_line(verdict.reason), 400),
            *_yours(reply),
        ),
        [rule()],
        said(*solution(posed, reply.solution)),
        said(f"-# {' · '.join(map(markup.literal, wording.gains(reply)))}"),
        rows(
            primary(p.NextReview(), Label.NEXT),
            button(p.Claim(reply.ask), Label.I_WAS_RIGHT) if reply.can_claim else None,
            button(p.Undo(reply.ask), Label.UNDO),
            button(p.ReportIt(reply.ask, "other"), Label.REPORT),
        ),
        colour=themes.colour_of(posed.theme),
    )
    return Rendered(view=view, files=(attached,) if attached else (), replaces=True)


def outcome(reply: r.Marked) -> Rendered:
    """Return how one's own live answer was marked, beside a reveal that tells the rest."""
    verdict = reply.verdict
    view = card(
        said(
            f"### {wording.verdict_mark(verdict.mark)} {wording.verdict_word(verdict.mark)}",
            fit(wording.reason_line(verdict.reason), 400),
            *_yours(reply),
            f"-# {' · '.join(map(markup.literal, wording.gains(reply, live=True)))}",
        ),
        rows(
            button(p.Claim(reply.ask), Label.I_WAS_RIGHT) if reply.can_claim else None,
            button(p.ReportIt(reply.ask, "other"), Label.REPORT),
        ),
        colour=themes.colour_of(reply.posed.theme),
    )
    return Rendered(view=view)


def _yours(reply: r.Marked) -> list[str]:
    """Return what was answered: with a mark for each part, where every part has one."""
    texts = wording.yours_sources(reply.posed, reply.yours)[:25]
    room = max(24, YOURS // max(1, len(texts)))
    lines = [fit(text, room, markup.inline).strip() or NOTHING for text in texts]
    if all(text == NOTHING for text in lines):
        return []
    parts = reply.verdict.parts
    if reply.posed.kind in _IN_PARTS and len(lines) == len(parts):
        signs = (
            f"{wording.verdict_mark(mark)} {text}" for mark, text in zip(parts, lines, strict=True)
        )
        return ["-# You said", *signs]
    return [f"-# You said {', '.join(lines)}"]


def solution(posed: r.Posed, given: r.Solution) -> list[str]:
    """Return the answer, the explanation, what tempts about the others, and the sources."""
    return [
        *answer(posed, given),
        fit(given.explanation, WHY, markup.block),
        *_tempting(posed, given),
        _sources(given),
    ]


def answer(posed: r.Posed, given: r.Solution) -> list[str]:
    """Return the answer in bold: one line, or a line for each part."""
    texts = wording.answer_sources(posed, given)[:SELECT_OPTIONS]
    room = max(24, ANSWER // max(1, len(texts)))
    lines = [fit(text, room, markup.inline) for text in texts]
    if len(lines) > 1:
        return ["**Answer**", *(f"{place}. {text}" for place, text in enumerate(lines, 1))]
    return [f"Answer · {_strong(text)}" for text in lines if text.strip()]


def _strong(text: str) -> str:
    """Return a line in bold, unless it has styles of its own."""
    return text if "*" in text or "~" in text else f"**{text}**"


def _tempting(posed: r.Posed, given: r.Solution) -> list[str]:
    texts = {each.index: wording.option_source(posed, each) for each in posed.options}
    notes = [
        (texts[index], note)
        for index, note in given.notes
        if index in texts and index not in given.correct and plain(note).strip()
    ][:8]
    room = max(40, NOTES // max(1, len(notes)))
    return [
        f"-# ✗ {fit(text, 60, markup.inline)}: {fit(note, room, markup.inline)}"
        for text, note in notes
    ]


def _sources(given: r.Solution) -> str:
    sources = "; ".join(wording.literal(source, 80) for source in given.sources[:3])
    return f"-# Sources: {fit(sources, SOURCES)}" if sources else ""


def self_grade(reply: r.SelfGrade, attached: Upload | None) -> Rendered:
    """Return the back of a flashcard, and four grades with the interval each would give."""
    posed = reply.posed
    grades = [
        button(
            p.GradeIt(reply.ask, grade),
            f"{wording.grade_name(grade)} · {wording.interval_short(days)}",
            _STYLES[grade],
        )
        for grade, days in reply.intervals
    ]
    view = card(
        said(kicker(posed, wording.kind_name(posed.kind).capitalize()), stem(posed, STEM)),
        pictured(posed, attached),
        [rule()],
        said(fit(reply.back, 1_200, markup.block)),
        said(fit(reply.solution.explanation, WHY, markup.block), _sources(reply.solution)),
        said("*How well did you know it?*"),
        rows(*grades),
        colour=themes.colour_of(posed.theme),
    )
    return Rendered(view=view, files=(attached,) if attached else (), replaces=True)


def points_proposed(reply: r.PointsProposed) -> Rendered:
    """Return a mark scheme: what was found, and a list in which to tick what is one's own."""
    posed, points = reply.posed, reply.points[:SELECT_OPTIONS]
    every = tuple(range(len(points)))
    credited = tuple(index for index in reply.credited if index in every)
    room = max(40, 1_400 // max(1, len(points)))
    mine = p.TickIt(reply.ask, credited)
    chosen = wording.count_of(len(credited), "point found", "points found")
    view = card(
        said(kicker(posed, "Your points"), stem(posed, STEM)),
        said(f"> {fit(wording.literal(reply.yours, 600), 600)}" if reply.yours.strip() else ""),
        said(*(_point(reply, index, text, room) for index, text in enumerate(points))),
        said(f"*{markup.literal(wording.tick_prompt(reply))}*"),
        menu(
            p.TickIt(reply.ask, every),
            Label.TICK_YOURS,
            [
                option(f"{LETTERS[index]}. {plain(text)}", str(index), chosen=index in credited)
                for index, text in enumerate(points)
            ],
            least=0,
            most=len(points),
        ),
        rows(primary(mine, f"{Label.AS_FOUND} ({chosen})")) if credited != every else [],
        colour=themes.colour_of(posed.theme),
    )
    return Rendered(view=view, replaces=True)


def _point(reply: r.PointsProposed, index: int, text: str, room: int) -> str:
    found = " *(found)*" if index in reply.credited else ""
    found = found or (" *(yours?)*" if index in reply.proposed else "")
    return f"**{LETTERS[index]}** {fit(text, room, markup.inline)}{found}"


def claim_queue(reply: r.ClaimQueue, page: int) -> Rendered:
    """Return claims for a deck's editor, a few on each page."""
    if not reply.claims:
        return Rendered(view=line(markup.literal(wording.plain(reply))), replaces=True)
    page, pages, claims = cut_page(reply.claims, page, CLAIMS)
    groups = [
        [
            *said(*_claim(claim)),
            *rows(
                button(p.SettleClaim(claim.claim, accept=True), Label.ACCEPT, ButtonStyle.success),
                button(p.SettleClaim(claim.claim, accept=False), Label.DECLINE),
            ),
        ]
        for claim in {claim.claim: claim for claim in claims}.values()
    ]
    heading = wording.count_of(len(reply.claims), "claim")
    view = card(said(f"### “I was right”: {heading}"), *groups, pager("class claims", page, pages))
    return Rendered(view=view, replaces=True)


def _claim(claim: r.ClaimShown) -> list[str]:
    accepted = wording.listed([wording.one_line(text, 40) for text in claim.accepted[:3]], 3)
    times = f" (from {wording.count_of(claim.count, 'learner')})" if claim.count > 1 else ""
    group = wording.literal(claim.class_name, 60)
    return [
        f"-# {fit(group, 120, markup.name)}" if group else "",
        fit(claim.stem, 240, markup.inline),
        f"**{fit(wording.literal(claim.given, 80), 120)}**{times}",
        f"-# Accepted so far: {fit(accepted, 240)}" if accepted else "",
    ]


def nothing_due(reply: r.NothingDue, viewer: Viewer) -> Rendered:
    """Return an empty queue: it is good news."""
    offers = reply.offers_reminders
    met = reply.next_due is not None or reply.answered_today > 0
    return told(
        reply,
        viewer,
        *rows(
            primary(p.Go("review unseen"), Label.LEARN_NEW) if reply.unseen else None,
            button(p.Go("review weakest"), Label.WEAKEST) if met else None,
            button(p.Go("settings remind on"), CalendarLabel.REMIND_ME) if offers else None,
            button(p.Go("settings remind"), CalendarLabel.REMINDERS) if offers else None,
        ),
        replaces=True,
    )
