"""Marks an answer in words: names, places, terms, treaties.

The order of the checks matters: what is exactly an accepted answer, what is no
answer at all, what is known to be something else; only then what is nearly right.
"""

import re

from rapidfuzz.distance import OSA

from bot.domain.aliases import Other, Sheet, content_of, read
from bot.domain.facts import Alignment, Outcome, align
from bot.domain.phrasing import (
    alternatives,
    bare,
    is_not_applicable,
    items,
    negations,
    says_nothing,
    without_contrast,
)
from bot.domain.question import Because, Key, Verdict
from bot.domain.spelling import Likeness, budget, fold, known_words, sound
from bot.domain.tokens import starts_with_initial_a, words_of
from bot.domain.verdicts import close, right, wrong
from bot.domain.vocabulary import CLASS_OF, GENERIC, STOPS
from bot.domain.word_forms import same_word

Words = tuple[str, ...]

_BRACKETS = re.compile(r"(.+?)\(([^()]*)\)\W*", re.DOTALL)
_OWNER = re.compile(r"\W*([^\W\d_]+)['’]s\s+(.+)", re.DOTALL)
_IDLE_SPACE = re.compile(r"(?<!\d) | (?!\d)")
_MOST_PARTS = 12
_MOST_WORDS = 40
_BECAUSE = {
    Likeness.SAME: Because.VARIANT,
    Likeness.FORM: Because.VARIANT,
    Likeness.SLIP: Because.SLIP,
    Likeness.SOUND: Because.SOUND,
}


def judge_text(answer: str, key: Key, question: str) -> Verdict:
    """Mark an answer of at most some hundred characters against a key read as text."""
    sheet = read(key, question)
    if is_not_applicable(answer) and not any(map(is_not_applicable, key.accepted)):
        return wrong(Because.EMPTY)
    exact = _exactly(answer, sheet)
    if exact:
        return exact
    words = words_of(answer)
    if len(words) > _MOST_WORDS:
        return wrong(Because.DIFFERENT)
    if says_nothing(answer, words):
        return wrong(Because.EMPTY)
    known = _as_listed(words, sheet)
    if known:
        return known
    return (
        _accepted(words, sheet)
        or _owned(answer, sheet)
        or _glossed(answer, sheet)
        or _contrasted(answer, sheet)
        or _one_of_several(answer, sheet)
        or _refused(words, sheet)
    )


def _exactly(answer: str, sheet: Sheet) -> Verdict | None:
    """Return right for an accepted answer as it is listed, whatever its case and marks."""
    folded = ("a. " if starts_with_initial_a(answer) else "") + fold(answer)
    typed = answer.strip().casefold()
    for alias in sheet.aliases:
        if alias.text.strip().casefold() == typed:
            return right(Because.EXACT)
    for alias in sheet.aliases:
        if alias.folded == folded or _same_letters(alias.folded, folded):
            return right(Because.VARIANT)
    stripped = " ".join(bare(tuple(folded.split())))
    plainly = stripped if starts_with_initial_a(stripped) else fold(stripped)
    if any(alias.folded in (stripped, plainly) for alias in sheet.aliases):
        return right(Because.VARIANT)
    return None


def _same_letters(one: str, other: str) -> bool:
    """Tell whether two texts differ in spaces only, and not between digits."""
    return _IDLE_SPACE.sub("", one) == _IDLE_SPACE.sub("", other)


def _as_listed(words: Words, sheet: Sheet) -> Verdict | None:
    """Return the verdict on an answer the author lists as wrong, vague or something else."""
    content = content_of(bare(words))
    for alias in sheet.aliases:
        if content == alias.content:
            return right(Because.VARIANT)
    listed = [other for other in sheet.others if content == other.content]
    # What the author says of an answer goes before what the deck's other answers suggest.
    for other in listed:
        if other.message:
            return _something_else(other)
    for prompt in sheet.prompts:
        if content == prompt.content:
            return close(Because.WHICH, prompt.message or "")
    return _something_else(listed[0]) if listed else None


def _something_else(other: Other) -> Verdict:
    if other.message:
        return wrong(Because.REJECTED, other.message)
    return wrong(Because.OTHER_ANSWER, other.text)


def _accepted(words: Words, sheet: Sheet) -> Verdict | None:
    """Return right, or what to ask back, if the words are an accepted answer."""
    for candidate in dict.fromkeys((words, bare(words))):
        found = align(candidate, sheet)
        if found and found.outcome is Outcome.MATCH:
            return _checked(candidate, found, sheet)
    return None


def _checked(words: Words, found: Alignment, sheet: Sheet) -> Verdict:
    """Accept a match, unless the answer is as near to something else."""
    for slip in found.slips:
        rival = _as_near(slip, found, sheet)
        if rival == slip:
            return wrong(Because.OTHER_ANSWER, rival)
        if rival:
            return close(Because.NEAR)
    if found.dropped and _is_ambiguous(words, sheet):
        return close(Because.WHICH, f"Which {' '.join(words).title()}?")
    if found.likeness in (Likeness.SAME, Likeness.FORM):
        return right(Because.VARIANT)
    return right(_BECAUSE[found.likeness], found.alias.text)


