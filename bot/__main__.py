"""The console script `studyhall`: reads the command line, calls the rest, says what happened.

Knows no rules. Heavy parts are imported when their command runs, so that help is instant.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.config import BadConfig, Config
from storage.trouble import DatabaseTrouble

app = typer.Typer(
    name="studyhall",
    help="Studyhall, a revision bot for the places where classes already talk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data = Annotated[Path | None, typer.Option(help="Folder of the database [default: data].")]
Host = Annotated[str | None, typer.Option(help="Address to listen on [default: 127.0.0.1].")]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes a free one [default: 8080].")]


def _config(data: Path | None, host: str | None = None, port: int | None = None) -> Config:
    """Read the environment; what the command line says goes before it."""
    given = {"STUDYHALL_DATA": data, "STUDYHALL_HOST": host, "STUDYHALL_PORT": port}
    said = {key: str(value) for key, value in given.items() if value is not None}
    return Config.from_env({**os.environ, **said})


@contextlib.contextmanager
def _plainly() -> Iterator[None]:
    """Say trouble of the world in a sentence, and exit with 1."""
    try:
        yield
    except (BadConfig, DatabaseTrouble, OSError) as trouble:
        typer.echo(str(trouble), err=True)
        raise typer.Exit(1) from trouble
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@app.command()
def run(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Serve the local classroom until you press Ctrl+C."""
    from bot.app import serve

    with _plainly():
        asyncio.run(serve(_config(data, host, port), typer.echo))


@app.command()
def judge(
    given: Annotated[
        str | None, typer.Argument(help="The answer to mark; with --jsonl a file of lines.")
    ] = None,
    question: Annotated[str, typer.Option(help="The question, so that an echo is seen.")] = "",
    accepted: Annotated[list[str] | None, typer.Option(help="A right answer; repeat it.")] = None,
    rejected: Annotated[list[str] | None, typer.Option(help="A known wrong one.")] = None,
    confusable: Annotated[list[str] | None, typer.Option(help="Something near but other.")] = None,
    kind: Annotated[str, typer.Option(help="text, number, date or year.")] = "text",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Mark JSON lines: a file's, or those of standard input.")
    ] = False,
) -> None:
    """Mark one answer as a learner's would be, or a batch with --jsonl."""
    from bot.judging import judge_lines, judge_one

    if jsonl:
        with _plainly(), _lines(Path(given or "-")) as lines:
            for line in judge_lines(lines):
                typer.echo(line)
        return
    if given is None or not accepted:
        typer.echo("Give the answer to mark and at least one --accepted, or --jsonl.", err=True)
        raise typer.Exit(2)
    try:
        verdict, why = judge_one(
            given,
            accepted,
            question=question,
            rejected=rejected or (),
            confusable=confusable or (),
            kind=kind,
        )
    except ValueError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
    typer.echo(f"{verdict}: {why}")


@contextlib.contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """Open a file of lines, or standard input for ``-``."""
    if str(path) == "-":
        yield iter(sys.stdin)
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        yield iter(file)


@app.command()
def rebuild(data: Data = None) -> None:
    """Make memories, points and boards anew from the log of answers."""
    from bot.usecases.recording import rebuild as fold_all
    from storage.database import open_database

    async def fold() -> int:
        config = _config(data)
        async with open_database(config.database, synchronous=config.synchronous) as database:
            return await database.transaction(fold_all)

    with _plainly():
        count = asyncio.run(fold())
        typer.echo(f"Rebuilt from {count} answers.")


@app.command()
def backup(
    target: Annotated[Path | None, typer.Argument(help="Where the copy goes.")] = None,
    data: Data = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
) -> None:
    """Copy the database, also while the bot runs, and check the copy."""
    from bot.usecases import upkeep

    with _plainly():
        database = _config(data).database
        chosen = target or upkeep.backup_name(database, datetime.now(UTC))
        copied = upkeep.back_up(database, chosen, overwrite=overwrite)
        typer.echo(f"Backed up to {copied.path}: {copied.size / 1e6:.1f} MB, checked.")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="The backup to put back.")], data: Data = None
) -> None:
    """Put a backup back. The bot must be stopped; the replaced database is kept."""
    from bot.usecases import upkeep

    with _plainly():
        done = upkeep.restore(source, _config(data).database, datetime.now(UTC))
        typer.echo(f"Restored {done.database} from {source}.")
        if done.kept_as is not None:
            typer.echo(f"What was there before is kept as {done.kept_as}.")
        if done.forgotten:
            typer.echo(f"{done.forgotten} who had asked to be deleted were deleted again.")
        if done.forgotten is None:
            typer.echo(
                "The old database could not be read: anybody deleted since the backup is back."
                " Ask them to delete again."
            )


@app.command()
def doctor(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Look over the machine, the database and the bank, and say what to do."""
    from bot import doctor as clinic

    with _plainly():
        config = _config(data, host, port)
        fine = True
        for line, good in clinic.report(config):
            typer.echo(f"{'ok  ' if good else 'look'}  {line}")
            fine = fine and good
    if not fine:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
