"""The console script `studyhall`: reads the command line, calls the rest, says what happened.

Knows no rules. Heavy parts are imported when their command runs, so that help is instant.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.config import BadConfig, Config

app = typer.Typer(
    name="studyhall",
    help="Studyhall, a revision bot for the places where classes already talk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")]
Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Data = Annotated[Path | None, typer.Option(help="Folder of the database and its backups.")]


def _config(data: Path | None, host: str | None = None, port: int | None = None) -> Config:
    """Read the environment; what the command line says goes before it."""
    environ = dict(os.environ)
    given = {"STUDYHALL_DATA": data, "STUDYHALL_HOST": host, "STUDYHALL_PORT": port}
    environ.update({key: str(value) for key, value in given.items() if value is not None})
    try:
        return Config.from_env(environ)
    except BadConfig as problem:
        _stop(str(problem))


def _stop(message: str) -> "typer.Exit":
    typer.echo(message, err=True)
    raise typer.Exit(1)


@app.command()
def run(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Serve the classroom until you press Ctrl+C."""
    from bot.app import serve

    _guarded(lambda: asyncio.run(serve(_config(data, host, port))))


if __name__ == "__main__":
    app()
