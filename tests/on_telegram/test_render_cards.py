"""Cards with keys on Telegram: the daily question, progress, settings, privacy, one question."""

from datetime import date, timedelta

from bot import press as p
from bot.domain.daily import DailyReason, DailyState, Manner, Why
from bot.domain.ids import ClassId, DeckId, QuestionId, QuestionKey
from bot.domain.question import KindName
from bot.domain.replies import (
    ClassShown,
    DailyChosen,
    DailyDay,
    DailyPreview,
    DailyQueued,
    DailyShown,
    DataExported,
    DeleteAsked,
    LinkCode,
    MemberShown,
    PrivacyShown,
    Progress,
    QuestionHistory,
    QuestionText,
    Role,
    Sample,
    SettingsShown,
    Solution,
    Spot,
    ThemeRecall,
)
from bot.on_telegram.messages import Style
from bot.on_telegram.render import render
from tests.any_reply import posed
from tests.on_telegram.asks import ANN, NOW
from tests.on_telegram.reading import carried, entities_of, keys, labels, press_of, seen, wrong


def daily(**more: object) -> DailyShown:
    base: dict[str, object] = {
        "state": DailyState.ON,
        "zone": "Europe/London",
        "hour": 17,
        "minute": 0,
        "weekdays": (0, 1, 2),
        "topics": (),
        "reveal_hours": None,
        "late_hours": 3,
        "manner": Manner(),
        "next_at": NOW + timedelta(hours=8),
        "queue": (DailyQueued(QuestionId("sfp-ger-001"), "Where did they *sign*?"),),
        "may_change": True,
    }
    return DailyShown(**{**base, **more})  # type: ignore[arg-type]


def test_a_daily_question_is_looked_after_by_keys() -> None:
    shown = render(daily(), ANN)
    assert p.Go("daily pause") in carried(shown)
    assert press_of(shown, "✕ Where did they sign?") == p.Turn("daily unqueue sfp-ger-001", 0)
    assert "The next one comes today at 17:00." in seen(shown)
    assert press_of(shown, "Skip the next") == p.Go("daily skip 2026-03-04"), "twice is once"
    assert not wrong(shown)
    paused = render(daily(state=DailyState.PAUSED, next_at=None), ANN)
    assert carried(paused)[0] == p.Go("daily resume")
    assert p.Go("daily pause") not in carried(paused)
    assert labels(render(daily(state=DailyState.OFF, queue=()), ANN))[0] == "Begin"
    learner = render(daily(may_change=False, queue=()), ANN)
    assert not any(isinstance(press, p.Go) for press in carried(learner))


def test_a_coming_day_is_skipped_and_given_back_by_its_key() -> None:
    chosen = DailyChosen(QuestionId("q"), "Why?", "Germany", DailyReason(Why.UNSEEN))
    days = tuple(
        DailyDay(date(2026, 3, 4 + away), NOW + timedelta(days=away), away == 2, chosen)
        for away in range(9)
    )
    shown = render(DailyPreview("Europe/London", days), ANN)
    assert press_of(shown, "Skip: tomorrow") == p.Go("daily skip 2026-03-05")
    assert press_of(shown, "Post after all: Friday") == p.Go("daily unskip 2026-03-06")
    assert sum(label.startswith("Skip") for label in labels(shown)) == 6
    assert "Skip: Friday" not in labels(shown)
    assert "Why?" in seen(shown)
    assert "Type /daily setup" in seen(render(DailyPreview("UTC", ()), ANN))


def test_progress_shows_themes_as_bars_and_days_as_heights() -> None:
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
        themes=(
            ThemeRecall("ger", "Germany", 18, 24, 0.91),
            ThemeRecall("s", "Spain", 0, 18, None),
        ),
        days=tuple((NOW.date() - timedelta(days=back), back % 3) for back in range(84)),
        ahead=((NOW.date() + timedelta(days=1), 3),),
    )
    shown = render(reply, ANN)
    assert "▰▰▰▰▰ Germany · 18 of 24 · 91% remembered\n▱▱▱▱▱ Spain · 0 of 18" in seen(shown)
    assert "Coming: tomorrow 3" in seen(shown)
    assert "studied on 56 of the last 84 days" in seen(shown)
    assert labels(shown)[0] == "Review (6 questions due)"
    assert shown.private


