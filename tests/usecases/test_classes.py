"""Conversations about classes: arriving, founding, joining, deciding, leaving."""

import asyncio

import pytest

from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.replies import (
    ClassLeft,
    ClassShown,
    Decks,
    Problem,
    Refused,
    Reply,
    Role,
    Welcome,
)
from storage import classes
from storage.database import Tx
from tests.decks import DECK, long_deck
from tests.usecases.world import ANN, BEN, CAT, World, account, expect

SERVER = Place(Platform.DISCORD, "100")
GROUP = Place(Platform.TELEGRAM, "-200", "7")
DAN = account("Dan")


def refused(reply: Reply) -> tuple[Problem, tuple[str, ...]]:
    problem = expect(reply, Refused)
    return problem.problem, problem.about


async def found(world: World, who: Account = CAT, name: str = "Year 12") -> ClassShown:
    """Let Cat come in and found a class."""
    await world.classes.enter(who, "Cat")
    return expect(await world.classes.create(who, name), ClassShown)


async def test_everybody_without_a_code_meets_in_the_open_class(world: World) -> None:
    reply = await world.classes.enter(CAT, " Cat ")
    assert reply == Welcome("Cat", "Study hall", new=True, due=0, round_running=False)
    shown = expect(await world.classes.show(CAT), ClassShown)
    assert [(m.name, m.role, m.you) for m in shown.members] == [
        ("Ann", Role.OWNER, False),
        ("Ben", Role.MEMBER, False),
        ("Cat", Role.MEMBER, True),
    ]
    room = await world.classes.room(CAT)
    assert room is not None
    assert (room.code, room.place) == ("STUDY", Place(Platform.WEB, "STUDY"))


async def test_coming_back_needs_no_name(world: World) -> None:
    reply = expect(await world.classes.enter(ANN, ""), Welcome)
    assert (reply.name, reply.new) == ("Ann", False)


async def test_coming_back_under_another_name(world: World) -> None:
    reply = expect(await world.classes.enter(ANN, "Anna"), Welcome)
    assert reply.name == "Anna"


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "\x00", "\u3164"])
async def test_a_stranger_needs_a_name_that_shows(world: World, name: str) -> None:
    assert refused(await world.classes.enter(CAT, name))[0] is Problem.NEEDS_NAME
    assert await world.classes.room(CAT) is None


async def test_a_name_has_forty_characters(world: World) -> None:
    assert refused(await world.classes.enter(CAT, "c" * 41)) == (Problem.TOO_LONG, ("40",))
    assert isinstance(await world.classes.enter(CAT, "c" * 40), Welcome)


async def test_two_of_one_name_are_told_apart(world: World) -> None:
    names = [
        expect(await world.classes.enter(account(f"x{n}"), name), Welcome).name
        for n, name in enumerate(("ann", "ANN", "Ａnn", "A\u200bnn", "Ben", "a" * 40, "A" * 40))
    ]
    assert names == [
        "ann 2",
        "ANN 3",
        "Ａnn 4",
        "Ann 5",
        "Ben 2",
        "a" * 40,
        "A" * 38 + " 2",
    ]


async def test_two_tabs_entering_at_once_are_one_learner(world: World) -> None:
    first, second = await asyncio.gather(
        world.classes.enter(CAT, "Cat"), world.classes.enter(CAT, "Cat")
    )
    assert [expect(reply, Welcome).new for reply in (first, second)] == [True, False]
    assert len(expect(await world.classes.show(CAT), ClassShown).members) == 3


async def test_a_code_leads_into_its_class(world: World) -> None:
    made = await found(world)
    assert made.just_created
    assert (made.role, made.places) == (Role.OWNER, 1)
    code = f"{made.code[:3].lower()} {made.code[3:]}"
    reply = expect(await world.classes.enter(DAN, "Dan", code=code), Welcome)
    assert reply.class_name == "Year 12"
    again = expect(await world.classes.enter(DAN, ""), Welcome)
    assert again.class_name == "Year 12", "where they were last"


async def test_a_wrong_code_makes_nobody(world: World) -> None:
    assert refused(await world.classes.enter(CAT, "Cat", code="NOSUCH"))[0] is Problem.BAD_CODE
    assert await world.classes.room(CAT) is None


async def test_the_first_zone_is_the_browsers_or_the_classs(world: World) -> None:
    await world.classes.enter(CAT, "Cat", zone="asia/tokyo")
    await world.classes.enter(DAN, "Dan", zone="Nowhere/Land")
    zones = await world.database.transaction(
        lambda tx: tx.execute("SELECT zone FROM learners ORDER BY id DESC LIMIT 2").fetchall()
    )
    assert zones == [("Europe/London",), ("Asia/Tokyo",)]


