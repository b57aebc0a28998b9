"""What follows an answer: marks, reveals, claims, decks, refusals, and their buttons."""

from datetime import UTC, datetime

import pytest

from bot import press as p
from bot.domain.ids import AskId, ClaimId, DeckId, QuestionId, RoundId
from bot.domain.question import (
    Because,
    KindName,
    Mark,
    Reason,
    Verdict,
)
from bot.domain.replies import (
    ClaimQueue,
    ClaimShown,
    DeckAbout,
    DeckComing,
    DraftQueue,
    DraftShown,
    Help,
    Marked,
    Pace,
    PointsProposed,
    Posed,
    Problem,
    Refused,
    Revealed,
    RoundOver,
    RoundStep,
    Sample,
    Shown,
    Solution,
    Standing,
    Tally,
)
from bot.on_discord.layouts import Upload, Viewer
from bot.on_discord.marking import outcome
from bot.on_discord.render import render
from bot.on_discord.rounds import standing
from tests.any_reply import posed
from tests.on_discord.reading import (
    carried,
    labels,
    payload,
    selects,
    texts,
)

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
ASK = AskId(7)
ROOM, ANN = Viewer(NOW, public=True), Viewer(NOW)
STEP = RoundStep(RoundId(3), 2, 5, Pace.CALM)
WORDS = tuple(Shown(index, text) for index, text in enumerate(("Rapallo", "Locarno", "Genoa")))


def marked(question: Posed, **more: object) -> Marked:
    base: dict[str, object] = {
        "ask": ASK,
        "posed": question,
        "verdict": Verdict(Mark.WRONG, Reason(Because.DIFFERENT), 0.0),
        "yours": ("*Locarno* @everyone",),
        "solution": Solution(("Rapallo",), explanation="They met in April."),
        "points": 0,
        "next_due": None,
        "next_days": 1,
        "recall_before": None,
        "due_left": 0,
        "streak": 0,
        "first_today": False,
        "counted": True,
        "can_claim": True,
    }
    return Marked(**{**base, **more})  # type: ignore[arg-type]


def test_a_marked_answer_says_why_and_what_can_follow() -> None:
    shown = render(marked(posed(KindName.TYPED)), ANN)
    said = texts(shown)
    assert "### ✗ Not this time" in said
    assert "\\*Locarno\\* @\u2060everyone" in said
    assert "Answer · **Rapallo**" in said
    assert "comes back tomorrow" in said
    assert carried(shown) == [p.NextReview(), p.Claim(ASK), p.Undo(ASK), p.ReportIt(ASK, "other")]
    live = outcome(marked(posed(KindName.TYPED)))
    assert not live.replaces
    assert carried(live) == [p.Claim(ASK), p.ReportIt(ASK, "other")]


def test_each_gap_has_a_mark_of_its_own() -> None:
    verdict = Verdict(
        Mark.PARTLY, Reason(Because.SOME_PARTS, ("1", "2")), 0.5, (Mark.RIGHT, Mark.WRONG)
    )
    shown = render(marked(posed(KindName.CLOZE), verdict=verdict, yours=("1922", "")), ANN)
    assert "✓ 1922\n✗ –" in texts(shown)


def test_points_are_ticked_in_a_select() -> None:
    reply = PointsProposed(ASK, posed(KindName.POINTS), ("Debts", "Trade"), (1,), (0,), 2, "trade")
    shown = render(reply, ANN)
    [select] = selects(shown)
    assert select["min_values"] == 0
    assert [option["default"] for option in select["options"]] == [False, True]
    assert carried(shown) == [p.TickIt(ASK, (0, 1)), p.TickIt(ASK, (1,))]
    assert "**A** Debts *(yours?)*" in texts(shown)


def revealed(kind: KindName = KindName.CHOICE, **more: object) -> Revealed:
    base: dict[str, object] = {
        "ask": ASK,
        "posed": posed(kind, options=WORDS),
        "solution": Solution(("Rapallo",), (0,)),
        "tallies": (Tally("Rapallo", 3, True, 0), Tally("Locarno", 1, False, 1)),
        "answered": 4,
        "right": 3,
        "right_names": ("Ann", "B_e_n"),
        "step": STEP,
    }
    return Revealed(**{**base, **more})  # type: ignore[arg-type]


