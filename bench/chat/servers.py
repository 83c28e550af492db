"""A platform with a crowd on it: ``python -m bench.chat.servers discord|telegram``, told what to do by lines.

``open`` answers the settings with which a bot gets in, ``joined`` once one is in, ``ask`` what the crowd saw.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import OrderedDict
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Protocol

from bench import metrics
from bench.chat.child import obey
from bench.chat.crowd import Crowd
from bench.chat.questions import distinct
from tests.servers.discord import DiscordServer, Limit
from tests.servers.telegram import TelegramServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.chat.child import Json

Seat = tuple[Any, Any]
"""A chat and a member who asks there."""

GUILDS: Final = 60
CHANNELS: Final = 30
ROLES: Final = 15
"""Of a Discord server."""
ASKED: Final = 6
"""Channels of a Discord server in which questions are asked."""
GROUPS: Final = 360
MEMBERS: Final = 10
"""Who ask in one chat.  All together ask so much that each stays far below what they may."""
PATIENCE: Final = 30.0
UNLIMITED: Final = Limit(1_000_000, 1.0)
WEIGHED: Final = 20
"""Of so many answers, the size of one is taken."""


class Platform(Protocol):
    """A loopback platform with a stage for the crowd."""

    seats: list[Seat]

    async def open(self) -> Json:
        """Serve; the settings with which a bot gets in."""

    async def joined(self) -> None:
        """Wait for a bot to be in."""

    async def ask(self, seat: Seat, question: str, how: str) -> float:
        """Have a member ask; the seconds until the answer is there."""

    async def grow(self, communities: int) -> None:
        """Let the bot into so many more communities."""


class Ears(OrderedDict[int, Any]):
    """The messages of a chat, each told of as it comes."""

    def __init__(self, hear: Callable[[Any], None]) -> None:
        super().__init__()
        self._hear = hear

    def __setitem__(self, key: int, message: Any) -> None:
        super().__setitem__(key, message)
        self._hear(message)


class Answers:
    """Questions that wait for their answers."""

    def __init__(self) -> None:
        self._waiting: dict[Any, asyncio.Future[float]] = {}
        self._count = 0
        self.sizes: list[float] = []
        """Bytes of some answers."""

    async def wait(self, question: object, began: float) -> float:
        """Seconds from ``began`` until the answer."""
        waiting = self._waiting[question] = asyncio.get_running_loop().create_future()
        came: float = await asyncio.wait_for(waiting, PATIENCE)
        return came - began

    def hear(self, question: object, payload: object) -> None:
        """A message has come that replies to a question."""
        waiting = self._waiting.pop(question, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())
            self.weigh(payload)

    def weigh(self, payload: object) -> None:
        """Note the size of an answer, now and then."""
        self._count += 1
        if self._count % WEIGHED == 0:
            self.sizes.append(len(json.dumps(payload)))


class OnDiscord:
    """Servers of the usual size, in whose channels members use ``/ask`` or mention the bot."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._server = DiscordServer(keep_requests=0, keep_messages=50)
        self._server.limits.whole, self._server.limits.default = None, UNLIMITED
        self.seats: list[Seat] = []

    async def open(self) -> Json:
        """Serve; the settings of Babad's adapter."""
        await self._server.__aenter__()
        server = self._server
        ask = {"name": "ask", "description": "Ask", "options": [_QUESTION]}
        server.register([ask])
        channels = [self._guild()[:ASKED] for _ in range(GUILDS)]
        members = [server.add_user(f"member-{number}") for number in range(GUILDS * MEMBERS)]
        for number, (member, channel) in enumerate(product(range(MEMBERS), range(ASKED))):
            for guild in range(GUILDS):
                chat = channels[guild][channel]
                self.seats.append((chat, members[guild * MEMBERS + member]))
                if number < ASKED:
                    chat.messages = Ears(self._hear)
        return {"token": server.token, "api": server.rest_url, "gateway": server.gateway_url}

    async def joined(self) -> None:
        """Wait for a connection that identified."""
        await self._server.gateway.settled(identifies=1)

    async def ask(self, seat: Seat, question: str, how: str) -> float:
        """By a slash command or a mention."""
        channel, member = seat
        if how == "slash":
            interaction = await self._server.command(member, channel, "ask", {"question": question})
            response = await interaction.answered(PATIENCE)
            self._answers.weigh(response.message.raw if response.message else None)
            assert response.answered_after is not None
            return response.answered_after
        began = time.perf_counter()
        said = await self._server.say(channel, member, question, mentions_bot=True)
        return await self._answers.wait(said.id, began)

    async def grow(self, communities: int) -> None:
        """Announce more servers to the bot."""
        for _ in range(communities):
            await self._server.announce(self._guild()[0].guild)

    def _guild(self) -> list[Any]:
        guild = self._server.add_guild(
            channels=[f"channel-{number}" for number in range(CHANNELS)],
            roles={f"role-{number}": 0 for number in range(ROLES)},
        )
        return [*guild.channels.values()]

    def _hear(self, message: Any) -> None:
        if message.author.bot and message.reference is not None:
            self._answers.hear(message.reference.id, message.raw)


