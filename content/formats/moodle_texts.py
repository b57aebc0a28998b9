"""Texts and credits of Moodle's elements, and what is odd about them.

Must not know the kinds of questions.
"""

from dataclasses import dataclass
from math import isfinite

from content.draft import Unreadable
from content.formats.html import Image, convert
from content.formats.literal import to_markup
from content.formats.xml_text import Node

ODDITIES = {
    "CASE": "capitals matter in Moodle; here they do not",
    "ESSAY": "an essay becomes a flashcard that learners grade themselves",
    "FEEDBACK": "what is said to the right answer is left out",
    "PARTIAL_CREDIT": "an answer for part of the credit is treated as a wrong one",
    "SEVERAL_RIGHT": "several options are right, so all of them must be chosen",
    "SEVERAL_NUMBERS": "of several right numbers the first is kept",
    "TOLERANCE": "numbers in gaps are exact here",
    "UNITS": "of several units the first is kept",
    "UNMATCHED": "these pairs cannot be told apart, so they become a flashcard",
    "WILDCARD": "an asterisk stands for any letters in Moodle; here it is left out",
}


class NotHeld(Exception):
    """Why a question has no counterpart here; it is dropped."""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text as markup, the pictures in it, its HTML, and what of that could not be kept."""

    markup: str = ""
    images: tuple[Image, ...] = ()
    html: str = ""
    lost: tuple[str, ...] = ()


def rich(node: Node | None) -> Rich:
    """Return the text of an element in the format that it names."""
    if node is None:
        return Rich()
    inner = node.find("text")
    text = (inner or node).text.strip()
    match node.attributes.get("format", "html"):
        case "plain_text":
            return Rich(to_markup(text), html=text)
        case "markdown":
            return Rich(text, html=text)
        case "moodle_auto_format" if "<" not in text:
            text = text.replace("\n", "<br>")
    converted = convert(text)
    return Rich(converted.markup, converted.images, text, converted.lost)


def credit(node: Node) -> float:
    """Return the credit of an answer in per cent. Raises Unreadable if it is none."""
    try:
        fraction = float(node.attributes.get("fraction", "0") or 0)
    except ValueError:
        fraction = float("nan")
    if not isfinite(fraction):
        raise Unreadable("The credit of an answer is no number.")
    return fraction


def note_of(answer: Node) -> str:
    """Return what is said to an answer."""
    return rich(answer.find("feedback")).markup


def partial(answers: list[Node]) -> tuple[str, ...]:
    """Return the oddity of credits between nothing and all."""
    is_partial = any(0 < credit(each) < 100 for each in answers)
    return ("PARTIAL_CREDIT",) if is_partial else ()
