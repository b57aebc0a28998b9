"""Rules for every question: its id, the facts it rests on, lengths and markup (L01 to L14, L75)."""

import re
from collections.abc import Iterator

from bot.domain.judge import fold
from bot.domain.question import Choice, Cloze, Date, Match, Number, Points, Recall, Typed
from content.bank import Item, Sheet
from content.build import GAP
from content.rules.fault import Fault, at, texts, units, words, years
from content.schema import Verdict

LONGEST_STEM = 300
LONGEST_EXPLANATION = 200
LONGEST_OPTION = 80
COMFORTABLE_OPTION = 55
LONGEST_BACK = 1000
LONGEST_BACK_LINE = 200
WORDS_IN_STEM = 30

_ID = re.compile(r"[a-z]{2,12}-[a-z]{2,12}-\d{3}")
_VIEW = re.compile(
    r"according to|view|histor|school|argu|suggest|doubts?\b|some (say|hold)|"
    r"is said|widely thought|cautious or bold",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"@everyone|@here|<@|\]\(|\|\||[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"
)


def form_of_id(_: Sheet, item: Item) -> Iterator[Fault]:
    """L01: an id is deck-topic-number, such as sfp-ger-001."""
    if not _ID.fullmatch(item.question.id):
        yield at(item, "id", f"`{item.question.id}` should look like sfp-ger-001")


def known_theme(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L02: the theme is one of the deck's (kind, skill and difficulty are the loader's)."""
    if item.question.theme not in sheet.record.themes:
        yield at(item, "", f"the theme `{item.question.theme}` is not in deck.toml")


def rests_on_facts(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L03: a question cites facts that exist, unless it is tagged as background."""
    if not item.question.facts and "background" not in item.question.tags:
        yield at(item, "", "no facts are cited; name them or tag it `background`")
    for fact in item.question.facts:
        if fact not in sheet.facts:
            yield at(item, "facts", f"there is no fact `{fact}`")


def views_are_attributed(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L04: what is only disputed is asked as somebody's view."""
    cited = [sheet.facts[fact] for fact in item.question.facts if fact in sheet.facts]
    disputed = cited and all(fact.verdict is Verdict.DISPUTED for fact in cited)
    free = isinstance(item.question.kind, Points | Recall) or _VIEW.search(item.question.stem)
    if disputed and not free:
        yield at(item, "stem", "its facts are all disputed: say whose view it is")


def not_a_misreading(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L05: no answer is a value that a cited fact lists as misread."""
    cited = [sheet.facts[fact] for fact in item.question.facts if fact in sheet.facts]
    wrong = {fold(value): fact.id for fact in cited for value in fact.misread}
    for key, answer in _answers(item):
        if fact := wrong.get(fold(answer)):
            yield at(item, key, f"“{answer}” is the misreading that {fact} warns of")


def _answers(item: Item) -> Iterator[tuple[str, str]]:
    match item.question.kind:
        case Choice(options):
            yield from (("right", option.text) for option in options if option.correct)
        case Typed(key):
            yield from (("accept", text) for text in key.accepted)
        case Cloze(gaps):
            yield from (("gap", text) for gap in gaps for text in gap.accepted)
        case Number(value) | Date(value):
            yield "answer", value
        case Match(pairs):
            yield from (("pairs", pair.right) for pair in pairs)
        case _:
            pass


def correction_is_told(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L06: what rests on an imprecise fact is tagged and tells what is accepted."""
    question = item.question
    told = set(words(" ".join(text for _, text in texts(question))))
    for name in question.facts:
        fact = sheet.facts.get(name)
        if fact is None or fact.verdict is not Verdict.IMPRECISE:
            continue
        if "corrected" not in question.tags:
            yield at(item, "tags", f"{name} is imprecise: apply its correction, tag `corrected`")
        elif not any(word in told for word in words(fact.correction) if _tells(word)):
            yield at(item, "explanation", f"nothing here tells the correction of {name}")


def _tells(word: str) -> bool:
    return len(word) >= 5 or bool(years(word))


def lengths(_: Sheet, item: Item) -> Iterator[Fault]:
    """L10: a stem up to 300 and an explanation up to 200 units long, with few line feeds."""
    for key, text, most, feeds in (
        ("stem", item.question.stem, LONGEST_STEM, 1),
        ("explanation", item.question.explanation, LONGEST_EXPLANATION, 2),
    ):
        if not text.strip():
            yield at(item, key, f"there is no {key}")
        if units(text) > most:
            yield at(item, key, f"the {key} has {units(text)} characters; {most} fit everywhere")
        if text.count("\n") > feeds:
            yield at(item, key, f"the {key} has more than {feeds} line feeds")


def option_lengths(_: Sheet, item: Item) -> Iterator[Fault]:
    """L11: an option fits a button."""
    yield from _longer_than(item, LONGEST_OPTION)


def comfortable_options(_: Sheet, item: Item) -> Iterator[Fault]:
    """L11: an option fits a native poll."""
    yield from _longer_than(item, COMFORTABLE_OPTION)


def _longer_than(item: Item, most: int) -> Iterator[Fault]:
    if isinstance(item.question.kind, Choice):
        for option in item.question.kind.options:
            if units(option.text) > most:
                key = "right" if option.correct else "wrong"
                yield at(item, key, f"“{option.text}” is longer than {most} characters")


def harmless_markup(_: Sheet, item: Item) -> Iterator[Fault]:
    """L12: nothing that a chat would read as a mention, a link or broken markup."""
    for key, text in texts(item.question):
        bare = GAP.sub("", text)
        if found := _MARKUP.search(bare):
            yield at(item, key, f"{found.group()!r} means something else in a chat")
        for mark in "*_`":
            if bare.count(mark) % 2:
                yield at(item, key, f"there is an odd number of {mark}")


def backs_fit(_: Sheet, item: Item) -> Iterator[Fault]:
    """L14: the back of a flashcard fits one message, each line one breath."""
    if isinstance(item.question.kind, Recall):
        back = item.question.kind.back
        if units(back) > LONGEST_BACK or max(map(units, back.split("\n"))) > LONGEST_BACK_LINE:
            yield at(item, "back", f"up to {LONGEST_BACK} characters, {LONGEST_BACK_LINE} a line")


def readable(_: Sheet, item: Item) -> Iterator[Fault]:
    """L75: a stem has up to 30 words."""
    if (count := len(item.question.stem.split())) > WORDS_IN_STEM:
        yield at(item, "stem", f"the stem has {count} words; {WORDS_IN_STEM} read at a glance")
