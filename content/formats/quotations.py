"""Historians quoted in notes: «Ann Lee , it was “…” A Life of Coal (1991)».

A line is a quotation only if it names who says it, at its start or behind the words: quotation
marks alone are put round terms as well. Must not know in which document the line stands.
"""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import lexicon
from content.draft import Quote
from content.formats.notes import Line, all_joined, fold

_MARKS = (("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"))
_OPEN = tuple(opening for opening, _ in _MARKS[:3])
_LEAST_WORDS = 3  # fewer are a term in quotation marks
_LONGEST_NAME = 160
_HANGS = ("–", "—", " -")  # the name comes below
_SOURCE_ROWS = 3
_SOURCE_WORDS = 8  # words of a line that is only the rest of a title with its year
MAX_LINES = 12
"""Lines that one quotation may be wrapped over."""

_LABEL = re.compile(
    r"(?:historiography|historians?|quotes?|quotations?|views?|interpretations?|according to"
    r"|as)\s*:?\s+",
    re.IGNORECASE,
)
_WORD = r"(?:[A-Z]\.\s?){1,4}|[A-Z][\w'’-]+|(?:de|von|van|der|den|la|le|du|al|bin)\b|&|and\b"
_NAME = re.compile(rf"(?:(?:{_WORD})\s*){{1,7}}")
_VERB = re.compile(
    r"(?:also |once |famously |even |later )?(?:argue[sd]?|says?|said|writes?|wrote|claim(?:s|ed)?"
    r"|state[sd]?|thinks?|believe[sd]?|describe[sd]?|call(?:s|ed)|suggest(?:s|ed)?|note[sd]?"
    r"|conclude[sd]?|maintain(?:s|ed)?|sees?|saw|put it|puts it|points? out|on|in|that)\b"
)
_NO_NAME = lexicon(
    "the this that these those in on at a an it he she they his her their its as but and when"
    " because although while what why how historiography source evidence example policy order"
    " however some many most there here if for from with by quote quotation not one for"
)
_YEAR = re.compile(
    r"[(\[]\s*((?:1[4-9]|20)\d\d)\s*[)\]]|(?<![-–\d])((?:1[4-9]|20)\d\d)(?=[\s.:,)\]]*\Z)"
)
_ENDS = " \t\u00a0,.;:–—-([])"
_POSSESSIVE = re.compile(r"['’]s?$")


def passages(text: str) -> list[tuple[int, int, str]]:
    """Return what stands in double quotation marks: where it starts, where it ends, the words."""
    found: list[tuple[int, int, str]] = []
    for opening, closing in _MARKS[:3]:
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at + 1)
            if end < 0:
                break
            found.append((at, end + 1, text[at + 1 : end].strip()))
            at = text.find(opening, end + 1)
    return sorted(found)


def unclosed(text: str) -> bool:
    """Return whether a text opens a quotation that goes on below."""
    if text.count('"') % 2:
        return True
    return any(text.rfind(start) > text.rfind(end) for start, end in _MARKS[:2])


def quotation(text: str, line: int, joins: tuple[int, ...] = ()) -> Quote | None:
    """Return the quotation that a tidied line is, None if it names nobody or quotes nothing."""
    found = _longest(text)
    if found is None:
        return None
    start, end, words = found
    before, after = text[:start], text[end:]
    head = _LABEL.sub("", before, count=1) if _LABEL.match(before) else before
    who, lead = _name_before(head[:_LONGEST_NAME])
    if not who:
        if before.strip(_ENDS):
            return None
        who, after = _name_behind(after)
    if not who:
        return None
    work, year, lead, after = _source(lead if before.strip(_ENDS) else "", after)
    around = " … ".join(each for each in (lead.strip(_ENDS), after.strip(_ENDS)) if each)
    return Quote(who, words, line, work, year, around, joins)


def gathered(rows: Sequence[Line]) -> tuple[Quote | None, int]:
    """Return the quotation that begins on the first row, and over how many rows it goes."""
    texts = [rows[0].whole]
    if _leads_in(rows):
        texts.append(rows[1].whole)
    while (unclosed(all_joined(texts)) or texts[-1].endswith(_HANGS)) and len(texts) < min(
        len(rows), MAX_LINES
    ):
        texts.append(rows[len(texts)].whole)
    if quotation(all_joined(texts), 0) is None:
        return None, 0
    while len(texts) < min(len(rows), MAX_LINES) and _goes_on(rows, len(texts)):
        texts.append(rows[len(texts)].whole)
    joins = tuple(row.number for row in rows[1 : len(texts)])
    return quotation(all_joined(texts), rows[0].number, joins), len(texts)


