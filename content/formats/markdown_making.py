"""What becomes of a card in Markdown: a flashcard where it is plain text, else a question.

A card's text is plain for whoever reads it; styles, code and gaps need a question, whose texts are
markup. Must not know where in the file cards begin and end.
"""

import re
from dataclasses import dataclass, field

from bot.domain.markup import LIMIT, Bullets, Gap, Prose, escape, parse, plain, spans_of
from bot.domain.question import Choice, Cloze, Key, Kind, Option, Recall
from content.bounds import MAX_CARDS, within
from content.draft import Card, Caution, Found, FrontKind, Point, PointKind, Problem, Unreadable
from content.formats.literal import is_ordinary, to_plain, words
from content.formats.markdown_cards import Box, Raw, has_cloze
from content.formats.markdown_guard import freed
from content.formats.markdown_lines import Line, joined, labelled, only_tags
from content.formats.markup_source import source_of
from content.making import question

_MOST = 25
_DELETION = re.compile(
    r"(?<![\\=])==(?P<mark>[^\s=][^=\n]*)==(?!=)"
    r"|(?<![\\{])\{\{(?:c\d{1,3}::(?P<cloze>[^{}\n:]+)(?:::(?P<hint>[^{}\n]*))?"
    r"|(?P<plain>[^{}\n]+))\}\}"
)


@dataclass(frozen=True, slots=True)
class Made:
    """The texts of a card, as markup."""

    raw: Raw
    stem: str
    back: str
    explanation: str
    hint: str
    tags: tuple[str, ...]
    own_id: str
    theme: str


@dataclass(slots=True)
class Maker:
    """Makes cards and questions; ``tags`` are those of the whole file."""

    tags: tuple[str, ...] = ()
    cards: list[Card] = field(default_factory=list)
    questions: list[Found] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, raw: Raw, theme: str) -> None:
        """Take a card in, below the heading ``theme``. Raises Unreadable at one too many."""
        if len(self.cards) + len(self.questions) >= MAX_CARDS:
            sentence = f"This file holds more than {MAX_CARDS:,} cards. Please split it."
            raise Unreadable(sentence, raw.line)
        made = self._made(raw, theme)
        if raw.boxes:
            self._choice(made)
        elif made.back and made.stem:
            self._sides(made, made.stem, made.back, made.own_id)
            if raw.is_reversed:
                again = made.own_id and f"{made.own_id}-reversed"
                self._sides(made, made.back, made.stem, again)
        elif has_cloze(joined(raw.front)):
            self._cloze(made)
        else:
            self.warnings.append(Caution("EMPTY_BACK", raw.line, "this card has only one side"))
            self._card(made, words(made.stem or made.back), (), made.own_id)

    def _made(self, raw: Raw, theme: str) -> Made:
        stem, tags, own_id = labelled(joined(raw.front))
        own, texts = list(tags), []
        for part in (raw.back, raw.explanation, raw.hint):
            kept = []
            for line in part:
                found = () if line.code else only_tags(line.text)
                own += found
                kept += [] if found else [line]
            texts.append(within(freed(joined(kept)), raw.line))
        tags = tuple(dict.fromkeys((*own, *self.tags)))
        stem = within(stem, raw.line)
        is_cloze = not texts[0] and not raw.boxes and has_cloze(stem)
        back, explanation, hint = texts
        stem = stem if is_cloze else freed(stem)
        return Made(raw, stem, back, explanation, hint, tags, own_id, theme)

    def _ask(self, made: Made, stem: str, kind: Kind, own_id: str, hint: str = "") -> None:
        asked = question(
            stem,
            kind,
            own_id=own_id,
            explanation=made.explanation,
            hint=made.hint or hint,
            tags=made.tags,
        )
        self.questions.append(Found(asked, made.raw.line, theme_title=made.theme))

    def _sides(self, made: Made, front: str, back: str, own_id: str) -> None:
        points = _points(back, (made.raw.line, made.raw.last))
        if made.explanation or made.hint or not points or not is_plain(front):
            self._ask(made, front, Recall(back), own_id)
        else:
            self._card(made, to_plain(front), points, own_id)

    def _card(self, made: Made, front: str, points: tuple[Point, ...], own_id: str) -> None:
        self.cards.append(
            Card(
                id=f"c-{len(self.cards) + len(self.questions) + 1:02}",
                front=front,
                front_kind=FrontKind.QUESTION if front.endswith("?") else FrontKind.TOPIC,
                points=points,
                lines=(made.raw.line, made.raw.last),
                own_id=own_id,
                theme=made.theme,
                tags=made.tags,
                servable=bool(points and front),
            )
        )

    def _choice(self, made: Made) -> None:
        options = tuple(_option(box) for box in made.raw.boxes)
        rights = sum(option.correct for option in options)
        sentence = ""
        if not made.stem:
            sentence = "These options have no question. Please write it in the line above them."
        elif not 2 <= len(options) <= _MOST:
            sentence = f"A choice has 2 to {_MOST} options; here are {len(options)}."
        elif not rights:
            sentence = "No option is ticked. Please mark the right one with [x]."
        elif len({words(option.text).casefold() for option in options}) < len(options):
            sentence = "One option is there twice."
        if sentence:
            self.problems.append(Problem(made.raw.line, 1, sentence))
            return
        self._ask(made, made.stem, Choice(options, several=rights > 1), made.own_id)

    def _cloze(self, made: Made) -> None:
        keys: list[Key] = []
        hints: list[str] = []

        def gap(found: re.Match[str]) -> str:
            text = found["mark"] or found["cloze"] or found["plain"]
            keys.append(Key(accepted=(words(freed(text)) or text,)))
            hints.extend([found["hint"]] if found["hint"] else [])
            return "____"

        blanks = re.sub(r"_{4,}", lambda run: r"\_" * len(run[0]), made.stem)
        stem = freed(_DELETION.sub(gap, blanks))
        self._ask(made, stem, Cloze(tuple(keys)), made.own_id, "; ".join(hints))


def is_plain(source: str) -> bool:
    """Return whether a source is nothing but words in paragraphs of one line each."""
    if len(source) > LIMIT:
        return False
    if is_ordinary(source):
        return True
    prose = parse(source)
    return len(prose) == 1 and not _has_gap(prose) and source_of(prose) == escape(plain(source))


def _has_gap(prose: Prose) -> bool:
    return any(isinstance(span, Gap) for span in spans_of(prose))


def _points(back: str, lines: tuple[int, int]) -> tuple[Point, ...]:
    """Return a back as points: items of a list, or one text; none if it is not plain."""
    if is_ordinary(back) or (is_plain(back) and not isinstance(parse(back)[0], Bullets)):
        text = to_plain(back)
        return (Point(" ".join(text.split()), PointKind.FIELD, lines, raw=text),)
    prose = parse(back) if len(back) <= LIMIT else ()
    if len(prose) != 1 or not isinstance(prose[0], Bullets) or len(prose[0].items) < 2:
        return ()
    items = [source_of((Bullets((item,)),))[2:] for item in prose[0].items]
    if not all(item and is_plain(item) and "\n" not in item for item in items):
        return ()
    texts = [words(item) for item in items]
    if [f"- {escape(text)}" for text in texts] != back.split("\n"):
        return ()
    return tuple(Point(text, PointKind.BULLET, lines, raw=text) for text in texts)


def _option(box: Box) -> Option:
    text, note = (freed("\n".join(lines).strip()) for lines in (box.lines, box.note))
    return Option(text, box.ticked, note)


def heading_text(line: Line) -> str:
    """Return the words of a heading, without its tags."""
    text, _, _ = labelled(line.text)
    return words(freed(text))
