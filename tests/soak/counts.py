"""What came of a trial, held against what is promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.announcements.delivery import Progress
from tests.soak.points import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.soak.points import Kind, Point

_SURE = Progress.SENT
_DOUBT = Progress.IN_DOUBT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the announcements of a trial, each by the name of its place."""

    posts: Mapping[str, int]
    """How often it was posted."""
    states: Mapping[str, Sequence[Progress]]
    """How its deliveries ended."""
    inside: frozenset[str] = frozenset()
    """Those that the process which was struck had noted as being sent, and not as sent."""
    victim: str = ""
    """The one that it was struck with; nothing when it had a whole batch in hand."""
    struck: bool = True
    """Whether a process was struck at all."""
    violations: Sequence[str] = ()
    """What the bot did against the platform's rules."""


@dataclass(slots=True)
class Counts:
    """Sums over announcements of several trials, and what was not as promised."""

    trials: int = 0
    due: int = 0
    posted: int = 0
    """Posts that members got, duplicates included."""
    duplicates: int = 0
    missed: int = 0
    in_doubt: int = 0
    inside: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Add the counts of further trials."""
        for name in ("trials", "due", "posted", "duplicates", "missed", "in_doubt", "inside"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.broken += other.broken


def count(kind: Kind, point: Point, stroke: Stroke, outcome: Outcome) -> Counts:
    """The counts of one trial."""
    posts = outcome.posts.values()
    return Counts(
        trials=1,
        due=len(posts),
        posted=sum(posts),
        duplicates=sum(max(0, times - 1) for times in posts),
        missed=sum(times == 0 for times in posts),
        in_doubt=sum(states == [_DOUBT] for states in map(list, outcome.states.values())),
        inside=len(outcome.inside),
        broken=[*_broken(kind, point, stroke, outcome)],
    )


def _broken(kind: Kind, point: Point, stroke: Stroke, outcome: Outcome) -> Iterator[str]:
    """Each promise that was not kept, in a sentence."""
    if not outcome.struck:
        yield "no process was struck"
    yield from (f"against the rules of the platform: {one}" for one in outcome.violations)
    for name, posts in outcome.posts.items():
        states = list(outcome.states.get(name, ()))
        inside = name in outcome.inside
        if posts > 1:
            yield f"{name} was posted {posts} times"
        if len(states) != 1:
            yield f"{name} has {len(states)} deliveries"
        elif kind.tells or not inside:
            if states != [_SURE] or posts == 0:
                yield f"{name} ended as {states[0]} with {posts} posts, and nothing was in doubt"
        elif states == [_SURE] and posts and stroke is Stroke.STOP:
            pass  # woken before others took it over, the process knows what it did
        elif states != [_DOUBT]:
            yield f"{name} ended as {states[0]} and nobody can know"
    if outcome.victim and not kind.tells and point.doubtful:
        yield from _fate(point, stroke, outcome)


def _fate(point: Point, stroke: Stroke, outcome: Outcome) -> Iterator[str]:
    """Whether the post that the process was struck with came out as the point has it."""
    posts = outcome.posts[outcome.victim]
    if stroke is Stroke.STOP and [*outcome.states[outcome.victim]] == [_SURE]:
        return
    if outcome.victim not in outcome.inside:
        yield f"{outcome.victim} was not noted as being sent when its process was {stroke.value}"
    if posts != point.arrives:
        at = f"{stroke.value} at {point.value!r}"
        yield f"{outcome.victim} was posted {posts} times although its process was {at}"
