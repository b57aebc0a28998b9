"""A question as its editors see it: its history, and making it say something else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import QuestionId
from bot.domain.question import Grade, Wrote
from bot.domain.replies import (
    Asked,
    ClaimFiled,
    ClaimQueue,
    Marked,
    Part,
    Problem,
    QuestionHistory,
    QuestionText,
    Refused,
)
from bot.usecases.authoring import Authoring
from bot.usecases.filters import Filters
from bot.usecases.mending import Mending, parts
from storage import questions
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, CAT, World, expect, open_world

TYPED = next(q for q in decks.small_deck().questions if q.id == "tst-typed")


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Ann owns a class in which Ben is."""
    async with open_world(tmp_path / "x.db", clock) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


def mending(world: World) -> Mending:
    return Mending(world.database, world.clock)


async def own_question(world: World) -> QuestionId:
    """Let Ann's class have a question of its own, and return its id."""
    await Authoring(world.database).suggest(ANN, None, "Who signed for Germany?", "Rathenau")
    ((number, _),) = await mending(world).named(ANN, None, "germany? rathenau")
    return number


async def history(world: World, which: QuestionId) -> QuestionHistory:
    return expect(await mending(world).history(ANN, None, which), QuestionHistory)


async def test_a_question_that_never_changed_says_so(world: World) -> None:
    found = await history(world, TYPED.id)
    assert (found.version, found.earlier, found.accepted, found.reports) == (1, (), (), ())
    assert not found.may_edit, "it came with the program"
    assert found.sample.posed.stem == TYPED.stem


async def test_an_edition_of_the_bank_is_remembered(world: World) -> None:
    newer = replace(TYPED, stem="Who was it, then?", hint="A politician.")
    others = tuple(q for q in decks.small_deck().questions if q.id != TYPED.id)
    await world.mirror(decks.small_deck((*others, newer)), b"2")
    (before,) = (await history(world, TYPED.id)).earlier
    assert before.sample.posed.stem == TYPED.stem
    assert before.changed == (Part.STEM, Part.HINT)


async def test_words_are_mended_and_progress_stays(world: World) -> None:
    number = await own_question(world)
    text = expect(await mending(world).text(ANN, None, number), QuestionText)
    world.clock.forward(days=1)
    changed = text.text.replace("Who signed for Germany?", "Who signed for Germany at Rapallo?")
    saved = await mending(world).rewrite(ANN, None, number, changed, same=False)
    found = expect(saved, QuestionHistory)
    assert (found.saved, found.version) == (True, 1), "the answer is the same: so is the question"
    assert found.sample.posed.stem == "Who signed for Germany at Rapallo?"
    (before,) = found.earlier
    assert (before.until, before.changed) == (world.clock.now, (Part.STEM,))


@pytest.mark.parametrize(("same", "version"), [(True, 1), (False, 2)])
async def test_another_answer_is_the_same_question_or_another(
    world: World, same: bool, version: int
) -> None:
    number = await own_question(world)
    asked = expect(await world.study.next(BEN, Filters(deck="Cards of Study hall")), Asked)
    await world.study.reveal(BEN, asked.ask)
    expect(await world.study.grade(BEN, asked.ask, Grade.GOOD), Marked)
    text = expect(await mending(world).text(ANN, None, number), QuestionText).text
    changed = text.replace("Rathenau", "Walther Rathenau, foreign minister")
    saved = await mending(world).rewrite(ANN, None, number, changed, same=same)
    found = expect(saved, QuestionHistory)
    assert found.version == version
    assert found.earlier[0].changed == (Part.ANSWER,)
    remembered = await world.dump("memories")
    assert bool(remembered["memories"]) is same


async def test_a_slip_is_named_and_nothing_changes(world: World) -> None:
    number = await own_question(world)
    refused = await mending(world).rewrite(ANN, None, number, "not a question", same=True)
    assert expect(refused, QuestionText).spots
    assert (await history(world, number)).earlier == ()


async def test_the_same_text_again_is_no_edition(world: World) -> None:
    number = await own_question(world)
    text = expect(await mending(world).text(ANN, None, number), QuestionText).text
    found = await mending(world).rewrite(ANN, None, number, text, same=True)
    assert not expect(found, QuestionHistory).saved
    assert (await history(world, number)).earlier == ()


