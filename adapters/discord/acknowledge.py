"""The first response to an interaction, in time: the reply itself, else a sign that it is being worked on.

Discord voids an interaction that has no response after three seconds.  Half of that is left to the network: a
reply that is not ready after ``PATIENCE`` is announced first.  Who will see it has to be said with the
announcement, before the reply is known:

- a command whose replies concern one member or the managers is announced to the asker alone, and its reply
  stays with the asker, as does that of a command in the menu of somebody's message;
- any other command is announced to everyone; when its reply turns out to be for the asker alone, the
  announcement is taken back and the reply follows privately;
- a press or a filled-in form is acknowledged without a trace; the reply follows, or replaces the message.

A press that opens a form is never announced, since the form must be the first response.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord

from adapters.discord.render import pressed
from adapters.discord.retrying import surely
from bot.commands import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.seam import Event, Response

PATIENCE: Final = 1.5
"""Seconds from receipt to the first response."""
_PERSONAL: Final = frozenset({"language", "mydata", "privacy", "report"})


def is_personal(name: str) -> bool:
    """Whether replies to the command of this name are announced to the asker alone."""
    row = BY_NAME.get(name)
    return name in _PERSONAL or (row is not None and row.managed)


async def answered(
    interaction: discord.Interaction, event: Event, work: Coroutine[Any, Any, Response], received: float
) -> Response:
    """What ``work`` comes to; the interaction is announced meanwhile when that takes long.

    Args:
        interaction: what to announce.
        event: what it was read as.
        work: what finds the response.
        received: when the interaction came, by the event loop's clock.
    """
    task = asyncio.ensure_future(work)
    try:
        if not opens_form(interaction):
            patience = received + PATIENCE - asyncio.get_running_loop().time()
            done, _ = await asyncio.wait({task}, timeout=max(0.0, patience))
            if not done:
                await announce(interaction, personal=is_personal(getattr(event, "name", "")))
        return await task
    finally:
        task.cancel()


async def announce(interaction: discord.Interaction, *, personal: bool) -> None:
    """Tell Discord that a reply will come."""
    if interaction.message is not None:
        await surely(interaction.response.defer)
    else:
        personal = personal or on_a_message(interaction)
        interaction.extras["personal"] = personal
        await surely(lambda: interaction.response.defer(ephemeral=personal, thinking=True))


def on_a_message(interaction: discord.Interaction) -> bool:
    """Whether a command was chosen in the menu of a message."""
    data: Any = interaction.data or {}
    return (
        interaction.type is discord.InteractionType.application_command
        and data.get("type") == discord.AppCommandType.message.value
    )


def opens_form(interaction: discord.Interaction) -> bool:
    """Whether a button was pressed that a form answers."""
    if interaction.type is not discord.InteractionType.component:
        return False
    data: Any = interaction.data or {}
    read = pressed(str(data.get("custom_id", "")))
    return read is not None and read[1]
