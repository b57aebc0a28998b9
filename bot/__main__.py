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

from bot import console
from bot.config import Config
from bot.console import plainly, tell, write

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


@app.command()
def run(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Serve the local classroom until you press Ctrl+C."""
    from bot.platforms import serve

    with plainly():
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
        with plainly(), _lines(Path(given or "-")) as lines:
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


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The notes or deck to bring in.")],
    form: Annotated[
        str, typer.Option("--format", help="What the file is, if it is not recognised.")
    ] = "",
    deck: Annotated[str, typer.Option(help="The deck's name [default: the file's].")] = "",
    class_code: Annotated[
        str, typer.Option("--class", help="Join code of the class that owns it [default: all].")
    ] = "",
    same: Annotated[
        bool | None,
        typer.Option("--same/--new", help="What questions with another answer than before are."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come, and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was read as JSON.")] = False,
    data: Data = None,
) -> None:
    """Bring notes or a deck in: documents, tables, Quizlet, GIFT, Moodle, Anki and more."""
    from bot import importing
    from content.showing import as_json as shown

    wish = importing.Wish(deck, form, class_code, same)
    with plainly(importing.CannotImport):
        brought = importing.read(file, wish)
        if as_json:
            write(shown(brought))
        if brought.edition is None:
            tell(importing.problems(file, brought.draft.problems), err=True)
            raise typer.Exit(1)
        plan = importing.planned(_config(data), brought.edition, wish)
        tell(importing.outlook(brought, plan), err=as_json)
        refused = importing.obstacle(plan)
        if not refused and plan.to_ask and same is None and not dry_run:
            refused = importing.changes_unsettled(plan)
        if refused:
            tell([refused], err=True)
            raise typer.Exit(1)
        if dry_run:
            typer.echo("Nothing was changed: this was a dry run.", err=as_json)
            return
        agreed = [change.after.id for change in plan.to_ask] if same else []
        kept = importing.keep(_config(data), brought.edition, wish, agreed)
        tell(importing.done(kept), err=as_json)


@app.command()
def export(
    deck: Annotated[str, typer.Argument(help="The deck, by title or id.")],
    form: Annotated[str, typer.Option("--format", help="json keeps everything.")] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; - for standard output.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
    data: Data = None,
) -> None:
    """Take a deck out, as a file for another program or to edit."""
    from bot import importing
    from content.editions import slug

    with plainly(importing.CannotImport):
        written = importing.export(_config(data), deck, form)
        for loss in written.losses:
            tell([f"{loss.question or 'the deck'}: {loss.sentence}"], err=True)
        to_pipe = output is None and not sys.stdout.isatty()
        if to_pipe or str(output) == "-":
            write(written.data)
            return
        target = output or Path(slug(deck) + written.suffix)
        importing.save(target, written.data, overwrite=overwrite)
        tell([f"Wrote {target}."])


@app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="A bank or deck [default: ours].")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Look a question bank over: mistakes, rules of quality, coverage."""
    from content.bank import bundled
    from content.checking import check as look_over

    with plainly():
        raise typer.Exit(look_over(path or bundled(), as_json=as_json))


@app.command()
def rebuild(data: Data = None) -> None:
    """Make memories, points and boards anew from the log of answers."""
    from bot import keeping

    with plainly():
        count = asyncio.run(keeping.rebuild(_config(data)))
        typer.echo(f"Rebuilt from {count} answers.")


@app.command()
def backup(
    target: Annotated[
        Path | None, typer.Argument(help="Where the copy goes [default: the folder of backups].")
    ] = None,
    data: Data = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
    keep: Annotated[
        int | None,
        typer.Option(min=1, help="Drop the old: keep the last of so many days, and of weeks."),
    ] = None,
    nightly: Annotated[
        bool, typer.Option("--nightly", help="Stay, and make one each night until stopped.")
    ] = False,
) -> None:
    """Copy the database, also while the bot runs, and check the copy."""
    from bot import keeping

    if target is not None and (nightly or keep is not None):
        typer.echo("--keep and --nightly are for the folder of backups: give no file.", err=True)
        raise typer.Exit(2)
    with plainly():
        config, now = _config(data), datetime.now(UTC)
        if nightly:
            asyncio.run(keeping.stay(config, typer.echo, keep))
        else:
            tell(keeping.back_up(config, target, now, overwrite=overwrite, keep=keep))


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="The backup to put back.")], data: Data = None
) -> None:
    """Put a backup back. The bot must be stopped; the replaced database is kept."""
    from bot import keeping

    with plainly():
        tell(keeping.restore(_config(data), source, datetime.now(UTC)))


@app.command()
def health(
    host: Host = None,
    port: Port = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the bot said.")] = False,
) -> None:
    """Ask the running bot how it is; ends with 1 unless it does its work."""
    from bot import health as asking

    with plainly():
        said, well = asking.ask(_config(None, host, port), as_json=as_json)
        typer.echo(said, err=not well)
    if not well:
        raise typer.Exit(1)


@app.command()
def simulate(
    classes: Annotated[int, typer.Option(min=1, max=5_000, help="Made-up classes.")] = 200,
    days: Annotated[int, typer.Option(min=1, max=3_660, help="Days that pass.")] = 365,
    seed: Annotated[int, typer.Option(help="Another seed, another year.")] = 1,
    workers: Annotated[int, typer.Option(min=0, max=64, help="Processes [default: cores].")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
) -> None:
    """Let a made-up year happen, with kills, outages and clock changes; say what was kept."""
    from bot.simulating.running import simulated

    with plainly():
        kept, said = simulated(classes, days, seed, workers, as_json=as_json)
        tell(said)
        raise typer.Exit(0 if kept else 1)


@app.command()
def doctor(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Look over the machine, the database and the bank, and say what to do."""
    from bot import doctor as clinic

    with plainly():
        config = _config(data, host, port)
        fine = True
        for line, good in clinic.report(config):
            typer.echo(f"{'ok  ' if good else 'look'}  {line}")
            fine = fine and good
    if not fine:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    console.prepare()
    try:
        app()
    finally:
        console.finish()


if __name__ == "__main__":
    main()
