"""What the pictures show of questions: posed to a class, revealed, reviewed, answered in steps."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.ids import AskId, QuestionId, RoundId
from bot.domain.question import Because, Grade, KindName, Mark, Reason, Verdict
from bot.domain.replies import (
    AnswerCount,
    Answered,
    Asked,
    Marked,
    Missed,
    Pace,
    Posed,
    Revealed,
    RoundOver,
    RoundStep,
    SelfGrade,
    Shown,
    Solution,
    Source,
    Standing,
    Tally,
)
from bot.on_discord.arranging import arranging
from bot.on_discord.layouts import Rendered, Viewer
from bot.on_discord.render import render
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
