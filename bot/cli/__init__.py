"""The command line: what ``babad`` does in a terminal."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from typing import Any

import click

from bot.cli import ask, chat, packs, today
from bot.version import __version__
from facts.pack_report import printable


class SafeGroup(click.Group):
    """A group whose commands end in a sentence rather than a traceback, whatever goes wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the outermost place where anything unforeseen is caught."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that lacks a letter shall show its number, not end the command.
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has seen enough; click ends quietly
            raise click.ClickException(printable(str(error))) from error
        except Exception as error:
            if os.environ.get("BABAD_DEBUG"):
                raise
            what = printable(f"{type(error).__name__}: {error}")
            raise click.ClickException(
                f"Babad made a mistake of its own; please report it. ({what})"
            ) from error


@click.group(cls=SafeGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Babad, a history companion for study groups."""


for command in (ask.ask, chat.chat, packs.check, packs.schema, packs.facts, today.today):
    main.add_command(command)
