"""Decks on Telegram: looked at, brought in, looked through; each with its keys."""

from dataclasses import replace

import pytest

from bot import press as p
from bot.domain.ids import DeckId
from bot.domain.question import KindName
from bot.domain.replies import (
    DeckAbout,
    DeckComing,
    Decks,
    DeckShown,
    DraftDone,
    DraftQueue,
    DraftShown,
    Sample,
    Solution,
    Spot,
)
from bot.on_telegram.messages import Upload
from bot.on_telegram.render import render
from tests.any_reply import posed
from tests.on_telegram.asks import ANN
from tests.on_telegram.reading import carried, press_of, seen, wrong

DECK = DeckId("my-notes")
SAMPLE = Sample(posed(KindName.TYPED), Solution(("Rapallo",)))
ABOUT = DeckAbout(
    deck=DECK,
    title="My notes",
    description="",
    owner="11B",
    themes=(("Treaties", 4),),
    questions=4,
    chosen=True,
    live=True,
    may_edit=True,
    waiting=2,
)


def test_a_deck_has_its_verbs_on_keys() -> None:
    shown = render(ABOUT, ANN)
    assert carried(shown)[:3] == [
        p.Again(DECK),
        p.OfDeck("review", DECK),
        p.OfDeck("drafts", DECK),
    ]
    assert p.OfDeck("export", DECK) in carried(shown)
    assert press_of(shown, "Take it out of play") == p.Turn("deck disable my-notes", 0)
    resting = render(replace(ABOUT, chosen=False), ANN)
    assert press_of(resting, "Put it into play") == p.Turn("deck enable my-notes", 0)
    learner = render(replace(ABOUT, may_edit=False), ANN)
    assert not any(isinstance(press, p.Turn) for press in carried(learner))


def test_decks_are_looked_at_by_a_key_each_page_by_page() -> None:
    decks = tuple(
        DeckShown(DeckId(f"d{number}"), f"Deck *{number}*", "", 3, chosen=not number)
        for number in range(12)
    )
    shown = render(Decks(decks, may_edit=True), ANN)
    assert press_of(shown, "✓ Deck 0") == p.OfDeck("show", DeckId("d0"))
    assert press_of(shown, "Deck 9") == p.OfDeck("show", DeckId("d9"))
    assert press_of(shown, "More ▶") == p.Turn("deck", 1)
    assert p.Go("deck import") in carried(shown)
    assert p.Go("deck import") not in carried(render(Decks(decks), ANN))
    assert "Deck 11 · 3 questions" in seen(render(Decks(decks), ANN, page=1))


def test_proposals_are_looked_through_one_by_one() -> None:
    which = p.which_of(SAMPLE.posed.question)
    queue = render(DraftQueue(DECK, "My notes", DraftShown(SAMPLE, "date", 3), 2), ANN)
    assert carried(queue)[:3] == [
        p.OfDeck("accept", DECK, which),
        p.OfDeck("edit", DECK, which),
        p.OfDeck("drop", DECK, which),
    ]
    assert "Answer: Rapallo" in seen(queue)
    done = render(DraftQueue(DECK, "My notes", None, 0), ANN)
    assert "Nothing waits for you here." in seen(done)
    assert carried(done) == [p.Go("deck")], "there may be no such deck yet"
    kept = render(DraftQueue(DECK, "My notes", None, 0, DraftDone.ACCEPTED, 2), ANN)
    assert carried(kept) == [p.OfDeck("show", DECK)]


def coming(**more: object) -> DeckComing:
    base: dict[str, object] = {
        "deck": DECK,
        "title": "My notes",
        "class_name": "11B",
        "new": True,
        "file_name": "notes.csv",
        "format": "csv",
        "format_title": "Table",
        "reason": "",
        "added": 3,
        "unchanged": 0,
        "reworded": 0,
        "changed": 0,
        "gone": 0,
        "proposed": 0,
        "left_out": 0,
        "changes": (),
        "warnings": (),
        "more_warnings": 0,
        "samples": (SAMPLE,),
    }
    return DeckComing(**{**base, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("changed", "ways"), [(0, [None]), (1, [True, False])])
def test_a_file_is_brought_in_by_a_key_below_it(changed: int, ways: list[bool | None]) -> None:
    file = Upload("notes.csv", b"a,b", "My notes")
    shown = render(coming(changed=changed), ANN, attached=file)
    assert [each for each in carried(shown) if isinstance(each, p.BringIt)] == [
        p.BringIt("csv", same) for same in ways
    ]
    assert shown.document == file
    assert "Nothing is kept yet. This would come:\n• 3 new" in seen(shown)
    assert not any(isinstance(each, p.BringIt) for each in carried(render(coming(), ANN)))


def test_what_a_file_would_bring_stands_in_one_message_with_its_keys() -> None:
    spots = tuple(Spot(line, 0, "This line is not a card at all. " * 9) for line in range(1, 9))
    full = coming(
        changed=5,
        changes=((SAMPLE, SAMPLE),) * 5,
        warnings=spots,
        more_warnings=40,
        samples=(SAMPLE,) * 5,
        reason="Because it looks like one. " * 20,
    )
    shown = render(full, ANN, attached=Upload("notes.csv", b"a,b"))
    assert shown.more == ()
    assert "And 45 more like these." in seen(shown)
    assert not wrong(shown)
