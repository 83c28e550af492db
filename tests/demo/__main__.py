"""Play the conversation and print it: ``python -m tests.demo``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.demo.babad import Babad
from tests.demo.play import play
from tests.demo.transcript import Transcript, UnexpectedError
from tests.servers.discord import DiscordServer
from tests.servers.telegram import TelegramServer


async def _demonstrate(folder: Path, transcript: Transcript) -> str:
    """Play; what went wrong, if something did."""
    async with DiscordServer() as discord, TelegramServer() as telegram:
        babad = Babad(discord, telegram, folder)
        try:
            await play(babad, discord, telegram, transcript)
        except (UnexpectedError, LookupError, ValueError, TimeoutError) as problem:
            return f"{type(problem).__name__}: {problem}\n\nThe bot's log:\n{babad.log}"
        finally:
            await babad.kill()
    return ""


def main() -> int:
    """Play; 1 when something expected did not happen."""
    transcript = Transcript(sys.stdout)
    with tempfile.TemporaryDirectory(prefix="babad-demo-") as folder:
        problem = asyncio.run(_demonstrate(Path(folder), transcript))
    if problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    sys.stdout.write(f"\nAs expected: {transcript.checks} things in {transcript.scenes} scenes.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
