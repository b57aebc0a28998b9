"""What a round shows of its answers: how many gave which, the podium, what most people missed.

Public words: nothing here says who answered what, and hidden learners are in none of it.
"""

from collections import Counter
from collections.abc import Sequence

from bot.domain.boards import standings
from bot.domain.ids import LearnerId
from bot.domain.posing import solve
from bot.domain.question import Choice, Chosen, Mark, Question, TrueFalse
from bot.domain.replies import Missed, RoundOver, Tally
from bot.usecases.library import Library
from storage import asks, learners, rounds
from storage.asks import Answer
from storage.database import Tx
from storage.rounds import Round


def tallies(question: Question, answers: Sequence[Answer]) -> tuple[Tally, ...]:
    """Return how many gave each option, or how many were right; never who, never their words."""
    kind = question.kind
    if isinstance(kind, Choice | TrueFalse):
        texts = ("", "") if isinstance(kind, TrueFalse) else tuple(o.text for o in kind.options)
        correct = set(solve(question).correct)
        given = Counter(
            index
            for answer in answers
            if isinstance(answer.given, Chosen)
            for index in answer.given.options
        )
        return tuple(Tally(t, given[i], i in correct, i) for i, t in enumerate(texts))
    marks = Counter(answer.mark for answer in answers)
    shown = (Mark.RIGHT, Mark.PARTLY, Mark.WRONG)
    return tuple(Tally(str(mark), marks[mark], mark is Mark.RIGHT) for mark in shown if marks[mark])


def podium(tx: Tx, library: Library, round_: Round, *, stopped: bool, by: str) -> RoundOver:
    """Return the podium of a round, and the questions most people missed."""
    lines: list[tuple[LearnerId, str, int]] = []
    rights: dict[LearnerId, int] = {}
    players = [player for player in rounds.players(tx, round_.id) if player.answered]
    for player in players:
        learner = learners.by_id(tx, player.learner)
        if learner is not None and not learner.hidden:
            lines.append((learner.id, learner.shown_name, player.points))
            rights[learner.id] = player.right
    return RoundOver(
        round=round_.id,
        stopped=stopped,
        asked=sum(ask.number <= round_.first_pass for ask in asks.of_round(tx, round_.id)),
        standings=standings(lines, None, rights),
        missed=_missed(tx, library, round_),
        players=len(players),
        by=by,
        deck=_deck(tx, library, round_),
        planned=round_.first_pass,
        pace=round_.pace,
    )


def _deck(tx: Tx, library: Library, round_: Round) -> str:
    """Return the deck that all of a round's questions are from; "" if there are several."""
    decks = {library.question(tx, key).question.deck for key in round_.questions}
    return decks.pop() if len(decks) == 1 else ""


def _missed(tx: Tx, library: Library, round_: Round) -> tuple[Missed, ...]:
    shown = []
    for ask in asks.of_round(tx, round_.id):
        answers = asks.answers_to(tx, ask.id)
        right = sum(answer.mark is Mark.RIGHT for answer in answers)
        if ask.number <= round_.first_pass and answers and right * 2 < len(answers):
            question = library.question(tx, ask.question).question
            shown.append(_shown(question, right, len(answers)))
    return tuple(shown)


def _shown(question: Question, right: int, answered: int) -> Missed:
    solution = solve(question)
    return Missed(
        question.id,
        question.stem,
        "; ".join(solution.lines),
        right,
        answered,
        question.kind_name,
        solution.correct,
    )


def shown_names(tx: Tx, who: Sequence[LearnerId]) -> tuple[str, ...]:
    """Return the names of learners who do not hide."""
    found = (learners.by_id(tx, learner) for learner in who)
    return tuple(one.shown_name for one in found if one is not None and not one.hidden)
