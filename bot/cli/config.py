"""``babad config``: what is configured, where it comes from, and what is wrong with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.cli.configuration import Refusal, config_option
from bot.cli.exits import Exit
from bot.config import ConfigError, read
from bot.config.masking import rows, secrets
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore
from bot.platforms import create_adapters
from bot.redaction import Redactor
from facts.pack_report import printable

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import Problem, Reading


@click.command()
@config_option
def config(file: Path | None) -> None:
    """Print the settings in force, secrets masked, and where each comes from.

    Adapters check theirs as well; nothing is connected.

    \b
    Exit codes: 0 all is well; 78 something is wrong, which is listed.
    """  # noqa: D301  # click reads the escape
    reading = read(file)
    problems = (*reading.problems, *asyncio.run(_check(reading)))
    for name, value, origin in rows(reading, problems):
        click.echo(printable(f"{name} = {value}  ({origin or 'default'})"))
    for name in reading.unread:
        click.echo(f"{printable(name)} begins like a setting, and nothing reads it.", err=True)
    if problems:
        raise Refusal(ConfigError(problems), Exit.CONFIG, Redactor(secrets(reading)))


async def _check(reading: Reading) -> tuple[Problem, ...]:
    store = PatientStore(reading.settings.store)
    try:
        return create_adapters(reading, lambda name: StoredNotebook(store, name))[1]
    finally:
        await store.close()
