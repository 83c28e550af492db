"""The command line: what ``babad`` does in a terminal."""

from __future__ import annotations

import click

from bot.cli import ask, chat, packs, today
from bot.cli.group import LazyGroup, SafeGroup
from bot.version import __version__

__all__ = ["SafeGroup", "main"]

LAZY = {
    "config": "bot.cli.config:config",
    "health": "bot.cli.health:health",
    "run": "bot.cli.run:run",
}


@click.group(cls=LazyGroup, lazy=LAZY, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Babad, a history companion for study groups."""


for command in (ask.ask, chat.chat, packs.check, packs.schema, packs.facts, today.today):
    main.add_command(command)
