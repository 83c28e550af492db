"""What came before and after: the dated facts of each pack in the order of time."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facts.dates import HistoricalDate
    from facts.fact import Fact, Pack

Moment = tuple["HistoricalDate", str]


class Timeline:
    """The neighbours in time of every dated fact, within its own pack."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._facts: dict[str, list[Fact]] = {
            pack.id: sorted((fact for fact in pack.facts if fact.when is not None), key=_moment)
            for pack in packs
        }
        self._moments = {pack: list(map(_moment, facts)) for pack, facts in self._facts.items()}

    def around(self, fact: Fact) -> tuple[Fact | None, Fact | None]:
        """The fact before and the one after; None where there is none, or the fact has no date."""
        facts = self._facts.get(fact.pack, [])
        if fact.when is None or not facts:
            return None, None
        at = bisect.bisect_left(self._moments[fact.pack], _moment(fact))
        after = at + 1 if at < len(facts) and facts[at].id == fact.id else at
        return facts[at - 1] if at else None, facts[after] if after < len(facts) else None


def _moment(fact: Fact) -> Moment:
    assert fact.when is not None  # noqa: S101  # only dated facts are asked for theirs
    return fact.when, fact.id
