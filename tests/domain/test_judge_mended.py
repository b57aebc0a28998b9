"""Answers the judge once marked wrongly, kept so that it never does again.

Each case is a key with its question, answers that must be right and answers that must not be.
"""

from dataclasses import dataclass, replace

import pytest

from bot.domain.judge import judge
from bot.domain.question import AnswerKind, Key, Mark, Rejected


@dataclass(frozen=True)
class Case:
    """Answers are parted by "|"."""

    question: str
    accepted: tuple[str, ...]
    right: str = ""
    wrong: str = ""
    kind: AnswerKind = AnswerKind.TEXT
    rivals: tuple[str, ...] = ()

    def mark(self, answer: str) -> Mark:
        key = Key(accepted=self.accepted, kind=self.kind, rivals=self.rivals)
        return judge(answer, key, self.question).mark


CASES = (
    # a lost letter or word is no inflection
    Case("Which secret police ran the purges?", ("NKVD",), wrong="NKV"),
    Case(
        "Which vitamin do oranges hold?",
        ("vitamin C", "C"),
        "vitamin c|C|the vitamin C",
        "vitamin D|vitamin|vitamin A|D",
    ),
    # class nouns: which may stand for one another, and which must be said
    Case(
        "What replaced the League of Nations?",
        ("United Nations", "UN"),
        "UN|united nations|the U.N.",
        "United States|UK|US|United Kingdom|USA|Nations|the nations",
    ),
    Case("Which eastern military alliance began in 1955?", ("Warsaw Pact",), wrong="Warsaw|pact"),
    Case(
        "What was Hitler's failed coup of 1923 called?",
        ("Munich Putsch",),
        "munich putsch|Munich putch|the Munich coup",
        "Munich|the coup|Munich Agreement|coup",
    ),
    Case("Which plan of 1924 eased reparations?", ("Dawes Plan",), "Dawes|dawes plan", "plan"),
    Case("Which empire did Kemal's republic follow?", ("Ottoman Empire",), "Ottoman", "empire"),
    # names
    Case("Who led the Nationalists?", ("Francisco Franco",), "Generalissimo Franco|Gen. Franco"),
    Case("Who led Germany?", ("Adolf Hitler",), "Herr Hitler|Adolf Hitler", "Herr|Adolf"),
    Case("Who ruled Italy?", ("Benito Mussolini",), "Il Duce Mussolini|Signor Mussolini", "duce"),
    Case(
        "Whose murder led to war in 1914?",
        ("Franz Ferdinand", "Archduke Franz Ferdinand"),
        "Archduke Ferdinand|Franz Ferdinand",
        "Franz|Archduke|Archduke Franz|Franz Josef|Archduke Charles|Tsar Ferdinand",
    ),
    Case("Who was prime minister in 1946?", ("Clement Attlee",), "Clem Attlee", "Clem|Clement"),
    Case(
        "Who was prime minister in 1941?",
        ("Winston Churchill",),
        "Winston Spencer Churchill",
        "Randolph Churchill|Clementine Spencer Churchill|Winston Churchill Roosevelt",
    ),
    Case("Who gave the Secret Speech?", ("Nikita Khrushchev",), "Krushev|Kruschev|Krushchev"),
    # as many slips from two names, but it sounds like one of them
    Case("Who led the SS?", ("Heinrich Himmler",), "Himler|Heinrich Himler", rivals=("Hitler",)),
    # beside the answer: its kind, its country, its date
    Case("What was St Petersburg called in 1930?", ("Leningrad",), "the city of Leningrad"),
    Case("How do plants make sugar?", ("photosynthesis",), "the process of photosynthesis"),
    Case(
        "In which city was the archduke shot?",
        ("Sarajevo",),
        "Sarajevo, Bosnia|Sarajevo (Bosnia)|Sarajevo in Bosnia",
        "Bosnia|Sarajevo or Vienna|Sarajevo, Vienna|Sarajevo and Bosnia",
    ),
    Case("What is the longest river in Africa?", ("Nile",), "the Nile, Egypt", "Egypt|Blue Nile"),
    Case("Which country did Italy invade?", ("Ethiopia",), wrong="Ethiopia, Libya|Ethiopia Kenya"),
    Case(
        "What was the Russian parliament of 1906 called?",
        ("Duma", "State Duma"),
        "the Russian Duma|State Duma",
        "Russian parliament|the German Duma",
    ),
    Case("What was the German republic called?", ("Weimar Republic", "Weimar"), "Weimar Germany"),
    Case(
        "Which area did German troops re-enter in March 1936?",
        ("Rhineland",),
        "Rhineland, 7 March 1936|the Rhineland in March 1936",
        "Rhineland, 7 April 1936|Rhineland, 7 March 1939|7 March 1936",
    ),
    Case("What were Stalin's plans called?", ("Five-Year Plans",), "5 yr plans", "6 yr plans"),
    # what belongs together
    Case(
        "Which alliance linked Germany, Austria-Hungary and Italy?",
        ("Triple Alliance",),
        "triple alliance|Tripple Aliance",
        "Triple|Alliance|Triple Entente",
    ),
    Case(
        "Which pact did Germany and the USSR sign in 1939?",
        ("Nazi-Soviet Pact",),
        "nazi soviet|Nazi-Soviet Treaty|Nazi Sovet Pact",
        "Nazi Pact|Soviet Pact|Nazi|Nazi-Italian Pact",
    ),
    Case(
        "What did Stalin do to the farms?",
        ("collectivisation",),
        "Stalin's collectivisation|collectivizaton",
        "decollectivisation|collective",
    ),
    Case("Which organelle breathes?", ("mitochondria",), "mitochrondia|mitocondria", "mitosis"),
    Case(
        "What were richer peasants called?",
        ("kulaks",),
        "the kulak class|kulaks (rich peasants)",
        "rich peasants|gulags",
    ),
    Case(
        "Which country did Italy attack?",
        ("Abyssinia", "Ethiopia"),
        "Abyssinia (now Ethiopia)",
        "Abyssinia (now Libya)|now",
    ),
    Case(
        "How many points had Wilson's plan?",
        ("14",),
        "Wilson's 14 points",
        "Lenin's 12 points",
        AnswerKind.NUMBER,
    ),
    # the question's own words behind the answer
    Case(
        "Who wrote Mein Kampf in prison?",
        ("Adolf Hitler", "Hitler"),
        "Adolf Hitler wrote Mein Kampf|Hitler in prison",
        "Mein Kampf|Hess wrote Mein Kampf|Hitler Kampf",
    ),
    Case(
        "Who succeeded Lenin?",
        ("Stalin",),
        "Stalin succeeded Lenin",
        "Stalin Lenin|Lenin|Lenin succeeded Trotsky",
    ),
    Case("Was it Stalin or Trotsky who lost?", ("Trotsky",), wrong="Stalin or Trotsky|Stalin"),
    Case("Which canal did Nasser take?", ("Suez Canal",), "Suez Canal, Egypt", "Panama Canal"),
    # names again
    Case(
        "Who became president in 1945?",
        ("Harry Truman", "Harry S. Truman"),
        "Harry Simon Truman|Truman, Harry S.|Vice-President Truman",
        "The Truman Show|Truman Show|Simon Truman",
    ),
    Case(
        "Who was the last tsar?",
        ("Nicholas II",),
        "Nikolas II|Nicholas ll|Nickolas the Second",
        "Nicholas lll|Nicholas l|Nicolae Ceausescu",
    ),
    Case("Who backed down over Cuba?", ("Nikita Khrushchev",), "Kruchev|Khruscheff|Nikita Kruchev"),
    Case("What did Lenin bring in?", ("New Economic Policy", "NEP"), "Lenin's NEP", "Not's NEP"),
    Case("What divided Berlin?", ("Berlin Wall", "the Wall"), "the Wall", "Hadrian's Wall"),
    Case("Which country did Tito lead?", ("Yugoslavia",), "the former Yugoslavia"),
    Case("Which city is in Missouri?", ("St Louis",), "Sankt Louis|Saint Louis", "Louis's"),
    Case("Which gas do we breathe out?", ("CO2",), "CO 2|C.O.2|co2", "CO 3|CO|2", rivals=("CO",)),
    Case("What pumps blood?", ("heart",), "your heart", "your head"),
    Case("What was the massacre of 1905?", ("Bloody Sunday",), "Bludy Sunday", "Muddy Sunday"),
    # numbers
    Case(
        "How many were shot?", ("680,000",), "680 thousand|680k", "680 million", AnswerKind.NUMBER
    ),
    Case(
        "How many thousand were shot?",
        ("680",),
        "680 thousand|680",
        "680 million",
        AnswerKind.NUMBER,
    ),
    Case(
        "How many plans were there?", ("3", "three"), "3|III|thre", "third|3rd", AnswerKind.NUMBER
    ),
    Case("How many chambers has the heart?", ("four",), "fuor|4", "five|fur", AnswerKind.NUMBER),
    Case("When was Actium?", ("31 BC",), "September 31 BC|31 BC", "31 September", AnswerKind.YEAR),
    Case(
        "How many Jews were murdered?",
        ("6 million",),
        "6 million|six million",
        ".6 million|0.6 million",
        AnswerKind.NUMBER,
    ),
    Case(
        "How many were killed?",
        ("1.5 million",),
        "1½ million",
        "11/2 million|15 million",
        AnswerKind.NUMBER,
    ),
    Case(
        "How fast is light, in m/s?",
        ("300,000,000",),
        "3 x 10^8|3×10⁸ m/s|3e8|3*10^8",
        "3 x 10^7|3×10⁹ m/s|3e7|3 x 108|300",
        AnswerKind.NUMBER,
    ),
    Case(
        "How many soldiers could the army have?",
        ("100,000",),
        "100,000 troops",
        "10,000 troops",
        AnswerKind.NUMBER,
    ),
    Case("What percentage was lost?", ("13%",), "13 pc|13 %", "30 pc", AnswerKind.NUMBER),
    # the two ends of a span
    Case(
        "Between which years did the war last?",
        ("1914-1918",),
        "1914 and 1918|1914 & 1918",
        "1914 or 1918|1914 and 1919|1914",
        AnswerKind.YEAR,
    ),
    Case("When did it begin?", ("1917",), "1917", "1917 and 1918", AnswerKind.YEAR),
)


def _rows(which: str) -> list[tuple[Case, str]]:
    return [(case, text) for case in CASES for text in getattr(case, which).split("|") if text]


@pytest.mark.parametrize(("case", "answer"), _rows("right"))
def test_it_is_right_now(case: Case, answer: str) -> None:
    assert case.mark(answer) is Mark.RIGHT


@pytest.mark.parametrize(("case", "answer"), _rows("wrong"))
def test_it_is_not_right_any_more(case: Case, answer: str) -> None:
    assert case.mark(answer) is not Mark.RIGHT


def test_an_authors_question_back_goes_before_another_answer_of_the_deck() -> None:
    prompts = (Rejected("the foreign minister", "Yes, but what was his name?"),)
    key = Key(accepted=("Litvinov",), prompts=prompts, rivals=("the foreign minister",))
    verdict = judge("Foreign Minister", key)
    assert (verdict.mark, verdict.reason.about) == (Mark.CLOSE, ("Yes, but what was his name?",))
    key = replace(key, rejected=(Rejected("the foreign minister", "Not he."),))
    assert judge("Foreign Minister", key).mark is Mark.WRONG
