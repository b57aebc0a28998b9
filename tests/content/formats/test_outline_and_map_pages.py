"""Outlines and maps under stress: other encodings, hostile files, mutated pages, long ones."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.draft import Draft, Unreadable
from content.formats import mindmap, outline
from content.source import Source
from tests.content.formats.fixture_pages import page, pages, shape, vanished

READERS = {"outline": outline, "mindmap": mindmap}
NAMES = [name for kind in READERS for name in pages(kind)]


def read(source: Source, kind: str) -> Draft:
    reader = outline.read if kind == "outline" else mindmap.read
    try:
        return reader(source)
    except Unreadable as trouble:
        return Draft(format=kind, problems=(trouble.problem,))


def lost(source: Source, draft: Draft) -> set[int]:
    wrapped = {line for quote in draft.quotes for line in quote.joins}
    return set(vanished(source, draft)) - wrapped


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_and_marks_change_nothing(name: str) -> None:
    source, kind = page(name), name.split("/")[0]
    plain = shape(read(source, kind))
    crlf = source.text.replace("\n", "\r\n").encode()
    for data in (crlf, b"\xef\xbb\xbf" + crlf, source.text.rstrip("\n").encode("utf-16")):
        assert READERS[kind].sniff(Source("p.txt", data))
        assert shape(read(Source("p.txt", data), kind)) == plain


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        pytest.param(b"\n" * 250_000, marks=pytest.mark.slow),
        b"\x00" * 5_000,
        b"a" * (1 << 20),
        b"(" * (1 << 20),
        b"1. " * (1 << 18),
        ("Aa" * 20_000 + " “x y z”").encode(),
        "".join(f"{' ' * n}{n % 9 + 1}. {n}\n" for n in range(300)).encode(),
        ("X - Coggle Diagram\nX\n" + "".join(f"{' ' * n}node\n" for n in range(99))).encode(),
        b"T\n\nH\n" + b"1. a\nb\n" * 5 + b"1. " + b"x" * (1 << 20),
        ("T\n\nH\n1. a\n2. b\n\n" + "Ann Lee, “never\n" * 5_000).encode(),
        ("X - Coggle Diagram\nX\n" + "open (\n" * 20_000).encode(),
        ("X - Coggle Diagram\nX\nHead\n" + "goes on,\n" * 20_000).encode(),
    ],
    ids=[
        *["empty", "blank", "zero", "one line", "brackets", "markers", "camels", "deep"],
        *["deep map", "long item", "open quotes", "open brackets", "endless"],
    ],
)
def test_hostile_pages_end_in_a_draft_or_a_sentence_and_soon(data: bytes, kind: str) -> None:
    source = Source("p.txt", data)
    start = time.process_time()
    READERS[kind].sniff(source)
    read(source, kind)
    assert time.process_time() - start < 15


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "top", "one"),
    [
        ("outline", "T\n\n", "Heading {0}\n  1. point {0}\n    1. sub\n    2. sub\n\n"),
        ("mindmap", "X - Coggle Diagram\nX\n", "Part of {0}\nnode {0} was here\n"),
        ("mindmap", "X\n", " Branch {0}\n  node {0}\n   node below\n"),
    ],
)
def test_twenty_thousand_cards_take_a_few_seconds(kind: str, top: str, one: str) -> None:
    written = top + "".join(one.format(number) for number in range(20_000))
    start = time.process_time()
    assert len(read(Source("p.txt", written.encode()), kind).cards) == 20_000
    assert time.process_time() - start < 20


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
@settings(max_examples=120, deadline=None)
def test_shuffled_pages_lose_no_line(name: str, seed: int) -> None:
    chance = random.Random(seed)
    lines = list(page(name).lines)
    extra = ["", "\t1. x", "A. y", "No comments:", "# z", "3 comments", "Ann Lee: “it was so”", "("]
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
            lines.insert(place, chance.choice(extra))
    source = Source("p.txt", "\n".join(lines).encode())
    for kind in READERS:
        draft = read(source, kind)
        assert draft.problems or lost(source, draft) == set()
        assert draft == read(source, kind)


@given(st.text(st.sampled_from('•-1.2)ai(#I\n\t\u00a0 “”"’–Ab,.?:Coggle Diagram'), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_ends_in_a_draft_or_a_sentence(written: str) -> None:
    source = Source("p.txt", written.encode())
    for kind, reader in READERS.items():
        reader.sniff(source)
        draft = read(source, kind)
        assert draft.problems or lost(source, draft) == set()


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_flipped_bytes_never_raise(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(page(name).data)
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    source = Source("p.txt", bytes(data))
    for kind, reader in READERS.items():
        try:
            reader.sniff(source)
        except Unreadable:
            continue
        read(source, kind)
