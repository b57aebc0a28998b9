"""What another program's format has no place for, said question by question as a deck is written.

Must not know any one format: each says what it keeps.
"""

from collections.abc import Container, Iterator

from bot.domain.markup import escape, parse, plain
from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Deck,
    Key,
    Match,
    Points,
    Question,
    Skill,
    TrueFalse,
    Typed,
)
from content.draft import Loss

_WORDS = {
    "confusables": "names that must not pass",
    "correction": "what is true instead",
    "cues": "the cues of its points",
    "explanation": "its explanation",
    "extras": "right-hand sides that belong to nothing",
    "facts": "the facts it rests on",
    "formatting": "its formatting",
    "hint": "its hint",
    "notes": "what is said about single options",
    "picture": "its picture",
    "prompts": "what is asked back",
    "reads": "how its answer is read",
    "rejected": "traps and what is said about them",
    "required": "words that an answer needs",
    "skill": "its skill",
    "sources": "its sources",
    "tags": "its tags",
    "theme": "its theme",
}


class Leaving:
    """Collects the losses of one deck. ``keeps`` are the names of what the format has room for."""

    def __init__(self, title: str, keeps: Container[str]) -> None:
        self._title = title
        self._keeps = keeps
        self._lost: dict[str, list[str]] = {}
        self._skipped: list[Loss] = []

    def takes(self, question: Question) -> bool:
        """Note what is left out of a question; False if it stays behind altogether."""
        if question.retired:
            self.skip(question, "It is retired, so it is not written.")
            return False
        for name in _present(question):
            if name not in self._keeps:
                self.lose(question, name)
        return True

    def skip(self, question: Question, sentence: str) -> None:
        """Note that a question is not written, and why."""
        self._skipped.append(Loss(question.id, sentence))
        self._lost.pop(question.id, None)

    def cannot(self, question: Question) -> None:
        """Note that a question is not written, for its kind."""
        kind = question.kind_name.value
        self.skip(question, f"{self._title} has no {kind} questions, so it is not written.")

    def lose(self, question: Question, name: str) -> None:
        """Note that one thing is left out of a question."""
        lost = self._lost.setdefault(question.id, [])
        if name not in lost:
            lost.append(name)

    def plain(self, question: Question, text: str) -> str:
        """Return the words of a markup source; styles that vanish are noted."""
        words = plain(text)
        if parse(escape(words)) != parse(text):
            self.lose(question, "formatting")
        return words

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return every loss: questions with something left out, then those left behind."""
        partly = (
            Loss(question, _sentence([_WORDS[name] for name in names], self._title))
            for question, names in self._lost.items()
        )
        return (*partly, *self._skipped)


def no_ids(deck: Deck, title: str) -> Loss:
    """Return the loss of a format that has no ids."""
    return Loss(
        "",
        f"{title} has no place for the ids of its {len(deck.questions)} questions, so learners'"
        " progress will not follow them.",
    )


def _sentence(names: list[str], title: str) -> str:
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f"{listed[:1].upper()}{listed[1:]}: {title} has no place for this."


def _present(question: Question) -> Iterator[str]:
    """Yield the name of each thing that a question has beside its stem and its answer."""
    for name in ("explanation", "facts", "hint", "picture", "sources", "tags", "theme"):
        if getattr(question, name):
            yield name
    if question.skill is not Skill.RECALL:
        yield "skill"
    match question.kind:
        case Choice(options=options) if any(option.note for option in options):
            yield "notes"
        case TrueFalse(correction=correction) if correction:
            yield "correction"
        case Typed(key=key):
            yield from _of_key(key)
        case Cloze(gaps=gaps):
            yield from (name for gap in gaps for name in _of_key(gap))
        case Match(extras=extras) if extras:
            yield "extras"
        case Points():
            yield "cues"


def _of_key(key: Key) -> Iterator[str]:
    for name in ("required", "rejected", "prompts", "confusables"):
        if getattr(key, name):
            yield name
    if key.kind is not AnswerKind.TEXT:
        yield "reads"
