"""How Discord reads a message's text: enough of its Markdown to catch what gets out of hand.

Written from what its documentation and its clients do. ``read`` gives the text a person sees,
and every construct found on the way.
"""

import re
from dataclasses import dataclass, field

BLOCKS = (
    ("heading", re.compile(r"#{1,3} +\S")),
    ("small print", re.compile(r"-# +\S")),
    ("quotation", re.compile(r">(>>)? ")),
    ("list", re.compile(r"\s*([-*+]|\d{1,10}\.) +\S")),
    ("fence", re.compile(r"```")),
)
INLINE = (
    ("user", re.compile(r"<@!?\d+>")),
    ("role", re.compile(r"<@&\d+>")),
    ("channel", re.compile(r"<#\d+>")),
    ("everyone", re.compile(r"@(everyone|here)")),
    ("command", re.compile(r"</[-\w ]+:\d+>")),
    ("guide", re.compile(r"<id:\w+>")),
    ("time", re.compile(r"<t:-?\d+(:[tTdDfFRsS])?>")),
    ("emoji", re.compile(r"<a?:\w{2,32}:\d+>|:\w+:")),
    ("address", re.compile(r"<[^: >]+:/[^ >]+>|(https?|steam|discord)://[^\s<]+", re.IGNORECASE)),
    ("link", re.compile(r"\[[^\]\n]*\]\([^)\n]*\)")),
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("struck", re.compile(r"~~((?:\\[\s\S]|[^\\])+?)~~")),
    ("italic", re.compile(r"\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)|_((?:\\[\s\S]|[^\\_])+?)_\b")),
)
ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
INVITE = re.compile(r"discord(app)?\.(gg|com)/\w", re.IGNORECASE)
STYLES = {"bold", "italic", "struck", "underline", "spoiler"}


@dataclass(slots=True)
class Read:
    """What a person sees, and what the text became on the way."""

    text: str = ""
    found: list[str] = field(default_factory=list)


def read(raw: str) -> Read:
    """Read a text as Discord's clients do; the server looks for mentions in it as it stands."""
    result = Read()
    result.found += [name for name, shape in INLINE[:4] if shape.search(raw)]
    result.found += ["invite"] * bool(INVITE.search(raw))
    for number, line in enumerate(raw.split("\n")):
        result.text += "\n" * (number > 0)
        result.found += [name for name, shape in BLOCKS if shape.match(line)]
    result.text = _inline(raw, result)
    return result


def _inline(raw: str, result: Read) -> str:
    text, at = "", 0
    while at < len(raw):
        if escaped := ESCAPE.match(raw, at):
            text, at = text + escaped[1], escaped.end()
            continue
        for name, shape in INLINE:
            if found := shape.match(raw, at):
                result.found.append(name)
                groups = [group for group in found.groups() if group]
                inner = groups[-1] if groups and name in {*STYLES, "code"} else found[0]
                text += _inline(inner, result) if name in STYLES else inner
                at = found.end()
                break
        else:
            text, at = text + raw[at], at + 1
    return text
