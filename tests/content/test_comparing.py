"""How a new edition differs from what is kept, and what learners keep of their progress."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import QuestionId
from bot.domain.question import Question, Recall
from content.comparing import compare, meaning, settled
from content.making import question
from tests.decks import small_deck


def card(number: int, stem: str, back: str, *, version: int = 1, retired: bool = False) -> Question:
    made = question(stem, Recall(back), own_id=f"q-{number}")
    return replace(made, version=version, retired=retired)


NILE = card(1, "Longest river of Africa?", "The Nile")
PO = card(2, "Longest river of Italy?", "The Po")


def test_nothing_changed() -> None:
    found = compare((NILE, PO), (PO, NILE))
    assert found.unchanged == (PO, NILE)
    assert (found.added, found.gone, found.changes, found.reworded) == ((), (), (), ())


def test_more_and_fewer() -> None:
    found = compare((NILE,), (PO,))
    assert found.added == (PO,)
    assert found.gone == (NILE,)


def test_other_words_with_the_same_answer_keep_their_progress() -> None:
    mended = card(1, "What is Africa's longest river?", "the  Nile")
    found = compare((NILE,), (mended,))
    assert found.reworded == (mended,)
    assert settled((mended,), found) == (mended,)


def test_another_answer_is_asked_about() -> None:
    other = card(1, "Longest river of Africa?", "The Congo")
    found = compare((replace(NILE, version=3),), (other,))
    assert [(change.before.version, change.after) for change in found.changes] == [(3, other)]
    assert settled((other,), found) == (replace(other, version=4),)
    assert settled((other,), found, same=[other.id]) == (replace(other, version=3),)


def test_a_version_kept_is_never_lowered() -> None:
    found = compare((replace(NILE, version=3),), (NILE,))
    assert found.unchanged == (NILE,)
    assert settled((NILE,), found)[0].version == 3


def test_what_was_retired_returns_as_itself() -> None:
    found = compare((replace(NILE, retired=True, version=2),), (NILE,))
    assert not found.added
    assert not found.gone
    assert settled((NILE,), found) == (replace(NILE, version=2),)


def test_what_was_retired_is_not_gone_again() -> None:
    assert compare((replace(NILE, retired=True),), ()).gone == ()


def test_a_front_mended_without_an_id_is_the_same_card() -> None:
    mended = card(7, "Longest river in Africa?", "The Nile")
    found = compare((replace(NILE, version=2),), (mended,))
    assert found.renamed == {QuestionId("q-7"): QuestionId("q-1")}
    assert not found.added
    assert not found.gone
    assert settled((mended,), found) == (replace(mended, id=NILE.id, version=2),)


def test_a_front_much_changed_is_asked_about() -> None:
    mended = card(7, "Longest river anywhere in the whole of Africa?", "The Nile")
    found = compare((NILE,), (mended,))
    assert [(change.before, change.after) for change in found.changes] == [(NILE, mended)]
    assert settled((mended,), found) == (mended,)
    assert settled((mended,), found, same=[mended.id])[0].id == NILE.id


def test_two_cards_with_one_answer_find_their_own() -> None:
    old = (
        card(1, "Longest river of Africa?", "Nile"),
        card(2, "River through Cairo city?", "Nile"),
    )
    new = (card(8, "River through Cairo city", "Nile"), card(9, "Longest river of Africa", "Nile"))
    found = compare(old, new)
    assert found.renamed == {"q-8": "q-2", "q-9": "q-1"}


def test_every_kind_has_a_meaning_of_its_own() -> None:
    meanings = [meaning(each) for each in small_deck().questions]
    assert len(set(meanings)) == len(meanings)


QUESTIONS = st.lists(
    st.builds(
        card,
        st.integers(0, 6),
        st.sampled_from(["Longest?", "Longest river?", "Widest?", "x"]),
        st.sampled_from(["Nile", "Po", "nile"]),
        version=st.integers(1, 3),
        retired=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


@given(QUESTIONS, QUESTIONS, st.booleans())
def test_every_question_is_counted_once_and_no_version_falls(
    kept: list[Question], now: list[Question], agree: bool
) -> None:
    now = [replace(each, retired=False, version=1) for each in now]
    found = compare(kept, now)
    counted = [*found.added, *found.unchanged, *found.reworded, *(c.after for c in found.changes)]
    assert sorted(each.id for each in counted) == sorted(each.id for each in now)
    same = [change.after.id for change in found.changes] if agree else []
    result = settled(now, found, same)
    assert len({each.id for each in result}) == len(now)
    versions = {each.id: each.version for each in kept}
    assert all(each.version >= versions.get(each.id, 1) for each in result)
