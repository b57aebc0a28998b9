"""Question markup as HTML. Every character of it is escaped here, once, and nowhere twice.

Must not know replies.
"""

from collections.abc import Callable, Sequence
from typing import assert_never

from markupsafe import Markup, escape

from bot.domain.markup import Break, Bullets, Code, Gap, Span, Words, parse
from bot.on_web import limits

GapWriter = Callable[[int], Markup]


def _blank(number: int) -> Markup:
    """Show a gap that is not to be filled here: a line for eyes, a word for ears."""
    return Markup('<span class="gap"><span class="sr">gap {}</span></span>').format(number)


def html(source: str) -> Markup:
    """Return markup as paragraphs and lists."""
    parts = []
    for block in parse(source):
        if isinstance(block, Bullets):
            items = [Markup("<li>{}</li>").format(_spans(item, _blank)) for item in block.items]
            parts.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
        else:
            parts.append(Markup("<p>{}</p>").format(_spans(block.spans, _blank)))
    return Markup("").join(parts)


def inline(source: str, gap: GapWriter = _blank) -> Markup:
    """Return markup for within a line: its blocks are parted by line breaks."""
    lines = []
    for block in parse(source):
        if isinstance(block, Bullets):
            lines += [Markup("• {}").format(_spans(item, gap)) for item in block.items]
        else:
            lines.append(_spans(block.spans, gap))
    return Markup("<br>").join(lines)


def cloze(source: str, gaps: int) -> Markup:
    """Return a sentence with an input in each of its ``gaps``; missing ones follow at the end."""
    seen: list[int] = []
    gaps = min(gaps, limits.VALUES)

    def write(number: int) -> Markup:
        seen.append(number)
        return _input(number) if number <= gaps else _blank(number)

    text = inline(source, write)
    rest = [_input(number) for number in range(1, gaps + 1) if number not in seen]
    return Markup(" ").join([text, *rest])


def _input(number: int) -> Markup:
    return Markup(
        '<input class="gap-input" name="gap" type="text" maxlength="500" size="12" '
        'autocomplete="off" autocapitalize="off" spellcheck="false" aria-label="Gap {}">'
    ).format(number)


def _spans(spans: Sequence[Span], gap: GapWriter) -> Markup:
    return Markup("").join(_span(span, gap) for span in spans)


def _span(span: Span, gap: GapWriter) -> Markup:
    match span:
        case Words():
            return _styled(span)
        case Code(text=text):
            return Markup("<code>{}</code>").format(text)
        case Gap(number=number):
            return gap(number)
        case Break():
            return Markup("<br>")
    assert_never(span)


def _styled(words: Words) -> Markup:
    text = escape(words.text)
    for wanted, tag in ((words.struck, "s"), (words.italic, "em"), (words.bold, "strong")):
        if wanted:
            text = Markup(f"<{tag}>{{}}</{tag}>").format(text)  # noqa: S704 - the tag is ours
    return text
