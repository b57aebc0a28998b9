"""The keys and values of a YAML mapping, as text with their places; no tags, no types, no aliases.

Must not know what the YAML is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml import events as ev

from content.bounds import MAX_DEPTH, MAX_LINES
from content.draft import Unreadable

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Said:
    """A scalar as it was typed: line and column of its start, and its last line, from 1."""

    text: str
    line: int
    column: int
    last: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, or a mapping whose keys and values alternate."""

    items: "tuple[Value, ...]"
    line: int
    column: int
    last: int
    is_mapping: bool


Value = Said | Listing


def entries(text: str) -> Iterator[tuple[Said, Value]]:
    """Yield the keys and values of the mapping that ``text`` is, one after another.

    Raises Unreadable, with its place, for what is no mapping and for aliases and deep nesting.
    """
    stream = _events(text)
    first = next((event for event in stream if isinstance(event, ev.NodeEvent)), None)
    if not isinstance(first, ev.MappingStartEvent):
        raise Unreadable("This YAML is no mapping of questions to answers.", 1)
    for number, event in enumerate(stream):
        if isinstance(event, ev.MappingEndEvent):
            break
        if number > MAX_LINES:
            raise Unreadable("This file has too many questions. Please split it.", *_at(event))
        key = _value(event, stream)
        if not isinstance(key, Said):
            raise Unreadable("A question must be a plain text.", key.line, key.column)
        yield key, _value(next(stream), stream)
    if another := next((each for each in stream if isinstance(each, ev.NodeEvent)), None):
        raise Unreadable("This file holds several documents. Please split it.", *_at(another))


def _events(text: str) -> Iterator[ev.Event]:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, ev.AliasEvent) or getattr(event, "anchor", None):
                sentence = "Anchors and aliases (& and *) are not read. Please write texts out, or"
                raise Unreadable(f"{sentence} put quotes around them.", *_at(event))
            depth += isinstance(event, ev.CollectionStartEvent)
            depth -= isinstance(event, ev.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise Unreadable("This YAML is nested too deeply.", *_at(event))
            yield event
    except yaml.MarkedYAMLError as error:
        is_open = (error.context or "").startswith("while scanning")
        mark = error.context_mark if is_open else error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        why = error.problem or "something is missing"
        raise Unreadable(f"This is not readable as YAML: {why}.", *place) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise Unreadable("This file has characters that YAML does not allow.") from error


def _value(event: ev.Event, stream: Iterator[ev.Event]) -> Value:
    """Return the value that begins with ``event``; nesting is bounded by then."""
    if isinstance(event, ev.ScalarEvent):
        return Said(str(event.value), *_at(event), _last(event))
    items: list[Value] = []
    for inner in stream:
        if isinstance(inner, ev.CollectionEndEvent):
            last = items[-1].last if items else _last(event)
            is_mapping = isinstance(event, ev.MappingStartEvent)
            return Listing(tuple(items), *_at(event), last, is_mapping)
        items.append(_value(inner, stream))
    raise Unreadable("This YAML ends too early.", *_at(event))


def _at(event: ev.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _last(event: ev.Event) -> int:
    """Return the last line of an event; a block of text ends where the next line begins."""
    mark = event.end_mark
    return mark.line + (mark.column > 0) if mark else 0
