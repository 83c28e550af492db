"""``python -m tests.soak``: crash trials, a table of what came of them, 1 on a broken promise."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from itertools import chain, repeat
from typing import TYPE_CHECKING

import click

from tests.soak.counts import Counts
from tests.soak.series import Cell, cells, serving
from tests.soak.table import table

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trials; 1 when a promise was broken."""
    options = _parser().parse_args(arguments)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # which minds that clients die
    chosen = [cell for cell in cells() if options.only in str(cell)]
    asked = [*chain.from_iterable(repeat(chosen, options.rounds))]
    if not asked:
        click.echo(f"No trial has {options.only!r} in its name.", err=True)
        return 2
    began, ended = time.monotonic(), 0

    def told(cell: Cell, counts: Counts) -> None:
        nonlocal ended
        ended += 1
        for sentence in counts.broken:
            click.echo(f"\r{cell}: {sentence}", err=True)
        click.echo(f"\r{ended} of {len(asked)} trials", nl=False, err=True)

    with serving(options.jobs, told) as series:
        counted = asyncio.run(series.run(asked, options.seed, options.variant))
    click.echo(err=True)
    click.echo("\n".join(table(counted)))
    whole = Counts()
    for counts in counted.values():
        whole.add(counts)
    seconds = time.monotonic() - began
    click.echo(f"\n{whole.trials} trials in {seconds:.0f} s; {len(whole.broken)} broken promises")
    return 1 if whole.broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak", description="Kill the bot while it posts, and count what members get."
    )
    parser.add_argument(
        "--rounds", type=int, default=2, metavar="N", help="how often each is tried (default: 2)"
    )
    parser.add_argument("--jobs", type=int, default=3, metavar="N", help="trials at once (default: 3)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of what is left to chance")
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="only trials that have WORDS in their name"
    )
    parser.add_argument("--variant", default="", help="a dispatcher that breaks promises, to see them broken")
    return parser


if __name__ == "__main__":
    sys.exit(main())