def _leads_in(rows: Sequence[Line]) -> bool:
    """Return whether the first row has only a name, and the words open on the second."""
    first = rows[0].whole
    if len(rows) < 2 or len(first.split()) > _SOURCE_WORDS or any(sign in first for sign in _OPEN):
        return False
    return any(sign in rows[1].whole for sign in _OPEN) and bool(_name_before(first)[0])


def _goes_on(rows: Sequence[Line], at: int) -> bool:
    """Return whether a row still belongs to the quotation above it: the rest of its source."""
    row = rows[at]
    if quotation(row.whole, 0) is not None or unclosed(row.whole):
        return False
    hangs = row.indent > rows[0].indent or rows[at - 1].whole.endswith((":", ","))
    return hangs or _ends_in_year(rows[at : at + _SOURCE_ROWS])


def _ends_in_year(rows: Sequence[Line]) -> bool:
    """Return whether the next rows are short and one of them closes with the year of a work."""
    for row in rows:
        if len(row.whole.split()) > _SOURCE_WORDS or quotation(row.whole, 0) is not None:
            return False
        if row.whole.startswith(_OPEN):
            return False  # the next quotation
        if _YEAR.search(row.whole):
            return True
    return False


def same_words(text: str) -> str:
    """Return quoted words for comparing: letters and figures only, in lower case."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _longest(text: str) -> tuple[int, int, str] | None:
    long = [each for each in passages(text) if len(each[2].split()) >= _LEAST_WORDS]
    if not long and text.count("‘") and "’" in text:
        start, end = text.find("‘"), text.rfind("’")
        words = text[start + 1 : end].strip()
        long = [(start, end + 1, words)] if len(words.split()) >= _LEAST_WORDS else []
    return max(long, key=lambda each: (len(each[2]), -each[0]), default=None)


def _name_before(text: str) -> tuple[str, str]:
    """Return the name that a text opens with, and what follows it up to the quotation."""
    found = _NAME.match(text)
    if not found:
        return "", text
    name, rest = found[0].rstrip(" &"), text[found.end() :]
    if not rest.strip() and found.end() == len(text):
        return (_proper(name), "") if _proper(name) else ("", text)
    if rest[:1] in ",.:;–—-([" or _VERB.match(rest):
        return (_proper(name), rest) if _proper(name) else ("", text)
    return "", text


def _name_behind(text: str) -> tuple[str, str]:
    """Return the name behind a quotation ("… – Robert Service, Lenin"), and what follows it."""
    rest = text.lstrip(_ENDS)
    found = _NAME.match(rest[:_LONGEST_NAME])
    if not found or text[: len(text) - len(rest)].strip() == "":
        return "", text
    name = _proper(found[0].rstrip(" &"))
    return (name, rest[found.end() :]) if name else ("", text)


def _proper(name: str) -> str:
    """Return a name as it stands, "" if its words are no name."""
    words = name.split()
    if (
        not words
        or words[-1] in ("and", "de", "von", "la", "le")
        or words[0].casefold().strip(",'’") in _NO_NAME
    ):
        return ""
    if any(_POSSESSIVE.search(word) and "’s" in word.replace("'", "’") for word in words):
        return ""
    if not any(len(word.strip(".")) > 1 and word[0].isupper() for word in words):
        return ""
    return name.strip()


def _source(lead: str, after: str) -> tuple[str | None, int | None, str, str]:
    """Return the work and the year, and what is left before and behind the words.

    They stand behind the words, or else between the name and the words, if a year closes them.
    """
    found = list(_YEAR.finditer(after))
    if found:
        work = after[: found[-1].start()].strip(_ENDS + "“”\"'")
        return work or None, int(found[-1][1] or found[-1][2]), lead, after[found[-1].end() :]
    if closing := _YEAR.search(lead):
        work = lead[: closing.start()].strip(_ENDS + "“”\"'")
        return work or None, int(closing[1] or closing[2]), lead[closing.end() :], after
    title = after.strip(_ENDS)
    if title and title[0].isupper() and len(title.split()) <= 12 and not title.endswith("."):
        return title, None, lead, ""
    return None, None, lead, after
