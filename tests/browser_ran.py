"""Proves from pytest's own result files that the browser tests really ran.

``python -m tests.browser_ran RESULTS.xml …`` collects what is marked ``browser`` and looks each
test up in the junit files. It must not know what a browser test does. It exists because a
skipped test looks like success: without Chromium a green run would prove nothing.
"""

import contextlib
import io
import sys
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

Test = tuple[str, str]
"""A test as junit files name it: its module or class with dots, then its own name."""


class _Collected:
    """A pytest plugin that only remembers what was collected."""

    def __init__(self) -> None:
        self.tests: list[Test] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.tests = [named(item.nodeid) for item in session.items]


def named(node_id: str) -> Test:
    """Return a node id (``tests/a.py::B::c[d]``) as the junit files name it."""
    path, *rest = node_id.split("[", 1)[0].split("::")
    bracket = node_id[len(node_id.split("[", 1)[0]) :]
    return ".".join([*path.removesuffix(".py").split("/"), *rest[:-1]]), rest[-1] + bracket


def executed(results: Iterable[Path]) -> frozenset[Test]:
    """Return every test that ran, whatever its outcome; a skipped one or a missing file did not."""
    return frozenset(
        (case.get("classname", ""), case.get("name", ""))
        for file in results
        if file.exists()
        for case in ET.parse(file).iter("testcase")
        if case.find("skipped") is None
    )


def complaint(wanted: Collection[Test], ran: Collection[Test]) -> str:
    """Return what is wrong in one sentence, or an empty string if all wanted tests ran."""
    if not wanted:
        return "No test is marked `browser`, so nothing was seen in a real browser."
    missing = sorted(set(wanted) - set(ran))
    if not missing:
        return ""
    names = ", ".join("::".join(test) for test in missing[:5])
    return f"{len(missing)} of {len(wanted)} browser tests did not run, among them {names}."


def collected(folder: str = "tests") -> list[Test]:
    """Return the tests marked ``browser`` under a folder, quick and slow ones.

    Raises RuntimeError with pytest's own words where collecting fails: then nothing is proved.
    """
    plugin, words = _Collected(), io.StringIO()
    with contextlib.redirect_stdout(words):
        code = pytest.main(["--collect-only", "-q", "-m", "browser", folder], plugins=[plugin])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(words.getvalue())
    return plugin.tests


def main(arguments: list[str]) -> int:
    """Print the finding; return 0 only if every browser test ran."""
    wanted = collected()
    wrong = complaint(wanted, executed(map(Path, arguments)))
    print(wrong or f"{len(wanted)} browser tests ran in a real Chromium.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
