"""What is kept is told, handed over whole, and deleted without a trace."""

import json
from pathlib import Path

import pytest

from bot.domain.ids import Account, Place, Platform, RoundId
from bot.domain.question import Mark
from bot.domain.replies import (
    BoardShown,
    ClassShown,
    DataDeleted,
    DataExported,
    DeleteAsked,
    Pace,
    PrivacyShown,
    Problem,
    Refused,
    Role,
    RoundOver,
    RoundStarted,
    SettingsShown,
    Standing,
    Welcome,
)
from bot.usecases import recording
from storage import classes, outbox
from storage.database import Tx
from tests.usecases.test_settings import code_of, record
from tests.usecases.world import ANN, BEN, CAT, World, expect

EVE = Account(Platform.WEB, "eve-7f3a9c-browser")
EVE_PHONE = Account(Platform.TELEGRAM, "8210047733")
TRACES = (b"Evelyn", b"eve-7f3a9c", b"8210047733", b"Nightjar")


async def eve(world: World) -> None:
    """Let Eve in: on two platforms, with a history, a private chat, and posts that name her."""
    await world.classes.enter(EVE, "Evelyn Example")
    await world.settings.link(EVE_PHONE, await code_of(world, EVE))
    for key in (1, 2, 1):
        await record(world, EVE, key, Mark.WRONG)
        world.clock.forward(days=1)

    def post(tx: Tx) -> None:
        classes.place_id(tx, Place(Platform.TELEGRAM, EVE_PHONE.user_id))
        place = classes.place_id(tx, world.place)
        name = "Evelyn Example"
        started = RoundStarted(RoundId(1), "Treaties", 10, Pace.CALM, name)
        over = RoundOver(
            round=RoundId(1),
            stopped=False,
            asked=1,
            standings=(Standing(1, name, 9), Standing(2, "Ann", 3)),
            missed=(),
            players=2,
        )
        outbox.post(tx, place, "round:1", started, world.clock.now)
        outbox.post(tx, place, "over:1", over, world.clock.now)

    await world.database.transaction(post)
    await world.settings.change(EVE, "alias", "Nightjar")


async def test_what_is_kept_is_counted(world: World) -> None:
    await eve(world)
    kept = expect(await world.privacy.show(EVE), PrivacyShown)
    assert (kept.reviews, kept.memories, kept.classes, kept.accounts) == (3, 2, 1, 2)
    assert kept.since is not None
    assert kept.since.isoformat() == "2026-03-04"


async def test_nothing_is_kept_about_a_stranger(world: World) -> None:
    kept = expect(await world.privacy.show(CAT), PrivacyShown)
    assert (kept.reviews, kept.accounts, kept.since) == (0, 0, None)
    for reply in (
        await world.privacy.export(CAT),
        await world.privacy.ask_delete(CAT),
        await world.privacy.delete(CAT, "DELETE"),
    ):
        assert reply == Refused(Problem.NEEDS_NAME)


async def test_the_export_is_whole_and_about_nobody_else(world: World) -> None:
    await eve(world)
    await record(world, BEN, 3)
    exported = expect(await world.privacy.export(EVE), DataExported)
    assert exported.file_name == "studyhall-2026-03-07.json"
    document = json.loads(exported.body)
    assert document["profile"]["alias"] == "Nightjar"
    assert document["settings"]["zone"] == "Europe/London"
    assert {account["platform"] for account in document["accounts"]} == {"web", "telegram"}
    assert [review["question"] for review in document["reviews"]] == [
        "tst-choice",
        "tst-several",
        "tst-choice",
    ]
    assert {memory["question"] for memory in document["memories"]} == {"tst-choice", "tst-several"}
    assert [entry["code"] for entry in document["classes"]] == ["STUDY"]
    assert len(document["class_days"]) == 3
    assert '"Ann"' not in exported.body
    assert '"Ben"' not in exported.body


async def test_deleting_asks_for_a_word(world: World) -> None:
    word = expect(await world.privacy.ask_delete(ANN), DeleteAsked).word
    refused = expect(await world.privacy.delete(ANN, "yes"), Refused)
    assert refused == Refused(Problem.BAD_VALUE, ("word", "yes", word))
    assert isinstance(await world.settings.show(ANN), SettingsShown)
    assert isinstance(await world.privacy.delete(ANN, f" {word.lower()} "), DataDeleted)
    assert await world.settings.show(ANN) == Refused(Problem.NEEDS_NAME)


async def test_nothing_is_left_in_any_file(world: World, tmp_path: Path) -> None:
    await eve(world)
    assert len(await world.posts()) == 2
    assert all(trace in _bytes(tmp_path) for trace in TRACES), "or this test shows nothing"
    assert await world.privacy.delete(EVE_PHONE, "DELETE") == DataDeleted(3)
    left = _bytes(tmp_path)
    assert [trace for trace in TRACES if trace in left] == []
    started, over = await world.posts()
    assert expect(started.reply, RoundStarted).by == ""
    assert expect(over.reply, RoundOver).standings == (Standing(2, "Ann", 3),)


async def test_a_podium_of_a_class_they_left_does_not_name_them(world: World) -> None:
    await eve(world)

    def play(tx: Tx) -> None:
        place = classes.place_id(tx, world.place)
        tx.execute(
            "INSERT INTO rounds (id, place, deck, pace, questions, first_pass, started_at)"
            " VALUES (1, ?, 'treaties', 'calm', '[]', 0, 0)",
            (place,),
        )
        tx.execute(
            "INSERT INTO players (round, learner, joined_at)"
            " SELECT 1, learner, 0 FROM accounts WHERE user_id = ?",
            (EVE.user_id,),
        )

    await world.database.transaction(play)
    await world.classes.leave(EVE)
    await world.privacy.delete(EVE, "DELETE")
    started, over = await world.posts()
    assert expect(started.reply, RoundStarted).by == ""
    assert expect(over.reply, RoundOver).standings == (Standing(2, "Ann", 3),)


async def test_boards_equal_a_rebuild_afterwards(world: World) -> None:
    await eve(world)
    await record(world, ANN, 1)
    await world.privacy.delete(EVE, "DELETE")
    left = await world.dump()
    assert {row[0] for row in left["memories"]} == {1}
    await world.database.transaction(recording.rebuild)
    assert await world.dump() == left
    board = expect(await world.boards.show(ANN), BoardShown)
    assert [row.name for row in board.top] == ["Ann"]
    assert board.team_points == board.top[0].points


async def test_coming_back_is_a_new_beginning(world: World) -> None:
    await eve(world)
    await world.privacy.delete(EVE, "DELETE")
    assert expect(await world.classes.enter(EVE, "Evelyn"), Welcome).new
    kept = expect(await world.privacy.show(EVE), PrivacyShown)
    assert (kept.reviews, kept.accounts) == (0, 1)


async def test_the_longest_standing_member_inherits(world: World) -> None:
    world.clock.forward(days=1)
    await world.enter("Cat")
    await world.privacy.delete(ANN, "DELETE")
    shown = expect(await world.classes.show(CAT), ClassShown)
    assert [(m.name, m.role) for m in shown.members] == [
        ("Ben", Role.OWNER),
        ("Cat", Role.MEMBER),
    ]


@pytest.mark.parametrize("who", [ANN, BEN])
async def test_a_class_goes_with_its_last_member(world: World, who: Account) -> None:
    await world.privacy.delete(who, "DELETE")
    await world.privacy.delete(BEN if who is ANN else ANN, "DELETE")
    left = await world.dump("classes", "members", "outbox", "class_days", "accounts", "learners")
    assert not any(left.values())


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
