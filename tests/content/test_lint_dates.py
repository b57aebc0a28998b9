"""Dates as people type them, through the judge."""

from pathlib import Path

import pytest

from bot.domain.question import Date, Precision
from content.lint import lint
from content.rules.dates import forms
from tests.content.authoring import question, small_bank


@pytest.mark.parametrize("answer", ["1939", "1939-08", "1939-08-23", "1939-09-08", "1939-11-11"])
def test_every_usual_form_is_read(tmp_path: Path, answer: str) -> None:
    bank = small_bank(tmp_path, question("date", '"1823"', f'"{answer}"'))
    assert not {"L61", "L62"} & bank.rules()


def test_the_forms_of_a_day() -> None:
    found = forms(Date("1939-08-03", Precision.DAY))
    assert {"3 August 1939", "3 Aug 1939", "August 3rd 1939", "3/8/39", "03.08.1939"} <= set(found)
    assert found[-1] == "1939-08-03"


@pytest.mark.parametrize(
    ("day", "ending"), [(1, "st"), (2, "nd"), (3, "rd"), (12, "th"), (22, "nd")]
)
def test_endings_of_days(day: int, ending: str) -> None:
    assert f"May {day}{ending} 1939" in forms(Date(f"1939-05-{day:02}", Precision.DAY))


def test_a_date_that_cannot_be_written_as_usual_is_found(tmp_path: Path) -> None:
    bank = small_bank(tmp_path, question("date", '"1823"', '"0009-08-23"'))
    assert "L61" in bank.rules()


def test_a_century_too_many_is_found_once(tmp_path: Path) -> None:
    wide = question("date", '"1823"', '"1939"\ntolerance = 150')
    other = wide.replace("-001", "-002").replace("When?", "When was that?")
    assert "L62" in small_bank(tmp_path / "a", wide).rules()
    found = lint(small_bank(tmp_path / "b", wide, other).load())
    (finding,) = [each for each in found if each.rule == "L62"]
    assert finding.sentence.endswith("tea-date-001 and 1 more")
