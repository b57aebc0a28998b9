"""Checks a bank and reports: every mistake and finding, then what its questions cover.

``check`` is what both ``python -m content check`` and the program's own command run.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from content.bank import Mistake, bundled, load
from content.coverage_summary import Summary, lines_of, summarise
from content.lint import Finding, Severity, lint, steady


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. ``coverage`` has a summary for each deck that names its targets."""

    questions: int
    decks: int
    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    coverage: tuple[Summary, ...]

    @property
    def errors(self) -> int:
        """Return how many findings are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def passed(self) -> bool:
        """Return whether there is no mistake and no error; warnings pass."""
        return not self.mistakes and not self.errors


def check(path: Path | None = None, *, as_json: bool = False) -> int:
    """Print what is wrong in a bank and what it covers; return the exit status, 0 or 1.

    ``path`` is the folder of a bank or of one deck, by default the bank of the program. With
    ``as_json`` all of it is one JSON object.
    """
    report = look_over(path or bundled())
    if as_json:
        sys.stdout.write(f"{msgspec.json.format(msgspec.json.encode(report)).decode()}\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    return 0 if report.passed else 1


def look_over(path: Path) -> Report:
    """Load a bank, run every rule over it, and count what it covers."""
    loaded = load(path)
    return Report(
        questions=sum(len(deck.questions) for deck in loaded.decks),
        decks=len(loaded.decks),
        mistakes=loaded.mistakes,
        findings=(*lint(loaded), *steady(loaded, load(path))),
        coverage=tuple(summarise(sheet) for sheet in loaded.sheets if sheet.record.matrix),
    )


def _lines(report: Report) -> Iterator[str]:
    yield from map(str, report.mistakes)
    yield from map(str, report.findings)
    for summary in report.coverage:
        yield from ("", *lines_of(summary), "")
    yield (
        f"{report.questions} questions in {report.decks} decks: {len(report.mistakes)} mistakes, "
        f"{report.errors} errors, {len(report.findings) - report.errors} warnings"
    )
