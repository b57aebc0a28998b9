"""Aiken: one question a paragraph, options with letters, and the letter of the right one.

Which river runs through Vienna?
A. The Rhine
B) The Danube
ANSWER: B
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.question import Choice, Deck, Option, Question
from content.bounds import within
from content.draft import Caution, Draft, Found, Media, Problem, Written
from content.formats.keeping import NOT_HELD, RETIRED, checked
from content.formats.literal import to_markup, words
from content.making import question
from content.source import Source

_OPTION = re.compile(r"\s*([A-Za-z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)
_STRICT = re.compile(r"\s*ANSWER:\s*[A-Z]\s*\Z")
_LETTERS = re.compile(r"[A-Z](?:\s*[,;&+]\s*[A-Z])*")
_SNIFFED = 200  # lines
_MOST = 25


@dataclass(slots=True)
class _Item:
    """A question as it is being read."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, list[str]]] = field(default_factory=list)


def sniff(source: Source) -> str:
    """Return why this looks like Aiken, "" if it does not."""
    if source.is_binary:
        return ""
    lines = source.lines[:_SNIFFED]
    options = 0
    for number, line in enumerate(lines, 1):
        options += _OPTION.match(line) is not None
        if options > 1 and _STRICT.match(line):
            return f"options with letters and an ANSWER line ({number})"
    return ""


def read(source: Source) -> Draft:
    """Read questions; a paragraph that is none is a problem with its line."""
    reader = _Reader()
    for number, line in enumerate(source.lines, 1):
        reader.take(number, line)
    reader.finish()
    return Draft(
        format="aiken",
        questions=tuple(reader.found),
        warnings=(*source.cautions, *reader.warnings),
        problems=tuple(sorted(reader.problems)),
    )


class _Reader:
    """Takes lines one by one; an ANSWER line closes a question."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.warnings: list[Caution] = []
        self.problems: list[Problem] = []
        self._item: _Item | None = None

    def take(self, number: int, line: str) -> None:
        if not line.strip():
            return
        item = self._item = self._item or _Item(number)
        if answer := _ANSWER.match(line):
            self._close(item, number, answer)
        elif (option := _OPTION.match(line)) and item.stem and self._is_next(item, option[1]):
            item.options.append((option[1].upper(), [option[2].strip()]))
        elif item.options:
            item.options[-1][1].append(line.strip())
            self.warnings.append(Caution("JOINED", number, "read on from the option above"))
        else:
            item.stem.append(line.strip())

    def finish(self) -> None:
        """Say that a question at the end has no answer."""
        if self._item is not None:
            sentence = "This question has no ANSWER line. Please add one, such as ANSWER: A."
            self.problems.append(Problem(self._item.line, 1, sentence))

    def _is_next(self, item: _Item, letter: str) -> bool:
        """Tell the first option from a stem that begins with an initial: "C. Darwin sailed"."""
        return bool(item.options) or letter in "Aa"

    def _close(self, item: _Item, number: int, answer: re.Match[str]) -> None:
        self._item = None
        said = answer[1].strip().upper().rstrip(".)")
        sentence = self._trouble(item, said)
        if sentence:
            self.problems.append(Problem(number, answer.start(1) + 1, sentence))
            return
        right = set(re.findall("[A-Z]", said))
        texts = [(letter, within("\n".join(text), item.line)) for letter, text in item.options]
        options = tuple(Option(to_markup(text), letter in right) for letter, text in texts)
        stem = to_markup(within("\n".join(item.stem), item.line))
        self.found.append(Found(question(stem, Choice(options, len(right) > 1)), item.line))

    def _trouble(self, item: _Item, said: str) -> str:
        """Return what is wrong with a question, "" if nothing is."""
        letters = [letter for letter, _ in item.options]
        if not item.stem:
            return "There is no question above this ANSWER line."
        if not 2 <= len(letters) <= _MOST:
            return f"A question has 2 to {_MOST} options (A. …); this one has {len(letters)}."
        if letters != [chr(ord("A") + place) for place in range(len(letters))]:
            return f"The options are lettered {', '.join(letters)}; please letter them A, B, C, …"
        if not _LETTERS.fullmatch(said):
            return "After ANSWER: stands the letter of the right option, such as ANSWER: B."
        if missing := set(re.findall("[A-Z]", said)) - set(letters):
            return f"There is no option {min(missing)}."
        return ""


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return the questions of a deck that have exactly one right option."""
    del media
    return checked(deck, "Aiken", ".txt", _assemble, read, _unheld)


def _unheld(asked: Question) -> str:
    if asked.retired:
        return RETIRED
    kind = asked.kind
    if isinstance(kind, Choice) and not kind.several:
        return ""
    return NOT_HELD.format("Aiken")


def _assemble(questions: Sequence[Question]) -> str:
    return "\n".join(_block(each) for each in questions)


def _block(asked: Question) -> str:
    assert isinstance(asked.kind, Choice)  # noqa: S101  (_unheld has seen to it)
    lines = [words(asked.stem)]
    letters = [chr(ord("A") + place) for place in range(len(asked.kind.options))]
    for letter, option in zip(letters, asked.kind.options, strict=True):
        lines.append(f"{letter}. {words(option.text)}")
    right = (
        letter for letter, option in zip(letters, asked.kind.options, strict=True) if option.correct
    )
    return "\n".join([*lines, f"ANSWER: {next(right, '')}", ""])
