"""What the commands that read the configuration share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.cli.exits import Exit

config_option = click.option(
    "file",
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration in YAML, instead of that named by BABAD_CONFIG.",
)


class Refusal(click.ClickException):
    """Ends a command with a message of ours, without secrets, and an exit code that tells the kind."""

    def __init__(self, message: object, code: Exit, redact: Callable[[str], str]) -> None:
        super().__init__(redact(str(message)))
        self.exit_code: int = code  # type: ignore[misc]  # as click's own errors do
