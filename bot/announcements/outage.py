"""Whether a platform refuses everything just now, so that no single place is to blame for it."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

LOOKED_AT: Final = 20
"""Announcements whose latest outcomes are looked at."""
LEAST: Final = 5
"""Refusals that make an outage; fewer may be as many places that are gone."""


class Outcomes:
    """The latest outcome of each of the last announcements that a platform was asked to post.

    Each counts once, however often it is tried, so that a few dead places do not look like an outage.
    """

    def __init__(self) -> None:
        self._refused: OrderedDict[int, bool] = OrderedDict()

    def note(self, announcement: int, *, refused: bool) -> None:
        """A post of ``announcement`` was refused for good, or was not."""
        self._refused[announcement] = refused
        self._refused.move_to_end(announcement)
        if len(self._refused) > LOOKED_AT:
            self._refused.popitem(last=False)

    @property
    def outage(self) -> bool:
        """Whether most were refused."""
        refused = sum(self._refused.values())
        return refused >= LEAST and refused * 2 > len(self._refused)
