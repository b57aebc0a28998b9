"""Nobody's text becomes anything on Telegram but itself; an author's markup says what it says."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.markup import clean, escape, plain
from bot.on_telegram import markup
from bot.on_telegram.markup import (
    END_ISOLATE,
    ISOLATE,
    JOINER,
    Html,
    apart,
    block,
    bold,
    code,
    code_block,
    inline,
    italic,
    joined,
    lines,
    literal,
    name,
    naming,
    own,
    phrase,
    quotation,
    relative,
    shown,
)
from tests.any_reply import HOSTILE
from tests.fakes import FakeClock
from tests.on_telegram.fake import html
from tests.on_telegram.reading import read

EVIL = [
    "@studyhall_bot and @ann",
    "#history #История",
    "$TSLA $1INCH",
    "/delete /ban@other_bot (/stop) ,/x",
    "https://evil.example/x HTTP://EVIL.EXAMPLE ftp://x.yz",
    "tg://user?id=1 ton://x tg://resolve?domain=x",
    "evil.com www.evil.xyz t.me/evil пример.рф उदाहरण.नेट",
    "user:pass@evil.com 😀.com a_b.com",
    "8.8.8.8 and 127.0.0.1:80/x",
    "mail@example.org mailto:me@example.org",
    '<a href="https://evil.example">click</a>',
    '<a href="tg://user?id=1">Ann</a> <tg-emoji emoji-id="1">x</tg-emoji>',
    "<b>bold</b> </b> <b> <script>alert(1)</script>",
    "&lt;b&gt; &amp;amp; &#60; &quot; & &",
    "<tg-time unix='1' format='r'>x</tg-time>",
    "\u202eabc\u2066 \u200b@\u200bann",
    "שלום *עולם* 12",
    "@\n@ ann",
    "https:\u2060//evil.com",
    "\ud800 <\udc00>",
]
PIECES = st.sampled_from(
    [
        *"@#$/.:<>&;\"'*_`~- \n1aA",
        "https:",
        "//x.yz",
        "evil.com",
        "@ann_bee",
        "&lt;",
        "</b>",
        "1.1.",
    ]
)
TEXTS = st.text(max_size=40) | st.lists(PIECES, max_size=16).map("".join)

# What the client's library looks for in a text, told by its own patterns and tables: wider than
# the fake's, so that what slips through one is caught by the other.
FOUND = (
    re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}"),
    re.compile(r"(?<![\w\u200c])#[\w\u200c\u0d80-\u0dff]*[^\W\d]"),
    re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])"),
    re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?![\w/<>])"),
    re.compile(r"(?i)(?:https?|ftp|tg|ton)://[^\s\u2000-\u200b\u2010-\u206f]"),
    re.compile(r"[\w~-]+\.(?:com|xyz|me|org|yz|рф|नेट)(?![\w-])"),
    re.compile(r"(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)"),
    re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,8}"),
)
WRITERS: list[Callable[[str], Html]] = [literal, name, block, inline]


def seen(text: str) -> str:
    """Return what is left of a text when invisible signs are taken out."""
    return text.replace(JOINER, "").replace(ISOLATE, "").replace(END_ISOLATE, "")


def wild(text: Html) -> list[str]:
    """Return what a client would make of a text by itself."""
    shown, entities = read(text)
    by_pattern = [found[0] for shape in FOUND for found in shape.finditer(shown)]
    written = html.parse(text)[1]
    return by_pattern + [str(one["type"]) for one in entities if one not in written]


@given(TEXTS)
@example(HOSTILE)
def test_any_text_is_shown_as_it_is_and_becomes_nothing_else(text: str) -> None:
    written = literal(text)
    shown, entities = html.parse(written)
    assert entities == []
    assert wild(written) == []
    assert seen(shown) == clean(text).strip()


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("write", WRITERS)
def test_what_people_try_comes_to_nothing(write: Callable[[str], Html], text: str) -> None:
    for written in (write(text), bold(write(text)), lines(write(text), write(text))):
        assert wild(written) == []
        assert {one["type"] for one in html.parse(written)[1]} <= {"bold", "italic"}
    assert seen(html.parse(literal(text))[0]) == seen(clean(text)).strip()


@pytest.mark.parametrize("text", EVIL)
def test_our_sentences_let_nothing_out_but_our_commands(text: str) -> None:
    assert wild(own(f"I cannot read “{text}”. Have a look.")) == []


def test_our_commands_can_be_tapped_in_our_sentences() -> None:
    text = own("Type /review or /daily setup 17:00, not /undoing or /start@evil_bot.")
    shown, entities = read(text)
    found = [shown[one["offset"] : one["offset"] + one["length"]] for one in entities]
    assert found == ["/review", "/daily"]
    assert read(literal("/review"))[1] == []


@given(TEXTS)
@example("*@ann* `@ann` ~~<b>~~ `https://x.yz` a*@*b")
@example("evil.**com** @**ann** htt**ps:**//x.yz 1.1.*1.1* /**stop** #*tag*")
def test_markup_can_be_styled_and_nothing_more(source: str) -> None:
    for written in (block(source), inline(source)):
        entities = html.parse(written)[1]
        kinds = {str(one["type"]) for one in entities}
        assert kinds <= {"bold", "italic", "strikethrough", "code"}
        if "code" not in kinds:  # what is in a code span is no link
            assert wild(written) == []


@given(TEXTS)
def test_escaped_markup_is_shown_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    shown, entities = html.parse(inline(escape(words)))
    assert entities == []
    assert seen(shown) == seen(plain(escape(words)))


@given(TEXTS)
def test_a_text_keeps_to_itself_between_signs_of_ours(text: str) -> None:
    line = " ".join(seen(clean(text)).split())
    for dress in (bold, italic, quotation):
        shown, entities = html.parse(phrase("({})", dress(literal(line))))
        assert seen(shown) == f"({line})"
        assert len(entities) == bool(line)
    for write in (code, code_block):
        shown, entities = html.parse(write(line))
        assert shown == line
        assert len(entities) == bool(line)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Where did *Germany* sign?", "Where did <i>Germany</i> sign?"),
        ("**a***b*", "<b>a</b><i>b</i>"),
        ("***a***", "<b><i>a</i></b>"),
        ("~~a~~", "<s>a</s>"),
        ("`x < 1`", "<code>x &lt; 1</code>"),
        ("The pact of ____ in 1922", "The pact of ____ in 1922"),
        ("2 < 3 & 4 > 1", "2 &lt; 3 &amp; 4 &gt; 1"),
        ("3.5 million, 1922. Rapallo", "3.5 million, 1922. Rapallo"),
        ("and/or, 1/2, C# and $5", "and/or, 1/2, C# and $5"),
    ],
)
def test_an_authors_markup_says_the_same_here(source: str, written: str) -> None:
    assert block(source) == written


def test_paragraphs_and_lists_have_lines_of_their_own() -> None:
    source = "First\n\n- one\n- two\n\nLast"
    assert block(source) == "First\n• one\n• two\nLast"
    assert inline(source) == "First · one · two · Last"


def test_a_name_from_right_to_left_turns_nothing_around_it() -> None:
    assert name("שלום") == f"{ISOLATE}שלום{END_ISOLATE}"
    assert name("محمد 12") == f"{ISOLATE}محمد 12{END_ISOLATE}"
    assert name("Ann\nBee") == "Ann Bee"
    assert name("\u202eAnn\u202c") == "Ann"  # an override of direction does not survive
    assert name("🧑‍🚀 Ann") == "🧑‍🚀 Ann"
    assert name("") == ""


def test_each_name_of_a_sentence_keeps_its_own_direction() -> None:
    sara, noor = "שרה <כהן>", "نور"
    said = naming(literal(f"{sara}, {noor} and Ann got it."), [sara, noor, "Ann", ""])
    assert shown(said) == f"{sara}, {noor} and Ann got it."
    isolated = "שרה &lt;כהן&gt;"
    assert said == (
        f"{ISOLATE}{isolated}{END_ISOLATE}, {ISOLATE}{noor}{END_ISOLATE} and Ann got it."
    )


def test_an_instant_is_told_by_each_readers_own_clock() -> None:
    now = FakeClock().now
    unix = int(now.timestamp())
    assert relative(now, literal("at 9")) == f'<tg-time unix="{unix}" format="r">at 9</tg-time>'
    shown, [entity] = html.parse(relative(now, literal("at 9")))
    assert (shown, entity["unix_time"], entity["date_time_format"]) == ("at 9", unix, "r")


@pytest.mark.parametrize(
    "at", [datetime(1969, 12, 31, tzinfo=UTC), datetime(2038, 1, 20, tzinfo=UTC)]
)
def test_an_instant_that_telegram_cannot_tell_is_said(at: datetime) -> None:
    assert relative(at, literal("then")) == "then"
    assert relative(FakeClock().now, literal("")) == ""


def test_sentences_have_gaps_and_lists_have_no_empty_parts() -> None:
    assert phrase("{} & {}", literal("<1>"), bold(literal("{0}"))) == "&lt;1&gt; &amp; <b>{0}</b>"
    assert lines(literal("a"), literal(""), literal("b")) == "a\nb"
    assert apart(literal("a"), literal(""), literal("b")) == "a\n\nb"
    assert joined([literal("a"), literal(""), literal("b")], " > ") == "a &gt; b"
    assert quotation(literal(" ")) == ""
    assert bold(block("**a** *b*")) == "<b>a <i>b</i></b>"  # one style is in force once
    quoted = quotation(literal("q"))
    assert apart(literal("a"), quoted, quoted, literal("b")) == f"a\n{quoted}\n{quoted}\nb"
    assert quotation(literal("a"), folded=True) == "<blockquote expandable>a</blockquote>"


def test_only_the_markup_makes_html() -> None:
    room = markup.__file__.rsplit("/", 1)[0]
    for path in Path(room).glob("*.py"):
        made = re.findall(r"\bHtml\(|cast\(Html|<b>|<i>", path.read_text(encoding="utf-8"))
        assert path.name in ("markup.py", "paging.py") or not made, path.name


@pytest.mark.parametrize("text", ["a & b < c > d", "@all #x /y z.com", "אב גד", "1️⃣ 😀", "&amp;"])
def test_what_a_reader_sees_is_what_was_written(text: str) -> None:
    assert markup.shown(markup.bold(markup.name(text))) == text
