"""What the pictures of a class show: how it is set up, its board, and one learner's progress."""

from datetime import date, timedelta

from bot.domain.daily import DailyState, Manner
from bot.domain.ids import ClassId, DeckId
from bot.domain.replies import (
    BoardShown,
    ClassShown,
    DailyShown,
    MemberShown,
    Progress,
    Role,
    Span,
    Standing,
    ThemeRecall,
)
from bot.on_discord.render import render
from bot.on_discord.setting_up import SetUp
from bot.on_discord.setup_cards import setting_up
from tests.on_discord.pictures.page import Shot
from tests.on_discord.pictures.scenes import ANN, NOW, shot


def setup() -> Shot:
    """A class being set up, in one message."""
    decks = ((DeckId("sfp"), "Stalin's foreign policy", True), (DeckId("cw"), "The Cold War", True))
    shown = ClassShown(
        id=ClassId(1),
        name="History 11B",
        code="K7Q2MX",
        zone="Europe/London",
        role=Role.OWNER,
        decks=decks,
        members=(MemberShown("Mrs Poole", Role.OWNER, you=True),),
        places=2,
        just_created=True,
    )
    daily = DailyShown(
        state=DailyState.ON,
        zone="Europe/London",
        hour=17,
        minute=0,
        weekdays=(0, 1, 2, 3, 4),
        topics=(),
        reveal_hours=None,
        late_hours=3,
        manner=Manner(),
        next_at=NOW + timedelta(hours=8),
        queue=(),
        may_change=True,
    )
    return shot(setting_up(SetUp(shown, daily, "901", ("902",)), ANN), "class setup", "Mrs Poole")


def board() -> Shot:
    """The week's board as Ann sees it."""
    names = ("Bilal", "Ann", "Ewa", "Chloé", "Dov")
    points = (212, 198, 176, 140, 95)
    standings = tuple(
        Standing(rank, name, scored, name == "Ann", scored // 11)
        for rank, (name, scored) in enumerate(zip(names, points, strict=True), 1)
    )
    reply = BoardShown(
        class_name="History 11B",
        span=Span.WEEK,
        first_day=date(2026, 11, 23),
        last_day=date(2026, 11, 29),
        deck_title=None,
        top=standings,
        around=standings[:4],
        learners=27,
        team_points=2_140,
        team_goal=3_000,
        most_improved=("Femi", "Dov"),
        streak=9,
        hidden=False,
    )
    return shot(render(reply, ANN), "leaderboard")


def progress() -> Shot:
    """What Ann has done, and what is coming."""
    themes = (
        ThemeRecall("germany", "Germany: Rapallo and Berlin", 18, 24, 0.91),
        ThemeRecall("comintern", "The Comintern", 11, 20, 0.78),
        ThemeRecall("pact", "The Nazi-Soviet Pact", 4, 31, 0.62),
        ThemeRecall("spain", "The Spanish Civil War", 0, 18, None),
    )
    days = tuple(
        (date(2026, 8, 31) + timedelta(days=number), (number * 7) % 11 * (number % 3 > 0))
        for number in range(84)
    )
    reply = Progress(
        name="Ann",
        seen=33,
        total=214,
        due=6,
        answered_today=9,
        right_today=7,
        answered=412,
        right=338,
        points_week=198,
        streak=4,
        longest_streak=17,
        freezes=1,
        minutes_today=6.0,
        goal_minutes=10,
        themes=themes,
        days=days,
        ahead=tuple((date(2026, 11, 24) + timedelta(days=n), 3 + n) for n in range(4)),
    )
    return shot(render(reply, ANN), "stats")
