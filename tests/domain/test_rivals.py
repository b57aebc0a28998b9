"""Which other answers of a deck could be mistaken for a key's."""

import time

from bot.domain.judge import Pool, nearby
from bot.domain.question import Key


def test_near_in_spelling_or_sharing_a_distinctive_word() -> None:
    pool = ["Rapallo", "Ravello", "Peace of Riga", "Neville Chamberlain", "Austen Chamberlain"]
    assert nearby(Key(accepted=("Treaty of Rapallo", "Rapallo")), pool) == ("Ravello",)
    chamberlain = Key(accepted=("Neville Chamberlain", "Chamberlain"))
    assert nearby(chamberlain, pool) == ("Austen Chamberlain",)


def test_own_answers_are_no_rivals_however_written() -> None:
    assert nearby(Key(accepted=("kulaks",)), ["Kulaks", "the kulaks", "gulags"]) == ("gulags",)


def test_what_means_the_same_can_be_left_out() -> None:
    pool = Pool(["gulags", "kulak"])
    assert pool.nearby(Key(accepted=("kulaks",)), {"kulak"}) == ("gulags",)


def test_a_bank_of_thousands_is_asked_quickly() -> None:
    answers = [f"Battle of {first}{second}ia" for first in _NAMES for second in _NAMES[:50]]
    pool = Pool(answers)
    start = time.perf_counter()
    for answer in answers[:200]:
        pool.nearby(Key(accepted=(answer,)))
    assert len(answers) > 3_000
    assert time.perf_counter() - start < 4


def test_very_many_that_are_alike_are_not_all_compared() -> None:
    answers = [f"{'alpha beta gamma delta ' * 3}{n}" for n in range(20_000)]
    answers += ["Ravello", "Rapallo", "Xapallo"]
    start = time.process_time()
    pool = Pool(answers)
    for answer in answers[:2_000]:
        assert pool.nearby(Key(accepted=(answer,)))
    assert time.process_time() - start < 8
    assert set(pool.nearby(Key(accepted=("Rapallo",)))) == {"Ravello", "Xapallo"}


_NAMES = [a + b + c for a in "BDFGKLMN" for b in "aei" for c in "lnr"]
