"""Tables with commas or semicolons, as spreadsheets save them."""

from bot.domain.question import Deck
from content.draft import Draft, Media, Written
from content.formats.grid import declared, evenness, find_delimiter, sample
from content.formats.table import COMMAS, named_columns, read_table, write_table
from content.source import Source


def sniff(source: Source) -> str:
    """Return why this looks like a table with commas or semicolons, "" if it does not."""
    if source.is_binary:
        return ""
    if sign := declared(source):
        return f"the first line names the separator “{sign}”"
    if sign := named_columns(source, COMMAS.delimiters):
        return f"the first line names columns, separated by “{sign}”"
    delimiter = find_delimiter(source, COMMAS.delimiters)
    if not delimiter or (delimiter == "\t" and source.suffix != ".csv"):
        return ""
    rows = sample(source, delimiter)
    if source.suffix == ".csv":
        return f"a .csv file with columns separated by “{delimiter}”"
    is_even = evenness(rows) >= 0.8
    start = next(line for line in source.lines if line.strip()).lstrip()
    is_quoted = start.startswith('"') and f'"{delimiter}' in start
    return "cells in quotation marks, as in a table" if is_quoted and is_even else ""


def read(source: Source) -> Draft:
    """Read a table whose columns are separated by commas, semicolons, tabs or bars."""
    return read_table(source, COMMAS)


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return a deck as a table with commas; pictures stay behind, as the losses say."""
    del media
    return write_table(deck, COMMAS)
