"""``python -m tests.bench``: measure, print one table, keep it as JSON. Never gates by time.

Everything is measured on the disk of the repository's own ``data`` folder, in a scratch folder
that is removed afterwards. A measure that breaks is told and makes the exit code 1; a goal that
is missed does not.
"""

import argparse
import asyncio
import gc
import logging
import os
import platform
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import structlog

from tests.bench import findings, plan
from tests.bench.findings import Finding
from tests.bench.plan import Plan

DATA = Path(__file__).parents[2] / "data"
Measure = Callable[[Plan], Coroutine[None, None, list[Finding]]]


def measures() -> dict[str, Measure]:
    """Return every measure by its name, in the order of the table."""
    from tests.bench import (
        beside_anki,
        boards,
        bringing,
        disk,
        drawing,
        due,
        growth,
        judging,
        on_discord,
        on_telegram,
        sizes,
        starting,
    )

    return {
        "disk": disk.floor,
        "anki": beside_anki.beside_anki,
        "growth": growth.growth,
        "group": disk.group_commit,
        "judging": judging.judging,
        "boards": boards.leaderboard,
        "due": due.due,
        "drawing": drawing.drawing,
        "bytes": sizes.bytes_a_review,
        "start": starting.starting,
        "bank": starting.bank,
        "import": bringing.bringing,
        "discord": on_discord.on_discord,
        "telegram": on_telegram.on_telegram,
    }


def about() -> dict[str, str]:
    """Return what the figures depend on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "anki": version("anki"),
    }


def measured(name: str, measure: Measure, sizes: Plan) -> list[Finding] | None:
    """Run one measure and tell how long it took; None if it broke."""
    gc.collect()
    begun = time.perf_counter()
    try:
        return asyncio.run(measure(sizes))
    except Exception:
        traceback.print_exc()
        return None
    finally:
        print(f"… {name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def parsed(arguments: Sequence[str], names: Sequence[str]) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller and under a minute")
    parser.add_argument("--only", action="append", choices=names, help="this one; may be repeated")
    parser.add_argument("--json", type=Path, default=DATA / "bench.json", help="where to keep it")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; return 1 only if a measure broke."""
    known = measures()
    options = parsed(arguments, tuple(known))
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)  # the table is the output
    DATA.mkdir(exist_ok=True)
    found: list[Finding] = []
    broken = False
    for name in options.only or known:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=DATA) as folder:
            sizes = (plan.quick if options.quick else plan.full)(Path(folder))
            these = measured(name, known[name], sizes)
        broken |= these is None
        found += these or []
    print(findings.table(found))
    print(" · ".join(f"{key} {value}" for key, value in about().items()))
    findings.keep(found, about(), options.json)
    print(f"Kept in {os.path.relpath(options.json)}.")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
