"""Point discord.py at the server, and back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import yarl

import discord
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

if TYPE_CHECKING:
    from collections.abc import Iterator


class Addressed(Protocol):
    """A server in this process or another, by its URLs."""

    @property
    def rest_url(self) -> str:
        """Where the REST routes begin."""

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""


async def _identify_at_once(_client: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
    """In place of the five seconds that discord.py waits before each further IDENTIFY."""


@contextmanager
def pointed_at(server: Addressed) -> Iterator[None]:
    """Every discord.py client that starts in this block talks to the server.

    Give clients ``guild_ready_timeout=0.1``: ``on_ready`` comes so long after the last guild.
    """
    changes: list[tuple[Any, str, Any]] = [
        (Route, "BASE", server.rest_url),
        (DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url)),
        (Asset, "BASE", server.rest_url.replace("/api/v10", "/cdn")),
        (discord.Client, "before_identify_hook", _identify_at_once),
    ]
    before = [getattr(owner, name) for owner, name, _ in changes]
    for owner, name, value in changes:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for (owner, name, _), value in zip(changes, before, strict=True):
            setattr(owner, name, value)
