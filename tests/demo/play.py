"""The play: one scene after the other, with a restart in between, and what must be so in the end."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any, TypeVar

from tests.demo import discord_scenes, telegram_scenes
from tests.demo.discord_stage import DiscordStage
from tests.demo.telegram_stage import TelegramStage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tests.demo.babad import Babad
    from tests.demo.transcript import Transcript
    from tests.servers.discord import DiscordServer
    from tests.servers.telegram import TelegramServer

StageT = TypeVar("StageT", DiscordStage, TelegramStage)


async def play(
    babad: Babad, discord: DiscordServer, telegram: TelegramServer, transcript: Transcript
) -> None:
    """Play everything.

    Raises:
        UnexpectedError: something expected did not happen.
        TimeoutError: something did not happen at all.
    """
    on_discord = DiscordStage.set_up(discord, transcript)
    on_telegram = TelegramStage.set_up(telegram, transcript)
    registered = await babad.sync()
    transcript.note(f"$ babad discord sync: {len(registered.splitlines())} commands registered")
    await _start(babad, transcript)
    await _scenes("Discord", discord_scenes.BEFORE, on_discord)
    await _scenes("Telegram", telegram_scenes.BEFORE, on_telegram)
    await _end(babad, transcript)
    await _scenes("Discord", discord_scenes.BETWEEN, on_discord)
    await _scenes("Telegram", telegram_scenes.BETWEEN, on_telegram)
    await _start(babad, transcript)
    await _scenes("Discord", discord_scenes.AFTER, on_discord)
    await _scenes("Telegram", telegram_scenes.AFTER, on_telegram)
    await _end(babad, transcript)
    transcript.expect(f"Discord complains: {discord.violations}", holds=not discord.violations)
    transcript.expect(f"Telegram complains: {[*telegram.violations]}", holds=not telegram.violations)
    _check_log(babad.log, (discord.token, telegram.token), transcript)


async def _start(babad: Babad, transcript: Transcript) -> None:
    await babad.start()
    transcript.note("$ babad run: connected to Discord and Telegram")


async def _end(babad: Babad, transcript: Transcript) -> None:
    code = await babad.end()
    transcript.note(f"SIGTERM: babad run ended with {code}")
    transcript.expect(f"babad run should end with 0, not {code}.", holds=code == 0)


async def _scenes(
    platform: str, scenes: Iterable[Callable[[StageT], Awaitable[None]]], stage: StageT
) -> None:
    for scene in scenes:
        stage.transcript.scene(f"{platform}: {(inspect.getdoc(scene) or '').rstrip('.')}")
        await scene(stage)


def _check_log(log: str, tokens: Iterable[str], transcript: Transcript) -> None:
    """See that the log is in JSON, tells no secrets and nothing of members, and has no errors."""
    entries: list[dict[str, Any]] = [json.loads(line) for line in log.splitlines()]
    transcript.expect("The log should tell of both starts.", holds=len(entries) > 1)
    grave = [entry for entry in entries if entry["level"] in {"error", "critical"}]
    transcript.expect(f"Errors are logged: {grave}", holds=not grave)
    for secret in (*tokens, "Buku paketku", "evil.example"):
        transcript.expect(f"“{secret}” should not be logged.", holds=secret not in log)
