"""The fake's interactions, through the unmodified client: commands, presses, modals, deadlines."""

from collections.abc import AsyncIterator

import pytest

from tests.on_discord.fake import CannotDo, FakeDiscord, NoAnswer, Person, actors, shapes
from tests.on_discord.tiny import Tiny, online


@pytest.fixture
async def tiny(discord: FakeDiscord) -> AsyncIterator[Tiny]:
    """The tiny bot in one server."""
    discord.guild()
    async with online(discord, Tiny(discord.connector)) as client:
        yield client


@pytest.fixture
def ada(discord: FakeDiscord, tiny: Tiny) -> Person:
    """Somebody in that server."""
    (guild,) = discord.world.guilds.values()
    return discord.person("Ada", next(iter(guild.channels.values())))


async def test_a_command_with_options_is_answered(ada: Person) -> None:
    shown = await ada.command("/quiz", deck="cells", questions=3)
    assert (shown.kind, shown.text, shown.private) == ("message", "cells × 3", False)
    assert shown.message.buttons == ["Card 7", "Gone"]


async def test_a_command_is_filled_as_the_client_lets_it_be(ada: Person) -> None:
    for values in ({}, {"deck": "x", "questions": 21}, {"deck": "x", "wrong": 1}, {"deck": 3}):
        with pytest.raises(CannotDo):
            await ada.command("/quiz", **values)
    with pytest.raises(CannotDo, match="is not offered 'nothing'"):
        await ada.command("/nothing")


async def test_autocomplete_offers_names_and_values(ada: Person) -> None:
    offered = await ada.autocomplete("/quiz", "deck", "c")
    assert offered.choices == [
        {"name": "Cells", "value": "cells"},
        {"name": "Civics", "value": "civics"},
    ]
    with pytest.raises(CannotDo, match="does not complete itself"):
        await ada.autocomplete("/quiz", "questions", 3)


async def test_a_press_is_answered_in_private(discord: FakeDiscord, ada: Person) -> None:
    shown = await ada.command("/quiz", deck="cells")
    turned = await ada.press(shown.message, "Card 7")
    bob = discord.person("Bob", ada.channel)
    assert (turned.text, turned.private) == ("You turned card 7", True)
    assert ada.sees(turned.message)
    assert not bob.sees(turned.message)
    assert bob.messages == [shown.message]


async def test_a_person_cannot_press_what_is_not_there_for_them(
    discord: FakeDiscord, ada: Person
) -> None:
    shown = await ada.command("/quiz", deck="cells")
    with pytest.raises(CannotDo, match="disabled"):
        await ada.press(shown.message, "Gone")
    with pytest.raises(CannotDo, match="0 times"):
        await ada.press(shown.message, "Card 8")
    private = (await ada.press(shown.message, "Card 7")).message
    with pytest.raises(CannotDo, match="does not see"):
        await discord.person("Bob", ada.channel).press(private, "Card 7")


async def test_a_button_works_after_a_restart(discord: FakeDiscord) -> None:
    channel = next(iter(discord.guild().channels.values()))
    ada = discord.person("Ada", channel)
    async with online(discord, Tiny(discord.connector)):
        shown = await ada.command("/quiz", deck="cells")
    async with online(discord, Tiny(discord.connector)) as second:
        assert (await ada.press(shown.message, "card:7")).text == "You turned card 7"
        assert second.heard == ["card 7 by ada"]


async def test_a_layout_shows_its_picture_with_a_text_beside_it(
    discord: FakeDiscord, ada: Person
) -> None:
    shown = (await ada.command("/board")).message
    (container,) = shown.components
    media = container["components"][1]["items"][0]
    assert media["description"] == "A cell"
    assert media["media"]["url"].startswith("https://cdn.discordapp.com/")
    assert shown.text == "## A cell"
    assert (await ada.press(shown, "Card 2")).text == "You turned card 2"


async def test_every_input_of_a_modal_comes_back(ada: Person) -> None:
    opened = await ada.command("/form")
    entries = {
        "Word": "ribosome",
        "Which": "Right",
        "all": ["A", "C"],
        "Sure?": True,
        "Deck": "Rome",
    }
    done = await ada.submit(opened, entries)  # type: ignore[arg-type]
    assert done.text == "['ribosome', 'right', ['a', 'c'], True, ['r']]"


