"""Fingerprints of documents that must not be copied: enough to notice a run of six words.

The documents themselves are not in the repository. Of every run of six words, and of names and
dates in them that are nobody's business, only a short hash is kept. A text that shares one is
found; what the document says cannot be read from it. Must not know questions.
"""

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

RUN = 6
"""Words of the shortest run that counts as copied."""

_BYTES = 6
"""Bytes of a hash: among a million runs about one in three hundred banks has a false alarm."""

_PER_LINE = 11
_WORD = re.compile(r"[^\W_]+")
_MAKER = re.compile(r"created (?:by|on)\s*:\s*(.+)", re.IGNORECASE)
_POSTED = re.compile(
    r"\s*((?:mon|tues|wednes|thurs|fri|satur|sun)day,? .*\d{4})\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Prints:
    """Hashes of runs, and of private phrases by their number of words."""

    runs: frozenset[str] = frozenset()
    private: frozenset[tuple[int, str]] = frozenset()

    def copied(self, text: str) -> Iterator[list[str]]:
        """Yield each run of six words that a document has too."""
        if self.runs:
            yield from (run for run in _runs(words_of(text), RUN) if _hash(run) in self.runs)

    def private_in(self, text: str) -> Iterator[list[str]]:
        """Yield each phrase that is somebody's name or the date of their writing."""
        words = words_of(text) if self.private else []
        for size in {size for size, _ in self.private}:
            yield from (run for run in _runs(words, size) if (size, _hash(run)) in self.private)


def words_of(text: str) -> list[str]:
    """Return the words of a text as runs are made of them."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(texts: Iterable[str]) -> Prints:
    """Return the fingerprints of documents."""
    runs: set[str] = set()
    private: set[tuple[int, str]] = set()
    for text in texts:
        runs.update(_hash(run) for run in _runs(words_of(text), RUN))
        for line in text.splitlines():
            if found := _MAKER.search(line) or _POSTED.match(line):
                words = words_of(found[1])
                private.add((len(words), _hash(words)))
    return Prints(frozenset(runs), frozenset(private))


def write(prints: Prints) -> str:
    """Return fingerprints as text, in a stable order; ``read`` is its inverse."""
    runs = sorted(prints.runs)
    lines = [" ".join(runs[at : at + _PER_LINE]) for at in range(0, len(runs), _PER_LINE)]
    private = [f"private {size} {each}" for size, each in sorted(prints.private)]
    return "\n".join((*private, *lines, ""))


def read(text: str) -> Prints:
    """Read what ``write`` wrote; lines it could not have written are passed over."""
    runs: set[str] = set()
    private: set[tuple[int, str]] = set()
    for line in text.splitlines():
        match line.split():
            case ["private", size, each] if size.isdecimal():
                private.add((int(size), each))
            case found:
                runs.update(found)
    return Prints(frozenset(runs), frozenset(private))


def load(path: Path) -> Prints:
    """Read the fingerprints beside a deck; none if there is no such file."""
    try:
        return read(path.read_text("ascii")) if not path.is_symlink() else Prints()
    except (OSError, ValueError):
        return Prints()


def _runs(words: Sequence[str], size: int) -> Iterator[list[str]]:
    return (list(words[at : at + size]) for at in range(len(words) - size + 1))


def _hash(words: Sequence[str]) -> str:
    return _hash_of(" ".join(words))


@lru_cache(maxsize=16_384)
def _hash_of(text: str) -> str:
    """Return the hash of a run; single words come again and again."""
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=_BYTES).digest()).decode()
