"""Rules of coverage: what a deck that names its targets must ask for (L80 to L84).

A deck without a ``[matrix]`` in its ``deck.toml`` has no targets, and nothing here applies.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.question import Points
from content.bank import Sheet
from content.coverage import WHO, Coverage, form_of, spaced
from content.reference import EventRecord, Exactness, Noted, names_of
from content.rules.fault import Fault
from content.schema import FactRecord, Form, Verdict

FEWEST_QUESTIONS = 300
PER_CARD, PER_POINT = 2, 1
DIFFICULTY_SHARES: Final[Mapping[int, float]] = {1: 0.35, 2: 0.45, 3: 0.20}
DIFFICULTY_SLACK = 0.07
SKILL_SLACK = 0.04
ENOUGH = 60
"""Below this many questions a share says nothing."""

_KEYED = frozenset({Form.CHOICE, Form.SEVERAL, Form.TRUEFALSE, Form.TYPED, Form.DATED, Form.CLOZE})
"""Forms by which a slip of the notes can be put right."""


def matrix_met(sheet: Sheet) -> Iterator[Fault]:
    """L80: as many questions of each form in each theme as the deck aims at, and enough in all."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for theme, wanted in sheet.record.matrix.items():
        for form, count in wanted.items():
            if (have := covered.forms.get((theme, form), 0)) < count:
                sentence = f"{theme}: {have} of {count} questions of the form `{form}`"
                yield Fault(sheet.page, f"matrix.{theme}", sentence)
    if (total := len(covered.items)) < FEWEST_QUESTIONS:
        yield Fault(
            sheet.page, "matrix", f"{total} questions; at least {FEWEST_QUESTIONS} are wanted"
        )


def facts_used(sheet: Sheet) -> Iterator[Fault]:
    """L81: facts that hold are asked, and what is wrong or imprecise is put right somewhere."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for number, fact in enumerate(sheet.facts.values()):
        if sentence := _lack(fact, covered):
            yield Fault(sheet.facts_page, f"fact[{number}].id", sentence)


def _lack(fact: FactRecord, covered: Coverage) -> str:
    citing = covered.citing.get(fact.id, ())
    if fact.verdict is Verdict.WRONG:
        if any(form_of(item.question) in _KEYED for item in citing):
            return ""
        return f"{fact.id} is wrong, and no question with one answer puts it right"
    if citing or fact.view or fact.unverified or fact.verdict is Verdict.DISPUTED:
        return ""
    return f"no question asks for {fact.id}, which is {fact.verdict}"


def disagreements_settled(sheet: Sheet) -> Iterator[Fault]:
    """L81: whatever the documents disagree about is asked at least once."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for noted in sheet.reference.disagreements:
        if not any(fact in covered.citing for fact in noted.record.facts):
            sentence = f"no question touches {noted.record.id}: {noted.record.topic}"
            yield Fault(noted.page, noted.at, sentence)


def names_asked(sheet: Sheet) -> Iterator[Fault]:
    """L81: whatever the documents name is the answer of some question."""
    if not sheet.record.matrix:
        return
    answers = " | ".join(Coverage(sheet).answers.values())
    for noted in sheet.reference.entries:
        names = names_of(noted.record)
        if noted.record.named and not any(spaced(name) in answers for name in names):
            yield Fault(
                noted.page, f"{noted.at}.named", f"no question asks for {noted.record.name}"
            )