@pytest.mark.parametrize(
    "entries",
    [
        {"Which": "Left", "all": ["A"], "Deck": "Rome"},
        {"Word": "x" * 21, "Which": "Left", "all": ["A"], "Deck": "Rome"},
        {"Word": "x", "Which": "Up", "all": ["A"], "Deck": "Rome"},
        {"Word": "x", "Which": "Left", "all": [], "Deck": "Rome"},
        {"Word": "x", "Which": "Left", "all": ["A"], "Deck": "Rome", "No": "y"},
    ],
    ids=["left empty", "too long", "no such option", "too few", "no such input"],
)
async def test_a_modal_takes_only_what_a_person_can_enter(
    ada: Person, entries: dict[str, str]
) -> None:
    opened = await ada.command("/form")
    with pytest.raises(CannotDo):
        await ada.submit(opened, entries)  # type: ignore[arg-type]


async def test_a_deferred_answer_arrives_and_a_followup_after_it(
    discord: FakeDiscord, ada: Person
) -> None:
    thinking = await ada.command("/slow")
    assert thinking.kind == "deferred"
    assert (await thinking.final()).text == "thought"
    await discord.wait(lambda: thinking.followups)
    assert [m.text for m in thinking.followups] == ["and more"]
    assert all(m.only_for == ada.user.id for m in (thinking.message, *thinking.followups))


async def test_a_file_given_to_a_command_is_downloaded(ada: Person) -> None:
    read = await ada.command("/read", file=ada.file("deck.csv", b"a,b\n" * 10))
    assert read.text == "deck.csv: 40 bytes"


async def test_a_menu_of_a_message_carries_that_message(ada: Person) -> None:
    said = await ada.say("mitochondria")
    assert (await ada.context_menu("Make a card from this", said)).text == "card: mitochondria"


async def test_what_managers_may_is_not_offered_to_others(
    discord: FakeDiscord, ada: Person
) -> None:
    head = discord.person("Head", ada.channel, may=shapes.MANAGE_GUILD)
    assert "manage" not in ada.offered
    (guild,) = discord.world.guilds.values()
    assert (await head.command("/manage")).text == "managed"
    assert (await discord.owner(guild).command("/manage")).text == "managed"


async def test_what_a_channel_forbids_somebody_cannot_do(discord: FakeDiscord, ada: Person) -> None:
    shown = (await ada.command("/quiz", deck="cells")).message
    await discord.forbid(ada.channel, shapes.USE_APPLICATION_COMMANDS, to=ada.user)
    assert ada.offered == set()
    await discord.forbid(ada.channel, shapes.SEND_MESSAGES, to=ada.user)
    with pytest.raises(CannotDo, match="may not write"):
        await ada.say("hello")
    assert (await ada.press(shown, "Card 7")).private
    await discord.forbid(ada.channel, shapes.VIEW_CHANNEL, to=ada.user)
    assert ada.messages == []
    await discord.allow(ada.channel, to=ada.user)
    assert "quiz" in ada.offered


async def test_a_command_is_where_its_contexts_and_installs_are(
    discord: FakeDiscord, tiny: Tiny
) -> None:
    group, stranger = discord.group("friends"), discord.person("Cy", installed=True)
    assert {"quiz", "manage"} & stranger.offered == {"quiz"}
    friend = discord.person("Di", group, installed=True)
    assert friend.offered == {"quiz", "aloud"}
    assert (await friend.command("/quiz", deck="cells")).text == "cells × 5"
    assert discord.person("Ed", group).offered == set()


async def test_an_event_told_twice_is_refused_the_second_answer(
    discord: FakeDiscord, tiny: Tiny, ada: Person
) -> None:
    shown = await ada.command("/quiz", deck="cells")
    discord.duplicate()
    await ada.press(shown.message, "Card 7")
    await discord.settle()
    assert tiny.heard == ["card 7 by ada"] * 2
    answers = [c.status for c in discord.called("POST /interactions/*/*/callback")]
    assert answers == [200, 200, 400]
    assert "40060" in discord.forgive()[0]


async def test_an_answer_after_three_seconds_is_too_late(
    discord: FakeDiscord, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "PATIENCE", 0.1)
    discord.delay(3.1)
    with pytest.raises(NoAnswer):
        await ada.command("/quiz", deck="cells")
    assert "10062" in discord.forgive()[0]


