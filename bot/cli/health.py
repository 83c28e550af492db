"""``babad health``: whether the bot on this machine is well, for the health checks of containers."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any, Final

import click

from bot.cli.configuration import config_option
from bot.cli.exits import Exit
from bot.config import read
from facts.pack_report import printable

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 6.0
"""Seconds to wait for an answer: a little longer than the delay that counts as hung."""
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # a server may listen so
"""Where to ask when the server listens everywhere."""


@click.command()
@config_option
@click.option("--ready", is_flag=True, help="Ask whether members are answered, not only whether it lives.")
def health(file: Path | None, *, ready: bool) -> None:
    """Ask the bot that runs on this machine how it is.

    \b
    Exit codes: 0 it is well; 1 it is not, or does not answer.
    """  # noqa: D301  # click reads the escape
    settings = read(file).settings.health
    if not settings.port:
        raise click.ClickException("Nothing to ask: health.port is 0, which switches the health server off.")
    host = EVERYWHERE.get(settings.host, settings.host)
    try:
        status, report = _ask(host, settings.port, "/readyz" if ready else "/healthz")
    except (OSError, HTTPException, ValueError) as error:
        raise click.ClickException(
            f"No answer from {host}:{settings.port}: {printable(str(error))}"
        ) from error
    click.echo(json.dumps(report, indent=2))
    raise click.exceptions.Exit(Exit.OK if status < 400 else Exit.FAILED)  # noqa: PLR2004  # of HTTP


def _ask(host: str, port: int, path: str) -> tuple[int, Any]:
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
