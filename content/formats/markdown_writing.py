"""Writes cards, choices and clozes as Markdown. Must not know how it is read."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.domain.question import Choice, Cloze, Deck, Question, Recall
from content.draft import Draft, Written
from content.formats.keeping import NOT_HELD, RETIRED, checked, theme_title
from content.formats.literal import to_markup
from content.formats.markdown_guard import guarded
from content.source import Source


def write_markdown(deck: Deck, read: Callable[[Source], Draft]) -> Written:
    """Return a deck as Markdown, every question that ``read`` reads back as itself."""
    return checked(deck, "Markdown", ".md", partial(_assemble, deck), read, _unheld)


def _unheld(asked: Question) -> str:
    if asked.retired:
        return RETIRED
    is_held = isinstance(asked.kind, Recall | Choice | Cloze)
    return "" if is_held else NOT_HELD.format("Markdown")


def _assemble(deck: Deck, questions: Sequence[Question]) -> str:
    pieces = [f"# {guarded(' '.join(deck.title.split()))}"]
    last = ""
    for asked in questions:
        theme = theme_title(deck, asked)
        if theme not in ("", last):
            pieces.append(f"# {guarded(' '.join(theme.split()))}")
            last = theme
        pieces.append(_block(asked))
    return "\n\n".join(pieces) + "\n"


def _block(asked: Question) -> str:
    stem = _gapped(asked.stem, asked.kind) if isinstance(asked.kind, Cloze) else _safe(asked.stem)
    labels = [*(f"#{tag}" for tag in asked.tags), *([f"^{asked.id}"] if asked.id else [])]
    lines = [" ".join([f"Q: {stem}", *labels])]
    match asked.kind:
        case Recall(back):
            lines.append(f"A: {_safe(back)}")
        case Choice() as choice:
            lines += _options(choice)
        case _:
            pass
    for label, text in (("Explanation", asked.explanation), ("Hint", asked.hint)):
        if text:
            lines.append(f"{label}: {_safe(text)}")
    return "\n".join(lines)


def _safe(source: str) -> str:
    return guarded(source.strip())


def _gapped(stem: str, cloze: Cloze) -> str:
    """Return a stem with the answers in its gaps."""
    pieces = _safe(stem).split("____")
    if len(pieces) != len(cloze.gaps) + 1:
        return _safe(stem)
    text = pieces[0]
    for piece, key in zip(pieces[1:], cloze.gaps, strict=True):
        answer = _answer(key.accepted[0])
        text += ("{{%s}}" if "=" in answer else "==%s==") % answer + piece
    return text


def _answer(text: str) -> str:
    return guarded(to_markup(text))


def _options(choice: Choice) -> list[str]:
    lines = []
    for option in choice.options:
        box = "x" if option.correct else " "
        first, *rest = _lines(option.text) or [""]
        lines.append(f"- [{box}] {first}")
        lines += (f"  {line}" for line in rest)
        lines += (f"  > {line}" for line in _lines(option.note))
    return lines


def _lines(source: str) -> list[str]:
    return [line.strip() for line in _safe(source).split("\n") if line.strip()]
