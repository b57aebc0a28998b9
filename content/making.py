"""Makes the question of something imported: what the file does not say is filled in plainly.

Must not know any format, nor decks.
"""

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Kind, Picture, Question, Skill


def question(
    stem: str,
    kind: Kind,
    *,
    own_id: str = "",
    explanation: str = "",
    hint: str = "",
    tags: tuple[str, ...] = (),
    picture: Picture | None = None,
    skill: Skill = Skill.RECALL,
    difficulty: int = 2,
) -> Question:
    """Return an imported question, in no deck yet; ``own_id`` is the id the file gives it."""
    return Question(
        id=QuestionId(own_id),
        deck=DeckId(""),
        theme="",
        skill=skill,
        difficulty=difficulty,
        stem=stem,
        kind=kind,
        explanation=explanation,
        hint=hint,
        tags=tags,
        picture=picture,
    )
