"""The bot as an operator runs it: ``babad`` in processes of its own, configured by variables."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.demo.transcript import UnexpectedError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable

    from tests.servers.discord import DiscordServer
    from tests.servers.telegram import TelegramServer

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 30.0
"""Seconds for a start, an end, or a command; far more than they take."""
BABAD: Final = (sys.executable, "-m", "bot")
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT")


def variables(discord: DiscordServer, telegram: TelegramServer, folder: Path) -> dict[str, str]:
    """The environment in which the bot talks to both servers and keeps everything in one folder."""
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "HOME": str(folder),
        "BABAD_DATA": str(folder),
        "BABAD_CACHE": str(folder / "cache"),
        "BABAD_OPERATOR": "the history teacher, guru@example.org",
        "BABAD_HEALTH__PORT": "0",
        "BABAD_LOG__FORMAT": "json",
        "BABAD_DISCORD__TOKEN": discord.token,
        "BABAD_DISCORD__API": discord.rest_url,
        "BABAD_DISCORD__GATEWAY": discord.gateway_url,
        "BABAD_TELEGRAM__TOKEN": telegram.token,
        "BABAD_TELEGRAM__BASE_URL": telegram.base_url,
        "BABAD_TELEGRAM__BASE_FILE_URL": telegram.base_file_url,
        # The script says more in a minute than the 20 messages that Telegram lets a bot send to a group.
        "BABAD_TELEGRAM__RATE": "0",
    }


class Babad:
    """Starts and ends the bot; everything it logs, of all its runs, is in ``log``."""

    def __init__(self, discord: DiscordServer, telegram: TelegramServer, folder: Path) -> None:
        self._discord = discord
        self._telegram = telegram
        self._variables = variables(discord, telegram, folder)
        self._log = folder / "babad.log"
        self._log.touch()
        self._process: Process | None = None

    @property
    def log(self) -> str:
        """What the bot has logged so far."""
        return self._log.read_text("utf-8", "replace")

    async def sync(self) -> str:
        """Register the commands on Discord: ``babad discord sync``; what it prints.

        Raises:
            UnexpectedError: it fails.
        """
        process = await asyncio.create_subprocess_exec(
            *(*BABAD, "discord", "sync"),
            cwd=ROOT,
            env=self._variables,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        if process.returncode:
            raise UnexpectedError(f"babad discord sync ended with {process.returncode}: {output.decode()}")
        return output.decode()

    async def start(self) -> None:
        """Run ``babad run`` and wait until it serves on both platforms.

        Raises:
            UnexpectedError: it ends instead.
            TimeoutError: it does neither.
        """
        identified, polled = self._discord.gateway.identifies, self._telegram.updates.polls
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(*BABAD, "run"), cwd=ROOT, env=self._variables, stdout=log, stderr=log
            )
        await self._unless_ended(self._discord.gateway.settled(identifies=identified + 1))
        await self._unless_ended(self._telegram.until(lambda: self._telegram.updates.polls > polled))

    async def end(self) -> int:
        """Send SIGTERM; the exit code.

        Raises:
            TimeoutError: it does not end, and is killed.
        """
        process = self._process
        if process is None:
            raise UnexpectedError("The bot should run.")
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            await self.kill()
            raise

    async def kill(self) -> None:
        """End it at once, if it still runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _unless_ended(self, waiting: Awaitable[object]) -> None:
        """Wait for something that only a running bot brings about."""
        if self._process is None:
            raise UnexpectedError("The bot should run.")
        awaited, ended = asyncio.ensure_future(waiting), asyncio.ensure_future(self._process.wait())
        try:
            await asyncio.wait({awaited, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not awaited.done():
                raise UnexpectedError(f"babad run ended with {ended.result()}")
            awaited.result()
        finally:
            awaited.cancel()
            ended.cancel()
