"""A question as its editors see it: its editions, what was accepted, what was said about it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from bot.domain.replies import (
    AcceptedShown,
    EditionShown,
    Part,
    QuestionHistory,
    QuestionText,
    ReportShown,
)
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, quoted, sentence
from bot.wording.decks import complaint_words, sample_line, spot_line
from bot.wording.times import day_name, full_day

_PARTS = {
    Part.STEM: "the question",
    Part.ANSWER: "the answer",
    Part.CHOICES: "what else can be chosen or accepted",
    Part.EXPLANATION: "the explanation",
    Part.HINT: "the hint",
    Part.SOURCES: "the sources",
    Part.PICTURE: "the picture",
    Part.THEME: "the theme",
    Part.LEVEL: "the level or skill",
}


def changed_words(parts: Sequence[Part]) -> str:
    """Say what was changed about a question, within a sentence."""
    return listed([_PARTS[part] for part in parts], 9) or "its tags"


def edition_line(edition: EditionShown, today: date | None, zone: tzinfo | None) -> str:
    """Say what a question was, until when, and what was changed then."""
    until = (
        f"Until {_day(edition.until, today, zone)}" if edition.until else "Until some earlier day"
    )
    return (
        f"{until} (version {number(edition.version)}): {sample_line(edition.sample)}; "
        f"then {changed_words(edition.changed)} changed."
    )


def accepted_line(accepted: AcceptedShown, today: date | None, zone: tzinfo | None) -> str:
    """Say what is accepted besides the author's answers, and since when."""
    since = f"since {_day(accepted.at, today, zone)}"
    old = ", for an earlier version" if accepted.old else ""
    return f"{quoted(accepted.text, 120)} ({since}{old})"


def report_line(report: ReportShown, today: date | None, zone: tzinfo | None) -> str:
    """Say what somebody found about a question, when, and whether an editor has looked."""
    note = f": {quoted(report.note, 160)}" if report.note.strip() else ""
    looked = "" if report.open else ", looked at"
    said = complaint_words(report.reason)
    return f"{said[:1].upper()}{said[1:]}{note} ({_day(report.at, today, zone)}{looked})"


def history_state(reply: QuestionHistory) -> str:
    """Say where a question stands: its version, and whether it is asked."""
    state = (
        "not in the deck any more"
        if reply.retired
        else "resting, since learners reported it"
        if reply.paused
        else "in play"
    )
    return f"Version {number(reply.version)}, {state}."


def no_editions(reply: QuestionHistory) -> str:
    """Say that a question has always been so, "" if it has not."""
    return "" if reply.earlier else "It has not been changed since it came."


def claims_line(reply: QuestionHistory) -> str:
    """Say how many wait to hear whether they were right, "" if nobody does."""
    if not reply.claims:
        return ""
    waits = "waits" if reply.claims == 1 else "wait"
    return f"{count_of(reply.claims, 'learner')} {waits} to hear whether they were right."


def question_history(
    reply: QuestionHistory, today: date | None = None, zone: tzinfo | None = None
) -> str:
    """Render a question's history."""
    return lines(
        "Saved." if reply.saved else "",
        f"{one_line(reply.title, 80)}, {literal(reply.question, 60)}. {history_state(reply)}",
        sentence(f"It asks {sample_line(reply.sample)}"),
        no_editions(reply),
        *(edition_line(each, today, zone) for each in reply.earlier[:5]),
        *(f"Also accepted: {accepted_line(each, today, zone)}" for each in reply.accepted[:8]),
        *(f"Reported: {report_line(each, today, zone)}" for each in reply.reports[:5]),
        claims_line(reply),
    )


def question_text(reply: QuestionText) -> str:
    """Render a question as its author writes it, with what is the matter with it."""
    return lines(
        "This is not saved yet:" if reply.spots else "",
        *(spot_line(spot) for spot in reply.spots[:5]),
        f"This is how the question in {one_line(reply.title, 80)} is written:",
        literal(reply.text, 1_500),
    )


def _day(at: datetime, today: date | None, zone: tzinfo | None) -> str:
    day = at.astimezone(zone or UTC).date()
    return day_name(day, today) if today else full_day(day)
