"""The benchmark of chats: what is asked, how a crowd asks, and a small run of each part."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bench.chat import report
from bench.chat.child import ChildError, child
from bench.chat.crowd import Crowd
from bench.chat.meters import IDLE, Meters, package
from bench.chat.questions import distinct, written
from bench.sets import ROOT

BUSY = {"a second": 200.0, "p50": 10.0, "p99": 20.0, "cpu s": 4.0, "answers": 1_000, "cpu": 0.9}
RUSH = {**BUSY, "server cpu": 0.2, "bytes": 1_500.0, "lost": 0}
CALM = {**RUSH, "lag p99": 3.0, "lag max": 9.0, "rss": 200.0}


def test_no_two_questions_are_alike() -> None:
    """Not even where more are asked than were written."""
    known = written()
    asked = distinct(len(known) * 2, seed=1)
    assert len(set(asked)) == len(asked) == len(known) * 2
    assert set(asked[: len(known)]) == set(known)


def test_questions_are_the_same_for_the_same_seed() -> None:
    """So that two bots are asked the same, and two rounds are not."""
    assert distinct(100, seed=1) == distinct(100, seed=1) != distinct(100, seed=2)


def test_a_crowd_asks_everything_so_many_at_a_time() -> None:
    """Each member the next question as soon as the last is answered; the lost are counted."""
    under_way, most, heard = 0, 0, []

    async def ask(seat: str, question: str) -> float:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        heard.append((seat, question))
        if question == "7":
            raise TimeoutError
        return 0.002

    seen = asyncio.run(Crowd(["a", "b"], ask).at_once([str(number) for number in range(10)], 3))
    assert most == 3
    assert sorted(heard) == sorted(("ab"[number % 2], str(number)) for number in range(10))
    assert (seen["answers"], seen["lost"], seen["p50"], seen["p99"]) == (9, 1, 2.0, 2.0)


def test_a_steady_crowd_does_not_wait_for_answers() -> None:
    """Every question is asked although none is answered before the last was asked."""

    async def scene() -> int:
        asked: list[str] = []
        all_asked = asyncio.Event()

        async def ask(_: str, question: str) -> float:
            asked.append(question)
            if len(asked) == 20:
                all_asked.set()
            await all_asked.wait()
            return 0.001

        seen = await Crowd(["a"], ask).steadily([str(number) for number in range(20)], rate=10_000)
        return int(seen["answers"])

    assert asyncio.run(asyncio.wait_for(scene(), 60)) == 20


@pytest.mark.parametrize(
    ("where", "whose"),
    [
        (("~", 0, "<method 'poll' of 'select.epoll' objects>"), IDLE),
        (("~", 0, "<built-in method builtins.len>"), "built-ins"),
        ((str(ROOT / "facts" / "search.py"), 1, "find"), "facts"),
        (("/somewhere/site-packages/discord/http.py", 1, "request"), "discord"),
        (("/usr/lib/python3.11/asyncio/events.py", 1, "_run"), "asyncio"),
        (("/usr/lib/python3.11/random.py", 1, "choice"), "Python"),
    ],
)
def test_time_is_put_down_to_whose_code_it_is(where: tuple[str, int, str], whose: str) -> None:
    """A floor of ours, a library, a part of Python, or nobody's while it waits."""
    assert package(where) == whose


def test_meters_tell_of_work_in_the_loop_and_in_threads() -> None:
    """CPU, lag and memory; in a profile the functions of both."""

    def toil() -> None:
        total = 0
        for number in range(200_000):
            total += number * number

    async def scene() -> tuple[dict[str, float], dict[str, list[dict[str, Any]]]]:
        meters = Meters()
        await meters.begin(profile=True)
        toil()
        await asyncio.to_thread(toil)
        return await meters.figures(), await meters.profiled()

    figures, profile = asyncio.run(scene())
    assert figures["cpu s"] > 0
    assert figures["lag max"] >= figures["lag p99"] >= 0
    calls = [row for row in profile["own"] if row["name"].endswith("toil")]
    assert [row["calls"] for row in calls] == [2]


def test_the_tables_show_the_best_round_beside_the_echo() -> None:
    """Babad's answers with their share of the echo's, and what was asked."""
    rows = [
        {"way": "discord slash", "bot": bot, "load": 0.5, "rush": {**RUSH, "a second": pace}, "calm": CALM}
        for bot, pace in (("babad", 100.0), ("babad", 200.0), ("echo", 400.0))
    ]
    asked = {"questions": 10, "rounds": 2, "users": 32, "steady": 1_000, "rate": 100.0}
    memory = {"babad": {"start": 150.0, "a thousand": 20.0}}
    text = report.written({"asked": asked, "rows": rows, "memory": memory})
    assert "200 (0.50 of echo)" in text
    assert "discord slash, echo" in text
    assert "10 distinct questions" in text
    assert "20.0" in text


@pytest.mark.parametrize(
    ("bot", "platform", "how"),
    [
        ("babad", "discord", "slash"),
        ("babad", "telegram", "message"),
        ("echo", "discord", "mention"),
        ("echo", "telegram", "message"),
    ],
)
def test_a_bot_answers_the_crowd(bot: str, platform: str, how: str) -> None:
    """Each in a process of its own; every question is answered."""

    async def scene() -> None:
        async with child("bench.chat.servers", platform) as server:
            settings = json.dumps(await server.tell("open"))
            async with child("bench.chat.bots", bot, platform, settings) as asked:
                await server.tell("joined")
                await asked.tell("begin")
                seen = await server.tell("ask", how=how, count=20, seed=1, users=4)
                assert (seen["answers"], seen["lost"]) == (20, 0)
                assert (await asked.tell("figures"))["rss"] >= 0

    asyncio.run(asyncio.wait_for(scene(), 120))


def test_a_child_that_ends_is_told_of() -> None:
    """With what it was told to do."""

    async def scene() -> None:
        async with child("bench.chat.child") as ended:
            await ended.tell("open")

    with pytest.raises(ChildError, match="open"):
        asyncio.run(asyncio.wait_for(scene(), 60))
