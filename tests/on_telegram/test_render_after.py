"""What follows an answer: marks, reveals, claims, boards, refusals, and their keys."""

from dataclasses import replace
from datetime import timedelta

from bot import press as p
from bot.domain.ids import ClaimId, QuestionId
from bot.domain.question import Because, KindName, Mark, Reason, Verdict
from bot.domain.replies import (
    Answered,
    BoardShown,
    ClaimQueue,
    ClaimShown,
    Help,
    Marked,
    Pace,
    Posed,
    Problem,
    Refused,
    Revealed,
    RoundOver,
    RoundStarted,
    Shown,
    Solution,
    Span,
    Standing,
    Tally,
    Welcome,
)
from bot.on_telegram.limits import units
from bot.on_telegram.marking import outcome
from bot.on_telegram.render import render
from bot.on_telegram.rounds import standing
from tests.any_reply import posed
from tests.on_telegram.asks import ANN, ASK, BOT, NOW, OPTIONS, ROOM, STEP, choice
from tests.on_telegram.reading import carried, entities_of, keys, labels, press_of, seen, wrong


def marked(question: Posed, **more: object) -> Marked:
    base: dict[str, object] = {
        "ask": ASK,
        "posed": question,
        "verdict": Verdict(Mark.WRONG, Reason(Because.DIFFERENT), 0.0),
        "yours": ("*Locarno* @everyone",),
        "solution": Solution(("Rapallo",), explanation="They met in *April*."),
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
    said = seen(shown)
    assert "✗ Not this time" in said
    assert "You said *Locarno* @\u2060everyone" in said
    assert "Answer: Rapallo" in said
    assert "They met in April." in said
    assert "comes back tomorrow" in said
    assert carried(shown) == [p.NextReview(), p.Claim(ASK), p.Undo(ASK), p.ReportIt(ASK, "other")]
    assert shown.replaces
    assert not wrong(shown)


def test_a_press_in_a_group_is_answered_by_the_gist() -> None:
    sure = marked(posed(KindName.TYPED), can_claim=False)
    assert p.Claim(ASK) not in carried(render(sure, ANN)) + carried(outcome(sure))
    live = outcome(marked(posed(KindName.TYPED)))
    gains = "no points for this one · comes back tomorrow"
    assert live.alert == f"✗ Not this time.\nAnswer: Rapallo\n{gains}"
    assert not live.replaces
    assert render(replace(marked(posed(KindName.TYPED)), later=True), ANN) == live
    assert carried(live) == [p.Claim(ASK), p.ReportIt(ASK, "other")]
    kept = render(Answered(ASK, ("Rapallo",), changes_left=1, answered=5), ROOM)
    assert kept.alert.startswith("Kept: Rapallo.\nYou may still change it once.")
    long = render(Answered(ASK, ("w" * 500,), changes_left=1, answered=5), ROOM)
    assert units(long.alert) <= 200


def test_a_long_explanation_is_folded_and_a_short_one_is_not() -> None:
    short = marked(posed(KindName.TYPED))
    long = replace(short, solution=Solution(("Rapallo",), explanation="They met. " * 60))
    assert "expandable_blockquote" not in entities_of(render(short, ANN))
    assert "expandable_blockquote" in entities_of(render(long, ANN))


def test_each_gap_has_a_mark_of_its_own() -> None:
    verdict = Verdict(
        Mark.PARTLY, Reason(Because.SOME_PARTS, ("1", "2")), 0.5, (Mark.RIGHT, Mark.WRONG)
    )
    shown = render(marked(posed(KindName.CLOZE), verdict=verdict, yours=("1922", "")), ANN)
    assert "You said\n✓ 1922\n✗ –" in seen(shown)
    assert "You said" not in seen(render(marked(posed(KindName.TYPED), yours=("",)), ANN))


def revealed(kind: KindName = KindName.CHOICE, **more: object) -> Revealed:
    base: dict[str, object] = {
        "ask": ASK,
        "posed": posed(kind, options=OPTIONS),
        "solution": Solution(
            ("Rapallo",), (0,), notes=((2, "It was near."), (0, "It is.")), sources=("Treaty",)
        ),
        "tallies": (Tally("Rapallo", 3, True, 0), Tally("Locarno", 1, False, 1)),
        "answered": 4,
        "right": 3,
        "right_names": ("Ann", "B_e_n", "שרה"),
        "step": STEP,
    }
    return Revealed(**{**base, **more})  # type: ignore[arg-type]


def test_a_reveal_shows_bars_names_and_keys_for_all() -> None:
    shown = render(revealed(), ROOM)
    assert "▰▰▰▰▰▰▱▱ 3 ✓ Rapallo\n▰▰▱▱▱▱▱▱ 1 ✗ Locarno" in seen(shown)
    assert "3 of 4 got it: Ann, B_e_n and" in seen(shown)
    assert "✗ Genoa: It was near." in seen(shown)
    assert "It is." not in seen(shown)
    few = revealed(answered=100, tallies=(Tally("Genoa", 1, False, 2),))
    assert "▰▱▱▱▱▱▱▱ 1 ✗ Genoa" in seen(render(few, ROOM))
    assert "Sources: Treaty" in seen(shown)
    assert labels(shown) == ["Next", "My answer", "Report", "Stop"]
    assert not shown.private
    assert shown.replaces
    claimable = render(revealed(KindName.TYPED, next_at=NOW), ROOM)
    assert p.Claim(ASK) in carried(claimable)
    assert "Next question at 09:00:00." in seen(claimable)


def test_nobody_is_you_in_a_group() -> None:
    ann = Standing(2, "Ann", 40, you=True, right=4)
    assert standing(ann, ANN) == "🥈 <b>Ann</b> · 40 points, 4 right <b>◀ you</b>"
    assert standing(ann, ROOM) == "🥈 Ann · 40 points, 4 right"
    assert standing(Standing(4, "", 1), ANN) == "4. ? · 1 point"


def board(**more: object) -> BoardShown:
    base: dict[str, object] = {
        "class_name": "11B",
        "span": Span.WEEK,
        "first_day": NOW.date(),
        "last_day": NOW.date(),
        "deck_title": None,
        "top": tuple(Standing(rank, f"L{rank}", 50 - rank) for rank in range(1, 11)),
        "around": (Standing(10, "L10", 40), Standing(30, "Ann", 2, you=True)),
        "learners": 30,
        "team_points": 500,
        "team_goal": 1_000,
        "most_improved": ("Bo",),
        "streak": 3,
        "hidden": True,
    }
    return BoardShown(**{**base, **more})  # type: ignore[arg-type]


def test_a_board_shows_the_top_and_where_you_are() -> None:
    shown = render(board(), ANN)
    assert "10. L10 · 40 points\n…\n30. Ann · 2 points ◀ you" in seen(shown)
    assert "500 of 1,000 points together by 30 learners\n▰▰▰▰▰▰▱▱▱▱▱▱" in seen(shown)
    assert "You are hidden" in seen(shown)
    assert "You are hidden" not in seen(render(board(), ROOM))
    assert p.ShowBoard(Span.MONTH) in carried(shown)
    assert "The first answer leads!" in seen(render(board(top=(), around=()), ANN))


def test_a_podium_leads_into_ones_own_reviews() -> None:
    over = RoundOver(round=STEP.round, stopped=False, asked=3, standings=(), missed=(), players=0)
    [link] = [key for key in keys(render(over, ROOM)) if key.url]
    assert (link.label, link.url.startswith(f"https://t.me/{BOT}?start=")) == ("Review", True)
    assert p.Go("review") in carried(render(over, replace(ROOM, bot="")))


def test_claims_are_settled_by_two_keys_each() -> None:
    claims = tuple(
        ClaimShown(ClaimId(number), QuestionId("q"), "Where?", ("Rapallo",), "Rapalo", 2)
        for number in range(1, 8)
    )
    shown = render(ClaimQueue(claims), ANN)
    assert carried(shown)[:2] == [
        p.SettleClaim(ClaimId(1), accept=True),
        p.SettleClaim(ClaimId(1), accept=False),
    ]
    assert labels(shown)[:3] == ["1 Accept", "1 Decline", "2 Accept"]
    assert "2. Where?\nRapalo (from 2 learners)" in seen(shown)
    assert p.Turn("class claims", 1) in carried(shown)
    later = render(ClaimQueue(claims), ANN, page=1)
    assert press_of(later, "2 Accept") == p.SettleClaim(ClaimId(7), accept=True)


def test_a_refusal_is_a_short_private_sentence() -> None:
    shown = render(Refused(Problem.NOT_YOURS), ROOM)
    assert shown.private
    assert carried(shown) == [p.Go("review")]
    assert shown.alert == seen(shown).replace("\u2060", "")
    assert render(Refused(Problem.TOO_FAST), ROOM).keyboard == ()
    needed = render(Refused(Problem.NEEDS_CLASS), ANN)
    assert carried(needed) == [p.Go("class new"), p.Go("class join")]


def test_alone_a_round_begins_by_adding_the_bot_to_a_group() -> None:
    welcome = Welcome(name="Ann", class_name="", new=True, due=0, round_running=False)
    for reply in (welcome, Help()):
        [link] = [key.url for key in keys(render(reply, ANN)) if key.url]
        assert link == f"https://t.me/{BOT}?startgroup=1"
        assert p.Go("quiz") in carried(render(reply, ROOM))


def test_after_its_last_question_nobody_knows_what_a_round_goes_on_with() -> None:
    shown = seen(render(revealed(next_at=NOW, step=replace(STEP, number=10)), ROOM))
    assert "Next question" not in shown
    assert "The round goes on at 09:00:00." in shown


def test_help_names_every_command_or_just_one() -> None:
    assert "/review Study what" in seen(render(Help(), ANN))
    about = seen(render(Help("/quiz"), ANN))
    assert "For example: /quiz" in about
    assert "/review" not in about


def test_a_reveal_that_comes_late_announces_no_question_of_the_past() -> None:
    late = render(revealed(KindName.TYPED, next_at=NOW - timedelta(seconds=1)), ROOM)
    assert "Next question" not in seen(late)
    assert "Next question" in seen(render(revealed(KindName.TYPED, next_at=NOW), ROOM))


def test_options_of_a_choice_are_told_apart_in_a_reveal() -> None:
    long = tuple(Shown(index, f"{index} " + "w" * 300) for index in range(3))
    shown = render(revealed(posed=choice(options=long)), ROOM)
    assert not wrong(shown)


def test_who_starts_or_stops_a_round_turns_no_sentence_around() -> None:
    sara = "שרה"
    isolated = f"\u2068{sara}\u2069"
    started = RoundStarted(STEP.round, "Rome", 5, Pace.CALM, sara)
    assert f"{isolated} starts a round" in render(started, ROOM).text
    over = RoundOver(
        round=STEP.round, stopped=True, asked=3, standings=(), missed=(), players=0, by=sara
    )
    assert f"stopped by {isolated}<" in render(over, ROOM).text
    names = revealed(right=2, right_names=(sara, "נועה"))
    assert f"{isolated} and \u2068נועה\u2069." in render(names, ROOM).text
