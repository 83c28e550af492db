"""Plain aligned text tables, and where the figures behind them are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from bench.sets import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUT: Final = ROOT / "bench" / "out"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Lay out rows under a head: the first column to the left, the others to the right."""
    cells = [list(head), *[[_cell(value) for value in row] for row in rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "─" * (sum(widths) + 2 * (len(widths) - 1)))
    return "\n".join(["", title, *lines])


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124 -- not a number
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def interval(difference: float, low: float, high: float) -> str:
    """Write a difference in points of a ratio with its interval."""
    return f"{difference:+.3f} [{low:+.3f}, {high:+.3f}]"


def times(value: float) -> str:
    """Write milliseconds with three figures at most."""
    if value != value:  # noqa: PLR0124 -- not a number
        return "-"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def write(name: str, figures: object) -> Path:
    """Keep the figures of a run as JSON for the pictures and for comparing runs."""
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{name}.json"
    file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def read(name: str) -> Any | None:
    """Give the figures of the last run, None when there is none."""
    file = OUT / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None
