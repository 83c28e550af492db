"""The command line: what ``babad`` does in a terminal."""

from __future__ import annotations

from typing import Final

import click

from bot.cli.group import LazyGroup, SafeGroup
from bot.version import __version__

__all__ = ["SafeGroup", "main"]

COMMANDS: Final = {
    "ask": "bot.cli.ask:ask",
    "chat": "bot.cli.chat:chat",
    "check": "bot.cli.packs:check",
    "config": "bot.cli.config:config",
    "facts": "bot.cli.packs:facts",
    "health": "bot.cli.health:health",
    "run": "bot.cli.run:run",
    "schema": "bot.cli.packs:schema",
    "today": "bot.cli.today:today",
}
"""Where each command is.  Each needs something else, and none should wait for what another needs."""


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Babad, a history companion for study groups."""
