"""What somebody meets who presses everything: nothing leads nowhere, no class ends at once."""

from tests.on_discord.hall import Hall, said


async def test_the_last_one_in_a_class_is_asked_before_it_ends(hall: Hall) -> None:
    teacher = await hall.set_up()
    shown = await teacher.command("/class show")
    opened = await teacher.press(shown.message, "Leave")
    assert "When you leave it ends" in opened.modal["components"][0]["content"]
    assert "LEAVE" in said(await teacher.submit(opened, {"words": "hm"}))
    assert "Teacher, owner" in said(await teacher.command("/class show"))
    opened = await teacher.command("/class leave")
    left = said(await teacher.submit(opened, {"words": "leave"}))
    assert "You have left Year 9, and so it has ended." in left
    assert "lets you in again" not in left
    assert "within a class" in said(await teacher.command("/class show"))


async def test_one_of_several_leaves_by_a_press(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    left = said(await ben.command("/class leave"))
    assert "You have left Year 9" in left
    assert "lets you in again" in left
    shown = await ben.command("/class show")
    assert "You have left Year 9" in said(await ben.press(shown.message, "Leave"))


async def test_only_who_may_choose_decks_is_offered_to(hall: Hall) -> None:
    teacher = await hall.set_up()
    for who, offered in ((teacher, 2), (hall.come("Ben"), 1)):
        listed = await who.command("/deck list")
        rows = listed.message.components[0]["components"]
        selects = [part for row in rows for part in row.get("components", ()) if part["type"] == 3]
        assert len(selects) == offered, who.name


async def test_what_is_left_empty_is_told_by_its_name(hall: Hall) -> None:
    teacher = await hall.set_up()
    form = await teacher.command("/question add")
    assert "question or its answer is still empty" in said(
        await teacher.submit(form, {"words": " ", "back": " "})
    )
    assert "The name is still empty" in said(await teacher.command("/class name", name=" "))


async def test_a_board_of_before_has_each_window_once(hall: Hall) -> None:
    teacher = await hall.set_up()
    board = await teacher.command("/leaderboard")
    before = await teacher.press(board.message, "Last week")
    assert len(set(before.message.buttons)) == len(before.message.buttons)
    assert "This week ·" in (await teacher.press(before.message, "This week")).text


async def test_help_about_what_is_not_there_says_so(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    told = said(await ben.command("/help", about="quizz"))
    assert "Did you mean /quiz?" in told
    assert "**/review**" in told
    assert "under Apps" in said(await ben.command("/help"))
    assert "Did you mean" not in said(await ben.command("/help", about="quiz"))


async def test_whoever_hands_a_question_in_is_thanked_and_no_more(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    form = await ben.command("/question add")
    thanks = await ben.submit(form, {"words": "Capital of France?", "back": "Paris"})
    assert "Thank you" in said(thanks)
    assert "Nothing waits" not in thanks.text
    assert "Cards of Year 9" in said(await ben.press(thanks.message, "See the deck"))
    queue = await teacher.command("/question edit")
    assert "1 proposed question" in said(queue)
    assert "Nothing waits" in said(await teacher.press(queue.message, "Drop"))


async def test_where_no_question_was_ever_written_there_is_no_deck_to_see(hall: Hall) -> None:
    teacher = await hall.set_up()
    queue = await teacher.command("/question edit")
    assert "Nothing waits" in said(queue)
    assert queue.message.buttons == ["A new question", "Decks"]
    opened = await teacher.press(queue.message, "A new question")
    assert "Treaties" in said(await teacher.press(queue.message, "Decks"))
    assert "in play" in said(await teacher.submit(opened, {"words": "Who?", "back": "Molotov"}))


async def test_what_is_no_time_is_told_as_it_was_written(hall: Hall) -> None:
    teacher = await hall.set_up()
    told = said(await teacher.command("/daily setup", time="half past five"))
    assert "“half past five” does not work as the hour" in told
    form = await teacher.press((await teacher.command("/daily show")).message, "Begin")
    assert "“tea” does not work as the hour" in said(await teacher.submit(form, {"time": "tea"}))
    assert "at 17\\:30" in said(await teacher.command("/daily setup", time="5.30 pm"))
    assert "at 17\\:30" in said(await teacher.command("/daily setup", days="weekdays"))
