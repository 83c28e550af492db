"""A platform with thousands of places to post to: ``python -m bench.announce.servers discord|telegram``.

``open`` answers the settings with which a bot gets in, ``places`` where to post, ``joined`` once it is in and
``warm`` once it has answered a little; from ``watch`` on questions are asked; ``progress`` tells what was
posted, ``seen`` what came of it all.
"""

from __future__ import annotations

import asyncio
import sys
import time
from bisect import bisect_left
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from bench.chat.child import obey
from bench.chat.crowd import Crowd
from bench.chat.questions import distinct
from bench.chat.servers import Answers, Ears, OnDiscord, OnTelegram
from tests.servers.discord import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.chat.child import Json
    from bench.chat.servers import Seat

CHANNELS: Final = 25
"""Channels of one Discord server that are posted to."""
ALLOWED: Final = Limit(50, 1.0)
"""What Discord takes from one bot, as it says; responses to interactions come on top."""
QUESTIONS: Final = 2_000
"""Distinct ones; asked again from the first."""
USERS: Final = 8
"""Who ask at once before it counts."""
HOW: Final = {"discord": "slash", "telegram": "message"}


class Posts:
    """When what was posted where, by the clock of the platform."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._by_place: dict[object, int] = {}

    def ears(self, place: object) -> Ears:
        """What hears of posts in a place."""
        self._by_place[place] = 0

        def hear(message: object) -> None:
            del message
            self._by_place[place] += 1
            self.times.append(time.perf_counter())

        return Ears(hear)

    def figures(self, began: float) -> Json:
        """How many, how fast, how often too often or never; times are seconds since ``began``."""
        counts = self._by_place.values()
        return {
            "places": len(counts),
            "posts": len(self.times),
            "duplicates": sum(max(0, count - 1) for count in counts),
            "missed": sum(count == 0 for count in counts),
            "first": self.times[0] - began if self.times else None,
            "last": self.times[-1] - began if self.times else None,
            "most in a second": most(self.times),
        }


class PostsOnDiscord(OnDiscord):
    """A Discord that also counts posts, and refuses what comes faster than Discord takes it."""

    def __init__(self, answers: Answers, posts: Posts) -> None:
        super().__init__(answers)
        self._posts = posts

    async def add_places(self, count: int) -> list[list[str]]:
        """More servers, with the community and the channel of each place to post to."""
        places: list[list[str]] = []
        self._server.limits.whole = ALLOWED
        while len(places) < count:
            wanted = min(CHANNELS, count - len(places))
            guild = self._server.add_guild(channels=[f"sejarah-{number}" for number in range(wanted)])
            for channel in guild.channels.values():
                ears: Any = self._posts.ears(channel.id)
                channel.messages = ears
                places.append([str(guild.id), str(channel.id)])
        return places

    @property
    def refused(self) -> int:
        """Requests refused because they were too many, or forbidden."""
        return self._server.platform.journal.invalid

    @property
    def violations(self) -> list[str]:
        """What the bot did against the rules."""
        return [str(one) for one in self._server.violations]


class PostsOnTelegram(OnTelegram):
    """A Telegram that also counts posts; the bot keeps Telegram's pace by itself."""

    def __init__(self, answers: Answers, posts: Posts) -> None:
        super().__init__(answers)
        self._posts = posts

    async def open(self) -> Json:
        """Serve; the settings of Babad's adapter with the pace that it has unless told otherwise."""
        settings = await super().open()
        del settings["rate"]
        return settings

    async def add_places(self, count: int) -> list[list[str]]:
        """More groups, each a place to post to."""
        places: list[list[str]] = []
        for number in range(count):
            group = self._server.add_group(f"kelas-{number}")
            ears: Any = self._posts.ears(group.id)
            group.messages = ears
            places.append([str(group.id), str(group.id)])
        return places

    @property
    def refused(self) -> int:
        """Calls refused, for whatever reason."""
        return len(self._server.refused())

    @property
    def violations(self) -> list[str]:
        """What the bot did against the rules."""
        return [*self._server.violations]


def most(times: Sequence[float]) -> int:
    """The most that ever came within one second, wherever that second begins; ``times`` are in order."""
    return max((number + 1 - bisect_left(times, at - 1.0) for number, at in enumerate(times)), default=0)


async def serve(name: str) -> None:
    """Serve the platform of that name and do what comes in by line, until there is no more."""
    answers, posts = Answers(), Posts()
    platform = (PostsOnDiscord if name == "discord" else PostsOnTelegram)(answers, posts)
    crowd: Crowd[Seat] = Crowd(platform.seats, lambda seat, text: platform.ask(seat, text, HOW[name]))
    over = asyncio.Event()
    asking: list[asyncio.Task[Json]] = []
    began = cpu = 0.0

    def questions() -> Iterator[str]:
        for question in cycle(distinct(QUESTIONS, seed=3)):
            if over.is_set():
                return
            yield question

    async def places(count: int) -> Json:
        return {"places": await platform.add_places(count)}

    async def joined() -> Json:
        await platform.joined()
        return {}

    async def warm(count: int) -> Json:
        return await crowd.at_once(distinct(count, seed=4), USERS)

    async def watch(rate: float) -> Json:
        nonlocal began, cpu
        began, cpu = time.perf_counter(), time.process_time()
        asking.append(asyncio.create_task(crowd.steadily(questions(), rate)))
        return {}

    async def progress() -> Json:
        return posts.figures(began)

    async def seen() -> Json:
        over.set()
        refused = platform.refused
        (asked,) = await asyncio.gather(*asking)
        return {
            **posts.figures(began),
            "refused": refused,
            "violations": platform.violations,
            "asked": asked,
        }

    await obey(
        {
            "open": platform.open,
            "places": places,
            "joined": joined,
            "warm": warm,
            "watch": watch,
            "progress": progress,
            "seen": seen,
        }
    )


def main(arguments: Iterable[str]) -> None:
    """Serve the platform that the argument names."""
    (name,) = arguments
    asyncio.run(serve(name))


if __name__ == "__main__":
    main(sys.argv[1:])
