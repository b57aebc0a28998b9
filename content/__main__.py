"""``python -m content check [PATH]``: what is wrong in a bank, and what could be better.

The exit status is 1 if there are mistakes or errors, 0 if there are warnings at most.
"""

import sys
from pathlib import Path

from content.bank import bundled, load
from content.lint import Severity, lint

_USAGE = "usage: python -m content check [FOLDER OF A BANK OR DECK]"


def check(folder: Path) -> int:
    """Print every mistake and finding of a bank; return the exit status."""
    loaded = load(folder)
    findings = lint(loaded)
    for line in (*loaded.mistakes, *findings):
        _say(str(line))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    questions = sum(len(deck.questions) for deck in loaded.decks)
    _say(
        f"{questions} questions in {len(loaded.decks)} decks: {len(loaded.mistakes)} mistakes, "
        f"{errors} errors, {len(findings) - errors} warnings"
    )
    return 1 if loaded.mistakes or errors else 0


def main(arguments: list[str]) -> int:
    """Run the command named by the arguments; return the exit status."""
    match arguments:
        case ["check"]:
            return check(bundled())
        case ["check", folder]:
            return check(Path(folder))
        case _:
            _say(_USAGE)
            return 2


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
