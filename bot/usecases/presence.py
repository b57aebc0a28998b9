"""Who takes part in a round: who may decide for it, whose votes count, and who has gone.

Nobody is waited for who cannot answer any more. Must not know how a question is marked.
"""

from datetime import datetime

from bot.domain.ids import ClassId, LearnerId
from bot.domain.replies import Pace, Role
from bot.usecases import live
from storage import asks, classes, rounds
from storage.asks import Ask
from storage.database import Tx
from storage.rounds import Round


def leads(tx: Tx, round_: Round, learner: LearnerId, class_id: ClassId) -> bool:
    """Return whether a member may decide for a round: its starter, an owner or an editor.

    Anybody may when the starter of an untimed round has gone: it would never end. In a chat
    nobody can be seen to come or go.
    """
    role = classes.role_of(tx, class_id, learner)
    if round_.starter == learner or role in (Role.OWNER, Role.EDITOR):
        return True
    present = _present(tx, round_)
    return round_.pace is Pace.UNTIMED and bool(present) and round_.starter not in present


def vote(tx: Tx, round_: Round, ask: Ask, learner: LearnerId) -> tuple[int, int]:
    """Count a vote to skip; return the votes and how many are needed.

    That is a majority of all who take part: who is present, has answered or has voted. Where
    nobody can be seen, everybody who took part in the round stands for who is present.
    """
    voters = rounds.vote(tx, ask.id, learner)
    answered = {answer.learner for answer in asks.answers_to(tx, ask.id)}
    present = _present(tx, round_) or {player.learner for player in rounds.players(tx, round_.id)}
    return len(voters), len(present | answered | voters) // 2 + 1


def go_out(tx: Tx, round_: Round, learner: LearnerId, now: datetime) -> None:
    """Wait no more for a learner's answers in a round; their score stays."""
    rounds.leave(tx, round_.id, learner)
    ask = asks.last_of_round(tx, round_.id)
    if ask is not None:
        live.close_early(tx, ask, now)


def go_out_of_all(
    tx: Tx, learner: LearnerId, now: datetime, class_id: ClassId | None = None
) -> None:
    """Wait no more for a learner in any round, or in any of one class."""
    for round_ in rounds.with_player(tx, learner):
        if class_id in (None, round_.class_id):
            go_out(tx, round_, learner, now)


def _present(tx: Tx, round_: Round) -> set[LearnerId]:
    return {player.learner for player in rounds.players(tx, round_.id) if player.present}
