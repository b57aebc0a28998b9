"""The authors' commands, for a bank beside the program or anywhere else.

``check`` looks a bank over and has the exit status 1 if there are mistakes or errors.
``schema`` writes the JSON Schemas by which editors complete and check the TOML files.
``fingerprint`` prints hashes of documents that must not be copied, to keep beside a deck.
"""

import sys
from pathlib import Path

from content import fingerprints
from content.checking import check
from content.json_schema import write_schemas

_USAGE = """\
usage: python -m content check [--json] [FOLDER OF A BANK OR DECK]
       python -m content schema
       python -m content fingerprint FILE... > documents.txt"""


def main(arguments: list[str]) -> int:
    """Run the command named by the arguments; return the exit status."""
    match arguments:
        case ["check", *rest] if len(paths := [each for each in rest if each != "--json"]) < 2:
            return check(Path(paths[0]) if paths else None, as_json="--json" in rest)
        case ["schema"]:
            for path in write_schemas():
                _say(f"wrote {path.name}")
            return 0
        case ["fingerprint", *files] if files:
            return _fingerprint([Path(file) for file in files])
        case _:
            _say(_USAGE)
            return 2


def _fingerprint(files: list[Path]) -> int:
    try:
        texts = [file.read_text("utf-8") for file in files]
    except (OSError, ValueError) as error:
        sys.stderr.write(f"this cannot be read: {error}\n")
        return 1
    sys.stdout.write(fingerprints.write(fingerprints.fingerprint(texts)))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
