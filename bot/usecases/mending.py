"""One question as its editors see it: what it said before, what came of it, and changing it.

Editors read about every question their class can be asked; they change those of decks that the
class brought. Must not know any platform, nor how a form looks.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from bot.domain.ids import Account, Place, QuestionId, QuestionKey
from bot.domain.question import Question
from bot.domain.replies import (
    AcceptedShown,
    EditionShown,
    Part,
    Problem,
    QuestionHistory,
    QuestionText,
    Refused,
    Reply,
    ReportShown,
    Role,
)
from bot.usecases import drafting, editing, importing
from bot.usecases.coming import sample
from bot.usecases.membership import standing, usable
from content.comparing import bare, compare, meaning, settled
from storage import claims, editions, learners, pictures, questions, reviews, searching, variants
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.questions import DeckRow, Stored

EDITORS = (Role.OWNER, Role.EDITOR)
REPORTS = 10
"""Reports told of, the newest."""

Found = tuple[Stored, DeckRow, ClassRow, Role]


class Mending:
    """What editors do with single questions. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def named(
        self, who: Account, place: Place | None, typed: str, limit: int = 25
    ) -> tuple[tuple[QuestionId, str], ...]:
        """Return questions whose id or words hold what is typed: ids and stems, for completing.

        Those that were reported come first. Empty for whoever looks after no class.
        """

        def work(tx: Tx) -> tuple[tuple[QuestionId, str], ...]:
            found = standing(tx, who, place, *EDITORS)
            if isinstance(found, Refused):
                return ()
            decks = [deck.id for deck in usable(tx, found[1].id)]
            return tuple(searching.holding(tx, decks, typed, limit))

        return await self._database.transaction(work)

    async def latest(self, who: Account) -> QuestionKey | None:
        """Return the question that somebody answered last."""

        def work(tx: Tx) -> QuestionKey | None:
            learner = learners.find(tx, who)
            last = reviews.last_of(tx, learner.id) if learner else None
            return last.question if last else None

        return await self._database.transaction(work)

    async def history(
        self, who: Account, place: Place | None, which: QuestionId | QuestionKey
    ) -> Reply:
        """Show a question with what it said before, what was accepted besides, and reports."""
        return await self._database.transaction(lambda tx: _history(tx, who, place, which))

    async def text(
        self, who: Account, place: Place | None, which: QuestionId | QuestionKey
    ) -> Reply:
        """Show a question as its author writes it, to be changed."""

        def work(tx: Tx) -> Reply:
            found = _own(tx, who, place, which)
            if isinstance(found, Refused):
                return found
            stored, row = found[:2]
            written = drafting.text_of(questions.written(tx, stored.key))
            return QuestionText(stored.key, row.title, stored.question.id, written)

        return await self._database.transaction(work)

    async def rewrite(
        self,
        who: Account,
        place: Place | None,
        which: QuestionId | QuestionKey,
        text: str,
        *,
        same: bool,
    ) -> Reply:
        """Let a question say something else, and show its history.

        ``same`` keeps learners' progress where the answer is another than before; otherwise it
        is a new version, which everybody meets afresh. Where only words changed, progress stays
        either way.
        """

        def work(tx: Tx) -> Reply:
            found = _own(tx, who, place, which)
            if isinstance(found, Refused):
                return found
            stored, row = found[:2]
            before = questions.written(tx, stored.key)
            names = [name for name, _ in pictures.of(tx, row.id)]
            after = drafting.question_of(text, before, [name for name, _ in row.themes], names)
            if isinstance(after, tuple):
                return QuestionText(stored.key, row.title, before.id, text, after)
            agreed = [after.id] if same else []
            (after,) = settled((after,), compare((before,), (after,)), agreed)
            importing.replace_one(tx, row, after, self._clock())
            return _history(tx, who, place, stored.key, saved=after != before)

        return await self._database.transaction(work)


# What follows runs in the database thread, inside the transaction.


def _found(
    tx: Tx, who: Account, place: Place | None, which: QuestionId | QuestionKey
) -> Found | Refused:
    """Return a question that the class of an editor can be asked, or could be once."""
    found = standing(tx, who, place, *EDITORS)
    if isinstance(found, Refused):
        return found
    _, class_row, role = found
    stored = questions.by_id(tx, which) if isinstance(which, str) else questions.by_key(tx, which)
    decks = {deck.id: deck for deck in usable(tx, class_row.id)} if stored else {}
    row = decks.get(questions.deck_of(tx, stored.key)) if stored else None
    if stored is None or row is None:
        return Refused(Problem.NO_SUCH_QUESTION)
    return stored, row, class_row, role


def _own(
    tx: Tx, who: Account, place: Place | None, which: QuestionId | QuestionKey
) -> Found | Refused:
    """Return a question that somebody may change."""
    found = _found(tx, who, place, which)
    if isinstance(found, Refused):
        return found
    stored, row, class_row, role = found
    if not editing.may_edit(row, class_row, role):
        return Refused(Problem.DECK_FIXED, (row.title,))
    return Refused(Problem.NO_SUCH_QUESTION) if stored.question.retired else found


def _history(
    tx: Tx,
    who: Account,
    place: Place | None,
    which: QuestionId | QuestionKey,
    *,
    saved: bool = False,
) -> Reply:
    found = _found(tx, who, place, which)
    if isinstance(found, Refused):
        return found
    stored, row, class_row, role = found
    key = stored.key
    now = questions.written(tx, key)
    return QuestionHistory(
        key=key,
        question=now.id,
        deck=row.id,
        title=row.title,
        sample=sample(now, row),
        version=now.version,
        earlier=_earlier(now, editions.of(tx, key), row),
        accepted=tuple(
            AcceptedShown(text, at, old=version != now.version)
            for text, version, at in variants.accepted(tx, key, class_row.id)
        ),
        reports=tuple(
            ReportShown(reason, note, at, open=is_open)
            for reason, note, at, is_open in claims.reports_in(tx, key, class_row.id, REPORTS)
        ),
        claims=claims.waiting(tx, key, class_row.id),
        paused=stored.paused,
        retired=stored.question.retired,
        may_edit=editing.may_edit(row, class_row, role) and not stored.question.retired,
        saved=saved,
    )


def _earlier(
    now: Question, before: list[editions.Earlier], row: DeckRow
) -> tuple[EditionShown, ...]:
    """Return what a question said before, newest first, each with what was changed about it."""
    after = [now, *(each.question for each in before)]
    changed = [parts(old, new) for new, old in pairwise(after)]
    return tuple(
        EditionShown(sample(each.question, row), each.question.version, each.until, what)
        for each, what in zip(before, changed, strict=True)
    )


def parts(before: Question, after: Question) -> tuple[Part, ...]:
    """Return what differs between two editions of a question."""
    before, after = bare(before), bare(after)
    answers = meaning(before), meaning(after)
    same = answers[0] == answers[1]
    answered: tuple[Part, object, object] = (
        (Part.CHOICES, before.kind, after.kind) if same else (Part.ANSWER, *answers)
    )
    pairs: tuple[tuple[Part, object, object], ...] = (
        (Part.STEM, before.stem, after.stem),
        answered,
        (Part.EXPLANATION, before.explanation, after.explanation),
        (Part.HINT, before.hint, after.hint),
        (Part.SOURCES, before.sources, after.sources),
        (Part.PICTURE, before.picture, after.picture),
        (Part.THEME, before.theme, after.theme),
        (Part.LEVEL, (before.difficulty, before.skill), (after.difficulty, after.skill)),
    )
    return tuple(part for part, old, new in pairs if old != new)
