"""Lines of a TOML text: every shape of value, and no text that upsets the search."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from content.lines import locate
from content.page import Page

TEXT = '''\
title = "x"  # a comment with = and [brackets]

[themes]
one = "[not a bracket"
"two words" = \'\'\'
several
lines\'\'\'

[[question]]
id = "a"
wrong = [
  ["one", "two"],
  # nothing here

  ["three",
   "four"],
]
picture = { file = "x.svg", alt = "y" }
[[question.gap]]
accept = ["b"]
[[question.gap]]
accept = [
  "c",
  """d
""""",
  "e",
]
[[question]]
id = "z"
[[question.gap]]
accept = []
'''


def test_every_shape_of_value_has_its_line() -> None:
    lines = locate(TEXT)
    assert lines["title"] == 1
    assert lines["themes"] == 3
    assert lines["themes.two words"] == 5
    assert lines["question[0]"] == 9
    assert lines["question[0].wrong[0]"] == 12
    assert lines["question[0].wrong[1]"] == 15
    assert lines["question[0].wrong[1][1]"] == 16
    assert lines["question[0].picture.alt"] == 18
    assert lines["question[0].gap[1]"] == 21
    assert lines["question[0].gap[1].accept[1]"] == 24
    assert lines["question[0].gap[1].accept[2]"] == 26
    assert lines["question[1].id"] == 29
    assert lines["question[1].gap[0].accept"] == 31
    tomllib.loads(TEXT)


def test_an_unknown_path_takes_the_line_of_what_is_around_it() -> None:
    page = Page("x.toml", TEXT)
    assert page.line_of("question[0].wrong[1][7].deep") == 15
    assert page.line_of("question[0].absent") == 9
    assert page.line_of("nowhere") == 1
    assert page.line_of("") == 1


@given(st.text(alphabet="ab.=[]{}\"'#,\n\\ _1", max_size=60))
def test_no_text_upsets_it(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in locate(text).values())
