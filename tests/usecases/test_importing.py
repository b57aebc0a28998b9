"""Bringing decks in: what would change, what did, and what learners keep."""

from dataclasses import replace

import pytest

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Deck, Key, Question, Recall, Typed
from bot.usecases import importing
from bot.usecases.importing import Kept, Obstacle, Plan
from bot.usecases.readying import look, readied
from content.draft import Media
from content.editions import Edition, Proposal
from content.making import question
from storage import bodies, classes, pictures, proposals, questions
from storage.database import Tx
from storage.mirroring import EditionRefused
from tests.usecases.world import World, account

RIVERS = DeckId("rivers")


def card(number: int, stem: str, back: str) -> Question:
    made = question(stem, Recall(back), own_id=f"riv-{number}")
    return replace(made, deck=RIVERS, theme="all")


NILE, PO = card(1, "Longest?", "Nile"), card(2, "Italian?", "Po")
WIDE = card(3, "Widest?", "Amazon")


def edition(*asked: Question, proposed: tuple[Question, ...] = ()) -> Edition:
    deck = Deck(RIVERS, "Rivers", "", (("all", "All questions"),), asked)
    return Edition(
        deck,
        tuple(Proposal(each, "list", 7) for each in proposed),
        (Media("nile.png", b"\x89PNG"),),
    )


async def keep(world: World, what: Edition, **more: tuple[QuestionId, ...]) -> Kept:
    return await world.database.transaction(
        lambda tx: importing.keep(tx, what, None, more.get("same", ()))
    )


async def plan(world: World, what: Edition) -> Plan:
    return await world.database.transaction(lambda tx: importing.plan(tx, what, None))


async def versions(world: World) -> dict[str, tuple[int, bool]]:
    ever = await world.database.transaction(lambda tx: questions.ever(tx, RIVERS))
    return {each.id: (each.version, each.retired) for each, _ in ever}


async def test_a_new_deck_is_there_for_everybody(world: World) -> None:
    assert (await plan(world, edition(NILE, PO))).new
    kept = await keep(world, edition(NILE, PO))
    assert (kept.added, kept.unchanged) == (2, 0)
    rows = await world.database.transaction(questions.decks)
    row = next(row for row in rows if row.id == RIVERS)
    assert (row.imported, row.class_id, row.questions) == (True, None, 2)
    stored = await world.database.transaction(lambda tx: pictures.get(tx, RIVERS, "nile.png"))
    assert stored == b"\x89PNG"


async def test_the_same_again_changes_nothing(world: World) -> None:
    await keep(world, edition(NILE, PO))
    again = await plan(world, edition(NILE, PO))
    assert len(again.comparison.unchanged) == 2
    assert (await keep(world, edition(NILE, PO))).unchanged == 2


async def test_a_plan_changes_nothing(world: World) -> None:
    before = await world.dump("decks", "questions", "proposals", "pictures")
    await plan(world, edition(NILE, proposed=(PO,)))
    assert await world.dump("decks", "questions", "proposals", "pictures") == before


async def test_another_answer_is_a_new_version_unless_it_means_the_same(world: World) -> None:
    await keep(world, edition(NILE))
    other = card(1, "Longest?", "Congo")
    assert len((await plan(world, edition(other))).to_ask) == 1
    await keep(world, edition(other))
    assert await versions(world) == {"riv-1": (2, False)}
    await keep(world, edition(card(1, "Longest?", "The Congo river")), same=(NILE.id,))
    assert await versions(world) == {"riv-1": (2, False)}


async def test_what_goes_is_retired_and_comes_back_as_itself(world: World) -> None:
    await keep(world, edition(NILE, PO))
    assert (await keep(world, edition(PO))).retired == 1
    assert (await versions(world))["riv-1"] == (1, True)
    await keep(world, edition(NILE, PO))
    assert (await versions(world))["riv-1"] == (1, False)


async def test_an_accepted_proposal_outlives_the_next_edition(world: World) -> None:
    assert (await keep(world, edition(NILE, proposed=(PO, WIDE)))).waiting == 2
    tx = world.database.transaction
    accepted = await tx(lambda tx: importing.accept(tx, RIVERS, PO.id))
    assert accepted is not None
    assert await tx(lambda tx: importing.accept(tx, RIVERS, PO.id)) is None
    assert await tx(lambda tx: proposals.decide(tx, RIVERS, WIDE.id, accepted=False))
    kept = await keep(world, edition(NILE, proposed=(PO, WIDE)))
    assert kept.waiting == 0
    assert await versions(world) == {"riv-1": (1, False), "riv-2": (1, False)}


