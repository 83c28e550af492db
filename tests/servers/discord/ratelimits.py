"""Rate limits: a bucket for each route and major parameter, and the global one.

Source: docs.discord.com/developers/topics/rate-limits. The numbers of routes are unpublished; those here are
settings of the server. Callbacks of interactions have no limit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .clock import Clock

VIA = "1.1 google"
"""Answers without this header are taken for a ban by the network in front."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429: after how many seconds to come again, and what the limit spans: user, global or shared."""

    retry_after: float
    scope: str = "user"
    via: bool = True

    def body(self) -> dict[str, object]:
        """What the answer carries."""
        message = (
            "The resource is being rate limited." if self.scope == "shared" else "You are being rate limited."
        )
        whole = self.scope == "global"
        return {"message": message, "retry_after": self.retry_after, "global": whole, "code": 0}

    def headers(self) -> dict[str, str]:
        """Its headers."""
        headers = {"Retry-After": str(max(1, round(self.retry_after))), "X-RateLimit-Scope": self.scope}
        if self.scope == "global":
            headers["X-RateLimit-Global"] = "true"
        return {**headers, "Via": VIA} if self.via else headers


@dataclass(slots=True)
class _Bucket:
    limit: Limit
    left: int = 0
    ends: float = 0.0
    closed_until: float = 0.0


class RateLimits:
    """Counts requests and refuses those too many; ``whole`` is the global limit, none for no limit."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._whole = _Bucket(Limit(0, 1.0))
        self.default = Limit(50, 1.0)
        self.routes: dict[str, Limit] = {}
        self.whole: Limit | None = Limit(50, 1.0)

    def take(self, route: str, major: str) -> tuple[Refusal | None, dict[str, str]]:
        """Count a request: why it must wait, if so, and the headers that tell of its bucket."""
        now = self._clock.now()
        bucket = self._bucket(route, major)
        if self.whole and (wait := _spend(self._whole, self.whole, now)):
            return Refusal(wait, "global"), {}
        wait = _spend(bucket, self.routes.get(route, self.default), now)
        return (Refusal(wait) if wait else None), self._headers(route, bucket, now)

    def close(self, route: str, major: str, refusal: Refusal) -> None:
        """Keep to a refusal that was given: who comes earlier is refused again."""
        until = self._clock.now() + refusal.retry_after
        bucket = self._whole if refusal.scope == "global" else self._bucket(route, major)
        bucket.closed_until = max(bucket.closed_until, until)

    def closed(self, route: str, major: str) -> Refusal | None:
        """The refusal still in force, if any."""
        now = self._clock.now()
        for bucket, scope in ((self._whole, "global"), (self._buckets.get((route, major)), "user")):
            if bucket and bucket.closed_until > now:
                return Refusal(bucket.closed_until - now, scope)
        return None

    def _bucket(self, route: str, major: str) -> _Bucket:
        limit = self.routes.get(route, self.default)
        return self._buckets.setdefault((route, major), _Bucket(limit))

    def _headers(self, route: str, bucket: _Bucket, now: float) -> dict[str, str]:
        after = max(0.0, bucket.ends - now)
        return {
            "X-RateLimit-Limit": str(bucket.limit.requests),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{self._clock.wall().timestamp() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(route.encode(), usedforsecurity=False).hexdigest(),
        }


def _spend(bucket: _Bucket, limit: Limit, now: float) -> float:
    """Take one of what the window has left; the seconds to wait when there is none."""
    if now >= bucket.ends or limit != bucket.limit:
        bucket.limit = limit
        bucket.left, bucket.ends = limit.requests, now + limit.seconds
    if not bucket.left:
        return bucket.ends - now
    bucket.left -= 1
    return 0.0
