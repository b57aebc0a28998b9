"""Settings as they are typed, and accounts becoming one learner."""

from dataclasses import replace

import pytest

from bot.domain.ids import Account, AskId, Platform, QuestionKey, RoundId
from bot.domain.nudges import ReminderState
from bot.domain.question import Grade, Mark
from bot.domain.replies import (
    AccountsLinked,
    BoardShown,
    ClassShown,
    LinkCode,
    Pace,
    PrivacyShown,
    Problem,
    Refused,
    ReminderTerms,
    RoundStarted,
    SettingsShown,
    Source,
    Span,
)
from bot.usecases import recording
from storage import classes, learners, outbox
from storage.database import Tx
from tests.decks import DECK
from tests.usecases.world import ANN, BEN, CAT, World, expect

PHONE = Account(Platform.TELEGRAM, "555")


async def change(world: World, field: str, value: str) -> SettingsShown:
    """Change one of Ann's settings, which must be what is shown from then on."""
    told = expect(await world.settings.change(ANN, field, value), SettingsShown)
    shown = expect(await world.settings.show(ANN), SettingsShown)
    assert replace(told, changed="") == shown
    return told


async def record(world: World, who: Account, key: int, mark: Mark = Mark.RIGHT) -> None:
    """Let somebody answer question ``key`` in a review, now."""

    def work(tx: Tx) -> None:
        learner = learners.find(tx, who)
        assert learner is not None
        recording.record(
            tx,
            learner=learner,
            question=QuestionKey(key),
            version=1,
            deck=DECK,
            ask=AskId(1),
            at=world.clock.now,
            seconds=5,
            mark=mark,
            credit=1000 if mark is Mark.RIGHT else 0,
            grade=Grade.GOOD if mark is Mark.RIGHT else Grade.AGAIN,
            source=Source.REVIEW,
        )

    await world.database.transaction(work)


async def code_of(world: World, who: Account) -> str:
    return expect(await world.settings.link_code(who), LinkCode).code


async def test_what_somebody_starts_with(world: World) -> None:
    assert await world.settings.show(ANN) == SettingsShown(
        name="Ann",
        zone="Europe/London",
        retention=90,
        goal_minutes=10,
        extra_time="1",
        alias="",
        hide_me=False,
        rest_days=(),
        linked=("web",),
        reminders=ReminderTerms(
            state=ReminderState.OFF,
            learnt=True,
            hour=18,
            minute=0,
            quiet_from=22 * 60,
            quiet_to=7 * 60,
            zone="Europe/London",
        ),
    )


@pytest.mark.parametrize(
    ("field", "typed", "attribute", "value"),
    [
        ("name", " Anna ", "name", "Anna"),
        ("zone", "america/new_york", "zone", "America/New_York"),
        ("retention", "70", "retention", 70),
        ("retention", "97 %", "retention", 97),
        ("goal", "240", "goal_minutes", 240),
        ("goal", "15 minutes", "goal_minutes", 15),
        ("time", "×1.25", "extra_time", "1.25"),
        ("time", "1,5", "extra_time", "1.5"),
        ("time", "2", "extra_time", "2"),
        ("time", "Untimed", "extra_time", "untimed"),
        ("alias", "Ace", "alias", "Ace"),
        ("hide", "ON", "hide_me", True),
        ("rest", "Sat, Sunday", "rest_days", (5, 6)),
        ("rest", "Mondays", "rest_days", (0,)),
        ("rest", "wed fri", "rest_days", (2, 4)),
    ],
)
async def test_what_can_be_typed(
    world: World, field: str, typed: str, attribute: str, value: object
) -> None:
    shown = await change(world, field, typed)
    assert getattr(shown, attribute) == value
    assert shown.changed == field


@pytest.mark.parametrize(
    ("field", "typed", "allowed"),
    [
        ("zone", "Middle/Earth", "Europe/London"),
        ("zone", "../../etc/passwd", "Europe/London"),
        ("zone", "x" * 10_000, "Europe/London"),
        ("retention", "69", "70–97"),
        ("retention", "98", "70–97"),
        ("retention", "0.9", "70–97"),
        ("retention", "٩٠", "70–97"),
        ("goal", "0", "1–240"),
        ("goal", "241", "1–240"),
        ("goal", "-5", "1–240"),
        ("goal", "9" * 5000, "1–240"),
        ("time", "3", "1, 1.25, 1.5, 2, untimed"),
        ("hide", "maybe", "on, off"),
        ("rest", "someday", "monday"),
        ("rest", "t", "monday"),
        ("rest", "monday and friday", "monday"),
        ("rest", "??", "monday"),
        ("rest", "mon tue wed thu fri sat sun", "monday"),
        ("colour", "red", "name, zone, retention, goal, time, alias, hide, rest"),
    ],
)
async def test_what_cannot(world: World, field: str, typed: str, allowed: str) -> None:
    before = await world.settings.show(ANN)
    refused = expect(await world.settings.change(ANN, field, typed), Refused)
    assert refused.problem is Problem.BAD_VALUE
    assert refused.about[2].startswith(allowed)
    assert len(refused.about[1]) <= 80
    assert await world.settings.show(ANN) == before


@pytest.mark.parametrize("field", ["name", "alias"])
async def test_names_are_fit_to_show(world: World, field: str) -> None:
    long = expect(await world.settings.change(ANN, field, "x" * 41), Refused)
    assert long == Refused(Problem.TOO_LONG, ("40",))
    nothing = expect(await world.settings.change(ANN, field, "\u202e\u200b"), Refused)
    assert nothing.problem is Problem.EMPTY


