"""Everything about one learner is exported, and deleted."""

import json
import re
from datetime import timedelta

import pytest

from bot.domain.ids import Account, LearnerId, Place, Platform, QuestionKey
from bot.domain.question import Because, Mark, Reason, Verdict, Wrote
from bot.domain.replies import Help
from storage import asks, classes, learners, outbox, personal, questions, reviews
from storage.codec import encode
from storage.database import Tx
from tests.storage.values import NOON, TODAY, deck, question, review

ANN = Account(Platform.TELEGRAM, "77001")
BEN = Account(Platform.WEB, "ben-browser")
RIGHT = Verdict(Mark.RIGHT, Reason(Because.EXACT), 1.0)


@pytest.fixture
def ann(tx: Tx) -> LearnerId:
    questions.mirror(tx, deck(question(1), question(2)), b"1")
    ann, _ = learners.meet(tx, ANN, "Ann Example", NOON)
    return ann.id


def learner_tables(tx: Tx) -> set[tuple[str, str]]:
    """Return every table and column that points to a learner."""
    return set(
        tx.execute(
            'SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f'
            " WHERE m.type = 'table' AND f.\"table\" = 'learners'"
        )
    )


def test_every_table_with_a_learner_in_it_is_exported(tx: Tx) -> None:
    named = {
        table
        for statement in personal.SECTIONS.values()
        for table in re.findall(r"(?:FROM|JOIN) (\w+)", statement)
    }
    assert {table for table, _ in learner_tables(tx)} <= named


def test_every_section_can_be_read(tx: Tx, ann: LearnerId) -> None:
    document = json.loads(personal.export(tx, ann))
    assert list(document) == list(personal.SECTIONS)
    assert document["profile"]["name"] == "Ann Example"
    assert document["accounts"] == [
        {"platform": "telegram", "user_id": "77001", "linked_at": "2026-03-04T12:00:00+00:00"}
    ]


def test_reviews_are_told_by_question_and_readable_days(tx: Tx, ann: LearnerId) -> None:
    reviews.append(tx, review(learner=ann))
    (line,) = json.loads(personal.export(tx, ann))["reviews"]
    assert line["question"] == "treaties-001"
    assert (line["day"], line["at"]) == ("2026-03-04", "2026-03-04T12:00:00+00:00")


def test_answers_are_exported_and_counted_wherever_they_lie(tx: Tx, ann: LearnerId) -> None:
    key = QuestionKey(1)
    reviewed = asks.open_for_review(tx, ann, key, 1, 0, NOON)
    asks.answer_review(tx, reviewed.id, Wrote("Rapallo"), RIGHT, NOON)
    live = asks.open_for_review(tx, ann, key, 1, 0, NOON)
    tx.execute("UPDATE asks SET source = 'round', learner = NULL WHERE id = ?", (live.id,))
    asks.put_answer(tx, live.id, ann, Wrote("Berlin"), RIGHT, NOON + timedelta(seconds=1))
    told = json.loads(personal.export(tx, ann))["answers"]
    assert [line["ask"] for line in told] == [reviewed.id, live.id]
    assert "Rapallo" in str(told[0]["given"])
    assert "Berlin" in str(told[1]["given"])
    assert personal.counts(tx, ann).answers == 2


def test_what_was_put_aside_or_half_written_is_exported_as_it_is(tx: Tx, ann: LearnerId) -> None:
    aside = asks.open_for_review(tx, ann, QuestionKey(1), 1, 0, NOON)
    asks.skip(tx, aside.id, NOON)
    begun = asks.open_for_review(tx, ann, QuestionKey(1), 1, 0, NOON)
    asks.note_try(tx, begun.id, "They feared the Poles")
    told = json.loads(personal.export(tx, ann))["asks"]
    assert [line["state"] for line in told] == ["skipped", "They feared the Poles"]


def test_nothing_about_others_is_exported(tx: Tx, ann: LearnerId) -> None:
    ben, _ = learners.meet(tx, BEN, "Ben Example", NOON)
    reviews.append(tx, review(learner=ben.id))
    body = personal.export(tx, ann)
    assert "ben" not in body.casefold()
    assert json.loads(body)["reviews"] == []


def test_counts(tx: Tx, ann: LearnerId) -> None:
    assert personal.counts(tx, ann) == personal.Counts(0, 0, 0, 0, 1, None)
    reviews.append(tx, review(learner=ann))
    assert personal.counts(tx, ann) == personal.Counts(1, 0, 0, 0, 1, TODAY)


def test_deleting_leaves_no_row(tx: Tx, ann: LearnerId) -> None:
    reviews.append(tx, review(learner=ann))
    place = classes.place_id(tx, Place(ANN.platform, ANN.user_id))  # the private chat
    tx.execute(
        "INSERT INTO rounds (id, place, starter, deck, pace, questions, first_pass, started_at)"
        " VALUES (1, ?, ?, 'treaties', 'calm', '[]', 0, 0)",
        (place, ann),
    )
    tx.execute(
        "INSERT INTO asks (question, version, source, learner, round, place, seed, opened_at)"
        " VALUES (1, 1, 'review', ?, NULL, ?, 0, 0), (1, 1, 'round', NULL, 1, ?, 0, 0)",
        (ann, place, place),
    )
    outbox.post(tx, place, "hello", Help(), NOON)
    personal.delete(tx, ann, NOON)
    for table, column in learner_tables(tx):
        left = tx.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (ann,)).fetchone()
        assert left == (0,), table
    for table in ("accounts", "places", "outbox", "asks", "rounds"):
        assert tx.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert tx.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_tombstone_does_not_tell_who_it_was(tx: Tx, ann: LearnerId) -> None:
    personal.delete(tx, ann, NOON)
    kept = personal.tombstones(tx)
    ((grave, deleted_at),) = kept.graves
    assert deleted_at == NOON
    assert len(grave) == 32
    assert b"77001" not in grave


def test_a_restored_backup_forgets_again(tx: Tx, ann: LearnerId) -> None:
    ben, _ = learners.meet(tx, BEN, "Ben", NOON)
    tx.execute("SAVEPOINT backup")
    personal.delete(tx, ann, NOON + timedelta(days=1))
    kept = personal.tombstones(tx)
    tx.execute("ROLLBACK TO backup")
    assert learners.find(tx, ANN) is not None, "the backup still knows her"
    assert personal.honour(tx, kept) == 1
    assert learners.find(tx, ANN) is None
    assert learners.find(tx, BEN) == ben
    assert personal.tombstones(tx) == kept


def test_who_came_back_after_deleting_stays(tx: Tx, ann: LearnerId) -> None:
    personal.delete(tx, ann, NOON)
    kept = personal.tombstones(tx)
    back, new = learners.meet(tx, ANN, "Ann again", NOON + timedelta(seconds=1))
    assert new
    assert back.id != ann
    assert personal.honour(tx, kept) == 0
    assert learners.find(tx, ANN) == back


def test_posts_of_a_class_are_found_and_rewritten(tx: Tx, ann: LearnerId) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    place = classes.place_id(tx, Place(Platform.WEB, made.code), made.id)
    tx.execute("INSERT INTO members VALUES (?, ?, 'member', 0, 0)", (made.id, ann))
    outbox.post(tx, place, "hello", Help("quiz"), NOON)
    ((post, reply),) = personal.posts_around(tx, ann)
    assert reply == Help("quiz")
    personal.rewrite_post(tx, post, Help("review"))
    assert tx.execute("SELECT reply FROM outbox").fetchone() == (encode(Help("review")),)
