"""The judge: lenient in writing, strict in meaning."""

import random
import string
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.judge import LONGEST, fold, judge
from bot.domain.question import AnswerKind, Because, Key, Mark, Rejected
from tests.domain.answer_tables import (
    ASKED,
    CLOSE,
    MUST_BE_RIGHT,
    NEIGHBOURS,
    NEVER_RIGHT,
    REAL_ANSWERS,
    ROOSEVELT,
    RULES_OF_OTHERS,
    STALIN,
)

KEYS = list(ASKED)
NUMBERS_OF_SLIPS = 10


def _rows(table: dict[Key, str]) -> list[tuple[Key, str]]:
    return [(key, answer) for key, answers in table.items() for answer in answers.split("|")]


@pytest.mark.parametrize(("key", "answer"), _rows(MUST_BE_RIGHT))
def test_what_must_be_right_is_right(key: Key, answer: str) -> None:
    assert judge(answer, key, ASKED[key]).mark is Mark.RIGHT


@pytest.mark.parametrize(("key", "answer"), _rows(NEVER_RIGHT))
def test_what_must_never_be_right_is_not(key: Key, answer: str) -> None:
    verdict = judge(answer, key, ASKED[key])
    assert verdict.mark in (Mark.WRONG, Mark.CLOSE)
    assert verdict.credit == 0.0


@pytest.mark.parametrize(("key", "answer"), _rows(NEVER_RIGHT))
def test_without_the_question_it_is_not_right_either(key: Key, answer: str) -> None:
    if "1932" not in answer:  # the year that contradicts the question
        assert judge(answer, key).mark is not Mark.RIGHT


@pytest.mark.parametrize(("key", "answer"), _rows(CLOSE))
def test_what_is_not_exact_enough_is_asked_about(key: Key, answer: str) -> None:
    assert judge(answer, key, ASKED[key]).mark is Mark.CLOSE


@pytest.mark.parametrize(("accepted", "typed"), RULES_OF_OTHERS)
def test_the_mistakes_of_other_bots_are_not_made(accepted: str, typed: str) -> None:
    for kind in (AnswerKind.TEXT, AnswerKind.NUMBER):
        assert judge(typed, Key(accepted=(accepted,), kind=kind)).mark is not Mark.RIGHT


def test_no_key_accepts_the_answers_of_the_others() -> None:
    pairs = [
        (key, text) for key in KEYS for other in KEYS if other is not key for text in other.accepted
    ]
    taken = [(key.accepted, text) for key, text in pairs if _is_right(text, key)]
    assert len(pairs) > 1_000
    assert taken == []


def _is_right(text: str, key: Key) -> bool:
    return judge(text, key, ASKED.get(key, "")).mark is Mark.RIGHT


def test_neighbours_never_pass_for_one_another() -> None:
    both_ways = [*NEIGHBOURS, *((other, one) for one, other in NEIGHBOURS)]
    answers = ("{}", "the {}", "It was {}, I think")
    tried = [(key, form.format(typed)) for key, typed in both_ways for form in answers]
    taken = [pair for pair in tried if _is_right(pair[1], Key(accepted=(pair[0],)))]
    assert len(tried) >= 300
    assert taken == []


def _slip(text: str, chance: random.Random) -> str:
    """Return the text with one letter lost, added, changed or moved, never the first."""
    place = chance.randrange(1, len(text))
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[: place - 1] + text[place] + text[place - 1] + text[place + 1 :],
        )
    )


def test_nearly_every_single_typing_slip_is_forgiven() -> None:
    chance = random.Random(1922)
    slips = [(text, _slip(text, chance)) for text in REAL_ANSWERS for _ in range(NUMBERS_OF_SLIPS)]
    keys = {text: Key(accepted=(text,)) for text in REAL_ANSWERS}
    missed = [pair for pair in slips if not _is_right(pair[1], keys[pair[0]])]
    assert len(slips) >= 500
    assert len(missed) <= 0.05 * len(slips), missed


def test_a_slip_as_near_to_another_answer_does_not_count() -> None:
    key = Key(accepted=("kulaks",), rivals=("gulags",))
    assert judge("kulacs", key).mark is Mark.RIGHT
    assert judge("gulaks", key).mark is not Mark.RIGHT
    assert judge("gulags", key).reason.because is Because.OTHER_ANSWER