async def test_what_was_set_can_be_unset(world: World) -> None:
    await change(world, "alias", "Ace")
    assert (await change(world, "alias", "none")).alias == ""
    await change(world, "rest", "sunday")
    assert (await change(world, "rest", "none")).rest_days == ()
    await change(world, "hide", "on")
    assert not (await change(world, "hide", "off")).hide_me


async def test_a_classmates_name_is_not_taken(world: World) -> None:
    assert (await change(world, "name", "BEN")).name == "BEN 2"
    assert (await change(world, "alias", "ben")).alias == "ben 2"
    assert (await change(world, "alias", "Ace")).name == "BEN 2"


async def test_strangers_have_no_settings(world: World) -> None:
    for reply in (
        await world.settings.show(PHONE),
        await world.settings.change(PHONE, "goal", "10"),
        await world.settings.link_code(PHONE),
    ):
        assert reply == Refused(Problem.NEEDS_NAME)


async def test_what_was_posted_follows_the_name(world: World) -> None:
    def announce(tx: Tx) -> None:
        place = classes.place_id(tx, world.place)
        started = RoundStarted(RoundId(1), "Treaties", 10, Pace.CALM, "Ann")
        outbox.post(tx, place, "round:1", started, world.clock.now)

    await world.database.transaction(announce)
    await change(world, "alias", "Ace")
    (post,) = await world.posts()
    assert expect(post.reply, RoundStarted).by == "Ace"
    await change(world, "hide", "on")
    (post,) = await world.posts()
    assert expect(post.reply, RoundStarted).by == ""


async def test_a_new_account_is_linked(world: World) -> None:
    code = await code_of(world, ANN)
    world.clock.forward(minutes=1)
    assert await world.settings.link(PHONE, code.lower()) == AccountsLinked(("web", "telegram"))
    assert await world.settings.show(PHONE) == await world.settings.show(ANN)
    assert await world.settings.link(BEN, code) == Refused(Problem.BAD_CODE)


async def test_a_code_lasts_a_quarter_of_an_hour(world: World) -> None:
    reply = expect(await world.settings.link_code(ANN), LinkCode)
    world.clock.now = reply.expires_at
    assert await world.settings.link(PHONE, reply.code) == Refused(Problem.BAD_CODE)


async def test_linking_oneself_is_no_use(world: World) -> None:
    assert await world.settings.link(ANN, await code_of(world, ANN)) == Refused(
        Problem.ALREADY_LINKED
    )


async def test_two_histories_become_one_and_nothing_counts_twice(world: World) -> None:
    await world.classes.enter(PHONE, "Ann on the bus")
    await record(world, ANN, 1)
    world.clock.forward(minutes=1)
    await record(world, PHONE, 1)  # the same question on the same day
    await record(world, PHONE, 2)
    await record(world, BEN, 1)
    bens = [row for row in (await world.dump("class_days"))["class_days"] if row[2] == 2]
    await world.settings.link(PHONE, await code_of(world, ANN))
    board = expect(await world.boards.show(ANN, span=Span.WEEK), BoardShown)
    assert [(s.name, s.points, s.you) for s in board.top] == [
        ("Ann", 40, True),  # twice an unseen question: the second time of one is worth nothing
        ("Ben", 20, False),
    ]
    kept = expect(await world.privacy.show(PHONE), PrivacyShown)
    assert (kept.reviews, kept.memories, kept.accounts) == (3, 2, 2)
    shown = expect(await world.classes.show(PHONE), ClassShown)
    assert [member.name for member in shown.members] == ["Ann", "Ben"]
    after = (await world.dump("class_days"))["class_days"]
    assert [row for row in after if row[2] == 2] == bens, "nobody else is touched"


async def test_linking_equals_a_rebuild(world: World) -> None:
    await world.classes.enter(PHONE, "Ann on the bus")
    for day in range(4):
        await record(world, ANN, 1 + day % 2)
        await record(world, PHONE, 1 + day % 3, Mark.WRONG)
        world.clock.forward(days=1)
    await world.settings.link(PHONE, await code_of(world, ANN))
    linked = await world.dump()
    await world.database.transaction(recording.rebuild)
    assert await world.dump() == linked


async def test_who_hid_or_needed_time_still_does(world: World) -> None:
    await world.classes.enter(PHONE, "Ann on the bus")
    await world.settings.change(PHONE, "hide", "on")
    await world.settings.change(PHONE, "time", "1.5")
    await world.settings.link(PHONE, await code_of(world, ANN))
    shown = expect(await world.settings.show(ANN), SettingsShown)
    assert (shown.name, shown.hide_me, shown.extra_time) == ("Ann", True, "1.5")


async def test_linking_keeps_names_apart_in_every_class(world: World) -> None:
    await world.classes.enter(CAT, "Cat")
    made = expect(await world.classes.create(CAT, "Other"), ClassShown)
    await world.settings.change(CAT, "name", "Ann")
    await world.classes.enter(PHONE, "Bus", code=made.code)
    await world.settings.link(PHONE, await code_of(world, ANN))
    shown = expect(await world.classes.show(PHONE), ClassShown)
    names = [member.name for member in shown.members]
    assert len({name.casefold() for name in names}) == len(names)
