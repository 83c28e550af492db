"""Brings bots and platforms together, and takes the figures several times."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bench import tables
from bench.chat import report
from bench.chat.child import Child, child

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bench.chat.child import Json

WAYS: Final = (("discord", "slash"), ("discord", "mention"), ("telegram", "message"))
BOTS: Final = ("babad", "echo")
QUESTIONS: Final = 3_000
ROUNDS: Final = 3
USERS: Final = 32
"""Who ask at once, each the next question when the last is answered."""
RATE: Final = 100.0
"""Questions a second that come whatever becomes of them."""
STEADY: Final = 1_000
WARMING: Final = 300
"""Questions before those that count."""
GROWN: Final = 2_000
"""Servers that the bot is let into for the figures of memory; below the 2,500 of one connection."""
SETTLING: Final = 3.0
"""Seconds after which a bot has read what it is told when it gets in."""


def run(questions: int = QUESTIONS, rounds: int = ROUNDS, *, profile: bool = False) -> None:
    """Measure both bots in every way, print and keep the figures."""
    if profile:
        asyncio.run(_profile(questions))
        return
    figures = asyncio.run(_measure(questions, rounds))
    print(report.written(figures))
    print("\nKept in", tables.write("chat", figures))


async def _measure(questions: int, rounds: int) -> Json:
    rows: list[Json] = []
    for number in range(rounds):
        for platform, how in WAYS:
            for bot in BOTS:
                row = {"way": f"{platform} {how}", "bot": bot, "round": number}
                rows.append({**row, **await _round(bot, platform, how, questions, number)})
    memory = {bot: await _memory(bot) for bot in BOTS}
    asked = {"questions": questions, "rounds": rounds, "users": USERS, "steady": STEADY, "rate": RATE}
    return {"asked": asked, "rows": rows, "memory": memory}


async def _round(bot: str, platform: str, how: str, questions: int, number: int) -> Json:
    """One bot on one platform: all at once, then steadily."""
    load = os.getloadavg()[0]
    async with _stage(bot, platform) as (server, asked):
        await server.tell("ask", how=how, count=WARMING, seed=1_000 + number, users=USERS)
        await asked.tell("begin")
        rush = await server.tell("ask", how=how, count=questions, seed=number, users=USERS)
        rush |= await asked.tell("figures")
        await asked.tell("begin")
        calm = await server.tell("ask", how=how, count=STEADY, seed=2_000 + number, rate=RATE)
        calm |= await asked.tell("figures")
    return {"load": load, "rush": rush, "calm": calm}


async def _memory(bot: str) -> Json:
    async with _stage(bot, "discord") as (server, asked):
        before = await asked.tell("figures")
        await server.tell("grow", communities=GROWN)
        await server.tell(
            "ask", how="slash", count=WARMING, seed=0, users=1
        )  # what came before is read by then
        after = await asked.tell("figures")
    return {"start": before["rss"], "a thousand": (after["rss"] - before["rss"]) / GROWN * 1_000}


async def _profile(questions: int) -> None:
    """Print where Babad's time goes, in every way."""
    for platform, how in WAYS:
        async with _stage("babad", platform) as (server, asked):
            await server.tell("ask", how=how, count=WARMING, seed=1_000, users=USERS)
            await asked.tell("begin", profile=True)
            await server.tell("ask", how=how, count=questions, seed=0, users=4)
            profiled = await asked.tell("profiled")
            print(report.profiled(f"{platform} {how}", profiled, questions), flush=True)


@asynccontextmanager
async def _stage(bot: str, platform: str) -> AsyncIterator[tuple[Child, Child]]:
    """A platform and a bot that has joined it."""
    async with child("bench.chat.servers", platform) as server:
        settings = json.dumps(await server.tell("open"))
        async with child("bench.chat.bots", bot, platform, settings) as asked:
            await server.tell("joined")
            await asyncio.sleep(SETTLING)
            await asked.tell("begin")
            yield server, asked
