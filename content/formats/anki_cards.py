"""The cards of Anki's notes as questions, with what could not come along.

A basic card is a flashcard, one with a box to type into is a typed question, a deletion is a cloze;
where an answer is too long for a gap it is a flashcard too. Must not know what the notes came in.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from bot.domain.markup import count_gaps
from bot.domain.question import Cloze, Key, Kind, Picture, Question, Recall, Typed
from content import making
from content.bounds import MAX_CARDS, MAX_TAGS, MAX_TEXT
from content.draft import Caution, Draft, Dropped, Found, Media, Problem, Unreadable
from content.formats import anki_cloze
from content.formats.anki_notes import Note
from content.formats.anki_templates import SPECIAL, Value, after_answer, filters_of, rendered
from content.formats.html import Converted, convert
from content.formats.literal import to_plain
from content.formats.themes import title_and_themes

LONGEST_GAP = 80
MOST_GAPS = 4
MOST_NUMBERS = 60
MOST_WORK = 60_000_000
"""Characters of all cards together, once they are put together from templates."""

TAG_WORK = 50
"""What a field in a template costs, in characters of text."""

_SOUND = re.compile(r"\[sound:[^\]\n]{0,300}\]")
_OCCLUSION = re.compile(r"\{\{c\d{1,3}::image-occlusion:")

Pictures = Callable[[str], Media | str]
"""Returns the picture of a file name, or why it cannot be kept."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a card as it came."""

    html: str
    made: Converted


