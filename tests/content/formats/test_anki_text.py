"""Anki notes as text: headers, quotes, every note type, and back again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import Cloze, Deck, Key, KindName, Recall, Typed
from content.draft import Draft
from content.formats import anki_cloze, anki_text, read, write
from content.formats.anki_templates import after_answer, filters_of, rendered
from content.making import question as made
from content.source import Source
from tests.content import anything
from tests.content.formats import kinds

HEAD = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)
HELD = [KindName.RECALL, KindName.TYPED, KindName.CLOZE]


def anki(text: str) -> Draft:
    return read(Source("tea.txt", text.encode()), "anki-text")


def test_what_anki_exports_is_read() -> None:
    rows = (
        'x*1\tBasic\tTea::India\tWhich <b>leaf</b>?\t"Assam, ""the\nstrong"" one"\ta b::c\n'
        "# a remark\n"
        "x*2\tBasic (and reversed card)\tTea::China\tred\tblack\t\n"
        "x*3\tCloze\tTea\t{{c1::Uva::isle}} and {{c2::Assam}}\tNot Java.\t\n"
        "x*4\tBasic (type in the answer)\tTea\tWhich clay?\tzisha\t\n"
    )
    assert anki_text.sniff(Source("x", (HEAD + rows).encode()))
    draft = anki(HEAD + rows)
    assert draft.problems == ()
    gap = Key(accepted=("Uva",)), Key(accepted=("Assam",))
    assert [(each.line, each.question.id, each.question.kind) for each in draft.questions] == [
        (7, "x*1", Recall('Assam, "the strong" one')),
        (10, "x*2", Recall("black")),
        (10, "x*2:2", Recall("red")),
        (11, "x*3", Cloze(gap[:1])),
        (11, "x*3:2", Cloze(gap[1:])),
        (12, "x*4", Typed(Key(accepted=("zisha",)))),
    ]
    assert [each.theme_title for each in draft.questions] == ["India", "China", "China", "", "", ""]
    assert draft.title == "Tea"
    assert draft.questions[0].question.tags == ("a", "b::c")
    assert draft.questions[3].question.hint == "isle"
    assert draft.questions[3].question.explanation == "Not Java."
    assert [(each.line, each.reason) for each in draft.dropped[6:]] == [(9, "a remark")]
    assert [each.line for each in draft.dropped[:6]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "stem", "back"),
    [
        ("#separator:;\nred;black\n", "red", "black"),
        ("#separator:Comma\n#html:false\n<b>,a & b\n", "<b>", "a & b"),
        ("#separator:pipe\nred|black|sweet\n", "red", "black\\\nsweet"),
        ("#separator:tab\n#columns:Front\tBack\nred\tblack\n", "red", "black"),
        ("#notetype:Kettle\nred\tblack\n", "red", "black"),
        ('#deck:Tea\n#tags:x y\nred\t5" deep\n', "red", '5" deep'),
        ("#separator:space\nred black\n", "red", "black"),
        ("#html:true\nWhose?[sound:a.mp3]\tmine\n", "Whose?", "mine"),
        ("#separator:tab\nso <i>red</i>\tblack\n", "so *red*", "black"),
        ("#html:false\nso <i>red</i>\tblack\n", "so <i>red</i>", "black"),
    ],
)
def test_headers(text: str, stem: str, back: str) -> None:
    draft = anki(text)
    assert draft.problems == ()
    (found,) = draft.questions
    assert (found.question.stem, found.question.kind) == (stem, Recall(back))


def test_tags_and_deck_of_headers_hold_for_all_rows() -> None:
    draft = anki("#deck:Tea\n#tags:x y\n#tags column:3\nred\tblack\tz x\n")
    assert draft.title == "Tea"
    assert draft.questions[0].question.tags == ("x", "y", "z")


def test_rows_without_a_card_are_dropped_with_a_reason() -> None:
    draft = anki("#separator:tab\nred\tblack\nalone\t\n\n{{c1::}}\t\n<img src='a.png'>\tx\n")
    assert [each.line for each in draft.dropped] == [1, 3, 5, 6]
    assert [each.code for each in draft.warnings] == ["PICTURE"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('#html:true\nred\t"black\n\nand so on', 2, "not closed"),
        ("#html:true\nred\tblack\nx\t" + "y" * 30_000, 3, "20,000"),
        ("#html:true\nred\tblack\nx\t" + "y" * 150_000, 3, "20,000"),
        ("#html:true\nx\t" + " ".join(f"{{{{c{n}::y}}}}" for n in range(1, 70)), 2, "69 deletions"),
        ("#html:true\n", 1, "no cards"),
        pytest.param(
            "#html:true\n" + "a\tb\n" * 50_001, 0, "more than 50,000", marks=pytest.mark.slow
        ),
        ("#html:true\n" + "\n" * 250_001, 250_001, "lines"),
    ],
)
def test_problems_have_their_line(text: str, line: int, why: str) -> None:
    (problem,) = anki(text).problems
    assert why in problem.sentence
    assert problem.line == line


def test_hostile_html_is_inert() -> None:
    draft = anki(
        "#html:true\n<script>x</script>a<img src=x onerror=y>\t<b onclick=z>b</b> &lt;i&gt;\n"
    )
    assert draft.questions[0].question.stem == "a"
    assert draft.questions[0].question.kind == Recall("**b** <i>")
    assert [each.detail for each in draft.warnings if each.code == "MARKUP"] == ["left out: script"]


@settings(max_examples=60)
@given(kinds.decks())
def test_what_goes_out_comes_in_again(deck: Deck) -> None:
    written = write(deck, "anki-text")
    stay = kinds.left_out(written.losses)
    told = {loss.question for loss in written.losses}
    held = [each for each in deck.questions if each.id not in stay]
    source = Source("a", written.data)
    assert anki_text.sniff(source)
    again = kinds.read_back(read(source, "anki-text")) if held else []
    for old, new in zip(held, again, strict=True):
        assert old.id in told or kinds.bare(old) == new
    other = {each.id for each in deck.questions if each.kind_name not in HELD}
    assert stay >= other


@settings(max_examples=60)
@given(kinds.decks(HELD))
def test_a_second_trip_changes_nothing(deck: Deck) -> None:
    first = write(deck, "anki-text")
    if len(kinds.left_out(first.losses)) < len(deck.questions):
        draft = read(Source("a", first.data), "anki-text")
        questions = kinds.read_back(draft)
        second = write(kinds.deck_of(questions, draft.title), "anki-text")
        assert second.losses == ()
        again = kinds.read_back(read(Source("a", second.data), "anki-text"))
        same = [replace(new, id=old.id) for new, old in zip(again, questions, strict=True)]
        assert same == questions


def test_marks_of_anki_go_out_as_they_are() -> None:
    gaps = Cloze((Key(accepted=(":",)), Key(accepted=("{{c1::x}}",)), Key(accepted=("std::map",))))
    asked = made("{{c2::y}} ____ }} ____ and ____ [sound:a]", gaps, hint=":7")
    written = write(kinds.deck_of([asked]), "anki-text")
    assert written.losses == ()
    (again,) = kinds.read_back(read(Source("a", written.data), "anki-text"))
    assert again == replace(asked, id=again.id)


@settings(max_examples=20)
@given(anything.decks)
def test_any_deck_can_be_written(deck: Deck) -> None:
    write(deck, "anki-text")


@given(st.text('#ab\t\n";{}c1:,<>&', max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    source = Source("x", ("#separator:tab\n" + text).encode())
    assert read(source, "anki-text") == read(source, "anki-text")


@pytest.mark.parametrize(
    ("text", "number", "html", "answers", "hint", "whole"),
    [
        ("{{c1::a::h}} b", 1, "____ b", ("a",), "h", "a b"),
        ("{{c1::a}} {{c2::b}} {{c1::c}}", 1, "____ b ____", ("a", "c"), "", "a b c"),
        ("{{c1::a {{c2::b}} c}}", 1, "____", ("a b c",), "", "a b c"),
        ("{{c1::a {{c2::b}} c}}", 2, "a ____ c", ("b",), "", "a b c"),
        ("{{c1::a {{c1::b}} c}}", 1, "____", ("a b c",), "", "a b c"),
        ("{{c1,2::a}} b", 2, "____ b", ("a",), "", "a b"),
        ("{{c1::a", 1, "{{c1::a", (), "", "{{c1::a"),
        ("a}} {{c1::b}}", 1, "a}} ____", ("b",), "", "a}} b"),
        ("{{c1::}}", 1, "____", ("",), "", ""),
    ],
)
def test_deletions(
    text: str, number: int, html: str, answers: tuple[str, ...], hint: str, whole: str
) -> None:
    assert anki_cloze.seen(text, number) == anki_cloze.Deletion(html, answers, hint, whole)


@given(st.text("{}c12:, a", max_size=80))
def test_the_whole_text_never_loses_a_letter(text: str) -> None:
    whole = anki_cloze.seen(text, 1).whole
    assert whole.count("a") <= text.count("a")
    assert anki_cloze.numbers(text) == tuple(sorted(set(anki_cloze.numbers(text))))


def test_deep_deletions_are_only_text() -> None:
    assert anki_cloze.seen("{{c1::" * 50_000, 1).answers == ()


def test_templates() -> None:
    values = {"A": "1", "B": ""}

    def value(filters: tuple[str, ...], name: str) -> str:
        return "".join(filters) + values.get(name, "")

    template = "{{A}}{{#B}}no{{#A}}no{{/A}}{{/B}}{{^B}}yes{{/B}}{{hint:A}}{{ A }}{{#A}}x{{/A}}"
    assert rendered(template, value) == "1yeshint11x"
    assert filters_of("{{type:A}} {{type:nc:B}} {{cloze:C}}", "type") == ("A", "B")
    assert after_answer("front<hr id=answer>back") == "back"
    assert after_answer('f<hr class="x" id="answer"/>back') == "back"
    assert after_answer("back") == "back"
