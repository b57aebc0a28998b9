"""Marked answers, flashcards and claims: what one learner is told privately."""

from collections.abc import Iterable

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.markup import plain
from bot.domain.question import Grade, KindName
from bot.on_telegram import limits, markup
from bot.on_telegram.asking import alt, kicker, pictured, stem
from bot.on_telegram.keyboards import Row, column, key, primary, rows
from bot.on_telegram.limits import fit, fit_plain
from bot.on_telegram.markup import (
    EMPTY,
    Html,
    bold,
    italic,
    joined,
    lines,
    literal,
    own,
    phrase,
    quotation,
)
from bot.on_telegram.messages import Key, Rendered, Style, Upload, Viewer
from bot.on_telegram.paging import cut_page, message, pager
from bot.wording import CalendarLabel, Label

STEM, YOURS, ANSWER, WHY, NOTES, SOURCES = 500, 500, 600, 900, 500, 240
"""Units of a message for each part of a marked answer."""

FOLDED = 320
"""What is longer than this beside the answer shows its first lines until it is tapped."""

PARTS = 25
"""Parts of an answer at most, each on a line."""

NOTHING = "–"
"""Stands where a part was left empty."""

CLAIMS = 5
"""Claims on a page: each has a text and two keys."""

_IN_PARTS = frozenset({KindName.CLOZE, KindName.MATCH})
_STYLES = {
    Grade.AGAIN: Style.DANGER,
    Grade.HARD: Style.PLAIN,
    Grade.GOOD: Style.PRIMARY,
    Grade.EASY: Style.SUCCESS,
}


def told(reply: r.Reply, viewer: Viewer, *keys: Iterable[Row], replaces: bool = False) -> Rendered:
    """Return a short private sentence, with keys where something can follow."""
    text = fit(wording.plain(reply, today=viewer.today, zone=viewer.zone), 1_500, own)
    return message(text, keys=keys, replaces=replaces)


def kept(reply: r.Answered, viewer: Viewer) -> Rendered:
    """Return that a live answer is kept, and the way to change it while it can be changed."""
    again = key(p.Open(reply.ask), Label.CHANGE) if reply.changes_left > 0 else None
    return told(reply, viewer, column(again), replaces=True)


def marked(reply: r.Marked, attached: Upload | None) -> Rendered:
    """Return a marked answer: the verdict, the answer, why, and what comes next."""
    posed = reply.posed
    photo, document = pictured(attached)
    return message(
        lines(kicker(posed, "Review"), alt(posed, attached)),
        stem(posed, STEM),
        verdict(reply),
        *solution(posed, reply.solution),
        gains(reply),
        keys=(
            rows(
                primary(p.NextReview(), Label.NEXT),
                key(p.Claim(reply.ask), Label.I_WAS_RIGHT) if reply.can_claim else None,
                key(p.Undo(reply.ask), Label.UNDO),
                key(p.ReportIt(reply.ask, "other"), Label.REPORT),
            ),
        ),
        photo=photo,
        document=document,
        replaces=True,
        alert=said_shortly(reply),
    )


def outcome(reply: r.Marked) -> Rendered:
    """Return how one's own live answer was marked, beside a reveal that tells the rest."""
    return message(
        verdict(reply),
        gains(reply),
        keys=(
            rows(
                key(p.Claim(reply.ask), Label.I_WAS_RIGHT) if reply.can_claim else None,
                key(p.ReportIt(reply.ask, "other"), Label.REPORT),
            ),
        ),
        alert=said_shortly(reply),
    )


def said_shortly(reply: r.Marked) -> str:
    """Return a verdict in the room of an alert: the mark, the answer, what it brought."""
    mark = reply.verdict.mark
    answers = wording.answer_sources(reply.posed, reply.solution)
    answer = wording.listed([wording.one_line(text, 60) for text in answers], 5)
    parts = (
        f"{wording.verdict_mark(mark)} {wording.verdict_word(mark)}.",
        f"Answer: {fit_plain(answer, 110)}" if answer else "",
        " · ".join(wording.gains(reply)),
    )
    return fit_plain("\n".join(part for part in parts if part), limits.ALERT)


def verdict(reply: r.Marked) -> Html:
    """Return how an answer was marked and why, and what it was."""
    mark = reply.verdict.mark
    word = f"{wording.verdict_mark(mark)} {wording.verdict_word(mark)}"
    why = fit(wording.reason_line(reply.verdict.reason), 400)
    return lines(bold(literal(word)), why, *_yours(reply))


def gains(reply: r.Marked) -> Html:
    """Return what an answer has brought, in one line."""
    return italic(joined(literal(part) for part in wording.gains(reply)))


