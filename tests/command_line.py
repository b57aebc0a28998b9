"""The program's command line: in a process of its own, or, where that proves no more, in ours."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app

COMMAND = (sys.executable, "-m", "bot")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def here(*arguments: str, stdin: str = "", **environ: str) -> Done:
    """Run a command in this process: no second of starting up for each."""
    ended = CliRunner().invoke(app, arguments, input=stdin, env=environ, prog_name="studyhall")
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Done(ended.exit_code, ended.stdout, ended.stderr)


def studyhall(*arguments: str, stdin: str = "", **environ: str) -> Done:
    """Run the program to its end, in a process of its own."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environ},
        check=False,
    )
    return Done(ended.returncode, ended.stdout, ended.stderr)


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the classroom on a free port; yield its process and address."""
    process = subprocess.Popen(
        [*COMMAND, "run", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert "http://" in first, first + (process.stderr.read() if process.stderr else "")
        yield process, first.split()[-1]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(address: str) -> tuple[int, bytes]:
    """Fetch a page."""
    with closing(urllib.request.urlopen(address, timeout=10)) as answer:
        return answer.status, answer.read()
