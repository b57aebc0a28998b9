"""Long texts go on and long lists are paged; a keyboard is as wide as a telephone."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot import press as p
from bot.domain.ids import AskId
from bot.on_telegram import limits
from bot.on_telegram.keyboards import column, keyboard, link, rows
from bot.on_telegram.limits import size
from bot.on_telegram.markup import bold, literal, quotation
from bot.on_telegram.messages import Key, Upload
from bot.on_telegram.paging import LINES, message, page_of, pager, pages
from tests.on_telegram.asks import png
from tests.on_telegram.fake import html
from tests.on_telegram.reading import read, wrong

ASK = AskId(1)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
PERSON = "\U0001f9d1"  # one character, two units of UTF-16
FAMILY = "👩‍👩‍👧‍👦"


def numbered(count: int, label: str = "x") -> list[Key]:
    return [Key(label, p.encode(p.Hint(AskId(number)))) for number in range(1, count + 1)]


def test_a_row_is_as_wide_as_a_telephone() -> None:
    assert [len(row) for row in rows(*numbered(17))] == [6, 6, 5]
    assert [len(row) for row in rows(*numbered(4, "Eight ch"))] == [4]
    assert [len(row) for row in rows(*numbered(4, "Twelve chars"))] == [2, 2]
    assert [len(row) for row in rows(*numbered(3, "Twelve chars"))] == [3]
    assert [len(row) for row in rows(*numbered(4, "Thirteen char"))] == [2, 2]
    assert [len(row) for row in rows(*numbered(2, "x" * 30))] == [1, 1]
    assert [len(row) for row in rows(*numbered(5), Key("x" * 30, "1u"))] == [5, 1]
    assert [len(row) for row in column(*numbered(3), None)] == [1, 1, 1]


def test_a_keyboard_holds_a_hundred_keys_and_none_twice() -> None:
    assert sum(map(len, keyboard(rows(*numbered(100))))) == limits.KEYBOARD_KEYS
    assert sum(map(len, keyboard(rows(*numbered(90)), column(*numbered(101))))) == 100
    assert keyboard(rows(*numbered(2)), rows(*numbered(2))) == keyboard(rows(*numbered(2)))
    assert keyboard([(Key("a", "1u"), Key("b", "1u"))]) == ((Key("a", "1u"),),)
    assert keyboard([()], rows(link("https://t.me/x", "Go"))) == (
        (Key("Go", url="https://t.me/x"),),
    )


WORDS = st.lists(
    st.sampled_from(
        ["word", "Two words. ", "\n", " ", "&", "<", PERSON, FAMILY, "é", "x" * 30, "*"]
    )
).map("".join)


@given(WORDS, st.integers(24, 60), st.integers(24, 60))
def test_a_long_text_goes_on_in_the_next_message(text: str, first: int, most: int) -> None:
    dressed = quotation(bold(literal(text)), folded=True) or literal(text)
    found = pages(dressed, most, first)
    assert size(found[0]) <= first
    assert all(size(page) <= most for page in found[1:])
    shown = [html.parse(page) for page in found]
    kept = "".join("".join(part.split()) for part, _ in shown)
    assert kept == "".join(read(literal(text))[0].split())
    for part, entities in shown:
        assert {one["type"] for one in entities} == (
            {"bold", "expandable_blockquote"} if part else set()
        )


def test_a_text_goes_on_where_a_sentence_ends() -> None:
    text = literal("One line.\nTwo words here. And then some more of them")
    assert pages(text, 30) == ["One line.\nTwo words here.", "And then some more of them"]
    assert pages(literal("One line here is\nand another"), 20) == [
        "One line here is",
        "and another",
    ]
    assert pages(literal("word " * 7), 16) == ["word word word", "word word word", "word"]
    assert pages(literal(FAMILY * 4), 24) == [FAMILY * 2, FAMILY * 2]
    assert pages(literal("e\u0301" * 10), 11) == ["e\u0301" * 5, "e\u0301" * 5]
    assert pages(bold(literal("x" * 20 + " ")), 20) == [f"<b>{'x' * 20}</b>"]  # none of nothing
    assert pages(literal("&" * 6), 4) == ["&amp;" * 4, "&amp;" * 2]


def test_a_message_is_at_its_limit_or_goes_on() -> None:
    whole = message(literal("x" * 4_096))
    assert (size(whole.text), whole.more) == (limits.TEXT, ())
    assert not wrong(replace(whole, alert="x"))
    longer = message(literal("x" * 4_096), literal("y"))
    assert [size(text) for text in (longer.text, *longer.more)] == [4_096, 1]
    assert not wrong(replace(longer, alert="x"))
    assert message().text == "…"


def test_a_caption_is_at_its_limit_or_its_text_follows() -> None:
    photo = Upload("map.png", png())
    whole = message(literal("head"), literal("x" * 1_018), photo=photo)
    assert (size(whole.text), whole.more) == (limits.CAPTION, ())
    longer = message(literal("head"), literal("x" * 1_019), photo=photo)
    assert (longer.text, [size(text) for text in longer.more]) == ("head", [1_019])
    alone = message(literal("x" * 1_025), photo=photo)
    assert [size(text) for text in (alone.text, *alone.more)] == [1_024, 1]
    for each in (whole, longer, alone):
        assert not wrong(replace(each, alert="x"))


def test_lists_are_paged_and_nothing_is_lost() -> None:
    found = [literal(f"{number:03} " + "x" * 90) for number in range(200)]
    _, count, _ = page_of(found, 0)
    assert [each for page in range(count) for each in page_of(found, page)[2]] == found
    assert all(len(page_of(found, page)[2]) <= LINES for page in range(count))
    assert page_of(found, 99)[0] == count - 1
    assert page_of([], 0) == (0, 1, [])
    assert page_of([literal("x" * 3_000)] * 40, 35)[2][-1] == "…"  # more than a key counts to
    assert pager("class", 0, 1) == []
