"""A deck of somebody who means harm, brought in over HTTP and played: every text stays a text."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import AskId, DeckId, QuestionId
from bot.domain.markup import escape
from bot.domain.question import (
    Choice,
    Cloze,
    Cue,
    Deck,
    Grade,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Picture,
    Point,
    Points,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from bot.on_web.limits import HTML_CHARACTERS
from bot.press import presses as p
from content.draft import Media
from content.formats import own_json
from content.making import question
from tests.fakes import FakeClock
from tests.on_web.reading import Page
from tests.on_web.school import School, open_school
from tests.on_web.test_uploads import PNG, brought
from tests.on_web.visitor import Frame, visiting

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><b style=x>{{7*7}}\u202e"
EVILS = [f"{escape(EVIL)} {letter}" for letter in "abcd"]
A, B, C, _ = EVILS
CUE = (Cue(any_of=("x",)),)
KINDS: tuple[Kind, ...] = (
    Choice((Option(A, True, B), Option(B, False, C))),
    TrueFalse(False, A),
    Typed(Key(accepted=(EVIL,), rejected=(Rejected("no", A),))),
    Number("5", 5, 5, "km"),
    Cloze((Key(accepted=(EVIL,)),)),
    Match(tuple(Pair(f"{each} l", f"{each} r") for each in EVILS)),
    Order(tuple(EVILS)),
    Points(1, (Point(A, CUE), Point(B, CUE))),
    Recall(f"{A}\n- {B}"),
)


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock) as opened:
        yield opened


def hostile(kind: Kind) -> bytes:
    """Return a file with a question of this kind and with harm in every text."""
    stem = f"{A} ____" if isinstance(kind, Cloze) else A
    plain = question(stem, kind, explanation=B, hint=C, picture=Picture("a.png", EVIL))
    made = replace(plain, id=QuestionId("q-1"), theme="t", tags=("x",))
    deck = Deck(DeckId("evil"), EVIL, EVIL, (("t", EVIL),), (made,), EVIL)
    return own_json.write(deck, (Media("a.png", PNG),)).data


def inert(frame: Frame) -> Frame:
    """Check what a browser would make of a frame."""
    html = str(frame.get("html") or "")
    page = Page(html)
    assert not page.bad
    assert "\u202e" not in html
    assert "49" not in html
    assert len(html) <= HTML_CHARACTERS
    assert all(len(press.encode()) <= 64 for press in page.presses)
    return frame


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
async def test_a_hostile_deck_is_played_and_nothing_runs(school: School, kind: Kind) -> None:
    async with visiting(school.address, "Ann") as ann:
        for query in ({}, {"keep": "1"}):
            asked = {"deck": "", "file": f"{EVIL}.json", **query}
            assert inert(await brought(ann, hostile(kind), **asked))["status"] == 200
        async with ann.tab() as line:
            for words in ("/deck", "/deck show evil", "/deck evil"):
                await line.say(words)
                inert(await line.until(region="panel"))
            await line.say("/review unseen")
            frame = inert(await line.until('data-stage="asked"', region="own"))
            assert "alert(1)" in str(frame["html"])
            ask = AskId(int(str(frame["ask"])))
            await line.push(p.Hint(ask))
            inert(await line.until(region="note"))
            if isinstance(kind, Recall):
                await line.push(p.Reveal(ask))
                inert(await line.until('data-stage="turned"'))
                await line.push(p.GradeIt(ask, Grade.AGAIN))
            else:
                await line.push(p.GiveUp(ask))
            inert(await line.until('data-stage="marked"', region="own"))
        for frame in line.heard:
            inert(frame)
