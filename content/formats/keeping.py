"""What a format keeps of a deck: a writer reads its own file back and says what is missing.

A question that would come back as another one is left out, so that no file ever says something
else than the deck. What only makes a question poorer (a hint, a style) is written without it. Must
not know any one format.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Deck,
    Key,
    Match,
    Number,
    Order,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content.draft import Draft, Found, Loss, Unreadable, Written
from content.formats.literal import words
from content.source import Source
from content.studying import flashcards

Assemble = Callable[[Sequence[Question]], str | bytes]
Read = Callable[[Source], Draft]
NOT_HELD = "Left out: {0} has no place for this kind of question."
RETIRED = "Left out: it is retired."
OTHERWISE = "Left out: in {0} it would be read back as something else."


def questions_of(draft: Draft) -> tuple[Found, ...]:
    """Return a draft's questions and its cards as flashcards, in the order of the file."""
    return tuple(sorted((*draft.questions, *flashcards(draft)), key=lambda found: found.line))


def theme_title(deck: Deck, question: Question) -> str:
    """Return the title of a question's theme, "" where the deck has no themes to speak of."""
    titles = dict(deck.themes)
    if len(titles) == 1 and question.theme == "all":
        return ""
    return titles.get(question.theme, question.theme)


def checked(
    deck: Deck,
    name: str,
    suffix: str,
    assemble: Assemble,
    read: Read,
    unheld: Callable[[Question], str] = lambda _: "",
) -> Written:
    """Return the file that ``assemble`` makes, with every loss.

    ``name`` is the format's, for sentences. ``unheld`` says why a question cannot be written, ""
    if it can. Raises ValueError if the file as a whole is not read back as it was meant.
    """
    reasons = {question.id: unheld(question) for question in deck.questions}
    held = [question for question in deck.questions if not reasons[question.id]]
    again = _through(held, assemble, read)
    if again is None:
        for question in held:
            if _through([question], assemble, read) is None:
                reasons[question.id] = OTHERWISE.format(name)
        held = [question for question in held if not reasons[question.id]]
        again = _through(held, assemble, read)
    if again is None:
        raise ValueError(f"This deck cannot be written as {name}. Please choose another format.")
    draft, found = again
    losses = [Loss(question, why) for question, why in reasons.items() if why]
    losses += _of_deck(deck, draft, name)
    losses += _of_questions(deck, held, found, name)
    return Written(_bytes(assemble(held)), suffix, tuple(losses))


def _through(
    held: Sequence[Question], assemble: Assemble, read: Read
) -> tuple[Draft, tuple[Found, ...]] | None:
    """Write and read; None if what comes back is not what went in."""
    if not held:
        return Draft(format=""), ()
    try:
        draft = read(Source("deck", _bytes(assemble(held))))
    except Unreadable:
        return None
    found = questions_of(draft)
    same = len(found) == len(held) and not draft.problems
    if same and all(core(old) == core(new.question) for old, new in zip(held, found, strict=True)):
        return draft, found
    return None


def _bytes(file: str | bytes) -> bytes:
    return file if isinstance(file, bytes) else file.encode("utf-8", "replace")


def _of_deck(deck: Deck, draft: Draft, name: str) -> Iterator[Loss]:
    missing = [
        what
        for what, old, new in (
            ("title", deck.title, draft.title),
            ("description", deck.description, draft.description),
            ("licence", deck.licence, draft.licence),
        )
        if old and old != new
    ]
    if missing:
        yield Loss("", f"{name} has no place for the deck's {_listed(missing)}.")


def _of_questions(
    deck: Deck, held: Sequence[Question], found: Sequence[Found], name: str
) -> Iterator[Loss]:
    if any(old.id != new.question.id for old, new in zip(held, found, strict=True)):
        yield Loss("", f"{name} does not keep the ids of questions: learners start afresh with it.")
    for old, new in zip(held, found, strict=True):
        missing = list(_missing(old, new.question))
        if theme_title(deck, old) != new.theme_title:
            missing.insert(0, "theme")
        if missing:
            yield Loss(old.id, f"{name} has no place for its {_listed(missing)}.")


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def core(question: Question) -> tuple[object, ...]:
    """Return what must come back, or it is another question: its kind, words and answers."""
    return (question.kind_name, words(question.stem), *_core(question))


def _core(question: Question) -> tuple[object, ...]:
    match question.kind:
        case Choice(options, several):
            return (several, *((words(option.text), option.correct) for option in options))
        case TrueFalse(truth):
            return (truth,)
        case Typed(key):
            return (key.accepted[0],)
        case Cloze(gaps):
            return tuple(gap.accepted[0] for gap in gaps)
        case Number(_, low, high):
            return (low, high)
        case Date() as date:
            return (date,)
        case Order(items):
            return tuple(map(words, items))
        case Match(pairs, extras):
            said = ((words(pair.left), words(pair.right)) for pair in pairs)
            return (*said, "", *map(words, extras))
        case Points(need, points):
            return (need, *((words(point.text), point.cues) for point in points))
        case Recall(back):
            return (words(back),)


def _missing(old: Question, new: Question) -> Iterator[str]:
    """Yield a name for all that came back otherwise, though the question is the same."""
    olds, news = dict(_details(old)), dict(_details(new))
    yield from (what for what, value in olds.items() if news.get(what) != value)
    pairs = zip(_texts(old), _texts(new), strict=False)
    if any(one.strip() != other.strip() and words(one) == words(other) for one, other in pairs):
        yield "styles (bold, italic, lists, paragraphs)"


def _details(question: Question) -> Iterator[tuple[str, object]]:
    yield "explanation", words(question.explanation)
    yield "hint", words(question.hint)
    yield "tags", question.tags
    yield "difficulty", question.difficulty
    yield "skill", question.skill
    yield "picture", question.picture
    yield "version", question.version
    yield "facts", question.facts
    yield "sources", question.sources
    yield "retirement", question.retired
    match question.kind:
        case Choice(options):
            yield "notes on options", tuple(words(option.note) for option in options)
        case TrueFalse(_, correction):
            yield "correction", words(correction)
        case Typed(key):
            yield from _key(key)
        case Cloze(gaps):
            yield "gaps' other keys", tuple(replace(gap, rivals=()) for gap in gaps)
        case Number(value, _, _, unit):
            yield "number as it is worded", value
            yield "unit", unit
        case Points(_, points):
            yield "points' examples", tuple((p.confusions, p.exemplars) for p in points)
        case _:
            pass


def _key(key: Key) -> Iterator[tuple[str, object]]:
    yield "other accepted answers", key.accepted
    yield "way of reading the answer", key.kind
    yield "required words", key.required
    yield "answers with a message", key.rejected
    yield "questions to ask back", key.prompts
    yield "confusable answers", key.confusables


def _texts(question: Question) -> Iterator[str]:
    """Yield the markup sources of a question, in an order that its kind fixes."""
    yield from (question.stem, question.explanation, question.hint)
    match question.kind:
        case Choice(options):
            yield from (text for option in options for text in (option.text, option.note))
        case TrueFalse(_, correction):
            yield correction
        case Order(items):
            yield from items
        case Match(pairs, extras):
            yield from (text for pair in pairs for text in (pair.left, pair.right))
            yield from extras
        case Points(_, points):
            yield from (point.text for point in points)
        case Recall(back):
            yield back
        case _:
            pass
