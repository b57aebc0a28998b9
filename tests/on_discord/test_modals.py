"""Forms for what is typed: what they ask, what comes back, and that Discord takes them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import press as p
from bot.domain.ids import AskId
from bot.domain.question import Chosen, Filled, KindName, Listed, Precision, Wrote
from bot.domain.replies import Asked, Posed, Problem, Refused, Shown, Source
from bot.on_discord.forms import Form
from bot.on_discord.modals import (
    ESSAY,
    FACT,
    modal_for,
    numbers,
    read_choice,
    read_modal,
    submitted,
)
from tests.any_reply import any_of, posed
from tests.on_discord.fake import components, schema
from tests.on_discord.fake.filling import Entry, fill
from tests.on_discord.fake.options import CannotDo
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, World

NOWHERE: tuple[World, Channel] = (None, None)  # type: ignore[assignment]
"""Texts and options name nobody, so that filling them in needs no world."""

ASK = AskId(7)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def asked(question: Posed) -> Asked:
    return Asked(ask=ASK, posed=question, source=Source.REVIEW, opened_at=NOW)


def form_of(question: Posed) -> Json:
    form = modal_for(asked(question))
    assert form is not None
    return told(form)


def told(form: Form) -> Json:
    """Return a form as Discord gets it, and refuse what it would refuse."""
    body: Json = form.to_dict()
    assert 1 <= len(body["title"]) <= 45
    assert 1 <= len(body["components"]) <= 5
    names = [c["custom_id"] for c in components.walk(body["components"]) if "custom_id" in c]
    assert len(set(names)) == len(names)
    published = schema.load()
    if published is not None:
        callback = {"type": 9, "data": body}
        path = "/interactions/1/token/callback"
        assert not published.wrong("POST", path, callback)
    return body


def sent(form: Json, entries: dict[str, Entry]) -> object:
    """Fill a form in as a person does, and read what comes back."""
    data = fill(form, entries, *NOWHERE)
    assert p.decode(data["custom_id"]) == p.Open(ASK)
    return read_modal(submitted(data["components"]))


@pytest.mark.parametrize("kind", [KindName.TYPED, KindName.NUMBER, KindName.DATE])
def test_a_short_answer_is_one_line(kind: KindName) -> None:
    form = form_of(posed(kind, unit="million tonnes", precision=Precision.DAY))
    assert form["components"][0]["content"] == "Where did *Germany* and Soviet Russia sign?"
    assert sent(form, {"text": "Rapallo"}) == Wrote("Rapallo")
    assert sent(form, {"text": "x" * FACT}) == Wrote("x" * FACT)
    with pytest.raises(CannotDo):
        sent(form, {"text": "x" * (FACT + 1)})
    with pytest.raises(CannotDo):
        sent(form, {})


@pytest.mark.parametrize("gaps", [1, 2, 4, 5])
def test_a_cloze_has_an_input_for_each_gap_with_the_words_around_it(gaps: int) -> None:
    stem = "They met at ____ in *April*. " * gaps
    form = form_of(posed(KindName.CLOZE, stem=stem, gaps=gaps))
    inputs = [part for part in form["components"] if part["type"] == 18]
    assert len(inputs) == gaps
    assert inputs[0]["description"].startswith("They met at ____ in April.")
    assert (form["components"][0]["type"] == 10) is (gaps < 5)
    filled = {f"gap{number}": f"w{number}" for number in range(1, gaps + 1)}
    assert sent(form, dict(filled)) == Filled(tuple(filled.values()))
    del filled["gap1"]
    assert sent(form, dict(filled)) == Filled(("", *filled.values()))


def test_more_gaps_than_inputs_are_lines_of_one() -> None:
    form = form_of(posed(KindName.CLOZE, stem="____ " * 7, gaps=7))
    assert sent(form, {"gaps7": "a\nb\n\nd"}) == Filled(("a", "b", "", "d", "", "", ""))


def test_points_are_written_freely() -> None:
    form = form_of(posed(KindName.POINTS, need=3))
    assert sent(form, {"list": "one\ntwo"}) == Listed("one\ntwo")
    assert form["components"][1]["component"]["max_length"] == ESSAY


WORDS = tuple(Shown(index, f"word {index}") for index in range(12))


@pytest.mark.parametrize(("several", "count"), [(False, 4), (False, 12), (True, 4), (True, 12)])
def test_a_choice_fits_a_form_too(several: bool, count: int) -> None:
    form = form_of(posed(KindName.CHOICE, options=WORDS[:count], several=several))
    assert sent(form, {"option": "3"}) == Chosen((3,))
    if several:
        assert sent(form, {"option": ["3", "0"]}) == Chosen((3, 0))


@pytest.mark.parametrize("kind", [KindName.ORDER, KindName.MATCH, KindName.RECALL])
def test_what_is_not_typed_has_no_form(kind: KindName) -> None:
    assert modal_for(asked(posed(kind, options=WORDS))) is None


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(any_of(Asked))
def test_any_question_has_a_form_that_discord_takes_or_none(reply: Asked) -> None:
    small = replace(reply, posed=replace(reply.posed, gaps=reply.posed.gaps % 9))
    form = modal_for(small)
    if form is not None:
        told(form)


def test_what_nobody_would_send_is_refused() -> None:
    assert read_modal({}) == Refused(Problem.UNFIT_ANSWER)
    assert read_modal({"other": ("x",)}) == Refused(Problem.UNFIT_ANSWER)
    assert read_modal({"text": ()}) == Refused(Problem.EMPTY)
    assert read_modal({"option": ("x",)}) == Refused(Problem.UNFIT_ANSWER)
    assert read_choice(()) == Refused(Problem.EMPTY)


@given(st.lists(st.text(max_size=4), max_size=5))
def test_numbers_are_small_and_come_once(values: list[str]) -> None:
    found = numbers(values)
    assert found is None or (len(set(found)) == len(found) and all(-1 <= n < 100 for n in found))


def test_components_of_any_shape_are_read() -> None:
    raw: list[Json] = [
        {"type": 10},
        {"type": 18, "component": {"type": 4, "custom_id": "a", "value": "x"}},
        {"type": 18, "component": {"type": 21, "custom_id": "b", "value": None}},
        {"type": 18, "component": {"type": 22, "custom_id": "c", "values": ["1", "2"]}},
        {"type": 18, "component": {"type": 23, "custom_id": "d", "value": True}},
        {"type": 1, "components": [{"type": 4, "custom_id": "e", "value": ""}]},
    ]
    assert submitted(raw) == {"a": ("x",), "b": (), "c": ("1", "2"), "d": ("True",), "e": ("",)}
