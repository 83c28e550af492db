"""What the bot asked for and what it did wrong."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: ``route`` is the template, ``time`` the server's clock in seconds."""

    method: str
    route: str
    path: str
    json: Any
    headers: dict[str, str]
    time: float


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that the bot broke: ``ping``, ``form``, ``nonce``, ``acknowledged`` or ``gateway``."""

    kind: str
    where: str
    detail: str


@dataclass(slots=True)
class Journal:
    """The last requests (none are kept when ``keep`` is 0), all violations, and counts."""

    keep: int
    requests: deque[Request] = field(init=False)
    violations: list[Violation] = field(default_factory=list)
    served: int = 0
    invalid: int = 0
    too_early: int = 0

    def __post_init__(self) -> None:
        self.requests = deque(maxlen=self.keep)

    def blame(self, kind: str, where: str, detail: object) -> None:
        """Note a violation."""
        self.violations.append(Violation(kind, where, str(detail)))
