"""Puts the answering together for the command line: packs, index, catalogues, and where they are kept.

Part of the composition: the only place, with its neighbours here, that reads the environment.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import platformdirs

from bot import chitchat, i18n
from bot.answering import Answering
from bot.telling import LANGUAGES
from facts.library import UnknownPackError, load, shipped
from facts.pack import PackError
from facts.search import open_searcher, open_statements
from facts.segments import StatementsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from facts.fact import Pack

PATIENCE: Final = 1.0
"""Seconds of silence before a progress bar says what takes so long."""

pack_option = click.option(
    "packs",
    "--pack",
    multiple=True,
    metavar="PACK",
    help="A shipped pack by name, or a file; may be repeated.  All shipped packs by default.",
)
language_option = click.option(
    "language", "--lang", type=click.Choice(sorted(LANGUAGES)), help="The language to speak."
)


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """The packs named, each once, or all that are shipped."""
    return tuple(dict.fromkeys(names or shipped()))


def read_packs(names: Sequence[str]) -> tuple[Pack, ...]:
    """The packs named, or all that are shipped, as they were written."""
    return tuple(load(name) for name in chosen(names))


def answering(
    packs: Sequence[str], statements: Path | None = None, *, cache_folder: Path | None = None
) -> Answering:
    """Ready to answer from the packs named, or from a file of plain statements instead.

    Indexes are kept in ``cache_folder``, or where ``cache`` says.

    Raises:
        click.UsageError: if one is not there or has mistakes.
    """
    try:
        tongues = i18n.load()
    except i18n.CatalogueError as error:
        raise click.ClickException(str(error)) from error
    progress = Progress()
    folder = cache_folder or cache()
    try:
        if statements is None:
            searcher = open_searcher(chosen(packs), cache=folder, progress=progress)
        else:
            searcher = open_statements(statements, cache=folder, progress=progress)
    except (UnknownPackError, PackError, StatementsError, OSError) as error:
        # Anything else is a mistake of our own, and nothing that the caller could mend.
        raise click.UsageError(str(error)) from error
    finally:
        progress.close()
    return Answering(searcher, chitchat.load(), tongues)


def cache() -> Path:
    """Where indexes are kept between runs."""
    return Path(os.environ.get("BABAD_CACHE") or platformdirs.user_cache_dir("babad"))


def locale() -> str | None:
    """The language that the terminal is set to."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


class Progress:
    """A bar on the standard error, shown only to a person and only when it takes long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._wanted = sys.stderr.isatty()
        self._stage = ""
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of how far ``stage`` has come."""
        if not self._wanted or self._clock() - self._start < PATIENCE:
            return
        if self._bar is None or stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = click.progressbar(length=total, label=stage, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """End the bar, if there is one."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
