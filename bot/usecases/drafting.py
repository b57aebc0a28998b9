"""One proposed question as its author writes it, and back again with every slip named.

Pure; must not know where proposals are kept.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.ids import DeckId
from bot.domain.question import Deck, Question
from bot.domain.replies import Spot
from bot.usecases.coming import spots
from content import formats
from content.bounds import MAX_TEXT
from content.source import Source

LONGEST = 2 * MAX_TEXT
"""Characters of one question's text."""


def text_of(question: Question) -> str:
    """Return a question as Studyhall TOML, as it would stand in a deck's file."""
    alone = Deck(DeckId(""), "", "", (), (question,))
    return formats.write(alone, "toml").data.decode()


def question_of(
    text: str, before: Question, themes: Collection[str], pictures: Collection[str]
) -> Question | tuple[Spot, ...]:
    """Return what somebody made of a question, or what keeps it from being one, with lines.

    Its id, deck and version stay; its theme is one of the deck's, its picture too.
    """
    if len(text) > LONGEST:
        return (Spot(0, 0, f"A question may have {LONGEST:,} characters."),)
    draft = formats.read(Source("question.toml", text.encode("utf-8", "replace")), "toml")
    if draft.problems:
        return spots(draft.problems[:10])
    if len(draft.questions) != 1:
        line = draft.questions[1].line
        return (Spot(line, 1, "This is the place for one question only."),)
    after = draft.questions[0].question
    theme = after.theme or before.theme
    wrong = _unfit(after, theme, before, themes, pictures)
    if wrong:
        return (Spot(draft.questions[0].line, 1, wrong),)
    return replace(
        after,
        id=before.id,
        deck=before.deck,
        version=before.version,
        theme=theme,
        retired=False,
    )


def _unfit(
    after: Question,
    theme: str,
    before: Question,
    themes: Collection[str],
    pictures: Collection[str],
) -> str:
    """Return why a readable question does not fit its deck, "" if it does."""
    if after.id != before.id:
        return f"The id stays {before.id}: learners' progress hangs on it."
    if theme not in (before.theme, *themes):
        return f"This deck has no theme {theme[:40]}; its themes are {', '.join(themes)}."
    if after.picture and after.picture.file not in pictures:
        return f"There is no picture {after.picture.file[:60]} in this deck."
    return ""
