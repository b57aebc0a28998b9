"""Every command on Discord, through the real library: what comes back, and who sees it."""

import pytest

from tests.fakes import FakeClock
from tests.on_discord.fake import CannotDo, Outcome, Person, shapes
from tests.on_discord.fake.components import walk
from tests.on_discord.fake.filling import Entry
from tests.on_discord.hall import Hall, said

SELECT = 3


def carried(outcome: Outcome, label: str) -> bool:
    """Return whether a button is there."""
    return label in outcome.message.buttons


async def study(who: Person, kind: str = "") -> Outcome:
    """Ask for the next question of one's own."""
    return await who.command("/review")


async def test_somebody_who_never_came_before_is_met_by_their_first_command(hall: Hall) -> None:
    await hall.set_up()
    asked = await hall.come("Ann-Marie").command("/review")
    assert asked.private
    shown = said(await hall.people["Teacher"].command("/class show"))
    assert "Ann-Marie" in shown


async def test_before_a_class_is_set_up_somebody_is_told_how(hall: Hall) -> None:
    refused = said(await hall.come("Ben").command("/quiz"))
    assert "class" in refused
    assert "manage server" in said(await hall.come("Ben").command("/class setup"))


async def test_a_server_is_set_up_once(hall: Hall) -> None:
    teacher = await hall.set_up()
    first = said(await teacher.command("/class show"))
    other = hall.come("Head", may=shapes.MANAGE_GUILD)
    again = said(await other.command("/class setup"))
    code = next(line for line in first.split("\n") if "Code to join" in line)
    assert code in again
    assert "editor" in again


async def test_every_channel_of_the_server_belongs_to_its_class(hall: Hall) -> None:
    teacher = await hall.set_up()
    quizzes = hall.discord.channel(hall.guild, "quizzes")
    await hall.discord.gateway.emit("CHANNEL_CREATE", hall.discord.wire(quizzes))
    started = await teacher.at(quizzes).command("/quiz", questions=1)
    assert "starts a round" in started.text


async def test_a_whole_review_by_buttons_and_forms(hall: Hall) -> None:
    await hall.set_up()
    ben, seen = hall.come("Ben"), set[str]()
    now = await ben.command("/review")
    for _ in range(30):
        if "1" not in now.message.text and not now.message.buttons:
            break
        now = await answered(ben, now, seen)
        if now.message.text.startswith("Nothing") or "All done" in now.text:
            break
        if "Next" not in now.message.buttons:
            break
        now = await ben.press(now.message, "Next")
    assert seen >= {"choice", "form", "recall", "steps"}, seen


async def answered(who: Person, asked: Outcome, seen: set[str]) -> Outcome:
    """Answer a question somehow, in its native way."""
    buttons = asked.message.buttons
    if "Turn the card" in buttons:
        seen.add("recall")
        turned = await who.press(asked.message, "Turn the card")
        good = next(label for label in turned.message.buttons if label.startswith("Good"))
        return await who.press(turned.message, good)
    if "Answer" in buttons:
        return await written(who, await who.press(asked.message, "Answer"), seen)
    selects = [c for c in walk(asked.message.components) if c["type"] == SELECT]
    seen.add("choice")
    if selects:
        options = [option["value"] for option in selects[0]["options"]][:1]
        return await who.choose(asked.message, selects[0]["custom_id"], options)
    return await who.press(asked.message, buttons[0])


async def written(who: Person, opened: Outcome, seen: set[str]) -> Outcome:
    """Fill a form in, or go through the steps of an order or a match."""
    if opened.kind != "modal":
        seen.add("steps")
        return await stepped(who, opened)
    seen.add("form")
    parts = [part["component"] for part in opened.modal["components"] if "component" in part]
    entries: dict[str, Entry] = {part["custom_id"]: "nobody knows" for part in parts}
    done = await who.submit(opened, entries)
    if "Send as it is" in " ".join(done.message.buttons) or any(
        "found" in b for b in done.message.buttons
    ):
        label = next(b for b in done.message.buttons if "found" in b)
        return await who.press(done.message, label)
    return done


async def stepped(who: Person, shown: Outcome) -> Outcome:
    """Choose the first of what is left, until it can be sent."""
    while "Send this answer" not in shown.message.buttons:
        select = next(c for c in walk(shown.message.components) if c["type"] == SELECT)
        value = select["options"][0]["value"]
        shown = await who.choose(shown.message, select["custom_id"], [value])
    return await who.press(shown.message, "Send this answer")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/leaderboard", "Week"),
        ("/stats", ""),
        ("/help", "/quiz"),
        ("/help", "/question"),
        ("/settings", "Time zone"),
        ("/link", ""),
        ("/privacy see", "keep"),
        ("/privacy export", "json"),
        ("/deck list", "Treaties"),
        ("/class code", "Code to join"),
        ("/class claims", ""),
        ("/daily show", ""),
        ("/undo", ""),
        ("/question edit", ""),
    ],
)
async def test_what_one_asks_for_comes_for_ones_own_eyes(
    hall: Hall, command: str, expected: str
) -> None:
    teacher = await hall.set_up()
    assert expected.casefold() in said(await teacher.command(command)).casefold()


