"""What is known is said at once; what is not is waited for a little."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import refreshed
from bot.refreshed import AGAIN, FRESH, Refreshed

if TYPE_CHECKING:
    import pytest


@dataclass
class Clock:
    """Seconds that pass when they are told to."""

    now: float = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


@dataclass
class Source:
    """Hands out values when its gate is open."""

    values: dict[str, str | None] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)

    async def load(self, key: str) -> str | None:
        """The value, once the gate is open."""
        self.asked.append(key)
        await self.gate.wait()
        return self.values.get(key)


def opened(**values: str | None) -> Source:
    """A source that answers at once."""
    source = Source(dict(values))
    source.gate.set()
    return source


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_first_value_is_waited_for_and_then_known() -> None:
    """And looked up once, however many ask at the same time."""

    async def main() -> None:
        source = opened(a="1")
        values = Refreshed(source.load, "none")
        assert await asyncio.gather(*(values.get("a") for _ in range(9))) == ["1"] * 9
        assert await values.get("a") == "1"
        assert source.asked == ["a"]

    asyncio.run(main())


def test_an_old_value_stands_until_the_new_one_is_there() -> None:
    """Nobody waits for what is known, and one look-up is enough."""

    async def main() -> None:
        clock, source = Clock(), opened(a="1")
        values = Refreshed(source.load, "none", clock)
        await values.get("a")
        source.gate.clear()
        source.values["a"] = "2"
        clock.now = FRESH
        assert [await values.get("a"), await values.get("a")] == ["1", "1"]
        source.gate.set()
        await settle()
        assert await values.get("a") == "2"
        assert source.asked == ["a", "a"]

    asyncio.run(main())


def test_a_slow_source_keeps_nobody_waiting_and_is_still_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fallback stands until then."""
    monkeypatch.setattr(refreshed, "PATIENCE", 0.0)

    async def main() -> None:
        source = Source({"a": "1"})
        values = Refreshed(source.load, "none")
        assert await values.get("a") == "none"
        source.gate.set()
        await settle()
        assert await values.get("a") == "1"

    asyncio.run(main())


def test_what_was_last_known_stands_while_the_source_is_away() -> None:
    """And the source is asked again after a while, not each time."""

    async def main() -> None:
        clock, source = Clock(), opened(a="1")
        values = Refreshed(source.load, "none", clock)
        await values.get("a")
        clock.now, source.values["a"] = FRESH, None
        for _ in range(3):
            assert await values.get("a") == "1"
            await settle()
        assert len(source.asked) == 2
        clock.now, source.values["a"] = FRESH + AGAIN, "2"
        await values.get("a")
        await settle()
        assert await values.get("a") == "2"

    asyncio.run(main())


def test_the_fallback_stands_for_what_was_never_known() -> None:
    """Once the source is there again its value does."""

    async def main() -> None:
        clock, source = Clock(), opened()
        values = Refreshed(source.load, "none", clock)
        assert await values.get("a") == "none"
        clock.now, source.values["a"] = AGAIN, "1"
        await values.get("a")
        await settle()
        assert await values.get("a") == "1"

    asyncio.run(main())


def test_what_is_put_wins_over_a_look_up_under_way() -> None:
    """Else a change would seem undone for half a minute."""

    async def main() -> None:
        clock, source = Clock(), opened(a="old")
        values = Refreshed(source.load, "none", clock)
        await values.get("a")
        source.gate.clear()
        clock.now = FRESH
        await values.get("a")
        await settle()
        values.put("a", "new")
        source.gate.set()
        await settle()
        assert await values.get("a") == "new"

    asyncio.run(main())


def test_whoever_waits_when_a_value_is_put_gets_it() -> None:
    """The look-up that they waited for is given up."""

    async def main() -> None:
        source = Source({"a": "old"})
        values = Refreshed(source.load, "none")
        waiting = asyncio.create_task(values.get("a"))
        await settle()
        values.put("a", "new")
        assert await waiting == "new"

    asyncio.run(main())


def test_what_is_forgotten_is_looked_up_and_waited_for() -> None:
    """As if it had never been known."""

    async def main() -> None:
        source = opened(a="1")
        values = Refreshed(source.load, "none")
        await values.get("a")
        source.values["a"] = "2"
        values.forget("a")
        assert await values.get("a") == "2"

    asyncio.run(main())
