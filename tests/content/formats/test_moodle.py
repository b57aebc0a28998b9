"""Moodle XML: every type, its oddities, and the way back."""

from base64 import b64encode
from dataclasses import replace

import pytest

from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Key,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Picture,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from content.draft import Draft
from content.formats import read
from content.making import question as made
from content.source import Source

PNG = b"\x89PNG\r\n\x1a\n" + b"tea"


def answer(text: str, fraction: str = "0", note: str = "", extra: str = "") -> str:
    said = f"<feedback format='html'><text>{note}</text></feedback>" if note else ""
    return f"<answer fraction='{fraction}'><text>{text}</text>{said}{extra}</answer>"


def item(kind: str, *parts: str, text: str = "Which tea?") -> str:
    stem = f"<questiontext format='html'><text><![CDATA[{text}]]></text></questiontext>"
    inner = "\n".join(parts)
    return f"<question type='{kind}'>\n<name><text>Q</text></name>\n{stem}\n{inner}\n</question>\n"


def quiz(*items: str) -> Source:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    return Source("tea.xml", (head + "".join(items) + "</quiz>\n").encode())


def one(text: str) -> Draft:
    draft = read(quiz(text), "moodle")
    assert draft.problems == ()
    return draft


PAIRS = (Pair("Assam", "strong"), Pair("Keemun", "smoky"))
KINDS = [
    (
        item("multichoice", "<single>true</single>", answer("Assam", "100", "Yes."), answer("Mud")),
        Choice((Option("Assam", correct=True, note="Yes."), Option("Mud", correct=False))),
        "",
    ),
    (
        item(
            "multichoice",
            "<single>false</single>",
            answer("Assam", "50"),
            answer("Uva", "50"),
            answer("Mud", "-100"),
        ),
        Choice(
            (Option("Assam", correct=True), Option("Uva", correct=True), Option("Mud", False)),
            several=True,
        ),
        "",
    ),
    (
        item("multichoice", answer("Assam", "100"), answer("Uva", "50")),
        Choice((Option("Assam", correct=True), Option("Uva", correct=False))),
        "PARTIAL_CREDIT",
    ),
    (
        item("multichoice", answer("Assam", "100"), answer("Uva", "100"), answer("Mud")),
        Choice(
            (Option("Assam", correct=True), Option("Uva", correct=True), Option("Mud", False)),
            several=True,
        ),
        "SEVERAL_RIGHT",
    ),
    (
        item("truefalse", answer("true", "0", "It is a shrub."), answer("false", "100")),
        TrueFalse(truth=False, correction="It is a shrub."),
        "",
    ),
    (
        item(
            "shortanswer",
            answer("Assam", "100"),
            answer("assam tea", "100"),
            answer("Uva", "0", "That is in Ceylon."),
            answer("*", "0"),
        ),
        Typed(
            Key(accepted=("Assam", "assam tea"), rejected=(Rejected("Uva", "That is in Ceylon."),))
        ),
        "",
    ),
    (item("shortanswer", answer("Assam*", "100")), Typed(Key(accepted=("Assam",))), "WILDCARD"),
    (item("shortanswer", answer(r"5\*3", "100")), Typed(Key(accepted=("5*3",))), ""),
    (
        item("shortanswer", "<usecase>1</usecase>", answer("Assam", "100")),
        Typed(Key(accepted=("Assam",))),
        "CASE",
    ),
    (
        item(
            "numerical",
            answer("90", "100", extra="<tolerance>5</tolerance>"),
            "<units><unit><multiplier>1</multiplier><unit_name>°C</unit_name></unit></units>",
        ),
        Number("90", 85.0, 95.0, "°C"),
        "",
    ),
    (item("numerical", answer("1,5", "100")), Number("1,5", 1.5, 1.5), ""),
    (
        item(
            "matching",
            *(
                f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
                for left, right in [("Assam", "strong"), ("Keemun", "smoky"), ("", "sweet")]
            ),
        ),
        Match(PAIRS, ("sweet",)),
        "",
    ),
    (
        item(
            "ddmatch",
            *(
                f"<subquestion><text>{left}</text><answer format='html'><text>"
                f"<![CDATA[<p>{right}</p>]]></text></answer></subquestion>"
                for left, right in [("Assam", "strong"), ("Keemun", "smoky")]
            ),
        ),
        Match(PAIRS),
        "",
    ),
    (
        item(
            "matching",
            *(
                f"<subquestion><text>{left}</text><answer><text>strong</text></answer></subquestion>"
                for left in ("Assam", "Uva")
            ),
        ),
        Recall("- Assam — strong\n- Uva — strong"),
        "UNMATCHED",
    ),
    (
        item("cloze", text=r"It is {1:SHORTANSWER:=hot#Yes~%50%warm~cold#No\~no} tea."),
        Cloze(
            (Key(accepted=("hot",), rejected=(Rejected("warm", ""), Rejected("cold", r"No\~no"))),)
        ),
        "PARTIAL_CREDIT",
    ),
    (
        item("cloze", text="At {2:NM:=90:5} degrees, {:MCV:=green~black}."),
        Cloze(
            (
                Key(accepted=("90",), kind=AnswerKind.NUMBER),
                Key(accepted=("green",), rejected=(Rejected("black", ""),)),
            )
        ),
        "TOLERANCE",
    ),
    (
        item(
            "gapselect",
            *(
                f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
                for text, group in [("India", 1), ("China", 1), ("milk", 2)]
            ),
            text="Assam is in [[1]], taken with [[3]].",
        ),
        Cloze(
            (Key(accepted=("India",), rejected=(Rejected("China", ""),)), Key(accepted=("milk",)))
        ),
        "",
    ),
    (
        item(
            "essay",
            "<graderinfo format='html'><text>It has <![CDATA[<b>tannin</b>]]></text></graderinfo>",
        ),
        Recall("It has **tannin**"),
        "ESSAY",
    ),
    (
        item("ordering", answer("pour", "2"), answer("boil", "1"), answer("drink", "3")),
        Order(("boil", "pour", "drink")),
        "",
    ),
]


