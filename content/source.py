"""A file as it came: its bytes, and its text in whatever encoding it was saved.

Teachers' files come from old spreadsheets and from chats: with a byte order mark, in a Windows
code page, with Windows line ends. A file that claims UTF-8 and breaks it is refused, since
guessing would garble it silently. Must not know any format.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from charset_normalizer import from_bytes

from bot.domain.markup import clean
from content.bounds import MAX_FILE, MAX_LINES
from content.draft import Caution, Unreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WESTERN = re.compile(
    r"[\x00-\x7f\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]*\Z"
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_BINARY = re.compile(
    rb"PK\x03\x04|SQLite format 3\x00|\x28\xb5\x2f\xfd|%PDF|\x89PNG|\xff\xd8\xff|GIF8"
)
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Source:
    """A file to read. ``name`` is its name without a folder.

    ``text`` and ``lines`` raise Unreadable when the bytes are no text of a known encoding.
    """

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Return the extension in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Return the name without its extension."""
        return Path(self.name).stem

    @cached_property
    def is_binary(self) -> bool:
        """Return whether these bytes are an archive, a database or a picture."""
        return _BINARY.match(self.data) is not None

    @property
    def text(self) -> str:
        """Return the text with line feeds only, without a mark at its start."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """Return the encoding that was found."""
        return self._decoded[1]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Return the lines without their ends; a last empty one is left out."""
        lines = self.text.split("\n")
        if lines and not lines[-1]:
            lines.pop()
        if len(lines) > MAX_LINES:
            raise Unreadable(
                f"This file has {len(lines):,} lines; at most {MAX_LINES:,} can be read at once."
                " Please split it.",
                MAX_LINES + 1,
            )
        return tuple(lines)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Return what was odd about the encoding."""
        if self.encoding in ("utf-8", "ascii"):
            empty = self.data.find(b"\0")
            line = self.data.count(b"\n", 0, empty) + 1
            return (Caution("NUL", line, "zero characters are left out"),) if empty >= 0 else ()
        return (Caution("ENCODING", 1, f"read as {self.encoding}: please check the accents"),)

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        check_size(len(self.data))
        if self.is_binary:
            raise Unreadable("This is not a text file.")
        text, encoding = _decode(self.data)
        return _BREAK.sub("\n", text.replace("\x00", "")), encoding


def check_size(size: int) -> None:
    """Raise Unreadable if a file of ``size`` bytes is too large to read."""
    if size > MAX_FILE:
        raise Unreadable(
            f"This file has {size / 1e6:.0f} MB; at most {MAX_FILE / 1e6:.0f} MB can be read."
            " Please split it."
        )


def open_source(path: Path) -> Source:
    """Read a file. Raises Unreadable with a sentence when it cannot be."""
    name = clean(path.name) or "."
    try:
        if path.is_dir():
            raise Unreadable(f"{name} is a folder. Please name a file in it.")
        if not path.exists():
            raise Unreadable(f"There is no file {name}.")
        if not path.is_file():  # a device may be endless, a pipe silent for ever
            raise Unreadable(f"{name} is no ordinary file. Please save what it gives as one.")
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)  # it may be growing
        check_size(len(data))
        return Source(name, data)
    except (OSError, ValueError) as problem:
        if isinstance(problem, Unreadable):
            raise
        reason = getattr(problem, "strerror", None) or "its name is not valid"
        raise Unreadable(f"{name} could not be read: {reason}.") from problem


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _broken(data, error) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _MULTIBYTE.search(data[: error.start]) or _MULTIBYTE.search(data[error.end :]):
            raise _broken(data, error) from error
    try:
        text = data.decode("cp1252")
        if _WESTERN.match(text):
            return text, "cp1252"
    except UnicodeDecodeError:
        pass  # a byte that this code page does not have
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable("This is not a text file in an encoding we know. Please save it as UTF-8.")
    return str(best), best.encoding


def _broken(data: bytes, error: UnicodeDecodeError) -> Unreadable:
    """Return what is wrong where: the line, and the column in bytes."""
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return Unreadable(
        f"A character is broken here: this is not valid {error.encoding.upper()}."
        " Please save the file as UTF-8 again.",
        line,
        column,
    )
