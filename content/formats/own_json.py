"""Studyhall JSON: a whole deck, lossless: ids, versions, retired questions and pictures.

Made for programs: a backup of a deck, or a deck on its way to another Studyhall.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

import msgspec

from bot.domain.question import Deck, Question
from content.bounds import MAX_CARDS, MAX_MEDIA, MAX_PROBLEMS
from content.draft import Draft, Media, Problem, Unreadable, Written
from content.formats.json_text import decoded
from content.formats.media import accept, missing_pictures
from content.formats.own import deck_of, draft_of, plain_deck, plain_questions, question_of
from content.formats.tracing import TOO_MANY, Lines, Traced, json_page
from content.source import Source

VERSION = 1
_START = re.compile(r'\s*\{\s*"studyhall"\s*:')


class _Picture(msgspec.Struct):
    file: str
    data: str


class _File(msgspec.Struct):
    studyhall: int
    deck: msgspec.Raw
    questions: list[msgspec.Raw]
    pictures: list[_Picture] = []


def sniff(source: Source) -> str:
    """Return why this is Studyhall JSON."""
    if source.is_binary or not _START.match(source.text):
        return ""
    return "it begins with the key “studyhall”"


def read(source: Source) -> Draft:
    """Read a deck. Mistakes come back as problems, each with line and column."""
    file = decoded(source.text, _File)
    if file.studyhall != VERSION:
        raise Unreadable(
            f"This deck is of version {file.studyhall} of the format; this program reads"
            f" {VERSION}. Please bring the program up to date.",
            1,
        )
    if len(file.questions) > MAX_CARDS:
        raise Unreadable(f"This file holds more than {MAX_CARDS:,} questions. Please split it.")
    text, whole = source.text, Lines(source.text)
    page = _page(text, whole, file.deck, 0)
    deck = deck_of(page, "", msgspec.json.decode(file.deck))
    problems = list(page.problems)
    questions = _questions(text, whole, file.questions, problems)
    media = _media(file.pictures, problems)
    if problems or deck is None:
        return Draft(format="json", problems=tuple(sorted(problems)))
    return draft_of(deck, questions, media)


def _page(text: str, whole: Lines, raw: msgspec.Raw, start: int) -> Traced:
    piece = bytes(raw).decode()
    return json_page(piece, whole, max(text.find(piece, start), 0))


def _questions(
    text: str, whole: Lines, raws: list[msgspec.Raw], problems: list[Problem]
) -> list[tuple[Question, int]]:
    found: list[tuple[Question, int]] = []
    ids: set[str] = set()
    start = 0
    for raw in raws:
        page = _page(text, whole, raw, start)
        start = page.offset + len(page.text)
        question = question_of(page, "", msgspec.json.decode(raw))
        if question and question.id in ids:
            page.wrong("id", f"the id `{question.id}` is there already")
        if question:
            ids.add(question.id)
            found.append((question, whole.place(page.offset)[0]))
        problems += page.problems
        if len(problems) >= MAX_PROBLEMS:
            raise Unreadable(TOO_MANY, before=tuple(problems))
    return found


def _media(pictures: list[_Picture], problems: list[Problem]) -> tuple[Media, ...]:
    kept = []
    for picture in pictures:
        found = _picture(picture)
        if isinstance(found, str):
            problems.append(Problem(0, 0, found))
        else:
            kept.append(found)
    return tuple(kept)


def _picture(picture: _Picture) -> Media | str:
    if len(picture.data) > MAX_MEDIA * 4 // 3 + 4:
        return f"the picture {picture.file[:80]} is too large"
    try:
        found = accept(picture.file, b64decode(picture.data, validate=True), drawings=True)
    except (NotBase64, ValueError):
        return f"the picture {picture.file[:80]} is broken: its data is not base64"
    if isinstance(found, Media) and found.name != picture.file:
        return f"the picture {picture.file[:80]} needs a plain name such as {found.name}"
    return found


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write a deck with its pictures."""
    whole = {
        "studyhall": VERSION,
        "deck": plain_deck(deck),
        "questions": list(plain_questions(deck)),
        "pictures": [{"file": each.name, "data": b64encode(each.data).decode()} for each in media],
    }
    data = msgspec.json.format(msgspec.json.encode(whole), indent=1)
    return Written(data + b"\n", ".json", tuple(missing_pictures(deck, media)))
