"""Each kind of question has its own way to be answered, with what Telegram has for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import press as p
from bot.domain.ids import RoundId
from bot.domain.question import Grade, KindName, Picture, Precision
from bot.domain.replies import (
    AnswerCount,
    DailyPost,
    Help,
    PointsProposed,
    Posed,
    SelfGrade,
    Shown,
    Solution,
    Source,
)
from bot.on_telegram.arranging import arranging
from bot.on_telegram.messages import Rendered, Style, Upload
from bot.on_telegram.render import picture_of, render
from tests.any_reply import posed
from tests.on_telegram.asks import ANN, ASK, BOT, NOW, OPTIONS, ROOM, alone, choice, live, png
from tests.on_telegram.reading import carried, keys, labels, press_of, read, seen, wrong

RIGHTS = tuple(Shown(index, text) for index, text in enumerate(("1922", "1925", "1926", "1930")))
WRITTEN = [KindName.TYPED, KindName.NUMBER, KindName.DATE, KindName.CLOZE, KindName.POINTS]
STEPWISE = [KindName.ORDER, KindName.MATCH]
LONG = tuple(Shown(index, f"{index} is a rather long option to read " * 2) for index in (2, 0))


def test_a_short_choice_is_keys_with_its_own_words() -> None:
    shown = render(live(), ROOM)
    assert [len(row) for row in shown.keyboard[:3]] == [1, 1, 1]
    assert labels(shown)[:3] == ["Rapallo", "Locarno", "Genoa"]
    assert carried(shown)[:3] == [p.Answer(ASK, (index,)) for index in range(3)]
    assert "Rapallo" not in seen(shown)
    assert not wrong(shown)


def test_a_question_of_ones_own_is_private_and_stops_nothing() -> None:
    assert render(alone(), ROOM).private
    assert "Stop" not in labels(render(live(), ANN))
    assert "Stop" in labels(render(live(), ROOM))


def test_true_or_false_is_two_keys_side_by_side() -> None:
    shown = render(alone(posed(KindName.TRUEFALSE, options=(Shown(0, ""), Shown(1, "")))), ANN)
    assert [key.label for key in shown.keyboard[0]] == ["True", "False"]


def test_long_options_stand_in_the_text_and_keys_have_their_letters() -> None:
    shown = render(live(choice(options=LONG)), ROOM)
    assert [key.label for key in shown.keyboard[0]] == ["A", "B"]
    assert carried(shown)[:2] == [p.Answer(ASK, (2,)), p.Answer(ASK, (0,))]
    assert "A 2 is a rather long option" in seen(shown)


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_typed_is_answered_in_private_or_by_a_reply(kind: KindName) -> None:
    question = posed(kind, gaps=2, need=3, precision=Precision.DAY, unit="km")
    shown = render(live(question), ROOM)
    assert keys(shown)[0].url.startswith(f"https://t.me/{BOT}?start=")
    assert labels(shown) == ["Answer in private", "I don't know", "Skip", "Stop"]
    assert "reply to this message, where everybody can read it" in seen(shown)
    assert shown.asks == ""
    assert not wrong(shown)
    own = render(alone(question), ANN)
    assert labels(own) == ["I don't know", "Skip"]
    assert own.asks == ""
    assert "reply" not in seen(own)
    theirs = render(live(question), ANN)  # the group's, opened in private
    assert labels(theirs) == ["I don't know"]
    assert theirs.asks


@pytest.mark.parametrize("kind", [*STEPWISE, KindName.RECALL])
def test_what_takes_steps_is_answered_in_private_alone(kind: KindName) -> None:
    shown = render(live(posed(kind, options=OPTIONS, rights=RIGHTS)), ROOM)
    assert keys(shown)[0].url
    assert "Answer in private." in seen(shown)
    assert "reply" not in seen(shown)
    assert not any(isinstance(press, p.Answer | p.Arrange | p.Reveal) for press in carried(shown))


def test_several_answers_are_given_in_private_where_no_poll_is_wanted() -> None:
    shown = render(live(choice(several=True)), ROOM)
    assert keys(shown)[0].url
    assert not any(isinstance(press, p.Answer) for press in carried(shown))
    assert "A Rapallo" in seen(shown)


def test_without_a_name_of_the_bots_there_is_no_link() -> None:
    shown = render(live(posed(KindName.TYPED)), replace(ROOM, bot=""))
    assert carried(shown)[0] == p.Open(ASK)
    assert not any(key.url for key in keys(shown))


@pytest.mark.parametrize(
    ("gaps", "said"), [(1, "Fill the gap."), (3, "one line for each, in their order")]
)
def test_gaps_say_how_to_write_their_words(gaps: int, said: str) -> None:
    assert said in seen(render(alone(posed(KindName.CLOZE, gaps=gaps)), ANN))


def test_a_flashcard_turns_and_its_grades_show_the_next_interval() -> None:
    shown = render(alone(posed(KindName.RECALL)), ANN)
    assert carried(shown)[0] == p.Reveal(ASK)
    assert "I don't know" not in labels(shown)
    intervals = tuple(zip(Grade, (0, 3, 9, 40), strict=True))
    turned = render(
        SelfGrade(ASK, posed(KindName.RECALL), "The *back*", Solution(()), intervals), ANN
    )
    assert labels(turned) == ["Again · today", "Hard · 3 d", "Good · 9 d", "Easy · 6 wk"]
    assert [len(row) for row in turned.keyboard] == [2, 2]
    assert carried(turned) == [p.GradeIt(ASK, grade) for grade in Grade]
    assert "The back" in seen(turned)
    assert turned.replaces


def test_a_clock_is_told_by_telegram_and_a_count_tells_nothing_more() -> None:
    shown = render(live(), ROOM, count=AnswerCount(ASK, 4, 12))
    text, entities = read(shown.text)
    [told] = [one for one in entities if one["type"] == "date_time"]
    assert told["unix_time"] == int(NOW.timestamp()) + 20
    assert "Closes at 09:00:20." in text  # for clients that know no such thing
    assert "4 of 12 have answered." in text
    assert not shown.private
    assert p.StopRound(RoundId(3)) in carried(shown)
    assert "Question 3 of 10" in text


def test_nothing_public_tells_an_answer_before_the_close() -> None:
    for question in (choice(), posed(KindName.TYPED), posed(KindName.RECALL)):
        before = render(live(question), ROOM)
        after = render(live(question), ROOM, count=AnswerCount(ASK, 4, 0))
        assert after.keyboard == before.keyboard
        assert seen(after).replace(" 4 learners have answered so far.", "") == seen(before)


def test_a_daily_question_says_when_its_answer_comes_and_is_never_skipped() -> None:
    post = DailyPost(date(2026, 3, 4), NOW + timedelta(hours=18), answered=3)
    daily = replace(live(), source=Source.DAILY, daily=post, step=None)
    shown = render(daily, ROOM)
    assert "The answer comes tomorrow at 03:00. 3 learners have answered so far." in seen(shown)
    assert labels(shown)[3:] == ["I don't know"]


def test_a_picture_is_a_photo_with_words_or_told_in_words() -> None:
    question = posed(KindName.RECALL, picture=Picture("map.png", "The *new* border"))
    reply = alone(question)
    assert picture_of(reply) == (question.deck, "map.png")
    assert "Picture: The *new* border" in seen(render(reply, ANN))
    file = Upload("map.png", png(), "")
    shown = render(reply, ANN, attached=file)
    assert shown.photo == file
    assert "Picture: The *new* border" in seen(shown)  # for who cannot see it
    assert not wrong(shown)
    assert picture_of(Help()) is None


def test_a_long_question_stands_whole_below_its_photo() -> None:
    long = choice(stem="Why? " * 240, options=LONG, picture=Picture("map.png", "A map"))
    shown = render(live(long), ROOM, attached=Upload("map.png", png()))
    assert "Question 3 of 10" in read(shown.text)[0]
    assert len(shown.more) == 1
    assert "B 0 is a rather long option" in read(shown.more[0])[0]
    assert not wrong(shown)


ORDER = posed(KindName.ORDER, options=(Shown(2, "c"), Shown(0, "a"), Shown(1, "b")))
MATCH = posed(KindName.MATCH, options=OPTIONS, rights=(RIGHTS[3], *RIGHTS[:3]))


def step(question: Posed, picks: tuple[int, ...]) -> Rendered:
    shown = arranging(alone(question), picks, ANN)
    assert not wrong(shown)
    assert shown.private
    assert shown.replaces
    return shown


def test_an_order_is_put_together_by_tapping_with_undo() -> None:
    first = render(alone(ORDER), ANN)
    assert first == replace(step(ORDER, ()), alert=first.alert)
    assert [press_of(first, each) for each in "cab"] == [p.Arrange(ASK, (n,)) for n in (2, 0, 1)]
    assert "Start over" not in labels(first)
    second = step(ORDER, (0,))
    assert "a" not in labels(second)
    assert press_of(second, "c") == p.Arrange(ASK, (0, 2))
    assert press_of(second, "Start over") == p.Arrange(ASK, ())
    assert "One step back" not in labels(second)
    last = step(ORDER, (0, 1))  # the last item needs no choosing
    assert press_of(last, "Send this answer") == p.Arranged(ASK, (0, 1, 2))
    assert press_of(last, "One step back") == p.Arrange(ASK, (0,))
    assert "1. a\n2. b\n3. c" in seen(last)


def test_a_match_is_put_together_by_tapping_and_may_leave_gaps() -> None:
    first = step(MATCH, ())
    assert labels(first)[:5] == ["1930", "1922", "1925", "1926", "None of these"]
    assert "▸ Rapallo → ?" in seen(first)
    second = step(MATCH, (0,))
    assert "1922" not in labels(second)
    assert press_of(second, "None of these") == p.Arrange(ASK, (0, p.NONE))
    assert "Rapallo → 1922" in seen(second)
    done = step(MATCH, (0, p.NONE, 2))
    assert press_of(done, "Send this answer") == p.Arranged(ASK, (0, p.NONE, 2))
    assert press_of(done, "One step back") == p.Arrange(ASK, (0, p.NONE))
    assert "Locarno → None of these" in seen(done)


def test_long_items_stand_in_the_text_and_their_keys_have_letters() -> None:
    order = step(posed(KindName.ORDER, options=(*LONG, Shown(1, "b"))), (0,))
    assert labels(order)[:2] == ["A", "C"]
    assert press_of(order, "C") == p.Arrange(ASK, (0, 1))
    assert "1. 0 is a rather long" in seen(order)
    assert "A 2 is a rather long" in seen(order)
    match = step(posed(KindName.MATCH, options=OPTIONS, rights=LONG), (2,))
    assert labels(match)[:2] == ["B", "None of these"]
    assert "Rapallo → 2 is a rather long" in seen(match)


@pytest.mark.parametrize("picks", [(9,), (0, 0), (0, 1, 2, 3), (p.NONE,)])
def test_picks_of_another_question_start_over(picks: tuple[int, ...]) -> None:
    assert step(ORDER, picks) == step(ORDER, ())
    assert step(choice(several=True), (9, *picks)) == step(choice(several=True), ())


def test_several_options_are_ticked_by_tapping_and_then_sent() -> None:
    first = render(alone(choice(several=True)), ANN)
    assert labels(first)[:3] == ["☐ Rapallo", "☐ Locarno", "☐ Genoa"]
    assert "Send this answer" not in labels(first)
    ticked = step(choice(several=True), (2, 0))
    assert labels(ticked)[:3] == ["☑ Rapallo", "☐ Locarno", "☑ Genoa"]
    assert press_of(ticked, "☑ Rapallo") == p.Arrange(ASK, (2,))
    assert press_of(ticked, "☐ Locarno") == p.Arrange(ASK, (0, 1, 2))
    assert press_of(ticked, "Send this answer") == p.Answer(ASK, (0, 2))
    lettered = step(choice(options=LONG, several=True), (2,))
    assert labels(lettered)[:2] == ["☑ A", "☐ B"]
    assert "A 2 is a rather long" in seen(lettered)


def test_points_are_ticked_by_tapping_and_begin_with_those_found() -> None:
    reply = PointsProposed(ASK, posed(KindName.POINTS), ("Debts", "Trade"), (1,), (0,), 2, "trade")
    shown = render(reply, ANN)
    assert labels(shown) == ["☐ A", "☑ B", "These are mine (1 point)"]
    assert press_of(shown, "☐ A") == p.Arrange(ASK, (0, 1))
    assert carried(shown)[-1] == p.TickIt(ASK, (1,))
    assert keys(shown)[-1].style is Style.PRIMARY
    assert "A Debts (yours?)\nB Trade (found)" in seen(shown)
    none = arranging(reply, (), ANN)
    assert labels(none)[:2] == ["☐ A", "☐ B"]
    assert carried(none)[-1] == p.TickIt(ASK, ())
