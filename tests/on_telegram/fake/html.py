"""Telegram's HTML, read as strictly as Telegram reads it, and lengths counted as it counts.

`parse` returns the text and its entities, or raises the 400 of the real server. What the server
would silently mend (nested quotes, tags inside code) is a complaint here: it was not meant.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from tests.on_telegram.fake.shapes import Json, Refused, bad

NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
PLAIN_INSIDE = frozenset({"code", "pre"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
SPACE = " \t\r\n\b\0\v"


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    begin: int
    start: int  # in the text that came out so far


def _at(source: str, place: int) -> int:
    return len(source[:place].encode())


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            return NAMED[name]
        code = int(decimal or hexadecimal, 10 if decimal else 16)
        return chr(code) if 0 < code < 0x110000 else match[0]

    return CHARACTER.sub(one, text)


def parse(source: str) -> tuple[str, list[Json]]:
    """Return the text of a source and its entities. Raises Refused as the server would."""
    out: list[str] = []
    length = 0
    stack: list[_Open] = []
    entities: list[Json] = []
    place = 0
    for bracket in re.finditer("<", source):
        if bracket.start() < place:
            continue
        piece = _unescaped(source[place : bracket.start()])
        out.append(piece)
        length += units(piece)
        place = bracket.start()
        if source.startswith("</", place):
            place = _closed(source, place, stack, entities, length, "".join(out))
        else:
            place = _opened(source, place, stack, length)
    rest = _unescaped(source[place:])
    if stack:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return _stripped("".join(out) + rest, entities)


def _unparsed(sentence: str) -> Refused:
    return bad(f"can't parse entities: {sentence}")


def _opened(source: str, place: int, stack: list[_Open], length: int) -> int:
    match = re.compile(r"<([^\s>]*)").match(source, place)
    assert match is not None
    name, byte = match[1].lower(), _at(source, place)
    if match.end() == len(source):
        raise _unparsed(f"Unclosed start tag at byte offset {byte}")
    if name not in NAMES:
        raise _unparsed(f'Unsupported start tag "{name}" at byte offset {byte}')
    attributes, place = _attributes(source, match.end(), byte, name)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    stack.append(_Open(name, attributes, byte, length))
    return place


def _attributes(source: str, place: int, byte: int, name: str) -> tuple[dict[str, str], int]:
    found = {}
    while match := ATTRIBUTE.match(source, place):
        values = [value for value in match.groups()[1:] if value is not None]
        found[match[1].lower()] = _unescaped(values[0]) if values else ""
        place = match.end()
    while place < len(source) and source[place] in SPACE:
        place += 1
    if source[place : place + 1] != ">":
        raise _unparsed(f'Unexpected end of attributes of the tag "{name}" at byte offset {byte}')
    return found, place + 1


def _closed(
    source: str, place: int, stack: list[_Open], entities: list[Json], length: int, text: str
) -> int:
    match = re.compile(r"</([^\s>]*)\s*(>?)").match(source, place)
    assert match is not None
    byte, name = _at(source, place), match[1].lower()
    if not stack:
        raise _unparsed(f"Unexpected end tag at byte offset {byte}")
    if not match[2]:
        raise _unparsed(f"Unclosed end tag at byte offset {byte}")
    opened = stack[-1]
    if name and name != opened.name:
        expected = f'expected "</{opened.name}>", found "</{name}>"'
        raise _unparsed(f"Unmatched end tag at byte offset {byte}, {expected}")
    stack.pop()
    if length > opened.start and (entity := _entity(opened, length, text)):
        entities.append(entity)
    return match.end()


def _entity(tag: _Open, length: int, text: str) -> Json | None:
    """Return what a tag becomes; None for a link that leads nowhere."""
    found: Json = {"type": NAMES[tag.name], "offset": tag.start, "length": length - tag.start}
    inner = text.encode("utf-16-le")[2 * tag.start :].decode("utf-16-le", "replace")
    if tag.name == "a":
        return _link(found, tag.attributes.get("href", inner))
    if tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
        found["language"] = tag.attributes["class"].removeprefix("language-")
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        found["type"] = "expandable_blockquote"
    if tag.name == "tg-emoji":
        found["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
    if tag.name == "tg-time":
        if not tag.attributes.get("unix", "").isdecimal():
            raise _unparsed(f'Tag "tg-time" must have attribute "unix" at byte offset {tag.begin}')
        found["unix_time"] = int(tag.attributes["unix"])
        if tag.attributes.get("format"):
            found["date_time_format"] = tag.attributes["format"]
    return found


def _link(found: Json, url: str) -> Json | None:
    if user := re.fullmatch(r"tg://user\?id=(\d+)", url):
        return found | {"type": "text_mention", "user": int(user[1])}
    if not re.fullmatch(r"(https?|tg|ton)://[^\s]+|[\w-]+(\.[\w-]+)+(/\S*)?", url):
        return None
    return found | {"url": url}


def _stripped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take blank ends away, as the server does, and put the entities in order."""
    entities.reverse()  # of two as long as each other the outer one was closed last
    entities.sort(key=lambda one: (one["offset"], -one["length"]))
    lead = units(text) - units(text.lstrip())
    stripped = text.strip()
    end = units(stripped)
    kept = []
    for one in _merged_code(entities):
        start = min(max(one["offset"] - lead, 0), end)
        stop = min(max(one["offset"] + one["length"] - lead, 0), end)
        if stop > start:
            kept.append(one | {"offset": start, "length": stop - start})
    return stripped, kept


def _merged_code(entities: list[Json]) -> list[Json]:
    """Make one entity of ``<pre><code class="language-…">``."""
    kept: list[Json] = []
    for one in entities:
        before = kept[-1] if kept else None
        if before and before["type"] == "pre" and one["type"] == "code" and _same(before, one):
            if one.get("language"):
                before["language"] = one["language"]
            continue
        kept.append(one)
    return kept


def _same(one: Json, other: Json) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def complaints(entities: list[Json]) -> list[str]:
    """Return what the server would mend without a word: it loses what the author meant."""
    wrong = []
    for place, outer in enumerate(entities):
        end = outer["offset"] + outer["length"]
        inner = [one for one in entities[place + 1 :] if one["offset"] < end]
        if outer["type"] in PLAIN_INSIDE and inner:
            wrong.append(f"{inner[0]['type']} inside {outer['type']} is lost")
        if "blockquote" in outer["type"]:
            wrong += ["quotes cannot be nested"] * any("blockquote" in o["type"] for o in inner)
    wrong += [
        f"{one['type']} stands twice at {one['offset']}"
        for one, other in pairwise(entities)
        if _same(one, other) and one["type"] == other["type"]
    ]
    return wrong
