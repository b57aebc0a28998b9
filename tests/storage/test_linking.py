"""One-time codes, and two histories becoming one without loss."""

from datetime import datetime, timedelta

import pytest

from bot.domain.ids import Account, LearnerId, Platform
from bot.domain.question import Mark
from bot.domain.replies import Role
from bot.domain.review import Amendment
from storage import classes, codes, learners, linking, questions, reviews
from storage.database import Tx
from tests.storage.values import NOON, TODAY, deck, question, review

LATER = NOON + timedelta(minutes=15)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def ann(tx: Tx) -> LearnerId:
    questions.mirror(tx, deck(question(1), question(2)), b"1")
    return learners.meet(tx, Account(Platform.WEB, "ann"), "Ann", NOON)[0].id


@pytest.fixture
def twin(tx: Tx, ann: LearnerId) -> LearnerId:
    """Ann on another platform, not yet known to be her."""
    return learners.meet(tx, Account(Platform.TELEGRAM, "7"), "Ann T", NOON - MILLISECOND)[0].id


def test_a_code_works_once(tx: Tx, ann: LearnerId) -> None:
    code = linking.new_link_code(tx, ann, NOON, LATER)
    assert len(code) == 8
    assert set(code) <= set(codes.ALPHABET)
    assert linking.use_link_code(tx, f" {code[:4].lower()}-{code[4:]} ", NOON) == ann
    assert linking.use_link_code(tx, code, NOON) is None


def test_a_code_expires(tx: Tx, ann: LearnerId) -> None:
    code = linking.new_link_code(tx, ann, NOON, LATER)
    assert linking.use_link_code(tx, code, LATER) is None
    assert linking.use_link_code(tx, code, NOON) is None, "an expired code is gone for good"


def test_a_new_code_replaces_the_one_before(tx: Tx, ann: LearnerId) -> None:
    first = linking.new_link_code(tx, ann, NOON, LATER)
    second = linking.new_link_code(tx, ann, NOON, LATER)
    assert linking.use_link_code(tx, first, NOON) is None
    assert linking.use_link_code(tx, second, NOON) == ann