async def test_in_private_with_the_bot(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    alone = ben.in_private()
    asked = await alone.command("/review")
    assert not asked.private, "a private chat needs no message that goes away"
    given = (
        await alone.press(asked.message, "I don't know")
        if carried(asked, "I don't know")
        else (await answered(alone, asked, set()))
    )
    assert given.kind == "update", "the question becomes its answer"
    with pytest.raises(CannotDo):
        await alone.command("/quiz")
    with pytest.raises(CannotDo):
        await alone.command("/daily show")


async def test_installed_by_a_person_the_bot_works_where_it_is_not(hall: Hall) -> None:
    await hall.set_up()
    elsewhere = hall.discord.guild("Elsewhere", bot=None)
    channel = next(iter(elsewhere.channels.values()))
    zoe = hall.discord.person("Zoe", channel, installed=True)
    asked = await zoe.command("/review")
    assert asked.private
    assert "class" in said(await zoe.command("/class setup"))


async def test_settings_change_by_option_and_by_form(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    assert "Saved" in said(await ben.command("/settings", setting="goal", value="15"))
    shown = await ben.command("/settings")
    opened = await ben.choose(shown.message, "Change a setting", ["alias"])
    done = await ben.submit(opened, {"words": "The Fox"})
    assert "The Fox" in said(done)


async def test_a_class_is_named_zoned_and_its_roles_given(hall: Hall) -> None:
    teacher = await hall.set_up()
    await hall.come("Ben").command("/stats")
    assert "History 9" in said(await teacher.command("/class name", name="History 9"))
    assert "Europe/Paris" in said(await teacher.command("/class zone", zone="Europe/Paris"))
    offered = await teacher.autocomplete("/class roles", "member", "be", role="editor")
    assert [each["name"] for each in offered.choices] == ["Ben"]
    assert "editor" in said(await teacher.command("/class roles", member="Ben", role="editor"))
    shown = await teacher.command("/class show")
    opened = await teacher.press(shown.message, "Roles")
    done = await teacher.submit(opened, {"words": "Ben", "role": "member"})
    assert "Ben, member" in said(done)
    opened = await teacher.command("/class roles", member="Ben")
    assert "Ben, owner" in said(await teacher.submit(opened, {"role": "owner"}))


async def test_a_question_is_reported_from_its_message(hall: Hall) -> None:
    teacher = await hall.set_up()
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    ben = hall.come("Ben")
    said(await ben.press(question, "Treaty of Berlin"))
    opened = await ben.context_menu("Report this question", question)
    reason: dict[str, Entry] = {"reason": "typo", "note": "A letter is missing."}
    done = await ben.submit(opened, reason)
    assert said(done)
    plain = await ben.say("hello")
    assert "no question of mine" in said(await ben.context_menu("Report this question", plain))


async def test_everything_about_somebody_goes_when_they_say_so(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    asked = await ben.command("/privacy delete")
    label = next(b for b in asked.message.buttons if b.startswith("Delete"))
    wrong = await ben.submit(await ben.press(asked.message, label), {"words": "no"})
    assert "DELETE" in said(wrong)
    gone = await ben.submit(await ben.press(asked.message, label), {"words": "delete"})
    assert "gone" in said(gone).casefold()
    assert "Ben" not in said(await hall.people["Teacher"].command("/class show"))


async def test_accounts_are_linked_by_a_code(hall: Hall) -> None:
    await hall.set_up()
    ben, other = hall.come("Ben"), hall.come("Benjamin")
    shown = said(await ben.command("/link"))
    code = shown.split("\n")[0].removeprefix("### ").replace("\\", "").strip()
    await other.command("/stats")
    assert said(await other.command("/link", code=code))
    assert "Benjamin" not in said(await ben.command("/class show"))


async def test_the_question_of_the_day(hall: Hall, clock: FakeClock) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    with pytest.raises(CannotDo):
        await ben.command("/daily show")
    shown = said(
        await teacher.command(
            "/daily setup", time="17:00", zone="Europe/London", days="every day", pin=True
        )
    )
    assert "Every day at 17" in shown
    assert said(await teacher.command("/daily preview"))
    await hall.pass_time(hours=9)
    question = hall.last
    assert question.silent
    assert "answer comes" in question.text
    opened = next(label for label in question.buttons if label)
    assert opened
    await hall.pass_time(days=1)
    assert "s answer" in question.text
    assert hall.last is not question
    said(await teacher.command("/daily skip"))
    said(await teacher.command("/daily pause"))
    said(await teacher.command("/daily resume"))
    said(await teacher.command("/daily off"))


async def test_the_day_pings_a_role_and_no_name_ever_does(hall: Hall) -> None:
    teacher = await hall.set_up()
    role = hall.discord.role(hall.guild, "Keen")
    role.mentionable = True
    await hall.discord.changed(hall.guild, role, 0)
    said(await teacher.command("/daily setup", time="17:00", role=role))
    await hall.pass_time(hours=9)
    assert hall.last.pings == {f"role:{role.id}"}
    evil = hall.come("@everyone")
    question = await hall.start_round(teacher, questions=1, kinds="choice")
    said(await evil.press(question, "Treaty of Rapallo"))
    await hall.pass_time(minutes=1)
    assert not question.pings
