"""Proposals from notes: what is asked, what is left alone, and that all of it is sound."""

import time

import pytest
from hypothesis import given, settings

from bot.domain.marking import mark
from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Filled,
    KindName,
    Listed,
    Mark,
    Number,
    Order,
    Points,
)
from content.draft import Caution, Draft, Found, FrontKind, Quote
from content.proposing import MOST, MOST_OF_CARD, propose
from content.proposing.making import is_sound, model_answer
from tests.content.notes import card, drafts, notes


def of(draft: Draft, why: str = "") -> list[Found]:
    return [found for found in propose(draft) if not why or found.proposed == why]


def stems(draft: Draft, why: str = "") -> list[str]:
    return [found.question.stem for found in of(draft, why)]


@pytest.mark.parametrize(
    ("text", "stem", "value"),
    [
        ("1215 Magna Carta", "In which year was this? Medieval kings: Magna Carta.", "1215"),
        ("Treaty of Tordesillas – 1494", "In which year was this? Treaty of Tordesillas.", "1494"),
        (
            "October 1781, Cornwallis surrenders at Yorktown",
            "In which month and year was this? Cornwallis surrenders at Yorktown.",
            "1781-10",
        ),
        (
            "The armistice was signed on 11 November 1918.",
            "On which day was this? The armistice was signed.",
            "1918-11-11",
        ),
        (
            "Columbus reached the Bahamas in 1492 with three small ships",
            "In which year was this? Columbus reached the Bahamas with three small ships.",
            "1492",
        ),
        (
            "In 1588, the Armada left Lisbon",
            "In which year was this? The Armada left Lisbon.",
            "1588",
        ),
    ],
)
def test_a_date_is_taken_out_of_its_sentence(text: str, stem: str, value: str) -> None:
    [found] = of(notes(("Medieval kings", text)), "date")
    assert found.question.stem == stem
    assert isinstance(found.question.kind, Date)
    assert found.question.kind.value == value
    assert found.line == 2
    assert found.card == "c-1"
    assert found.question.explanation == "From your notes, line 2."
    assert found.question.tags == ("proposed",)


def test_a_span_is_asked_for_with_both_its_ends() -> None:
    [found] = of(notes(("Wars", "1853-6 the Crimean War")), "date")
    assert found.question.stem == "From when to when was this? The Crimean War."
    assert isinstance(found.question.kind, Date)
    assert (found.question.kind.value, found.question.kind.until) == ("1853", "1856")


@pytest.mark.parametrize(
    "text",
    [
        "By 1924 the railway was finished in Kent",
        "The railway reached Kent by 1924",
        "c. 1450 Gutenberg prints in Mainz",
        "The railway came after 1840 to Kent",
        "1066 Hastings and 1070 Ely",
        "The 1920s were years of jazz",
        "He came to power in 1799",
        "Crowned in 1559 at Westminster",
        "Runs to the sea since the flood of 1953",
        "1931 invaded the northern province",
        "Rebels held out in 1745 Scottish glens",
        "1764 revolt agianst the new sugar tacs",
        "1764 revolt !! of the rum makers",
        "1764 revolt (of rum makers",
        "In 1842 “let them come and take these islands from our dead hands” was said",
    ],
)
def test_what_is_vague_or_half_said_is_no_date_question(text: str) -> None:
    assert of(notes(("Things that happened in Kent", text)), "date") == []


def test_a_table_of_labels_and_dates() -> None:
    draft = notes(("Great Fire of London", "1666"), ("1605", "Gunpowder Plot"))
    assert stems(draft, "date") == [
        "In which year was this? Great Fire of London.",
        "In which year was this? Gunpowder Plot.",
    ]


def test_a_question_for_a_date_is_asked_as_it_is() -> None:
    draft = notes(("When did the Berlin Wall fall?", "9 November 1989"))
    [found] = of(draft, "date")
    assert found.question.stem == "When did the Berlin Wall fall?"


def test_a_figure_with_its_unit() -> None:
    [found] = of(notes(("Rice", "Rice feeds 50% of the people on the earth")), "number")
    assert (
        found.question.stem
        == "Which figure is missing? Rice feeds […]% of the people on the earth."
    )
    assert isinstance(found.question.kind, Number)
    assert (found.question.kind.value, found.question.kind.unit) == ("50", "%")


