"""Brings decks in and takes them out for the command line: what would change, in sentences.

Reads one file, writes one file; what is kept goes through the use cases. Knows no format.
"""

import asyncio
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.config import Config
from bot.domain import markup
from bot.domain.ids import ClassId, DeckId, QuestionId
from bot.domain.question import Deck, Question
from bot.usecases import importing
from bot.usecases.importing import Kept, Obstacle, Plan
from content import bank, formats
from content.bringing import Brought, bring
from content.draft import Media, Problem, Unreadable, Written
from content.editions import Edition, slug
from content.source import open_source
from storage import classes, questions
from storage.database import Tx, open_database
from storage.migrate import check_version
from storage.mirroring import EditionRefused
from storage.opening import open_reader

SHOWN = 20
"""Lines of one kind (problems, warnings, changes) before the rest is only counted."""


class CannotImport(Exception):
    """What a person has to hear instead: a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for. ``same`` answers for changed questions; None: not said."""

    deck: str = ""
    format: str = ""
    class_code: str = ""
    same: bool | None = None


def read(path: Path, wish: Wish) -> Brought:
    """Read a file. What cannot be read is the draft's problem; never raises."""
    try:
        source = open_source(path)
    except Unreadable as trouble:
        return Brought(formats.refused(trouble.problem), None)
    return bring(source, wish.format, wish.deck)


def planned(config: Config, edition: Edition, wish: Wish) -> Plan:
    """Return what importing would do, without touching the database. It may be in use."""
    if not config.database.is_file():
        return importing.first_plan(edition)
    with open_reader(config.database) as reader:
        if check_version(reader) < 2:  # before there were imported decks
            return importing.first_plan(edition)
        return importing.plan(reader, edition, _class(reader, wish))


def keep(config: Config, edition: Edition, wish: Wish, same: Sequence[QuestionId]) -> Kept:
    """Keep an edition. Raises CannotImport with a sentence; then nothing was written."""

    def work(tx: Tx) -> Kept:
        return importing.keep(tx, edition, _class(tx, wish), same, at=datetime.now(UTC))

    async def run() -> Kept:
        async with open_database(config.database, synchronous=config.synchronous) as database:
            return await database.transaction(work)

    try:
        return asyncio.run(run())
    except EditionRefused as refused:
        raise CannotImport(f"This deck was not imported: {refused}.") from refused


def _class(tx: Tx, wish: Wish) -> ClassId | None:
    if not wish.class_code:
        return None
    found = classes.by_code(tx, wish.class_code)
    if found is None:
        raise CannotImport(f"No class has the code {wish.class_code}. Please look it up again.")
    return found.id


def obstacle(plan: Plan) -> str:
    """Return the sentence about what is in the way of a plan, "" if nothing is."""
    match plan.obstacle:
        case Obstacle.NONE:
            return ""
        case Obstacle.EMPTY:
            return "There is no card or question in this file."
        case Obstacle.BANK_DECK:
            return (
                f"“{plan.about[0]}” comes with Studyhall. Give your deck a name of its own:"
                ' --deck "My deck"'
            )
        case Obstacle.ID_TAKEN:
            return (
                f"The question {plan.about[0]} is already one of another deck. Take the ids out of"
                ' the file, or import it under another name: --deck "My deck"'
            )
        case Obstacle.FOREIGN:
            return (
                f"“{plan.about[0]}” belongs to another class. Give your deck a name of its own:"
                ' --deck "My deck"'
            )


def problems(path: Path, found: Sequence[Problem]) -> Iterator[str]:
    """Yield why a file was refused: a line for each problem, with its place."""
    yield f"{path.name or path} was not imported, and nothing was changed:"
    for each in found[:SHOWN]:
        place = f"line {each.line}" + (f", column {each.column}" if each.column else "")
        yield f"  {place}: {each.sentence}" if each.line else f"  {each.sentence}"
    if len(found) > SHOWN:
        yield f"  … and {len(found) - SHOWN} more like these."


