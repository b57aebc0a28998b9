"""The formats that decks come in and go out in, and how a file tells which it is.

Each format is a module with ``sniff(source) -> str`` (why a file looks like this format, "" if it
does not), ``read(source) -> Draft`` and, where it makes sense,
``write(deck, media) -> Written``. They are
imported when first used. To add one: write the module and its line in FORMATS.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from bot.domain.question import Deck
from content.bounds import MAX_PROBLEMS
from content.draft import Draft, Media, Problem, Unreadable, Written
from content.measuring import too_large
from content.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name as commands write it, what it is, and the module that knows it."""

    name: str
    title: str
    module: str
    writes: bool = True


FORMATS: tuple[Format, ...] = (
    # The order is that of recognition: what cannot be mistaken comes first.
    Format("anki-package", "Anki deck package (.apkg, .colpkg)", "anki_package"),
    Format("json", "Studyhall JSON, lossless", "own_json"),
    Format("toml", "Studyhall TOML", "own_toml"),
    Format("opentdb", "Open Trivia DB JSON", "opentdb"),
    Format("moodle", "Moodle XML", "moodle"),
    Format("anki-text", "Anki notes as text", "anki_text"),
    Format("gift", "Moodle GIFT", "gift"),
    Format("aiken", "Aiken", "aiken"),
    Format("slides", "Revision slides (“2 of 7”)", "slides", writes=False),
    Format("cards", "Flashcards with bullets", "cards", writes=False),
    Format("outline", "Numbered outline with quotations", "outline", writes=False),
    Format("qa", "Questions with points below", "qa", writes=False),
    Format("markdown", "Markdown questions and answers", "markdown"),
    Format("red", "Red trivia YAML", "red"),
    Format("tsv", "Table with tabs", "table_tsv"),
    Format("csv", "Table (CSV)", "table_csv"),
    Format("quizlet", "Quizlet export", "quizlet"),
    Format("mindmap", "Mind map, flattened to lines", "mindmap", writes=False),
)
BY_NAME = {each.name: each for each in FORMATS}


def detect(source: Source) -> tuple[str, str]:
    """Return the format that a file is in and why it looks so; two empty texts if none fits.

    Raises Unreadable when the file is no text of a known encoding.
    """
    for each in FORMATS:
        reason = cast("Callable[[Source], str]", _of(each, "sniff"))(source)
        if reason:
            return each.name, reason
    return "", ""


def read(source: Source, name: str = "") -> Draft:
    """Read a file, as the format ``name`` or as what it looks like. Never raises for bad content.

    What cannot be read comes back as a draft with problems and nothing else.
    """
    reason = "chosen by name"
    try:
        if not name:
            name, reason = detect(source)
        if not source.data.strip():
            raise Unreadable("This file is empty.")
        if not name:
            raise Unreadable(
                "We cannot tell which format this is. Please name it with --format:"
                f" {', '.join(BY_NAME)}. Notes of any other kind can be read as a mindmap once you"
                " have put # at the start of each heading."
            )
        if name not in BY_NAME:
            raise Unreadable(f"There is no format {name}. These there are: {', '.join(BY_NAME)}.")
        draft = cast("Callable[[Source], Draft]", _of(BY_NAME[name], "read"))(source)
    except Unreadable as trouble:
        return refused(*trouble.before, trouble.problem, name=name, reason=reason)
    if draft.problems:
        return replace(draft, format=name, reason=reason, problems=_first(draft.problems))
    if large := too_large(draft):
        return refused(large, name=name, reason=reason)
    return replace(draft, format=name, reason=reason)


def refused(*problems: Problem, name: str = "", reason: str = "") -> Draft:
    """Return the draft of a file that cannot be read."""
    return Draft(format=name, reason=reason, problems=problems)


def _first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return as many problems as anybody reads, and how many more there are."""
    rest = len(problems) - MAX_PROBLEMS
    more = Problem(0, 0, f"There are {rest:,} more problems like these.")
    return (*problems[:MAX_PROBLEMS], more) if rest > 0 else problems


def write(deck: Deck, name: str, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as a file of the format ``name``. Raises ValueError if it cannot be written.

    ``media`` are the pictures its questions show.
    """
    chosen = BY_NAME.get(name)
    if chosen is None or not chosen.writes:
        possible = ", ".join(each.name for each in FORMATS if each.writes)
        raise ValueError(f"Decks cannot be written as {name}. Choose one of {possible}.")
    writer = cast("Callable[[Deck, tuple[Media, ...]], Written]", _of(chosen, "write"))
    return writer(deck, media)


def _of(chosen: Format, name: str) -> object:
    return getattr(import_module(f"content.formats.{chosen.module}"), name)
