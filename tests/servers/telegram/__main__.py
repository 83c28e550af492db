"""Run a loopback Bot API in a process of its own: ``python -m tests.servers.telegram --port 8081``.

Prints one line of JSON with the addresses once it listens, and runs until it is interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from tests.servers.telegram.server import TOKEN, TelegramServer


async def serve(port: int, token: str, *, privacy: bool) -> None:
    """Listen until SIGINT or SIGTERM."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with TelegramServer(token, port=port, privacy=privacy) as server:
        addresses = {
            "token": server.token,
            "base_url": server.base_url,
            "base_file_url": server.base_file_url,
            "control": f"{server.url}/control/",
        }
        sys.stdout.write(f"{json.dumps(addresses)}\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description="A Bot API on the loopback.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, is any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-privacy", action="store_true", help="deliver all messages of groups")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.token, privacy=not arguments.no_privacy))


if __name__ == "__main__":
    main()
