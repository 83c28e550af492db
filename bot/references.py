"""Facts named within the few bytes that a button carries: by id where it fits, else by a digest of it.

A digest needs nothing kept, so that a button works in every process and at any age, as long as the fact is
still in a pack.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.blocks import fits_action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DIGEST: Final = "~"
"""What a digest begins with; no id does."""
BYTES: Final = 6
"""Of a digest: among a million ids two share one with a chance of 1 in 560, and then the first is shown."""


def digest(fact_id: str) -> str:
    """A short name for ``fact_id``, always the same, in small hexadecimal digits."""
    return DIGEST + hashlib.blake2b(fact_id.encode("utf-8", "replace"), digest_size=BYTES).hexdigest()


def refer(verb: str, fact_id: str) -> str:
    """The action ``verb`` on a fact, by its id or, where that is too long, by its digest."""
    action = f"{verb}:{fact_id}"
    return action if fits_action(action) else f"{verb}:{digest(fact_id)}"


class References:
    """Finds the fact that a button names.

    Args:
        ids: the ids of all facts, asked for only when a digest has to be looked up, and then once.
    """

    def __init__(self, ids: Callable[[], Iterable[str]]) -> None:
        self._ids = ids

    def resolve(self, reference: str) -> str:
        """The id that ``reference`` names; itself when it is no digest, or one of nothing."""
        if not reference.startswith(DIGEST):
            return reference
        return self._by_digest.get(reference, reference)

    @cached_property
    def _by_digest(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for fact_id in self._ids():
            found.setdefault(digest(fact_id), fact_id)
        return found
