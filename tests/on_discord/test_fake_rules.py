"""The fake's rules, each at its edge: what Discord takes, and the least that it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.on_discord.fake import messages, schema, shapes
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.wire import SIZE_LIMIT

Rule = tuple[Callable[[int], Json], int]


def button(n: int = 0, **more: object) -> Json:
    """Return a good button."""
    return {"type": 2, "style": 1, "label": "Go", "custom_id": f"b:{n}", **more}


def row(*inner: Json) -> Json:
    """Return an action row."""
    return {"type": 1, "components": list(inner)}


def text(said: str = "hello") -> Json:
    """Return a text display."""
    return {"type": 10, "content": said}


def select(n: int, **more: object) -> Json:
    """Return a select of n options."""
    options = [{"label": f"o{i}", "value": f"v{i}"} for i in range(n)]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def v2(*inner: Json) -> Json:
    """Return a body in Components V2."""
    return {"flags": shapes.V2, "components": list(inner)}


def container(*inner: Json) -> Json:
    """Return a container."""
    return {"type": 17, "components": list(inner)}


def picture(words: str = "", n: int = 1) -> Json:
    """Return a gallery of n pictures."""
    item = {"media": {"url": "https://example.org/x.png"}, "description": words}
    return {"type": 12, "items": [item] * n}


def embed(**more: object) -> Json:
    """Return a body with one embed."""
    return {"embeds": [more]}


EDGES: dict[str, Rule] = {
    "content": (lambda n: {"content": "x" * n}, 2000),
    "nonce": (lambda n: {"content": "x", "nonce": "n" * n}, 25),
    "rows": (lambda n: {"components": [row(button(i)) for i in range(n)]}, 5),
    "buttons in a row": (lambda n: v2(row(*map(button, range(n)))), 5),
    "label": (lambda n: v2(row(button(label="x" * n))), 80),
    "custom_id": (lambda n: v2(row(button(custom_id="x" * n))), 100),
    "components": (lambda n: v2(container(*[text()] * (n - 1))), 40),
    "text": (lambda n: v2(text("x" * (n - 10)), text("y" * 10)), 4000),
    "options": (lambda n: v2(row(select(n))), 25),
    "placeholder": (lambda n: v2(row(select(1, placeholder="x" * n))), 150),
    "values": (lambda n: v2(row(select(3, max_values=n))), 3),
    "pictures": (lambda n: v2(picture(n=n)), 10),
    "alt text": (lambda n: v2(picture("x" * n)), 1024),
    "embeds": (lambda n: {"embeds": [{"title": "x"}] * n}, 10),
    "embed title": (lambda n: embed(title="x" * n), 256),
    "embed description": (lambda n: embed(description="x" * n), 4096),
    "embed in all": (
        lambda n: embed(description="x" * 4000, footer={"text": "y" * (n - 4000)}),
        6000,
    ),
    "fields": (lambda n: embed(fields=[{"name": "a", "value": "b"}] * n), 25),
    "poll answers": (lambda n: {"poll": poll(n)}, 10),
    "attachments": (lambda n: {"attachments": [{"id": i} for i in range(n)]}, 10),
    "mentions": (lambda n: {"allowed_mentions": {"users": [str(i) for i in range(n)]}}, 100),
}


def poll(n: int) -> Json:
    """Return a poll of n answers."""
    return {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "x"}}] * n}


def wrong_with(body: Json, **more: bytes) -> list[str]:
    """Return what the hand rules say of a body posted in a channel."""
    return messages.of_message(body, flags=messages.IN_CHANNEL, files=more)


@pytest.mark.parametrize("name", EDGES)
def test_a_message_at_the_edge(name: str) -> None:
    make, high = EDGES[name]
    assert wrong_with(make(high)) == []
    assert wrong_with(make(high + 1)) != []


BAD: dict[str, Json] = {
    "V2 without the flag": {"components": [text()]},
    "content beside V2": {**v2(text()), "content": "x"},
    "embeds beside V2": {**v2(text()), "embeds": [{"title": "x"}]},
    "ephemeral in a channel": {"content": "x", "flags": shapes.EPHEMERAL},
    "one custom_id twice": v2(row(button(1), button(1))),
    "one number twice": v2({**text(), "id": 3}, {**text(), "id": 3}),
    "a button alone": v2(button()),
    "button and select in a row": v2(row(button(), select(2))),
    "an empty row": v2(row()),
    "an empty container": v2(container()),
    "a container in a container": v2(container(container(text()))),
    "a section without accessory": v2({"type": 9, "components": [text()]}),
    "a section with four texts": v2({"type": 9, "components": [text()] * 4, "accessory": button()}),
    "a button without words": v2(row(button(label=""))),
    "a button without custom_id": v2(row({"type": 2, "style": 1, "label": "x"})),
    "a link with custom_id": v2(row(button(style=5, url="https://example.org"))),
    "two options alike": v2(row({**select(1), "options": [{"label": "a", "value": "v"}] * 2})),
    "fewer values than none": v2(row(select(2, min_values=3, max_values=2))),
    "a file that is not there": v2({"type": 13, "file": {"url": "attachment://no.png"}}),
    "mentions parsed and listed": {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    "a colour that is none": v2({**container(text()), "accent_color": 1 << 24}),
    "an empty text": v2(text("")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_message_that_is_refused(name: str) -> None:
    assert wrong_with(BAD[name]) != []


def test_files_have_a_size() -> None:
    assert messages.of_message({}, flags=0, files={"a": b"x" * SIZE_LIMIT}) == []
    assert messages.of_message({}, flags=0, files={"a": b"x" * (SIZE_LIMIT + 1)}) != []


def test_an_edit_of_v2_stays_v2() -> None:
    def edited(body: Json) -> list[str]:
        return messages.of_message(body, flags=messages.IN_EDIT, files={}, was_v2=True)

    assert edited({"components": [text()]}) == []
    assert edited({"content": "x"}) != []


def modal(*parts: Json, **more: object) -> Json:
    """Return a modal."""
    return {"title": "T", "custom_id": "m", "components": list(parts), **more}


def label(inner: Json, **more: object) -> Json:
    """Return a label around an input."""
    return {"type": 18, "label": "L", "component": inner, **more}


def typed(n: int = 0, **more: object) -> Json:
    """Return a text input."""
    return {"type": 4, "custom_id": f"t{n}", "style": 1, **more}


def group(kind: int, n: int) -> Json:
    """Return a radio (21) or checkbox (22) group of n options."""
    return select(n) | {"type": kind}


MODAL_EDGES: dict[str, Rule] = {
    "title": (lambda n: modal(label(typed()), title="x" * n), 45),
    "custom_id": (lambda n: modal(label(typed()), custom_id="x" * n), 100),
    "parts": (lambda n: modal(*[label(typed(i)) for i in range(n)]), 5),
    "label": (lambda n: modal(label(typed(), label="x" * n)), 45),
    "description": (lambda n: modal(label(typed(), description="x" * n)), 100),
    "placeholder": (lambda n: modal(label(typed(placeholder="x" * n))), 100),
    "prefilled": (lambda n: modal(label(typed(value="x" * n))), 4000),
    "prefilled to the top": (lambda n: modal(label(typed(value="x" * n, max_length=9))), 9),
    "max_length": (lambda n: modal(label(typed(max_length=n))), 4000),
    "radio": (lambda n: modal(label(group(21, n))), 10),
    "checkboxes": (lambda n: modal(label(group(22, n))), 10),
    "options": (lambda n: modal(label(select(n))), 25),
}


@pytest.mark.parametrize("name", MODAL_EDGES)
def test_a_modal_at_the_edge(name: str) -> None:
    make, high = MODAL_EDGES[name]
    assert messages.of_modal(make(high)) == []
    assert messages.of_modal(make(high + 1)) != []


def test_a_modal_that_is_refused() -> None:
    assert messages.of_modal(modal()) != []
    assert messages.of_modal(modal(label(group(21, 1)))) != []
    assert messages.of_modal(modal(label(typed(1)), label(typed(1)))) != []
    assert messages.of_modal(modal(label(button()))) != []
    assert messages.of_modal(modal(row(typed(label="old way")))) == []


@pytest.fixture
def published() -> schema.Schema:
    """Discord's own schema, where a copy is at hand."""
    found = schema.load()
    if found is None:
        pytest.skip(schema.WHY_NOT)
    return found


def test_the_published_schema_takes_and_refuses(published: schema.Schema) -> None:
    path = "/channels/1/messages"
    assert published.wrong("POST", path, {"content": "x", "attachments": [{"id": 0}]}) == []
    (wrong,) = published.wrong("POST", path, v2(row(button(label="x" * 81))))
    assert "label" in wrong
    assert "80" in wrong
    assert published.wrong("POST", "/no/such/route", {}) != []


def test_the_published_schema_names_what_an_answer_lacks(published: schema.Schema) -> None:
    path = "/interactions/1/token/callback"
    assert published.wrong("POST", path, {"type": 9, "data": modal(label(typed()))}) == []
    (wrong,) = published.wrong("POST", path, {"type": 4, "data": {"content": "x" * 2001}})
    assert wrong.startswith("data.content: ")


def test_without_a_copy_the_hand_rules_stand_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema, "BESIDE", tmp_path)
    monkeypatch.delenv("STUDYHALL_SPECS", raising=False)
    assert schema.found() is None
    (tmp_path / schema.NAME).write_text("{}", encoding="utf-8")
    monkeypatch.setenv("STUDYHALL_SPECS", str(tmp_path))
    assert schema.found() == tmp_path / schema.NAME
