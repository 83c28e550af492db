"""The shipped facts held against lists of events: what agrees, what differs, and what is not decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.calendar import decisions as decided
from bench.calendar.comparison import compare
from facts.date_words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.calendar.comparison import Comparison, Pair
    from bench.calendar.reference import Event
    from facts.fact import Pack


def verify(packs: Sequence[Pack], events: Sequence[Event]) -> tuple[str, int]:
    """What to print, and how many differences nobody has decided on.

    Raises:
        DecisionError: the decisions cannot be used.
    """
    decisions = decided.read()
    found = compare(packs, events)
    pairs = (*found.differing, *found.doubted)
    undecided = [pair for pair in pairs if not decisions.settle(pair)]
    lines = [*_summary(found, len(events)), ""]
    lines += [f"{len(pairs) - len(undecided)} differences are decided on in bench/calendar/decisions.yaml."]
    if found.unlike:
        lines += [f"On the same day, and not the same: {', '.join(fact.id for fact in found.unlike)}."]
    if idle := decisions.idle(pairs):
        lines += [f"No longer called for: what is told apart of {', '.join(idle)}."]
    for pair in sorted(undecided, key=lambda pair: -pair.likeness):
        lines += ["", *_told(pair)]
    if undecided:
        lines += [
            "",
            f"{len(undecided)} differences are not decided on: mend the fact, or say why it stands.",
        ]
    else:
        lines += ["Nothing else differs."]
    return "\n".join(lines), len(undecided)


def _summary(found: Comparison, events: int) -> Iterator[str]:
    yield f"{found.dated:,} dated facts, {events:,} events in the lists."
    yield f"{len(found.agreeing):,} facts have an event of the same day:"
    grades = [pair.event.grade for pair in found.agreeing]
    for grade in sorted(set(grades)):
        yield f"  {grades.count(grade):5,} graded {grade}"
    yield f"{len(found.differing):,} events are like a fact of another day."
    yield f"{len(found.doubted):,} facts are told as sure though the list doubts the day."
    yield f"{len(found.unlike):,} facts share day and year with an event that tells something else."
    yield f"{len(found.missing):,} events are not told here."


def _told(pair: Pair) -> Iterator[str]:
    fact, event = pair.fact, pair.event
    yield f"{fact.id} ({fact.pack}), {pair.likeness:.0%} alike: {_parts(pair)}"
    yield f"  here   {word(fact.when, 'en')}: {fact.in_language('en')}"
    yield f"  {event.origin}  {event.day}, {event.grade}: {event.text}"
    if event.note:
        yield f"         {event.note}"


def _parts(pair: Pair) -> str:
    """Which parts of the date differ."""
    assert pair.fact.when is not None  # only dated facts are compared
    points = pair.fact.when.points
    start, day = points[0], pair.event.day
    pairs = {"year": (start.year, day.year), "month": (start.month, day.month), "day": (start.day, day.day)}
    differing = [part for part, (here, there) in pairs.items() if here is not None and here != there]
    return f"another {' and '.join(differing)}" if differing else "the list doubts the day"
