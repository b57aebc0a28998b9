"""The quality rules of a bank: what a reader would object to, found before a learner does.

Each rule is a function under ``content/rules``; here is the list of them, with their codes. An
error blocks the build. A warning needs mending or a waiver in the TOML that says why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from content.bank import Item, Loaded, Sheet
from content.rules import (
    answers,
    copying,
    coverage,
    dates,
    evidence,
    guessing,
    names,
    options,
    shape,
    typed,
    whole,
    wording,
)
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
    ("L03", _E, evidence.rests_on_facts),
    ("L04", _E, evidence.views_are_attributed),
    ("L05", _E, evidence.not_a_misreading),
    ("L05", _E, evidence.answer_is_corrected),
    ("L06", _E, evidence.correction_is_told),
    ("L07", _W, evidence.unverified_is_not_asked),
    ("L10", _E, shape.lengths),
    ("L11", _E, shape.option_lengths),
    ("L11", _E, shape.options_fit),
    ("L11", _W, shape.comfortable_options),
    ("L12", _E, shape.harmless_markup),
    ("L13", _E, shape.presses_fit),
    ("L14", _W, shape.backs_fit),
    ("L20", _E, options.one_right),
    ("L21", _E, options.distinct),
    ("L22", _E, names.distinct_things),
    ("L23", _E, options.no_catch_all),
    ("L24", _E, options.dates_differ),
    ("L24", _E, names.nothing_else_fits),
    ("L25", _W, options.no_superlatives),
    ("L30", _E, options.enough_distractors),
    ("L31", _E, names.same_kind),
    ("L32", _E, names.same_period),
    ("L33", _W, options.tempting),
    ("L40", _E, options.length_balance),
    ("L42", _E, options.no_echo),
    ("L43", _E, options.same_grammar),
    ("L44", _E, options.no_absolutes),
    ("L46", _E, options.one_claim),
    ("L47", _W, options.no_negatives),
    ("L49", _E, options.no_calendar_logic),
    ("L50", _W, typed.folds_apart),
    ("L51", _W, typed.enough_variants),
    ("L51", _E, typed.aliases_pass),
    ("L52", _E, typed.others_fail),
    ("L53", _E, typed.near_misses_fail),
    ("L54", _E, typed.messages),
    ("L55", _E, typed.judged_right),
    ("L55", _E, answers.model_passes),
    ("L56", _E, typed.fair_gaps),
    ("L60", _E, answers.fair_tolerance),
    ("L61", _E, dates.forms_are_read),
    ("L63", _E, answers.fair_order),
    ("L64", _E, answers.fair_match),
    ("L64", _E, names.one_to_one),
    ("L65", _E, answers.fair_points),
    ("L70", _E, copying.not_copied),
    ("L71", _E, copying.no_quotations),
    ("L72", _E, copying.nothing_private),
    ("L73", _W, wording.british),
    ("L73", _W, wording.names_of_their_time),
    ("L74", _E, wording.explains),
    ("L75", _W, wording.readable),
    ("L76", _W, wording.tactful),
)
"""Rules for one question. The loader itself refuses what breaks L01 (twice an id) and L02."""

DECK_RULES: tuple[tuple[str, Severity, DeckCheck], ...] = (
    ("L22", _E, whole.no_alias_as_distractor),
    ("L33", _W, whole.slips_tempt),
    ("L34", _E, names.no_strangers),
    ("L35", _W, guessing.years_not_middling),
    ("L41", _W, guessing.key_not_longest),
    ("L45", _E, guessing.shuffled_fairly),
    ("L46", _E, guessing.claims_balanced),
    ("L48", _W, guessing.rounds_without_give_aways),
    ("L52", _E, whole.one_alias_one_answer),
    ("L53", _E, typed.other_names_fail),
    ("L62", _E, dates.slips_are_forgiven),
    ("L80", _E, coverage.matrix_met),
    ("L81", _E, coverage.facts_used),
    ("L81", _E, coverage.disagreements_settled),
    ("L81", _E, coverage.names_asked),
    ("L81", _E, coverage.days_asked),
    ("L81", _E, coverage.historians_asked),
    ("L81", _E, coverage.lists_asked),
    ("L82", _E, coverage.documents_covered),
    ("L83", _W, coverage.difficulty_mix),
    ("L84", _W, coverage.skill_mix),
    ("L85", _E, whole.no_duplicates),
)
"""Rules for a deck. What L48 leaves in a deck is kept apart by what a round asks together."""


def lint(loaded: Loaded) -> tuple[Finding, ...]:
    """Return what the rules find in a loaded bank, by file and line, without what is waived."""
    return tuple(sorted({finding for sheet in loaded.sheets for finding in _sheet(sheet)}))


def steady(first: Loaded, second: Loaded) -> tuple[Finding, ...]:
    """Return a finding of L86 for every deck that two loadings of a bank disagree about."""
    return tuple(_finding("L86", _E, fault) for fault in whole.same_twice(first, second))


def _sheet(sheet: Sheet) -> Iterator[Finding]:
    live = tuple(item for item in sheet.items if not item.question.retired)
    sheet = replace(sheet, items=live)
    for item in live:
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
