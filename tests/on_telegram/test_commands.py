"""Commands where they are given: for everybody in a group, for one person in private."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.daily import DailyState
from bot.domain.ids import Account, AskId, Platform
from bot.domain.replies import ClassShown, DailyShown
from bot.on_telegram import links
from bot.press import Go, Mine, encode
from bot.wording import Label, guiding
from tests.on_telegram.fake import Person, members
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall
from tests.usecases.world import expect

PRIVATE = ("review", "stats", "settings", "link", "privacy", "deck", "class")


def account(person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.TELEGRAM, str(person.user.id))


async def test_menus_of_each_kind_of_chat_are_handed_over_once(hall: Hall) -> None:
    ann = hall.come("Ann")
    teacher = hall.come("Teacher", admin=True)
    assert ann.offered[0] == "quiz"
    assert "deck" in teacher.offered
    assert ann.in_private().offered[0] == "review"
    hall.telegram.calls.clear()
    await hall.client.open()
    assert not hall.telegram.called("setMyCommands")
    assert not hall.telegram.called("setMyDescription")


async def test_a_group_is_set_up_in_taps(hall: Hall) -> None:
    teacher = hall.come("Teacher", admin=True)
    said = await teacher.command("/class")
    assert "Year 9 is ready" in said.text
    assert "Europe/London" in said.text
    await teacher.press(said.message, "New York")
    assert "America/New_York" in said.message.said
    await teacher.press(said.message, "08:00")
    assert "What do you study" in said.message.said
    await teacher.press(said.message, "✓ Treaties")
    await teacher.press(said.message, "That's it")
    assert "All set! Year 9" in said.message.said
    shown = expect(await hall.world.daily.show(account(teacher), hall.place), DailyShown)
    assert (shown.hour, shown.zone, shown.state) == (8, "America/New_York", DailyState.ON)
    await teacher.press(said.message, "Start a round")
    await teacher.press(said.message, "Start now")
    assert said.message.deleted  # its keys are used up
    await hall.quiet()
    assert "Teacher" in hall.last.said
    await hall.pass_time(seconds=3.5)
    assert "Question 1 of" in hall.last.said


async def test_only_who_looks_after_a_group_sets_it_up(hall: Hall) -> None:
    ann = hall.come("Ann")
    refused = await ann.command("/class setup")
    assert "whoever manages this place" in refused.text
    asked = await ann.command("/quiz")
    assert asked.text == guiding.NOT_SET_UP
    shown = await hall.world.classes.show(account(ann), hall.place)
    assert not isinstance(shown, ClassShown)


async def test_who_brought_the_bot_sets_it_up_too_and_nobody_else(hall: Hall) -> None:
    group = hall.telegram.supergroup("Latin", bot=False)
    ann, ben = hall.telegram.person("Ann", group), hall.telegram.person("Ben", group)
    greeted = await ann.add_bot()
    assert "Hello, Latin!" in greeted.text
    refused = await ben.press(greeted.message, guiding.SET_UP)
    assert "whoever manages this place" in refused.alert
    forged = await ben.send_press(greeted.message, f"1k:class setup {ben.user.id}")
    assert "whoever manages this place" in forged.alert
    await ann.press(greeted.message, guiding.SET_UP)
    assert "Latin is ready" in greeted.message.said


async def test_a_zone_and_an_hour_can_be_written(hall: Hall) -> None:
    teacher = await hall.set_up()
    first = hall.last
    asked = await teacher.press(first, guiding.OTHER_ZONE)
    assert asked.message.asks is not None
    done = await teacher.reply(asked.message, "Asia/Tokyo")
    assert "When shall I ask" in done.text
    asked = await teacher.press(done.message, guiding.ANOTHER_HOUR)
    wrong = await teacher.reply(asked.message, "noonish")
    assert "noonish" in wrong.text
    done = await teacher.reply(asked.message, "16:45")
    assert "What do you study" in done.text
    shown = expect(await hall.world.daily.show(account(teacher), hall.place), DailyShown)
    assert (shown.hour, shown.minute, shown.zone) == (16, 45, "Asia/Tokyo")


@pytest.mark.parametrize("name", PRIVATE)
async def test_what_is_ones_own_is_not_said_in_a_group(hall: Hall, name: str) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    pointed = await ann.command(f"/{name}")
    assert guiding.FOR_YOUR_EYES in pointed.text
    seen = await ann.follow(pointed.message, guiding.SHOW_ME)
    assert seen.messages, "nothing is shown in private"
    assert guiding.FOR_YOUR_EYES not in seen.text


async def test_an_unseen_command_gets_an_unseen_answer(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    before = len(hall.public)
    chat, world = hall.chat, hall.telegram.world
    unseen = Message(0, chat, hall.clock(), ann.user, text="/stats", only_for=ann.user)
    unseen.entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    unseen.ephemeral = world.new()
    members.tell(hall.telegram.api, world.keep(unseen))
    await hall.quiet()
    told = ann.last
    assert told.only_for is ann.user
    assert "streak" in told.said.lower()
    assert len(hall.public) == before


async def test_a_server_that_knows_nothing_unseen_is_not_trusted_twice(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    question = await hall.start_round(hall.people["Teacher"], "1 calm choice")
    await ann.press(question, "Treaty of Rapallo")
    await hall.pass_time(minutes=4)
    hall.telegram.api.ephemeral = "ignored"
    mine = Mine(AskId(1))
    before = len(hall.public)
    for _ in range(2):
        told = await ann.send_press(hall.last, encode(mine))
        assert told.alert
        assert len(hall.public) == before  # what would have been seen was taken away at once
    assert len(hall.telegram.called("deleteMessage")) == 1


async def test_boards_and_help_are_for_everybody(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.come("Ann")
    board = await ann.command("/leaderboard")
    assert "This week" in board.text
    hall.come("Ben")
    await hall.people["Ben"].press(board.message, "This month")
    assert "This month" in board.message.said
    assert "/review" in (await ann.command("/help")).text
    assert "Did you mean /review" in (await ann.command("/reviw")).text
    assert "exams" in (await ann.command("/exam")).text


async def test_commands_of_other_bots_and_talk_are_left_alone(hall: Hall) -> None:
    ann = hall.come("Ann")
    assert not (await ann.command("/quiz@other_bot")).messages
    assert not (await ann.say("hello everybody")).messages
    assert (await ann.command("/help@studyhall_bot")).messages
    await hall.telegram.owner(hall.chat).promote_bot()  # from now on it hears everything
    assert not (await ann.command("/quiz@other_bot")).messages
    assert not (await ann.say("hello everybody")).messages
    assert not (await ann.send_document("notes.txt", b"Who? Ann")).messages
    robot = hall.come("R2")
    robot.user.is_bot = True
    assert not (await robot.command("/help")).messages


async def test_a_private_chat(hall: Hall) -> None:
    ann = hall.telegram.person("Ann", started=False)
    hello = await ann.start()
    assert "Ann" in hello.text
    lost = await ann.say("Molotov")
    assert guiding.NOTHING_OPEN in lost.text
    rounds = await ann.command("/quiz")
    assert guiding.NO_ROUNDS_HERE in rounds.text
    assert "startgroup" in rounds.message.keys[-1]["url"]
    settings = await ann.command("/settings goal 20")
    assert "20 minutes" in settings.text
    code = await ann.command("/link")
    assert code.message.buttons == ["Type a code"]


async def test_a_setting_is_chosen_or_written(hall: Hall) -> None:
    ann = hall.telegram.person("Ann")
    shown = await ann.command("/settings")
    label = next(label for label in shown.message.buttons if label.startswith("Daily goal"))
    await ann.press(shown.message, label)
    await ann.press(shown.message, "30")
    assert "30 minutes" in shown.message.said
    label = next(label for label in shown.message.buttons if label.startswith("Alias"))
    asked = await ann.press(shown.message, label)
    done = await ann.reply(asked.message, "Falcon")
    assert "Falcon" in done.text


async def test_deep_links_look_and_never_decide(hall: Hall) -> None:
    await hall.set_up()
    ann = hall.telegram.person("Ann", started=False)
    shown = expect(
        await hall.world.classes.show(account(hall.people["Teacher"]), hall.place), ClassShown
    )
    payload = links.written(Go(f"class join {shown.code}"))
    assert payload is not None
    joined = await ann.start(payload)
    assert "Year 9" in joined.text
    assert links.written(Go("class leave")) is None
    for command in ("class leave", "privacy delete DELETE", "settings hide on", "undo"):
        assert links.written(Go(command)) is None
    seen = await ann.command("/class")
    sharing = next(k["url"] for k in seen.message.keys if k["text"] == Label.INVITE.value)
    link = parse_qs(urlsplit(sharing).query)["url"][0]
    ben = hall.telegram.person("Ben", started=False)
    assert "Year 9" in (await ben.open(link)).text
    nonsense = await ann.start("AAAA____")
    assert "Ann" in nonsense.text


async def test_the_question_of_the_day_is_looked_after_in_private_too(hall: Hall) -> None:
    teacher = await hall.set_up()
    assert "17:00" in (await teacher.command("/daily setup 17:00 weekdays")).text
    queued = await teacher.command("/daily queue tst-choice")
    assert "Which treaty" not in queued.text  # the group is not told what comes
    assert "Which treaty" in (await teacher.in_private().command("/daily")).text
    pointed = await teacher.command("/daily preview")
    assert guiding.FOR_YOUR_EYES in pointed.text
    alone = teacher.in_private()
    seen = await alone.command("/daily preview")
    assert "Treaties" in seen.text or "essential" in seen.text or "?" in seen.text
    shown = await alone.command("/daily")
    await alone.press(shown.message, "Pause")
    state = expect(await hall.world.daily.show(account(teacher), hall.place), DailyShown)
    assert state.state is DailyState.PAUSED
    stranger = hall.telegram.person("Cat")
    assert "class" in (await stranger.command("/daily")).text


async def test_a_topic_is_a_place_of_its_own(hall: Hall) -> None:
    forum = hall.telegram.supergroup("Faculty", forum=True)
    topic = hall.telegram.topic(forum, "History")
    teacher = hall.telegram.admin("Teacher", forum).at(forum, topic)
    await teacher.command("/class setup")
    started = await teacher.command("/quiz 1 calm")
    await hall.quiet()
    assert not started.messages or started.message.thread == topic.id
    await hall.pass_time(seconds=3.5)
    question = hall.telegram.public(forum)[-1]
    assert question.thread == topic.id
    assert "Question 1 of 1" in question.said
    general = teacher.at(forum)
    assert "playing" not in (await general.command("/quiz")).text


async def test_who_writes_as_the_group_is_asked_to_tap(hall: Hall) -> None:
    teacher = hall.come("Teacher", admin=True)
    asked = await teacher.anonymously().command("/class setup")
    assert guiding.WHO_ARE_YOU in asked.text
    await teacher.press(asked.message, guiding.GO_ON)
    assert "is ready" in asked.message.said
    names = [row[2] for row in (await hall.world.dump("learners"))["learners"]]
    assert "Group" not in map(str, names)


async def test_a_channel(hall: Hall) -> None:
    channel = hall.telegram.channel("News", bot=False)
    owner = hall.telegram.owner(channel)
    greeted = await owner.add_bot()
    await owner.press(greeted.message, guiding.SET_UP)
    assert "News is ready" in greeted.message.said
    asked = await owner.command("/quiz 1 calm choice")  # a channel's posts have no author
    assert guiding.NOBODY_IS_NAMED in asked.text
    await owner.press(asked.message, guiding.GO_ON)
    await hall.pass_time(seconds=3.5)
    question = [*hall.telegram.world.said_in(channel)][-1]
    reader = hall.telegram.person("Reader", channel)
    assert "Treaty of Rapallo" in (await reader.press(question, "Treaty of Rapallo")).alert
    await hall.pass_time(minutes=4)
    assert "Reader" in [*hall.telegram.world.said_in(channel)][-1].said
