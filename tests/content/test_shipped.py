"""The bank that comes with the program: sound, clean, of every kind, and quick to load."""

import time
from collections import Counter
from functools import cache

from bot.domain.question import Cloze, KindName, Points, Skill, Typed
from content.bank import Loaded, bundled, digest, load
from content.lint import lint

THEMES = 14
QUESTIONS = 70
OF_EACH_KIND = 4


@cache
def shipped() -> Loaded:
    """Return the bank, loaded once."""
    return load(bundled())


def test_it_has_no_mistakes_and_no_findings() -> None:
    assert shipped().mistakes == ()
    assert lint(shipped()) == ()


def test_it_has_every_theme_kind_skill_and_difficulty() -> None:
    (deck,) = shipped().decks
    questions = deck.questions
    assert (deck.id, deck.title) == ("soviet-foreign-policy", "Stalin's foreign policy")
    assert len(questions) >= QUESTIONS
    assert len(deck.themes) == THEMES
    assert {each.theme for each in questions} == {name for name, _ in deck.themes}
    assert min(Counter(each.kind_name for each in questions).values()) >= OF_EACH_KIND
    assert {each.kind_name for each in questions} == set(KindName)
    assert {each.skill for each in questions} == set(Skill)
    assert {each.difficulty for each in questions} == {1, 2, 3}
    assert any(each.picture for each in questions)


def test_every_question_has_facts_and_readable_sources() -> None:
    for question in shipped().decks[0].questions:
        assert question.facts, question.id
        assert all(source.startswith("Notes 00") for source in question.sources)


def test_about_half_of_the_questions_have_a_hint() -> None:
    questions = shipped().decks[0].questions
    assert 0.4 <= sum(bool(each.hint) for each in questions) / len(questions) <= 0.7


def test_typed_answers_come_in_many_forms() -> None:
    for question in shipped().decks[0].questions:
        if isinstance(question.kind, Typed):
            assert len(question.kind.key.accepted) >= 2
            assert question.kind.key.rejected
        if isinstance(question.kind, Cloze):
            assert 1 <= len(question.kind.gaps) <= 2
        if isinstance(question.kind, Points):
            assert 4 <= len(question.kind.points) <= 6


def test_it_loads_the_same_each_time_and_at_once() -> None:
    start = time.process_time()
    again = load(bundled())
    assert time.process_time() - start < 1
    assert again.decks == shipped().decks
    assert [digest(deck) for deck in again.decks] == [digest(deck) for deck in shipped().decks]
