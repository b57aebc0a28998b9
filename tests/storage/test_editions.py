"""What questions said before: kept when an author changes them, and never more than some."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.ids import QuestionId, QuestionKey
from bot.domain.question import Key, Question, Typed
from storage import editions, questions
from storage.database import Tx
from storage.questions import mirror
from tests.storage.values import NOON, deck, question


def key_of(tx: Tx, number: int = 1) -> QuestionKey:
    found = questions.by_id(tx, QuestionId(f"treaties-{number:03}"))
    assert found is not None
    return found.key


def worded(stem: str, version: int = 1) -> Question:
    return replace(question(1, version=version), stem=stem)


def test_a_new_question_has_no_history(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1", at=NOON)
    assert editions.of(tx, key_of(tx)) == []


def test_each_wording_is_kept_with_the_time_it_lasted_to(tx: Tx) -> None:
    for number, stem in enumerate(("First?", "Second?", "Third?")):
        mirror(tx, deck(worded(stem)), b"%d" % number, at=NOON + timedelta(days=number))
    second, first = editions.of(tx, key_of(tx))
    assert (first.question.stem, first.until) == ("First?", NOON + timedelta(days=1))
    assert (second.question.stem, second.until) == ("Second?", NOON + timedelta(days=2))


def test_an_old_version_stays_known_and_a_time_nobody_noted_is_none(tx: Tx) -> None:
    mirror(tx, deck(worded("First?")), b"1")
    mirror(tx, deck(worded("Another thing?", version=2)), b"2")
    (before,) = editions.of(tx, key_of(tx))
    assert (before.question.version, before.until) == (1, None)


def test_what_follows_from_other_questions_is_no_edition(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1", at=NOON)
    rivals = Typed(Key(accepted=("Rapallo",), rivals=("Locarno",)))
    mirror(tx, deck(question(1, kind=rivals), question(2)), b"2", at=NOON)
    assert editions.of(tx, key_of(tx)) == []


def test_the_oldest_give_way(tx: Tx) -> None:
    for number in range(editions.MOST + 5):
        mirror(tx, deck(worded(f"Wording {number}?")), b"%d" % number, at=NOON)
    kept = editions.of(tx, key_of(tx))
    assert len(kept) == editions.MOST
    assert kept[0].question.stem == f"Wording {editions.MOST + 3}?"
