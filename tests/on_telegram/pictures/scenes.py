"""What the pictures show: a question to a group, its reveal, a review, the board, and more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.ids import AskId, ClassId, DeckId, RoundId
from bot.domain.question import Because, Grade, KindName, Mark, Picture, Reason, Verdict
from bot.domain.replies import (
    AnswerCount,
    Answered,
    BoardShown,
    ClassShown,
    DeckComing,
    Help,
    Marked,
    MemberShown,
    PointsProposed,
    Revealed,
    Role,
    RoundOver,
    Sample,
    SelfGrade,
    SettingsShown,
    Solution,
    Source,
    Span,
    Standing,
    Tally,
)
from bot.on_telegram.arranging import arranging
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.render import render
from content import bank
from tests.any_reply import posed
from tests.on_discord.pictures.scenes import CARD, NOW, ROW, WHERE, WHO, WHY, asked
from tests.on_telegram.pictures.page import Chat, Shot

BOT = "studyhall_bot"
ROOM, ANN = Viewer(NOW, public=True, bot=BOT), Viewer(NOW, bot=BOT)
ASK = AskId(87)


def shot(rendered: Rendered, said: str = "", notice: str = "") -> Shot:
    """Return a rendered reply as a message to draw."""
    return Shot(rendered, int(NOW.timestamp()), said, notice)


def group(*shots: Shot) -> Chat:
    """Return the group of a class."""
    return Chat("History 11B", "28 members", shots)


def alone(*shots: Shot) -> Chat:
    """Return somebody's private chat with the bot."""
    return Chat("Studyhall", "bot", shots)


def live() -> Chat:
    """A question of a round, and what Ann is told as she answers."""
    count = AnswerCount(ASK, answered=5, present=0)
    question = render(asked(WHERE, Source.ROUND), ROOM, count=count)
    kept = render(Answered(ASK, ("Rapallo",), changes_left=1, answered=5), ANN)
    return group(replace(shot(question), notice=kept.alert))


def poll() -> Chat:
    """The same as a native poll, and one that is typed."""
    viewer = replace(ROOM, polls=True)
    quiz = render(asked(WHERE, Source.ROUND), viewer, solution=WHY)
    return group(shot(quiz), shot(render(asked(WHO, Source.ROUND), ROOM)))


def reveal() -> Chat:
    """The reveal."""
    counts = (("Rapallo", 8), ("Locarno", 1), ("Genoa", 3), ("Berlin", 0))
    reply = Revealed(
        ask=ASK,
        posed=WHERE,
        solution=WHY,
        tallies=tuple(
            Tally(text, count, index == 0, index) for index, (text, count) in enumerate(counts)
        ),
        answered=12,
        right=8,
        right_names=("Ann", "Bilal", "Chloé", "Dov", "Ewa", "Femi", "Gita", "Hugo"),
        step=asked(WHERE, Source.ROUND).step,
        next_at=NOW.replace(second=9),
    )
    return group(shot(render(reply, ROOM)))