def days_asked(sheet: Sheet) -> Iterator[Fault]:
    """L81: an event known to the day is asked for as a date or put in order somewhere."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for noted in sheet.reference.events:
        if noted.record.precision is Exactness.DAY and not _is_asked(noted, covered):
            sentence = f"no date and no order asks for {noted.record.date}: {noted.record.event}"
            yield Fault(noted.page, noted.at, sentence)


def _is_asked(noted: Noted[EventRecord], covered: Coverage) -> bool:
    """Say whether a question has the day, or has its year or month and cites its fact."""
    event = noted.record
    if event.date in covered.dates:
        return True
    near = {event.date[:7], event.date[:4]}
    citing = (item for fact in event.facts for item in covered.citing.get(fact, ()))
    return any(near & covered.dates_of(item) for item in citing)


def historians_asked(sheet: Sheet) -> Iterator[Fault]:
    """L81: a historian who may be quizzed answers ‘whose view?’, and is asked about twice."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for noted in sheet.reference.historians:
        names = [spaced(name) for name in (noted.record.name, *noted.record.accept)]
        who = [
            item
            for item in covered.items
            if WHO in item.question.tags
            and any(name in covered.answers[item.question.id] for name in names)
        ]
        citing = {
            item.question.id for f in noted.record.facts for item in covered.citing.get(f, ())
        }
        if noted.record.quiz and not who:
            yield Fault(
                noted.page, noted.at, f"no question asks whose view {noted.record.name} held"
            )
        elif noted.record.quiz and len(citing | {item.question.id for item in who}) < 2:
            yield Fault(noted.page, noted.at, f"{noted.record.name} is asked about only once")


def lists_asked(sheet: Sheet) -> Iterator[Fault]:
    """L81: each list that every candidate must know is a points question with enough points."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for noted in sheet.reference.lists:
        wanted = noted.record
        most = 0
        for item in covered.items:
            kind = item.question.kind
            shared = len(set(wanted.facts) & set(item.question.facts))
            if isinstance(kind, Points) and shared >= min(len(wanted.facts), 3) - 1 and shared:
                most = max(most, len(kind.points))
        if most < wanted.points:
            sentence = f"no list of {wanted.points} points: {wanted.about} (best: {most})"
            yield Fault(noted.page, noted.at, sentence)


def documents_covered(sheet: Sheet) -> Iterator[Fault]:
    """L82: two questions behind each card of a document, one behind each point."""
    if not sheet.record.matrix:
        return
    covered = Coverage(sheet)
    for name, spots, wanted in (
        ("card", covered.cards, PER_CARD),
        ("point", covered.points, PER_POINT),
    ):
        for spot in spots:
            if not spot.waived and len(spot.questions) < wanted:
                sentence = f"{name} {spot.card} (lines {spot.lines}) has {len(spot.questions)}"
                yield Fault(spot.page, spot.at, f"{sentence} of {wanted} questions")


def difficulty_mix(sheet: Sheet) -> Iterator[Fault]:
    """L83: 35, 45 and 20 % of difficulty 1, 2 and 3, give or take 7; all three in each theme."""
    covered = Coverage(sheet)
    counts, total = covered.difficulties(), len(covered.items)
    for level, share in DIFFICULTY_SHARES.items():
        if total >= ENOUGH and abs(counts.get(level, 0) / total - share) > DIFFICULTY_SLACK:
            got = f"{counts.get(level, 0) / total:.0%} instead of about {share:.0%}"
            yield Fault(sheet.page, "", f"difficulty {level} has {got} of the questions")
    for theme in sheet.record.themes if sheet.record.matrix else ():
        if missing := set(DIFFICULTY_SHARES) - set(covered.difficulties(theme)):
            yield Fault(sheet.page, f"themes.{theme}", f"{theme} has no difficulty {min(missing)}")


def skill_mix(sheet: Sheet) -> Iterator[Fault]:
    """L84: the share of each skill is what the deck aims at, give or take 4 points."""
    covered = Coverage(sheet)
    total = len(covered.items)
    for skill, percent in sheet.record.skills.items():
        share = covered.skills.get(skill, 0) / total if total else 0.0
        if total >= ENOUGH and abs(share - percent / 100) > SKILL_SLACK:
            sentence = f"{skill} has {share:.0%} of the questions instead of about {percent}%"
            yield Fault(sheet.page, f"skills.{skill}", sentence)
