"""Folding, spelling variants and the price of typing slips."""

import pytest

from bot.domain.spelling import Likeness, budget, compare, fold, known_words
from bot.domain.tokens import words_of
from bot.domain.word_forms import same_word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The Treaty of Rapallo (1922)", "treaty of rapallo 1922"),
        ("F.D.R.", "fdr"),
        ("V.I. Lenin", "v i lenin"),
        ("Anschluß", "anschluss"),
        ("Guérnica", "guernica"),
        ("27,000,000", "27000000"),
        ("CO₂", "co2"),
        ("Na+", "na+"),
        ("‘kulaks’", "kulaks"),
        ("Stalin's", "stalins"),
        ("Brest‑Litovsk", "brest litovsk"),
        ("the", "the"),
        ("A", "a"),
        ("a treaty", "treaty"),
        ("Łódź & Gdańsk", "lodz and gdansk"),
        ("1.4", "1.4"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("collectivization", "collectivisation"),
        ("labor", "labour"),
        ("defense", "defence"),
        ("theater", "theatre"),
        ("programs", "programmes"),
        ("kulaks", "kulak"),
        ("parties", "party"),
        ("mitochondrion", "mitochondria"),
        ("bacterium", "bacteria"),
        ("crises", "crisis"),
        ("men", "man"),
        ("continue", "continued"),
    ],
)
def test_one_word_in_two_forms(one: str, other: str) -> None:
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("ammonia", "ammonium"), ("na", "nas"), ("co2", "co2s")]
)
def test_two_words(one: str, other: str) -> None:
    assert not same_word(one, other)


def test_the_budget_grows_with_the_word() -> None:
    lengths = {1: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: 2, 10: 2, 11: 3, 30: 3}
    assert {length: budget(length) for length in lengths} == lengths


@pytest.mark.parametrize(
    ("typed", "wanted", "likeness"),
    [
        ("rhur", "ruhr", Likeness.SLIP),  # four letters: a transposition
        ("rohr", "ruhr", Likeness.SLIP),  # or the same sound
        ("saar", "ruhr", Likeness.NONE),
        ("mau", "mao", Likeness.NONE),  # three letters: nothing
        ("staln", "stalin", Likeness.SLIP),
        ("stain", "stalin", Likeness.NONE),  # an English word
        ("rapello", "rapallo", Likeness.SLIP),
        ("ravello", "rapallo", Likeness.NONE),  # a consonant turned into another
        ("kruschev", "khrushchev", Likeness.SOUND),
        ("abbysinia", "abyssinia", Likeness.SOUND),
        ("hypotention", "hypertension", Likeness.NONE),  # nearer to an English word
        ("endotherm", "endothermic", Likeness.NONE),  # cut off
        ("1923", "1922", Likeness.NONE),
        ("co", "co2", Likeness.NONE),
    ],
)
def test_slips(typed: str, wanted: str, likeness: Likeness) -> None:
    assert compare(typed, wanted).likeness is likeness


def test_the_word_list_is_words() -> None:
    words = known_words()
    assert len(words) > 80_000
    assert {"meiosis", "treaty"} <= words
    assert words is known_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("WWII", "world war 2"),
        ("Nicholas II", "nicholas 2"),
        ("V.I. Lenin", "v i lenin"),
        ("Henry V", "henry 5"),
        ("Malcolm X", "malcolm x"),
        ("Xi Jinping", "xi jinping"),
        ("the first one", "1 ones"),
        ("Twenty-first Congress", "21 congress"),
        ("george i think", "george i think"),
        ("A. Chamberlain", "a. chamberlain"),
        ("forteen points", "14 points"),
    ],
)
def test_words_with_numbers_as_digits(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words
