"""What the command line says, and how it ends: sentences, never a traceback for the world's sake.

Must not know what the commands do.
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from bot.config import BadConfig
from bot.domain.markup import clean
from storage.trouble import DatabaseTrouble, named


def prepare() -> None:
    """Make the streams fit to be written to, whatever they are."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed before we began
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # for an old code page


def finish() -> None:
    """Write out what is still held back; a sentence and exit code 1 where that cannot be done.

    Left to the interpreter it would end in a trace. Raises SystemExit then.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")  # nobody reads on
    except OSError as full:
        sys.stdout = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")
        tell([_sentence(full)], err=True)
        raise SystemExit(1) from None


def tell(lines: Iterable[str], err: bool = False) -> None:
    """Say lines; what a file or a name in them would do to a terminal is taken out."""
    for line in lines:
        typer.echo(clean(line), err=err)


def write(data: bytes) -> None:
    """Write bytes to the standard output."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def plainly(*others: type[Exception]) -> Iterator[None]:
    """Say trouble of the world, and ``others``, in a sentence, and exit with 1."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever listened has gone, as `head` does; typer ends without a word
    except Exception as raised:
        trouble = named(raised)
        if not isinstance(trouble, (BadConfig, DatabaseTrouble, OSError, *others)):
            raise
        tell([_sentence(trouble)], err=True)
        raise typer.Exit(1) from trouble
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _sentence(trouble: BaseException) -> str:
    if not isinstance(trouble, OSError) or not trouble.strerror:
        return str(trouble)
    name = Path(os.fsdecode(trouble.filename)).name if trouble.filename else "That"
    return (
        f"{name} cannot be read or written: {trouble.strerror[:1].lower()}{trouble.strerror[1:]}."
    )