def _yours(reply: r.Marked) -> list[Html]:
    """Return what was answered: with a mark for each part, where every part has one."""
    texts = wording.yours_sources(reply.posed, reply.yours)[:PARTS]
    room = max(24, YOURS // max(1, len(texts)))
    said = [_or_nothing(fit(text, room, markup.inline)) for text in texts]
    if all(text == NOTHING for text in said):
        return []
    parts = reply.verdict.parts
    if reply.posed.kind in _IN_PARTS and len(said) == len(parts):
        signs = (
            phrase("{} {}", literal(wording.verdict_mark(mark)), text)
            for mark, text in zip(parts, said, strict=True)
        )
        return [phrase("You said"), *signs]
    return [phrase("You said {}", joined(said, ", "))]


def _or_nothing(text: Html) -> Html:
    return text if text.strip() else literal(NOTHING)


def solution(posed: r.Posed, given: r.Solution) -> list[Html]:
    """Return the answer, the explanation, and, folded, what tempts about the others."""
    why = fit(given.explanation, WHY, markup.block)
    tempt = lines(*tempting(posed, given))
    return [
        lines(*answer(posed, given)),
        quotation(why, folded=limits.size(why) > FOLDED),
        quotation(tempt, folded=limits.size(tempt) > FOLDED),
        sources(given),
    ]


def answer(posed: r.Posed, given: r.Solution) -> list[Html]:
    """Return the answer in bold: one line, or a line for each part."""
    texts = wording.answer_sources(posed, given)[:PARTS]
    room = max(24, ANSWER // max(1, len(texts)))
    found = [fit(text, room, markup.inline) for text in texts]
    if len(found) > 1:
        numbered = (
            phrase("{}. {}", literal(str(place)), text) for place, text in enumerate(found, 1)
        )
        return [bold(phrase("Answer")), *numbered]
    return [phrase("Answer: {}", bold(text)) for text in found if text.strip()]


def tempting(posed: r.Posed, given: r.Solution) -> list[Html]:
    """Return why the other options tempt, a line for each."""
    texts = {each.index: wording.option_source(posed, each) for each in posed.options}
    notes = [
        (texts[index], note)
        for index, note in given.notes
        if index in texts and index not in given.correct and plain(note).strip()
    ][:8]
    room = max(40, NOTES // max(1, len(notes)))
    return [
        phrase("✗ {}: {}", fit(text, 60, markup.inline), fit(note, room, markup.inline))
        for text, note in notes
    ]


def sources(given: r.Solution) -> Html:
    """Return where the answer is from."""
    said = "; ".join(wording.literal(source, 80) for source in given.sources[:3])
    return italic(phrase("Sources: {}", fit(said, SOURCES))) if said else EMPTY


def self_grade(reply: r.SelfGrade, attached: Upload | None) -> Rendered:
    """Return the back of a flashcard, and four grades with the interval each would give."""
    posed = reply.posed
    photo, document = pictured(attached)
    grades = [
        key(
            p.GradeIt(reply.ask, grade),
            f"{wording.grade_name(grade)} · {wording.interval_short(days)}",
            _STYLES[grade],
        )
        for grade, days in reply.intervals
    ]
    why = fit(reply.solution.explanation, WHY, markup.block)
    return message(
        lines(kicker(posed, wording.kind_name(posed.kind).capitalize()), alt(posed, attached)),
        stem(posed, STEM),
        fit(reply.back, 1_200, markup.block),
        quotation(lines(why, sources(reply.solution)), folded=limits.size(why) > FOLDED),
        italic(phrase("How well did you know it?")),
        keys=(rows(*grades[:2]), rows(*grades[2:])),
        photo=photo,
        document=document,
        replaces=True,
    )


def claim_queue(reply: r.ClaimQueue, viewer: Viewer, page: int) -> Rendered:
    """Return claims for a deck's editor, a few on each page."""
    if not reply.claims:
        return told(reply, viewer, replaces=True)
    page, pages, claims = cut_page(reply.claims, page, CLAIMS)
    unique = list({claim.claim: claim for claim in claims}.values())
    heading = f"“I was right”: {wording.count_of(len(reply.claims), 'claim')}"
    settling = [
        row
        for place, claim in enumerate(unique, 1)
        for row in rows(
            key(p.SettleClaim(claim.claim, accept=True), f"{place} {Label.ACCEPT}", Style.SUCCESS),
            key(p.SettleClaim(claim.claim, accept=False), f"{place} {Label.DECLINE}"),
        )
    ]
    return message(
        bold(literal(heading)),
        *(_claim(place, claim) for place, claim in enumerate(unique, 1)),
        keys=(settling, pager("class claims", page, pages)),
        replaces=True,
    )


def _claim(place: int, claim: r.ClaimShown) -> Html:
    accepted = wording.listed([wording.one_line(text, 40) for text in claim.accepted[:3]], 3)
    times = f"(from {wording.count_of(claim.count, 'learner')})" if claim.count > 1 else ""
    question = fit(claim.stem, 240, markup.inline)
    group = fit(wording.literal(claim.class_name, 60), 120, markup.name)
    said = bold(fit(wording.literal(claim.given, 80), 120, markup.name))
    return lines(
        phrase("{}. {}", bold(literal(str(place))), question),
        joined((said, literal(times)), " "),
        phrase("Accepted so far: {}", fit(accepted, 240)) if accepted else EMPTY,
        italic(group),
    )


def _reminders(reply: r.NothingDue) -> tuple[Key | None, ...]:
    if not reply.offers_reminders:
        return ()
    return (
        key(p.Go("settings remind on"), CalendarLabel.REMIND_ME),
        key(p.Go("settings remind"), CalendarLabel.REMINDERS),
    )


def nothing_due(reply: r.NothingDue, viewer: Viewer) -> Rendered:
    """Return an empty queue: it is good news."""
    return told(
        reply,
        viewer,
        rows(
            primary(p.Go("review unseen"), Label.LEARN_NEW) if reply.unseen else None,
            key(p.Go("review weakest"), Label.WEAKEST),
            *_reminders(reply),
        ),
        replaces=True,
    )


def onward(reply: r.Skipped | r.Undone, viewer: Viewer) -> Rendered:
    """Return that a question is put aside or taken back, and the way to the next."""
    return told(reply, viewer, rows(key(p.NextReview(), Label.NEXT)), replaces=True)


def again(reply: r.CloseCall, viewer: Viewer) -> Rendered:
    """Return a near miss: what is written next is the second try."""
    return told(reply, viewer, column(key(p.Open(reply.ask), Label.TRY_AGAIN)))