def test_jargon_no_dictionary_knows_is_told_apart_once_it_is_listed() -> None:
    key = Key(accepted=("isotope",), confusables=("isotone",))
    assert judge("isotone", key).reason.because is Because.OTHER_ANSWER
    assert judge("isotoe", key).mark is not Mark.RIGHT
    assert judge("istope", key).mark is Mark.RIGHT


def test_a_known_trap_gets_the_authors_message() -> None:
    key = Key(accepted=("Litvinov",), rejected=(Rejected("Molotov", "He came in 1939."),))
    verdict = judge("molotov.", key)
    assert (verdict.mark, verdict.reason.about) == (Mark.WRONG, ("He came in 1939.",))


def test_a_vague_answer_is_asked_about() -> None:
    key = Key(accepted=("Franklin D. Roosevelt",), prompts=(Rejected("Roosevelt", "Which one?"),))
    verdict = judge("roosevelt", key, "Which president?")
    assert (verdict.mark, verdict.reason.about) == (Mark.CLOSE, ("Which one?",))


def test_a_family_name_shared_with_a_rival_is_asked_about() -> None:
    key = Key(accepted=("Neville Chamberlain",), rivals=("Austen Chamberlain",))
    verdict = judge("Chamberlain", key, "Who was prime minister in 1938?")
    assert verdict.reason.because is Because.WHICH


def test_required_words_are_enough_and_needed() -> None:
    key = Key(accepted=("Soviet Commissar Maxim Litvinov",), required=("Litvinov",))
    assert judge("Litvinov", key).mark is Mark.RIGHT
    assert judge("Soviet Commissar Maxim", key).mark is not Mark.RIGHT


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        ("Joseph Stalin", Because.EXACT),
        ("stalin, joseph", Because.VARIANT),
        ("Stallin", Because.SLIP),
        ("  ", Because.EMPTY),
        ("dunno", Because.EMPTY),
        ("I don't know", Because.EMPTY),
        ("the leader of the USSR", Because.ECHO),
        ("Stalin or Trotsky", Because.TWO_ANSWERS),
        ("not Stalin", Because.NEGATED),
        ("Leon Trotsky", Because.OTHER_ANSWER),
        ("Churchill", Because.DIFFERENT),
    ],
)
def test_the_verdict_says_why(answer: str, because: Because) -> None:
    assert judge(answer, STALIN, ASKED[STALIN]).reason.because is because


def test_a_misspelling_is_told_what_was_meant() -> None:
    assert judge("Rosevelt", ROOSEVELT).reason.about == ("Roosevelt",)


def test_a_very_long_answer_is_refused_at_once() -> None:
    assert judge("Stalin " * LONGEST, STALIN).mark is Mark.WRONG
    assert judge("i think " * 60, STALIN).mark is Mark.WRONG


keys = st.sampled_from(KEYS)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=120), keys)
def test_any_text_gets_a_verdict(text: str, key: Key) -> None:
    assert judge(text, key, ASKED[key]).mark in Mark


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(list(AnswerKind)))
def test_any_key_gives_a_verdict(accepted: str, text: str, kind: AnswerKind) -> None:
    assert judge(text, Key(accepted=(accepted,), kind=kind), text).mark in Mark


@given(keys, st.sampled_from(["{}.", "  {}  ", "{}?", "“{}”", "it was {}", "{}!", "I think {}"]))
def test_accepted_answers_are_right_however_typed(key: Key, form: str) -> None:
    for text in key.accepted:
        for typed in (text, text.upper(), text.lower(), text.replace("-", "‑")):
            assert judge(form.format(typed), key, ASKED[key]).mark is Mark.RIGHT


@given(keys, st.sampled_from(["", " ", "?", "…", "—", "\n"]))
def test_nothing_is_wrong(key: Key, text: str) -> None:
    assert judge(text, key, ASKED[key]).mark is Mark.WRONG


@given(st.integers(100, 10**12), st.integers(0, 11), st.integers(1, 9))
def test_digits_are_never_fuzzy(number: int, place: int, step: int) -> None:
    digits = str(number)
    place %= len(digits)
    changed = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    for kind in (AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.YEAR):
        right_for = partial(judge, key=Key(accepted=(digits,), kind=kind))
        assert right_for(digits).mark is Mark.RIGHT
        assert right_for(changed).mark is not Mark.RIGHT
