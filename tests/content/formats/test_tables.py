"""Tables with commas and tabs: headers, options, spreadsheets' habits, and the way back."""

import pytest
from hypothesis import given, settings

from bot.domain.question import (
    Choice,
    Cue,
    Deck,
    Key,
    KindName,
    Number,
    Option,
    Point,
    Points,
    Recall,
    Skill,
    TrueFalse,
    Typed,
)
from content import formats
from content.draft import Draft
from content.formats import table_csv, table_tsv
from content.formats.grid import as_typed, neutral
from content.making import question
from content.source import Source
from tests.content.anything import decks as any_decks
from tests.content.formats.kinds import TRAPS, deck_of, decks, left_out, raw
from tests.content.formats.round_trip import keeps_its_word


def read(text: str | bytes, name: str = "tea.csv", form: str = "") -> Draft:
    data = text if isinstance(text, bytes) else text.encode()
    return formats.read(Source(name, data), form)


def sides(draft: Draft) -> list[tuple[str, str]]:
    assert draft.problems == ()
    return [(card.front, card.points[0].raw) for card in draft.cards]


def rights(draft: Draft) -> list[list[str]]:
    assert draft.problems == ()
    kinds = [found.question.kind for found in draft.questions]
    return [[o.text for o in k.options if o.correct] for k in kinds if isinstance(k, Choice)]


@settings(max_examples=60, deadline=None)
@given(decks())
def test_what_a_table_holds_comes_back(deck: Deck) -> None:
    out = keeps_its_word(deck, table_csv.write, table_csv.read)
    kinds = {each.kind_name for each in deck.questions if each.id in out}
    assert kinds <= {KindName.TYPED, KindName.CLOZE}  # answers with every separator at once


@pytest.mark.parametrize("trap", TRAPS)
def test_signs_of_its_own_in_a_text_are_quoted_and_nothing_is_left_out(trap: str) -> None:
    options = (Option(trap, correct=True, note=trap), Option(f"not {trap}", correct=False))
    asked = [question(trap, Choice(options), hint=trap), question(trap, Recall(trap))]
    assert keeps_its_word(deck_of(asked), table_csv.write, table_csv.read) == set()
    assert keeps_its_word(deck_of(asked), table_tsv.write, table_tsv.read) == set()


@settings(max_examples=15, deadline=None)
@given(decks())
def test_tabs_are_as_good_as_commas(deck: Deck) -> None:
    keeps_its_word(deck, table_tsv.write, table_tsv.read)


@settings(max_examples=30, deadline=None)
@given(any_decks)
def test_no_field_of_any_question_is_lost_without_a_word(deck: Deck) -> None:
    keeps_its_word(deck, table_csv.write, table_csv.read)


@pytest.mark.parametrize(
    "text",
    [
        "front,back\nsamovar,an urn\ngaiwan,a lidded bowl\n",
        "Term;Definition\nsamovar;an urn\ngaiwan;a lidded bowl\n",
        "sep=;\r\nQuestion;Answer\r\nsamovar;an urn\r\ngaiwan;a lidded bowl\r\n",
        "Q\tA\nsamovar\tan urn\n\ngaiwan\ta lidded bowl",
        '\ufeff"samovar","an urn"\n"gaiwan","a lidded bowl"\n',
        "samovar,an urn\ngaiwan,a lidded bowl,,\n",
        "id,Prompt,points,Response\n1,samovar,5,an urn\n2,gaiwan,5,a lidded bowl\n",
    ],
)
def test_fronts_and_backs_however_they_are_separated(text: str) -> None:
    assert sides(read(text)) == [("samovar", "an urn"), ("gaiwan", "a lidded bowl")]


def test_old_code_pages_quotes_and_lines_in_cells() -> None:
    draft = read('front;back\nGrün;"sencha; “green”\nfrom ""Uji"""\n'.encode("cp1252"))
    assert sides(draft) == [("Grün", 'sencha; “green”\nfrom "Uji"')]
    assert [warning.code for warning in draft.warnings] == ["ENCODING"]
    assert draft.cards[0].lines == (2, 2)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("B", ["Sencha"]),
        ("b)", ["Sencha"]),
        ("2", ["Sencha"]),
        ("sencha", ["Sencha"]),
        ("Option B", ["Sencha"]),
        ("A; C", ["Assam", "Rize"]),
        ("A,C", ["Assam", "Rize"]),
        ("AC", ["Assam", "Rize"]),
        ("Assam | Rize", ["Assam", "Rize"]),
    ],
)
def test_the_right_option_by_letter_number_or_text(answer: str, right: list[str]) -> None:
    header = "question,Option A,Option B,Option C,correct answer"
    assert rights(read(f'{header}\nWhich?,Assam,Sencha,Rize,"{answer}"\n')) == [right]


def test_wrong_answers_in_columns_of_their_own() -> None:
    draft = read("question,correct,wrong 1,wrong 2\nWhich is green?,Sencha,Assam,Rize\n")
    assert rights(draft) == [["Sencha"]]


