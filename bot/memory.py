"""What a conversation remembers, for ten minutes and in memory only: never written anywhere.

A member's last answered questions in a chat let a follow-up borrow the names that it leaves out; the last
outcomes of a chat let whoever presses a button hear why.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Tongue
    from bot.seam import Event, Member, Place
    from facts.outcome import Outcome

FOLLOW_UP: Final = 600.0
"""Seconds for which a follow-up may lean on what was asked before."""
QUESTIONS: Final = 3
REMEMBERED: Final = 10_000
"""Members remembered at once, and outcomes; a few megabytes at most."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What one member asked last in one chat."""

    questions: tuple[str, ...] = ()
    """Those that were answered, oldest first."""
    last: str = ""
    """The very last one, whatever came of it."""
    outcome: Outcome | None = None
    tongue: Tongue | None = None
    """The language of the last reply, small talk included."""

    def asked(self, question: str) -> Thread:
        """With one more question that was answered."""
        return replace(self, questions=(*self.questions, question)[-QUESTIONS:])


class Memory:
    """Threads by member and chat, outcomes by chat and fact."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._threads: Recent[tuple[Place, str], Thread] = Recent(REMEMBERED, FOLLOW_UP, clock)
        self._outcomes: Recent[tuple[Place, str], Outcome] = Recent(REMEMBERED, FOLLOW_UP, clock)

    def thread(self, event: Event) -> Thread:
        """What the member asked last where ``event`` happened."""
        return self._threads.get((event.place, event.member.user)) or Thread()

    def keep(self, event: Event, thread: Thread) -> None:
        """Remember ``thread`` from now on."""
        self._threads.put((event.place, event.member.user), thread)

    def explain(self, place: Place, fact: str, outcome: Outcome) -> None:
        """Remember the outcome that ``fact`` was shown for in ``place``."""
        self._outcomes.put((place, fact), outcome)

    def outcome(self, place: Place, fact: str) -> Outcome | None:
        """The outcome that ``fact`` was shown for in ``place`` last."""
        return self._outcomes.get((place, fact))

    def erase(self, member: Member) -> None:
        """Forget everything that the member asked."""
        self._threads.drop_where(lambda key: key[0].platform == member.platform and key[1] == member.user)
