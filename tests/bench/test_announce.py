"""The benchmark of announcements: what is counted, and a small run of each platform."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from bench.announce import report
from bench.announce.run import MINUTE, minute_after
from bench.announce.servers import Posts, most
from bench.chat.child import child
from tests.soak.due import just_past

PLACES = 12


def test_the_most_in_a_second_is_looked_for_everywhere() -> None:
    """Not only in seconds that begin with the first."""
    assert most([]) == 0
    assert most([0.0, 0.9, 1.5, 1.8, 1.85, 3.0]) == 4
    assert most([0.0, 1.1, 2.2]) == 1


def test_posts_are_counted_by_place() -> None:
    """Those too many and those that did not come."""
    posts = Posts()
    once, twice, never = (posts.ears(name) for name in ("once", "twice", "never"))
    began = time.perf_counter()
    once[1] = twice[2] = twice[3] = "a post"
    figures = posts.figures(began)
    assert len(never) == 0
    assert {name: figures[name] for name in ("places", "posts", "duplicates", "missed")} == {
        "places": 3,
        "posts": 3,
        "duplicates": 1,
        "missed": 1,
    }
    assert 0 <= figures["first"] <= figures["last"]
    assert figures["most in a second"] == 3


def test_posts_are_due_when_they_are_not_spread() -> None:
    """At the next full minute, but not at half and full hours."""
    hour = 1_800_000_000.0 // 3600 * 3600
    assert minute_after(hour + 61) == hour + 2 * MINUTE
    assert minute_after(hour - 10) == hour + MINUTE
    assert minute_after(hour + 29 * MINUTE + 1) == hour + 31 * MINUTE


def test_the_table_tells_of_posts_and_answers() -> None:
    """And of whatever was against the rules of a platform."""
    asked = {"answers": 100, "lost": 1, "p50": 10.0, "p99": 20.0}
    seen: dict[str, Any] = {"posts": 50, "last": 12.5, "most in a second": 41, "duplicates": 2, "missed": 3}
    seen |= {"refused": 4, "violations": ["ping"], "asked": asked}
    used = {"lag p99": 1.0, "lag max": 2.0, "cpu": 0.5, "rss": 200.0}
    row = {"platform": "discord", "load": 0.5, "seen": seen, "used": used, "profile": None}
    host = {"processors": 2, "machine": "x86_64", "python": "3.11"}
    text = report.written({"places": 50, "rate": 10.0, "host": host, "rows": [row]})
    assert "50 posts due in one minute" in text
    assert "12.5" in text
    assert "discord: ping" in text


@pytest.mark.parametrize("platform", ["discord", "telegram"])
def test_what_is_due_is_posted_while_questions_are_answered(platform: str) -> None:
    """Each post once, in processes of their own."""

    async def scene() -> None:
        async with child("bench.announce.servers", platform) as server:
            settings = json.dumps(await server.tell("open"))
            places = (await server.tell("places", count=PLACES))["places"]
            async with child("bench.announce.bots", platform, settings) as bot:
                await server.tell("joined")
                await server.tell("warm", count=4)
                await bot.tell("begin")
                await server.tell("watch", rate=5.0)
                now = datetime.now(UTC)
                await bot.tell("due", places=places, at=just_past(now).timestamp())
                while (await server.tell("progress"))["posts"] < PLACES:  # noqa: ASYNC110  # in another process
                    await asyncio.sleep(0.1)
                seen = await server.tell("seen")
                assert (seen["posts"], seen["duplicates"], seen["missed"]) == (PLACES, 0, 0)
                assert (seen["refused"], seen["violations"]) == (0, [])
                assert seen["asked"]["lost"] == 0
                assert (await bot.tell("figures"))["rss"] >= 0

    asyncio.run(asyncio.wait_for(scene(), 120))