async def test_a_token_dies_after_fifteen_minutes(discord: FakeDiscord, ada: Person) -> None:
    shown = await ada.command("/quiz", deck="cells")
    webhook = f"/webhooks/{discord.world.app}/{shown.interaction.token}/messages/@original"
    assert await discord.request("GET", webhook) == 200
    discord.clock.forward(minutes=15.1)
    assert await discord.request("GET", webhook) == 401


async def test_what_discord_refuses_is_remembered(
    discord: FakeDiscord, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "PATIENCE", 0.1)
    with pytest.raises(NoAnswer):
        await ada.command("/broken")
    wrong = "\n".join(discord.forgive())
    assert "2001 characters" in wrong or "longer than 2000" in wrong
    assert "50035" in wrong


async def test_selects_go_on_in_the_same_message(ada: Person) -> None:
    shown = await ada.command("/wizard")
    changed = await ada.choose(shown.message, "deck", ["Rome", "cells"])
    assert changed.kind == "update"
    assert changed.message is shown.message
    assert shown.text == "Chosen: rome, cells"
    assert shown.private
    await ada.choose(shown.message, "Who?", [ada.user])
    assert shown.text == f"Chosen: {ada.user.id}"
    with pytest.raises(CannotDo, match="offers Cells, Rome"):
        await ada.choose(shown.message, "deck", "Greece")
    with pytest.raises(CannotDo, match="takes 1 to 1"):
        await ada.choose(shown.message, "who", [ada.user, ada.user])


async def test_a_modal_opened_on_a_message_changes_that_message(
    discord: FakeDiscord, ada: Person
) -> None:
    shown = await ada.command("/wizard")
    opened = await ada.press(shown.message, "Name it")
    with pytest.raises(CannotDo, match="open before ada"):
        await discord.person("Bob", ada.channel).submit(opened, {"Name": "x"})
    done = await ada.submit(opened, {"Name": "Set 4"})
    assert done.message is shown.message
    assert shown.text == "Named Set 4"


async def test_a_press_may_cross_an_edit(discord: FakeDiscord, tiny: Tiny, ada: Person) -> None:
    shown = (await ada.command("/quiz", deck="cells")).message
    shown.versions.append(shown.components)
    shown.components = []
    with pytest.raises(CannotDo, match="0 times"):
        await ada.press(shown, "Card 7")
    turned = await ada.press(shown, "Card 7", crossing=True)
    assert turned.text == "You turned card 7"


async def test_the_first_followup_takes_the_place_of_the_thinking(
    discord: FakeDiscord, ada: Person
) -> None:
    thinking = await ada.command("/aloud", times=2)
    await discord.wait(lambda: thinking.followups)
    assert (thinking.text, thinking.private) == ("thought 0", False)
    assert [(m.text, m.ephemeral) for m in thinking.followups] == [("thought 1", True)]


async def test_where_the_bot_is_not_it_follows_up_five_times(
    discord: FakeDiscord, tiny: Tiny
) -> None:
    elsewhere = discord.guild("Elsewhere", bot=None)
    ada = discord.person("Ada", next(iter(elsewhere.channels.values())), installed=True)
    await ada.command("/aloud", times=7)
    await discord.settle()
    statuses = [call.status for call in discord.called("POST /webhooks/*/*")]
    assert statuses == [200] * 6 + [400]
    assert "40094" in "\n".join(discord.forgive())


async def test_a_command_works_in_private_and_in_a_thread(
    discord: FakeDiscord, ada: Person
) -> None:
    private = await ada.in_private().command("/quiz", deck="cells")
    assert private.interaction.owners == {"0": "0"}
    assert (await ada.in_private().press(private.message, "Card 7")).private
    thread = discord.thread(ada.channel, "talk")
    inside = await ada.at(thread).command("/quiz", deck="rome")
    assert inside.message.channel is thread


async def test_people_delete_what_they_may(discord: FakeDiscord, tiny: Tiny, ada: Person) -> None:
    shown = (await ada.command("/quiz", deck="cells")).message
    said = await ada.say("mine")
    bob = discord.person("Bob", ada.channel)
    for message in (shown, said):
        with pytest.raises(CannotDo, match="may not delete"):
            await bob.delete(message)
    await ada.delete(said)
    await discord.person("Head", ada.channel, may=shapes.MANAGE_MESSAGES).delete(shown)
    assert ada.messages == []
    with pytest.raises(CannotDo, match="does not see"):
        await ada.press(shown, "Card 7")
