"""An editor decides what learners of a class say was right, and decides for that class alone.

What is accepted teaches the question for the class, and re-marks what that changes for its
members. Anybody may found a class and accept what they please there; nobody else notices.
"""

from datetime import datetime

from bot.domain.ids import Account, ClaimId, ClassId, LearnerId
from bot.domain.marking import mark
from bot.domain.memory import grade_of
from bot.domain.posing import in_words
from bot.domain.question import (
    Because,
    Cloze,
    Filled,
    Given,
    Listed,
    Mark,
    Points,
    Question,
    Reason,
    Typed,
    Verdict,
    Wrote,
)
from bot.domain.replies import (
    ClaimQueue,
    ClaimSettled,
    ClaimShown,
    Problem,
    Refused,
    Reply,
    Role,
)
from bot.usecases.answering import credit_of, settled
from bot.usecases.claiming import amendment_of
from bot.usecases.library import Library
from bot.usecases.recording import amend
from storage import asks, claims, classes, learners, reviews, variants
from storage.claims import Claim
from storage.database import Tx
from storage.questions import Stored
from storage.variants import Variant


def queue(tx: Tx, library: Library, who: Account) -> Reply:
    """Return the open claims of the classes somebody looks after, by class and answer."""
    editor = learners.find(tx, who)
    if editor is None:
        return Refused(Problem.NEEDS_NAME)
    shown = []
    for group in claims.queue(tx, editor.id):
        stored = library.taught(tx, library.question(tx, group.question), (group.class_id,))
        question, class_row = stored.question, classes.by_id(tx, group.class_id)
        shown.append(
            ClaimShown(
                claim=group.claim,
                question=question.id,
                stem=question.stem,
                accepted=_accepted(question),
                given="; ".join(in_words(question, group.given)),
                count=group.count,
                class_name=class_row.name if class_row else "",
            )
        )
    return ClaimQueue(tuple(shown))


def _accepted(question: Question) -> tuple[str, ...]:
    kind = question.kind
    if isinstance(kind, Typed):
        return kind.key.accepted
    if isinstance(kind, Cloze):
        return tuple(gap.accepted[0] for gap in kind.gaps)
    if isinstance(kind, Points):
        return tuple(point.text for point in kind.points)
    return ()


def settle(
    tx: Tx, library: Library, who: Account, number: ClaimId, *, accept: bool, now: datetime
) -> Reply:
    """Settle a claim, and all like it of its class, for that class.

    Accepting twice changes nothing the second time. A claim that the editor decides for several
    classes is decided for one at a time; see ``claims.class_deciding``.
    """
    editor = learners.find(tx, who)
    if editor is None:
        return Refused(Problem.NEEDS_NAME)
    made = claims.get(tx, number)
    if made is None:
        return Refused(Problem.CLAIM_GONE)
    if not claims.may_settle(tx, editor.id, made):
        return Refused(Problem.NOT_ALLOWED, (Role.OWNER.value, Role.EDITOR.value))
    stored = library.question(tx, made.question)
    class_id = claims.class_deciding(tx, editor.id, made)
    if class_id is None or made.version != stored.question.version:
        return Refused(Problem.CLAIM_GONE)
    group = claims.alike(tx, made, class_id)
    if not accept:
        claims.refuse(tx, group, class_id, now)
        for each in group:
            _withdraw_favour(tx, each, stored, now)
        return ClaimSettled(number, accepted=False, remarked=0)
    claims.accept(tx, group, now)
    before = library.taught(tx, stored, (class_id,))
    for variant in _lessons(stored.question, made):
        variants.add(tx, stored.key, variant, now, class_id=class_id)
    after = library.taught(tx, library.question(tx, stored.key), (class_id,))
    remarked = _remark(tx, before, after, class_id, group, now)
    return ClaimSettled(number, accepted=True, remarked=remarked)


def _withdraw_favour(tx: Tx, claim_: Claim, stored: Stored, now: datetime) -> None:
    """Put a learner's schedule back as it was marked: the claim was turned down."""
    for review in reviews.of(tx, claim_.learner, claim_.question):
        if review.at == claim_.at:
            amend(
                tx, amendment_of(review, "declined", now, grade=review.grade), stored.question.deck
            )


def _lessons(question: Question, made: Claim) -> tuple[Variant, ...]:
    """Return what a question learns from an accepted answer: variants, or examples of points."""
    kind = question.kind
    match made.given:
        case Wrote(text=text) if isinstance(kind, Typed):
            found = [Variant(text.strip())]
        case Filled(texts=texts) if isinstance(kind, Cloze) and len(kind.gaps) == 1:
            found = [Variant(texts[0].strip())]
        case Filled(texts=texts) if isinstance(kind, Cloze):
            gaps = range(len(kind.gaps))
            found = [Variant(texts[n].strip(), str(n)) for n in gaps if n < len(texts)]
        case Listed(text=text, ticked=ticked) if isinstance(kind, Points):
            made_points = (point for i, point in enumerate(kind.points) if i in ticked)
            found = [Variant(text, point.text, made.learner) for point in made_points]
        case _:
            found = []  # a number or date is what it is: the claim itself is all there is to accept
    return tuple(variant for variant in found if variant.text)


def _remark(
    tx: Tx, before: Stored, after: Stored, class_id: ClassId, group: list[Claim], now: datetime
) -> int:
    """Re-mark a class's answers whose verdict the accepted one changes; return how many."""
    changed = 0
    claimed = {(each.ask, each.learner) for each in group}
    version = after.question.version
    for answer in asks.answers_for_question(tx, after.key, version, class_id):
        if answer.given is None:
            continue
        claimant = (answer.ask, answer.learner) in claimed
        verdict = _verdict_now(before, after, answer.given, claimed=claimant)
        if verdict is None:
            continue
        asks.put_answer(
            tx, answer.ask, answer.learner, answer.given, verdict, answer.at, changes=answer.changes
        )
        claims.grant(tx, answer.ask, answer.learner, now)
        changed += _credit(tx, answer.learner, after, answer, verdict, now)
    return changed


def _verdict_now(before: Stored, after: Stored, given: Given, *, claimed: bool) -> Verdict | None:
    """Return the verdict on an answer that is right since the question was taught, else None.

    What the class accepted earlier is not this decision's: who joined since was marked elsewhere.
    """
    if claimed and not (isinstance(given, Listed) and given.ticked):
        return Verdict(Mark.RIGHT, Reason(Because.LEARNER), 1.0)
    verdict = settled(mark(after.question, given))
    if verdict.mark is not Mark.RIGHT or mark(before.question, given).mark is Mark.RIGHT:
        return None
    return verdict


def _credit(
    tx: Tx,
    learner: LearnerId,
    stored: Stored,
    answer: asks.Answer,
    verdict: Verdict,
    now: datetime,
) -> int:
    """Amend the review of one re-marked answer; 0 if it was taken back or never logged."""
    ask = asks.get(tx, answer.ask)
    hinted = answer.hinted or (ask is not None and ask.hinted)
    taken_back = {
        change.at: change.grade is None for change in reviews.amendments_of(tx, learner, stored.key)
    }
    for review in reviews.of(tx, learner, stored.key):
        if review.ask == answer.ask and not taken_back.get(review.at, False):
            change = amendment_of(
                review,
                "alias",
                now,
                grade=grade_of(verdict.mark, hinted=hinted),
                mark_=verdict.mark,
                credit=credit_of(verdict, hinted=hinted),
            )
            amend(tx, change, stored.question.deck)
            return 1
    return 0
