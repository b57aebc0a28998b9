"""HTML as markup and back: nothing hostile is alive, no letter is lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.markup import parse, plain
from content.formats.html import Image, convert, to_html, to_markup
from tests.content.formats.kinds import texts

pieces = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<ul>", "<ol>", "<li>", "</li>", "<br>", "a",
     " ", "b c", "\n", "*", "_", "____", "~~", "`", "\\", "- ", "<", ">", "&amp;", "&lt;b&gt;",
     "&", "<script>", "</script>", "<!--", "-->", "<sup>3</sup>", "<code>x`y</code>", "<td>",
     "<img src='c.png'>", "<pre>a\nb</pre>", "🙂", "\u202e", "<div", "<title>", "<a href='x'>"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<b>Tea</b> &amp; <i>milk</i>", "**Tea** & *milk*"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\\\nthree"),
        ("<ul><li>Uva<li>Rize</ul>", "- Uva\n- Rize"),
        ("<ol><li><p>Warm</p></li><li>Pour</li></ol>", "- 1. Warm\n- 2. Pour"),
        ("2*3*4 and a_b", "2\\*3\\*4 and a\\_b"),
        ("10<sup>3</sup> H<sub>2</sub>O x<sup>ab</sup>", "10³ H₂O x^ab"),
        ("a < b <c> & d", "a < b <c> & d"),
        ("The _____ is hot", "The ____ is hot"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 | 2"),
        ("<b>&nbsp;so </b>what", "**so** what"),
        ("<script>alert(1)</script>Tea", "Tea"),
        ("<script>alert(1) Tea", "<script>alert(1) Tea"),
        ("&lt;script&gt;", "<script>"),
        ("<b <i x", "<b <i x"),
    ],
)
def test_what_html_says_is_said_in_markup(html: str, markup: str) -> None:
    assert to_markup(html) == markup


def test_pictures_are_reported_by_file_name_and_what_is_lost_is_named() -> None:
    found = convert(
        "<img src='@@PLUGINFILE@@/a/tea%20pot.png?x=1' alt='A pot'><a href='http://x'>so</a>"
        "<img src='data:image/png;base64,AA'><script></script>"
    )
    assert found.images == (Image("tea pot.png", "A pot"),)
    assert found.lost == ("link", "picture", "script")
    assert found.markup == "so"


@given(st.lists(pieces, max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_markup_made_of_html_survives_the_way_back(html: str) -> None:
    markup = to_markup(html)
    assert to_markup(to_html(markup)) == markup


@settings(deadline=None)
@given(texts)
def test_plain_texts_are_shown_as_they_are(source: str) -> None:
    assert plain(to_markup(to_html(source))).split() == plain(source).split()


@pytest.mark.parametrize(
    "hostile", ["<b ", "<!--", "<script>", '<b a="', "&", "<p>", "<ul><li>a", "</b ", "<i>*"]
)
def test_hostile_html_takes_no_time(hostile: str) -> None:
    start = time.process_time()
    convert(hostile * 20_000)
    assert time.process_time() - start < 10


def test_styles_that_cannot_be_written_give_way_to_words() -> None:
    markup = to_markup("half<b>“</b>way")
    assert plain(markup) == "half“way"
    assert parse(markup) == parse("half“way")
