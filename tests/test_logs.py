"""A log line is one line, and holds nothing that somebody typed and no secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import log_to
from storage.trouble import DiskFull

TYPED = "Molotov, I think"
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put logging back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


class Terminal(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_for_a_collector_a_line_is_json_and_on_a_terminal_words() -> None:
    collected, seen = io.StringIO(), Terminal()
    for stream in (collected, seen):
        log_to(stream, "info")
        structlog.get_logger("x").info("backed up", size=3)
        structlog.get_logger("x").debug("too much")
        logging.getLogger("library").warning("a %s", "word")
        logging.getLogger("library").info("chatter")
    first, second = lines(collected)
    assert (first["event"], first["level"], first["size"]) == ("backed up", "info", 3)
    assert (second["event"], second["level"], second["logger"]) == ("a word", "warning", "library")
    assert 'event="backed up" size=3' in seen.getvalue()
    assert len(seen.getvalue().splitlines()) == 2


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("ours", [True, False])
def test_an_exception_is_told_without_what_it_holds(form: str, ours: bool) -> None:
    stream = io.StringIO()
    log_to(stream, "info", form)
    try:
        try:
            int(TYPED)
        except ValueError:
            raise KeyError(TYPED) from None
    except KeyError:
        if ours:
            structlog.get_logger("x").exception("it went wrong", ask=12)
        else:
            logging.getLogger("library").exception("it went wrong")
    (line,) = stream.getvalue().splitlines()
    assert "KeyError" in line
    assert "test_logs.py:" in line
    assert "Molotov" not in line
    assert "/tests/test_logs.py" not in line  # the file, and not where on the machine it is
    assert "where=tests/test_logs.py" in line.replace('": "', "=").replace('="', "=")


def test_the_worlds_own_trouble_is_told_in_full() -> None:
    stream = io.StringIO()
    log_to(stream, "info", "json")
    for trouble in (DiskFull(), PermissionError(13, "Permission denied")):
        logging.getLogger("storage").error("it went wrong", exc_info=trouble)
    full, denied = lines(stream)
    assert "The disk is full" in str(full["exception"])
    assert "Permission denied" in str(denied["exception"])


def test_whoever_looks_for_a_fault_may_see_everything() -> None:
    stream = io.StringIO()
    log_to(stream, "debug", "json")
    structlog.get_logger("x").error("it went wrong", exc_info=ValueError(TYPED))
    assert TYPED in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_secrets_are_blotted_out_wherever_they_are(form: str) -> None:
    stream = io.StringIO()
    log_to(stream, "debug", form, [TOKEN, ""])
    structlog.get_logger("x").error("refused", token=TOKEN, exc_info=OSError(TOKEN))
    logging.getLogger("discord").warning("POST %s", f"https://discord.com/api/x?t={TOKEN}")
    for address in (
        "https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24-_x/messages/@original",
        "https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb24-_x/callback",
        "https://api.telegram.org/bot123456:aW50ZXJhY3Rpb24-_x/sendMessage",
    ):
        logging.getLogger("discord.http").warning("%s responded with 429", address)
    assert TOKEN not in stream.getvalue()
    assert "aW50" not in stream.getvalue()
    assert stream.getvalue().count("[secret]") >= 5


@pytest.mark.parametrize("form", ["json", "text"])
def test_nobody_can_write_a_second_line(form: str) -> None:
    stream = io.StringIO()
    log_to(stream, "info", form)
    structlog.get_logger("x").info("a\nb", c="d\r\ne")
    logging.getLogger("library").warning("f\n%s", "g\rh")
    assert len(stream.getvalue().splitlines()) == 2
