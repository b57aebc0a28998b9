"""What the pictures show: a question to a class, its reveal, a review, the board, and more."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.daily import DailyState, Manner
from bot.domain.ids import AskId, ClassId, DeckId, QuestionId, RoundId
from bot.domain.question import Because, Grade, KindName, Mark, Reason, Verdict
from bot.domain.replies import (
    AnswerCount,
    Answered,
    Asked,
    BoardShown,
    ClassShown,
    DailyShown,
    Marked,
    MemberShown,
    Missed,
    Pace,
    Posed,
    Progress,
    Revealed,
    Role,
    RoundOver,
    RoundStep,
    SelfGrade,
    Shown,
    Solution,
    Source,
    Span,
    Standing,
    Tally,
    ThemeRecall,
)
from bot.on_discord.arranging import arranging
from bot.on_discord.layouts import Rendered, Viewer
from bot.on_discord.render import render
from bot.on_discord.setting_up import SetUp
from bot.on_discord.setup_cards import setting_up
from tests.any_reply import posed
from tests.on_discord.pictures.page import Shot
from tests.on_discord.reading import payload

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROOM, ANN = Viewer(NOW, public=True), Viewer(NOW)
STEP = RoundStep(RoundId(3), 3, 10, Pace.CALM)
DECK = "Soviet foreign policy"
WHERE = posed(
    KindName.CHOICE,
    stem="Where did *Germany* and Soviet Russia settle their debts in April 1922?",
    deck_title=DECK,
    theme_title="Germany: Rapallo and Berlin",
    options=tuple(
        Shown(index, text) for index, text in enumerate(("Rapallo", "Locarno", "Genoa", "Berlin"))
    ),
    has_hint=True,
)
WHY = Solution(
    lines=("Rapallo",),
    correct=(0,),
    notes=((2, "The great conference met there; the two delegations slipped out to sign."),),
    explanation=(
        "On **16 April 1922** the two outcasts of Europe gave up their claims on each other, "
        "opened embassies and, quietly, began to train soldiers together."
    ),
    sources=("Treaty of Rapallo, article 1",),
)
WHO = posed(
    KindName.TYPED,
    stem="Who spoke for Soviet Russia at *Genoa* and signed at Rapallo?",
    theme_title="Germany: Rapallo and Berlin",
    deck_title=DECK,
)
CARD = posed(
    KindName.RECALL,
    stem="What did *socialism in one country* mean for the Comintern?",
    theme="comintern",
    theme_title="The Comintern",
)
ROW = posed(
    KindName.ORDER,
    stem="From the first to the last",
    theme="security",
    theme_title="Collective security",
    options=tuple(
        Shown(index, text)
        for index, text in (
            (2, "The pact with France"),
            (0, "Entry into the League of Nations"),
            (3, "The Munich agreement"),
            (1, "Laval's talks in Moscow"),
        )
    ),
)


def shot(rendered: Rendered, command: str = "", by: str = "Ann") -> Shot:
    """Return a rendered reply as a message to draw."""
    now = int(NOW.timestamp())
    return Shot(payload(rendered), now, rendered.files, rendered.private, command, by)


def asked(question: Posed, source: Source = Source.REVIEW) -> Asked:
    """Return a question as it is posed."""
    live = source is Source.ROUND
    closes = NOW + timedelta(seconds=28) if live else None
    return Asked(
        ask=AskId(87),
        posed=question,
        source=source,
        opened_at=NOW,
        closes_at=closes,
        step=STEP if live else None,
        due_left=0 if live else 6,
    )


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


def live() -> Shot:
    """A question of a round: the room sees how many have answered, and nothing else."""
    return shot(
        render(
            asked(WHERE, Source.ROUND), ROOM, count=AnswerCount(AskId(87), answered=5, present=0)
        )
    )


def kept() -> Shot:
    """Ann's answer to it, which only she sees."""
    return shot(render(Answered(AskId(87), ("Rapallo",), changes_left=1, answered=5), ANN))


def reveal() -> Shot:
    """Its reveal."""
    tallies = tuple(
        Tally(text, count, index == 0, index)
        for index, (text, count) in enumerate((("Rapallo", 8), ("Locarno", 1), ("Genoa", 3)))
    )
    reply = Revealed(
        ask=AskId(87),
        posed=WHERE,
        solution=WHY,
        tallies=(*tallies, Tally("Berlin", 0, correct=False, index=3)),
        answered=12,
        right=8,
        right_names=("Ann", "Bilal", "Chloé", "Dov", "Ewa", "Femi", "Gita", "Hugo"),
        step=STEP,
        next_at=NOW + timedelta(seconds=9),
    )
    return shot(render(reply, ROOM))


def review() -> Shot:
    """A typed answer, marked: a slip costs nothing."""
    slip = Reason(Because.SLIP, ("Chicherin",))
    reply = Marked(
        ask=AskId(88),
        posed=WHO,
        verdict=Verdict(Mark.RIGHT, slip, 1.0),
        yours=("Chicerin",),
        solution=Solution(
            ("Georgy Chicherin",),
            explanation="Commissar for foreign affairs until 1930, a former tsarist diplomat.",
        ),
        points=14,
        next_due=date(2026, 12, 1),
        next_days=8,
        recall_before=0.63,
        due_left=5,
        streak=4,
        first_today=True,
        counted=True,
        can_claim=False,
        minutes_today=3.0,
        goal_minutes=10,
    )
    return shot(render(reply, ANN), "review")


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


def podium() -> Shot:
    """The end of a round."""
    standings = tuple(
        Standing(rank, name, points, right=right)
        for rank, name, points, right in ((1, "Ewa", 84, 8), (2, "Ann", 71, 7), (3, "Dov", 66, 7))
    )
    missed = Missed(QuestionId("q"), "Which pact did *Laval* sign in 1935?", "With Moscow", 2, 12)
    reply = RoundOver(
        round=RoundId(3), stopped=False, asked=10, standings=standings, missed=(missed,), players=12
    )
    return shot(render(reply, ROOM))


def card() -> Shot:
    """A flashcard turned over."""
    grades = zip(Grade, (1, 4, 11, 26), strict=True)
    reply = SelfGrade(
        ask=AskId(89),
        posed=CARD,
        back="It became a tool of Moscow's *security*: parties abroad defended the USSR first.",
        solution=Solution(()),
        intervals=tuple(grades),
    )
    return shot(render(reply, ANN), "review")


def order() -> Shot:
    """An order, half put together."""
    return shot(arranging(asked(ROW), (0, 2), ANN))


def several() -> Shot:
    """A question with long options, of which several apply."""
    long = posed(
        KindName.CHOICE,
        several=True,
        stem="Why did the Kremlin turn to *Berlin* in August 1939?",
        theme="pact",
        theme_title="The Nazi-Soviet Pact",
        options=tuple(
            Shown(index, text)
            for index, text in enumerate(
                (
                    "The western delegation had no power to sign, and came by slow steamer",
                    "Poland would not let the Red Army march through",
                    "Hitler offered what the democracies could not: land",
                    "The League had ordered it",
                )
            )
        ),
        has_hint=True,
    )
    return shot(render(asked(long), ANN), "review")


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
