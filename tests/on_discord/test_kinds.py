"""Several kinds in one option: completed one by one, read back, and what is none is told."""

from bot.domain.question import KindName
from bot.domain.replies import Problem, Refused
from bot.on_discord.kinds import completions, kinds_of
from tests.on_discord.hall import Hall, said


def test_kinds_are_read_by_name_or_word_each_once() -> None:
    both = (KindName.CHOICE, KindName.TYPED)
    assert kinds_of("choice,typed") == both
    assert kinds_of(" Multiple choice , typed answer,choice, ") == both
    assert kinds_of("Flashcards") == (KindName.RECALL,)
    assert kinds_of("") == ()
    refused = kinds_of("choice, riddle")
    assert isinstance(refused, Refused)
    assert refused.problem is Problem.BAD_VALUE
    assert refused.about[1] == "riddle"


def test_each_kind_is_offered_behind_those_that_are_there() -> None:
    every = dict(completions(""))
    assert every["Multiple choice"] == "choice"
    assert len(every) == len(KindName)
    after = completions("choice,")
    assert after[0] == ("Multiple choice", "choice")
    assert ("Multiple choice, number", "choice,number") in after
    assert completions("choice") == after
    assert completions("choice, num") == [("Multiple choice, number", "choice,number")]
    assert completions("riddle, num") == [("Number", "number")]


async def test_a_round_of_two_kinds(hall: Hall) -> None:
    teacher = await hall.set_up()
    offered = await teacher.autocomplete("/quiz", "kinds", "date,")
    assert {"name": "Date, typed answer", "value": "date,typed"} in [
        {"name": each["name"], "value": each["value"]} for each in offered.choices
    ]
    started = await teacher.command("/quiz", kinds="date,typed", questions=10)
    assert "starts a round" in said(started)
    refused = await teacher.at(hall.general).command("/quiz", kinds="riddle")
    assert "riddle" in said(refused)


async def test_what_a_round_leaves_out_is_told_with_what_to_do(hall: Hall) -> None:
    teacher = await hall.set_up()
    refused = said(await teacher.command("/quiz", theme="pact"))
    assert "/review" in refused
    assert "starts a round" in (await teacher.command("/quiz", theme="pact", kinds="points")).text


async def test_exams_are_promised_and_what_there_is_now_is_named(hall: Hall) -> None:
    await hall.set_up()
    told = said(await hall.come("Ben").command("/exam"))
    assert "not here yet" in told
    assert "/review" in told
