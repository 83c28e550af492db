"""The packs at hand, in the orders that finding an answer has no need of: by time, by day, by lot.

Each order is made when it is first asked for, which takes up to a second for thousands of facts; ``prepare``
makes them all beforehand, away from the event loop.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.timeline import Timeline
from facts.almanac import Almanac

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from facts.fact import Fact, Pack


class Shelf:
    """Packs, read once from wherever they are."""

    def __init__(self, read: Callable[[], Sequence[Pack]] = tuple) -> None:
        self._read = read

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs in their order."""
        return tuple(self._read())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All their facts."""
        return tuple(fact for pack in self.packs for fact in pack.facts)

    @cached_property
    def timeline(self) -> Timeline:
        """What came before and after each."""
        return Timeline(self.packs)

    @cached_property
    def almanac(self) -> Almanac:
        """What happened on which day of the year."""
        return Almanac(self.packs)

    def prepare(self) -> None:
        """Make everything now."""
        _ = self.facts, self.timeline, self.almanac
