"""What is written in answer to a question, and what comes back from a reply to a prompt."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from bot.domain.ids import AskId, DeckId, QuestionId
from bot.domain.question import Chosen, Filled, Given, KindName, Listed, Ordered, Skill, Wrote
from bot.domain.replies import Posed, Problem, Refused, Shown
from bot.on_telegram import links
from bot.on_telegram.given import given_of
from bot.on_telegram.prompts import Prompt, carried_by, message_of
from bot.press import Confirm, Go, Open

POSED = Posed(
    question=QuestionId("x"),
    version=1,
    kind=KindName.TYPED,
    deck=DeckId("d"),
    deck_title="D",
    theme="t",
    theme_title="T",
    skill=Skill.RECALL,
    difficulty=1,
    stem="?",
    options=(Shown(2, "Rapallo"), Shown(0, "Berlin"), Shown(1, "**Locarno**")),
)
UNFIT = Refused(Problem.UNFIT_ANSWER)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (KindName.TYPED, " Molotov ", Wrote("Molotov")),
        (KindName.NUMBER, "47 %", Wrote("47 %")),
        (KindName.DATE, "  ", Refused(Problem.EMPTY)),
        (KindName.POINTS, "one\ntwo", Listed("one\ntwo")),
        (KindName.CHOICE, "b", Chosen((0,))),
        (KindName.CHOICE, "locarno", Chosen((1,))),
        (KindName.CHOICE, "a, b", UNFIT),
        (KindName.CHOICE, "d", UNFIT),
        (KindName.CHOICE, "the second", UNFIT),
        (KindName.TRUEFALSE, "A", Chosen((2,))),
        (KindName.ORDER, "c b a", Ordered((1, 0, 2))),
        (KindName.ORDER, "CBA", Ordered((1, 0, 2))),
        (KindName.ORDER, "a b", UNFIT),
        (KindName.ORDER, "a a b", UNFIT),
        (KindName.MATCH, "a b c", UNFIT),
        (KindName.RECALL, "yes", UNFIT),
    ],
)
def test_each_kind_takes_what_fits_it(kind: KindName, text: str, expected: Given | Refused) -> None:
    assert given_of(replace(POSED, kind=kind), text) == expected


def test_several_options_by_their_letters() -> None:
    posed = replace(POSED, kind=KindName.CHOICE, several=True)
    assert given_of(posed, "a, c") == Chosen((2, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one\ntwo\nthree", ("one", "two", "three")),
        ("one; two; three", ("one", "two", "three")),
        ("one, two, three", ("one", "two", "three")),
        ("one\ntwo", ("one", "two", "")),
        ("one\ntwo\nthree\nfour", ("one", "two", "three four")),
    ],
)
def test_a_word_for_each_gap(text: str, words: tuple[str, ...]) -> None:
    assert given_of(replace(POSED, kind=KindName.CLOZE, gaps=3), text) == Filled(words)
    assert given_of(replace(POSED, kind=KindName.CLOZE, gaps=1), "a  b") == Filled(("a b",))


PRESSES = st.sampled_from([Go("question back"), Confirm("DELETE: now"), Open(AskId(87))])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)


def received(prompt: Prompt) -> Message:
    """Return a prompt as Telegram gives it back with a reply."""
    told = message_of(prompt, "studyhall_bot")
    chat = Chat(1, Chat.PRIVATE)
    now = datetime(2026, 3, 4, tzinfo=UTC)
    return Message(1, now, chat, text=told["text"], entities=told["entities"])


@given(PRESSES, TEXTS)
def test_a_prompt_brings_its_press_and_what_was_said_back(press: Go | Confirm, said: str) -> None:
    words = "".join(sign for sign in said if sign.isprintable()).strip()
    found = carried_by(received(Prompt(press, "Who? 😀 @you", "x" * 99, words)), "studyhall_bot")
    assert found is not None
    assert found[0] == press
    assert _letters(found[1]) == _letters(words)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "@#/.:<>&")


def test_a_message_that_is_no_prompt_carries_nothing() -> None:
    bare = Message(1, datetime(2026, 3, 4, tzinfo=UTC), Chat(1, Chat.PRIVATE), text="✏️ hello")
    assert carried_by(bare, "studyhall_bot") is None
    other = received(Prompt(Go("help"), "?"))
    assert carried_by(other, "another_bot") is None


def test_nobody_is_mentioned_in_a_prompt() -> None:
    told = message_of(Prompt(Go("help"), "?", said="hello @ann and /undo"), "studyhall_bot")
    assert "@ann" not in told["text"]
    assert [entity.type for entity in told["entities"]] == [
        MessageEntity.TEXT_LINK,
        MessageEntity.BLOCKQUOTE,
    ]


@given(st.text(max_size=70))
def test_any_start_parameter_is_read_or_refused(payload: str) -> None:
    press = links.read(payload)
    if press is not None:
        assert links.written(press) == payload
