"""Tables with tabs, as spreadsheets copy them."""

from bot.domain.question import Deck
from content.draft import Draft, Media, Written
from content.formats.grid import evenness, sample
from content.formats.table import TABS, named_columns, read_table, write_table
from content.source import Source


def sniff(source: Source) -> str:
    """Return why this looks like a table with tabs, "" if it does not.

    Two columns without a header, in a file not called .tsv, are left to the lists of terms.
    """
    if source.is_binary or "\t" not in source.text[:20_000]:
        return ""
    if named_columns(source, TABS.delimiters):
        return "the first line names columns, separated by tabs"
    rows = sample(source, "\t")
    if not rows or evenness(rows) < 0.8:
        return ""
    if source.suffix in (".tsv", ".tab"):
        return f"a {source.suffix} file with columns separated by tabs"
    return (
        "three columns and more, separated by tabs" if min(len(rows[0]), len(rows) + 1) > 2 else ""
    )


def read(source: Source) -> Draft:
    """Read a table whose columns are separated by tabs."""
    return read_table(source, TABS)


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as a table with tabs; pictures stay behind, as the losses say."""
    del media
    return write_table(deck, TABS)