async def test_joining_a_second_class_moves_there(world: World) -> None:
    made = await found(world)
    joined = expect(await world.classes.join(BEN, made.code), ClassShown)
    assert joined.just_joined
    room = await world.classes.room(BEN)
    assert room is not None
    assert room.name == "Year 12"
    again = expect(await world.classes.join(BEN, made.code), ClassShown)
    assert not again.just_joined


async def test_a_name_taken_in_the_second_class_gets_a_number(world: World) -> None:
    made = await found(world)
    await world.classes.enter(DAN, "Ben", code=made.code)
    shown = expect(await world.classes.join(BEN, made.code), ClassShown)
    assert [m.name for m in shown.members if m.you] == ["Ben 2"]


async def test_strangers_are_asked_in(world: World) -> None:
    for reply in (
        await world.classes.create(DAN, "Mine"),
        await world.classes.join(DAN, "STUDY"),
        await world.classes.show(DAN),
        await world.classes.leave(DAN),
        await world.classes.rename(DAN, "Mine"),
        await world.classes.link_place(DAN, "STUDY", SERVER),
    ):
        assert refused(reply)[0] is Problem.NEEDS_NAME


async def test_joining_by_the_place(world: World) -> None:
    await world.classes.link_place(ANN, "study", SERVER)
    await world.classes.enter(CAT, "Cat", code=(await found(world, DAN)).code)
    shown = expect(await world.classes.join(CAT, "", SERVER), ClassShown)
    assert (shown.name, shown.places) == ("Study hall", 2)
    assert refused(await world.classes.join(CAT, "", GROUP))[0] is Problem.NEEDS_CLASS
    assert refused(await world.classes.join(CAT, "WRONG1", SERVER))[0] is Problem.BAD_CODE


async def test_only_an_owner_links_a_place(world: World) -> None:
    assert refused(await world.classes.link_place(BEN, "STUDY", SERVER)) == (
        Problem.NOT_ALLOWED,
        ("owner",),
    )
    assert expect(await world.classes.link_place(ANN, "STUDY", SERVER), ClassShown).places == 2
    assert expect(await world.classes.link_place(ANN, "STUDY", SERVER), ClassShown).places == 2
    assert refused(await world.classes.link_place(ANN, "NOSUCH", GROUP))[0] is Problem.BAD_CODE
    own_room = await world.classes.link_place(ANN, "STUDY", world.place)
    assert expect(own_room, ClassShown).places == 2, "it is linked already"


async def test_a_place_is_not_taken_from_another_class(world: World) -> None:
    await world.classes.link_place(ANN, "STUDY", SERVER)
    made = await found(world)
    assert refused(await world.classes.link_place(CAT, made.code, SERVER))[0] is Problem.NOT_ALLOWED
    assert refused(await world.classes.create(CAT, "Other", "", SERVER))[0] is Problem.NOT_ALLOWED
    hall = Place(Platform.WEB, "STUDY")
    assert refused(await world.classes.link_place(CAT, made.code, hall))[0] is Problem.NOT_ALLOWED
    own = expect(await world.classes.create(ANN, "Ann's own"), ClassShown)
    moved = expect(await world.classes.link_place(ANN, own.code, SERVER), ClassShown)
    assert moved.places == 2, "an owner of both may move it"


async def test_founding_in_a_group(world: World) -> None:
    await world.classes.enter(CAT, "Cat")
    made = expect(await world.classes.create(CAT, "Year 12", "europe/paris", GROUP), ClassShown)
    assert (made.places, made.zone) == (2, "Europe/Paris")
    assert expect(await world.classes.show(CAT, GROUP), ClassShown).id == made.id
    assert refused(await world.classes.show(BEN, GROUP))[0] is Problem.NEEDS_CLASS


@pytest.mark.parametrize(
    ("name", "zone", "problem"),
    [
        ("", "", Problem.EMPTY),
        ("\u202e", "", Problem.EMPTY),
        ("n" * 41, "", Problem.TOO_LONG),
        ("Year 12", "Europe/Lundon", Problem.BAD_VALUE),
        ("Year 12", "../../etc/passwd", Problem.BAD_VALUE),
    ],
)
async def test_what_cannot_be_founded(world: World, name: str, zone: str, problem: Problem) -> None:
    assert refused(await world.classes.create(ANN, name, zone))[0] is problem


async def test_choosing_decks(world: World) -> None:
    await world.mirror(long_deck(2))
    listed = expect(await world.classes.decks(BEN), Decks)
    assert [(d.title, d.questions, d.chosen) for d in listed.decks] == [
        ("A long deck", 2, True),
        ("Treaties", 11, True),
    ]
    shown = expect(await world.classes.choose_decks(ANN, ["treaties "]), ClassShown)
    assert shown.decks == (
        (DeckId("long"), "A long deck", False),
        (DECK, "Treaties", True),
    )
    assert [d.chosen for d in expect(await world.classes.decks(BEN), Decks).decks] == [False, True]
    everything = expect(await world.classes.choose_decks(ANN, []), ClassShown)
    assert all(chosen for _, _, chosen in everything.decks)


