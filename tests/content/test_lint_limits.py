"""What a platform can carry: buttons, options, HTML and the backs of cards."""

from pathlib import Path

import pytest

from bot.domain.ids import AskId
from bot.press import MAX_BYTES, MAX_ID, encode
from bot.press.presses import Answer, TickIt
from content.lint import Severity, lint
from content.rules.shape import PRESS_BYTES, press_bytes
from tests.content.authoring import question, small_bank


def points(count: int) -> str:
    texts = "\n".join(
        f'[[question.point]]\ntext = "It is {chr(97 + at // 26) * 3}{chr(97 + at % 26) * 4}"\n'
        f'cues = ["{chr(97 + at // 26) * 3}{chr(97 + at % 26) * 4}", "x{at}yz"]'
        for at in range(count)
    )
    return question("points").partition("[[question.point]]")[0] + texts + "\n"


@pytest.mark.parametrize("picks", [0, 1, 10, 25])
def test_the_longest_press_is_as_long_as_the_rule_thinks(picks: int) -> None:
    for press in (Answer, TickIt):
        longest = encode(press(AskId(MAX_ID), tuple(range(picks))))
        assert len(longest.encode()) == press_bytes(picks)
    assert PRESS_BYTES == MAX_BYTES


def test_more_picks_than_a_button_carries(tmp_path: Path) -> None:
    assert "L13" in small_bank(tmp_path / "a", points(50)).rules()
    assert "L13" not in small_bank(tmp_path / "b", points(6)).rules()


def test_more_options_than_a_poll_has(tmp_path: Path) -> None:
    def options(count: int) -> str:
        more = "\n".join(f'  ["In Land {chr(65 + at)}", "No."],' for at in range(count - 4))
        return question("choice", "wrong = [\n", f"wrong = [\n{more}\n")

    assert "L11" in small_bank(tmp_path / "a", options(11)).rules()
    assert "L11" not in small_bank(tmp_path / "b", options(10)).rules()


@pytest.mark.parametrize("text", ["<b>So</b> it is.", "So &amp; so.", "a<br/>b", "&#38; so"])
def test_html_is_no_markup_here(tmp_path: Path, text: str) -> None:
    assert "L12" in small_bank(tmp_path, question("recall", "So it is.", text)).rules()


@pytest.mark.parametrize("text", ["1 < 2 > 0", "tea & cake", "A&B; so", "x <3"])
def test_signs_alone_are_no_html(tmp_path: Path, text: str) -> None:
    text = text.replace("A&B;", "A & B;")
    assert "L12" not in small_bank(tmp_path, question("recall", "So it is.", text)).rules()


def test_an_explanation_has_a_line_for_each_point(tmp_path: Path) -> None:
    text = question("recall", "Why?", "Explain: why?")
    assert "L14" in small_bank(tmp_path / "a", text).rules()
    assert "L14" not in small_bank(tmp_path / "b", text.replace("use.", "use.\\nAnd so.")).rules()


@pytest.mark.parametrize(
    ("length", "found"), [(55, set()), (56, {Severity.WARNING}), (81, set(Severity))]
)
def test_how_long_an_option_is(tmp_path: Path, length: int, found: set[Severity]) -> None:
    bank = small_bank(tmp_path, question("choice", "In Assam", "A" * length))
    assert {each.severity for each in lint(bank.load()) if each.rule == "L11"} == found