def test_a_reveal_shows_bars_names_and_buttons_for_all() -> None:
    shown = render(revealed(), ROOM)
    assert "▰▰▰▰▰▰▰▰▱▱ 3 ✓ **Rapallo**" in texts(shown)
    assert "3 of 4 got it, among them Ann and B\\_e\\_n." in texts(shown)
    assert labels(shown) == ["Next", "My answer", "Report", "Stop"]
    assert not shown.private
    assert shown.replaces
    claimable = render(revealed(KindName.TYPED, next_at=NOW), ROOM)
    assert p.Claim(ASK) in carried(claimable)


def test_nobody_is_you_in_a_channel() -> None:
    ann = Standing(1, "Ann", 40, you=True, right=4)
    assert standing(ann, ANN) == "**1** Ann · 40 points, 4 right **(you)**"
    assert standing(ann, ROOM) == "**1** Ann · 40 points, 4 right"


def test_nobody_wins_a_medal_with_nothing() -> None:
    standings = (Standing(1, "Ann", 10), Standing(2, "Ben", 0))
    over = RoundOver(
        round=RoundId(1), stopped=False, asked=1, standings=standings, missed=(), players=2
    )
    shown = texts(render(over, ROOM))
    assert "🥇 **1** Ann" in shown
    assert "🥈" not in shown


def test_claims_are_settled_by_two_buttons_each() -> None:
    claims = tuple(
        ClaimShown(ClaimId(number), QuestionId("q"), "Where?", ("Rapallo",), "Rapalo", 2)
        for number in range(1, 8)
    )
    shown = render(ClaimQueue(claims), ANN)
    assert carried(shown)[:2] == [
        p.SettleClaim(ClaimId(1), accept=True),
        p.SettleClaim(ClaimId(1), accept=False),
    ]
    assert p.Turn("class claims", 1) in carried(shown)
    assert p.SettleClaim(ClaimId(7), accept=True) in carried(
        render(ClaimQueue(claims), ANN, page=1)
    )


DECK = DeckId("my-notes")
SAMPLE = Sample(posed(KindName.TYPED), Solution(("Rapallo",)))


def test_a_deck_has_its_verbs_on_buttons() -> None:
    about = DeckAbout(
        deck=DECK,
        title="My notes",
        description="",
        owner="11B",
        themes=(("Treaties", 4),),
        questions=4,
        chosen=True,
        live=True,
        may_edit=True,
        waiting=2,
    )
    shown = render(about, ANN)
    assert carried(shown)[:3] == [
        p.Again(DECK),
        p.OfDeck("review", DECK),
        p.OfDeck("drafts", DECK),
    ]
    assert p.OfDeck("export", DECK) in carried(shown)
    which = p.which_of(SAMPLE.posed.question)
    queue = render(DraftQueue(DECK, "My notes", DraftShown(SAMPLE, "date", 3), 2), ANN)
    assert carried(queue)[:3] == [
        p.OfDeck("accept", DECK, which),
        p.OfDeck("edit", DECK, which),
        p.OfDeck("drop", DECK, which),
    ]


@pytest.mark.parametrize(("changed", "ways"), [(0, [None]), (1, [True, False])])
def test_a_file_is_brought_in_by_a_button_beside_it(changed: int, ways: list[bool | None]) -> None:
    coming = DeckComing(
        deck=DECK,
        title="My notes",
        class_name="11B",
        new=True,
        file_name="notes.csv",
        format="csv",
        format_title="Table",
        reason="",
        added=3,
        unchanged=0,
        reworded=0,
        changed=changed,
        gone=0,
        proposed=0,
        left_out=0,
        changes=(),
        warnings=(),
        more_warnings=0,
        samples=(SAMPLE,),
    )
    file = Upload("notes.csv", b"a,b", "My notes")
    shown = render(coming, ANN, attached=file)
    assert [each for each in carried(shown) if isinstance(each, p.BringIt)] == [
        p.BringIt("csv", same) for same in ways
    ]
    assert shown.files == (file,)
    assert not any(isinstance(each, p.BringIt) for each in carried(render(coming, ANN)))


def test_a_refusal_is_a_short_private_sentence_without_a_card() -> None:
    shown = render(Refused(Problem.NO_HINT), ROOM)
    assert shown.private
    assert [c["type"] for c in payload(shown)] == [10]


def test_help_names_every_command_or_just_one() -> None:
    assert "**/review**" in texts(render(Help(), ANN))
    one = texts(render(Help("/quiz"), ANN))
    assert "**/review**" not in one
    assert "- **questions** How many questions" in one
    assert "- **preview** See the next seven" in texts(render(Help("daily"), ANN))
    assert "**setup.time**" not in texts(render(Help("daily"), ANN))