@pytest.mark.parametrize(
    "text",
    [
        "Rice feeds about 50% of the people on the earth",
        "Rice feeds 50% of 8000 people in the city",
        "Rice feeds more than 3 million people on the earth",
        "50% rice",
    ],
)
def test_a_vague_or_second_figure_is_not_asked(text: str) -> None:
    assert of(notes(("Rice", text)), "number") == []


LIST = (
    "Causes of the French Revolution",
    "bread prices doubled after poor harvests",
    "bankrupt crown could borrow nothing further",
    "unequal taxes fell upon peasants alone",
    "writers mocked church and privilege",
)


def test_a_list_of_causes() -> None:
    [found] = of(notes(LIST), "list")
    assert found.question.stem == "Causes of the French Revolution: name 2 of 4."
    kind = found.question.kind
    assert isinstance(kind, Points)
    assert kind.need == 2
    for place, point in enumerate(kind.points):
        assert all(len(cue.any_of) >= 2 for cue in point.cues)
        parts = mark(found.question, Listed(point.text)).parts
        assert [at for at, part in enumerate(parts) if part is Mark.RIGHT] == [place]


@pytest.mark.parametrize(
    "cards",
    [
        LIST[:3],
        ("Robespierre", *LIST[1:]),
        ("Key events", *LIST[1:]),
        (*LIST, "bread prices doubled again after harvests"),
        (*LIST, "so"),
        (*LIST, "soldiers were not paid wages owed"),
    ],
)
def test_a_list_that_is_none_or_cannot_be_told_apart(cards: tuple[str, ...]) -> None:
    assert of(notes(cards), "list") == []


def test_a_name_that_is_there_once_is_a_gap() -> None:
    draft = notes(
        ("Exploring", "The king paid for the voyage of Vasco da Gama to the coast of Kerala.")
    )
    [found] = of(draft, "term")
    assert isinstance(found.question.kind, Cloze)
    assert "____" in found.question.stem
    [gap] = found.question.kind.gaps
    assert gap.accepted[0] not in found.question.stem


def test_initials_in_brackets_are_accepted_too() -> None:
    text = "Farmers in the valley trusted the new Farm Credit Bureau (FCB) with their savings."
    [found] = of(notes(("Farms", text)), "term")
    assert isinstance(found.question.kind, Cloze)
    assert found.question.kind.gaps[0].accepted == ("Farm Credit Bureau", "FCB")
    assert mark(found.question, Filled(("fcb",))).mark is Mark.RIGHT
    assert "FCB" not in found.question.stem


@pytest.mark.parametrize(
    "text",
    [
        "Napoleon feared the winter more than he feared any army.",
        "He feared the winter more than he feared Kutuzov.",
        "Delegates came from Lyon, Nantes and Rouen to hear the speech.",
        "The treaty was good for the Catholic nobles of the north.",
    ],
)
def test_a_first_word_a_row_and_a_quality_are_no_gaps(text: str) -> None:
    assert of(notes(("Empire", text)), "term") == []


TERMS = (
    ("Osmosis", "the movement of water through a membrane towards the stronger solution"),
    ("Enzyme", "a protein that speeds up one reaction without being used up"),
    ("Stomata", "small holes in leaves that open by day for gases"),
    ("Xylem", "dead tubes that carry minerals up from the roots"),
    ("Phloem", "living cells that share sugar around the plant"),
)


def test_terms_and_their_meanings() -> None:
    found = of(notes(*TERMS))
    assert {each.proposed for each in found} == {"choice", "term"}
    clozes = [each.question for each in found if isinstance(each.question.kind, Cloze)]
    assert clozes[1].stem == (
        "Which term is this? ____: a protein that speeds up one reaction without being used up."
    )
    choice = next(each.question for each in found if isinstance(each.question.kind, Choice))
    assert isinstance(choice.kind, Choice)
    assert [option.text for option in choice.kind.options if option.correct] == ["Osmosis"]
    assert len(choice.kind.options) == 4


def test_names_that_answer_the_same_kind_of_question() -> None:
    draft = notes(
        ("Who composed Fidelio?", "Beethoven"),
        ("Who composed Aida?", "Verdi"),
        ("Who composed Carmen?", "Bizet"),
        ("Who composed Tosca?", "Puccini"),
        ("Where was Chopin born?", "Poland"),
    )
    found = of(draft, "choice")
    assert [each.question.stem for each in found] == [
        f"Who composed {opera}?" for opera in ("Fidelio", "Aida", "Carmen", "Tosca")
    ]
    kind = found[0].question.kind
    assert isinstance(kind, Choice)
    assert {option.text for option in kind.options} == {"Beethoven", "Verdi", "Bizet", "Puccini"}


