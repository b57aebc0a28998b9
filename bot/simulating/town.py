"""Founds the classes of a simulated year, by the same use cases that a person's commands call.

Must not know what happens to them afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.app import App
from bot.domain.ids import Account, LearnerId, Place, Platform
from bot.domain.replies import Refused, Reply
from bot.simulating.plan import ClassPlan, Plan
from bot.simulating.pupils import Pupil, Shows, pupil
from bot.usecases.arriving import Arriving
from bot.usecases.daily_settings import Wish
from storage import learners
from storage.database import Tx

REMINDED_AT = "18:00"
"""When the last pupil of every twentieth class wishes to be reminded; every other has a digest."""


@dataclass(frozen=True, slots=True)
class Group:
    """A class that was founded: its plan, its place, and who is in it; the first leads it."""

    plan: ClassPlan
    place: Place
    pupils: tuple[Pupil, ...]

    @property
    def leader(self) -> Pupil:
        """Return who looks after it."""
        return self.pupils[0]


class Unfounded(Exception):
    """A class could not be set up: the bot said no to something it should allow."""


def place_of(plan: ClassPlan) -> Place:
    """Return where a class talks: a channel of a server, or a group."""
    if plan.platform is Platform.DISCORD:
        return Place(plan.platform, str(10_000 + plan.number), str(500_000 + plan.number))
    return Place(plan.platform, str(-10_000 - plan.number))


def private_of(account: Account) -> Place:
    """Return where somebody is alone with the bot."""
    chat = account.user_id if account.platform is Platform.TELEGRAM else f"7{account.user_id}"
    return Place(account.platform, chat)


def pupils_of(plan: Plan, group: ClassPlan) -> tuple[Pupil, ...]:
    """Return the learners of a class."""

    def one(number: int) -> Pupil:
        user = str(group.number * 1_000 + number + 1)
        seed = f"{plan.seed}/pupil/{user}"
        return pupil(Account(group.platform, user), f"Pupil{user}x", seed)

    return tuple(one(number) for number in range(plan.pupils))


async def found(app: App, plan: Plan, group: ClassPlan) -> Group:
    """Found a class, let everybody in, and set its daily question up. Raises Unfounded."""
    place, pupils = place_of(group), pupils_of(plan, group)
    arriving = Arriving(app.database, app.clock)
    leader = pupils[0]
    await arriving.arrive(leader.account, leader.name)
    agreed(await app.classes.create(leader.account, f"Class {group.number}", group.zone, place))
    for one in pupils:
        await arriving.arrive(one.account, one.name, place)
        agreed(await app.settings.change(one.account, "zone", group.zone))
        if one.shows is Shows.ALIAS:
            agreed(await app.settings.change(one.account, "alias", one.alias))
        elif one.shows is Shows.NOTHING:
            agreed(await app.settings.change(one.account, "hide", "on"))
    wish = Wish(
        hour=group.hour,
        minute=group.minute,
        zone=group.zone,
        weekdays=group.weekdays,
        late_hours=group.late,
        reveal_hours=group.reveal,
    )
    agreed(await app.daily.setup(leader.account, place, wish))
    if group.number % 2 == 0:
        agreed(await app.digesting.setup(leader.account, place))
    if group.number % 20 == 0:
        reminded = pupils[-1].account
        agreed(await app.reminding.change(reminded, private_of(reminded), REMINDED_AT))
    return Group(group, place, pupils)


def agreed(reply: Reply) -> Reply:
    """Return a reply that is no refusal. Raises Unfounded."""
    if isinstance(reply, Refused):
        raise Unfounded(f"{reply.problem}: {reply.about}")
    return reply


async def numbers_of(app: App, groups: list[Group]) -> dict[Account, LearnerId]:
    """Return under which id each learner is kept."""
    accounts = [one.account for group in groups for one in group.pupils]

    def work(tx: Tx) -> dict[Account, LearnerId]:
        return dict(_found(tx, accounts))

    return await app.database.transaction(work)


def _found(tx: Tx, accounts: list[Account]) -> Iterator[tuple[Account, LearnerId]]:
    for account in accounts:
        learner = learners.find(tx, account)
        if learner is not None:
            yield account, learner.id
