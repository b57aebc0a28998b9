"""What a sound bank becomes, and that nothing in a bank upsets the loader."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import (
    Choice,
    Cloze,
    Cue,
    Date,
    Match,
    Number,
    Order,
    Picture,
    Points,
    Precision,
    Recall,
    TrueFalse,
    Typed,
)
from content.bank import digest, load
from content.lint import lint
from tests.content.authoring import KINDS, question, small_bank


def test_every_kind_becomes_what_was_written(tmp_path: Path) -> None:
    deck = small_bank(tmp_path, *(question(kind) for kind in KINDS)).load().decks[0]
    kinds = {each.kind_name.value: each.kind for each in deck.questions}
    choice, typed, order = kinds["choice"], kinds["typed"], kinds["order"]
    assert isinstance(choice, Choice)
    assert not choice.several
    assert [option.text for option in choice.options if option.correct] == ["In Assam"]
    assert choice.options[2].note == "It is too dry."
    assert kinds["truefalse"] == TrueFalse(truth=True)
    assert isinstance(typed, Typed)
    assert typed.key.accepted[0] == "Assam"
    assert typed.key.confusables == ("Annam",)
    assert typed.key.prompts[0].message == "Which state of it?"
    assert kinds["number"] == Number("47", 45.0, 48.0, "%")
    assert kinds["date"] == Date("1823", Precision.YEAR)
    assert isinstance(order, Order)
    assert order.items[0] == "It reaches Holland"
    assert isinstance(match := kinds["match"], Match)
    assert match.rights[-1] == "Kenya"
    assert isinstance(kinds["cloze"], Cloze)
    assert isinstance(points := kinds["points"], Points)
    assert points.points[1].cues == (Cue(("wake", "alert")), Cue(all_of=("keep", "up")))
    assert kinds["recall"] == Recall("Because.")


def test_what_every_question_has(tmp_path: Path) -> None:
    line = 'version = 3\nhint = "h"\ntags = ["t"]\nretired = true\nback = '
    bank = small_bank(tmp_path, question("recall", "back = ", line))
    (found,) = bank.load().decks[0].questions
    assert (found.id, found.deck, found.theme) == ("tea-recall-001", "tea", "leaves")
    assert (found.version, found.hint, found.tags, found.retired) == (3, "h", ("t",), True)
    assert found.sources == ("A book about tea, line 12", "A book about tea, lines 3-4")


def test_several_right_options_make_a_choice_of_several(tmp_path: Path) -> None:
    text = question("choice", '"In Assam"', '["In Assam", "In Uva"]')
    kind = small_bank(tmp_path, text).load().decks[0].questions[0].kind
    assert isinstance(kind, Choice)
    assert kind.several


@pytest.mark.parametrize(
    ("text", "precision"),
    [("1823", Precision.YEAR), ("1823-04", Precision.MONTH), ("1823-04-30", Precision.DAY)],
)
def test_a_date_is_as_precise_as_it_is_written(
    tmp_path: Path, text: str, precision: Precision
) -> None:
    kind = small_bank(tmp_path, question("date", "1823", text)).load().decks[0].questions[0].kind
    assert kind == Date(text, precision)


def test_a_picture_comes_along(tmp_path: Path) -> None:
    line = 'picture = { file = "cup.svg", alt = "A cup." }\nback = '
    bank = small_bank(tmp_path, question("recall", "back = ", line)).write("cup.svg", "<svg/>")
    assert bank.load().decks[0].questions[0].picture == Picture("cup.svg", "A cup.")


def test_themes_come_in_the_order_of_the_deck(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall")).write("cups.toml", question("date"))
    deck = bank.load().decks[0]
    assert deck.themes == (("leaves", "Leaves"), ("cups", "Cups"))
    assert [each.theme for each in deck.questions] == ["leaves", "cups"]


def test_a_deck_can_be_loaded_by_its_own_folder(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall"))
    assert load(bank.folder).decks == bank.load().decks


def test_windows_files_are_read(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall"))
    deck = bank.load().decks[0]
    bank.write("leaves.toml", b"\xef\xbb\xbf" + question("recall").replace("\n", "\r\n").encode())
    assert bank.load().decks[0] == deck


def test_rivals_are_the_near_answers_of_other_questions(tmp_path: Path) -> None:
    near = question("typed", '["Assam", "state of Assam"]', '["Assum", "Assum Tea"]', 2)
    same = question("typed", number=3)
    far = question("typed", '["Assam", "state of Assam"]', '["Keemun", "Qimen"]', 4)
    deck = small_bank(tmp_path, question("typed"), near, same, far).load().decks[0]
    kinds = [each.kind for each in deck.questions]
    assert all(isinstance(kind, Typed) for kind in kinds)
    rivals = [kind.key.rivals for kind in kinds if isinstance(kind, Typed)]
    assert "Assum" in rivals[0]
    assert not {"Assam", "state of Assam"} & set(rivals[0])
    assert rivals[0] == rivals[2]
    assert "Assam" not in rivals[3]


def test_the_digest_changes_with_the_deck_and_with_nothing_else(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("recall"))
    first = digest(bank.load().decks[0])
    bank.write("leaves.toml", "# A comment.\n" + question("recall"))
    assert digest(bank.load().decks[0]) == first
    bank.write("leaves.toml", question("recall", "Because.", "Because!"))
    assert digest(bank.load().decks[0]) != first


def _load_text(text: bytes) -> None:
    with TemporaryDirectory() as folder:
        bank = small_bank(Path(folder)).write("leaves.toml", text)
        first, again = bank.load(), bank.load()
    assert (first.decks, first.mistakes) == (again.decks, again.mistakes)
    assert all(mistake.line >= 1 for mistake in first.mistakes)
    lint(first)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_upset_the_loader(data: bytes) -> None:
    _load_text(data)


_PLAIN = st.text("ab ____1-é", max_size=8) | st.integers(-3, 2000) | st.booleans() | st.floats()
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("text", "cues", "accept", "any")), inner, max_size=3)
    ),
    max_leaves=8,
)
_KEYS = (
    # Every key that some kind reads in a way of its own.
    {"stem", "skill", "difficulty", "explanation", "facts", "right", "wrong", "truth", "accept"}
    | {"reject", "prompt", "answer", "low", "high", "until", "items", "pairs", "extras", "gap"}
    | {"point", "need", "back", "picture", "version", "waive", "tags"}
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(sorted(_KEYS)), _VALUES, max_size=4),
)
def test_no_toml_upsets_the_loader(kind: str, strange: dict[str, object]) -> None:
    lines = [f"{key} = {_toml(value)}" for key, value in {"id": "tea-x-001", **strange}.items()]
    _load_text(("[[question]]\n" + f'kind = "{kind}"\n' + "\n".join(lines)).encode())
    sound = question(kind)
    for key, value in strange.items():
        old = next((line for line in sound.split("\n") if line.startswith(f"{key} = ")), "")
        if old and not old.endswith("["):
            _load_text(sound.replace(old, f"{key} = {_toml(value)}").encode())


def _toml(value: object) -> str:
    """Write a value as TOML, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value) if value == value else "nan"
    return msgspec.json.encode(value).decode()
