"""Classes, members, places and chosen decks."""

from datetime import timedelta

from bot.domain.ids import Account, ClassId, DeckId, LearnerId, Place, Platform
from bot.domain.replies import Role
from storage import classes, codes, learners, questions, reviews
from storage.database import Tx
from storage.mirroring import mirror
from tests.storage.values import NOON, TODAY, deck, question, review

HALL = Place(Platform.WEB, "hall")
SERVER = Place(Platform.DISCORD, "10")
THREAD = Place(Platform.DISCORD, "10", "4")


def learner(tx: Tx, name: str) -> LearnerId:
    return learners.meet(tx, Account(Platform.WEB, name.lower()), name, NOON)[0].id


def test_a_class_has_a_code_that_is_easy_to_type(tx: Tx) -> None:
    made = classes.create(tx, "History", "Europe/London", NOON)
    assert len(made.code) == 6
    assert set(made.code) <= set(codes.ALPHABET)
    typed = f" {made.code[:3].lower()} - {made.code[3:].lower()} "
    assert classes.by_code(tx, typed) == made == classes.by_id(tx, made.id)
    assert classes.by_code(tx, "") is None
    assert classes.by_code(tx, "no such code; DROP TABLE classes") is None


def test_codes_avoid_what_looks_alike() -> None:
    assert not set("01OILAEU") & set(codes.ALPHABET)


def test_a_role_held_stays_when_joining_again(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    ann = learner(tx, "Ann")
    assert classes.add_member(tx, made.id, ann, Role.OWNER, NOON)
    assert not classes.add_member(tx, made.id, ann, Role.MEMBER, NOON)
    assert classes.role_of(tx, made.id, ann) is Role.OWNER
    classes.set_role(tx, made.id, ann, Role.EDITOR)
    assert classes.role_of(tx, made.id, ann) is Role.EDITOR


def test_members_come_in_the_order_they_joined(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    for late, name in enumerate(("Cat", "Ann", "Ben")):
        at = NOON + timedelta(minutes=late)
        classes.add_member(tx, made.id, learner(tx, name), Role.MEMBER, at)
    assert [member.name for member in classes.members(tx, made.id)] == ["Cat", "Ann", "Ben"]
    assert classes.member_count(tx, made.id) == 3


def test_the_current_class_is_the_one_chosen_last(tx: Tx) -> None:
    ann = learner(tx, "Ann")
    assert classes.current_class(tx, ann) is None
    first, second = (classes.create(tx, name, "UTC", NOON) for name in ("First", "Second"))
    for late, made in enumerate((first, second)):
        classes.add_member(tx, made.id, ann, Role.MEMBER, NOON + timedelta(minutes=late))
    assert classes.current_class(tx, ann) == second, "the one joined last"
    classes.set_current(tx, ann, first.id)
    assert classes.current_class(tx, ann) == first
    classes.remove_member(tx, first.id, ann)
    assert classes.current_class(tx, ann) == second
    assert [made for made, _ in classes.classes_of(tx, ann)] == [second]


def test_leaving_takes_a_learner_off_the_boards_for_good(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    ann = learner(tx, "Ann")
    classes.add_member(tx, made.id, ann, Role.MEMBER, NOON)
    tx.execute("INSERT INTO tallies VALUES (?, 0, 1, ?, ?)", (ann, made.id, TODAY.toordinal()))
    mirror(tx, deck(question(1)), b"1")
    line = reviews.append(tx, review(learner=ann), (made.id, TODAY))
    classes.remove_member(tx, made.id, ann)
    assert tx.execute("SELECT count(*) FROM tallies").fetchone() == (0,), (
        "no rebuild brings it back"
    )
    assert reviews.tallies_of(tx, ann, line.at, line.question) == []


def test_a_class_that_is_removed_has_no_board_in_anybodys_log(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    ann = learner(tx, "Ann")
    classes.add_member(tx, made.id, ann, Role.MEMBER, NOON)
    mirror(tx, deck(question(1)), b"1")
    line = reviews.append(tx, review(learner=ann), (made.id, TODAY))
    classes.remove(tx, made.id)
    assert reviews.tallies_of(tx, ann, line.at, line.question) == []


def test_a_place_is_remembered_once(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    place = classes.place_id(tx, HALL)
    assert classes.class_of_place(tx, HALL) is None
    assert classes.place_id(tx, HALL, made.id) == place
    assert classes.place_id(tx, HALL) == place
    assert classes.class_of_place(tx, HALL) == made
    assert classes.places_of(tx, made.id) == [HALL]


def test_a_thread_belongs_where_its_chat_does_unless_it_has_a_class(tx: Tx) -> None:
    history, maths = (classes.create(tx, name, "UTC", NOON) for name in ("History", "Maths"))
    classes.place_id(tx, SERVER, history.id)
    assert classes.class_of_place(tx, THREAD) == history
    classes.place_id(tx, THREAD)
    assert classes.class_of_place(tx, THREAD) == history
    classes.place_id(tx, THREAD, maths.id)
    assert classes.class_of_place(tx, THREAD) == maths
    assert classes.class_of_place(tx, SERVER) == history


def test_a_class_that_goes_leaves_its_places(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    classes.place_id(tx, HALL, made.id)
    classes.remove(tx, made.id)
    assert classes.by_id(tx, made.id) is None
    assert classes.class_of_place(tx, HALL) is None


def test_an_answer_counts_where_its_deck_is_chosen(tx: Tx) -> None:
    questions.mirror(tx, deck(question()), b"1")
    questions.mirror(tx, deck(question(deck="maps"), name="maps"), b"1")
    every, some, foreign = (
        classes.create(tx, name, "UTC", NOON) for name in ("Every", "Some", "Foreign")
    )
    questions.mirror(tx, deck(question(deck="own"), name="own"), b"1", foreign.id)
    ann = learner(tx, "Ann")
    for made in (every, some):
        classes.add_member(tx, made.id, ann, Role.MEMBER, NOON)
    classes.choose_decks(tx, some.id, [DeckId("maps"), DeckId("maps")])
    assert classes.chosen_decks(tx, some.id) == [DeckId("maps")]
    assert _boards(tx, ann, "treaties") == {every.id}
    assert _boards(tx, ann, "maps") == {every.id, some.id}
    assert _boards(tx, ann, "own") == set(), "another class's own deck"
    classes.choose_decks(tx, some.id, [])
    assert _boards(tx, ann, "treaties") == {every.id, some.id}


def test_a_running_round_is_seen_from_its_class(tx: Tx) -> None:
    made = classes.create(tx, "History", "UTC", NOON)
    place = classes.place_id(tx, HALL, made.id)
    assert not classes.round_running(tx, made.id)
    tx.execute(
        "INSERT INTO rounds (place, deck, pace, questions, first_pass, started_at)"
        " VALUES (?, 'treaties', 'calm', '[]', 0, 0)",
        (place,),
    )
    assert classes.round_running(tx, made.id)
    tx.execute("UPDATE rounds SET ended_at = 1")
    assert not classes.round_running(tx, made.id)


def _boards(tx: Tx, ann: LearnerId, name: str) -> set[ClassId]:
    return {class_id for class_id, _ in classes.boards_of(tx, ann, DeckId(name))}


def test_a_class_that_goes_leaves_what_was_learnt_from_its_decks(tx: Tx) -> None:
    made = classes.create(tx, "Revisers", "UTC", NOON)
    mirror(tx, deck(question(1)), b"1", made.id)
    classes.remove(tx, made.id)
    assert questions.decks(tx) == []
    stored = questions.by_id(tx, question(1).id)
    assert stored is not None
    assert stored.question.retired