def review() -> Chat:
    """A typed answer, marked: a slip costs nothing."""
    reply = Marked(
        ask=AskId(88),
        posed=WHO,
        verdict=Verdict(Mark.RIGHT, Reason(Because.SLIP, ("Chicherin",)), 1.0),
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
    return alone(shot(render(asked(WHO), ANN)), shot(render(reply, ANN), "Chicerin"))


def board() -> Chat:
    """The week's board."""
    points = (("Bilal", 212), ("Ann", 198), ("Ewa", 176), ("שרה", 140), ("Dov", 95))
    standings = tuple(
        Standing(rank, name, scored, right=scored // 11)
        for rank, (name, scored) in enumerate(points, 1)
    )
    reply = BoardShown(
        class_name="History 11B",
        span=Span.WEEK,
        first_day=date(2026, 11, 23),
        last_day=date(2026, 11, 29),
        deck_title=None,
        top=standings,
        around=(Standing(17, "Hugo", 20, you=True),),
        learners=27,
        team_points=2_140,
        team_goal=3_000,
        most_improved=("Femi", "Dov"),
        streak=9,
        hidden=False,
    )
    return alone(shot(render(reply, ANN), "/leaderboard"))


def podium() -> Chat:
    """The end of a round."""
    standings = tuple(
        Standing(rank, name, points, right=right)
        for rank, (name, points, right) in enumerate((("Ewa", 84, 8), ("Ann", 71, 7)), 1)
    )
    over = RoundOver(
        round=RoundId(3), stopped=False, asked=10, standings=standings, missed=(), players=12
    )
    return group(shot(render(over, ROOM)))


def steps() -> Chat:
    """An order half put together, and several options to tick."""
    several = replace(WHERE, several=True)
    return alone(
        shot(arranging(asked(ROW), (0, 2), ANN)), shot(arranging(asked(several), (0, 2), ANN))
    )


def card() -> Chat:
    """The back of a flashcard, and a mark scheme."""
    intervals = tuple(zip(Grade, (1, 4, 11, 27), strict=True))
    back = "It became a tool of Moscow's *security*: parties abroad defended the USSR first."
    turned = SelfGrade(ASK, CARD, back, Solution(()), intervals)
    points = PointsProposed(
        ASK,
        posed(KindName.POINTS, stem="Name three reasons why Stalin turned to Hitler.", need=3),
        ("Poland refused passage", "Munich had shut him out", "Land in the east"),
        (2,),
        (0,),
        3,
        "He got land and the poles said no",
    )
    return alone(shot(render(turned, ANN)), shot(render(points, ANN)))


def picture() -> Chat:
    """A question with a picture."""
    drawing = next(bank.bundled().rglob("*.png"))
    shown = replace(WHERE, picture=Picture(drawing.name, "A map of the new borders."))
    file = Upload(drawing.name, drawing.read_bytes())
    return group(shot(render(asked(shown, Source.ROUND), ROOM, attached=file)))


def about_a_class() -> Chat:
    """A class, and one's own settings."""
    klass = ClassShown(
        id=ClassId(1),
        name="History 11B",
        code="K7Q2MX",
        zone="Europe/London",
        role=Role.OWNER,
        decks=((DeckId("sfp"), "Soviet foreign policy", True),),
        members=(
            MemberShown("Ann", Role.OWNER, you=True),
            MemberShown("Bilal", Role.MEMBER, you=False),
        ),
        places=2,
    )
    settings = SettingsShown(
        name="Ann",
        zone="Europe/London",
        retention=90,
        goal_minutes=10,
        extra_time="1",
        alias="",
        hide_me=False,
        rest_days=(5, 6),
        linked=("discord",),
    )
    return alone(shot(render(klass, ANN), "/class"), shot(render(settings, ANN), "/settings"))


def notes() -> Chat:
    """A file of notes, before it is kept, and the help."""
    sample = Sample(WHO, Solution(("Georgy Chicherin",)))
    coming = DeckComing(
        deck=DeckId("cold-war"),
        title="The Cold War",
        class_name="History 11B",
        new=True,
        file_name="cold-war.md",
        format="notes",
        format_title="Notes",
        reason="it has headings and lists",
        added=24,
        unchanged=0,
        reworded=0,
        changed=0,
        gone=0,
        proposed=11,
        left_out=2,
        changes=(),
        warnings=(),
        more_warnings=0,
        samples=(sample,),
    )
    file = Upload("cold-war.md", b"# The Cold War" * 900)
    return alone(shot(render(coming, ANN, attached=file)), shot(render(Help(), ANN), "/help"))


SCENES: dict[str, Callable[[], Chat]] = {
    "live-question": live,
    "poll": poll,
    "reveal": reveal,
    "review": review,
    "board": board,
    "podium": podium,
    "steps": steps,
    "card": card,
    "picture": picture,
    "class": about_a_class,
    "notes": notes,
}