@dataclass
class Cards:
    """Collects the questions of notes. ``pictures`` finds the files that cards show."""

    pictures: Pictures
    found: list[Found] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    media: dict[str, Media] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _work: int = 0

    def take(self, note: Note) -> None:
        """Read one note; what is odd about it is noted, and reading goes on."""
        if any(len(each) > MAX_TEXT for each in note.fields):
            sentence = f"A field of this note has more than {MAX_TEXT:,} characters."
            self.problems.append(Problem(note.line, 0, sentence))
        elif note.type.is_occlusion or any(map(_OCCLUSION.search, note.fields)):
            self._drop(note, "what is hidden in a picture cannot be asked here")
            self.warnings.append(Caution("IMAGE_OCCLUSION", note.line, "a note with hidden parts"))
        else:
            self._cards(note)

    def _cards(self, note: Note) -> None:
        decks = dict(note.decks)
        made = 0
        for number in self._numbers(note):
            if decks and number not in decks:
                continue
            question = self._question(note, number)
            if question:
                self._keep(question, note.line, decks.get(number, note.deck))
                made += 1
        if any("[sound:" in each for each in note.fields):
            self.warnings.append(Caution("SOUND", note.line, "sounds are left out"))
        if not made:
            self._drop(note, "it has no card with a front and a back")

    def _numbers(self, note: Note) -> Iterable[int]:
        if not note.type.is_cloze:
            return range(len(note.type.templates))
        found = anki_cloze.numbers("\n".join(note.fields))
        if len(found) > MOST_NUMBERS:
            sentence = f"This note has {len(found)} deletions; at most {MOST_NUMBERS} can be read."
            self.problems.append(Problem(note.line, 0, sentence))
            return ()
        return (number - 1 for number in found)

    def _keep(self, question: Question, line: int, deck: str) -> None:
        if len(self.found) >= MAX_CARDS:
            raise Unreadable(f"This file holds more than {MAX_CARDS:,} cards. Please split it.")
        self.found.append(Found(question, line))
        self.paths.append(tuple(filter(None, (name.strip() for name in deck.split("::")))))

    def _drop(self, note: Note, reason: str) -> None:
        text = to_plain(convert(" | ".join(note.fields)[:400]).markup)
        self.dropped.append(Dropped(note.line, " ".join(text.split())[:200], reason))

    def _question(self, note: Note, number: int) -> Question | None:
        card = _Card(note, number, self)
        made = card.cloze() if note.type.is_cloze else card.basic()
        if made is None:
            return None
        stem, kind, explanation, hint = made
        picture = self.picture(card.front, note.line)
        if not stem:
            stem = picture.alt if picture else ""
            if not stem:
                return None
            self.warnings.append(Caution("NO_WORDS", note.line, "its front is a picture alone"))
        return making.question(
            stem,
            kind,
            own_id=note.guid if number == 0 else f"{note.guid}:{number + 1}",
            explanation=explanation,
            hint=hint,
            tags=note.tags,
            picture=picture,
        )

    def render(self, template: str, value: Value) -> str:
        """Return a side of a card as HTML. Raises Unreadable when all of them are too much."""
        self._charge(len(template) + TAG_WORK * template.count("{{"))
        return rendered(template, value)

    def _charge(self, work: int) -> None:
        self._work += work
        if self._work > MOST_WORK:
            raise Unreadable("The cards of this file are too much text. Please split it.")

    def side(self, html: str, line: int) -> _Side:
        """Convert one side of a card. Raises Unreadable when all of them are too much."""
        self._charge(len(html) + 50 + html.count("<") * MOST_WORK // MAX_TAGS)
        made = convert(_SOUND.sub("", html))
        if made.lost:
            self.warnings.append(Caution("MARKUP", line, f"left out: {', '.join(made.lost)}"))
        return _Side(html, made)

    def picture(self, front: _Side, line: int) -> Picture | None:
        """Return the first picture of a front that can be kept."""
        chosen: Picture | None = None
        for image in front.made.images:
            found = self.pictures(image.file)
            if isinstance(found, str):
                self.warnings.append(Caution("PICTURE", line, found))
            elif chosen:
                detail = f"{image.file[:80]}: only one picture is shown"
                self.warnings.append(Caution("SECOND_PICTURE", line, detail))
            else:
                self.media.setdefault(found.name, found)
                chosen = Picture(found.name, image.alt or PurePosixPath(image.file).stem)
        return chosen

    def draft(self, name: str, title: str) -> Draft:
        """Return what was collected."""
        if self.problems:
            return Draft(format=name, problems=tuple(self.problems))
        if not self.found:
            raise Unreadable("There are no cards in this file that can be asked here.", 1)
        own, themes = title_and_themes(self.paths)
        return Draft(
            format=name,
            title=own or title,
            questions=tuple(
                replace(each, theme_title=theme)
                for each, theme in zip(self.found, themes, strict=True)
            ),
            dropped=tuple(self.dropped),
            warnings=tuple(self.warnings),
            media=tuple(self.media[name] for name in sorted(self.media)),
        )


_Made = tuple[str, Kind, str, str]
"""Stem, kind, explanation and hint."""


class _Card:
    """One card of a note, put together from its template."""

    def __init__(self, note: Note, number: int, cards: Cards) -> None:
        self._cards = cards
        self._number = number
        self._line = note.line
        self._type = note.type
        template = note.type.templates[0 if note.type.is_cloze else number]
        self._template = template
        self._fields = dict(zip(note.type.fields, note.fields, strict=False))
        self.front = _Side("", Converted(""))

    def basic(self) -> _Made | None:
        """Return a flashcard, or a typed question where the front has a box."""
        self.front = self._cards.side(
            self._cards.render(self._template.front, self._on_front), self._line
        )
        if not self.front.made.markup and not self.front.made.images:
            return None
        typed = filters_of(self._template.front, "type")
        if len(typed) == 1 and (answer := self._short(self._fields.get(typed[0], ""))):
            rest = self._back(
                lambda filters, name: "" if "type" in filters else self._on_back(filters, name)
            )
            return self.front.made.markup, Typed(Key(accepted=(answer,))), rest, ""
        back = self._back(self._on_back)
        return (self.front.made.markup, Recall(back), "", "") if back else None

    def _back(self, value: Callable[[tuple[str, ...], str], str]) -> str:
        side = self._cards.side(
            after_answer(self._cards.render(self._template.back, value)), self._line
        )
        for image in side.made.images:
            detail = f"{image.file[:80]}: pictures are kept on fronts alone"
            self._cards.warnings.append(Caution("PICTURE", self._line, detail))
        return side.made.markup

    def cloze(self) -> _Made | None:
        """Return a cloze for the deletions of this number, or a flashcard if they do not fit."""
        names = filters_of(self._template.front, "cloze")
        text = next((self._fields.get(name, "") for name in names), "")
        seen = anki_cloze.seen(text, self._number + 1)
        if not seen.answers:
            return None

        def shown(html: str) -> Callable[[tuple[str, ...], str], str]:
            return lambda filters, name: (
                html if "cloze" in filters else self._on_front(filters, name)
            )

        self.front = self._cards.side(
            self._cards.render(self._template.front, shown(seen.html)), self._line
        )
        extra = self._back(
            lambda filters, name: "" if "cloze" in filters else self._on_back(filters, name)
        )
        hint = convert(seen.hint).markup
        answers = [self._short(answer) for answer in seen.answers]
        stem = self.front.made.markup
        if all(answers) and count_gaps(stem) == len(answers) <= MOST_GAPS:
            gaps = tuple(Key(accepted=(answer,)) for answer in answers)
            return stem, Cloze(gaps), extra, hint
        html = "; ".join(seen.answers)
        back = self._cards.side(html, self._line).made.markup
        return (stem.replace("____", "[…]"), Recall(back), extra, hint) if back else None

    def _short(self, html: str) -> str:
        """Return an answer as it is typed; "" if nobody would type it."""
        made = convert(_SOUND.sub("", html))
        plain = to_plain(made.markup)
        fits = len(plain) <= LONGEST_GAP and "\n" not in plain and not made.images
        return plain if fits else ""

    def _on_front(self, filters: tuple[str, ...], name: str) -> str:
        return "" if "type" in filters or "hint" in filters else self._fields.get(name, "")

    def _on_back(self, filters: tuple[str, ...], name: str) -> str:
        return "" if name in SPECIAL and name not in self._fields else self._fields.get(name, "")


def no_pictures(name: str) -> str:
    """Return why a text file has no picture."""
    return f"{name[:80]} is not in a text file: import the .apkg to get pictures"


def questions(notes: Iterable[Note], pictures: Pictures) -> Cards:
    """Return the questions of notes."""
    cards = Cards(pictures)
    for note in notes:
        cards.take(note)
    return cards
