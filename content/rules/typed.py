"""Rules for what is typed: variants, traps, messages, gaps, all through the judge (L50 to L56)."""

import re
from collections.abc import Iterator

from bot.domain.judge import Pool, fold, judge
from bot.domain.question import AnswerKind, Because, Cloze, Key, Mark, Typed
from content.bank import Item, Sheet
from content.build import GAP
from content.reference import EntryRecord, Reference, names_of
from content.rules.fault import Fault, at, words

LONGEST_MESSAGE = 120
LONGEST_GAP = 3
"""Words that the answer of a gap has at most."""

_INITIALS = re.compile(r"\b(?:initials|abbreviat\w+|acronym|letters)\b", re.IGNORECASE)


def keys(item: Item) -> Iterator[tuple[str, Key]]:
    """Yield the keys of a question, each with what its place begins with."""
    kind = item.question.kind
    if isinstance(kind, Typed):
        yield "", kind.key
    if isinstance(kind, Cloze):
        for number, gap in enumerate(kind.gaps):
            yield f"gap[{number}].", gap


def entry_of(reference: Reference, key: Key) -> EntryRecord | None:
    """Return what a key asks for: the entry that has most of its forms, two or its own name."""
    if key.kind is not AnswerKind.TEXT:
        return None
    forms = {fold(text) for text in key.accepted}
    best: tuple[int, EntryRecord] | None = None
    for form in forms:
        for entry in reference.named.get(form, ()):
            shared = sum(fold(name) in forms for name in names_of(entry))
            named = fold(entry.name) == fold(key.accepted[0])
            if (shared > 1 or named) and (best is None or shared > best[0]):
                best = (shared, entry)
    return best[1] if best else None


def folds_apart(_: Sheet, item: Item) -> Iterator[Fault]:
    """L50: an accepted variant that folds like another says nothing new."""
    for place, key in keys(item):
        seen: dict[str, str] = {}
        for text in key.accepted:
            if (first := seen.setdefault(fold(text), text)) != text:
                yield at(item, f"{place}accept", f"“{text}” is read like “{first}” anyway")


def enough_variants(_: Sheet, item: Item) -> Iterator[Fault]:
    """L51: an answer in words has at least two accepted forms."""
    for place, key in keys(item):
        if key.kind is AnswerKind.TEXT and len(key.accepted) < 2:
            yield at(item, f"{place}accept", "add other forms that people really type")


def aliases_pass(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L51: every name that the glossary has for the answer is accepted, or told apart."""
    for place, key in keys(item):
        entry = entry_of(sheet.reference, key)
        told = {fold(each.text) for each in (*key.rejected, *key.prompts)}
        for name in names_of(entry) if entry and not _INITIALS.search(item.question.stem) else ():
            fits = not place or len(words(name)) <= LONGEST_GAP
            if fits and fold(name) not in told and not _passes(name, key, item):
                yield at(item, f"{place}accept", f"“{name}” is the same thing and is not accepted")


def others_fail(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L52: what is vague, or the name of something else in the glossary, is not accepted."""
    for place, key in keys(item):
        entry = entry_of(sheet.reference, key)
        for text in key.accepted if entry else ():
            if _is_rival(text, entry, sheet.reference):
                other = sheet.reference.named[fold(text)][0].name
                yield at(item, f"{place}accept", f"“{text}” is another thing: {other}")
        for text in entry.vague if entry else ():
            if _passes(text, key, item):
                yield at(item, f"{place}accept", f"“{text}” alone fits other things too")


def near_misses_fail(sheet: Sheet, item: Item) -> Iterator[Fault]:
    """L53: misprints the glossary warns of are wrong, with a word of help; so are other names."""
    for place, key in keys(item):
        entry = entry_of(sheet.reference, key)
        for text in entry.never if entry else ():
            verdict = judge(text, key, item.question.stem)
            if verdict.mark is not Mark.WRONG or verdict.reason.because is not Because.REJECTED:
                yield at(item, f"{place}reject", f"“{text}” needs a message of its own in `reject`")


def other_names_fail(sheet: Sheet) -> Iterator[Fault]:
    """L53: no name of something else of its kind in the glossary passes for an answer."""
    reference = sheet.reference
    pool = Pool(name for entry in reference.all_entries for name in names_of(entry))
    for item in sheet.items:
        for place, key in keys(item):
            entry = entry_of(reference, key)
            for name in pool.nearby(key) if entry else ():
                if _is_rival(name, entry, reference) and _passes(name, key, item):
                    said = f"“{name}” passes, and it is something else"
                    yield at(item, f"{place}accept", said)


def _is_rival(name: str, entry: EntryRecord | None, reference: Reference) -> bool:
    """Say whether a name is that of something else of an entry's kind."""
    others = reference.named.get(fold(name), ())
    return entry is not None and entry not in others and entry.kind in {o.kind for o in others}


def _passes(text: str, key: Key, item: Item) -> bool:
    return judge(text, key, item.question.stem).mark is Mark.RIGHT


def messages(_: Sheet, item: Item) -> Iterator[Fault]:
    """L54: what is said to a wrong or vague answer is short, and it is not nothing."""
    for place, key in keys(item):
        for name, said in (("reject", key.rejected), ("prompt", key.prompts)):
            for each in said:
                if not each.message.strip():
                    yield at(item, f"{place}{name}", f"nothing is said to “{each.text}”")
                if len(each.message) > LONGEST_MESSAGE:
                    where = f"{place}{name}"
                    yield at(item, where, f"over {LONGEST_MESSAGE} characters: “{each.message}”")


def judged_right(_: Sheet, item: Item) -> Iterator[Fault]:
    """L55: every accepted variant passes its own judge however it is typed; no trap does."""
    stem = item.question.stem
    for place, key in keys(item):
        for text in key.accepted:
            for typed in _as_typed(text):
                verdict = judge(typed, key, stem)
                if verdict.mark is not Mark.RIGHT:
                    why = verdict.reason.because.value
                    yield at(item, f"{place}accept", f"“{typed}” is judged {verdict.mark}: {why}")
                    break
        for each in key.rejected:
            if judge(each.text, key, stem).mark is not Mark.WRONG:
                yield at(item, f"{place}reject", f"“{each.text}” is not judged wrong")
        for each in key.prompts:
            if judge(each.text, key, stem).mark is not Mark.CLOSE:
                yield at(item, f"{place}prompt", f"“{each.text}” does not ask back")


def _as_typed(text: str) -> tuple[str, ...]:
    curly = text.replace("'", "’").replace("-", "–")
    return (text, text.upper(), text.lower(), curly, f"{text} ", f"{text}.")


def fair_gaps(_: Sheet, item: Item) -> Iterator[Fault]:
    """L56: one or two gaps, none of them first, short answers, none of them in the stem."""
    kind = item.question.kind
    if not isinstance(kind, Cloze):
        return
    stem = item.question.stem
    if len(kind.gaps) > 2:
        yield at(item, "stem", f"{len(kind.gaps)} gaps are too many; one or two")
    if GAP.match(stem.lstrip(" '‘“\"")):
        yield at(item, "stem", "the gap is the first word, so nothing leads up to it")
    around = f" {' '.join(words(GAP.sub(' ', stem)))} "
    for number, gap in enumerate(kind.gaps):
        answer = words(gap.accepted[0])
        if len(answer) > LONGEST_GAP:
            yield at(item, f"gap[{number}]", "the answer has more than three words")
        if f" {' '.join(answer)} " in around:
            yield at(item, f"gap[{number}]", "the stem has the answer in it")
