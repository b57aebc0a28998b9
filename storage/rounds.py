"""Rounds and who plays in them: rows, so that a restart finds them as they were."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClassId, DeckId, LearnerId, PlaceId, QuestionKey, RoundId
from bot.domain.replies import Pace
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A live quiz in a place. ``position`` asks have been opened; ``first_pass`` were planned."""

    id: RoundId
    place: PlaceId
    class_id: ClassId | None
    starter: LearnerId | None
    deck: DeckId
    pace: Pace
    questions: tuple[QuestionKey, ...]
    first_pass: int
    position: int
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Player:
    """One learner's score in a round."""

    learner: LearnerId
    points: int
    answered: int
    right: int
    present: bool


GONE = -1
"""In ``present``: somebody went out. 1 is here, and 0 takes part where nobody can be seen."""

CHANCES = 2
"""Who cannot be seen and lets so many questions in a row pass is waited for no more."""

_COLUMNS = (
    "id, place, class, starter, deck, pace, questions, first_pass, position, started_at, ended_at"
)


def _round(row: tuple) -> Round:  # type: ignore[type-arg]
    return Round(
        id=row[0],
        place=row[1],
        class_id=row[2],
        starter=row[3],
        deck=row[4],
        pace=Pace(row[5]),
        questions=tuple(json.loads(row[6])),
        first_pass=row[7],
        position=row[8],
        started_at=from_ms(row[9]),
        ended_at=from_ms(row[10]) if row[10] is not None else None,
    )


def start(
    tx: Tx,
    *,
    place: PlaceId,
    class_id: ClassId | None,
    starter: LearnerId,
    deck: DeckId,
    pace: Pace,
    questions: tuple[QuestionKey, ...],
    at: datetime,
) -> RoundId | None:
    """Start a round, or return None if one is running in the place: the index is the lock."""
    sql = (
        "INSERT INTO rounds (place, class, starter, deck, pace, questions, first_pass, started_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id"
    )
    keys = json.dumps(questions)
    values = (place, class_id, starter, deck, str(pace), keys, len(questions), to_ms(at))
    row = tx.execute(sql, values).fetchone()
    return RoundId(row[0]) if row else None


def get(tx: Tx, round_id: RoundId) -> Round | None:
    """Return a round, running or over."""
    row = tx.execute(f"SELECT {_COLUMNS} FROM rounds WHERE id = ?", (round_id,)).fetchone()
    return _round(row) if row else None


def running(tx: Tx, place: PlaceId) -> Round | None:
    """Return the round running in a place."""
    sql = f"SELECT {_COLUMNS} FROM rounds WHERE place = ? AND ended_at IS NULL"
    row = tx.execute(sql, (place,)).fetchone()
    return _round(row) if row else None


def running_in(tx: Tx, class_id: ClassId) -> list[Round]:
    """Return the rounds running in a class's places, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM rounds WHERE ended_at IS NULL AND class = ? ORDER BY id DESC"
    return [_round(row) for row in tx.execute(sql, (class_id,))]


def with_player(tx: Tx, learner: LearnerId) -> list[Round]:
    """Return the running rounds that a learner takes part in and has not gone out of."""
    sql = (
        f"SELECT {_COLUMNS} FROM rounds WHERE ended_at IS NULL AND id IN"
        " (SELECT round FROM players WHERE learner = ? AND present >= 0)"
    )
    return [_round(row) for row in tx.execute(sql, (learner,))]


def step(tx: Tx, round_id: RoundId, position: int) -> bool:
    """Move a round from ``position`` to the next; False if it has moved or ended already."""
    sql = (
        "UPDATE rounds SET position = position + 1"
        " WHERE id = ? AND position = ? AND ended_at IS NULL"
    )
    return tx.execute(sql, (round_id, position)).rowcount == 1


def extend(tx: Tx, round_id: RoundId, questions: tuple[QuestionKey, ...]) -> None:
    """Replace the list of questions: missed ones come back at its end."""
    tx.execute("UPDATE rounds SET questions = ? WHERE id = ?", (json.dumps(questions), round_id))


def end(tx: Tx, round_id: RoundId, at: datetime) -> bool:
    """End a round; False if it had ended."""
    sql = "UPDATE rounds SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
    return tx.execute(sql, (to_ms(at), round_id)).rowcount == 1


def join(tx: Tx, round_id: RoundId, learner: LearnerId, at: datetime, *, present: bool) -> None:
    """Put a learner on a round's list. ``present`` ones are waited for before a reveal."""
    sql = (
        "INSERT INTO players (round, learner, joined_at, present) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (round, learner) DO UPDATE SET present = max(present, excluded.present)"
    )
    tx.execute(sql, (round_id, learner, to_ms(at), int(present)))


