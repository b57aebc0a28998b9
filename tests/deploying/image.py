"""Reads the Dockerfile as far as our own needs reading: its stages and their instructions."""

import json
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: ``word`` (RUN, COPY, …) and what follows it, on one line."""

    word: str
    rest: str

    @property
    def words(self) -> list[str]:
        """Return what follows as a list: JSON where it is, else by spaces."""
        if self.rest.startswith("["):
            return [str(each) for each in json.loads(self.rest)]
        return self.rest.split()


def stages() -> list[list[Step]]:
    """Return the instructions of each stage, FROM first."""
    text = (ROOT / "bot" / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found: list[list[Step]] = []
    for line in joined.splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append(Step(word, rest.strip()))
    return found


def the(stage: list[Step], word: str) -> Step:
    """Return the only instruction of that word in a stage."""
    (step,) = (step for step in stage if step.word == word)
    return step


def environment(stage: list[Step]) -> dict[str, str]:
    """Return what a stage's ENV lines set."""
    pairs = [pair for step in stage if step.word == "ENV" for pair in step.words]
    return dict(pair.split("=", 1) for pair in pairs)


def sent(path: str) -> bool:
    """Return whether a file, by its path from the root, is sent to be built."""
    kept = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        parts = path.split("/")
        heads = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
        bare = pattern.removeprefix("**/")
        named = heads if bare == pattern else parts
        if any(fnmatch(each, bare) for each in named):
            kept = line.startswith("!")
    return kept
