"""What a rule finds, and the readings of texts that rules share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.question import (
    Choice,
    Cloze,
    Match,
    Order,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content.bank import Item
from content.page import Page

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a rule does not allow: where in which file, and a sentence for the author."""

    page: Page
    path: str
    sentence: str

    @property
    def line(self) -> int:
        """Return the line, counting from 1."""
        return self.page.line_of(self.path)


def at(item: Item, key: str, sentence: str) -> Fault:
    """Return a fault at a key of a question; an empty key is the question itself."""
    return Fault(item.page, f"{item.at}.{key}" if key else item.at, sentence)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without marks."""
    return _WORD.findall(text.casefold())


def years(text: str) -> list[str]:
    """Return the years written in a text."""
    return _YEAR.findall(text)


def units(text: str) -> int:
    """Return the length as the chat platforms count it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def texts(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every text that learners may see, with the key it is written under."""
    yield "stem", question.stem
    yield "explanation", question.explanation
    yield "hint", question.hint
    if question.picture:
        yield "picture", question.picture.alt
    match question.kind:
        case Choice(options):
            for option in options:
                yield ("right" if option.correct else "wrong"), option.text
                yield "wrong", option.note
        case TrueFalse(_, correction):
            yield "correction", correction
        case Typed(key):
            yield from (("reject", each.message) for each in (*key.rejected, *key.prompts))
        case Cloze(gaps):
            for gap in gaps:
                yield from (("gap", each.message) for each in (*gap.rejected, *gap.prompts))
        case Order(items):
            yield from (("items", item) for item in items)
        case Match(pairs) as kind:
            yield from (("pairs", pair.left) for pair in pairs)
            yield from (("pairs", right) for right in kind.rights)
        case Points(_, points):
            yield from (("point", point.text) for point in points)
        case Recall(back):
            yield "back", back
        case _:
            pass
