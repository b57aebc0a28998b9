"""Files that are small and cost much, or hold one enormous thing: refused soon, in a sentence."""

import time
import tracemalloc

import pytest

from content.bounds import MAX_CARDS, MAX_CELLS, MAX_PARTS, MAX_PROBLEMS, MAX_TEXT
from content.draft import Draft
from content.formats import read
from content.pictures import is_active
from content.source import Source

SOON = 5.0
"""Seconds of the processor's time, whatever the file."""


def refused(text: str, name: str) -> Draft:
    """Read text that must be refused, and soon."""
    began = time.process_time()
    draft = read(Source("hostile.txt", text.encode()), name)
    assert time.process_time() - began < SOON
    assert draft.problems
    return draft


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (".".join("a" * 300_000) + " = 1", "too many parts"),
        ("[" + " . ".join(["'a b'"] * 100_000) + "]", "too many parts"),
        ("x = {" + ".".join(['"a"'] * 100_000) + " = 1}", "too many parts"),
        ("\n".join(".".join("a" * 400) + f".b{n} = 1" for n in range(2_000)), "too many parts"),
        ("x = " + "9" * 3_000_000, "too long"),
        ("x = " + "1_" * 1_500_000 + "1", "too long"),
        ("x = " + "[" * 200_000, "too deeply"),
        ("".join(f"[t{n}]\n" for n in range(200_000)), "tables"),
    ],
    ids=range(8),
)
def test_toml_that_takes_minutes_is_not_parsed(text: str, why: str) -> None:
    (problem,) = refused(f"\n{text}\n", "toml").problems
    assert why in problem.sentence


def test_toml_may_say_what_looks_like_a_long_key() -> None:
    said = ".".join("abcdefghijklmnopqrstuvwxyz")
    text = f"[[question]]\nkind = 'recall'\nstem = 'Recite {said}'\nback = '{'7' * 9000}'\n"
    problems = read(Source("a.toml", text.encode()), "toml").problems
    assert not [each for each in problems if "TOML" in each.sentence]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[[question]]\nkind = 'choice'\n" + "".join(f"k{n} = 1\n" for n in range(20_000)), "toml"),
        ("[[question]]\nkind = 'choice'\n" * 4_000, "toml"),
        ("".join(f"[t{n}]\n" for n in range(20_000)), "toml"),
        ('{"studyhall": 1, "deck": {}, "questions": [' + '{"kind": 1},' * 40_000 + "{}]}", "json"),
        ("question,answer\n" + "why?,\n" * 20_000, "csv"),
    ],
)
def test_after_so_many_problems_the_rest_is_counted(text: str, name: str) -> None:
    draft = refused(text, name)
    assert len(draft.problems) == MAX_PROBLEMS + 1
    assert draft.problems[-1].line == 0
    assert "more problems" in draft.problems[-1].sentence or "no further" in (
        draft.problems[-1].sentence
    )


def test_a_name_is_not_repeated_at_length() -> None:
    draft = refused(f"[[question]]\nkind = 'recall'\n{'k' * 100_000} = 1\n", "toml")
    assert max(len(each.sentence) for each in draft.problems) < 200


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("front,back" + "," * MAX_CELLS, "csv", "cells"),
        ("# Tea\n" + "- leaf\n" * (MAX_PARTS + 1), "mindmap", "points"),
        ("# Tea\n" + f"- {'leaf ' * 40}\n" * (MAX_TEXT // 200 + 1), "mindmap", "points"),
        ("Which cup?:\n" + "".join(f"- cup {n}\n" for n in range(MAX_PARTS + 1)), "red", "answers"),
        ("Cup? {" + "".join(f"~x{n}#{'x' * 9000} " for n in range(20)) + "=y}", "gift", "kB"),
        ("front,back\n" + "a,b\n" * (MAX_CARDS + 1), "csv", "more than"),
    ],
)
def test_one_enormous_thing_is_refused(text: str, name: str, why: str) -> None:
    assert why in refused(text, name).problems[0].sentence


@pytest.mark.parametrize(
    "inside",
    [
        "<a/>" * 2_000_000,
        '<question type="essay"/>' * 200_000,
        pytest.param('<question type="unheard-of"/>' * 200_000, marks=pytest.mark.slow),
        pytest.param(("<question>" + "<a/>" * 90_000 + "</question>") * 20, marks=pytest.mark.slow),
        '<question type="matching"><questiontext><text>cups</text></questiontext>'
        + "".join(
            f"<subquestion><text>q{n}</text><answer><text>a{n}</text></answer></subquestion>"
            for n in range(20_000)
        )
        + "</question>",
        pytest.param(
            '<question type="shortanswer"><questiontext><text>cups</text></questiontext>'
            + "".join(f'<answer fraction="100"><text>x{n}</text></answer>' for n in range(20_000))
            + "</question>",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["children", "essays", "unknown", "elements", "pairs", "answers"],
)
def test_xml_of_very_many_elements(inside: str) -> None:
    refused(f"<quiz>{inside}</quiz>", "moodle")


@pytest.mark.parametrize("unit", ["[", "{", '{"a":', "[1,", "{{"])
@pytest.mark.parametrize("start", ["", '{"studyhall": ', '{"studyhall": 1, "deck": '])
def test_deeply_nested_json_costs_no_more_than_its_size(unit: str, start: str) -> None:
    tracemalloc.start()
    try:
        refused(start + unit * 100_000, "json")
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "start",
    [
        "",
        pytest.param("Q: a\nA: ", marks=pytest.mark.slow),
        pytest.param("a :: ", marks=pytest.mark.slow),
    ],
)
def test_markdown_of_question_marks_is_read_once(start: str) -> None:
    refused(start + "?\n" * 120_000, "markdown")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tea? {=" + "<b>x" * 1_100_000 + "}", "gift"),
        (f"<quiz><question><text>{'&lt;b>' * 1_100_000}</text></question></quiz>", "moodle"),
    ],
)
def test_very_many_tags_are_not_read_one_by_one(text: str, name: str) -> None:
    assert "too many" in refused(text, name).problems[0].sentence


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg><x:script xmlns:x="http://www.w3.org/2000/svg"/></svg>',
        '<svg><set attributeName="xlink:href" to="java&#115;cript:x"/></svg>',
        "<svg><animate attributeName=onclick /></svg>",
        '<?xml version="1.0" encoding="iso-2022-jp"?><svg/>',
        "<svg><svg:foreignObject/></svg>",
        '<svg><a href="data:text/html,x"/></svg>',
    ],
)
def test_drawings_that_could_run_something(drawing: str) -> None:
    assert is_active(drawing)
    assert not is_active('<?xml version="1.0" encoding="UTF-8"?><svg><path d="M0 0"/></svg>')


def test_zero_characters_are_told() -> None:
    draft = read(Source("a.csv", b"front,back\na\0b,c\n"), "csv")
    assert [(each.code, each.line) for each in draft.warnings] == [("NUL", 2)]
    assert draft.cards[0].front == "ab"