@pytest.mark.parametrize(("text", "kind", "oddity"), KINDS)
def test_every_type_becomes_a_kind(text: str, kind: object, oddity: str) -> None:
    draft = one(text)
    assert draft.questions[0].question.kind == kind
    assert draft.questions[0].line == 3
    assert [each.code for each in draft.warnings] == ([oddity] if oddity else [])


def test_what_stands_beside_the_answer() -> None:
    common = (
        "<generalfeedback format='markdown'><text>It *is*.</text></generalfeedback>",
        "<idnumber> tea-7 </idnumber><hidden>1</hidden>",
        "<hint format='html'><text>In India.</text></hint><hint><text>North.</text></hint>",
        "<tags><tag><text>tea</text></tag><tag><text>asia</text></tag></tags>",
    )
    text = "Which <b>tea</b>?<script>alert(1)</script>"
    draft = one(item("truefalse", *common, answer("true", "100"), text=text))
    asked = made(
        "Which **tea**?",
        TrueFalse(truth=True),
        own_id="tea-7",
        explanation="It *is*.",
        hint="In India.\n\nNorth.",
        tags=("tea", "asia"),
    )
    assert draft.questions[0].question == replace(asked, retired=True)
    assert [each.detail for each in draft.warnings] == ["left out: script"]


def test_categories_are_themes_below_what_they_share() -> None:
    def category(path: str) -> str:
        return f"<question type='category'><category><text>{path}</text></category></question>"

    claim = item("truefalse", answer("true", "100"))
    source = quiz(category("$course$/top/Tea/Cups//mugs"), claim, category("$course$/Tea"), claim)
    draft = read(source, "moodle")
    assert draft.title == "Tea"
    assert [each.theme_title for each in draft.questions] == ["Cups/mugs", ""]
    draft = read(quiz(category("Tea"), claim, category("Milk/Cold"), claim), "moodle")
    assert draft.title == "tea"
    assert [each.theme_title for each in draft.questions] == ["Tea", "Milk / Cold"]


def test_pictures_come_along() -> None:
    data = b64encode(PNG).decode()
    file = f"<file name='My cup.PNG' path='/' encoding='base64'>{data}</file>"
    text = "Whose?<img src='@@PLUGINFILE@@/My%20cup.PNG' alt='A cup'><img src='b.png'>"
    stem = f"<questiontext format='html'><text><![CDATA[{text}]]></text>{file}</questiontext>"
    draft = one(f"<question type='truefalse'>{stem}{answer('true', '100', '', file)}</question>")
    (media,) = draft.media
    assert media.data == PNG
    assert draft.questions[0].question.picture == Picture(media.name, "A cup")
    assert [each.code for each in draft.warnings] == ["SECOND_PICTURE", "PICTURE"]


@pytest.mark.parametrize(
    "file",
    [
        "<file name='a.png' encoding='base64'>!!</file>",
        "<file name='a.png' encoding='base64'>AAAA</file>",
        f"<file name='a.png' encoding='base64'>{'A' * (7 << 20)}</file>",
        "<file name='a.png' encoding='base64'>PHN2Zz4=</file>",
        "",
    ],
)
def test_a_picture_that_cannot_be_kept_is_a_warning(file: str) -> None:
    stem = f"<questiontext><text>Whose? &lt;img src='a.png'&gt;</text>{file}</questiontext>"
    draft = one(f"<question type='truefalse'>{stem}{answer('true', '100')}</question>")
    assert [each.code for each in draft.warnings] == ["PICTURE"]
    assert draft.questions[0].question.picture is None
    assert draft.media == ()


def test_what_has_no_answer_is_left_out_with_a_reason() -> None:
    claim = item("truefalse", answer("true", "100"))
    draft = one(item("description") + item("essay") + item("calculated") + "<x/>" + claim)
    assert [(each.line, each.text) for each in draft.dropped] == [
        (3, "Q"),
        (8, "Q"),
        (13, "Q"),
        (18, "<x>"),
    ]
    assert len(draft.questions) == 1
