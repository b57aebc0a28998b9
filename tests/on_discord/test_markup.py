"""Nobody's text becomes anything on Discord but itself; an author's markup becomes what it says."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.markup import clean, escape, plain
from bot.on_discord.markup import (
    END_ISOLATE,
    GAP,
    ISOLATE,
    JOINER,
    block,
    inline,
    literal,
    name,
    relative,
)
from tests.any_reply import HOSTILE
from tests.fakes import FakeClock
from tests.on_discord.markdown import read

EVIL = [
    "@everyone and @here",
    "<@123> <@!123> <@&456> <#789>",
    "<:evil:123> <a:evil:123> :smile:",
    "<t:0:R> </ban:1> <id:customize>",
    "https://evil.example/x http://evil.example steam://run discord://x",
    "[click](https://evil.example) <https://evil.example>",
    "discord.gg/abc and DISCORD.COM/invite/abc",
    "# big\n## big\n-# small\n> quote\n>>> all of it",
    "- item\n* item\n+ item\n1. item\n  23. item",
    "```\nfence\n``` ``double`` `one`",
    "**b** __u__ _i_ *i* ~~s~~ ||spoiler||",
    "***x*** ____ \\* \\\\",
    "\\",
    "a\\",
    "¯\\_(ツ)_/¯",
    "*_`~|<>[]()#:@-+>",
    "mail@example.org mailto:me@example.org",
    "\u202eabc\u2066 \u200b@\u200beveryone",
    "שלום *עולם* 12",
    "@\n@ everyone",
]
PIECES = st.sampled_from(
    [*"*_`~|<>[]()#:@-+!&/\\. \n1a", "everyone", "https:", "//x.yz", "t:1:R", "<@1>", "discord.gg/"]
)
TEXTS = st.text(max_size=40) | st.lists(PIECES, max_size=16).map("".join)


def seen(text: str) -> str:
    """Return what is left of a text when invisible joiners are taken out."""
    return text.replace(JOINER, "")


@given(TEXTS)
@example(HOSTILE)
def test_any_text_is_shown_as_it_is_and_becomes_nothing_else(text: str) -> None:
    found = read(literal(text))
    assert found.found == []
    assert seen(found.text) == clean(text)


@pytest.mark.parametrize("text", EVIL)
def test_what_people_try_comes_to_nothing(text: str) -> None:
    for written in (literal(text), name(text), f"**{literal(text)}**", f"- {literal(text)}"):
        found = read(written)
        assert set(found.found) <= {"bold", "list"}
    assert seen(read(literal(text)).text) == clean(text)


@given(TEXTS)
def test_a_text_keeps_to_itself_between_signs_of_ours(text: str) -> None:
    line = " ".join(clean(text).split())
    if not line:
        return
    found = read(f"**{literal(line)}**")
    assert found.found == ["bold"]
    assert seen(found.text) == line


@given(TEXTS)
@example("*@everyone* `@everyone` ~~<@1>~~ `https://x.yz`")
@example("`discord.gg/abc` `DISCORDAPP.COM/x`")
def test_markup_can_be_styled_and_listed_and_nothing_more(source: str) -> None:
    for written in (block(source), inline(source)):
        assert set(read(written).found) <= {"bold", "italic", "struck", "code", "list"}


@given(TEXTS)
def test_escaped_markup_is_shown_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    found = read(inline(escape(words)))
    assert found.found == []
    assert seen(found.text) == plain(escape(words))


@pytest.mark.parametrize(
    ("source", "written", "found"),
    [
        ("Where did *Germany* sign?", "Where did *Germany* sign?", ["italic"]),
        ("**a***b*", f"**a**{JOINER}*b*", ["bold", "italic"]),
        ("~~a~~", "~~a~~", ["struck"]),
        ("`x = 1`", "`x = 1`", ["code"]),
        ("The pact of ____ in 1922", f"The pact of {GAP} in 1922", []),
        ("2 * 3 = 6", "2 \\* 3 = 6", []),
        ("1922. Rapallo", f"{JOINER}1922. Rapallo", []),
    ],
)
def test_an_authors_markup_says_the_same_here(source: str, written: str, found: list[str]) -> None:
    assert block(source) == written
    assert read(block(source)).found == found


def test_paragraphs_and_lists_have_lines_of_their_own() -> None:
    source = "First\n\n- one\n- two\n\nLast"
    assert block(source) == "First\n- one\n- two\nLast"
    assert inline(source) == "First · one · two · Last"


def test_a_name_from_right_to_left_turns_nothing_around_it() -> None:
    assert name("שלום") == f"{ISOLATE}שלום{END_ISOLATE}"
    assert name("Ann\nBee") == "Ann Bee"
    assert name("\u202eAnn\u202c") == "Ann"  # an override of direction does not survive


def test_an_instant_is_told_by_each_readers_own_clock() -> None:
    assert relative(FakeClock().now) == f"<t:{int(FakeClock().now.timestamp())}:R>"
