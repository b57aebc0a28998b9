"""Open Trivia DB: the JSON of its API, in each of its encodings.

Multiple-choice and true/false questions with a category and three difficulties. Must not fetch
anything: a file is what somebody has saved.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Sequence
from html import escape as as_html
from html import unescape
from urllib.parse import unquote, unquote_plus

import msgspec

from bot.domain.question import Choice, Deck, Option, Question, TrueFalse
from content import making
from content.bounds import MAX_CARDS, MAX_TEXT
from content.draft import Draft, Found, Media, Problem, Unreadable, Written
from content.formats.json_text import decoded
from content.formats.keeping import NOT_HELD, RETIRED, checked, theme_title
from content.formats.literal import to_markup, to_plain
from content.formats.tracing import Lines
from content.source import Source

TITLE = "Open Trivia DB"
_LEVELS = {"easy": 1, "medium": 2, "hard": 3}
_NAMES = {level: name for name, level in _LEVELS.items()}
_CODES = {
    1: "there were not enough questions for what was asked",
    2: "what was asked for was not valid",
    3: "the session was not known",
    4: "every question had been given out already",
    5: "too many questions were asked for in a short time",
}
_START = re.compile(r'\s*\{\s*"(?:response_code|results)"\s*:')
_SPACE = re.compile(r"\s")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


class _Item(msgspec.Struct):
    type: str
    difficulty: str
    category: str
    question: str
    correct_answer: str
    incorrect_answers: list[str]

    def texts(self) -> Iterator[str]:
        """Yield every text that may be encoded."""
        yield from (self.category, self.question, self.correct_answer, *self.incorrect_answers)


class _File(msgspec.Struct):
    results: list[msgspec.Raw]
    response_code: int = 0


def sniff(source: Source) -> str:
    """Return why this is a reply of Open Trivia DB."""
    if source.is_binary or not _START.match(source.text):
        return ""
    start = source.text[:4_000]
    return "it has results with a response_code" if '"results"' in start else ""


def read(source: Source) -> Draft:
    """Read questions. The encoding is found from the texts themselves."""
    file = decoded(source.text, _File)
    if file.response_code:
        why = _CODES.get(file.response_code, "it did not say why")
        raise Unreadable(f"{TITLE} gave no questions: {why}. Please fetch them again.", 1)
    if len(file.results) > MAX_CARDS:
        raise Unreadable(f"This file holds more than {MAX_CARDS:,} questions. Please split it.")
    problems: list[Problem] = []
    items = list(_items(source.text, file.results, problems))
    decode = _decoder([item for item, _ in items])
    found: list[Found] = []
    for item, offset in items:
        line, column = offset
        try:
            found.append(_found(item, decode, line))
        except Unreadable as trouble:
            problems.append(Problem(line, column, trouble.problem.sentence))
    if problems:
        return Draft(format="opentdb", problems=tuple(problems))
    if not found:
        raise Unreadable("There are no questions in this file.", 1)
    return Draft(
        format="opentdb", title=source.stem, questions=tuple(found), warnings=source.cautions
    )


def _items(
    text: str, raws: list[msgspec.Raw], problems: list[Problem]
) -> Iterator[tuple[_Item, tuple[int, int]]]:
    """Yield each item with its line and column, noting what is no item."""
    lines, end = Lines(text), 0
    for raw in raws:
        piece = bytes(raw).decode()
        start = max(text.find(piece, end), 0)
        end = start + len(piece)
        try:
            item = msgspec.json.decode(raw, type=_Item)
        except msgspec.ValidationError as error:
            sentence = f"This is no question of {TITLE}: {error}."
            problems.append(Problem(*lines.place(start), sentence))
            continue
        yield item, lines.place(start)


def _decoder(items: list[_Item]) -> Callable[[str], str]:
    """Return how the texts of a file are to be decoded: HTML, base64 or an address's way."""
    texts = [text for item in items for text in item.texts()]
    if items and not {item.type for item in items} & {"multiple", "boolean"}:
        return _from_base64
    spaced = any(map(_SPACE.search, texts))
    if spaced or not any(map(_PERCENT.search, texts)):
        return unescape
    return unquote if any("%20" in text for text in texts) else unquote_plus


def _from_base64(text: str) -> str:
    try:
        return b64decode(text, validate=True).decode()
    except (NotBase64, ValueError) as error:
        raise Unreadable("This question is neither multiple choice nor true/false.") from error


def _found(item: _Item, decode: Callable[[str], str], line: int) -> Found:
    is_coded = decode is _from_base64
    kind, level = (decode(text) if is_coded else text for text in (item.type, item.difficulty))
    category, stem, right, *wrong = (decode(text).strip() for text in item.texts())
    if level not in _LEVELS:
        raise Unreadable(f"“{level[:20]}” is no difficulty: write easy, medium or hard.")
    if not stem or any(len(text) > MAX_TEXT for text in (category, stem, right, *wrong)):
        raise Unreadable(f"A text is empty or longer than {MAX_TEXT:,} characters.")
    made = _kind(kind, right, wrong)
    question = making.question(to_markup(stem), made, difficulty=_LEVELS[level])
    return Found(question, line, theme_title=category)


def _kind(kind: str, right: str, wrong: list[str]) -> Choice | TrueFalse:
    if kind == "boolean":
        if right.casefold() not in ("true", "false"):
            raise Unreadable(f"“{right[:40]}” is neither True nor False.")
        return TrueFalse(right.casefold() == "true")
    if kind != "multiple":
        raise Unreadable("This question is neither multiple choice nor true/false.")
    if not right or not all(wrong) or len({right, *wrong}) < len(wrong) + 1:
        raise Unreadable("An option is empty or there twice.")
    if not 1 <= len(wrong) <= 24:
        raise Unreadable("A choice needs 2 to 25 options.")
    options = (Option(to_markup(text), correct=False) for text in wrong)
    return Choice((Option(to_markup(right), correct=True), *options))


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write the questions with one right option and the true/false ones."""

    def assemble(questions: Sequence[Question]) -> str:
        items = [_plain_item(each, theme_title(deck, each)) for each in questions]
        data = msgspec.json.encode({"response_code": 0, "results": items})
        return msgspec.json.format(data, indent=1).decode() + "\n"

    return checked(deck, TITLE, ".json", assemble, read, _unheld)


def _unheld(question: Question) -> str:
    if question.retired:
        return RETIRED
    is_held = isinstance(question.kind, TrueFalse) or (
        isinstance(question.kind, Choice) and not question.kind.several
    )
    return "" if is_held else NOT_HELD.format(TITLE)


def _plain_item(question: Question, category: str) -> dict[str, object]:
    if isinstance(question.kind, Choice):
        options = [(to_plain(each.text), each.correct) for each in question.kind.options]
        right = next(text for text, is_right in options if is_right)
        wrong = [text for text, is_right in options if not is_right]
    else:
        truth = isinstance(question.kind, TrueFalse) and question.kind.truth
        right, wrong = str(truth), [str(not truth)]
    return {
        "type": "multiple" if isinstance(question.kind, Choice) else "boolean",
        "difficulty": _NAMES.get(question.difficulty, "medium"),
        "category": _coded(category),
        "question": _coded(to_plain(question.stem)),
        "correct_answer": _coded(right),
        "incorrect_answers": [_coded(text) for text in wrong],
    }


def _coded(text: str) -> str:
    """Encode a text as the API does; a lone % must not look like an address's way of coding."""
    return as_html(text).replace("%", "&#37;")