_QUESTION: Final = {"type": 3, "name": "question", "description": "What", "required": True}


class OnTelegram:
    """Groups whose members ask with the bot's name before the question."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._server = TelegramServer()
        self.seats: list[Seat] = []

    async def open(self) -> Json:
        """Serve; the settings of Babad's adapter, which is not to keep Telegram's own pace."""
        await self._server.__aenter__()
        server = self._server
        groups = [server.add_group(f"group-{number}") for number in range(GROUPS)]
        for group in groups:
            group.messages = Ears(self._hear)
        members = [server.add_user(f"member-{number}") for number in range(GROUPS * MEMBERS)]
        for member in range(MEMBERS):
            self.seats += [(group, members[at * MEMBERS + member]) for at, group in enumerate(groups)]
        urls = {"base_url": server.base_url, "base_file_url": server.base_file_url}
        return {"token": server.token, "rate": 0, **urls}

    async def joined(self) -> None:
        """Wait for a poll."""
        await self._server.until(lambda: self._server.updates.polls)

    async def ask(self, seat: Seat, question: str, how: str) -> float:
        """By a message that names the bot."""
        del how
        began = time.perf_counter()
        said = await self._server.say(*seat, f"@babad_bot {question}")
        return await self._answers.wait((said.chat.id, said.id), began)

    async def grow(self, communities: int) -> None:
        """Nothing: Telegram tells a bot of no groups."""

    def _hear(self, message: Any) -> None:
        if message.by_bot and message.reply_to is not None:
            key = (message.chat.id, message.reply_to.id)
            self._answers.hear(key, [message.content, message.markup])


async def serve(name: str) -> None:
    """Serve the platform of that name and do what comes in by line, until there is no more."""
    answers = Answers()
    platform: Platform = OnDiscord(answers) if name == "discord" else OnTelegram(answers)

    async def ask(how: str, count: int, seed: int, users: int = 0, rate: float = 0.0) -> Json:
        questions = distinct(count, seed)
        crowd: Crowd[Seat] = Crowd(platform.seats, lambda seat, text: platform.ask(seat, text, how))
        answers.sizes.clear()
        seen = await (crowd.steadily(questions, rate) if rate else crowd.at_once(questions, users))
        return {**seen, "bytes": metrics.mean(answers.sizes)}

    async def joined() -> Json:
        await platform.joined()
        return {}

    async def grow(communities: int) -> Json:
        await platform.grow(communities)
        return {}

    await obey({"open": platform.open, "joined": joined, "ask": ask, "grow": grow})


def main(arguments: Iterable[str]) -> None:
    """Serve the platform that the argument names."""
    (name,) = arguments
    asyncio.run(serve(name))


if __name__ == "__main__":
    main(sys.argv[1:])