async def test_what_is_built_in_is_not_the_classs_to_change(world: World) -> None:
    refused = Refused(Problem.DECK_FIXED, (decks.small_deck().title,))
    assert await mending(world).text(ANN, None, TYPED.id) == refused
    assert await mending(world).rewrite(ANN, None, TYPED.id, "x", same=True) == refused


async def test_members_and_other_classes_see_nothing_of_it(world: World) -> None:
    number = await own_question(world)
    for work in (mending(world).history, mending(world).text):
        assert expect(await work(BEN, None, number), Refused).problem is Problem.NOT_ALLOWED
    assert await mending(world).named(BEN, None, "") == ()
    await world.enter("Cat")
    await world.classes.create(CAT, "Elsewhere")
    for work in (mending(world).history, mending(world).text):
        assert await work(CAT, None, number) == Refused(Problem.NO_SUCH_QUESTION)
    assert number not in dict(await mending(world).named(CAT, None, ""))
    assert await mending(world).history(ANN, None, QuestionId("x")) == Refused(
        Problem.NO_SUCH_QUESTION
    )


async def test_claims_and_reports_of_the_class_are_told(world: World) -> None:
    asked = await world.ask(BEN, TYPED)
    await world.study.answer(BEN, asked.ask, Wrote("Wjatscheslaw"))
    expect(await world.study.claim(BEN, asked.ask), ClaimFiled)
    await world.study.report(BEN, asked.ask, "typo", "A letter is missing.")
    assert (await history(world, TYPED.id)).claims == 1
    queue = expect(await world.study.claims(ANN), ClaimQueue)
    await world.study.settle(ANN, queue.claims[0].claim, accept=True)
    found = await history(world, TYPED.id)
    assert found.claims == 0
    assert [(each.text, each.at, each.old) for each in found.accepted] == [
        ("Wjatscheslaw", world.clock.now, False)
    ]
    (report,) = found.reports
    assert (report.reason, report.note, report.open) == ("typo", "A letter is missing.", True)


async def test_a_report_of_another_class_is_not_ours_to_read(world: World) -> None:
    await world.enter("Cat")
    await world.classes.leave(CAT)
    await world.classes.create(CAT, "Elsewhere")
    asked = await world.ask(CAT, TYPED)
    await world.study.report(CAT, asked.ask, "wrong", "A secret of ours.")
    assert (await history(world, TYPED.id)).reports == ()
    mine = await mending(world).history(CAT, None, TYPED.id)
    assert [each.note for each in expect(mine, QuestionHistory).reports] == ["A secret of ours."]


async def test_the_last_question_is_known(world: World) -> None:
    assert await mending(world).latest(BEN) is None
    await world.answer(BEN, TYPED, Wrote("Molotov"))
    key = await world.key(TYPED)
    assert await mending(world).latest(BEN) == key
    assert expect(await mending(world).history(ANN, None, key), QuestionHistory).key == key


async def test_questions_are_found_by_their_words_those_reported_first(world: World) -> None:
    asked = await world.ask(BEN, TYPED)
    await world.study.report(BEN, asked.ask, "typo")
    everything = await mending(world).named(ANN, None, "")
    assert everything[0] == (TYPED.id, TYPED.stem)
    assert TYPED.id in dict(await mending(world).named(ANN, None, "MOLOTOV"))
    assert await mending(world).named(ANN, None, "ünknown") == ()
    assert len(await mending(world).named(ANN, None, "", 2)) == 2


def test_what_differs_between_two_editions_is_named() -> None:
    other = replace(TYPED, explanation="Else.", difficulty=3, theme="east", sources=("1:1",))
    assert parts(TYPED, other) == (Part.EXPLANATION, Part.SOURCES, Part.THEME, Part.LEVEL)
    assert parts(TYPED, TYPED) == ()


async def test_a_question_put_aside_keeps_its_history(world: World) -> None:
    others = tuple(q for q in decks.small_deck().questions if q.id != TYPED.id)
    world.clock.forward(seconds=timedelta(days=1).total_seconds())
    await world.mirror(decks.small_deck(others), b"2")
    found = await history(world, TYPED.id)
    assert (found.retired, found.may_edit) == (True, False)
    held = await world.database.transaction(lambda tx: questions.by_id(tx, TYPED.id))
    assert held is not None
