"""``python -m bench.calendar``: count and draw the calendar of the shipped packs, or verify its days."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from bench.calendar import coverage, pages, reference
from bench.calendar.decisions import DecisionError
from bench.calendar.verification import verify
from facts.library import load, shipped

_ABOUT: Final = """\
Counts the facts of the shipped packs by day, century, region, theme, kind and pack, draws them, and writes
docs/calendar.md, docs/calendar-decisions.md and docs/pictures/calendar.svg.

With verify, compares each dated fact with the lists of events in FOLDER instead, and ends with 1 when one
differs that bench/calendar/decisions.yaml does not decide on."""


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked for; 1 when something is stale, missing or not decided on."""
    options = _parser().parse_args(arguments)
    try:
        return _verify(options.folder) if options.what == "verify" else _write(check=options.check)
    except (DecisionError, reference.ListError) as problem:
        print(problem, file=sys.stderr)
        return 1


def _verify(folder: Path) -> int:
    events = reference.read(folder)
    told, undecided = verify([load(name) for name in shipped()], events)
    print(told)
    return int(undecided > 0)


def _write(*, check: bool) -> int:
    """Print the figures and write what is stale; with ``check`` only name it."""
    packs = [load(name) for name in shipped()]
    stale = [
        (file, text)
        for file, text in pages.written(packs).items()
        if not file.exists() or file.read_text("utf-8") != text
    ]
    if check:
        for file, _ in stale:
            print(f"{file} is stale: run make calendar", file=sys.stderr)
        return int(bool(stale))
    print(coverage.written(coverage.measure(packs)))
    for file, text in stale:
        file.write_text(text, "utf-8")
        print(f"Written: {file}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.calendar",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say what is stale, and end with 1"
    )
    commands = parser.add_subparsers(dest="what")
    verifying = commands.add_parser("verify", help="compare with lists of events")
    verifying.add_argument("folder", type=Path, metavar="FOLDER", help="where the lists lie")
    return parser


if __name__ == "__main__":
    sys.exit(main())
