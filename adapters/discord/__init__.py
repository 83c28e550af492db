"""Babad on Discord: commands, mentions, private messages, buttons and forms, without privileged intents.

Within this package ``import discord`` means the library: imports are absolute.
"""

from adapters.discord.adapter import Discord, create

__all__ = ["Discord", "create"]
