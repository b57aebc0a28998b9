"""GIFT, the text format of Moodle's question bank.

    ::tea-1::Which leaf is [html]<i>green</i>? { =Sencha ~Assam#That is black. }

Blank lines separate questions; the answers stand between braces. A question that is written well
but is none of our kinds is left out with its reason; a mistake is a problem with line and column.
"""

import re

from bot.domain.question import Deck, Kind, Recall
from content.bounds import MAX_TAGS, within
from content.draft import Caution, Draft, Dropped, Found, Media, Problem, Unreadable, Written
from content.formats.gift_answers import Answer, Unheld, Wrong
from content.formats.gift_blocks import Block, File, blocks, unescape
from content.formats.gift_text import Texts
from content.formats.gift_writing import write_gift
from content.making import question
from content.source import Source

_SNIFFED = 20_000  # characters
_ANSWERS = re.compile(
    r"(?<![\\{$\w])\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}]|\}(?!\}))[^{}]*", re.IGNORECASE
)
_TITLE = re.compile(r"^\s*::[^:\n]{1,200}::", re.MULTILINE)
_CATEGORY = re.compile(r"^\s*\$CATEGORY:", re.MULTILINE)


def sniff(source: Source) -> str:
    """Return why this looks like GIFT, "" if it does not."""
    if source.is_binary:
        return ""
    text = source.text[:_SNIFFED]
    if _CATEGORY.search(text):
        return "a line $CATEGORY:"
    if text.lstrip().startswith(("{", "[", "<")) and not _TITLE.search(text):
        return ""
    for found in _ANSWERS.finditer(text):
        inside = found[0][1:].strip()
        is_titled = _TITLE.search(text) is not None
        if is_titled or inside[:1] in "=~" or re.match(r"#\s*[-+=.%\d]|[TF]", inside, re.I):
            line = text.count("\n", 0, found.start()) + 1
            return f"answers between braces ({line})"
    return ""


def read(source: Source) -> Draft:
    """Read questions in the order of the file."""
    if source.text.count("<") > MAX_TAGS:
        raise Unreadable("This file has too many tags. Please split it.", 1)
    file, reader = File(), _Reader()
    held = [(block, reader.take(block)) for block in blocks(source.lines, file)]
    found = [
        Found(asked.question, asked.line, theme_title=file.theme(block.category))
        for block, asked in held
        if asked is not None
    ]
    return Draft(
        format="gift",
        title=file.title,
        questions=tuple(found),
        dropped=tuple(sorted([*file.dropped, *reader.dropped], key=lambda each: each.line)),
        warnings=(*source.cautions, *file.warnings, *reader.warnings),
        problems=tuple(sorted(reader.problems)),
    )


class _Reader:
    """Makes questions of blocks, and collects what cannot be one."""

    def __init__(self) -> None:
        self.dropped: list[Dropped] = []
        self.warnings: list[Caution] = []
        self.problems: list[Problem] = []

    def take(self, block: Block) -> Found | None:
        """Return the question of a block; None after noting why there is none."""
        texts = Texts(block.numbers[0])
        try:
            return self._question(block, texts)
        except Wrong as trouble:
            self.problems.append(Problem(*block.where(trouble.at), str(trouble)))
        except Unheld as reason:
            lines = zip(block.numbers, block.lines, strict=True)
            self.dropped += (Dropped(number, line, str(reason)) for number, line in lines)
        self.warnings += texts.warnings
        return None

    def _question(self, block: Block, texts: Texts) -> Found:
        title, start = _title(block)
        opening, closing = _braces(block, start)
        after = block.raw[closing + 1 :]
        gap = "____" if after.strip() else ""
        stem = texts.stem(block.raw[start:opening] + gap + after)
        if not stem:
            raise Wrong("There is no question before this answer.", opening)
        inside = slice(opening + 1, closing)
        raw, mask, general = _without_general(block.raw[inside], block.mask[inside])
        explanation = texts.markup(general)
        answer = Answer(raw, mask, opening + 1, texts, stem)
        if not mask.strip() and explanation:
            texts.warnings.append(
                Caution("ESSAY", texts.line, "an essay: here a flashcard with its feedback")
            )
            kind: Kind = Recall(explanation)
            explanation = ""
        else:
            kind = answer.kind()
        explanation = self._remarks(answer, explanation)
        asked = question(
            stem,
            kind,
            own_id=block.own_id or title,
            explanation=explanation,
            tags=block.tags,
        )
        self.warnings += texts.warnings
        return Found(asked, block.numbers[0])

    def _remarks(self, answer: Answer, explanation: str) -> str:
        """Return the explanation: the general feedback, else the one said to a right answer."""
        remarks = list(dict.fromkeys(answer.remarks))
        if len(remarks) == 1 and not explanation:
            return remarks[0]
        for remark in remarks:
            detail = f"left out: the feedback “{remark[:60]}”"
            answer.texts.warnings.append(Caution("FEEDBACK", answer.texts.line, detail))
        return explanation


def _title(block: Block) -> tuple[str, int]:
    """Return the title and where the text begins."""
    start = len(block.mask) - len(block.mask.lstrip())
    if not block.mask.startswith("::", start):
        return "", start
    end = block.mask.find("::", start + 2)
    if end < 0:
        return "", start
    title = " ".join(unescape(block.raw[start + 2 : end]).split())
    return within(title, block.numbers[0], "This title"), end + 2


def _braces(block: Block, start: int) -> tuple[int, int]:
    """Return the places of the braces. Raises Unheld without, Wrong where they do not pair."""
    opening, closing = block.mask.find("{", start), block.mask.find("}", start)
    if opening < 0 and closing < 0:
        raise Unheld("a description: there is nothing to answer")
    if closing < 0:
        raise Wrong("A brace { opens here and never closes. Please add } or write \\{.", opening)
    if opening < 0 or closing < opening:
        raise Wrong("A brace } closes what was never opened. Please write \\} for a sign.", closing)
    for sign in "{}":
        again = block.mask.find(sign, closing + 1)
        if again >= 0:
            sentence = "A second brace stands here. Is a blank line missing between two questions?"
            raise Wrong(sentence, again)
    inner = block.mask.find("{", opening + 1, closing)
    if inner >= 0:
        raise Wrong("A brace opens inside of another. Please write \\{ for a sign.", inner)
    return opening, closing


def _without_general(raw: str, mask: str) -> tuple[str, str, str]:
    """Return the answers, raw and masked, and the general feedback, which stands last."""
    at = mask.rfind("####")
    return (raw, mask, "") if at < 0 else (raw[:at], mask[:at], raw[at + 4 :])


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as GIFT; pictures stay behind, as the losses say."""
    del media
    return write_gift(deck, read)
