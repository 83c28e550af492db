"""Every adapter keeps what it promises of posts: where they may go, and that none goes out twice."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import pytest

from bot.blocks import Reply, Span, Text
from bot.delivery import Gone, Later, Located, Sent, Unsure
from tests.contract.homes import HOMES, MakeHome

ROOT = Path(__file__).parents[2]
WORDS = "Hari ini dalam sejarah"
POST = Reply((Text((Span(WORDS),)),), quiet=True)
FASTEST = 50.0
"""Messages a second that the quickest of the platforms takes from one bot."""

everywhere = pytest.mark.parametrize("make", HOMES.values(), ids=HOMES)


def test_every_shipped_adapter_has_a_home() -> None:
    """Whoever adds one shows here that it keeps these promises."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert set(HOMES) >= set(declared["babad.adapters"])


@everywhere
def test_a_place_is_located_as_it_is(make: MakeHome) -> None:
    """What is kept of it can be posted to, and located again."""

    async def scene() -> None:
        async with make() as home:
            located = await home.adapter.locate(home.place)
            assert isinstance(located, Located)
            assert located.place == home.place
            assert isinstance(await home.adapter.send(located.place, POST, "1"), Sent)

    asyncio.run(scene())


@everywhere
def test_no_place_is_located_in_a_community_that_it_is_not_of(make: MakeHome) -> None:
    """Nobody announces among strangers."""

    async def scene() -> None:
        async with make() as home:
            for place in home.foreign:
                assert await home.adapter.locate(place) == Gone()

    asyncio.run(scene())


@everywhere
@pytest.mark.parametrize("age", [0.0, 60.0, 7_200.0])
def test_a_post_that_was_sent_is_never_sent_again_by_asking(make: MakeHome, age: float) -> None:
    """It is found, or left in doubt."""

    async def scene() -> None:
        async with make() as home:
            sent = await home.adapter.send(home.place, POST, "1")
            before = home.arrived(WORDS)
            for _ in range(2):
                outcome = await home.adapter.recover(home.place, POST, "1", age)
                assert outcome in {sent, Unsure()}
            assert home.arrived(WORDS) == before

    asyncio.run(scene())


@everywhere
@pytest.mark.parametrize("age", [0.0, 60.0, 7_200.0])
def test_a_post_that_was_not_sent_arrives_once_or_stays_in_doubt(make: MakeHome, age: float) -> None:
    """And which of the two is told truly."""

    async def scene() -> None:
        async with make() as home:
            outcomes = {await home.adapter.recover(home.place, POST, "1", age) for _ in range(2)}
            assert len(outcomes) == 1
            assert home.arrived(WORDS) == isinstance(outcomes.pop(), Sent)

    asyncio.run(scene())


@everywhere
def test_a_closed_adapter_sends_nothing_and_decides_nothing(make: MakeHome) -> None:
    """Where there is a connection to lose."""

    async def scene() -> None:
        async with make() as home:
            await home.adapter.close()
            if home.adapter.name in {"console", "dummy"}:
                return
            assert isinstance(await home.adapter.send(home.place, POST, "1"), Later)
            assert isinstance(await home.adapter.recover(home.place, POST, "1", 7_200.0), Later | Unsure)
            assert isinstance(await home.adapter.locate(home.place), Later)
            assert home.arrived(WORDS) == 0

    asyncio.run(scene())


@everywhere
def test_a_pace_is_declared_that_the_platform_takes(make: MakeHome) -> None:
    """Posts are spread by it, beside answers."""

    async def scene() -> None:
        async with make() as home:
            assert 0 < home.adapter.capabilities.posts < FASTEST

    asyncio.run(scene())
