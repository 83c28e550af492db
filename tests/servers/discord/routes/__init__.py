"""The routes that the server answers."""

from __future__ import annotations

from . import accounts, channels, commands, interactions, messages

ROUTES = [*accounts.ROUTES, *commands.ROUTES, *channels.ROUTES, *messages.ROUTES, *interactions.ROUTES]
"""All of them."""
