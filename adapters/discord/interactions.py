"""Commands, buttons, forms and completions: read, handed over, and answered in time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord
from discord import app_commands

from adapters.discord import reading
from adapters.discord.acknowledge import answered
from adapters.discord.forms import values
from adapters.discord.markdown import shorten
from adapters.discord.registration import arguments
from adapters.discord.render import pressed
from bot.commands import BY_NAME
from bot.seam import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adapters.discord.respond import Responder
    from adapters.discord.work import Work
    from bot.commands import Row
    from bot.seam import Choice, Event

_log = logging.getLogger(__name__)

CHOICES: Final = 25
CHOICE: Final = 100
"""Characters of a choice's name and of its value."""
_LATE: Final = frozenset({10062, 10015, 40060})
"""Unknown interaction, a token that is void, acknowledged before."""


class Interactions:
    """What members do with the bot's commands and buttons."""

    def __init__(self, work: Work, responder: Responder) -> None:
        self._work = work
        self._responder = responder

    async def carry_out(
        self, interaction: discord.Interaction, name: str, args: Mapping[str, str], quoted: str | None = None
    ) -> None:
        """Answer a command."""
        await self._answer(interaction, reading.command(interaction, name, args, quoted))

    async def put_up(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Answer a command that the library could not make out: one of another version, most likely."""
        if isinstance(error, app_commands.CommandInvokeError):
            _log.error("A command failed", exc_info=error.original)
            return
        if interaction.type is discord.InteractionType.autocomplete:
            await _choose(interaction, ())
            return
        data: Any = interaction.data or {}
        name = str(data.get("name", ""))
        row = BY_NAME.get(name)
        given = {option["name"]: option.get("value") for option in data.get("options", ())}
        await self.carry_out(interaction, row.name if row else name, arguments(given))

    async def complete(self, interaction: discord.Interaction, row: Row, parameter: str) -> None:
        """Answer a half-typed option; with nothing rather than late or with an error."""
        with self._work.under_way(interaction.id) as taken:
            if not taken:
                return
            where, who = reading.asks(interaction)
            typed = arguments(dict(iter(interaction.namespace)))
            prefix = typed.pop(parameter, "")
            found = await self._work.suggest(Lookup(parameter, prefix, where, who, row.name, typed))
            await _choose(interaction, found)

    async def pressed_or_filled_in(self, interaction: discord.Interaction) -> None:
        """Answer a button or a form; whatever process sent them, their ids say all that is needed."""
        data: Any = interaction.data or {}
        carried = str(data.get("custom_id", ""))
        if interaction.type is discord.InteractionType.modal_submit:
            filled = values(data.get("components", ()))
            await self._answer(interaction, reading.submit(interaction, carried, filled))
        elif interaction.type is discord.InteractionType.component and (read := pressed(carried)):
            await self._answer(interaction, reading.press(interaction, read[0]))

    async def _answer(self, interaction: discord.Interaction, event: Event) -> None:
        received = asyncio.get_running_loop().time()
        with self._work.under_way(interaction.id) as taken:
            if not taken:
                return
            try:
                response = await answered(interaction, event, self._work.handle(event), received)
                await self._responder.respond(interaction, event, response.reply)
            except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
                _regret(event, error)
                return
            await self._work.deliver(response.posts, str(interaction.id))


def _regret(event: Event, error: Exception) -> None:
    """Write one line about an answer that did not arrive."""
    kind = type(event).__name__
    if isinstance(error, discord.HTTPException) and error.code in _LATE:
        _log.warning("A %s was answered too late or twice (code %d)", kind, error.code)
    elif isinstance(error, discord.HTTPException):
        _log.warning("The answer to a %s was refused: %d (code %d)", kind, error.status, error.code)
    else:
        _log.warning("The answer to a %s did not arrive: %s", kind, type(error).__name__)


async def _choose(interaction: discord.Interaction, found: Iterable[Choice]) -> None:
    offered = [
        app_commands.Choice(name=shorten(_named(choice), CHOICE) or "…", value=choice.value)
        for choice in found
        if 0 < len(choice.value) <= CHOICE
    ]
    try:
        await interaction.response.autocomplete(offered[:CHOICES])
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError):
        _log.debug("A completion came too late")


def _named(choice: Choice) -> str:
    return f"{choice.label} · {choice.detail}" if choice.detail else choice.label