def test_a_class_is_joined_by_a_code_that_a_tap_copies() -> None:
    members = tuple(MemberShown(f"L{number}", Role.MEMBER, you=not number) for number in range(60))
    reply = ClassShown(
        id=ClassId(1),
        name="History *11B*",
        code="K7Q2MX",
        zone="Europe/London",
        role=Role.OWNER,
        decks=((DeckId("sfp"), "Soviet foreign policy", True),),
        members=members,
        places=2,
    )
    shown = render(reply, ANN)
    assert "Code to join: K7Q2MX" in seen(shown)
    assert "code" in entities_of(shown)
    assert "• L0, member ◀ you" in seen(shown)
    assert p.Turn("class", 1) in carried(shown)
    assert "• L59, member" in seen(render(reply, ANN, page=2))


def test_each_setting_has_a_key() -> None:
    reply = SettingsShown(
        name="Ann",
        zone="Europe/London",
        retention=90,
        goal_minutes=10,
        extra_time="1.5",
        alias="",
        hide_me=False,
        rest_days=(5, 6),
        linked=("discord",),
        changed="time",
    )
    shown = render(reply, ANN)
    assert press_of(shown, "Extra time") == p.Go("settings time")
    assert press_of(shown, "Rest days") == p.Go("settings rest")
    assert "✓ Saved: Extra time." in seen(shown)
    assert "Extra time 1.5 times" in seen(shown)
    assert "Linked: Discord" in seen(shown)


def test_what_cannot_be_undone_is_red_and_asks_again() -> None:
    privacy = render(
        PrivacyShown(reviews=3, memories=2, answers=3, classes=1, accounts=1, since=None), ANN
    )
    [red] = [key for key in keys(privacy) if key.style is Style.DANGER]
    assert red.label == "Delete everything…"
    assert p.Go("privacy export") in carried(privacy)
    asked = render(DeleteAsked("DELETE"), ANN)
    assert carried(asked) == [p.Confirm("DELETE"), p.Go("privacy")]
    assert "cannot be undone" in seen(asked)


def test_an_export_is_a_file_and_a_code_ends() -> None:
    exported = render(DataExported("ann.json", "{}"), ANN)
    assert exported.document is not None
    assert exported.document.data == b"{}"
    code = render(LinkCode("ABCD-1234", NOW + timedelta(minutes=15)), ANN)
    assert seen(code).count("09:15") == 1, "when it ends is said once"
    assert "code" in entities_of(code)
    assert not wrong(code)


SAMPLE = Sample(posed(KindName.TYPED), Solution(("Rapallo",), explanation="In April."))


def test_a_question_is_seen_with_its_history_by_its_editors() -> None:
    reply = QuestionHistory(
        key=QuestionKey(5),
        question=QuestionId("sfp-ger-001"),
        deck=DeckId("sfp"),
        title="Soviet foreign policy",
        sample=SAMPLE,
        version=1,
        earlier=(),
        accepted=(),
        reports=(),
        claims=2,
        paused=True,
        retired=False,
        may_edit=True,
        saved=True,
    )
    shown = render(reply, ANN)
    assert "✓ Saved." in seen(shown)
    assert "Answer: Rapallo" in seen(shown)
    assert "Its id is sfp-ger-001." in seen(shown)
    assert carried(shown)[0] == p.OfQuestion("edit", QuestionKey(5))
    assert p.Go("class claims") in carried(shown)
    assert not wrong(shown)


def test_a_questions_text_is_shown_as_it_is_written() -> None:
    text = '[question]\nstem = "Where did *Germany* <sign>?"\n  - kept'
    reply = QuestionText(QuestionKey(5), "My notes", QuestionId("q"), text, (Spot(2, 1, "Why?"),))
    shown = render(reply, ANN)
    assert text in seen(shown)
    assert "pre" in entities_of(shown)
    assert "This is not saved yet:\n• Line 2, column 1: Why?" in seen(shown)
    assert shown.document is None
    long = render(QuestionText(QuestionKey(5), "My notes", QuestionId("q"), "x\n" * 3_000), ANN)
    assert long.document is not None
    assert not wrong(long)
