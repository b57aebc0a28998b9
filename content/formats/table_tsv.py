"""Tables with tabs, as spreadsheets copy them."""

from bot.domain.question import Deck
from content.draft import Draft, Media, Written
from content.formats.columns import header
from content.formats.grid import evenness, sample
from content.formats.table import TABS, read_table, write_table
from content.source import Source


def sniff(source: Source) -> str:
    """Return why this looks like a table with tabs, "" if it does not.

    Two columns without a header, in a file not called .tsv, are left to the lists of terms.
    """
    if source.is_binary or "\t" not in source.text[:20_000]:
        return ""
    rows = sample(source, "\t")
    if not rows or evenness(rows) < 0.8:
        return ""
    if header(rows[0]):
        return "the first line names columns, separated by tabs"
    if source.suffix in (".tsv", ".tab"):
        return f"a {source.suffix} file with columns separated by tabs"
    return "three columns and more, separated by tabs" if len(rows[0]) > 2 else ""


def read(source: Source) -> Draft:
    """Read a table whose columns are separated by tabs."""
    return read_table(source, TABS)


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as a table with tabs; pictures stay behind, as the losses say."""
    del media
    return write_table(deck, TABS)
