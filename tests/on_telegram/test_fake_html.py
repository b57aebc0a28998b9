"""The fake reads HTML as strictly as Telegram does, and counts as it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.on_telegram.fake import html
from tests.on_telegram.fake.detecting import detected
from tests.on_telegram.fake.shapes import Refused


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b> and <i>it</i>", "bold and it", [("bold", 0, 4), ("italic", 9, 2)]),
        ("&lt;b&gt; &amp; &quot; &#65; &#x42;", '<b> & " A B', []),
        ("a &nbsp; b", "a &nbsp; b", []),
        ("<b>🦉<i>é</i></b>", "🦉é", [("bold", 0, 3), ("italic", 2, 1)]),
        ("  <u>x</u>  ", "x", [("underline", 0, 1)]),
        ("<b> </b>x", "x", []),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
    ],
)
def test_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, found = html.parse(source)
    assert got == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<div>x</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ],
)
def test_the_server_says_what_is_wrong(source: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        html.parse(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {sentence}"


def test_links_and_times_carry_where_they_lead() -> None:
    source = (
        '<a href="https://t.me/x?start=a&amp;b">go</a>'
        ' <a href="tg://user?id=7">Ann</a> <a href="nowhere">x</a>'
        ' <tg-time unix="1647531900" format="r">soon</tg-time>'
    )
    text, (link, mention, time) = html.parse(source)
    assert text == "go Ann x soon"
    assert link == {
        "type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/x?start=a&b"
    }  # fmt: skip
    assert (mention["type"], mention["user"]) == ("text_mention", 7)
    assert (time["type"], time["unix_time"], time["date_time_format"]) == (
        "date_time", 1647531900, "r"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<code>a<b>c</b></code>", "bold inside code is lost"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "quotes cannot be nested"),
        ("<b><b>x</b></b>", "bold stands twice at 0"),
        ("<b><i>x</i></b>", None),
    ],
)
def test_what_the_server_mends_in_silence_is_a_complaint(
    source: str, complaint: str | None
) -> None:
    assert html.complaints(html.parse(source)[1]) == ([complaint] if complaint else [])


@given(st.text())
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.parse(escaped)[0] == text.strip()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("see https://a.b/c and example.com/x", ["url", "url"]),
        ("ask @teacher now", ["mention"]),
        ("try /quiz or /quiz@studyhall_bot", ["bot_command", "bot_command"]),
        ("#history and 1#2", ["hashtag"]),
        ("mail me@home.org", ["email"]),
        ("3/4 of 1/2, a.b, e.g. this", []),
        ("km/h and /", []),
    ],
)
def test_what_telegram_makes_of_plain_text(text: str, kinds: list[str]) -> None:
    assert [one["type"] for one in detected(text, [])] == kinds


def test_nothing_is_found_in_code() -> None:
    text, entities = html.parse("<code>@teacher /quiz</code> @teacher")
    assert [one["type"] for one in detected(text, entities)] == ["code", "mention"]


def test_lengths_are_those_of_utf_16() -> None:
    assert [html.units(text) for text in ("a", "é", "🦉", "👩‍🏫")] == [1, 1, 2, 5]