def outlook(brought: Brought, plan: Plan) -> Iterator[str]:
    """Yield what is in a file and what importing it would change."""
    draft, found = brought.draft, plan.comparison
    title = formats.BY_NAME[draft.format].title
    yield f"{title}: {draft.reason}."
    new = "new" if plan.new else "known"
    yield f"Deck “{plan.title}” ({new}, {plan.deck})"
    counted = (
        (len(found.added), "new"),
        (len(found.unchanged), "unchanged"),
        (len(found.reworded), "reworded: progress stays"),
        (len(found.changes), "with another answer than before"),
        (len(found.gone), "no longer in the file: retired"),
        (plan.proposed, "proposed from your notes, waiting for an editor"),
    )
    for count, what in counted:
        if count:
            yield f"  {count:>5} {what}"
    for change in found.changes[:SHOWN]:
        yield f"  changed: {_short(change.before)} -> {_short(change.after)}"
    if draft.dropped:
        yield f"  {len(draft.dropped)} lines left out (titles, counts, furniture)"
    for caution in draft.warnings[:SHOWN]:
        yield f"  line {caution.line}: {caution.code}: {caution.detail}"
    if len(draft.warnings) > SHOWN:
        yield f"  … and {len(draft.warnings) - SHOWN} more remarks; --json has them all."


def _short(question: Question) -> str:
    return f"“{markup.shorten(markup.plain(question.stem), 60)}”"


def done(kept: Kept) -> Iterator[str]:
    """Yield what importing did."""
    parts = (
        (kept.added, "added"),
        (kept.changed, "changed"),
        (kept.retired, "retired"),
        (kept.unchanged, "unchanged"),
    )
    said = ", ".join(f"{count} {what}" for count, what in parts if count) or "nothing to change"
    yield f"Imported “{kept.title}”: {said}."
    if kept.waiting:
        yield f"{kept.waiting} proposed questions wait for an editor: /deck in the classroom."
    yield f"Play it with /quiz {kept.title}"


def changes_unsettled(plan: Plan) -> str:
    """Return what to say when somebody has to decide about changed answers first."""
    return (
        f"{len(plan.to_ask)} questions have another answer than before. Say what that means:"
        " --same if they are the same questions, mended (learners keep their progress), or"
        " --new if they are other questions now (learners start them afresh)."
    )


def export(config: Config, wanted: str, format_name: str) -> Written:
    """Return a deck, told by id or title, as a file. Raises CannotImport with a sentence."""
    deck, media = _deck(config, wanted)
    try:
        return formats.write(deck, format_name, media)
    except (ValueError, Unreadable) as trouble:
        raise CannotImport(str(trouble)) from trouble


def save(target: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all. Raises CannotImport or OSError, and leaves what was there.

    A device or a pipe is written to; a file that is there is only replaced with ``overwrite``.
    """
    if target.is_dir():
        raise CannotImport(f"{target} is a folder. Please name a file in it.")
    if not target.parent.is_dir():
        raise CannotImport(f"There is no folder {target.parent}. Please make it first.")
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    if target.exists() and not overwrite:
        raise CannotImport(
            f"{target} is there already. Name another file, or replace it with --overwrite."
        )
    target = target.resolve()  # a link stays a link
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.stem[:40]}-", delete=False) as new:
        beside = Path(new.name)
        try:
            new.write(data)
            new.close()
            beside.chmod(_rights(target))
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _rights(target: Path) -> int:
    """Return the rights of a file that is there, else those that a new one gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _deck(config: Config, wanted: str) -> tuple[Deck, tuple[Media, ...]]:
    """Find a deck where it is kept, else in the bank."""
    titles: list[str] = []
    if config.database.is_file():
        with open_reader(config.database) as reader:
            if check_version(reader) >= 2:
                rows = questions.decks(reader)
                titles += [row.title for row in rows]
                ids = [
                    row.id for row in rows if _called(wanted, row.id, row.title) and row.imported
                ]
                found = importing.exported(reader, ids[0]) if ids else None
                if found is not None:
                    return found[0], tuple(Media(name, data) for name, data in found[1])
    folder = config.bank or bank.bundled()
    loaded = bank.load(folder)
    for sheet in loaded.sheets:
        if _called(wanted, sheet.deck.id, sheet.deck.title):
            return sheet.deck, tuple(_pictures(folder, sheet))
    titles += [deck.title for deck in loaded.decks]
    names = ", ".join(f"“{title}”" for title in dict.fromkeys(titles))
    raise CannotImport(f"There is no deck “{wanted}”. These there are: {names}.")


def _called(wanted: str, deck: DeckId, title: str) -> bool:
    return wanted.casefold() in (deck, title.casefold()) or slug(wanted) == deck


def _pictures(folder: Path, sheet: bank.Sheet) -> Iterator[Media]:
    """Yield the pictures that a deck of the bank shows."""
    names = {each.picture.file for each in sheet.deck.questions if each.picture is not None}
    for name in sorted(names):
        yield Media(name, (folder / Path(sheet.page.file).parent / name).read_bytes())
