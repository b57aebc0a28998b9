"""What a benchmark found: one line each, as an aligned table and as JSON.

A goal is printed and never enforced: time on a shared machine gates nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that a figure should keep: at most it, or at least it."""

    bound: float
    at_least: bool = False
    of_ratio: bool = True  # otherwise of our own figure

    def __str__(self) -> str:
        """Return the goal as the table says it."""
        return f"{'≥' if self.at_least else '≤'} {short(self.bound)}{' ×' * self.of_ratio}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: our figure, perhaps another beside it, and ours divided by that one."""

    name: str
    ours: float
    unit: str = ""
    beside: str = ""
    theirs: float | None = None
    ratio: float | None = None
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Return whether the goal is kept; None where there is no goal."""
        if self.goal is None:
            return None
        figure = self.ratio if self.goal.of_ratio else self.ours
        if figure is None:
            return None
        return figure >= self.goal.bound if self.goal.at_least else figure <= self.goal.bound


def short(figure: float) -> str:
    """Return a figure with three significant digits, thousands set apart."""
    size = abs(figure)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    return f"{figure:,.{digits}f}"


def _cells(finding: Finding) -> tuple[str, ...]:
    beside = ""
    if finding.theirs is not None:
        beside = f"{finding.beside} {short(finding.theirs)}"
    return (
        finding.name,
        f"{short(finding.ours)} {finding.unit}".strip(),
        beside,
        f"{short(finding.ratio)} ×" if finding.ratio is not None else "",
        str(finding.goal) if finding.goal else "",
        {True: "met", False: "missed", None: ""}[finding.met],
    )


def table(findings: Sequence[Finding]) -> str:
    """Return the findings as aligned text, figures to the right."""
    head = ("what", "here", "beside it", "ratio", "goal", "")
    rows = [head, *map(_cells, findings)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:5], widths[1:5], strict=True)]
        lines.append("  ".join([*cells, row[5]]).rstrip())
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def keep(findings: Sequence[Finding], about: dict[str, str], file: Path) -> None:
    """Write the whole as JSON, with ``about`` the machine, creating the folder."""
    rows = [
        asdict(finding) | {"goal": str(finding.goal or ""), "met": finding.met}
        for finding in findings
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"about": about, "findings": rows}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
