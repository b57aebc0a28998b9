"""Decks on Discord: completed by name, brought in, taken out, and written card by card."""

import json

import pytest

from bot.usecases.authoring import LONGEST
from tests.on_discord.fake.filling import Entry
from tests.on_discord.hall import Hall, said

SOME = b"front,back\nCapital of France?,Paris\nCapital of Spain?,Madrid\n"
ONE_CARD = b"Capital of France?,Paris\n"


async def test_decks_and_themes_complete_themselves(hall: Hall) -> None:
    teacher = await hall.set_up()
    offered = await teacher.autocomplete("/quiz", "deck", "trea")
    assert [each["value"] for each in offered.choices] == ["treaties"]
    themes = await teacher.autocomplete("/quiz", "theme", "", deck="treaties")
    assert themes.choices


async def test_a_deck_is_looked_through_before_it_is_brought_in(hall: Hall) -> None:
    teacher = await hall.set_up()
    file = teacher.file("capitals.csv", SOME)
    coming = await teacher.command("/deck import", file=file)
    assert "Nothing is kept yet" in (await coming.final()).text
    assert coming.private
    kept = await teacher.press(coming.message, "Bring it in")
    assert "✓" in (await kept.final()).text
    listed = said(await teacher.command("/deck list"))
    assert "capitals" in listed.casefold()
    out = await teacher.command("/deck export", deck="capitals", format="json")
    assert json.loads(out.message.files[0].content)


async def test_a_deck_takes_the_name_it_is_given(hall: Hall) -> None:
    teacher = await hall.set_up()
    file = teacher.file("x.csv", SOME)
    coming = await teacher.command("/deck import", file=file, deck="Capital cities")
    await coming.final()
    await teacher.press(coming.message, "Bring it in")
    await hall.quiet()
    assert "Capital cities" in said(await teacher.command("/deck list"))


async def test_who_looks_after_nothing_brings_nothing_in(hall: Hall) -> None:
    await hall.set_up()
    ben = hall.come("Ben")
    refused = await ben.command("/deck import", file=ben.file("x.csv", SOME))
    assert "owner" in (await refused.final()).text


async def test_a_file_that_is_too_large_is_not_even_downloaded(hall: Hall) -> None:
    teacher = await hall.set_up()
    file = teacher.file("x.csv", b"a,b\n" * (3 << 20))
    refused = await teacher.command("/deck import", file=file)
    assert "MB" in (await refused.final()).text
    assert not hall.discord.called("GET /attachments/*/*/*")


async def test_decks_are_switched_on_and_off(hall: Hall) -> None:
    teacher = await hall.set_up()
    file = teacher.file("capitals.csv", SOME)
    coming = await teacher.command("/deck import", file=file)
    await coming.final()
    await teacher.press(coming.message, "Bring it in")
    await hall.quiet()
    said(await teacher.command("/deck disable", deck="treaties"))
    assert "capitals" in said(await teacher.command("/deck list")).casefold()
    said(await teacher.command("/deck enable", deck="treaties"))
    assert said(await teacher.command("/deck disable", deck="nothing like it"))


async def test_a_members_own_card_waits_for_an_editor(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    opened = await ben.command("/question add")
    card: dict[str, Entry] = {
        "words": "Who signed for Germany at Rapallo?",
        "back": "Walther Rathenau",
    }
    assert "Thank you" in said(await ben.submit(opened, card))
    waiting = await teacher.command("/question edit")
    assert "Rathenau" in said(waiting)
    opened = await teacher.press(waiting.message, "Edit")
    assert opened.kind == "modal"
    assert "in play" in said(await teacher.press(waiting.message, "Accept"))


async def test_a_card_is_made_from_a_message(hall: Hall) -> None:
    teacher = await hall.set_up()
    message = await hall.come("Ben").say("Rapallo was signed in 1922.")
    opened = await teacher.context_menu("Make a card from this", message)
    front = opened.modal["components"][0]["component"]
    assert front["value"] == "Rapallo was signed in 1922."
    done = await teacher.submit(opened, {"words": "When was Rapallo signed?", "back": "1922"})
    assert "in play" in said(done)


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 4_000])
async def test_a_message_longer_than_a_card_is_cut_at_a_sentence_and_told(
    hall: Hall, length: int
) -> None:
    teacher = await hall.set_up()
    written = ("Rapallo was signed on Easter Sunday. " * 200)[:length].strip().ljust(length, "!")
    message = await hall.come("Ben").say(written)
    opened = await teacher.context_menu("Make a card from this", message)
    label = opened.modal["components"][0]
    front = label["component"]
    assert front["max_length"] == LONGEST, "what the form takes is what a card takes"
    if length <= LONGEST:
        assert front["value"] == written
        assert "description" not in label
    else:
        assert front["value"].endswith("Sunday. …")
        assert len(front["value"]) > LONGEST - 50
        assert "left out" in label["description"]
    assert "in play" in said(await teacher.submit(opened, {"back": "1922"}))


EMBED = {
    "title": "Treaty of Rapallo",
    "description": "Germany and Soviet Russia, 1922.",
    "fields": [{"name": "Where", "value": "A town in Italy", "inline": True}],
    "footer": {"text": "from a bot"},
}
IN_WORDS = "Treaty of Rapallo\nGermany and Soviet Russia, 1922.\nWhere: A town in Italy"


@pytest.mark.parametrize(
    ("embeds", "text"),
    [
        ([EMBED], IN_WORDS),
        ([EMBED, {"description": "More"}], f"{IN_WORDS}\n\nMore"),
        ([{"image": {"url": "https://example.org/a.png"}}, {"title": "Map"}], "Map"),
    ],
)
async def test_a_card_is_made_from_a_message_that_says_it_in_embeds(
    hall: Hall, embeds: list[dict[str, object]], text: str
) -> None:
    teacher = await hall.set_up()
    message = await hall.come("Ben").say("")
    message.embeds = embeds
    opened = await teacher.context_menu("Make a card from this", message)
    assert opened.modal["components"][0]["component"]["value"] == text


async def test_what_somebody_wrote_goes_before_the_preview_of_a_link_in_it(hall: Hall) -> None:
    teacher = await hall.set_up()
    message = await hall.come("Ben").say("Rapallo was signed in 1922.")
    message.embeds = [EMBED]
    opened = await teacher.context_menu("Make a card from this", message)
    assert opened.modal["components"][0]["component"]["value"] == "Rapallo was signed in 1922."


async def test_a_message_without_words_opens_no_empty_form(hall: Hall) -> None:
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    message = await ben.say("", ben.file("map.png", b"PNG"))
    message.embeds = [{"image": {"url": "https://example.org/a.png"}}]
    told = await teacher.context_menu("Make a card from this", message)
    assert "no words in that message" in said(told)
    assert told.private
    nowhere = await hall.come("Cat").context_menu("Make a card from this", message)
    assert nowhere.kind != "modal"


async def test_a_file_of_an_unknown_format_is_brought_again_with_one_chosen(hall: Hall) -> None:
    teacher = await hall.set_up()
    unread = await teacher.command("/deck import", file=teacher.file("x.txt", ONE_CARD))
    assert "cannot tell which format" in said(unread)
    assert "/deck import and choose what it is as its format" in said(unread)
    file = teacher.file("x.txt", ONE_CARD)
    coming = await teacher.command("/deck import", file=file, format="csv")
    assert "Nothing is kept yet" in said(coming)
