"""Each kind of question has its own way to be answered, with what Discord has for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import press as p
from bot.domain.ids import AskId, RoundId
from bot.domain.question import (
    Grade,
    KindName,
    Matched,
    Ordered,
    Picture,
    Precision,
)
from bot.domain.replies import (
    AnswerCount,
    Asked,
    DailyPost,
    Help,
    Pace,
    Posed,
    Problem,
    Refused,
    RoundStep,
    SelfGrade,
    Shown,
    Solution,
    Source,
)
from bot.on_discord.arranging import arranged, arranging, picked
from bot.on_discord.layouts import Rendered, Upload, Viewer
from bot.on_discord.render import picture_of, render
from tests.any_reply import posed
from tests.on_discord.fake import components
from tests.on_discord.reading import (
    carried,
    labels,
    options,
    payload,
    selects,
    texts,
    wrong,
)

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
ASK = AskId(7)
ROOM, ANN = Viewer(NOW, public=True), Viewer(NOW)
STEP = RoundStep(RoundId(3), 2, 5, Pace.CALM)
WORDS = tuple(Shown(index, text) for index, text in enumerate(("Rapallo", "Locarno", "Genoa")))
RIGHTS = tuple(Shown(index, text) for index, text in enumerate(("1922", "1925", "1926", "1930")))


def asked(question: Posed, *, live: bool = False) -> Asked:
    return Asked(
        ask=ASK,
        posed=question,
        source=Source.ROUND if live else Source.REVIEW,
        opened_at=NOW,
        closes_at=NOW + timedelta(seconds=30) if live else None,
        step=STEP if live else None,
    )


def test_a_short_choice_is_a_row_of_buttons_with_its_own_words() -> None:
    shown = render(asked(posed(KindName.CHOICE, options=WORDS)), ANN)
    assert labels(shown)[:3] == ["Rapallo", "Locarno", "Genoa"]
    assert carried(shown)[:3] == [p.Answer(ASK, (index,)) for index in range(3)]
    assert "Rapallo" not in texts(shown)


def test_true_or_false_is_two_buttons() -> None:
    shown = render(asked(posed(KindName.TRUEFALSE, options=(Shown(0, ""), Shown(1, "")))), ANN)
    assert labels(shown)[:2] == ["True", "False"]


def test_long_options_stand_in_the_text_and_buttons_have_their_letters() -> None:
    long = tuple(Shown(index, f"{index} is a rather long option to read " * 2) for index in (2, 0))
    shown = render(asked(posed(KindName.CHOICE, options=long)), ANN)
    assert labels(shown)[:2] == ["A", "B"]
    assert carried(shown)[:2] == [p.Answer(ASK, (2,)), p.Answer(ASK, (0,))]
    assert "**A** 2 is a rather long option" in texts(shown)


@pytest.mark.parametrize(("several", "most"), [(True, 6), (False, 1)])
def test_many_options_or_several_answers_are_a_select(several: bool, most: int) -> None:
    six = tuple(Shown(index, f"*Option* {index}") for index in range(6))
    shown = render(asked(posed(KindName.CHOICE, options=six, several=several)), ANN)
    [select] = selects(shown)
    assert select["max_values"] == most
    assert options(shown)[0] == "A. Option 0"
    assert p.Answer(ASK, ()) in carried(shown)


@pytest.mark.parametrize(
    "kind",
    [
        KindName.TYPED,
        KindName.NUMBER,
        KindName.DATE,
        KindName.CLOZE,
        KindName.POINTS,
        KindName.ORDER,
        KindName.MATCH,
    ],
)
def test_what_is_typed_or_arranged_opens_by_a_button(kind: KindName) -> None:
    question = posed(kind, options=WORDS, rights=RIGHTS, precision=Precision.DAY, unit="km")
    shown = render(asked(question), ANN)
    assert carried(shown)[0] == p.Open(ASK)
    assert labels(shown) == ["Answer", "I don't know", "Skip"]


def test_a_flashcard_turns_and_its_grades_show_the_next_interval() -> None:
    shown = render(asked(posed(KindName.RECALL)), ANN)
    assert carried(shown)[0] == p.Reveal(ASK)
    assert "I don't know" not in labels(shown)
    intervals = tuple(zip(Grade, (0, 3, 9, 40), strict=True))
    turned = render(
        SelfGrade(ASK, posed(KindName.RECALL), "The *back*", Solution(()), intervals), ANN
    )
    assert labels(turned) == ["Again · today", "Hard · 3 d", "Good · 9 d", "Easy · 6 wk"]
    assert carried(turned) == [p.GradeIt(ASK, grade) for grade in Grade]
    assert "The *back*" in texts(turned)
    assert turned.replaces


def test_a_clock_is_told_by_discord_and_a_count_tells_nothing_more() -> None:
    question = asked(posed(KindName.CHOICE, options=WORDS), live=True)
    shown = render(question, ROOM, count=AnswerCount(ASK, 4, 12))
    assert f"Closes <t:{int(NOW.timestamp()) + 30}:R>." in texts(shown)
    assert "4 of 12 have answered." in texts(shown)
    assert not shown.private
    assert p.StopRound(RoundId(3)) in carried(shown)
    assert "Question 2 of 5" in texts(shown)


def test_a_daily_question_says_when_its_answer_comes_and_is_never_skipped() -> None:
    post = DailyPost(date(2026, 3, 4), NOW + timedelta(hours=8), answered=3)
    daily = replace(asked(posed(KindName.CHOICE, options=WORDS)), source=Source.DAILY, daily=post)
    shown = render(daily, ROOM)
    assert f"The answer comes <t:{int(NOW.timestamp()) + 28_800}:R>." in texts(shown)
    assert "3 learners have answered so far." in texts(shown)
    assert "Skip" not in labels(shown)


def test_a_picture_is_attached_with_words_or_told_in_words() -> None:
    question = posed(KindName.RECALL, picture=Picture("map.png", "The *new* border"))
    reply = asked(question)
    assert picture_of(reply) == (question.deck, "map.png")
    assert "Picture: The \\*new\\* border" in texts(render(reply, ANN))
    file = Upload("map.png", b"png", question.picture.alt if question.picture else "")
    shown = render(reply, ANN, attached=file)
    assert shown.files == (file,)
    [gallery] = [c for c in components.walk(payload(shown)) if c["type"] == 12]
    assert gallery["items"][0]["media"]["url"] == "attachment://map.png"
    assert gallery["items"][0]["description"] == "The *new* border"
    assert not wrong(shown, published=True)
    assert picture_of(Help()) is None


ORDER = posed(KindName.ORDER, options=(Shown(2, "c"), Shown(0, "a"), Shown(1, "b")))
MATCH = posed(KindName.MATCH, options=WORDS, rights=(RIGHTS[3], *RIGHTS[:3]))


def step(question: Posed, picks: tuple[int, ...]) -> Rendered:
    shown = arranging(asked(question), picks, ANN)
    assert not wrong(shown, published=True)
    assert shown.private
    assert shown.replaces
    return shown


def test_an_order_is_put_together_step_by_step() -> None:
    first = step(ORDER, ())
    assert options(first) == ["c", "a", "b"]
    assert carried(first) == [p.Arrange(ASK, ()), p.GiveUp(ASK)]
    second = step(ORDER, (0,))
    assert options(second) == ["c", "b"]
    assert carried(second) == [p.Arrange(ASK, (0,)), p.Arrange(ASK, ()), p.GiveUp(ASK)]
    last = step(ORDER, (0, 1))  # the last item needs no choosing
    assert options(last) == []
    assert p.Arranged(ASK, (0, 1, 2)) in carried(last)
    assert p.Arrange(ASK, (0,)) in carried(last)  # a step back undoes what was chosen
    assert (
        texts(last).index("**1** a") < texts(last).index("**2** b") < texts(last).index("**3** c")
    )
    assert arranged(ORDER, (0, 1, 2)) == Ordered((0, 1, 2))


def test_a_match_is_put_together_step_by_step_and_may_leave_gaps() -> None:
    first = step(MATCH, ())
    assert options(first) == ["1930", "1922", "1925", "1926", "None of these"]
    second = step(MATCH, (0,))
    assert "1922" not in options(second)
    assert "**Rapallo** → 1922" in texts(second)
    done = step(MATCH, (0, p.NONE, 2))
    assert p.Arranged(ASK, (0, p.NONE, 2)) in carried(done)
    assert "**Locarno** → None of these" in texts(done)
    assert arranged(MATCH, (0, p.NONE, 2)) == Matched((0, -1, 2))
    swapped = replace(MATCH, options=(WORDS[1], WORDS[0], WORDS[2]))
    assert arranged(swapped, (1, 0, 2)) == Matched((0, 1, 2))
    assert arranged(MATCH, (p.NONE,) * 3) == Refused(Problem.EMPTY)


@pytest.mark.parametrize("picks", [(9,), (0, 0), (0, 1, 2, 3), (p.NONE,)])
def test_picks_of_another_question_start_over(picks: tuple[int, ...]) -> None:
    assert p.Arrange(ASK, ()) in carried(step(ORDER, picks))
    assert arranged(ORDER, picks) == Refused(Problem.UNFIT_ANSWER)


def test_a_pick_is_a_small_number_once() -> None:
    assert picked((1,), "2") == (1, 2)
    assert picked((1,), "-1") == (1, p.NONE)
    assert picked((1,), "1") is None
    for odd in ("", "x", "-2", "1.0", "١", "999"):
        assert picked((), odd) is None
