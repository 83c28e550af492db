"""The counts of a series as a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak.points import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.soak.counts import Counts
    from tests.soak.series import Cell

_HEADINGS = (
    *("where", "database", "processes", "struck at point", "trials", "due", "posted"),
    *("duplicates", "missed", "in doubt", "as promised"),
)


def table(counted: Mapping[Cell, Counts]) -> Iterator[str]:
    """The lines of the table."""
    yield _row(_HEADINGS)
    yield _row("-" * len(heading) for heading in _HEADINGS)
    for cell, counts in sorted(counted.items(), key=lambda item: str(item[0])):
        plan = cell.plan
        struck = plan.point.value
        if plan.stroke is Stroke.STOP:
            struck += ", stopped and woken"
        if plan.twice:
            struck += ", the next one too"
        if plan.forgotten:
            struck += ", history alone tells"
        numbers = (
            counts.trials,
            counts.due,
            counts.posted,
            counts.duplicates,
            counts.missed,
            counts.in_doubt,
        )
        kept = "no" if counts.broken else "yes"
        yield _row((plan.kind.value, cell.database, plan.processes, struck, *numbers, kept))


def _row(cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"  # type: ignore[call-overload]
