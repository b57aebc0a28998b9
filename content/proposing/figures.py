"""Number questions: a sentence with one figure and its unit, which is taken out of it."""

import re
from collections.abc import Iterator

from bot.domain import markup
from bot.domain.quantities import measure
from bot.domain.question import Number, Skill
from content.draft import Card, Found
from content.moments import moments
from content.proposing.lines import Line, Reader, capital, ended, leans, words_in
from content.proposing.making import proposal

_FIGURE = re.compile(
    r"(?<![\w.,£$€-])(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?P<unit>\s?%|\s(?:per\scent|percent|million|billion|thousand|km|kilometres?|miles|metres?"
    r"|tons|tonnes|years|months|weeks|days|hours|minutes|acres|hectares|marks|roubles|pounds"
    r"|dollars|men|people|troops|soldiers|workers|divisions|tanks|aircraft|ships|members|seats"
    r"|votes|bones|chromosomes|pairs|cells|atoms|electrons|protons|grams|kg)\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:about|around|over|under|nearly|almost|at least|at most|approximately|approx\.?|roughly"
    r"|minimum of|maximum of|more than|less than|fewer than|up to|some|only|c\.?|~|>|<|an? further"
    r"|every|each|within|after|for|in|last|first|next|than|by|to)\s?\Z",
    re.IGNORECASE,
)
_SCALES = {"million", "billion", "thousand"}
_SHOWN = "[…]"


def figures(card: Card, reader: Reader) -> Iterator[Found]:
    """Yield a number question for each plain sentence with one exact figure and its unit."""
    for line in reader.lines(card):
        found = list(_FIGURE.finditer(line.text))
        if len(found) == 1 and (made := _of_line(line, found[0])):
            yield made


def _of_line(line: Line, found: re.Match[str]) -> Found | None:
    before, after = line.text[: found.start()], line.text[found.end() :]
    when = moments(line.text)
    bare = before + after
    for each in reversed(when):
        bare = bare.replace(line.text[each.start : each.end], "")
    if re.search(r"\d", bare) or _VAGUE.search(before) or leans(line.text):
        return None
    if len(words_in(before + after)) < 5 or re.match(r"\s?[-–/]", after):
        return None
    unit = " ".join(found["unit"].split()).lower()
    scale = unit if unit in _SCALES else ""
    value = f"{found['value']} {scale}".strip()
    amounts = measure(value).amounts
    if len(amounts) != 1:
        return None
    exact = float(amounts[0].value)
    shown = "" if scale else found["unit"]
    text = f"{before}{_SHOWN}{shown}{after}"
    stem = f"Which figure is missing? {ended(capital(text))}"
    named = "%" if unit in {"%", "percent", "per cent"} else "" if scale else unit
    kind = Number(value, exact, exact, named)
    return proposal(line.card, line.number, "number", markup.escape(stem), kind, Skill.RECALL)
