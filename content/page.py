"""One file of a bank, and the mistakes found in it, each with its line.

Knows TOML and nothing of questions. Nothing here raises for what a file contains.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from content.lines import locate

LARGEST_FILE = 2_000_000
"""Bytes. A bigger file is refused unread; a theme of a thousand questions is about half of it."""

_MOST_TABLES = 150_000

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_TOO_MUCH = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+(?P<deep>{_PART}(?:\.[ \t]*+{_PART}){{16}})|[\d_]{{20001}}",
    re.MULTILINE,
)
"""What ``tomllib`` takes minutes or much memory for: keys of many parts, endless numbers."""

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in a bank, and where: ``file`` is relative to the bank, ``line`` from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Page:
    """The text of one file. ``wrong`` notes a mistake at a path such as ``question[3].wrong``."""

    file: str
    text: str = ""
    mistakes: list[Mistake] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[str, int]:
        """Return the line of each path, worked out when first needed."""
        return locate(self.text)

    def line_of(self, path: str) -> int:
        """Return the line of a path or of the nearest thing around it; 1 if there is none."""
        while path:
            if (line := self.lines.get(path)) is not None:
                return line
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return 1

    def wrong(self, path: str, message: str) -> None:
        """Note a mistake at a path."""
        self.mistakes.append(Mistake(self.file, self.line_of(path), message))

    def wrong_at(self, line: int, message: str) -> None:
        """Note a mistake at a line."""
        self.mistakes.append(Mistake(self.file, line, message))

    def table(self) -> dict[str, object] | None:
        """Parse the text as TOML; None after noting why it cannot be."""
        if found := _TOO_MUCH.search(self.text):
            line = self.text.count("\n", 0, found.start()) + 1
            why = "a key has too many parts" if found["deep"] else "a number is too long"
            self.wrong_at(line, f"this is not readable as TOML: {why}")
            return None
        if self.text.count("\n[") > _MOST_TABLES:
            self.wrong_at(1, f"there are more than {_MOST_TABLES:,} tables; split the file")
            return None
        try:
            return tomllib.loads(self.text)
        except RecursionError:
            self.wrong_at(1, "this is not readable as TOML: brackets are nested too deeply")
        except ValueError as error:
            self._note_syntax(str(error))
        return None

    def _note_syntax(self, sentence: str) -> None:
        found = _AT_LINE.search(sentence)
        last = self.text.rstrip("\n").count("\n") + 1
        line = int(found.group(1)) if found else last
        self.wrong_at(line, f"this is not readable as TOML: {_AT_LINE.sub('', sentence)}")


def read(path: Path, file: str) -> Page:
    """Read a file. What cannot be read leaves an empty page with one mistake."""
    page = Page(file)
    try:
        page.text = _text(path)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        page.wrong_at(line, "this is not UTF-8 text; save the file as UTF-8")
    except (OSError, ValueError) as error:
        page.wrong_at(1, f"this cannot be read: {error}")
    return page


def _text(path: Path) -> str:
    if path.is_symlink():
        raise ValueError("links are not followed in a bank")
    if not path.is_file():
        raise ValueError("it is not a file")
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(f"it is larger than {LARGEST_FILE:,} bytes; split it")
    return path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def tables(page: Page, *names: str) -> dict[str, list[tuple[str, object]]]:
    """Return each ``[[name]]`` of a file with its path, by name; anything else is a mistake."""
    table = page.table() or {}
    for key in table:
        if key not in names:
            only = ", ".join(f"[[{name}]]" for name in names)
            page.wrong(key, f"unknown key `{key}`: this file has only {only} tables")
    return {name: list(_numbered(page, name, table.get(name, []))) for name in names}


def _numbered(page: Page, name: str, found: object) -> Iterator[tuple[str, object]]:
    if not isinstance(found, list):
        page.wrong(name, f"write [[{name}]], with two brackets on each side")
        return
    for number, each in enumerate(found):
        yield f"{name}[{number}]", each


def entries(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder by name, without what is hidden (a dot or underscore first)."""
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except (OSError, ValueError):
        return
    yield from (path for path in found if not path.name.startswith((".", "_")))
