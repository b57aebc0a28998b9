r"""Moodle's embedded answers: ``{1:SHORTANSWER:=Berlin#Yes~Bonn}`` in the text of a cloze question.

Must not know XML.
"""

import re
from dataclasses import dataclass
from html import escape as as_html

from bot.domain.question import AnswerKind, Key, Rejected
from content.draft import Unreadable
from content.formats.html import to_html, to_markup
from content.formats.literal import to_plain

_EMBEDDED = re.compile(r"\{(\d*):([A-Za-z_]{1,20}):([^\\}]*(?:\\.[^\\}]*)*)\}", re.DOTALL)
_TILDE = re.compile(r"(?<!\\)~")
_HASH = re.compile(r"(?<!\\)#")
_WEIGHT = re.compile(r"=|%(-?\d+(?:\.\d+)?)%")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r"[}#~/\"]")
_SHORT = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_NUMBERS = frozenset({"NUMERICAL", "NM"})
_CHOICES = re.compile(r"(?:MULTICHOICE|MC|MULTIRESPONSE|MR)[A-Z_]*\Z")
_WILD = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text with ``____`` for each embedded answer, their keys, and what was odd."""

    html: str
    keys: tuple[Key, ...]
    oddities: tuple[str, ...]


def parsed(html: str) -> Embedded:
    """Return an HTML text with its embedded answers taken out.

    Raises Unreadable for an answer that is none.
    """
    oddities: list[str] = []
    keys = [_key(each[2].upper(), each[3], oddities) for each in _EMBEDDED.finditer(html)]
    return Embedded(_EMBEDDED.sub("____", html), tuple(keys), tuple(dict.fromkeys(oddities)))


def _key(kind: str, answers: str, oddities: list[str]) -> Key:
    if kind not in _SHORT | _NUMBERS and not _CHOICES.match(kind):
        raise Unreadable(f"There is no embedded answer of the type {kind}.")
    accepted: list[str] = []
    rejected: list[Rejected] = []
    for answer in _TILDE.split(answers):
        text, note, weight = _answer(answer)
        if kind in _NUMBERS:
            text, _, tolerance = text.partition(":")
            oddities += ["TOLERANCE"] if tolerance.strip(" 0.") else []
        if _WILD.search(text) and kind in _SHORT:
            oddities.append("WILDCARD")
        plain = to_plain(to_markup(_ESCAPED.sub(r"\1", _WILD.sub("", text)))).strip()
        if not plain:
            continue
        if 0 < weight < 100:
            oddities.append("PARTIAL_CREDIT")
        if weight >= 100:
            accepted.append(plain)
        else:
            rejected.append(Rejected(plain, to_markup(_ESCAPED.sub(r"\1", note))))
    if not accepted:
        raise Unreadable("An embedded answer has no right answer: begin it with = or %100%.")
    reads = AnswerKind.NUMBER if kind in _NUMBERS else AnswerKind.TEXT
    return Key(
        accepted=tuple(dict.fromkeys(accepted)),
        kind=reads,
        rejected=tuple(each for each in rejected if each.text not in accepted),
    )


def _answer(answer: str) -> tuple[str, str, float]:
    """Return the text, the feedback and the weight in per cent of one answer."""
    text, *note = _HASH.split(answer.strip(), maxsplit=1)
    found = _WEIGHT.match(text)
    weight = float(found[1] or 100) if found else 0.0
    return text[found.end() :] if found else text, note[0] if note else "", weight


def embedded(key: Key) -> str:
    """Return the embedded answer of a key."""
    kind = "NUMERICAL" if key.kind is AnswerKind.NUMBER else "SHORTANSWER"
    right = (f"={_coded(text)}" for text in key.accepted)
    wrong = (f"%0%{_coded(each.text)}#{_code(to_html(each.message))}" for each in key.rejected)
    return f"{{1:{kind}:{'~'.join((*right, *wrong))}}}"


def _coded(text: str) -> str:
    return _code(as_html(text, quote=False)).replace("*", r"\*")


def _code(html: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", html.replace("\\", "&#92;"))
