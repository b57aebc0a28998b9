"""Which format claims a file: of those that programs write, exactly one does."""

from dataclasses import replace

import pytest

from bot.domain.question import Choice, Cloze, Deck, Key, Option, Recall, TrueFalse, Typed
from content.formats import FORMATS, detect, read, write
from content.making import question
from content.source import Source
from tests.content.formats import kinds
from tests.content.formats.kinds import deck_of

OURS = ["anki-package", "json", "toml", "opentdb", "moodle", "anki-text", "red"]
WRITE = [each.name for each in FORMATS if each.writes]


def deck() -> Deck:
    right, wrong = Option("Assam", correct=True), Option("Mud", correct=False)
    return deck_of(
        [
            question("Which tea is strong?", Choice((right, wrong))),
            question("Tea is a leaf.", TrueFalse(truth=True)),
            question("Which clay?", Typed(Key(accepted=("zisha", "purple sand")))),
            question("____ is an island.", Cloze((Key(accepted=("Ceylon",)),))),
            question("What is tea?", Recall("A leaf in water")),
        ]
    )


@pytest.mark.parametrize("name", WRITE)
def test_what_a_format_wrote_it_claims_itself(name: str) -> None:
    written = write(deck(), name)
    source = Source(f"deck{written.suffix}", written.data)
    found, reason = detect(source)
    assert found == name
    assert reason
    assert read(source).problems == ()


@pytest.mark.parametrize("name", ["red", "opentdb", "anki-text", "anki-package"])
def test_retired_questions_stay_behind(name: str) -> None:
    whole = deck()
    retired = replace(
        whole, questions=tuple(replace(each, retired=True) for each in whole.questions)
    )
    assert kinds.left_out(write(retired, name).losses) == {each.id for each in whole.questions}


@pytest.mark.parametrize("name", OURS)
def test_without_its_suffix_too(name: str) -> None:
    assert detect(Source("deck", write(deck(), name).data))[0] == name


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1_000,
        b"caf\xc3\xa9 \xc3\x28 tea",
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\n" * 100_000,
        b"x" * (1 << 20),
        b"{" * 100_000,
        b"<" * 100_000,
        b"- " * 100_000,
        b"[[question]]\n" * 10_000,
        b"#separator:" + b"x" * 100_000,
    ],
    ids=range(13),
)
def test_odd_bytes_end_in_a_sentence(name: str, data: bytes) -> None:
    draft = read(Source("x", data), name)
    assert draft.problems
    assert draft.questions == ()
    assert all(each.sentence for each in draft.problems)


@pytest.mark.parametrize("name", ["moodle", "anki-text", "red"])
def test_an_old_encoding_is_told(name: str) -> None:
    texts = {
        "moodle": "<quiz><question type='truefalse'><questiontext><text>Café</text></questiontext>"
        "<answer fraction='100'><text>true</text></answer></question></quiz>",
        "anki-text": "#separator:tab\nCafé\ta room\n",
        "red": "Café?:\n- a room\n",
    }
    draft = read(Source("x", texts[name].encode("cp1252")), name)
    assert [each.code for each in draft.warnings] == ["ENCODING"]
    assert "Café" in draft.questions[0].question.stem
