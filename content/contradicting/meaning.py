"""The words of a note by what they mean, so that two wordings of one claim can be compared.

Folded, stripped of endings, with one word for what notes write in several ways ("ripped up the
treaty", "broke the pact"). Coarse on purpose: what is alike is only pointed out to an editor.
Must not know facts, nor drafts.
"""

import re
from functools import lru_cache

from bot.domain.spelling import plain
from bot.domain.vocabulary import PEOPLES, STOPS, lexicon

NOT = "not"
"""Stands for every negation."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+%?")
_WRITTEN = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"(?<=\d)\s?(?:per\s?cent|percent)\b", "%"),
        (r"\bthree[- ](?:quarters|fourths)\b", "75%"),
        (r"\bunanswered\b", "not answered"),
        (r"\bagainst (?=\w+ing\b)", "not "),
        (r"\bco-(?=op|ord)", "co"),
        (r"\bnon[- ]?agg?ression\b", "nonaggression"),
    )
)

_ALIKE = """
attack attacked invade invasion assault offensive
pact treaty agreement accord
support back help aid assist
think assume believe expect suppose reckon
speed accelerate hasten quicken
fall collapse downfall
break broke broken breaking rip ripped tear tore torn violate breach sever breakdown
turn switch change shift
kill die dead death
reply answer respond response retaliate react reaction
offer proposal propose proposition
come came seize gain win won rise
take took taken
quarter fourth
begin began begun start outbreak
massacre slaughter
form found establish creation
join enter admit admission admittance entry member
sign conclude
first preliminary initial
threat danger menace
cause reason
make made
lose lost loss
lead led leader
order told tell
leave left quit
ally alliance
war conflict
talk negotiation
guarantee guarantor
recognise recognition
occupy occupation
defeat beat beaten
arrest detain
expel expulsion
purge purged
fight fought
know known
give gave given
send sent
week weeks
worker labourer
strike striker striking
"""
_REWRITTEN = re.compile(r"per\s?cent|hree|unans|against |non[- ]?ag|\bco-[op]", re.IGNORECASE)
_NEGATIONS = lexicon(
    "not no never nothing none nor neither cannot without failed refuse refused refuses reject "
    "rejected oppose opposed unanswered denied"
)
_CUT = re.compile(r"n['’]t$")
_SMALL = STOPS | lexicon(
    "said says say will could should may might can too up out off more most very much many other "
    "another both such than however therefore thus yet while still even only own way whole there "
    "part given called get got come"
)
_SHORT = {
    "ussr": "soviet",
    "russia": "soviet",
    "russian": "soviet",
    "russians": "soviet",
    "soviets": "soviet",
    "rus": "soviet",
    "gb": "britain",
    "uk": "britain",
    "england": "britain",
    "english": "britain",
    "anglo": "britain",
    "usa": "america",
    "us": "america",
    "franco": "france",
    "ger": "germany",
    "gers": "germany",
    "sino": "china",
    "comm": "communist",
    "comms": "communist",
    "communism": "communist",
    "nazism": "nazi",
    "nazis": "nazi",
    "fascism": "fascist",
    "mens": "menshevik",
    "rev": "revolution",
    "revs": "revolution",
    "govs": "government",
    "gov": "government",
    "dip": "diplomatic",
    "kuomintang": "guomindang",
    "kmt": "guomindang",
    "gmd": "guomindang",
}
_LONG_ENDINGS = (
    "ations",
    "ation",
    "ating",
    "ates",
    "ated",
    "ate",
    "ings",
    "ing",
    "ors",
    "ers",
    "ees",
    "ed",
    "es",
    "er",
    "or",
    "ee",
)
_ENDINGS = (*_LONG_ENDINGS, "ly", "s", "e")
_SHORTEST = 4


def _ending_cut(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            if ending == "s" and word.endswith("ss"):
                return word
            return _ending_cut(word[: -len(ending)]) if ending != "e" else word[:-1]
    return word


_ONE = {
    _ending_cut(word): _ending_cut(line.split()[0])
    for line in _ALIKE.split("\n")
    for word in line.split()
}
_NATIONS = {adjective: land for adjective, land in PEOPLES.items() if land != "union"}


@lru_cache(maxsize=32_768)
def meaning(word: str) -> str:
    """Return what a word stands for; "" for a word that says nothing by itself."""
    word = plain(word)
    if _CUT.search(word) or word in _NEGATIONS:
        return NOT
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if word in _SMALL and word not in _ONE:
        return ""
    word = _SHORT.get(word, word)
    word = _NATIONS.get(word, _NATIONS.get(word.removesuffix("s"), word))
    stem = _ending_cut(word)
    return _ONE.get(stem, stem)


@lru_cache(maxsize=8_192)
def meanings(text: str) -> tuple[str, ...]:
    """Return what the words of a text stand for, in order; numbers as digits, "75%" as one."""
    if _REWRITTEN.search(text):
        for written, meant in _WRITTEN:
            text = written.sub(meant, text)
    return tuple(found for word in _WORD.findall(text) if (found := meaning(word)))
