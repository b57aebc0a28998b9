"""Moodle XML: a question bank as Moodle exports it.

Reads all of Moodle's kinds that have a right answer: the others are left out with a reason. Must
not know the syntax of each kind (``moodle_kinds``).
"""

import re
from dataclasses import dataclass, field, replace

from bot.domain.question import Deck, Question
from content import making
from content.bounds import MAX_TEXT
from content.draft import Caution, Draft, Dropped, Found, Media, Problem, Unreadable, Written
from content.formats.moodle_kinds import KINDS, Made
from content.formats.moodle_pictures import Pictures
from content.formats.moodle_texts import ODDITIES, NotHeld, rich
from content.formats.moodle_write import write_with
from content.formats.themes import title_and_themes
from content.formats.xml_text import Node, parsed
from content.source import Source

_QUIZ = re.compile(r"<quiz[\s>/]")
_ROOTS = frozenset({"", "top", "$course$", "$system$", "$module$", "$cat$"})


def sniff(source: Source) -> str:
    """Return why this is Moodle XML."""
    if source.is_binary:
        return ""
    start = source.text[:4_000]
    if start.lstrip().startswith("<") and _QUIZ.search(start):
        return "it is XML with a <quiz>"
    return ""


@dataclass
class _Reader:
    """What reading one file collects."""

    pictures: Pictures = field(default_factory=Pictures)
    found: list[Found] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    path: tuple[str, ...] = ()
    paths: list[tuple[str, ...]] = field(default_factory=list)

    def take(self, node: Node) -> None:
        """Read one <question>; what is wrong with it is noted, and reading goes on."""
        kind = node.attributes.get("type", "")
        if kind == "category":
            self.path = _path(node.text_of("category", "text"))
            return
        try:
            self._question(node, kind)
        except NotHeld as reason:
            said = node.text_of("name", "text") or node.text_of("questiontext", "text")
            self.dropped.append(Dropped(node.line, said[:200], str(reason)))
        except Unreadable as trouble:
            self.problems.append(Problem(node.line, node.column, trouble.problem.sentence))

    def _question(self, node: Node, kind: str) -> None:
        if kind not in KINDS:
            raise NotHeld(f"questions of the type “{kind[:30]}” have no counterpart here")
        _check_lengths(node)
        stem = rich(node.find("questiontext"))
        made = KINDS[kind](node, stem)
        question = _assembled(node, made)
        for oddity in dict.fromkeys(made.oddities):
            self.warnings.append(Caution(oddity, node.line, ODDITIES[oddity]))
        if stem.lost:
            detail = f"left out: {', '.join(stem.lost)}"
            self.warnings.append(Caution("MARKUP", node.line, detail))
        picture = self.pictures.of(node, stem.images, self.warnings)
        self.pictures.skip_others(node, self.warnings)
        self.found.append(Found(replace(question, picture=picture), node.line))
        self.paths.append(self.path)


def read(source: Source) -> Draft:
    """Read a question bank. What is wrong comes back as problems with line and column."""
    root = parsed(source.text)
    if root.tag != "quiz":
        raise Unreadable(
            f"This XML is no Moodle quiz: it begins with <{root.tag[:40]}>.", root.line
        )
    reader = _Reader(warnings=list(source.cautions))
    for node in root.all("question"):
        reader.take(node)
    for node in root.children:
        if node.tag != "question":
            text = f"<{node.tag[:40]}>"
            reader.dropped.append(Dropped(node.line, text, "this is no question"))
    if reader.problems:
        return Draft(format="moodle", problems=tuple(reader.problems))
    if not reader.found:
        raise Unreadable("There are no questions in this file that can be asked here.", 1)
    title, themes = title_and_themes(reader.paths)
    return Draft(
        format="moodle",
        title=title or source.stem,
        questions=tuple(map(_themed, reader.found, themes)),
        dropped=tuple(reader.dropped),
        warnings=tuple(reader.warnings),
        media=reader.pictures.media,
    )


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write a deck with its pictures as Moodle XML."""
    return write_with(deck, media, read)


def _themed(found: Found, theme: str) -> Found:
    return replace(found, theme_title=theme)


def _check_lengths(node: Node) -> None:
    """Raise Unreadable for a text that is too long; files are bounded on their own."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.tag != "file" and sum(map(len, each.pieces)) > MAX_TEXT:
            raise Unreadable(f"A text in this question is longer than {MAX_TEXT:,} characters.")
        waiting += each.children


def _assembled(node: Node, made: Made) -> Question:
    if not made.stem.strip():
        raise Unreadable("This question has no text.")
    hints = [rich(hint).markup for hint in node.all("hint")]
    tags = node.find("tags")
    explanation = rich(node.find("generalfeedback")).markup
    return replace(
        making.question(
            made.stem,
            made.kind,
            own_id=node.text_of("idnumber"),
            explanation=explanation or made.feedback,
            hint="\n\n".join(filter(None, hints)),
            tags=tuple(tag.text_of("text") for tag in tags.all("tag")) if tags else (),
        ),
        retired=node.text_of("hidden") == "1",
    )


def _path(category: str) -> tuple[str, ...]:
    """Return the names of a category; a doubled slash is a slash within one."""
    pieces = (piece.replace("\0", "/").strip() for piece in category.replace("//", "\0").split("/"))
    return tuple(piece for piece in pieces if piece.casefold() not in _ROOTS)
