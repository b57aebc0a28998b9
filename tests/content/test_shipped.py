"""The bank that comes with the program: sound, clean, of every kind, and quick to load."""

import time
from collections import Counter
from functools import cache

from bot.domain.question import Cloze, KindName, Points, Skill, Typed
from content.bank import Loaded, bundled, digest, load
from content.lint import lint

THEMES = 14
QUESTIONS = 377
FACTS = 314
OF_EACH_KIND = 6
SECONDS = 5


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


def test_at_least_half_of_the_questions_have_a_hint() -> None:
    questions = shipped().decks[0].questions
    assert sum(bool(each.hint) for each in questions) / len(questions) >= 0.5


def test_typed_answers_come_in_many_forms() -> None:
    for question in shipped().decks[0].questions:
        if isinstance(question.kind, Typed):
            assert len(question.kind.key.accepted) >= 2, question.id
            assert question.kind.key.rejected, question.id
        if isinstance(question.kind, Cloze):
            assert 1 <= len(question.kind.gaps) <= 2, question.id
        if isinstance(question.kind, Points):
            assert 3 <= len(question.kind.points) <= 6, question.id


def test_what_stands_beside_the_questions() -> None:
    (sheet,) = shipped().sheets
    assert len(sheet.facts) == FACTS
    assert len(sheet.reference.historians) == 8
    assert len(sheet.reference.disagreements) == 39
    assert len(sheet.reference.prints.runs) > 5_000
    assert len(sheet.reference.prints.private) == 3
    cards = [len(noted.record.cards) for noted in sheet.reference.documents]
    assert cards == [26, 6, 7, 5, 10]


def test_nothing_beside_the_questions_is_copied_either() -> None:
    (sheet,) = shipped().sheets
    reference = sheet.reference
    ours = (
        *(text for fact in sheet.facts.values() for text in (fact.says, fact.correction)),
        *(entry.means for entry in reference.all_entries),
        *(noted.record.event for noted in reference.events),
        *(noted.record.topic for noted in reference.disagreements),
    )
    assert [run for text in ours for run in reference.prints.copied(text)] == []


def test_l86_the_whole_bank_is_the_same_twice_and_quick() -> None:
    start = time.process_time()
    again = load(bundled())
    findings = lint(again)
    assert time.process_time() - start < SECONDS
    assert again.decks == shipped().decks
    assert [digest(deck) for deck in again.decks] == [digest(deck) for deck in shipped().decks]
    assert findings == lint(shipped())
