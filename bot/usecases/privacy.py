"""What is kept about a learner: shown, exported whole, and deleted everywhere.

Deleting leaves a salted hash of each account, so that a restored backup can be told whom to
forget again.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import Account, LearnerId
from bot.domain.replies import (
    DataDeleted,
    DataExported,
    DeleteAsked,
    PrivacyShown,
    Problem,
    Refused,
    Reply,
)
from bot.usecases import presence
from bot.usecases.membership import pass_on
from bot.usecases.naming import rename_in_posts
from bot.usecases.recording import learner_day
from storage import learners, personal
from storage.database import Database, Tx

DELETE_WORD = "DELETE"
_LONGEST_ECHO = 80


class Privacy:
    """A learner's rights over their data. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def show(self, who: Account) -> Reply:
        """Tell how much is kept. About somebody unknown that is nothing."""
        return await self._database.transaction(lambda tx: self._show(tx, who))

    async def export(self, who: Account) -> Reply:
        """Hand over everything kept about the learner, and nothing about others, as JSON."""
        return await self._database.transaction(lambda tx: self._export(tx, who))

    async def ask_delete(self, who: Account) -> Reply:
        """Ask for the word that confirms deleting."""
        return await self._database.transaction(lambda tx: self._ask_delete(tx, who))

    async def delete(self, who: Account, word: str) -> Reply:
        """Delete everything about the learner, if the word confirms it."""
        reply = await self._database.transaction(lambda tx: self._delete(tx, who, word))
        if isinstance(reply, DataDeleted):
            await self._database.checkpoint()  # the log still has what was deleted
        return reply

    def _show(self, tx: Tx, who: Account) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return PrivacyShown(reviews=0, memories=0, answers=0, classes=0, accounts=0, since=None)
        kept = personal.counts(tx, learner.id)
        return PrivacyShown(
            reviews=kept.reviews,
            memories=kept.memories,
            answers=kept.answers,
            classes=kept.classes,
            accounts=kept.accounts,
            since=kept.since,
        )

    def _export(self, tx: Tx, who: Account) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        day = learner_day(learner, self._clock())
        return DataExported(f"studyhall-{day.isoformat()}.json", personal.export(tx, learner.id))

    def _ask_delete(self, tx: Tx, who: Account) -> Reply:
        if learners.find(tx, who) is None:
            return Refused(Problem.NEEDS_NAME)
        return DeleteAsked(DELETE_WORD)

    def _delete(self, tx: Tx, who: Account, word: str) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        if word.strip().casefold() != DELETE_WORD.casefold():
            return Refused(Problem.BAD_VALUE, ("word", word[:_LONGEST_ECHO], DELETE_WORD))
        reviews = personal.counts(tx, learner.id).reviews
        forget(tx, learner.id, self._clock())
        return DataDeleted(reviews)


def forget(tx: Tx, learner_id: LearnerId, at: datetime) -> None:
    """Delete a learner: out of posts and classes first, then everywhere."""
    learner = learners.by_id(tx, learner_id)
    if learner is None:
        return
    rename_in_posts(tx, learner_id, learner.shown_name, None)
    presence.go_out_of_all(tx, learner_id, at)
    pass_on(tx, learner_id)
    personal.delete(tx, learner_id, at)


def forget_again(tx: Tx, kept: personal.Tombstones) -> int:
    """Delete from a restored backup whoever was deleted after it was made; return how many."""
    return personal.honour(tx, kept, forget)
