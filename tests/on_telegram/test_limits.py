"""Each of Telegram's limits, at its edge: what fits stays, what does not is cut or goes on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import constants

from bot import press as p
from bot.domain.ids import AskId, DeckId
from bot.domain.markup import clean
from bot.domain.question import KindName
from bot.domain.replies import BringDeck, DataExported, Help
from bot.on_telegram import files, limits, links, menus
from bot.on_telegram.keyboards import key, rows
from bot.on_telegram.limits import fit, fit_plain, short, size, units
from bot.on_telegram.markup import Html, block, bold, inline, literal, phrase, quotation
from bot.on_telegram.messages import Upload, Viewer
from bot.on_telegram.render import render
from bot.wording import guiding
from tests.any_reply import HOSTILE, posed
from tests.on_telegram.asks import live, png
from tests.on_telegram.fake import html
from tests.on_telegram.reading import read, seen, wrong

ASK = AskId(1)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
PERSON = "\U0001f9d1"  # one character, two units of UTF-16
FAMILY = "👩‍👩‍👧‍👦"


def test_the_library_knows_the_same_limits() -> None:
    text, poll = constants.MessageLimit, constants.PollLimit
    assert limits.TEXT == text.MAX_TEXT_LENGTH
    assert limits.CAPTION == text.CAPTION_LENGTH
    assert limits.ENTITIES == text.MESSAGE_ENTITIES
    assert limits.PAYLOAD == text.DEEP_LINK_LENGTH
    assert limits.CALLBACK_DATA == constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert limits.CALLBACK_DATA == p.MAX_BYTES
    assert limits.ALERT == constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    assert limits.ROW_KEYS == constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
    assert limits.KEYBOARD_KEYS == constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    assert limits.POLL_QUESTION == poll.MAX_QUESTION_LENGTH
    assert limits.POLL_OPTION == poll.MAX_OPTION_LENGTH
    assert limits.POLL_OPTIONS == poll.MAX_OPTION_NUMBER
    assert limits.POLL_EXPLANATION == poll.MAX_EXPLANATION_LENGTH
    assert limits.POLL_EXPLANATION_LINES == poll.MAX_EXPLANATION_LINE_FEEDS
    assert limits.POLL_ABOUT == poll.MAX_DESCRIPTION_CHARACTERS
    assert limits.POLL_SECONDS_LEAST == poll.MIN_OPEN_PERIOD
    assert limits.POLL_SECONDS == poll.MAX_OPEN_PERIOD
    assert limits.PLACEHOLDER == constants.ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER
    assert limits.COMMAND_NAME == constants.BotCommandLimit.MAX_COMMAND
    assert limits.COMMAND_DESCRIPTION == constants.BotCommandLimit.MAX_DESCRIPTION
    assert limits.COMMANDS == constants.BotCommandLimit.MAX_COMMAND_NUMBER
    described = constants.BotDescriptionLimit
    assert limits.ABOUT == described.MAX_DESCRIPTION_LENGTH
    assert limits.SHORT_ABOUT == described.MAX_SHORT_DESCRIPTION_LENGTH
    assert limits.PHOTO_BYTES == constants.FileSizeLimit.PHOTOSIZE_UPLOAD
    assert limits.DOCUMENT_BYTES == constants.FileSizeLimit.FILESIZE_UPLOAD
    assert limits.DOWNLOAD_BYTES == constants.FileSizeLimit.FILESIZE_DOWNLOAD
    flood = constants.FloodLimit
    assert limits.CHAT_SECONDS == 1 / flood.MESSAGES_PER_SECOND_PER_CHAT
    assert (limits.GROUP_MESSAGES, limits.GROUP_SECONDS) == (
        flood.MESSAGES_PER_MINUTE_PER_GROUP,
        60,
    )
    assert (limits.ALL_MESSAGES, limits.ALL_SECONDS) == (flood.MESSAGES_PER_SECOND, 1)


def test_text_is_counted_as_telegram_counts() -> None:
    assert units("Ann") == 3
    assert units(PERSON) == 2
    assert units("\ud800") == 1
    assert size(bold(literal("<&>"))) == 3
    assert size(quotation(phrase("a {}", literal(PERSON)), folded=True)) == 4


@given(st.text(max_size=300), st.integers(1, 120), st.sampled_from([literal, block, inline]))
def test_a_text_always_fits_and_is_cut_with_a_sign(
    text: str, most: int, write: Callable[[str], Html]
) -> None:
    written = fit(text, most, write)
    assert size(written) <= most
    html.parse(written)
    if size(write(text.strip())) > most:
        assert "…" in written


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert fit("One thing. Another thing that is far too long.", 18) == "One thing. …"
    assert fit("&" * 200, 100) == "&amp;" * 99 + "…"
    assert size(fit(PERSON * 100, 100)) <= 100


@given(st.text(max_size=300), st.integers(1, 120))
def test_a_plain_text_fits_too(text: str, most: int) -> None:
    assert units(fit_plain(text, most)) <= most
    assert 1 <= units(short(text, most)) <= most
    assert "\n" not in short(text, most)


def test_a_label_keeps_all_that_fits() -> None:
    def label(text: str) -> str:
        made = key(p.Hint(ASK), text)
        assert made is not None
        return made.label

    edge = limits.LABEL
    assert label("x" * edge) == "x" * edge
    assert label("x" * (edge + 1)) == "x" * (edge - 1) + "…"
    assert units(label(PERSON * edge)) <= edge
    assert label(" \n ") == "…"


def test_a_press_that_no_key_can_carry_is_no_key() -> None:
    assert key(p.Again(DeckId("Ä deck")), "Play") is None
    assert rows(key(p.Again(DeckId("Ä deck")), "Play"), None) == []
    longest = p.Turn("deck disable " + "x" * 40, 35)
    made = key(longest, "x")
    assert made is not None
    assert len(made.data.encode()) <= limits.CALLBACK_DATA


def test_a_row_has_no_more_keys_than_it_may_have() -> None:
    def made(count: int) -> list[int]:
        return [len(row) for row in rows(*(key(p.Hint(AskId(n)), "x") for n in range(1, count)))]

    edge = limits.ROW_KEYS
    assert made(edge + 1) == [edge]
    assert sum(made(edge + 2)) == edge + 1
    assert max(made(edge + 2)) <= edge


def test_what_the_bot_says_of_itself_is_not_cut() -> None:
    assert 1 <= units(guiding.ABOUT) <= limits.ABOUT
    assert 1 <= units(guiding.IN_SHORT) <= limits.SHORT_ABOUT


def test_an_alert_is_never_over_its_limit() -> None:
    reply = BringDeck("c" * 300 + HOSTILE)
    assert 1 <= units(render(reply, Viewer(NOW)).alert) <= limits.ALERT
    assert fit_plain("x" * 200, limits.ALERT) == "x" * 200
    assert fit_plain("x" * 201, limits.ALERT) == "x" * 199 + "…"


def test_a_placeholder_is_short() -> None:
    unit = posed(KindName.NUMBER, unit="millions of roubles a year in prices of 1913 " * 3)
    rendered = render(live(unit), Viewer(NOW))
    assert 1 <= units(rendered.asks) <= limits.PLACEHOLDER


def test_a_file_over_the_limit_is_packed_and_one_beyond_that_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 10_000)
    edge = limits.DOCUMENT_BYTES
    whole, packed = (
        files.upload("all.json", b"x" * edge),
        files.upload("all.json", b"x" * (edge + 1)),
    )
    assert whole is not None
    assert packed is not None
    assert (whole.name, packed.name) == ("all.json", "all.json.zip")
    assert len(packed.data) < edge
    assert files.upload("noise", Random(1).randbytes(edge + 1)) is None
    told = files.beside(literal("Here."), "noise", Random(1).randbytes(edge + 1))
    assert told.document is None
    assert "larger than Telegram takes" in seen(told)


def test_an_empty_file_is_not_refused() -> None:
    rendered = render(DataExported("a b.json", ""), Viewer(NOW))
    assert rendered.document is not None
    assert rendered.document.name == "a-b.json"
    assert not wrong(rendered)


def test_file_names_are_plain() -> None:
    assert files.file_name("Ärger über/../Rom.json") == "rger--ber-..-Rom.json"
    assert files.file_name("…") == "file"
    assert len(files.file_name("x" * 300 + ".json")) == limits.FILE_NAME


@pytest.mark.parametrize(
    ("name", "data", "photo", "document"),
    [
        ("map.png", png(rest=bytes(limits.PHOTO_BYTES - 24)), True, False),
        ("map.png", png(rest=bytes(limits.PHOTO_BYTES - 23)), False, True),
        ("map.png", png(9_000, 1_000), True, False),
        ("map.png", png(9_000, 1_001), False, True),
        ("map.png", png(2_000, 100), True, False),
        ("map.png", png(100, 2_001), False, True),
        ("map.png", png(0, 7), False, True),
        ("map.png", b"no picture", False, True),
        ("map.svg", png(), False, True),
        ("map.png", b"", False, False),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_picture_is_a_photo_or_a_file(
    name: str, data: bytes, photo: bool, document: bool
) -> None:
    rendered = render(live(), Viewer(NOW), attached=Upload(name, data))
    assert (rendered.photo is not None, rendered.document is not None) == (photo, document)


@pytest.mark.parametrize(
    "press",
    [
        p.Open(AskId(p.MAX_ID)),
        p.Go("review " + "w" * (p.MAX_WORD - 7)),
        p.OfDeck("drafts", DeckId("d" * 39)),
        p.Mine(ASK),
    ],
)
def test_a_link_carries_a_press_within_its_limit(press: p.Press) -> None:
    payload = links.written(press)
    assert payload is not None
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{limits.PAYLOAD}}}", payload)
    assert links.read(payload) == press


def test_a_link_that_would_be_too_long_is_none() -> None:
    longest = p.OfDeck("drafts", DeckId("d" * 40))  # 46 bytes are 62 characters
    assert len(links.written(longest) or "") == 62
    assert links.written(p.OfDeck("drafts", DeckId("d" * 40), "0" * 8)) is None
    assert links.read("A" * limits.PAYLOAD) is None
    assert links.read("A" * (limits.PAYLOAD + 1)) is None


@pytest.mark.parametrize("names", [menus.PRIVATE, menus.GROUP, menus.ADMINS])
def test_menus_hold_commands_that_telegram_takes(names: tuple[str, ...]) -> None:
    made = menus.menu_of(names, "", unseen=False)
    assert 1 <= len(made) <= limits.COMMANDS
    for each in made:
        assert re.fullmatch(rf"[a-z0-9_]{{1,{limits.COMMAND_NAME}}}", each.command)
        assert 1 <= units(each.description) <= limits.COMMAND_DESCRIPTION


def test_every_command_of_the_help_is_one_of_a_menu() -> None:
    shown, entities = read(render(Help(), Viewer(NOW)).text)
    tapped = [one for one in entities if one["type"] == "bot_command"]
    assert len(tapped) >= 11
    for one in tapped:
        name = shown[one["offset"] + 1 : one["offset"] + one["length"]]
        assert 1 <= len(name) <= limits.COMMAND_NAME
        assert name == clean(name).lower()
