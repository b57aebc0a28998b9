"""Whatever a file holds, the readers of tables, lists and quiz texts end with a sentence, soon."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import formats
from content.formats import BY_NAME, detect
from content.source import Source
from tests.content.formats.kinds import NASTY

OURS = ("csv", "tsv", "quizlet", "markdown", "aiken", "gift")
SAMPLES = {
    "csv": b'\xef\xbb\xbfid,question,option 1,option 2,answer,hint\nt-1,Which?,Uva,"Rize, ok",A,x\n'
    b't-2,"What\nnow?",\'=1,no,B,\n',
    "tsv": b"question\tanswer\ttags\nWhich?\tUva\ttea\nWhere?\tCeylon\t\n",
    "quizlet": b"samovar\tan urn\nwith a tap\n\ngaiwan\ta bowl\n",
    "markdown": b"# Tea\n\n## Why?\nSo.\n\nHot :: cold #x ^y\n\nThe ==cup==.\n\n"
    b"Q: a?\n- [x] b\n- [ ] c\nHint: d\n\n```\ncode\n```\n",
    "aiken": b"Which is green?\nA. Assam\nB. Sencha\nANSWER: B\n\nBlack?\nA) x\nB) y\nANSWER: A\n",
    "gift": b"$CATEGORY: Tea/Cups\n\n// [id:a] [tag:b]\n"
    b"::a::[html]Which <b>one</b>?{=x#y ~%50%z\\=####g}\n"
    b"\nUva is {#=3:1 =4..5}\n\nm{=a -> b =c -> d}\n\nt{F#no#yes}\n",
}
_SIGNS = st.sampled_from(
    ["{", "}", "=", "~", "#", "####", "->", "::", "$CATEGORY:", "//", "\\", "%50%", "\n", "\n\n",
     "\t", ",", ";", '"', "'", "Q:", "A:", "ANSWER: A", "A. x", "B) y", "- [x] ", "==", "{{", "}}",
     "`", "```", "---", "# ", "?", " - ", "question", "answer", "kind", "T", "<b>", "&lt;", "é",
     "1", "..", ":", "[html]", "<!--", "^x", "#x", "sep=;", "____", "*"]
)  # fmt: skip


def read_all(data: bytes) -> None:
    """Read as every one of our formats and as what it looks like; twice, with the same result."""
    source = Source("tea.txt", data)
    formats.read(source)
    for name in OURS:
        draft = formats.read(source, name)
        assert formats.read(Source("tea.txt", data), name) == draft
        assert draft.problems or draft.cards or draft.questions or draft.dropped


@settings(max_examples=120, deadline=None)
@given(st.lists(_SIGNS, min_size=1, max_size=30).map("".join))
def test_signs_in_any_order_never_raise(text: str) -> None:
    read_all((text + " x").encode())


@settings(max_examples=60, deadline=None)
@given(st.text(NASTY, min_size=1, max_size=60))
def test_nasty_text_never_raises(text: str) -> None:
    read_all((text + " x").encode())


@pytest.mark.parametrize("name", OURS)
def test_flipped_bytes_and_shuffled_lines_never_raise(name: str) -> None:
    dice = random.Random(name)
    for _ in range(60):
        data = bytearray(SAMPLES[name])
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        lines = SAMPLES[name].split(b"\n")
        dice.shuffle(lines)
        for hostile in (bytes(data), b"\n".join(lines), bytes(data)[: dice.randrange(len(data))]):
            formats.read(Source("tea.txt", hostile), name)


@pytest.mark.parametrize("name", OURS)
def test_each_file_is_known_for_what_it_is(name: str) -> None:
    source = Source("tea.txt", SAMPLES[name])
    assert detect(source)[0] == name
    draft = formats.read(source)
    assert draft.problems == ()
    assert draft.reason


SLOW = pytest.param("Q: a\n", marks=pytest.mark.slow)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("unit", ["a", "\n", ",", '"a,', "{", "~", "==", "{{", "`", SLOW, "\t"])
def test_a_mebibyte_of_anything_ends_soon(name: str, unit: str) -> None:
    source = Source("tea.txt", unit.encode() * ((1 << 18) // len(unit)))
    start = time.process_time()
    formats.read(source, name)
    assert time.process_time() - start < 15


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
def test_20_000_cards_are_read_in_seconds(name: str) -> None:
    rows = {
        "csv": "front,back\n" + "".join(f'term {n},"definition, {n}"\n' for n in range(20_000)),
        "tsv": "front\tback\n" + "".join(f"term {n}\tdefinition {n}\n" for n in range(20_000)),
        "quizlet": "".join(f"term {n}\tdefinition {n}\n" for n in range(20_000)),
        "markdown": "".join(f"Q: Which {n}?\nA: that {n}\n\n" for n in range(20_000)),
        "aiken": "".join(f"Q{n}?\nA. x\nB. y\nANSWER: B\n\n" for n in range(20_000)),
        "gift": "".join(f"::q{n}::Which {n}? {{=x{n} ~y#no}}\n\n" for n in range(20_000)),
    }
    start = time.process_time()
    draft = formats.read(Source("tea.txt", rows[name].encode()), name)
    assert time.process_time() - start < 15
    assert len(draft.cards) + len(draft.questions) == 20_000


def test_our_formats_are_all_there() -> None:
    assert set(OURS) <= BY_NAME.keys()