def leave(tx: Tx, round_id: RoundId, learner: LearnerId) -> None:
    """Stop waiting for a learner; their score stays."""
    tx.execute(
        "UPDATE players SET present = ? WHERE round = ? AND learner = ?",
        (GONE, round_id, learner),
    )


def score(tx: Tx, round_id: RoundId, learner: LearnerId, points: int, *, right: bool) -> None:
    """Add one closed question to a player's score."""
    sql = (
        "UPDATE players SET points = points + ?, answered = answered + 1, right = right + ?"
        " WHERE round = ? AND learner = ?"
    )
    tx.execute(sql, (points, int(right), round_id, learner))


def players(tx: Tx, round_id: RoundId) -> list[Player]:
    """Return the players of a round, the best first."""
    sql = (
        "SELECT learner, points, answered, right, present FROM players WHERE round = ?"
        " ORDER BY points DESC, learner"
    )
    return [
        Player(row[0], row[1], row[2], row[3], row[4] > 0) for row in tx.execute(sql, (round_id,))
    ]


def all_answered(tx: Tx, round_id: RoundId, ask: AskId) -> bool:
    """Return whether somebody is present, and everybody who is has answered an ask.

    Asked at every answer, and done with the first who has not.
    """
    sql = (
        "SELECT EXISTS (SELECT 1 FROM players WHERE round = ?1 AND present = 1) AND NOT EXISTS"
        " (SELECT 1 FROM players AS p WHERE p.round = ?1 AND p.present = 1 AND NOT EXISTS"
        "  (SELECT 1 FROM answers AS w WHERE w.ask = ?2 AND w.learner = p.learner"
        "   AND w.mark NOT IN ('pending', 'close')))"
    )
    return bool(tx.execute(sql, (round_id, ask)).fetchone()[0])


def slower(tx: Tx, round_id: RoundId, ask: AskId) -> list[LearnerId]:
    """Return who has more time than others, takes part and has not answered an ask.

    Where nobody can be seen that is who joined or answered within the last questions.
    """
    sql = (
        "SELECT p.learner FROM players AS p JOIN learners AS l ON l.id = p.learner"
        " JOIN asks AS a ON a.id = ?2"
        " WHERE p.round = ?1 AND p.present >= 0 AND l.extra_time <> 100 AND NOT EXISTS"
        " (SELECT 1 FROM answers AS w WHERE w.ask = ?2 AND w.learner = p.learner"
        "  AND w.mark NOT IN ('pending', 'close'))"
        " AND (p.present = 1 OR NOT EXISTS"
        "  (SELECT 1 FROM asks AS b WHERE b.round = ?1 AND b.number = a.number - ?3"
        "   AND b.opened_at >= p.joined_at)"
        " OR EXISTS (SELECT 1 FROM asks AS b JOIN answers AS w ON w.ask = b.id"
        "  WHERE b.round = ?1 AND b.number >= a.number - ?3 AND w.learner = p.learner))"
    )
    return [row[0] for row in tx.execute(sql, (round_id, ask, CHANCES))]


def vote(tx: Tx, ask: AskId, learner: LearnerId) -> set[LearnerId]:
    """Keep a vote to skip, and return who has voted so far."""
    tx.execute("INSERT OR IGNORE INTO skip_votes (ask, learner) VALUES (?, ?)", (ask, learner))
    rows = tx.execute("SELECT learner FROM skip_votes WHERE ask = ?", (ask,))
    return {LearnerId(row[0]) for row in rows}
