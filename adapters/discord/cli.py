"""``babad discord``: register the commands, and invite the bot."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

import aiohttp
import click
import discord as library
from discord.http import Route

from adapters.discord.client import REFUSALS, make_client
from adapters.discord.comparison import DIGEST, changes, digest
from adapters.discord.reading import NAME
from adapters.discord.registration import Tree
from adapters.discord.settings import read_settings
from bot import config, i18n
from bot.cli.configuration import Refusal, config_option
from bot.cli.exits import Exit
from bot.delivery import AdapterSettingsError, NotebookError
from bot.notebook import StoredNotebook
from bot.store.errors import StoreError
from bot.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping
    from pathlib import Path

    from adapters.discord.comparison import Changes

PERMISSIONS: Final = library.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""Everything that the bot needs in a server."""
SCOPES: Final = ("bot", "applications.commands")
PATIENCE: Final = 60.0
"""Seconds for everything that a command asks of Discord."""


@click.group()
def discord() -> None:
    """Register the commands on Discord, and invite the bot."""


@discord.command()
@click.option(
    "--guild", type=click.IntRange(min=1), help="Register in this server only, where it shows at once."
)
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@config_option
def sync(guild: int | None, file: Path | None, *, dry_run: bool) -> None:
    """Register the commands of this version with Discord, where that changes anything."""
    settings = _settings(file)
    found, sent = _run(_sync(settings.adapters.get(NAME, {}), guild, dry_run=dry_run))
    for line in _told(found):
        click.echo(line)
    if not found:
        click.echo("Discord has the commands of this version.")
    if not dry_run and guild is None:
        asyncio.run(_note(settings.store, sent))


@discord.command()
@config_option
def invite(file: Path | None) -> None:
    """Print the address with which the bot is added to a server or to an account."""
    application = _run(_application(_settings(file).adapters.get(NAME, {})))
    click.echo(library.utils.oauth_url(application, permissions=PERMISSIONS, scopes=SCOPES))


def _settings(file: Path | None) -> config.Settings:
    try:
        return config.load(file)
    except config.ConfigError as error:
        _fail(str(error), Exit.CONFIG)


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """What ``work`` comes to; what goes wrong is told in a sentence."""
    try:
        return asyncio.run(asyncio.wait_for(work, PATIENCE))
    except AdapterSettingsError as error:
        told = (f"discord.{setting}: {sentence}" for setting, sentence in error.problems)
        _fail("\n".join(told), Exit.CONFIG)
    except library.LoginFailure:
        _fail(REFUSALS[4004], Exit.REFUSED)
    except library.Forbidden:
        _fail("Discord does not let the bot register commands there; invite it with: babad discord invite")
    except library.NotFound:
        _fail("Discord knows no such server, or the bot is not in it.")
    except library.HTTPException as error:
        _fail(f"Discord answered {error.status} (code {error.code}); try again later.")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        _fail(f"Discord cannot be reached ({type(error).__name__}); try again later.")


def _fail(sentence: str, code: Exit = Exit.FAILED) -> NoReturn:
    raise Refusal(sentence, code, str) from None


@asynccontextmanager
async def _logged_in(settings: Mapping[str, Any]) -> AsyncIterator[library.Client]:
    made = read_settings(settings)
    async with make_client(made) as client:
        await client.login(made.token.get_secret_value())
        yield client


async def _application(settings: Mapping[str, Any]) -> int:
    async with _logged_in(settings) as client:
        return client.application_id or 0


async def _sync(
    settings: Mapping[str, Any], guild: int | None, *, dry_run: bool
) -> tuple[Changes, list[dict[str, Any]]]:
    async with _logged_in(settings) as client:
        wanted = await Tree(client, i18n.load()).payload()
        where = f"/applications/{client.application_id}" + (f"/guilds/{guild}" if guild else "") + "/commands"
        with_words = {"with_localizations": "true"}
        present = await client.http.request(Route("GET", where), params=with_words)
        found = changes(wanted, present)
        if found and not dry_run:
            await client.http.request(Route("PUT", where), json=wanted)
        return found, wanted


def _told(found: Changes) -> list[str]:
    return [
        f"{sign} {name}"
        for sign, names in (("+", found.added), ("~", found.changed), ("-", found.removed))
        for name in names
    ]


async def _note(store: str, sent: list[dict[str, Any]]) -> None:
    """Note what was registered, so that a start of another version can tell."""
    try:
        opened = await open_store(store)
        try:
            await StoredNotebook(opened, NAME).write(DIGEST, digest(sent))
        finally:
            await opened.close()
    except (NotebookError, StoreError) as error:
        click.echo(f"Registered, but not noted: {error}", err=True)
