"""Reads what was rendered as Telegram would receive it, and says what it would refuse or twist."""

from bot import press
from bot.on_telegram import limits
from bot.on_telegram.markup import COMMANDS, Html
from bot.on_telegram.messages import Key, Poll, Rendered
from tests.on_telegram.fake import html
from tests.on_telegram.fake.detecting import detected
from tests.on_telegram.fake.html import units
from tests.on_telegram.fake.shapes import Json, Refused

OURS = {f"/{name}" for name in COMMANDS}


def read(text: Html) -> tuple[str, list[Json]]:
    """Return the text that people see and its entities, those that Telegram finds too."""
    plain, entities = html.parse(text)
    return plain, detected(plain, entities)


def seen(rendered: Rendered) -> str:
    """Return everything the message says, as people see it."""
    return "\n".join(read(text)[0] for text in (rendered.text, *rendered.more))


def keys(rendered: Rendered) -> list[Key]:
    """Return its keys, row by row."""
    return [key for row in rendered.keyboard for key in row]


def labels(rendered: Rendered) -> list[str]:
    """Return what stands on the keys."""
    return [key.label for key in keys(rendered)]


def carried(rendered: Rendered) -> list[press.Press | None]:
    """Return what its keys mean; links mean nothing here."""
    return [press.decode(key.data) for key in keys(rendered) if not key.url]


def press_of(rendered: Rendered, label: str) -> press.Press | None:
    """Return what the key with this label means."""
    [found] = [key for key in keys(rendered) if key.label == label]
    return press.decode(found.data)


def entities_of(rendered: Rendered) -> set[str]:
    """Return the kinds of entities in its texts."""
    found = (read(text)[1] for text in (rendered.text, *rendered.more))
    return {str(one["type"]) for each in found for one in each}


def wrong(rendered: Rendered) -> list[str]:
    """Return what is wrong with a message: refused, or shown otherwise than it was meant."""
    file = rendered.photo or rendered.document
    first = limits.CAPTION if file else limits.TEXT
    said = _text(rendered.text, first)
    for text in rendered.more:
        said += _text(text, limits.TEXT)
    said += _keyboard(rendered)
    said += [f"an alert of {units(rendered.alert)}"] * (not 1 <= units(rendered.alert) <= 200)
    said += ["a placeholder too long"] * (units(rendered.asks) > limits.PLACEHOLDER)
    said += ["a photo and a document"] * bool(rendered.photo and rendered.document)
    said += _file(len(rendered.photo.data), limits.PHOTO_BYTES) if rendered.photo else []
    said += _file(len(rendered.document.data), limits.DOCUMENT_BYTES) if rendered.document else []
    return said + (_poll(rendered.poll) if rendered.poll else [])


def _file(size: int, most: int) -> list[str]:
    return [f"a file of {size} bytes"] * (not 1 <= size <= most)


def _text(text: Html, most: int, least: int = 1) -> list[str]:
    try:
        plain, entities = html.parse(text)
    except Refused as refused:
        return [f"{refused} in {text[:200]!r}"]
    said = html.complaints(entities)
    said += [f"{units(plain)} units of text"] * (not least <= units(plain) <= most)
    found = detected(plain, entities)
    said += [f"{len(found)} entities"] * (len(found) > limits.ENTITIES)
    for one in found:
        if one not in entities and not _is_our_command(one, plain):
            said.append(f"{one['type']} found in {_part(plain, one)!r}")
    said += [f"an entity {one['type']}" for one in entities if one["type"] not in STYLES]
    return said


STYLES = {"bold", "italic", "strikethrough", "code", "pre", "blockquote", "expandable_blockquote"}
STYLES |= {"date_time"}


def _is_our_command(one: Json, plain: str) -> bool:
    return one["type"] == "bot_command" and _part(plain, one) in OURS


def _part(plain: str, one: Json) -> str:
    raw = plain.encode("utf-16-le", "surrogatepass")
    start = 2 * one["offset"]
    return raw[start : start + 2 * one["length"]].decode("utf-16-le", "replace")


def _keyboard(rendered: Rendered) -> list[str]:
    found = keys(rendered)
    said = ["too many keys"] * (len(found) > limits.KEYBOARD_KEYS)
    said += ["a row too long" for row in rendered.keyboard if not 1 <= len(row) <= limits.ROW_KEYS]
    said += ["a press twice"] * (len({key.data or key.url for key in found}) < len(found))
    return said + [trouble for key in found for trouble in _key(key)]


def _key(key: Key) -> list[str]:
    said = [f"a label of {units(key.label)}"] * (not 1 <= units(key.label) <= limits.LABEL)
    said += ["a label of nothing"] * (not key.label.strip())
    said += ["a label of two lines"] * ("\n" in key.label)
    said += ["a press and a link, or neither"] * (bool(key.data) is bool(key.url))
    said += [f"a press of {len(key.data.encode())}"] * (len(key.data.encode()) > 64)
    said += ["no press of ours"] * bool(key.data and press.decode(key.data) is None)
    return said + ["a link elsewhere"] * bool(key.url and not key.url.startswith("https://t.me/"))


def _poll(poll: Poll) -> list[str]:
    said = ["a question too long"] * (not 1 <= units(poll.question) <= limits.POLL_QUESTION)
    said += ["options too many"] * (not 2 <= len(poll.options) <= limits.POLL_OPTIONS)
    said += [
        f"an option of {units(option)}"
        for option in poll.options
        if not 1 <= units(option) <= limits.POLL_OPTION
    ]
    said += ["options alike"] * (len(set(poll.options)) < len(poll.options))
    places = range(len(poll.options))
    rising = list(poll.correct) == sorted(set(poll.correct)) and set(poll.correct) <= set(places)
    said += ["nothing is right, or what is not there"] * (not poll.correct or not rising)
    said += ["several are right, and one may be chosen"] * (
        len(poll.correct) > 1 and not poll.several
    )
    said += _text(poll.explanation, limits.POLL_EXPLANATION, least=0)
    said += ["an explanation of many lines"] * (poll.explanation.count("\n") > 2)
    said += _text(poll.about, limits.POLL_ABOUT, least=0)
    return said + [f"open for {poll.open_period}"] * (
        poll.open_period != 0 and not 5 <= poll.open_period <= 2_628_000
    )
