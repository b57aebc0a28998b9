"""Markdown: the ways people write cards, headings as titles and themes, and the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import Choice, Cloze, Deck, Key, KindName, Option, Recall
from content import formats
from content.draft import Draft, PointKind
from content.formats import markdown
from content.formats.keeping import questions_of
from content.formats.markdown_guard import freed, guarded
from content.making import question
from content.source import Source
from tests.content.anything import decks as any_decks
from tests.content.formats.kinds import TRAPS, deck_of, decks
from tests.content.formats.round_trip import keeps_its_word

HELD = (KindName.CHOICE, KindName.CLOZE, KindName.RECALL)


def read(text: str) -> Draft:
    return formats.read(Source("tea.md", text.encode()), "markdown")


def sides(draft: Draft) -> list[tuple[str, object]]:
    assert draft.problems == ()
    asked = [found.question for found in questions_of(draft)]
    return [(q.stem, q.kind.back if isinstance(q.kind, Recall) else q.kind) for q in asked]


@settings(max_examples=60, deadline=None)
@given(decks(HELD))
def test_what_markdown_holds_comes_back(deck: Deck) -> None:
    out = keeps_its_word(deck, markdown.write, markdown.read)
    kinds = {each.kind_name for each in deck.questions if each.id in out}
    assert kinds <= {KindName.CLOZE}  # answers with brackets of both sorts


@pytest.mark.parametrize("trap", TRAPS)
def test_signs_of_its_own_in_a_text_are_guarded_and_nothing_is_left_out(trap: str) -> None:
    other = Option(f"not {trap}", correct=False, note=trap)
    asked = [
        question(trap, Choice((Option(trap, correct=True, note=trap), other)), hint=trap),
        question(trap, Recall(trap), explanation=trap),
        question(trap, Recall(trap)),
    ]
    assert keeps_its_word(deck_of(asked), markdown.write, markdown.read) == set()


@settings(max_examples=25, deadline=None)
@given(any_decks)
def test_no_field_of_any_question_is_lost_without_a_word(deck: Deck) -> None:
    keeps_its_word(deck, markdown.write, markdown.read)


@settings(deadline=None)
@given(st.text("\\:=#^{?>-* [Qq]A\n<!"))
def test_a_guarded_sign_is_freed_again(text: str) -> None:
    assert freed(guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Why?\nA: So.\n", [("Why?", "So.")]),
        ("**Q:** Why?\n**A:** So.\n\n**Q2:** How?\n**A2:** Thus.",
         [("Why?", "So."), ("How?", "Thus.")]),
        ("Q: Why\nat all?\n\nA: So.\n\nAnd *so*.", [("Why\nat all?", "So.\n\nAnd *so*.")]),
        ("# T\n\n## Why?\nSo.\n\n## How?\n- Thus\n- Then\n",
         [("Why?", "So."), ("How?", "- Thus\n- Then")]),
        ("Why :: So\n- How::Thus", [("Why", "So"), ("How", "Thus")]),
        ("Hot ::: cold", [("Hot", "cold"), ("cold", "Hot")]),
        ("Why?\n?\nSo\n\nHow?\n??\nThus", [("Why?", "So"), ("How?", "Thus"), ("Thus", "How?")]),
        ("# a\nx\n# b\ny\n", [("a", "x"), ("b", "y")]),
        ("The ==cup== is {{c1::hot::not cold}}.", [
            ("The ____ is ____.", Cloze((Key(accepted=("cup",)), Key(accepted=("hot",)))))
        ]),
        ("Which?\n- [ ] a\n- [x] b\n", [
            ("Which?", Choice((Option("a", correct=False), Option("b", correct=True))))
        ]),
        ("## Which?\n\n- [x] a\n  > yes\n- [X] b\n  and c\n- [ ] d\n", [
            ("Which?", Choice((Option("a", correct=True, note="yes"),
                               Option("b\nand c", correct=True),
                               Option("d", correct=False)), several=True))
        ]),
        ("Q: How?\nA:\n```python\nx = 1  # why :: so\n```\n", [("How?", "`x = 1  # why :: so`")]),
    ],
)  # fmt: skip
def test_the_ways_to_write_a_card(text: str, expected: list[tuple[str, object]]) -> None:
    assert sides(read(text)) == expected


def test_titles_themes_tags_ids_and_front_matter() -> None:
    draft = read(
        "---\ntitle: Brewing\ntags: [tea]\n---\nHello.\n\n# Leaves and cups\n\n## Leaves\n\n"
        "Uva :: Ceylon #island ^t-1\n<!--SR:!2024-01-01,1,250-->\n\n"
        "## Cups\n\n### Gaiwan?\nA bowl.\n"
    )
    uva, gaiwan = draft.cards
    assert draft.title == "Leaves and cups"
    assert (uva.front, uva.own_id, uva.tags, uva.theme) == (
        "Uva",
        "t-1",
        ("island", "tea"),
        "Leaves",
    )
    assert (gaiwan.front, gaiwan.theme, gaiwan.lines) == ("Gaiwan?", "Cups", (16, 17))
    assert [dropped.line for dropped in draft.dropped] == [1, 2, 3, 4, 5, 7, 9, 12, 14]


def test_a_list_below_a_heading_is_points() -> None:
    [card] = read("# Tea\n## Name two.\n- Uva\n- Rize\n").cards
    assert [(point.text, point.kind) for point in card.points] == [
        ("Uva", PointKind.BULLET),
        ("Rize", PointKind.BULLET),
    ]


def test_explanation_and_hint_make_a_question_of_a_card() -> None:
    [found] = read("Q: Why?\nA: So.\nExplanation: It is\nso.\nHint: Think.\n").questions
    assert (found.question.explanation, found.question.hint) == ("It is\nso.", "Think.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Which?\n- [ ] a\n- [ ] b\n", "No option is ticked"),
        ("- [x] a\n- [ ] b\n", "have no question"),
        ("Which?\n- [x] a\n- [ ] A\n", "twice"),
    ],
)
def test_options_that_make_no_question_are_a_problem(text: str, says: str) -> None:
    [problem] = read(text).problems
    assert problem.line == 1
    assert says in problem.sentence


@pytest.mark.parametrize(
    "text",
    ["", "Just prose.\nMore of it.", "std::cout << x;\n", "if (a == b) {\n}\n", "a: b\nc: d\n"],
)
def test_other_texts_are_no_markdown_cards(text: str) -> None:
    assert markdown.sniff(Source("a.txt", text.encode())) == ""
