"""The five kinds of document beside each other: each page is taken by one reader, none by two.

And what holds for all of them: other encodings and line ends change nothing, hostile pages end in
a sentence, and long ones soon.
"""

import random
import textwrap
import time
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.draft import Draft, Unreadable
from content.formats import cards, mindmap, outline, qa, slides
from content.source import Source
from tests.content.formats.fixture_pages import page, pages, shape, vanished

READERS: dict[str, ModuleType] = {
    "slides": slides,
    "cards": cards,
    "outline": outline,
    "qa": qa,
    "mindmap": mindmap,
}
MINE: dict[str, ModuleType] = {"slides": slides, "cards": cards, "qa": qa}
NAMES = [name for kind in MINE for name in pages(kind)]


def read(source: Source, kind: str) -> Draft:
    try:
        draft: Draft = MINE[kind].read(source)
        return draft
    except Unreadable as trouble:
        return Draft(format=kind, problems=(trouble.problem,))


@pytest.mark.parametrize("name", [name for kind in READERS for name in pages(kind)])
def test_each_page_is_taken_by_its_own_reader_and_no_other(name: str) -> None:
    taken = [kind for kind, reader in READERS.items() if reader.sniff(page(name))]
    assert taken == [name.split("/")[0]]


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_marks_and_tabs_change_nothing(name: str) -> None:
    source, kind = page(name), name.split("/")[0]
    plain = shape(read(source, kind))
    crlf = source.text.replace("\n", "\r\n").encode()
    for data in (crlf, b"\xef\xbb\xbf" + crlf, source.text.rstrip("\n").encode("utf-16")):
        assert MINE[kind].sniff(Source("p.txt", data))
        assert shape(read(Source("p.txt", data), kind)) == plain


@pytest.mark.parametrize("name", ["cards/nested", "qa/wrapped", "slides/foot"])
def test_a_page_of_old_windows_is_the_same(name: str) -> None:
    kind = name.split("/")[0]
    old = Source("p.txt", page(name).text.replace("»", ">").encode("cp1252"))
    new = Source("p.txt", page(name).text.replace("»", ">").encode())
    assert shape(read(old, kind)) == shape(read(new, kind))
    assert "ENCODING" in {each.code for each in read(old, kind).warnings}


def wrapped(text: str, width: int, hanging: str) -> str:
    out: list[str] = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip())) if hanging else ""
        fill = textwrap.TextWrapper(width, subsequent_indent=indent + hanging)
        fill.break_on_hyphens = False
        out += fill.wrap(line) or [""]
    return "\n".join(out)


@pytest.mark.parametrize("width", [56, 64, 80])
@pytest.mark.parametrize("hanging", ["", "  "], ids=["flush", "hanging"])
@pytest.mark.parametrize("name", ["cards/nested", "slides/foot"])
def test_wrapped_at_another_width_a_page_is_the_same(name: str, hanging: str, width: int) -> None:
    kind = name.split("/")[0]
    source = Source("p.txt", wrapped(page(name).text, width, hanging).encode())
    assert shape(read(source, kind)) == shape(read(page(name), kind))


@pytest.mark.parametrize("kind", MINE)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        pytest.param(b"\n" * 250_000, marks=pytest.mark.slow),
        b"\x00" * 5_000,
        b"a" * (1 << 20),
        b"- " * (1 << 19),
        ("• a\n" + "".join(f"{' ' * n}• {n}\n" for n in range(300))).encode(),
        b"What is it?\n-" + b"x" * (1 << 20) + b"\nWhat is it?\n-b\n-c\n",
        b"Cards (2)\n\n\n\n",
        b"1 of 2\n2 of 2\n",
        b"Q: \nA: \nQ: \nA: \n",
    ],
    ids=["empty", "blank", "zero", "one line", "dashes", "deep", "long", "bare", "none", "marks"],
)
def test_hostile_pages_end_in_a_draft_or_a_sentence_and_soon(data: bytes, kind: str) -> None:
    source = Source("p.txt", data)
    start = time.process_time()
    MINE[kind].sniff(source)
    read(source, kind)
    assert time.process_time() - start < 15


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "one"),
    [
        ("cards", "• Front {0} of it\n  • back {0}, which was\n    wrapped\n  • more (of it\n"),
        ("qa", "What was {0} in {0}?\n-back {0}, which was\nwrapped\n-more\n"),
        ("qa", "Q: What was {0}?\nA: back {0}\n\n"),
        ("slides", "Heading {0}\n• back {0}\n{1} of 20000\n"),
    ],
)
def test_twenty_thousand_cards_take_a_few_seconds(kind: str, one: str) -> None:
    source = Source(
        "p.txt", "".join(["T\n", *(one.format(n, n + 1) for n in range(20_000))]).encode()
    )
    start = time.process_time()
    assert len(read(source, kind).cards) == 20_000
    assert time.process_time() - start < 30


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_shuffled_pages_lose_no_line(name: str, seed: int) -> None:
    chance = random.Random(seed)
    lines = list(page(name).lines)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(lines))
        action = chance.randint(0, 3)
        if action == 0:
            lines.insert(place, lines.pop(chance.randrange(len(lines))))
        elif action == 1 and len(lines) > 1:
            lines.pop(place)
        elif action == 2:
            lines[place] = lines[place].lstrip()
        else:
            lines.insert(
                place, chance.choice(["", "\t- x", "Was it", "2 of 7", "A: b", "12 Terms"])
            )
    source = Source("p.txt", "\n".join(lines).encode())
    for kind in MINE:
        draft = read(source, kind)
        assert draft.problems or vanished(source, draft) == []
        assert draft == read(source, kind)


@given(st.text(st.sampled_from("•-*o 1.2)a\n\t\u00a0?QA:of/#(“”’–Cards ()WhatIs"), max_size=400))
@settings(max_examples=80, deadline=None)
def test_any_text_ends_in_a_draft_or_a_sentence(written: str) -> None:
    source = Source("p.txt", written.encode())
    for kind, reader in MINE.items():
        reader.sniff(source)
        draft = read(source, kind)
        assert draft.problems or vanished(source, draft) == []


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_flipped_bytes_never_raise(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(page(name).data)
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    source = Source("p.txt", bytes(data))
    for kind, reader in MINE.items():
        try:
            reader.sniff(source)
        except Unreadable:
            continue
        read(source, kind)
