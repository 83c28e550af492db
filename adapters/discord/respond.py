"""A response as answer to an interaction: a message, an edit, a form or silence, announced before or not."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from adapters.discord.acknowledge import on_a_message
from adapters.discord.forms import modal
from adapters.discord.render import edited, message, pages
from adapters.discord.retrying import DEADLINE, surely
from adapters.discord.transport import attempt
from bot.blocks import Action, Audience, Form, Reply
from bot.seam import Command, Press

if TYPE_CHECKING:
    from adapters.discord.render import Look
    from bot.seam import Event

_MALFORMED: Final = 50035


@dataclass(frozen=True, slots=True)
class Responder:
    """Says replies in one look."""

    look: Look

    async def respond(
        self, interaction: discord.Interaction, event: Event, said: Reply | Form | None
    ) -> None:
        """Answer ``interaction``, which ``event`` was read from.

        Raises:
            discord.HTTPException: when Discord takes no answer.
        """
        if isinstance(said, Form) and not interaction.response.is_done():
            await surely(lambda: interaction.response.send_modal(modal(said)))
        elif isinstance(said, Form):
            await self._reply(interaction, _asked_again(said, event))
        elif said is None:
            await _silently(interaction)
        else:
            await self._reply(interaction, said)

    async def _reply(self, interaction: discord.Interaction, reply: Reply) -> None:
        look = self._look(interaction, reply)
        try:
            await _say(interaction, reply, look)
        except discord.HTTPException as error:
            if error.code != _MALFORMED or look.plain or reply.replaces:
                raise
            await _say(interaction, reply, replace(look, plain=True))

    def _look(self, interaction: discord.Interaction, reply: Reply) -> Look:
        """The look of the message that is replaced: Discord does not let it change."""
        if not _replaces(interaction, reply) or interaction.message is None:
            return self.look
        return replace(self.look, plain=not interaction.message.flags.components_v2)


def _asked_again(form: Form, event: Event) -> Reply:
    """A button that opens ``form``, for when the time to open it is over."""
    action = ""
    if isinstance(event, Press):
        action = event.action
    elif isinstance(event, Command):
        action = f"{event.name}:{' '.join(event.args.values())}"
    return Reply((), (Action(form.title, action, opens_form=True),), Audience.ASKER)


def _replaces(interaction: discord.Interaction, reply: Reply) -> bool:
    return reply.replaces and interaction.message is not None


async def _silently(interaction: discord.Interaction) -> None:
    """Answer nothing, as far as Discord allows."""
    if interaction.message is not None:
        if not interaction.response.is_done():
            await surely(interaction.response.defer)
        return
    if not interaction.response.is_done():
        await surely(lambda: interaction.response.defer(ephemeral=True, thinking=True))
    await surely(interaction.delete_original_response)


async def _say(interaction: discord.Interaction, reply: Reply, look: Look) -> None:
    first, *rest = pages(reply, look)
    # What was asked in the menu of somebody's message is no reproach to its author.
    alone = reply.audience is Audience.ASKER or on_a_message(interaction)
    if not interaction.response.is_done():
        await _say_first(interaction, first, look, alone=alone)
    else:
        await _say_announced(interaction, first, look, alone=alone)
    for page in rest:
        await _follow(interaction, page, look, alone=alone)


async def _say_first(interaction: discord.Interaction, page: Reply, look: Look, *, alone: bool) -> None:
    if _replaces(interaction, page):
        await surely(lambda: interaction.response.edit_message(**edited(page, look)))
    else:
        await surely(lambda: interaction.response.send_message(**message(page, look), ephemeral=alone))


async def _say_announced(interaction: discord.Interaction, page: Reply, look: Look, *, alone: bool) -> None:
    if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        if _replaces(interaction, page):
            await surely(lambda: interaction.edit_original_response(**edited(page, look)))
        else:
            await _follow(interaction, page, look, alone=alone)
        return
    announced_to_all = not is_announced_privately(interaction)
    if alone and announced_to_all:
        await surely(interaction.delete_original_response)
        await _follow(interaction, page, look, alone=True)
    else:
        await surely(lambda: interaction.edit_original_response(**edited(page, look)))


def is_announced_privately(interaction: discord.Interaction) -> bool:
    """Whether the announcement was for the asker alone, so that its reply is as well."""
    return bool(interaction.extras.get("personal"))


async def _follow(interaction: discord.Interaction, page: Reply, look: Look, *, alone: bool) -> None:
    """Say one more thing; without a nonce it is repeated only when it certainly did not leave."""
    with attempt() as watched:
        for again in (True, False):
            try:
                async with asyncio.timeout(DEADLINE):
                    await interaction.followup.send(**message(page, look), ephemeral=alone)
            except (aiohttp.ClientError, OSError, TimeoutError):
                if watched.doubtful or not again:
                    raise
            else:
                return
