"""The server as a process: prints its URLs as a line of JSON and serves until it is interrupted."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from .control import add_control
from .server import TOKEN, DiscordServer


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until SIGINT or SIGTERM."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    server = DiscordServer(
        token=arguments.token,
        port=arguments.port,
        keep_requests=arguments.keep_requests,
        keep_messages=arguments.keep_messages,
    )
    add_control(server)
    async with server:
        urls = {
            "rest_url": server.rest_url,
            "gateway_url": server.gateway_url,
            "control_url": f"{server.platform.base}/control",
            "token": server.token,
        }
        sys.stdout.write(json.dumps(urls) + "\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN, help="what the bot must show")
    parser.add_argument("--keep-requests", type=int, default=0, help="how many of the last requests to keep")
    parser.add_argument("--keep-messages", type=int, default=1000, help="how many messages a channel keeps")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
