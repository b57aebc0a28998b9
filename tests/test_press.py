"""Presses: each survives the trip to a button and back, and no button text can do harm."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import press as p
from bot.domain.ids import AskId, ClaimId, DeckId, QuestionId, QuestionKey, RoundId
from bot.domain.question import Grade
from bot.domain.replies import Span

ASK, ROUND, CLAIM = AskId(p.MAX_ID), RoundId(p.MAX_ID), ClaimId(p.MAX_ID)
PICKS = tuple(range(p.MAX_PICKS))
WORD = "~" * p.MAX_WORD

LARGEST: list[p.Press] = [
    p.Answer(ASK, PICKS),
    p.Open(ASK),
    p.Hint(ASK),
    p.GiveUp(ASK),
    p.Reveal(ASK),
    *(p.GradeIt(ASK, grade) for grade in Grade),
    p.TickIt(ASK, PICKS),
    p.Skip(ASK),
    p.Undo(),
    p.Undo(ASK),
    p.Claim(ASK),
    *(p.ReportIt(ASK, reason) for reason in get_args(p.Complaint)),
    p.NextReview(),
    p.NextInRound(ROUND),
    p.StopRound(ROUND),
    p.JoinRound(ROUND),
    p.Again(DeckId("a" * p.MAX_DECK)),
    *(p.ShowBoard(span) for span in Span),
    p.SettleClaim(CLAIM, accept=True),
    p.SettleClaim(CLAIM, accept=False),
    p.Confirm(WORD),
    p.Go(WORD),
    p.Arrange(ASK, (*PICKS[1:], p.NONE)),
    p.Arranged(ASK, PICKS),
    p.Mine(ASK),
    p.Turn("~" * p.MAX_TURNED, p.MAX_PAGE),
    *(p.OfDeck(verb, DeckId("a" * p.MAX_DECK), "0123abcd") for verb in get_args(p.DeckVerb)),
    *(p.OfQuestion(verb, QuestionKey(p.MAX_ID)) for verb in get_args(p.QuestionVerb)),
    *(p.BringIt("x" * 20, same) for same in (None, True, False)),
]


@pytest.mark.parametrize("press", LARGEST, ids=repr)
def test_the_largest_press_fits_a_button_and_comes_back(press: p.Press) -> None:
    text = p.encode(press)
    assert len(text.encode()) <= p.MAX_BYTES
    assert text.isascii()
    assert text.isprintable()
    assert p.decode(text) == press


def test_every_press_is_walked_and_has_a_text_of_its_own() -> None:
    assert {type(press) for press in LARGEST} == set(get_args(p.Press))
    assert len({p.encode(press) for press in LARGEST}) == len(LARGEST)


IDS = st.integers(0, p.MAX_ID)
PICKED = st.lists(st.integers(0, 35), max_size=p.MAX_PICKS, unique=True).map(tuple)
PLACED = PICKED.map(lambda picks: tuple(p.NONE if pick > 30 else pick for pick in picks))
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=p.MAX_WORD)


@given(
    st.one_of(
        st.builds(p.Answer, IDS.map(AskId), PICKED),
        st.builds(p.TickIt, IDS.map(AskId), PICKED),
        st.builds(p.GradeIt, IDS.map(AskId), st.sampled_from(Grade)),
        st.builds(p.NextInRound, IDS.map(RoundId)),
        st.builds(p.SettleClaim, IDS.map(ClaimId), st.booleans()),
        st.builds(p.Confirm, WORDS),
        st.builds(p.Go, WORDS),
        st.builds(p.Arrange, IDS.map(AskId), PLACED),
        st.builds(p.Arranged, IDS.map(AskId), PLACED),
        st.builds(p.Turn, WORDS, st.integers(0, p.MAX_PAGE)),
    )
)
def test_any_press_comes_back_as_it_was(press: p.Press) -> None:
    assert p.decode(p.encode(press)) == press


@pytest.mark.parametrize(
    "press",
    [
        p.Hint(AskId(-1)),
        p.Hint(AskId(p.MAX_ID + 1)),
        p.Answer(AskId(1), tuple(range(p.MAX_PICKS + 1))),
        p.Answer(AskId(1), (3, 3)),
        p.Answer(AskId(1), (-1,)),
        p.TickIt(AskId(1), (36,)),
        p.Again(DeckId("a" * (p.MAX_DECK + 1))),
        p.Again(DeckId("Ärger")),
        p.Go("x" * (p.MAX_WORD + 1)),
        p.Go(""),
        p.Confirm("löschen"),
        p.Confirm("two\nlines"),
        p.Arrange(AskId(1), (3, -1, 3)),
        p.Arranged(AskId(1), (-2,)),
        p.Arrange(AskId(1), (p.NONE,) * (p.MAX_PICKS + 1)),
        p.Turn("deck", p.MAX_PAGE + 1),
        p.Turn("", 0),
        p.OfDeck("show", DeckId("A deck")),
        p.OfDeck("drop", DeckId("deck"), "short"),
        p.BringIt("no:format", None),
    ],
    ids=repr,
)
def test_what_no_button_can_carry_is_our_bug_and_says_so(press: p.Press) -> None:
    with pytest.raises(ValueError, match="button"):
        p.encode(press)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1u:",
        "1uu",
        "1n:1",
        "1Z:1",
        "0h:1",  # an older version
        "2h:1",  # a newer one
        "1h",
        "1h:",
        "1h:01",  # not how we write it
        "1h:-1",
        "1h:1A",
        "1h:١",
        "1h:1\n",
        "1h:zzzzzzzzzzz",  # beyond every id
        "1h:1:1",
        "1a:1",
        "1a:1:aa",  # twice the same
        "1a:1:A",
        "1m:1:5",
        "1m:1:",
        "1e:1:yes",
        "1p:1:boring",
        "1b:century",
        "1d:UPPER",
        "1k:",
        "1k:" + "x" * 41,
        "1k:a\x00b",
        "1q:1:AA",
        "1q:1:aa",
        "1v:1",
        "1f:deck",
        "1f:aa:deck",
        "1f::deck",
        "1l:s:deck",
        "1l:q:deck:",
        "1l:s:deck:0123",
        "1l:s:deck::",
        "1w:y",
        "1w:x:csv",
        "1w:y:CSV",
        "1h:" + "1" * 5_000,
        "\ud800",
    ],
)
def test_anything_else_is_no_press(text: str) -> None:
    assert p.decode(text) is None


@given(st.one_of(st.text(max_size=80), st.from_regex(r"1[a-z](:[0-9a-z:]{0,60})?", fullmatch=True)))
def test_hostile_text_never_raises_and_has_one_spelling(text: str) -> None:
    press = p.decode(text)
    assert press is None or p.encode(press) == text


def test_questions_of_a_deck_are_told_apart_by_eight_letters() -> None:
    assert p.which_of(QuestionId("sfp-ger-001")) != p.which_of(QuestionId("sfp-ger-002"))
    assert len(p.which_of(QuestionId("\ud800"))) == 8


def test_letters_on_old_buttons_keep_their_meaning() -> None:
    """Buttons live for months: these texts are out there (change VERSION to retire them)."""
    assert p.decode("1a:7:20") == p.Answer(AskId(7), (2, 0))
    assert p.decode("1m:z:3") == p.GradeIt(AskId(35), Grade.GOOD)
    assert p.decode("1n") == p.NextReview()
    assert p.decode("1q:7:2-0") == p.Arrange(AskId(7), (2, p.NONE, 0))
    assert p.decode("1l:a:my-notes:00ff00ff") == p.OfDeck("accept", DeckId("my-notes"), "00ff00ff")
    assert p.decode("1w:n:gift") == p.BringIt("gift", same=False)
    assert p.decode("1d:") == p.Again(DeckId(""))
    assert p.decode("1k:/quiz 10") == p.Go("/quiz 10")
