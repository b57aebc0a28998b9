"""What a simulated year came to, in numbers and sentences. Must not know how it happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one share came to, or several together. Sums of recall are over answers.

    ``seen`` are answers to what had been met before, ``known`` those that were right and
    ``expected`` the sum of their true recall; ``foreseen`` answers had a prediction by the bot,
    whose sum is ``predicted``, and ``came_true`` of them were right.
    """

    classes: int
    days: int
    posted: int
    missed: int
    reminders: int
    digests: int
    skipped: int
    arrived: int
    rendered: int
    answers: int
    seen: int
    known: int
    expected: float
    foreseen: int
    predicted: float
    came_true: int
    kills: int
    outages: int
    steps_back: int
    refused: int
    lost: int
    duplicates: int
    names: int
    whispers: int
    problems: tuple[str, ...] = ()


def together(reports: Iterable[Report]) -> Report:
    """Return several shares as one."""
    every = list(reports)
    sums = {
        each.name: sum(getattr(report, each.name) for report in every)
        for each in fields(Report)
        if each.name not in ("days", "problems")
    }
    problems = tuple(line for report in every for line in report.problems)
    return Report(days=every[0].days, problems=problems, **sums)


def lines(report: Report, seconds: float) -> Iterator[str]:
    """Yield what was checked, a line each; ``seconds`` is how long it took."""
    yield (
        f"{report.classes:,} classes, {report.days} days in {seconds:.0f} s:"
        f" {report.answers:,} answers, {report.rendered:,} messages rendered"
    )
    yield (
        f"  gone wrong: {report.kills} kills, {report.outages} outages, {report.steps_back} clocks"
        f" set back, {report.refused} posts refused, {report.lost} receipts lost"
    )
    yield (
        f"  posts: {report.posted:,} dates posted once each, {report.missed:,} missed by policy,"
        f" {report.skipped:,} skipped; {report.duplicates} seen twice on Telegram"
    )
    yield (
        f"  {report.digests:,} digests, one a week at most, and {report.reminders:,} reminders,"
        " one a day at most"
    )
    yield f"  answers: each of {report.answers:,} acknowledged ones is in the log once"
    yield "  boards, days and memories: equal to their rebuild from the log"
    yield "  rates: never more than Telegram takes"
    yield (
        f"  names: none of {report.names:,} hidden names in any message or picture,"
        f" nor in {report.whispers:,} words to one person alone but that one's own"
    )
    foreseen = report.foreseen
    yield (
        f"  recall: {_share(report.known, report.seen)} of what had been met before was known"
        f" (truly {_share(report.expected, report.seen)}); in reviews the bot foresaw"
        f" {_share(report.predicted, foreseen)}, and"
        f" {_share(report.came_true, foreseen)} came true"
    )
    if not report.problems:
        yield "Every promise was kept."
        return
    yield f"{len(report.problems):,} promises were broken:"
    yield from (f"  {line}" for line in report.problems[:50])


def _share(part: float, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
