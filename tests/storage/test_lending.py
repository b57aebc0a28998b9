"""Editors for as long as they hold a role of the chat, and editors for good."""

import pytest

from bot.domain.ids import Account, ClassId, LearnerId, Place, Platform
from bot.domain.replies import Role
from storage import classes, learners, lending, linking
from storage.database import Tx
from tests.storage.values import NOON

SERVER = Place(Platform.DISCORD, "10")
CHANNEL = Place(Platform.DISCORD, "10", "4")


@pytest.fixture
def room(tx: Tx) -> ClassId:
    made = classes.create(tx, "History", "UTC", NOON)
    classes.place_id(tx, SERVER, made.id)
    return made.id


def member(tx: Tx, room: ClassId, name: str, role: Role = Role.MEMBER) -> LearnerId:
    found = learners.meet(tx, Account(Platform.DISCORD, name), name, NOON)[0].id
    classes.add_member(tx, room, found, role, NOON)
    return found


def test_roles_are_named_for_a_chat_and_hold_in_all_of_it(tx: Tx, room: ClassId) -> None:
    assert lending.leaders(tx, CHANNEL) == ()
    lending.name_leaders(tx, CHANNEL, ["7", "5", "7"])
    assert lending.leaders(tx, SERVER) == lending.leaders(tx, CHANNEL) == ("5", "7")
    lending.name_leaders(tx, SERVER, [])
    assert lending.leaders(tx, CHANNEL) == ()
    assert lending.leaders(tx, Place(Platform.DISCORD, "11")) == ()


def test_whoever_holds_a_role_edits_and_whoever_lost_it_does_not(tx: Tx, room: ClassId) -> None:
    ben = member(tx, room, "Ben")
    for held, role in ((False, Role.MEMBER), (True, Role.EDITOR), (True, Role.EDITOR)):
        lending.lend(tx, room, ben, held=held)
        assert classes.role_of(tx, room, ben) is role
    lending.lend(tx, room, ben, held=False)
    assert classes.role_of(tx, room, ben) is Role.MEMBER


def test_what_was_lent_is_taken_back_and_nothing_else(tx: Tx, room: ClassId) -> None:
    ann, ben = member(tx, room, "Ann", Role.EDITOR), member(tx, room, "Ben")
    lending.lend(tx, room, ben, held=True)
    lending.take_back(tx, room)
    assert [m.role for m in classes.members(tx, room)] == [Role.EDITOR, Role.MEMBER], ann


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR])
def test_what_was_given_by_hand_stays(tx: Tx, room: ClassId, role: Role) -> None:
    ben = member(tx, room, "Ben")
    lending.lend(tx, room, ben, held=True)
    classes.set_role(tx, room, ben, role)
    lending.lend(tx, room, ben, held=False)
    assert classes.role_of(tx, room, ben) is role


@pytest.mark.parametrize("by_hand", [True, False])
def test_two_accounts_become_one_editor(tx: Tx, room: ClassId, by_hand: bool) -> None:
    ben, twin = member(tx, room, "Ben"), member(tx, room, "Twin")
    lending.lend(tx, room, twin, held=True)
    if by_hand:
        classes.set_role(tx, room, ben, Role.EDITOR)
    linking.merge(tx, ben, twin)
    lending.lend(tx, room, ben, held=False)
    assert classes.role_of(tx, room, ben) is (Role.EDITOR if by_hand else Role.MEMBER)