def test_kinds_that_rows_name_or_show() -> None:
    draft = read(
        "id,kind,question,answer,low,high,explanation,tags,skill,difficulty,theme\n"
        "t-1,typed,Who?,Lu Yu; Yu Lu,,,A monk,history; tea,recall,hard,People\n"
        "t-2,number,How hot?,80,75,85,,,,,\n"
        "t-3,true/false,It is hot.,F,,,,,,,\n"
        "t-4,,Front,Back,,,Why,,,,\n"
        "t-5,,Only front,Only back,,,,,,,\n"
    )
    first, *others = [found.question for found in draft.questions]
    assert draft.problems == ()
    assert isinstance(first.kind, Typed)
    assert first.kind.key.accepted == ("Lu Yu", "Yu Lu")
    assert (first.id, first.tags, first.difficulty) == ("t-1", ("history", "tea"), 3)
    assert first.skill is Skill.RECALL
    assert draft.questions[0].theme_title == "People"
    assert [each.kind for each in others] == [
        Number("80", 75, 85),
        TrueFalse(truth=False),
        Recall("Back"),
    ]
    assert [(card.own_id, card.id) for card in draft.cards] == [("t-5", "c-05")]


def test_claims_without_options_are_true_or_false() -> None:
    draft = read("statement,answer\nTea is a leaf,TRUE\nTea is blue,false\n")
    assert [found.question.kind for found in draft.questions] == [
        TrueFalse(truth=True),
        TrueFalse(truth=False),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("front,back\nsamovar\n", 2, 2, "no answer"),
        ("front,back\n,an urn\n", 2, 1, "no question"),
        ("front,back\nurn, an urn, hot,,\n", 2, 3, "more cells than"),
        ("a,b,c\nd,e,f\n", 1, 1, "does not name them"),
        ("x,y\nParis, the capital, France\nz,w\nq,r\n", 2, 3, "more than two cells"),
        ('front,back\n"x,y\nz,1\n', 2, 0, "does not close"),
        ("question,A,B,answer\nWhich?,x,y,D\n", 2, 4, "none of the options"),
        ("question,A,B,answer\nWhich?,2,1,1\n", 2, 4, "may be the place"),
        ("question,A,B,answer\nWhich?,x,X,A\n", 2, 4, "twice"),
        ("question,kind,answer\nWhen?,date,May 1922\n", 2, 3, "not a date"),
        ("question,kind,answer\nHow many?,number,many\n", 2, 3, "not a number"),
        ("question,kind,answer\nHow?,riddle,x\n", 2, 2, "no kind of question"),
        ("question,kind,answer\nThe ____ and ____,cloze,x\n", 2, 1, "2 gaps"),
    ],
)
def test_a_problem_says_where_and_what(text: str, line: int, column: int, says: str) -> None:
    [problem] = read(text).problems
    assert (problem.line, problem.column) == (line, column)
    assert says in problem.sentence


def test_all_problems_are_told_at_once_and_columns_unknown_are_named() -> None:
    draft = read("question,points,answer\n,5,x\ny,5,\nz,5,w\n")
    assert [problem.line for problem in draft.problems] == [2, 3]
    assert [warning.code for warning in draft.warnings] == ["UNKNOWN_COLUMN"]


def test_no_spreadsheet_runs_what_we_write() -> None:
    asked = question("=HYPERLINK(1)", Typed(Key(accepted=("-1", "@x"))), hint="+2")
    data = table_csv.write(deck_of([asked])).data.decode()
    assert "'=HYPERLINK(1)" in data
    assert not [cell for cell in data.replace("\n", ",").split(",") if cell[:1] in "=+-@" and cell]
    keeps_its_word(deck_of([asked]), table_csv.write, table_csv.read)


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        " =1",
        "\n=1",
        "\t=1",
        "\u3000@x",
        "'=1",
        "' =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\t",
        "\r",
    ],
)
def test_a_formula_behind_anything_is_guarded(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert as_typed(neutral(text)) == text


@settings(deadline=None)
@given(raw)
def test_guarding_a_cell_is_undone_by_reading_it(text: str) -> None:
    assert as_typed(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@"))


def test_what_a_table_cannot_hold_is_said_per_question() -> None:
    points = Points(1, (Point("It warms", (Cue(("warm",)),)),))
    bold = question("Why **so**?", Recall("Because"))
    notes = question(
        "Which?", Choice((Option("x", correct=True, note="*no*"), Option("y", correct=False)))
    )
    written = table_csv.write(deck_of([question("Why?", points), bold, notes]))
    assert left_out(written.losses) == {"tea-1"}
    told = {loss.question: loss.sentence for loss in written.losses}
    assert "styles" in told["tea-2"]
    assert "styles" in told["tea-3"]
    assert b"Why so?" in written.data


def test_a_huge_cell_is_refused() -> None:
    [problem] = read("front,back\nx," + "y" * 30_000 + "\n").problems
    assert problem.line == 2
    assert "at most 20,000" in problem.sentence
    [problem] = read("front,back\nx," + "y" * 300_000 + "\n").problems
    assert "far too long" in problem.sentence