def test_accounts_and_reviews_move(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    reviews.append(tx, review(learner=ann, key=1))
    reviews.append(tx, review(NOON + MILLISECOND, learner=twin, key=2))
    linking.merge(tx, ann, twin)
    assert [account.platform for account, _ in learners.accounts(tx, ann)] == [
        Platform.TELEGRAM,
        Platform.WEB,
    ]
    assert learners.by_id(tx, twin) is None
    assert [len(log) for log, _ in reviews.everything(tx, ann)] == [1, 1]
    kept = learners.by_id(tx, ann)
    assert kept is not None
    assert kept.created_at == NOON - MILLISECOND


def test_the_same_instant_twice_is_two_reviews(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    room = classes.create(tx, "History", "UTC", NOON)
    reviews.append(tx, review(learner=ann))
    for at in (NOON, NOON + MILLISECOND):
        logged = reviews.append(tx, review(at, learner=twin, mark=Mark.WRONG))
        reviews.tally(tx, logged, room.id, TODAY)
        reviews.amend(tx, _taken_back(twin, at))
    linking.merge(tx, ann, twin)
    (log, amendments), *rest = reviews.everything(tx, ann)
    assert not rest
    assert [(r.at - NOON) // MILLISECOND for r in log] == [0, 1, 2]
    assert [r.mark for r in log] == [Mark.RIGHT, Mark.WRONG, Mark.WRONG]
    for logged in log[1:]:  # what belongs to a review has moved with it
        assert reviews.tallies_of(tx, ann, logged.at, logged.question) == [(room.id, TODAY)]
    assert [a.at for a in amendments] == [r.at for r in log[1:]]


def test_the_higher_role_stays(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    both = classes.create(tx, "Both", "UTC", NOON)
    other = classes.create(tx, "Other", "UTC", NOON)
    classes.add_member(tx, both.id, ann, Role.EDITOR, NOON + MILLISECOND)
    classes.add_member(tx, both.id, twin, Role.OWNER, NOON)
    classes.add_member(tx, other.id, twin, Role.MEMBER, NOON)
    classes.set_current(tx, twin, other.id)
    linking.merge(tx, ann, twin)
    assert classes.role_of(tx, both.id, ann) is Role.OWNER
    assert classes.role_of(tx, other.id, ann) is Role.MEMBER
    current = classes.current_class(tx, ann)
    assert current is not None
    assert current.id == other.id


def test_the_first_answer_to_an_ask_stays(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    tx.execute(
        "INSERT INTO asks (id, question, version, source, seed, opened_at)"
        " VALUES (1, 1, 1, 'round', 0, 0), (2, 1, 1, 'round', 0, 0), (3, 1, 1, 'round', 0, 0)"
    )
    for ask, learner, at in ((1, ann, 9), (1, twin, 5), (2, ann, 5), (2, twin, 9), (3, twin, 1)):
        tx.execute(
            "INSERT INTO answers (ask, learner, given, mark, verdict, at)"
            " VALUES (?, ?, '{}', 'right', '{}', ?)",
            (ask, learner, at),
        )
    linking.merge(tx, ann, twin)
    rows = tx.execute("SELECT ask, learner, at FROM answers ORDER BY ask").fetchall()
    assert rows == [(1, ann, 5), (2, ann, 5), (3, ann, 1)]


def test_a_round_played_twice_is_not_added_up(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    tx.execute("INSERT INTO places (id, platform, chat_id) VALUES (1, 'web', 'x')")
    tx.execute(
        "INSERT INTO rounds (id, place, starter, deck, pace, questions, first_pass, started_at)"
        " VALUES (1, 1, ?, 'treaties', 'calm', '[]', 0, 0)",
        (twin,),
    )
    tx.execute(
        "INSERT INTO players (round, learner, points, answered, right, joined_at)"
        " VALUES (1, ?, 20, 2, 2, 5), (1, ?, 30, 3, 1, 4)",
        (ann, twin),
    )
    linking.merge(tx, ann, twin)
    rows = tx.execute("SELECT learner, points, answered, right, joined_at FROM players").fetchall()
    assert rows == [(ann, 30, 3, 2, 4)]
    assert tx.execute("SELECT starter FROM rounds").fetchone() == (ann,)


def test_nothing_of_the_one_that_goes_is_left(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    for learner in (ann, twin):
        reviews.append(tx, review(learner=learner))
        tx.execute(
            "INSERT INTO memories VALUES (?, 1, 10000, 50000, ?, ?, 1, 0)",
            (learner, TODAY.toordinal(), TODAY.toordinal()),
        )
        tx.execute(
            "INSERT INTO claims (learner, ask, question, version, given, folded, at, made_at)"
            " VALUES (?, ?, 1, 1, '{}', '', 0, 0)",
            (learner, learner),
        )
    linking.merge(tx, ann, twin)
    for (table,) in tx.execute(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'learner'"
    ).fetchall():
        left = tx.execute(f"SELECT count(*) FROM {table} WHERE learner = ?", (twin,)).fetchone()
        assert left == (0,), table
    assert tx.execute("SELECT count(*) FROM claims").fetchone() == (2,)
    assert tx.execute("SELECT count(*) FROM memories").fetchone() == (0,), "to be folded anew"


def test_reports_votes_and_one_reminder_move(tx: Tx, ann: LearnerId, twin: LearnerId) -> None:
    tx.execute(
        "INSERT INTO asks (id, question, version, source, seed, opened_at, learner)"
        " VALUES (1, 1, 1, 'round', 0, 0, NULL), (2, 1, 1, 'review', 0, 0, ?)",
        (twin,),
    )
    tx.execute("INSERT INTO skip_votes VALUES (1, ?), (2, ?), (2, ?)", (ann, ann, twin))
    for question_key, learner in ((1, ann), (1, twin), (2, twin)):
        tx.execute(
            "INSERT INTO reports (question, learner, reason, at) VALUES (?, ?, 'typo', 0)",
            (question_key, learner),
        )
    for hour, learner in ((7, ann), (8, twin)):
        tx.execute(
            "INSERT INTO subscriptions (learner, zone, hour) VALUES (?, 'UTC', ?)", (learner, hour)
        )
    linking.merge(tx, ann, twin)
    assert tx.execute("SELECT question, learner FROM reports").fetchall() == [(1, ann), (2, ann)]
    assert tx.execute("SELECT * FROM skip_votes").fetchall() == [(1, ann), (2, ann)]
    assert tx.execute("SELECT learner, hour FROM subscriptions").fetchall() == [(ann, 7)]
    assert tx.execute("SELECT learner FROM asks WHERE id = 2").fetchone() == (ann,)


def _taken_back(learner: LearnerId, at: datetime) -> Amendment:
    return Amendment(
        learner=learner,
        question=review().question,
        at=at,
        mark=Mark.WRONG,
        credit=0,
        grade=None,
        cause="undo",
        made_at=LATER,
    )