def _as_near(slip: str, found: Alignment, sheet: Sheet) -> str | None:
    """Return a word of another answer that a misspelt word is at least as near to.

    Of two words as many slips away the one that sounds like the slip is nearer.
    """
    edits, meant = min((OSA.distance(slip, word), word) for word in found.alias.words)
    heard = sound(slip) == sound(meant)
    for word in sheet.other_words:
        away = OSA.distance(slip, word, score_cutoff=edits)
        if away < edits or (away == edits and not (heard and sound(word) != sound(slip))):
            return word
    return None


def _is_ambiguous(words: Words, sheet: Sheet) -> bool:
    """Tell whether every word of a shortened answer fits another answer, too."""
    content = [word for word in words if word not in STOPS]
    return any(
        all(any(same_word(word, have) for have in other.words) for word in content)
        for other in sheet.others
    )


def _contrasted(answer: str, sheet: Sheet) -> Verdict | None:
    """Read "Stalin, not Trotsky": right if what is claimed is, and what is ruled out is not."""
    split = without_contrast(answer)
    if split is None or any(negations(alias.words) for alias in sheet.aliases):
        return None
    head, tail = (_part(text, sheet) for text in split)
    if head is None:
        return None
    return wrong(Because.NEGATED) if tail and tail.credit == 1.0 else head


def _owned(answer: str, sheet: Sheet) -> Verdict | None:
    """Read "Lenin's NEP": whose it is says nothing against it, unless somebody is asked for."""
    found = _OWNER.fullmatch(answer)
    if not found or any(alias.person for alias in sheet.aliases):
        return None
    if negations(words_of(found[1])) or sheet.other_words & set(words_of(found[1])):
        return None
    if len(content_of(words_of(found[2]))) < 2 and not found[2].isupper():
        return None  # "Hadrian's Wall" is not "the Wall"
    verdict = _part(found[2], sheet)
    exact = verdict and verdict.reason.because in (Because.EXACT, Because.VARIANT)
    return verdict if exact else None


def _glossed(answer: str, sheet: Sheet) -> Verdict | None:
    """Read "potassium (K)": what the brackets repeat of the question is no second answer."""
    found = _BRACKETS.fullmatch(answer)
    if not found or any(alias.person for alias in sheet.aliases):
        return None
    return _part(found[1], sheet) if _is_echo(words_of(found[2]), sheet) else None


def _part(text: str, sheet: Sheet) -> Verdict | None:
    """Return the verdict on one part of an answer if it is an accepted answer."""
    exact = _exactly(text, sheet)
    if exact:
        return exact
    words = words_of(text)
    if not words or says_nothing(text, words):
        return None
    return _as_listed(words, sheet) or _accepted(words, sheet)


def _one_of_several(answer: str, sheet: Sheet) -> Verdict | None:
    """Mark an answer of several parts: right only if every part is ("name one of ...")."""
    for split in (alternatives, items):
        parts = split(answer)
        if not 1 < len(parts) <= _MOST_PARTS:
            continue
        verdicts = [_part(part, sheet) for part in parts]
        hits = [each for each in verdicts if each and each.credit == 1.0]
        if not hits:
            continue
        if len(hits) == len(parts):
            return hits[0]
        if split is alternatives or any(
            verdict is None and not _says_no_more(part, sheet)
            for part, verdict in zip(parts, verdicts, strict=True)
        ):
            return wrong(Because.TWO_ANSWERS)
        if any(verdict and verdict.credit < 1.0 for verdict in verdicts):
            return wrong(Because.TWO_ANSWERS)
    return None


def _says_no_more(part: str, sheet: Sheet) -> bool:
    words = words_of(part)
    return says_nothing(part, words) or _is_echo(words, sheet)


def _refused(words: Words, sheet: Sheet) -> Verdict:
    """Return why an answer that is not accepted is not."""
    words = bare(words)
    if negations(words):
        return wrong(Because.NEGATED)
    if _is_echo(words, sheet):
        return wrong(Because.ECHO)
    found = align(words, sheet)
    if found is None:
        return wrong(Because.DIFFERENT)
    if found.outcome is Outcome.NUMBER:
        return wrong(Because.NUMBER)
    if found.outcome is Outcome.MISSING:
        half = 2 * found.matched > len(found.alias.needed)
        return (close if half else wrong)(Because.INCOMPLETE)
    if _is_near(words, sheet):
        return close(Because.NEAR)
    return wrong(Because.DIFFERENT)


def _is_echo(words: Words, sheet: Sheet) -> bool:
    """Tell whether the words are only those of the question, or name only a class of things."""
    asked = sheet.asking.words
    return all(
        word in STOPS
        or word in GENERIC
        or word in CLASS_OF
        or word in asked
        or any(same_word(word, said) or said == word + "er" for said in asked)
        for word in words
    )


def _is_near(words: Words, sheet: Sheet) -> bool:
    """Tell whether the spelling is nearly that of an accepted answer, and of nothing else."""
    typed = "".join(words)
    if typed in known_words() or any(letter.isdigit() for letter in typed):
        return False
    for alias in sheet.aliases:
        wanted = "".join(alias.words)
        most = min(2 * budget(len(wanted)), len(wanted) // 3)
        edits = OSA.distance(typed, wanted, score_cutoff=max(most, 1))
        if wanted.isalpha() and 0 < edits <= most:
            return not any(
                OSA.distance(typed, "".join(other.words), score_cutoff=edits) <= edits
                for other in sheet.others
            )
    return False
