"""The whole way in: what is told of files that are too long to be looked through."""

from content.bringing import PROPOSED_FROM, bring
from content.proposing import LOOKED_AT
from content.source import Source


def table(cards: int) -> Source:
    rows = "".join(f"front {n},back\n" for n in range(cards))
    return Source("long.csv", f"front,back\n{rows}".encode())


def test_it_is_told_from_where_on_nothing_is_proposed() -> None:
    draft = bring(table(LOOKED_AT + 1)).draft
    [caution] = [each for each in draft.warnings if each.code == PROPOSED_FROM]
    assert caution.line == LOOKED_AT + 2  # below the header


def test_nothing_is_told_of_a_file_that_was_looked_through() -> None:
    draft = bring(table(10)).draft
    assert PROPOSED_FROM not in {each.code for each in draft.warnings}


def test_lines_of_questions_in_toml_are_those_of_their_headers() -> None:
    kind = 'kind = "recall"\nskill = "recall"\ndifficulty = 2\n'
    one = f'[[question]]\nid = "a-1"\n{kind}stem = "Longest?"\nback = "Nile"\n'
    other = f'\n  [[ question ]]\nid = "a-2"\n{kind}stem = "Widest?"\nback = """\n%s\n"""\n'
    for told in ("Amazon", "[[question]]", "[[x]]"):
        found = bring(Source("a.toml", (one + other % told).encode()), "toml").draft
        assert [each.line for each in found.questions] == [1, 9], told
