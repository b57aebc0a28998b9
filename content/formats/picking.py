"""Which options a table means when it names the right ones: by letter, by number or by text.

Must not know where the options come from.
"""

import re
from collections.abc import Mapping, Sequence

_SPLITS = (re.compile(r"[;|\n]"), re.compile(r"[;|,\n&+]|\s+and\s+", re.IGNORECASE))
_LABEL = re.compile(r"\(?(?:option|answer|choice)?\s*([A-Za-z]|\d{1,2})\s*[.):]?", re.IGNORECASE)
_RUN = re.compile(r"[A-Z]{2,8}")


class Unclear(ValueError):
    """Raised with a sentence when it cannot be said which options are meant."""


def picked(answer: str, options: Mapping[int, str]) -> frozenset[int]:
    """Return the places of the options that ``answer`` names.

    ``options`` are texts by their place, from 1 (= A). Raises Unclear with a sentence.
    """
    labelled, said = _labelled(answer, options), _said([answer], options)
    if labelled and said and labelled != said:
        sentence = f"“{answer}” may be the place of an option or what another option says."
        raise Unclear(f"{sentence} Please write its letter, number or text so that one fits.")
    found = labelled or said or _said(split(answer), options)
    if not found:
        raise Unclear(f"“{answer[:80]}” is none of the options. Please write a letter or a text.")
    return found


def naming(right: frozenset[int], options: Mapping[int, str]) -> str:
    """Return an answer that ``picked`` takes for ``right``, "" if there is none."""
    for answer in (
        "; ".join(chr(ord("A") + place - 1) for place in sorted(right)),
        "; ".join(str(place) for place in sorted(right)),
        *([options[min(right)]] if len(right) == 1 else []),
    ):
        try:
            if picked(answer, options) == right:
                return answer
        except Unclear:
            continue
    return ""


def split(text: str) -> list[str]:
    """Return the texts of a cell that lists several: on lines, or between ``|`` or ``;``."""
    for sign in ("\n", "|", ";"):
        if sign in text:
            return [part.strip() for part in text.split(sign) if part.strip()]
    return [text.strip()] if text.strip() else []


def joined(texts: Sequence[str]) -> str:
    """Return a cell that ``split`` takes apart again, where any sign can."""
    taken = "".join(texts)
    for sign, weaker in ((";", "|\n"), ("|", "\n"), ("\n", "")):
        if sign not in taken and not any(other in taken for other in weaker):
            # A sign at the end keeps a single text whole that holds a weaker one.
            alone = len(texts) == 1 and any(other in taken for other in ";|\n")
            return f"{sign} ".join(texts).replace("\n ", "\n") + sign * alone
    return ""


def _labelled(answer: str, options: Mapping[int, str]) -> frozenset[int]:
    for pattern in _SPLITS:
        tokens = [token.strip() for token in pattern.split(answer) if token.strip()]
        places = [_place(token) for token in tokens]
        if places and all(place in options for place in places):
            return frozenset(places)
    if _RUN.fullmatch(answer) and len(set(answer)) == len(answer):
        run = frozenset(ord(letter) - ord("A") + 1 for letter in answer)
        return run if run <= options.keys() else frozenset()
    return frozenset()


def _place(token: str) -> int:
    found = _LABEL.fullmatch(token)
    if not found:
        return 0
    label = found[1]
    return int(label) if label.isdigit() else ord(label.upper()) - ord("A") + 1


def _said(texts: Sequence[str], options: Mapping[int, str]) -> frozenset[int]:
    by_text = {_folded(text): place for place, text in reversed(list(options.items()))}
    places = [by_text.get(_folded(text), 0) for text in texts]
    return frozenset(places) if places and all(places) else frozenset()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
