"""A sample of the crash trials, and proof that they find out a dispatcher that breaks its promises."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.soak.points import Kind, Point, Stroke
from tests.soak.series import POINTS, Cell, Series, serving
from tests.soak.trial import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.soak.counts import Counts

SAMPLE = (
    *(Cell(Plan(kind, point), "sqlite") for kind in (Kind.CHANNEL, Kind.GROUP) for point in POINTS),
    Cell(Plan(Kind.THREAD, Point.ARRIVED, twice=True), "sqlite"),
    Cell(Plan(Kind.GROUP, Point.SENDING, twice=True), "postgresql"),
    Cell(Plan(Kind.THREAD, Point.LATE, forgotten=True), "sqlite"),
    Cell(Plan(Kind.CHANNEL, Point.ARRIVED, forgotten=True), "postgresql"),
    Cell(Plan(Kind.FORUM, Point.REPLIED), "sqlite"),
    Cell(Plan(Kind.TOPIC, Point.LOST), "postgresql"),
    Cell(Plan(Kind.CHANNEL, Point.REPLIED, processes=3), "postgresql"),
    Cell(Plan(Kind.GROUP, Point.ARRIVED, processes=3), "sqlite"),
    Cell(Plan(Kind.CHANNEL, Point.SENDING, Stroke.STOP), "postgresql"),
    Cell(Plan(Kind.GROUP, Point.REPLIED, Stroke.STOP), "postgresql"),
)
JOBS = 3


@pytest.fixture(scope="module")
def series() -> Iterator[Series]:
    """A series of trials."""
    with serving(JOBS) as ready:
        yield ready


@pytest.fixture(scope="module")
def counted(series: Series) -> dict[Cell, Counts]:
    """The counts of the sample, tried once, a few at a time."""
    return asyncio.run(series.run(SAMPLE, seed=7))


@pytest.mark.parametrize("cell", SAMPLE, ids=str)
def test_a_process_that_dies_or_sleeps_costs_no_more_than_promised(
    counted: dict[Cell, Counts], cell: Cell
) -> None:
    """Nothing comes twice; nothing is missed unless it was on its way to a platform that cannot tell."""
    counts = counted[cell]
    assert counts.broken == []
    assert counts.trials == 1
    assert counts.duplicates == 0
    assert counts.missed <= counts.in_doubt <= counts.inside
    assert counts.posted == counts.due - counts.missed
    if cell.plan.kind.tells:
        assert counts.in_doubt == 0


@pytest.mark.parametrize(
    ("variant", "cell", "named"),
    [
        ("impatient", Cell(Plan(Kind.GROUP, Point.ARRIVED), "sqlite"), "was posted 2 times"),
        ("forgetful", Cell(Plan(Kind.GROUP, Point.REPLIED), "sqlite"), "was posted 2 times"),
        ("timid", Cell(Plan(Kind.CHANNEL, Point.LOST), "sqlite"), "in_doubt with 0 posts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_dispatcher_that_breaks_its_promises_is_found_out(
    series: Series, variant: str, cell: Cell, named: str
) -> None:
    """One that sends in doubt, one that notes nothing before it sends, one that does not ask."""
    counts = asyncio.run(series.run([cell], seed=7, variant=variant))[cell]
    assert any(named in sentence for sentence in counts.broken), counts