async def test_an_undecided_proposal_goes_with_its_notes(world: World) -> None:
    await keep(world, edition(NILE, proposed=(PO,)))
    assert (await keep(world, edition(NILE))).waiting == 0


async def test_a_deck_of_the_bank_is_nobodys_to_replace(world: World) -> None:
    theirs = replace(edition(NILE), deck=replace(edition(NILE).deck, id=DeckId("treaties")))
    assert (await plan(world, theirs)).obstacle is Obstacle.BANK_DECK
    with pytest.raises(EditionRefused):
        await keep(world, theirs)


async def test_a_deck_of_a_class_is_nobody_elses(world: World) -> None:
    await world.enter("ada")
    room = await world.classes.room(account("ada"))
    assert room is not None
    await world.database.transaction(lambda tx: importing.keep(tx, edition(NILE), room.id))
    assert (await plan(world, edition(PO))).obstacle is Obstacle.FOREIGN
    with pytest.raises(EditionRefused):
        await keep(world, edition(PO))
    assert await world.database.transaction(lambda tx: classes.chosen_decks(tx, room.id)) == []


async def test_a_question_of_another_deck_is_not_taken_over(world: World) -> None:
    theirs = replace(NILE, id=QuestionId("tst-typed"))
    planned = await plan(world, edition(theirs))
    assert (planned.obstacle, planned.about) == (Obstacle.ID_TAKEN, ("tst-typed",))
    with pytest.raises(EditionRefused):
        await keep(world, edition(theirs))


async def test_nothing_to_ask_is_refused(world: World) -> None:
    assert (await plan(world, edition())).obstacle is Obstacle.EMPTY


async def test_a_deck_comes_out_as_it_is_kept(world: World) -> None:
    await keep(world, edition(NILE, PO))
    await keep(world, edition(PO))
    out = await world.database.transaction(lambda tx: importing.exported(tx, RIVERS))
    assert out is not None
    assert [each.id for each in out[0].questions] == ["riv-2"]
    assert out[1] == (("nile.png", b"\x89PNG"),)
    assert await world.database.transaction(lambda tx: importing.exported(tx, DeckId("x"))) is None


def typed(number: int, stem: str, answer: str) -> Question:
    return replace(card(number, stem, "-"), kind=Typed(Key(accepted=(answer,))))


async def paused(world: World) -> list[str]:
    rows = await world.database.transaction(lambda tx: questions.paused(tx, RIVERS))
    return [row.question.id for row in rows]


async def test_only_the_author_puts_a_reported_question_back_into_play(world: World) -> None:
    severn, seven = typed(4, "Welsh?", "Severn"), typed(5, "How many?", "Sevren")
    await keep(world, edition(severn, NILE))

    def report(tx: Tx) -> None:
        for number in ("riv-4", "riv-1"):
            row = questions.by_id(tx, QuestionId(number))
            assert row is not None
            questions.pause(tx, row.key, paused=True)

    await world.database.transaction(report)
    kept = await keep(world, edition(severn, NILE, seven))
    assert (kept.added, kept.unchanged, kept.changed) == (1, 2, 0)
    row = await world.database.transaction(lambda tx: questions.by_id(tx, severn.id))
    assert row is not None
    assert isinstance(row.question.kind, Typed)
    assert row.question.kind.key.rivals == ("Sevren",)
    assert await paused(world) == ["riv-4", "riv-1"]
    await keep(world, edition(replace(severn, stem="Welsh and English?"), NILE, seven))
    assert await paused(world) == ["riv-1"]


async def test_what_was_made_ready_is_kept_as_it_is(world: World) -> None:
    await keep(world, edition(NILE, PO))
    what = edition(replace(NILE, stem="The longest?"), WIDE)
    rows = await world.database.transaction(lambda tx: bodies.held(tx, RIVERS))
    ready = look(what, rows)
    ready = replace(ready, whole=readied(what, ready, ()))
    kept = await world.database.transaction(lambda tx: importing.keep(tx, what, None, (), ready))
    assert (kept.added, kept.changed, kept.retired) == (1, 1, 1)


async def test_a_deck_that_changed_meanwhile_is_looked_at_again(world: World) -> None:
    what = edition(NILE, PO)
    ready = look(what, [])
    ready = replace(ready, whole=readied(what, ready, ()))
    await keep(world, edition(card(1, "Longest?", "Congo"), WIDE))
    kept = await world.database.transaction(lambda tx: importing.keep(tx, what, None, (), ready))
    assert (kept.added, kept.changed, kept.retired) == (1, 1, 1)
    assert (await versions(world))["riv-1"] == (2, False)
