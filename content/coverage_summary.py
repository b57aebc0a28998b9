"""Coverage as numbers that can be written out, and as lines of a table.

Must not know the rules: it counts, and leaves the judgement to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.question import Skill
from content.bank import Sheet
from content.coverage import Coverage, Spot
from content.rules.guessing import give_aways
from content.schema import Form, Verdict

_SHORT = {
    Form.CHOICE: "choice",
    Form.TRUEFALSE: "t/f",
    Form.SEVERAL: "several",
    Form.POINTS: "points",
    Form.RECALL: "recall",
}


@dataclass(frozen=True, slots=True)
class Used:
    """How many of some things questions use, and which they do not."""

    used: int
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """How many cards and points of a document questions cover; what is waived is left out."""

    cards: Used
    points: Used
    waived: int


@dataclass(frozen=True, slots=True)
class Aim:
    """How many questions there are, and how many there shall be."""

    have: int
    want: int


@dataclass(frozen=True, slots=True)
class Told:
    """One question's stem tells another's answer, so they should not share a round."""

    teller: str
    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a deck covers. Shares of skills are wanted in per cent."""

    deck: str
    questions: int
    facts: Mapping[Verdict, Used]
    documents: Mapping[str, Document]
    themes: Mapping[str, Mapping[Form, Aim]]
    skills: Mapping[Skill, Aim]
    difficulties: Mapping[str, Mapping[int, int]]
    give_aways: tuple[Told, ...]


def summarise(sheet: Sheet) -> Summary:
    """Return what the questions of a deck cover."""
    covered = Coverage(sheet)
    themes = tuple(sheet.record.themes)
    return Summary(
        deck=sheet.record.id,
        questions=len(covered.items),
        facts={verdict: _facts(covered, verdict) for verdict in Verdict},
        documents={
            noted.record.id: _document(covered, noted.record.id)
            for noted in sheet.reference.documents
        },
        themes={theme: _forms(covered, theme) for theme in themes},
        skills={
            skill: Aim(covered.skills.get(skill, 0), sheet.record.skills.get(skill, 0))
            for skill in Skill
        },
        difficulties={theme: dict(sorted(covered.difficulties(theme).items())) for theme in themes},
        give_aways=tuple(
            Told(each.teller.question.id, each.asked.question.id, each.answer)
            for each in give_aways(sheet)
        ),
    )


def _facts(covered: Coverage, verdict: Verdict) -> Used:
    total = sum(fact.verdict is verdict for fact in covered.sheet.facts.values())
    unused = tuple(fact.id for fact in covered.unused(verdict))
    return Used(total - len(unused), unused)


def _document(covered: Coverage, document: str) -> Document:
    cards = [spot for spot in covered.cards if spot.document == document]
    points = [spot for spot in covered.points if spot.document == document]
    return Document(_spots(cards), _spots(points), sum(spot.waived for spot in points))


def _spots(spots: Sequence[Spot]) -> Used:
    wanted = [spot for spot in spots if not spot.waived]
    unused = tuple(f"{spot.card}, lines {spot.lines}" for spot in wanted if not spot.questions)
    return Used(len(wanted) - len(unused), unused)


def _forms(covered: Coverage, theme: str) -> dict[Form, Aim]:
    wanted = covered.sheet.record.matrix.get(theme, {})
    have = covered.forms
    return {form: Aim(have.get((theme, form), 0), wanted.get(form, 0)) for form in Form}


def lines_of(summary: Summary) -> Iterator[str]:
    """Yield a summary as lines of text."""
    yield f"Coverage of {summary.deck}: {summary.questions} questions"
    yield ""
    rows = [["facts", "asked", "not asked", ""]]
    for verdict, used in summary.facts.items():
        rows.append([verdict, str(used.used), str(len(used.unused)), _few(used.unused)])
    yield from _table(rows)
    if summary.documents:
        yield ""
        yield from _table([["document", "cards", "points", "waived"], *_documents(summary)])
    yield ""
    yield from _table(_matrix(summary))
    yield ""
    yield from _table(_skills(summary))
    yield ""
    yield f"{len(summary.give_aways)} pairs of one theme where a stem tells the other's answer"


def _documents(summary: Summary) -> Iterator[list[str]]:
    for name, each in summary.documents.items():
        cards, points = each.cards, each.points
        yield [
            name,
            f"{cards.used}/{cards.used + len(cards.unused)}",
            f"{points.used}/{points.used + len(points.unused)}",
            str(each.waived),
        ]


def _matrix(summary: Summary) -> list[list[str]]:
    rows = [["theme", *(_SHORT.get(form, form) for form in Form), "all", "1/2/3"]]
    for theme, forms in summary.themes.items():
        levels = summary.difficulties[theme]
        cells = [
            f"{aim.have}/{aim.want}{'!' if aim.have < aim.want else ''}" for aim in forms.values()
        ]
        total = str(sum(aim.have for aim in forms.values()))
        rows.append([theme, *cells, total, "/".join(str(levels.get(n, 0)) for n in (1, 2, 3))])
    return rows


def _skills(summary: Summary) -> list[list[str]]:
    total = max(summary.questions, 1)
    rows = [["skill", "questions", "share", "wanted"]]
    for skill, aim in summary.skills.items():
        rows.append([skill, str(aim.have), f"{aim.have / total:.0%}", f"{aim.want}%"])
    return rows


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns in line: the first to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first = row[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((first, *rest)).rstrip()