def test_three_siblings_are_too_few() -> None:
    assert of(notes(*TERMS[:3]), "choice") == []


def test_a_sibling_that_may_be_true_too_is_no_distractor() -> None:
    twin = ("Sieve tube", "living cells that share the sugar around a plant")
    for found in of(notes(*TERMS, twin), "choice"):
        assert isinstance(found.question.kind, Choice)
        shown = {option.text for option in found.question.kind.options}
        right = {option.text for option in found.question.kind.options if option.correct}
        assert not {"Phloem", "Sieve tube"} <= shown or not right & {"Phloem", "Sieve tube"}


ROW = (
    "Reformation",
    "1517 Luther's Theses",
    "1521 Diet of Worms",
    "1534 Act of Supremacy",
    "1555 Peace of Augsburg",
    "1572 Massacre in Paris",
)


def test_a_name_within_a_name_is_no_distractor() -> None:
    draft = notes(*TERMS, ("Phloem tube", "narrow route for sap out of green tissue"))
    for found in of(draft, "choice"):
        assert isinstance(found.question.kind, Choice)
        assert not {"Phloem", "Phloem tube"} <= {each.text for each in found.question.kind.options}


def test_a_row_of_dates_is_an_order_and_a_choice() -> None:
    found = {each.question.kind_name: each.question for each in of(notes(ROW))}
    order = found[KindName.ORDER].kind
    assert isinstance(order, Order)
    assert order.items[0] == "Luther's Theses"
    assert order.items[-1] == "Massacre in Paris"
    choice = found[KindName.CHOICE].kind
    assert isinstance(choice, Choice)
    assert all(option.note for option in choice.options if not option.correct)


def test_damage_doubt_and_quotations_are_left_alone() -> None:
    good = notes(("Kings", "1649 Execution of Charles"))
    assert of(good)
    damaged = notes(("Kings", "1649 Execution of Charles"), warned=(Caution("OCR_WORD", 2, "odd"),))
    quoted = Draft(
        format="cards", cards=good.cards, quotes=(Quote("Hill", "1649 Execution of Charles", 2),)
    )
    doubted = notes(
        ("Kings", "1649 Execution Act of Parliament", "1694 Execution Act of Parliament")
    )
    assert of(damaged) == of(quoted) == of(doubted) == []


def test_a_card_that_cannot_be_served_gives_nothing() -> None:
    made = card("Kings", "1649 Execution of Charles", kind=FrontKind.TOPIC)
    hidden = type(made)(
        id="c",
        front=made.front,
        front_kind=made.front_kind,
        points=made.points,
        lines=made.lines,
        servable=False,
    )
    assert of(Draft(format="cards", cards=(hidden,))) == []


def test_text_of_notes_is_shown_literally() -> None:
    assert all("*" not in stem for stem in stems(notes(("Kings", "1649 *Charles* at Whitehall"))))


def test_no_card_and_no_file_gives_more_than_an_editor_reads() -> None:
    def name(number: int) -> str:
        return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}").title()

    many = [
        (f"Card {n}", *(f"1{n:03} Siege of {name(n * 6 + at)}" for at in range(6)))
        for n in range(300)
    ]
    found = of(notes(*many))
    assert len(found) == MOST
    counted = [sum(each.card == one.card for each in found) for one in found]
    assert max(counted) <= MOST_OF_CARD


@settings(max_examples=60)
@given(drafts)
def test_every_proposal_is_sound_whatever_the_draft(draft: Draft) -> None:
    found = propose(draft)
    assert found == propose(draft)
    for each in found:
        assert is_sound(each.question)
        assert each.proposed
        assert each.card in {card.id for card in draft.cards}
        given = model_answer(each.question.kind)
        assert given is not None
        assert mark(each.question, given).mark is Mark.RIGHT


def test_many_cards_without_a_proposal_are_fast() -> None:
    draft = notes(*((f"word{n}", f"thing {n} of no kind") for n in range(5_000)))
    started = time.process_time()
    propose(draft)
    assert time.process_time() - started < 6
