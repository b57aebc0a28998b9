"""A small deck with one question of every kind, and a long one of choices, for the tests."""

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Cue,
    Date,
    Deck,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Point,
    Points,
    Precision,
    Question,
    Recall,
    Rejected,
    Skill,
    TrueFalse,
    Typed,
)

DECK = DeckId("treaties")
LONG = DeckId("long")


def question(name: str, stem: str, kind: Kind, *, theme: str = "west", hint: str = "") -> Question:
    """Return a question of the small deck."""
    return Question(
        id=QuestionId(f"tst-{name}"),
        deck=DECK,
        theme=theme,
        skill=Skill.RECALL,
        difficulty=1,
        stem=stem,
        kind=kind,
        explanation=f"Because of {name}.",
        sources=("000:1",),
        hint=hint,
    )


def option(text: str, *, correct: bool = False, note: str = "") -> Option:
    """Return an option of a choice."""
    return Option(text, correct, note)


CHOICE = question(
    "choice",
    "Which treaty did Germany and Soviet Russia sign in April 1922?",
    Choice(
        (
            option("Treaty of Rapallo", correct=True),
            option("Treaty of Berlin", note="That was 1926."),
            option("Treaty of Versailles", note="That was 1919."),
            option("Locarno Treaties", note="Those were 1925."),
        )
    ),
    hint="A town in Italy.",
)
SEVERAL = question(
    "several",
    "Which states met at Munich?",
    Choice(
        (
            option("Germany", correct=True),
            option("Italy", correct=True),
            option("The USSR", note="Not invited."),
            option("Czechoslovakia", note="Not invited either."),
        ),
        several=True,
    ),
)
TRUEFALSE = question(
    "truefalse", "The Treaty of Berlin was signed in 1930.", TrueFalse(False, "It was 1926.")
)
TYPED = question(
    "typed",
    "Who replaced Litvinov in May 1939?",
    Typed(
        Key(
            accepted=("Molotov", "Vyacheslav Molotov"),
            rejected=(Rejected("Ribbentrop", "He was the German minister."),),
            confusables=("Litvinov", "Chicherin"),
        )
    ),
)
NUMBER = question(
    "number",
    "What share of Soviet imports came from Germany in 1932?",
    Number("47", 45, 48, "%"),
)
DATE = question(
    "date", "On what date did Germany invade the USSR?", Date("1941-06-22", Precision.DAY)
)
ORDER = question(
    "order",
    "Put these in order, earliest first.",
    Order(("Rapallo", "Locarno", "Berlin", "Munich")),
)
MATCH = question(
    "match",
    "Match each man to his office.",
    Match(
        (Pair("Chicherin", "Commissar to 1930"), Pair("Ribbentrop", "German minister")),
        ("British minister",),
    ),
)
CLOZE = question(
    "cloze",
    "After 1928 social democrats were called ____ fascists.",
    Cloze((Key(accepted=("social",), kind=AnswerKind.TEXT),)),
    theme="comintern",
)
POINTS = question(
    "points",
    "Name two reasons why Stalin agreed to the pact of 1939.",
    Points(
        2,
        (
            Point("Time to rearm", (Cue(any_of=("rearm", "time", "prepare")),)),
            Point("Land in the west", (Cue(any_of=("territor", "land", "baltic", "buffer")),)),
            Point("No war on two fronts", (Cue(any_of=("two front", "japan")),)),
        ),
    ),
    theme="pact",
)
RECALL = question(
    "recall", "What was collective security?", Recall("States act together."), theme="pact"
)

EVERY_KIND = (
    CHOICE,
    SEVERAL,
    TRUEFALSE,
    TYPED,
    NUMBER,
    DATE,
    ORDER,
    MATCH,
    CLOZE,
    POINTS,
    RECALL,
)


def small_deck(questions: tuple[Question, ...] = EVERY_KIND) -> Deck:
    """Return a deck with one question of every kind."""
    themes = (
        ("west", "Germany and the West"),
        ("comintern", "The Comintern"),
        ("pact", "The pact"),
    )
    return Deck(DECK, "Treaties", "For the tests.", themes, questions)


def long_deck(count: int) -> Deck:
    """Return a deck of ``count`` choices; option 0 is the right one."""
    questions = tuple(
        Question(
            id=QuestionId(f"lng-{number:05}"),
            deck=LONG,
            theme="all",
            skill=Skill.RECALL,
            difficulty=1 + number % 3,
            stem=f"Question {number}?",
            kind=Choice(tuple(option(f"Option {i}", correct=i == 0) for i in range(4))),
            explanation="It is option 0.",
        )
        for number in range(count)
    )
    return Deck(LONG, "A long deck", "", (("all", "Everything"),), questions)
