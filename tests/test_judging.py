"""Batches of answers, one JSON line each."""

import json

import pytest

from bot.judging import judge_line, judge_lines, judge_one

TASK = {
    "id": "a1",
    "question": "Which treaty of 1922 did Chicherin sign?",
    "accepted": ["Treaty of Rapallo", "Rapallo"],
    "rejected": ["Genoa", {"text": "Locarno", "message": "That was in 1925."}],
    "confusable": ["Ravenna"],
    "kind": "text",
    "given": "rapalo",
}


def _line(**changes: object) -> str:
    return json.dumps({**TASK, **changes})


@pytest.mark.parametrize(
    ("given", "verdict"),
    [("rapalo", "right"), ("Genoa", "wrong"), ("Ravenna", "wrong"), ("", "wrong")],
)
def test_a_line_is_marked(given: str, verdict: str) -> None:
    result = json.loads(judge_line(_line(given=given)))
    assert (result["id"], result["verdict"]) == ("a1", verdict)
    assert result["why"].endswith((".", "?", "!"))


def test_an_authors_message_is_the_reason() -> None:
    assert json.loads(judge_line(_line(given="locarno")))["why"] == "That was in 1925."


@pytest.mark.parametrize(
    ("kind", "accepted", "given", "verdict"),
    [
        ("number", "27 million", "27m", "right"),
        ("year", "1922", "1923", "wrong"),
        ("date", "23 August 1939", "August 1939", "close"),
    ],
)
def test_every_kind(kind: str, accepted: str, given: str, verdict: str) -> None:
    line = json.dumps({"id": 7, "accepted": [accepted], "kind": kind, "given": given})
    result = json.loads(judge_line(line))
    assert (result["id"], result["verdict"]) == (7, verdict)


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    lines = [_line(), "{broken", "", _line(kind="song"), '{"id": 1}', _line(accepted=[]), _line()]
    results = [json.loads(line) for line in judge_lines(lines)]
    assert [result.get("line") for result in results] == [None, 2, 4, 5, 6, None]
    assert all(result["error"].endswith(".") for result in results[1:-1])
    assert results[-1]["verdict"] == "right"


def test_one_answer() -> None:
    verdict, why = judge_one("1923", ["1922"], kind="year")
    assert verdict == "wrong"
    assert why
    with pytest.raises(ValueError, match="song"):
        judge_one("x", ["y"], kind="song")
    with pytest.raises(ValueError, match="accepted"):
        judge_one("x", [" "])
