"""The mirror follows the bank and never loses who a question is."""

from dataclasses import replace

import pytest

from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import Cue, Point, Points, Question
from storage import questions
from storage.codec import encode
from storage.database import Tx
from storage.questions import EditionRefused, Mirrored, mirror
from tests.storage.values import deck, question

DECK = DeckId("treaties")
POINTS = Points(1, (Point("A shared fear of Poland", (Cue(any_of=("poland",)),)), Point("x", ())))


def stored(tx: Tx, number: int = 1) -> questions.Stored:
    found = questions.by_id(tx, QuestionId(f"treaties-{number:03}"))
    assert found is not None
    return found


def test_a_deck_is_mirrored_once(tx: Tx) -> None:
    edition = deck(question(1), question(2))
    assert mirror(tx, edition, b"1") == Mirrored(added=2)
    changes = tx.total_changes
    assert mirror(tx, edition, b"1") == Mirrored(unchanged=2)
    assert tx.total_changes == changes
    assert mirror(tx, edition, b"2") == Mirrored(unchanged=2)


def test_a_question_is_found_as_it_was_written(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    found = stored(tx, 2)
    assert found == questions.by_key(tx, found.key)
    assert found.question == question(2)
    assert (found.deck_title, found.theme_title) == ("Treaties", "The road to Rapallo")
    assert (found.position, found.paused) == (1, False)
    assert questions.deck_of(tx, found.key) == DECK


def test_nothing_is_found_where_nothing_is(tx: Tx) -> None:
    assert questions.by_key(tx, QuestionKey(404)) is None
    assert questions.by_id(tx, QuestionId("treaties-404")) is None
    assert questions.deck(tx, DECK) is None
    assert questions.keys(tx, DECK) == []
    with pytest.raises(LookupError):
        questions.deck_of(tx, QuestionKey(404))


def test_a_question_keeps_its_key_for_ever(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    keys = questions.keys(tx, DECK)
    gone = mirror(tx, deck(question(2), question(3)), b"2")
    assert gone == Mirrored(added=1, retired=1, unchanged=1)
    assert stored(tx, 1).question.retired
    assert stored(tx, 1).key not in questions.keys(tx, DECK)
    back = mirror(tx, deck(question(1), question(2), question(3)), b"3")
    assert back == Mirrored(changed=1, unchanged=2)
    assert questions.keys(tx, DECK)[:2] == keys
    assert not stored(tx, 1).question.retired


def test_a_changed_question_is_changed_in_its_row(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    key = stored(tx).key
    newer = replace(question(1, version=2), stem="Where was the treaty signed?")
    assert mirror(tx, deck(newer), b"2") == Mirrored(changed=1)
    assert (stored(tx).key, stored(tx).question) == (key, newer)


def test_a_new_order_is_kept_without_calling_it_a_change(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    first, second = questions.keys(tx, DECK)
    assert mirror(tx, deck(question(2), question(1)), b"2") == Mirrored(unchanged=2)
    assert questions.keys(tx, DECK) == [second, first]


def test_a_version_never_goes_down(tx: Tx) -> None:
    mirror(tx, deck(question(1, version=2)), b"1")
    with pytest.raises(EditionRefused, match=r"version 1, but version 2 .* only go up"):
        mirror(tx, deck(question(2), question(1)), b"2")
    assert questions.by_id(tx, QuestionId("treaties-002")) is None


def test_an_author_may_retire_a_question(tx: Tx) -> None:
    mirror(tx, deck(replace(question(1), retired=True), question(2)), b"1")
    assert questions.keys(tx, DECK) == [stored(tx, 2).key]
    assert questions.decks(tx)[0].questions == 1


def test_a_question_moves_to_another_deck_with_its_key(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    key = stored(tx).key
    moved = replace(question(1), deck=DeckId("genoa"))
    mirror(tx, deck(moved, name="genoa"), b"1")
    mirror(tx, deck(question(2)), b"2")
    assert questions.keys(tx, DeckId("genoa")) == [key]
    assert not stored(tx).question.retired


def test_a_class_cannot_take_a_built_in_question(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")
    taken = replace(question(1), deck=DeckId("ours"))
    with pytest.raises(EditionRefused, match="of the deck treaties"):
        mirror(tx, deck(taken, name="ours"), b"1", ClassId(5))
    with pytest.raises(EditionRefused, match="belongs to somebody else"):
        mirror(tx, deck(question(2)), b"2", ClassId(5))


def test_decks_are_listed_by_title_with_their_owner(tx: Tx) -> None:
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")
    mirror(tx, deck(question(1), question(2)), b"1")
    mirror(tx, deck(question(1, deck="berlin"), name="berlin"), b"1", ClassId(5))
    ours, theirs = questions.decks(tx)
    assert (ours.id, ours.class_id, ours.questions) == (DeckId("berlin"), 5, 1)
    assert (theirs.id, theirs.class_id, theirs.questions) == (DECK, None, 2)
    assert theirs.themes == (("rapallo", "The road to Rapallo"),)
    assert questions.deck(tx, DECK) == theirs


def test_a_deck_that_left_the_bank_is_retired_and_may_return(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    assert questions.retire_decks(tx, keep=[DeckId("other")]) == 1
    assert questions.retire_decks(tx, keep=[]) == 0
    assert questions.decks(tx) == []
    assert stored(tx).question.retired
    assert mirror(tx, deck(question(1)), b"1") == Mirrored(changed=1)
    assert len(questions.decks(tx)) == 1
    assert not stored(tx).question.retired


def test_a_paused_question_is_not_asked(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    key = stored(tx).key
    questions.pause(tx, key, paused=True)
    assert stored(tx).paused
    assert questions.keys(tx, DECK) == []
    mirror(tx, deck(question(1), question(2)), b"2")
    assert stored(tx).paused
    questions.pause(tx, key, paused=False)
    assert questions.keys(tx, DECK)[0] == key


def _with_exemplar(asked: Question) -> Question:
    assert isinstance(asked.kind, Points)
    first, *rest = asked.kind.points
    learnt = replace(first, exemplars=(*first.exemplars, "both feared the Poles"))
    return replace(asked, kind=replace(asked.kind, points=(learnt, *rest)))


def test_a_confirmed_answer_outlives_an_edition_of_the_same_version(tx: Tx) -> None:
    mirror(tx, deck(question(1, kind=POINTS)), b"1")
    learnt = _with_exemplar(question(1, kind=POINTS))  # as it was kept before classes kept theirs
    tx.execute("UPDATE questions SET body = ?", (encode(learnt).encode(),))
    edited = replace(question(1, kind=POINTS), hint="Who lay between them?")
    mirror(tx, deck(edited), b"2")
    assert stored(tx).question == _with_exemplar(edited)
    mirror(tx, deck(edited), b"3")
    assert stored(tx).question == _with_exemplar(edited)
    fresh = question(1, kind=POINTS, version=2)
    mirror(tx, deck(fresh), b"4")
    assert stored(tx).question == fresh
