"""Rules for typed dates, through the judge: every usual way to write one is read (L61, L62)."""

from collections import defaultdict
from collections.abc import Iterator

from bot.domain.marking import mark
from bot.domain.question import Because, Date, Mark, Precision, Wrote
from content.bank import Item, Sheet
from content.rules.fault import Fault, at

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def forms_are_read(_: Sheet, item: Item) -> Iterator[Fault]:
    """L61: a date is right in every usual form, and asked about where day and month may swap."""
    kind = item.question.kind
    if not isinstance(kind, Date) or kind.until:
        return
    for form in forms(kind):
        verdict = mark(item.question, Wrote(form))
        if verdict.mark is not Mark.RIGHT:
            why = verdict.reason.because.value
            yield at(item, "answer", f"“{form}” is judged {verdict.mark}: {why}")
    if swapped := _swapped(kind):
        verdict = mark(item.question, Wrote(swapped))
        if verdict.reason.because is not Because.WHICH_DATE:
            yield at(item, "answer", f"“{swapped}” is not asked about")


def forms(date: Date) -> tuple[str, ...]:
    """Return the usual ways to write a date, as exact as it is asked."""
    year, month, day = ([*map(int, date.value.split("-")), 0, 0])[:3]
    short = f"{year % 100:02}"
    if date.precision is Precision.YEAR:
        return (f"{year}", f"in {year}", f"'{short}")
    name = _MONTHS[month - 1]
    if date.precision is Precision.MONTH:
        return (f"{name} {year}", f"{name[:3]} {year}", f"{name.lower()}, {year}", date.value)
    return (
        *(f"{day} {name} {year}", f"{day} {name[:3]} {year}", f"{name} {day}{_ending(day)} {year}"),
        *(f"{name} {day}, {year}", f"the {day}{_ending(day)} of {name} {year}"),
        *(f"{day}/{month}/{short}", f"{day:02}.{month:02}.{year}", date.value),
    )


def _ending(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _swapped(date: Date) -> str:
    """Return the date with its month first, where that may be read as another date."""
    if date.precision is not Precision.DAY:
        return ""
    year, month, day = date.value.split("-")
    return f"{int(month)}/{int(day)}/{year[2:]}" if int(day) <= 12 and day != month else ""


def slips_are_forgiven(sheet: Sheet) -> Iterator[Fault]:
    """L62: a year broken in two is mended, and one of another century is asked about.

    The judge does it for all dates or for none, so the deck is told once.
    """
    failing: dict[str, list[str]] = defaultdict(list)
    for item in sheet.items:
        kind = item.question.kind
        if isinstance(kind, Date) and not kind.until and kind.value.startswith("19"):
            broken, strayed = _broken(kind), f"18{kind.value[2:]}"
            if mark(item.question, Wrote(broken)).mark is not Mark.RIGHT:
                failing["a year broken in two, “1 939”, is not mended"].append(item.question.id)
            if mark(item.question, Wrote(strayed)).reason.because is not Because.CENTURY:
                failing["a year of another century is not asked about"].append(item.question.id)
    for said, found in failing.items():
        yield Fault(sheet.page, "", f"{said}: {found[0]} and {len(found) - 1} more")


def _broken(date: Date) -> str:
    form = forms(date)[0]
    return f"{form[:-4]}{form[-4]} {form[-3:]}"
