"""Rules for every question: its id, lengths, markup and buttons (L01, L02, L10 to L14)."""

import re
from collections.abc import Iterator

from bot.domain.question import Choice, Points, Recall
from content.bank import Item, Sheet
from content.build import GAP
from content.rules.fault import Fault, at, texts, units

LONGEST_STEM = 300
LONGEST_EXPLANATION = 200
LONGEST_OPTION = 80
COMFORTABLE_OPTION = 55
LONGEST_BACK = 1000
LONGEST_BACK_LINE = 200
FEWEST_LINES = 2
MOST_OPTIONS = 10
PRESS_BYTES = 64
"""What a button can carry on Telegram."""

_ASK_BYTES = 15
"""Of those, the most that version, letter and ask take: ``1a:``, eleven digits, a colon."""

_PICK_BYTES = 1
"""Each option picked takes one more: its stored index to the base of 36."""

_ID = re.compile(r"[a-z]{2,12}-[a-z]{2,12}-\d{3}")
_MARKUP = re.compile(
    r"@everyone|@here|<@|\]\(|\|\||[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"
)
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def form_of_id(_: Sheet, item: Item) -> Iterator[Fault]:
    """L01: an id is deck-topic-number, such as sfp-ger-001."""
    if not _ID.fullmatch(item.question.id):
        yield at(item, "id", f"`{item.question.id}` should look like sfp-ger-001")


def known_theme(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L02: the theme is one of the deck's (kind, skill and difficulty are the loader's)."""
    if item.question.theme not in sheet.record.themes:
        yield at(item, "", f"the theme `{item.question.theme}` is not in deck.toml")


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


def options_fit(_: Sheet, item: Item) -> Iterator[Fault]:
    """L11: a choice has at most as many options as a native poll."""
    kind = item.question.kind
    if isinstance(kind, Choice) and len(kind.options) > MOST_OPTIONS:
        yield at(item, "wrong", f"{len(kind.options)} options; a poll has {MOST_OPTIONS} at most")


def press_bytes(picks: int) -> int:
    """Return the bytes of the longest button that answers with so many picks."""
    return _ASK_BYTES + picks * _PICK_BYTES


def presses_fit(_: Sheet, item: Item) -> Iterator[Fault]:
    """L13: every button of the question carries its answer, whatever is picked."""
    kind = item.question.kind
    picks = len(kind.options) if isinstance(kind, Choice) else 0
    picks = len(kind.points) if isinstance(kind, Points) else picks
    if press_bytes(picks) > PRESS_BYTES:
        yield at(item, "", f"no button can carry {picks} picks")


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
    """L12: nothing that a chat would read as a mention, a link, HTML or broken markup."""
    for key, text in texts(item.question):
        bare = GAP.sub("", text)
        if found := _MARKUP.search(bare):
            yield at(item, key, f"{found.group()!r} means something else in a chat")
        if found := _HTML.search(bare):
            yield at(item, key, f"{found.group()!r} looks like HTML, which is shown as it stands")
        for mark in "*_`":
            if bare.count(mark) % 2:
                yield at(item, key, f"there is an odd number of {mark}")


def backs_fit(_: Sheet, item: Item) -> Iterator[Fault]:
    """L14: the back of a flashcard fits one message, each line one breath; to explain takes two."""
    if not isinstance(item.question.kind, Recall):
        return
    lines = item.question.kind.back.strip().split("\n")
    if units(item.question.kind.back) > LONGEST_BACK or max(map(units, lines)) > LONGEST_BACK_LINE:
        yield at(item, "back", f"up to {LONGEST_BACK} characters, {LONGEST_BACK_LINE} a line")
    if item.question.stem.casefold().startswith("explain") and len(lines) < FEWEST_LINES:
        yield at(item, "back", "a model explanation has a line for each of its points")
