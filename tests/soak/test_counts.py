"""What came of a trial, held against what is promised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.announcements.delivery import Progress
from tests.soak.counts import Counts, Outcome, count
from tests.soak.points import Kind, Point, Stroke
from tests.soak.series import POINTS, Cell, cells
from tests.soak.table import table
from tests.soak.trial import Plan

SENT, DOUBT = [Progress.SENT], [Progress.IN_DOUBT]
WELL = Outcome({"a": 1, "b": 1}, {"a": SENT, "b": SENT})
LOST = Outcome({"a": 0, "b": 1}, {"a": DOUBT, "b": SENT}, inside=frozenset("a"), victim="a")


def broken(outcome: Outcome, kind: Kind = Kind.GROUP, point: Point = Point.LOST) -> str:
    """What is wrong with an outcome."""
    return "; ".join(count(kind, point, Stroke.KILL, outcome).broken)


def test_an_outcome_as_promised_is_counted() -> None:
    """Where a platform cannot tell, what was on its way may be missing, and is listed."""
    counts = count(Kind.GROUP, Point.LOST, Stroke.KILL, LOST)
    assert counts == Counts(trials=1, due=2, posted=1, missed=1, in_doubt=1, inside=1)


def test_sums_are_of_everything() -> None:
    """Broken promises are kept one by one."""
    whole = Counts()
    whole.add(count(Kind.GROUP, Point.LOST, Stroke.KILL, LOST))
    whole.add(Counts(trials=1, due=3, posted=4, duplicates=1, broken=["twice"]))
    expected = Counts(trials=2, due=5, posted=5, duplicates=1, missed=1, in_doubt=1, inside=1)
    assert whole == replace(expected, broken=["twice"])


@pytest.mark.parametrize(
    ("outcome", "kind", "point", "words"),
    [
        (replace(WELL, posts={"a": 2, "b": 1}), Kind.CHANNEL, Point.SENT, "a was posted 2 times"),
        (replace(WELL, posts={"a": 0, "b": 1}), Kind.CHANNEL, Point.SENT, "sent with 0 posts"),
        (replace(WELL, states={"a": SENT}), Kind.GROUP, Point.SENT, "b has 0 deliveries"),
        (replace(WELL, states={"a": SENT, "b": SENT * 2}), Kind.GROUP, Point.SENT, "b has 2 deliveries"),
        (replace(WELL, states={"a": SENT, "b": DOUBT}), Kind.GROUP, Point.SENT, "nothing was in doubt"),
        (LOST, Kind.CHANNEL, Point.LOST, "nothing was in doubt"),
        (replace(LOST, states={"a": SENT, "b": SENT}), Kind.GROUP, Point.LOST, "nobody can know"),
        (replace(LOST, inside=frozenset()), Kind.GROUP, Point.LOST, "not noted as being sent"),
        (LOST, Kind.GROUP, Point.ARRIVED, "a was posted 0 times although"),
        (replace(WELL, violations=["ping"]), Kind.GROUP, Point.SENT, "rules of the platform: ping"),
    ],
)
def test_whatever_is_not_as_promised_is_told(outcome: Outcome, kind: Kind, point: Point, words: str) -> None:
    """In a sentence with the name of the place."""
    assert words in broken(outcome, kind, point)


def test_all_is_well_when_all_is_well() -> None:
    """On platforms of both sorts."""
    assert broken(WELL, Kind.CHANNEL) == broken(WELL, Kind.GROUP) == broken(LOST) == ""


def test_everything_there_is_to_try_is_tried() -> None:
    """Each kind of place on each database with one process and several at each point, and each thing once."""
    every = cells()
    assert len(set(every)) == len(every)
    killed = [
        cell
        for cell in every
        if cell.plan.stroke is Stroke.KILL and not (cell.plan.forgotten or cell.plan.twice)
    ]
    assert len(killed) == len(Kind) * 2 * 2 * len(POINTS)


def test_the_table_has_a_row_for_each_cell() -> None:
    """With what was counted, and whether it was as promised."""
    plan = Plan(Kind.GROUP, Point.LOST, Stroke.STOP)
    counts = Counts(trials=2, due=20, posted=18, missed=2, in_doubt=3, broken=["something"])
    *_, row = table({Cell(plan, "sqlite"): counts})
    assert row == (
        "| group | sqlite | 1 | 4 request lost on its way, stopped and woken | 2 | 20 | 18 | 0 | 2 | 3 | no |"
    )
