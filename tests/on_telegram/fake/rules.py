"""What Telegram refuses and no description tells in types: lengths after markup, keyboards, ends.

Each function returns a value made ready or raises Refused with the sentence of the server; what a
bot must never do is remembered as a breach too.
"""

import re

from tests.on_telegram.fake import html
from tests.on_telegram.fake.calls import Api, Call
from tests.on_telegram.fake.detecting import detected
from tests.on_telegram.fake.shapes import Json, Refused, bad

ROW, KEYS = 8, 100
"""Buttons in a row and in an inline keyboard, as clients show them and the server takes them."""

DATA = 64
"""Bytes of callback_data."""

CARRIES = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
]
LINK = re.compile(r"(?:https?://|tg://)\S+|(?:[\w-]+\.)+\w{2,}(?:[/?]\S*)?")
PLACEHOLDER = 64


def parsed(api: Api, call: Call, name: str, *, of: str = "") -> tuple[str, list[Json]]:
    """Return a text parameter and its entities. `of` is the prefix of its parse mode."""
    source = call.text(name)
    mode = call.text(f"{of}parse_mode").lower()
    given = call.tree(f"{of}entities") or call.tree(f"{name}_entities")
    return parsed_text(api, call.method, source, mode, given)


def parsed_text(
    api: Api, where: str, source: str, mode: str, given: list[Json] | None = None
) -> tuple[str, list[Json]]:
    """Return a text and its entities, those that Telegram finds by itself among them."""
    if not mode:
        return source.strip(), detected(source.strip(), list(given or ()))
    if mode != "html":
        raise api.validator.breach(where, f"the fake reads HTML alone, not {mode}")
    try:
        text, entities = html.parse(source)
    except Refused as refused:
        api.validator.breaches.append(f"{where}: {refused.description}")
        raise
    api.validator.breaches += [f"{where}: {told}" for told in html.complaints(entities)]
    return text, detected(text, entities)


def within(api: Api, where: str, text: str, high: int, sentence: str) -> None:
    """Refuse a text of more UTF-16 units than Telegram takes."""
    if html.units(text) > high:
        api.validator.breaches.append(f"{where}: {html.units(text)} units, {high} allowed")
        raise bad(sentence)


def keyboard(api: Api, call: Call) -> list[list[Json]]:
    """Return the rows of an inline keyboard; none where another markup came, or none at all."""
    markup = call.tree("reply_markup") or {}
    rows = [row for row in markup.get("inline_keyboard") or [] if row]
    keys = [key for row in rows for key in row]
    if len(keys) > KEYS or any(len(row) > ROW for row in rows):
        api.validator.breaches.append(f"{call.method}: {len(keys)} buttons, rows {_rows(rows)}")
        raise bad("reply markup is too long")
    for key in keys:
        if sentence := _wrong_key(key):
            api.validator.breaches.append(f"{call.method}: {sentence}: {key}")
            raise bad(sentence)
    return rows


def _rows(rows: list[list[Json]]) -> list[int]:
    return [len(row) for row in rows]


def _wrong_key(key: Json) -> str:
    carried = [name for name in CARRIES if name in key]
    if not str(key.get("text", "")).strip():
        return "inline keyboard button text is empty"
    if len(carried) != 1:
        return "can't parse inline keyboard button: Text buttons are unallowed"
    if carried == ["callback_data"] and not 1 <= len(key["callback_data"].encode()) <= DATA:
        return "BUTTON_DATA_INVALID"
    if carried == ["url"] and not LINK.fullmatch(key["url"]):
        return f"inline keyboard button URL '{key['url']}' is invalid: Wrong HTTP URL"
    if key.get("style") not in {None, "danger", "success", "primary"}:
        return "BUTTON_TYPE_INVALID"
    return ""


def asks(api: Api, call: Call) -> Json | None:
    """Return a forced reply, if one came."""
    markup = call.tree("reply_markup") or {}
    if not markup.get("force_reply") or "inline_keyboard" in markup:
        return None
    words = markup.get("input_field_placeholder")
    if words is not None and not 1 <= len(words) <= PLACEHOLDER:
        raise api.validator.breach(call.method, f"a placeholder of {len(words)} characters")
    return dict(markup)
