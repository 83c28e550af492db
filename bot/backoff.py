"""How long to wait before what failed is tried again."""

from __future__ import annotations

import random
from typing import Final

FIRST: Final = 1.0
"""Seconds to wait after the first failure; each further one doubles it."""
LONGEST: Final = 300.0
"""Seconds that are never exceeded."""
HEALTHY: Final = 600.0
"""Seconds of health after which earlier failures no longer count."""
LEAST: Final = 0.5
"""Part of the wait that is not left to chance; chance keeps many processes from coming back at once."""


class Backoff:
    """Waits that grow with each failure and begin anew after a time of health."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311  # spreads load, guards nothing
        self._wait = FIRST

    def after(self, healthy: float) -> float:
        """Seconds to wait after a failure that followed ``healthy`` seconds of health."""
        if healthy >= HEALTHY:
            self._wait = FIRST
        wait, self._wait = self._wait, min(self._wait * 2, LONGEST)
        return wait * self._chance.uniform(LEAST, 1)
