"""Learners and their accounts."""

from dataclasses import replace

from bot.domain.ids import Account, LearnerId, Platform
from storage import learners
from storage.database import Tx
from tests.storage.values import NOON

ANN = Account(Platform.WEB, "ann")


def test_somebody_is_met_once(tx: Tx) -> None:
    ann, new = learners.meet(tx, ANN, "Ann", NOON, "Europe/London")
    again, new_again = learners.meet(tx, ANN, "Somebody else", NOON)
    assert (new, new_again) == (True, False)
    assert again == ann
    assert (ann.name, ann.zone, ann.retention, ann.created_at) == (
        "Ann",
        "Europe/London",
        900,
        NOON,
    )


def test_one_user_id_on_two_platforms_is_two_people(tx: Tx) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    other, new = learners.meet(tx, Account(Platform.DISCORD, "ann"), "Ann", NOON)
    assert new
    assert other.id != ann.id


def test_nobody_is_nobody(tx: Tx) -> None:
    assert learners.find(tx, ANN) is None
    assert learners.by_id(tx, LearnerId(7)) is None


def test_everything_that_can_change_is_written(tx: Tx) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    changed = replace(
        ann,
        name="Anna",
        alias="Ace",
        hidden=True,
        zone="Asia/Tokyo",
        retention=950,
        goal_minutes=30,
        extra_time=0,
        rest_days=96,
    )
    learners.update(tx, changed)
    assert learners.by_id(tx, ann.id) == changed == learners.find(tx, ANN)


def test_an_alias_is_shown_in_place_of_the_name(tx: Tx) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    assert ann.shown_name == "Ann"
    assert replace(ann, alias="Ace").shown_name == "Ace"


def test_accounts_come_oldest_first(tx: Tx) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    assert learners.accounts(tx, ann.id) == [(ANN, NOON)]
