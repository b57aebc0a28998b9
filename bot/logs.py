"""Log lines: one an event, JSON for a collector or words for a terminal.

Ids may be in them. What learners type, names, tokens and cookies may not: an exception is told
by its type and its place in the code, and its message only where it is the world's or where
somebody asked for everything (debug). Must not know what the program does.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import TextIO

import structlog

from storage.trouble import DatabaseTrouble

Event = MutableMapping[str, object]

FORMATS = ("auto", "json", "text")
FRAMES = 30
"""Calls of a traceback that are told, the innermost."""

_ROOT = Path(__file__).parents[1]
_IN_ADDRESSES = re.compile(r"((?:/webhooks|/interactions)/\d+/|/bot\d+:)[\w%-]+")
"""Where the chat platforms put secrets into addresses, which their libraries log."""


def log_to(stream: TextIO, level: str, form: str = "auto", secrets: Iterable[str] = ()) -> None:
    """Write one line an event; libraries speak up from warnings on.

    ``form`` is json, text, or auto: text on a terminal, else json. ``secrets`` are blotted out
    wherever they turn up.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    as_json = form == "json" or (form == "auto" and not stream.isatty())
    ours: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        Exceptions(messages=number <= logging.DEBUG),
    ]
    tail: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(default=str, ensure_ascii=False)
        if as_json
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        Blotter(secrets),
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *ours], processors=tail
        )
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(file=stream),
        processors=[*ours, *tail[1:]],
        cache_logger_on_first_use=False,
    )


class Exceptions:
    """Tells an exception as its type and where it was raised, in one value."""

    def __init__(self, *, messages: bool) -> None:
        self._messages = messages

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """Replace the exception of an event by words."""
        found = event.pop("exc_info", None)
        if found is True:
            found = sys.exc_info()[1]
        elif isinstance(found, tuple):
            found = found[1]
        if isinstance(found, BaseException):
            event["exception"] = self._told(found)
            event["where"] = " < ".join(_calls(found))
        return event

    def _told(self, error: BaseException) -> str:
        kind = type(error).__name__
        if self._messages or isinstance(error, (DatabaseTrouble, OSError)):
            return f"{kind}: {error}"
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return f"{kind} after {type(cause).__name__}" if cause else kind


def _calls(error: BaseException) -> list[str]:
    """Return the calls that led to an exception, the innermost first, without what they held."""
    calls = traceback.extract_tb(error.__traceback__, limit=-FRAMES)
    return [f"{_short(call.filename)}:{call.lineno} {call.name}" for call in reversed(calls)]


def _short(path: str) -> str:
    """Return a path within the program or a library: the machine's folders are not told."""
    file = Path(path)
    if file.is_relative_to(_ROOT) and "site-packages" not in file.relative_to(_ROOT).parts:
        return file.relative_to(_ROOT).as_posix()
    return (
        file.as_posix().rpartition("/site-packages/")[2] if "site-packages" in path else file.name
    )


class Blotter:
    """Blots secrets out of a finished line, and keeps it one line."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, _logger: object, _method: str, event: Event | str) -> str:
        """Return the line as it may be written."""
        line = str(event)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return _IN_ADDRESSES.sub(r"\1[secret]", line).replace("\r", " ").replace("\n", " ")
