"""Red's trivia lists: YAML whose keys are questions and whose lists are accepted answers.

Every scalar is the text that was typed: ``yes``, ``1e3``, ``012`` and dates are answers, not
values. Aliases are refused, so that nothing grows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from bot.domain.ids import QuestionId
from bot.domain.question import Deck, Key, Question, Typed
from content import making
from content.bounds import MAX_TEXT
from content.draft import Caution, Draft, Dropped, Found, Media, Problem, Unreadable, Written
from content.formats.keeping import NOT_HELD, RETIRED, checked
from content.formats.literal import to_markup, to_plain
from content.formats.yaml_text import Listing, Said, Value, entries
from content.source import Source

TITLE = "Red trivia"
_ABOUT = frozenset({"AUTHOR", "DESCRIPTION", "CONFIG"})
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_KEY = re.compile(r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*'|[^\s\-#:"'].*):\s*\Z""")
_ITEM = re.compile(r" *- +\S|  +\S")
_DASH = re.compile(r" *- ")
_ABOUT_LINE = re.compile(r"(?:AUTHOR|DESCRIPTION|CONFIG):")


def sniff(source: Source) -> str:
    """Return why this is one of Red's trivia lists."""
    if source.is_binary:
        return ""
    lines = [line[:2_000] for line in source.lines[:200]]
    lines = [line for line in lines if line.strip() and not line.startswith(("#", "---"))]
    about = [line for line in lines if _ABOUT_LINE.match(line)]
    keys = [line for line in lines if _KEY.match(line) and line not in about]
    items = [line for line in lines if _ITEM.match(line)]
    if not keys or not any(map(_DASH.match, items)):
        return ""
    if len(about) + len(keys) + len(items) < len(lines):
        return ""
    if about or source.suffix in (".yaml", ".yml"):
        return "it is YAML with questions for keys and lists of answers"
    asks = sum(line.rstrip().rstrip(":\"'").endswith("?") for line in keys)
    return "its questions end in a colon and its answers have dashes" if asks == len(keys) else ""


@dataclass
class _Reading:
    """What reading one list collects."""

    source: Source
    found: list[Found] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    description: str = ""
    seen: dict[str, int] = field(default_factory=dict)
    said: set[int] = field(default_factory=set)

    def take(self, key: Said, value: Value) -> None:
        """Read one key and its value."""
        if key.text in self.seen:
            sentence = f"This question is in line {self.seen[key.text]} already."
            self.problems.append(Problem(key.line, key.column, sentence))
        self.seen.setdefault(key.text, key.line)
        for each in (key, *_spoken(value)):
            self.said.update(range(each.line, each.last + 1))
        if key.text in _ABOUT:
            self._about(key, value)
            return
        if isinstance(value, Said) and value.text:
            self.warnings.append(Caution("NOT_A_LIST", value.line, "one answer without a dash"))
        if answers := _answers(key, value, self.problems):
            self.found.append(Found(_question(key, answers), key.line))

    def _about(self, key: Said, value: Value) -> None:
        if key.text == "DESCRIPTION":
            self.description = value.text if isinstance(value, Said) else ""
            return
        reason = "Red's own settings" if key.text == "CONFIG" else "its author"
        lines = enumerate(self.source.lines[key.line - 1 : max(value.last, key.line)], key.line)
        self.dropped += [Dropped(number, line, reason) for number, line in lines if line.strip()]

    def remarks(self) -> None:
        """Note the remarks: lines that begin with # and are in no text."""
        known = self.said | {each.line for each in self.dropped}
        for number, line in enumerate(self.source.lines, 1):
            if number not in known and line.lstrip().startswith("#"):
                self.dropped.append(Dropped(number, line[:200], "a remark"))


def read(source: Source) -> Draft:
    """Read questions that are answered in words."""
    reading = _Reading(source)
    for key, value in entries(source.text):
        reading.take(key, value)
    if reading.problems:
        return Draft(format="red", problems=tuple(sorted(reading.problems)))
    if not reading.found:
        raise Unreadable("There are no questions in this file: no key with a list of answers.", 1)
    reading.remarks()
    return Draft(
        format="red",
        title=source.stem,
        description=reading.description,
        questions=tuple(reading.found),
        dropped=tuple(sorted(reading.dropped, key=lambda each: each.line)),
        warnings=(*source.cautions, *reading.warnings),
    )


def _spoken(value: Value) -> Iterator[Said]:
    """Yield the texts of a value; nesting is bounded by then."""
    if isinstance(value, Said):
        yield value
    else:
        for each in value.items:
            yield from _spoken(each)


def _answers(key: Said, value: Value, problems: list[Problem]) -> tuple[str, ...]:
    """Return the accepted answers, without repeats; nothing after noting what is wrong."""
    before = len(problems)
    items = value.items if isinstance(value, Listing) else (value,)
    if isinstance(value, Listing) and value.is_mapping:
        problems.append(Problem(value.line, value.column, "Answers must be a list with dashes."))
    if not key.text.strip():
        problems.append(Problem(key.line, key.column, "A question is empty."))
    if not items or items == (Said("", *_place(value)),):
        problems.append(Problem(key.line, key.column, "This question has no answers."))
        return ()
    texts: dict[str, None] = {}
    for item in items:
        if not isinstance(item, Said):
            problems.append(Problem(item.line, item.column, "An answer must be a plain text."))
        elif not item.text.strip():
            problems.append(Problem(item.line, item.column, "An answer is empty."))
        else:
            texts[" ".join(item.text.split())] = None
    for said in (key, *(item for item in items if isinstance(item, Said))):
        if len(said.text) > MAX_TEXT:
            sentence = f"This text has {len(said.text):,} characters; at most {MAX_TEXT:,} fit."
            problems.append(Problem(said.line, said.column, sentence))
    return tuple(texts) if len(problems) == before else ()


def _place(value: Value) -> tuple[int, int, int]:
    return value.line, value.column, value.last


def _question(key: Said, answers: tuple[str, ...]) -> Question:
    return making.question(to_markup(key.text), Typed(Key(accepted=answers)))


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write the questions that are answered in words."""

    def assemble(questions: Sequence[Question]) -> str:
        lists = {to_plain(each.stem): list(_accepted(each)) for each in questions}
        about = {"DESCRIPTION": deck.description} if deck.description else {}
        return yaml.dump(
            about | lists,
            Dumper=_DUMPER,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=1_000,
        )

    return checked(deck, TITLE, ".yaml", assemble, read, _unheld(deck))


def _accepted(question: Question) -> tuple[str, ...]:
    return question.kind.key.accepted if isinstance(question.kind, Typed) else ()


def _unheld(deck: Deck) -> Callable[[Question], str]:
    """Return why a question is not written; of questions in the same words the first one is."""
    first: dict[str, QuestionId] = {}
    for question in deck.questions:
        if isinstance(question.kind, Typed) and not question.retired:
            first.setdefault(to_plain(question.stem), question.id)

    def unheld(question: Question) -> str:
        stem = to_plain(question.stem)
        if question.retired:
            return RETIRED
        if not isinstance(question.kind, Typed):
            return NOT_HELD.format(TITLE)
        if first[stem] != question.id or stem in _ABOUT:
            return "Left out: another question has the same words."
        return ""

    return unheld
