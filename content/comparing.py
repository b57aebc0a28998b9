"""How a new edition of a deck differs from what is kept, and what that means for learners.

A learner's memory follows a question through corrections of its wording. Where an answer changed,
only an editor can say whether it is still the same question: that is asked. Pure; must not know
where decks are kept.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.ids import QuestionId
from bot.domain.judge import fold
from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Match,
    Number,
    Order,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)

ALIKE = 0.6
"""From this likeness of two stems (0 to 1) on, one may be the other reworded."""
SURELY = 0.85
"""From this likeness on, with the same answer, it is the same question reworded."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer is another than it was. ``before`` may have another id."""

    before: Question
    after: Question


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an edition differs from what was kept; its questions are the new ones.

    ``changes`` are to be asked about: the same question mended, or another one? ``renamed``
    are questions known under another id, reworded but with the same answer. ``versions`` are
    those kept.
    """

    added: tuple[Question, ...] = ()
    unchanged: tuple[Question, ...] = ()
    reworded: tuple[Question, ...] = ()
    renamed: Mapping[QuestionId, QuestionId] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    gone: tuple[Question, ...] = ()
    versions: Mapping[QuestionId, int] = field(default_factory=dict)


def compare(kept: Sequence[Question], now: Sequence[Question]) -> Comparison:
    """Compare a new edition's questions with all that were ever kept, the retired among them."""
    before = {question.id: question for question in kept}
    added = [question for question in now if question.id not in before]
    missing = {question.id: question for question in kept if not question.retired}
    for question in now:
        missing.pop(question.id, None)
    renamed, doubtful = _renamed(list(missing.values()), added)
    unchanged, reworded, changes = [], [], list(doubtful)
    for question in now:
        old = before.get(question.id)
        if old is None:
            continue
        if old == question or bare(old) == bare(question):
            unchanged.append(question)
        elif meaning(old) == meaning(question):
            reworded.append(question)
        else:
            changes.append(Change(old, question))
    known = {*renamed, *(change.after.id for change in doubtful)}
    moved = {*renamed.values(), *(change.before.id for change in doubtful)}
    return Comparison(
        added=tuple(question for question in added if question.id not in known),
        unchanged=tuple(unchanged),
        reworded=(*reworded, *(question for question in added if question.id in renamed)),
        renamed=renamed,
        changes=tuple(changes),
        gone=tuple(question for question in missing.values() if question.id not in moved),
        versions={question.id: question.version for question in kept},
    )


def bare(question: Question) -> Question:
    """Return a question without what is not its author's: its version, its rivals."""
    kind = question.kind
    if isinstance(kind, Typed):
        kind = Typed(replace(kind.key, rivals=()))
    elif isinstance(kind, Cloze):
        kind = Cloze(tuple(replace(gap, rivals=()) for gap in kind.gaps))
    return replace(question, kind=kind, version=1)


def meaning(question: Question) -> tuple[str, ...]:
    """Return what makes a question's answer the answer it is, folded: not how it is worded."""
    said = tuple(fold(text) or text for text in _answer(question))
    return (question.kind_name.value, *said)


def _answer(question: Question) -> tuple[str, ...]:
    match question.kind:
        case Recall(back):
            return (back,)
        case Choice(options):
            return tuple(sorted(option.text for option in options if option.correct))
        case TrueFalse(truth):
            return (str(truth), question.stem)
        case Typed(key):
            return key.accepted[:1]
        case Cloze(gaps):
            return tuple(gap.accepted[0] for gap in gaps)
        case Number(_, low, high):
            return (str(low), str(high))
        case Date(value, _, until):
            return (value, until)
        case Order(items):
            return items
        case Match(pairs):
            return tuple(sorted(f"{pair.left} = {pair.right}" for pair in pairs))
        case Points(_, points):
            return tuple(sorted(point.text for point in points))


def _renamed(
    missing: Sequence[Question], added: Sequence[Question]
) -> tuple[dict[QuestionId, QuestionId], list[Change]]:
    """Find questions that came back reworded under a new id: certain ones, and doubtful ones."""
    if not missing:
        return {}, []
    by_meaning: defaultdict[tuple[str, ...], list[Question]] = defaultdict(list)
    for question in missing:
        by_meaning[meaning(question)].append(question)
    renamed: dict[QuestionId, QuestionId] = {}
    doubtful: list[Change] = []
    for question in added:
        rivals = by_meaning.get(meaning(question), [])
        likeness, best = max(
            zip(
                _likenesses([old.stem for old in rivals[:50]], question.stem), rivals, strict=False
            ),
            default=(0.0, None),
            key=lambda pair: pair[0],
        )
        if best is None or likeness < ALIKE:
            continue
        rivals.remove(best)
        if likeness >= SURELY:
            renamed[question.id] = best.id
        else:
            doubtful.append(Change(best, question))
    return renamed, doubtful


def _likenesses(stems: Iterable[str], to: str) -> Iterator[float]:
    """Yield how like each stem is to another, 0 to 1; below ALIKE 0 will do."""
    matcher = difflib.SequenceMatcher(None, "", fold(to)[:400], autojunk=False)
    for stem in stems:
        matcher.set_seq1(fold(stem)[:400])
        may_be = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
        yield matcher.ratio() if may_be else 0.0


def settled(
    questions: Iterable[Question], comparison: Comparison, same: Iterable[QuestionId] = ()
) -> tuple[Question, ...]:
    """Return an edition's questions as they are to be kept, with their ids and versions.

    A change whose new question is among ``same`` keeps id and version, so learners keep their
    progress. Any other change of a question with the same id is its next version.
    """
    agreed = set(same)
    changes = {change.after.id: change for change in comparison.changes}
    return tuple(
        _settled(question, comparison, changes.get(question.id), question.id in agreed)
        for question in questions
    )


def _settled(
    question: Question, comparison: Comparison, change: Change | None, same: bool
) -> Question:
    if change is not None:
        before = change.before
        if same:
            return replace(question, id=before.id, version=before.version)
        if before.id != question.id:
            return question
        return replace(question, version=max(question.version, before.version + 1))
    known = comparison.renamed.get(question.id, question.id)
    version = max(question.version, comparison.versions.get(known, 1))
    return replace(question, id=known, version=version)
