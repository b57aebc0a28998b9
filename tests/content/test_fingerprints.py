"""Fingerprints find what was copied and tell nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from content.fingerprints import Prints, fingerprint, read, write

DOCUMENT = """\
Saturday, 3 May 2014
  • Created by: leafy99
A pot of tea wants boiling water, a warm pot, and patience.
"""
PRINTS = fingerprint([DOCUMENT])


def test_six_words_in_a_row_are_copied_and_five_are_not() -> None:
    assert list(PRINTS.copied("He says a warm pot, and patience!")) == []
    (run,) = PRINTS.copied("He says WATER — a “warm” pot and patience!")
    assert run == ["water", "a", "warm", "pot", "and", "patience"]


def test_names_and_dates_of_writing_are_private() -> None:
    assert list(PRINTS.private_in("notes of leafy99")) == [["leafy99"]]
    assert list(PRINTS.private_in("on Saturday 3 May 2014")) == [["saturday", "3", "may", "2014"]]
    assert list(PRINTS.private_in("In May 2014 nobody wrote.")) == []


def test_no_word_of_the_document_is_kept() -> None:
    kept = write(PRINTS).casefold()
    assert not any(word in kept for word in ("boiling", "patience", "leafy"))


def test_nothing_is_copied_from_no_document() -> None:
    assert list(Prints().copied(DOCUMENT)) == list(Prints().private_in(DOCUMENT)) == []


@given(st.lists(st.text(st.sampled_from("ab \n"), max_size=60), max_size=3))
def test_what_is_written_is_read(texts: list[str]) -> None:
    prints = fingerprint(texts)
    assert read(write(prints)) == prints
    assert write(read(write(prints))) == write(prints)


@given(st.text())
def test_anything_can_be_read(text: str) -> None:
    read(text)
