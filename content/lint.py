"""The quality rules of a bank: what a reader would object to, found before a learner does.

Each rule is a function under ``content/rules``; here is the list of them, with their codes. An
error blocks the build. A warning needs mending or a waiver in the TOML that says why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from content.bank import Item, Loaded, Sheet
from content.rules import answers, options, shape, whole
from content.rules.fault import Fault, at


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a rule found: ``file`` is relative to the bank, ``line`` counts from 1."""

    file: str
    line: int
    rule: str
    severity: Severity
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule} {self.severity}: {self.sentence}"


QuestionCheck = Callable[[Sheet, Item], Iterator[Fault]]
DeckCheck = Callable[[Sheet], Iterator[Fault]]
_E, _W = Severity.ERROR, Severity.WARNING

QUESTION_RULES: tuple[tuple[str, Severity, QuestionCheck], ...] = (
    ("L01", _E, shape.form_of_id),
    ("L02", _E, shape.known_theme),
    ("L03", _E, shape.rests_on_facts),
    ("L04", _E, shape.views_are_attributed),
    ("L05", _E, shape.not_a_misreading),
    ("L06", _E, shape.correction_is_told),
    ("L10", _E, shape.lengths),
    ("L11", _E, shape.option_lengths),
    ("L11", _W, shape.comfortable_options),
    ("L12", _E, shape.harmless_markup),
    ("L14", _W, shape.backs_fit),
    ("L20", _E, options.one_right),
    ("L21", _E, options.distinct),
    ("L23", _E, options.no_catch_all),
    ("L24", _E, options.dates_differ),
    ("L30", _E, options.enough_distractors),
    ("L31", _E, options.same_kind),
    ("L33", _W, options.tempting),
    ("L40", _E, options.length_balance),
    ("L42", _E, options.no_echo),
    ("L43", _E, options.same_grammar),
    ("L44", _E, options.no_absolutes),
    ("L46", _E, options.one_claim),
    ("L47", _W, options.no_negatives),
    ("L50", _W, answers.folds_apart),
    ("L51", _W, answers.enough_variants),
    ("L54", _E, answers.messages),
    ("L55", _E, answers.judged_right),
    ("L55", _E, answers.model_passes),
    ("L56", _E, answers.fair_gaps),
    ("L60", _E, answers.fair_tolerance),
    ("L63", _E, answers.fair_order),
    ("L64", _E, answers.fair_match),
    ("L65", _E, answers.fair_points),
    ("L75", _W, shape.readable),
)
"""Rules for one question. The loader itself refuses what breaks L01 (twice an id) and L02."""

DECK_RULES: tuple[tuple[str, Severity, DeckCheck], ...] = (
    ("L22", _E, whole.no_alias_as_distractor),
    ("L41", _W, whole.key_not_longest),
    ("L46", _E, whole.claims_balanced),
    ("L52", _E, whole.one_alias_one_answer),
    ("L83", _W, whole.difficulty_mix),
    ("L85", _E, whole.no_duplicates),
)


def lint(loaded: Loaded) -> tuple[Finding, ...]:
    """Return what the rules find in a loaded bank, by file and line, without what is waived."""
    return tuple(sorted({finding for sheet in loaded.sheets for finding in _sheet(sheet)}))


def _sheet(sheet: Sheet) -> Iterator[Finding]:
    for item in sheet.items:
        if not item.question.retired:
            yield from _question(sheet, item)
    found = [
        (rule, severity, fault) for rule, severity, check in DECK_RULES for fault in check(sheet)
    ]
    waived = {rule for rule, _ in sheet.record.waive}
    yield from _kept(found, waived)
    needless = waived - {rule for rule, severity, _ in found if severity is _W}
    for rule in sorted(needless):
        yield _finding("L00", _W, Fault(sheet.page, "waive", f"nothing here needs {rule} waived"))


def _question(sheet: Sheet, item: Item) -> Iterator[Finding]:
    found = [
        (rule, severity, fault)
        for rule, severity, check in QUESTION_RULES
        for fault in check(sheet, item)
    ]
    waived = {rule for rule, _ in item.record.waive}
    yield from _kept(found, waived)
    needless = waived - {rule for rule, severity, _ in found if severity is _W}
    for rule in sorted(needless):
        yield _finding("L00", _W, at(item, "waive", f"nothing here needs {rule} waived"))


def _kept(found: list[tuple[str, Severity, Fault]], waived: set[str]) -> Iterator[Finding]:
    """Yield all but waived warnings; an error cannot be waived."""
    for rule, severity, fault in found:
        if severity is _E or rule not in waived:
            yield _finding(rule, severity, fault)


def _finding(rule: str, severity: Severity, fault: Fault) -> Finding:
    return Finding(fault.page.file, fault.line, rule, severity, fault.sentence)
