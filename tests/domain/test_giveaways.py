"""Questions that tell each other's answers, and rounds without them."""

from bot.domain.giveaways import kept_apart, told
from bot.domain.question import Choice, Key, Kind, Option, Question, Typed
from tests.decks import question


def typed(name: str, stem: str, *accepted: str) -> Question:
    return question(name, stem, Typed(Key(accepted=accepted)))


RAPALLO = typed("a", "Which treaty of 1922 ended isolation?", "Treaty of Rapallo", "Rapallo")
PLACE = typed("b", "In which country is Rapallo?", "Italy")
JOINED = typed("c", "Who joined the pact of Germany and Japan?", "Italy")
OTHER = typed("d", "Who followed Chicherin?", "Litvinov")


def pick(answer: str, stem: str) -> Question:
    kind: Kind = Choice((Option(answer, correct=True), Option("Paris", correct=False)))
    return question("p", stem, kind)


def test_a_stem_tells_an_answer() -> None:
    assert told(PLACE, RAPALLO) == "Rapallo"
    assert told(RAPALLO, PLACE) == ""
    assert told(OTHER, RAPALLO) == ""


def test_an_option_is_told_too() -> None:
    assert told(PLACE, pick("rapallo", "Where did they sign?")) == "rapallo"


def test_what_its_own_stem_says_is_no_secret() -> None:
    assert told(PLACE, typed("e", "What did Rapallo promise?", "Rapallo")) == ""


def test_short_answers_stand_anywhere_by_chance() -> None:
    assert told(typed("f", "Was the USA there?", "no"), typed("g", "Who?", "USA")) == ""


def test_a_round_keeps_them_apart_while_it_can() -> None:
    found = [RAPALLO, PLACE, JOINED, OTHER]
    assert kept_apart(found, lambda each: each, 2) == [RAPALLO, JOINED]
    assert kept_apart(found, lambda each: each, 3) == [RAPALLO, JOINED, OTHER]
    assert kept_apart(found, lambda each: each, 4) == [RAPALLO, JOINED, OTHER, PLACE]
    assert kept_apart([], lambda each: each, 4) == []