async def test_an_unknown_deck_changes_nothing(world: World) -> None:
    reply = await world.classes.choose_decks(ANN, ["Treaties", "treties"])
    assert refused(reply) == (Problem.NO_SUCH_DECK, ("treties", "Treaties"))
    reply = await world.classes.choose_decks(ANN, ["biology"])
    assert refused(reply) == (Problem.NO_SUCH_DECK, ("biology", ""))
    shown = expect(await world.classes.show(ANN), ClassShown)
    assert all(chosen for _, _, chosen in shown.decks)


async def test_decks_for_somebody_unknown_are_the_built_in_ones(world: World) -> None:
    assert [d.title for d in expect(await world.classes.decks(DAN), Decks).decks] == ["Treaties"]


async def test_owners_manage_members_do_not(world: World) -> None:
    for reply in (
        await world.classes.rename(BEN, "Ben's"),
        await world.classes.set_zone(BEN, "UTC"),
        await world.classes.set_role(BEN, "Ann", Role.MEMBER),
    ):
        assert refused(reply) == (Problem.NOT_ALLOWED, ("owner",))
    either = refused(await world.classes.choose_decks(BEN, []))
    assert either == (Problem.NOT_ALLOWED, ("owner", "editor"))
    assert expect(await world.classes.rename(ANN, "History"), ClassShown).name == "History"
    assert expect(await world.classes.set_zone(ANN, " UTC "), ClassShown).zone == "UTC"
    assert refused(await world.classes.set_zone(ANN, ""))[0] is Problem.BAD_VALUE
    assert refused(await world.classes.rename(ANN, " "))[0] is Problem.EMPTY
    assert expect(await world.classes.show(BEN), ClassShown).name == "History"


async def test_an_editor_chooses_decks(world: World) -> None:
    await world.classes.set_role(ANN, "ben", Role.EDITOR)
    assert isinstance(await world.classes.choose_decks(BEN, ["Treaties"]), ClassShown)
    assert refused(await world.classes.rename(BEN, "Ben's"))[0] is Problem.NOT_ALLOWED


async def test_roles_are_given_by_name(world: World) -> None:
    reply = await world.classes.set_role(ANN, "Bne", Role.EDITOR)
    assert refused(reply) == (Problem.BAD_VALUE, ("member", "Bne", "Ann, Ben"))
    shown = expect(await world.classes.set_role(ANN, "Ben", Role.OWNER), ClassShown)
    assert [m.role for m in shown.members] == [Role.OWNER, Role.OWNER]
    stepped_down = expect(await world.classes.set_role(ANN, "Ann", Role.MEMBER), ClassShown)
    assert stepped_down.role is Role.MEMBER


async def test_a_class_is_never_without_an_owner(world: World) -> None:
    assert refused(await world.classes.set_role(ANN, "Ann", Role.EDITOR))[0] is Problem.LAST_OWNER
    assert refused(await world.classes.leave(ANN))[0] is Problem.LAST_OWNER
    assert await world.classes.leave(BEN) == ClassLeft("Study hall")
    assert await world.classes.leave(ANN) == ClassLeft("Study hall", ended=True)
    assert refused(await world.classes.leave(ANN))[0] is Problem.NEEDS_CLASS
    gone = await world.database.transaction(lambda tx: classes.by_code(tx, "STUDY"))
    assert gone is None
    back = expect(await world.classes.enter(BEN, ""), Welcome)
    assert (back.new, back.class_name) == (False, "Study hall")
    assert expect(await world.classes.show(BEN), ClassShown).role is Role.OWNER


async def test_who_hides_is_in_nobody_elses_list(world: World) -> None:
    await world.settings.change(BEN, "hide", "on")
    for_ann = expect(await world.classes.show(ANN), ClassShown)
    for_ben = expect(await world.classes.show(BEN), ClassShown)
    assert [m.name for m in for_ann.members] == ["Ann"]
    assert [m.name for m in for_ben.members] == ["Ann", "Ben"]
    reply = await world.classes.set_role(ANN, "Bne", Role.EDITOR)
    assert refused(reply)[1] == ("member", "Bne", "Ann")


async def test_a_running_round_is_told_of_on_entering(world: World) -> None:
    def begin(tx: Tx) -> None:
        place = classes.place_id(tx, world.place)
        tx.execute(
            "INSERT INTO rounds (place, deck, pace, questions, first_pass, started_at)"
            " VALUES (?, 'treaties', 'calm', '[]', 0, 0)",
            (place,),
        )

    await world.database.transaction(begin)
    assert expect(await world.classes.enter(CAT, "Cat"), Welcome).round_running
