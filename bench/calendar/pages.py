"""The parts of the documentation that the calendar knows better, and its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.calendar import coverage, decisions, drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facts.fact import Pack

DOCS: Final = Path(__file__).parents[2] / "docs"
BEGIN: Final = "<!-- generated -->"
END: Final = "<!-- /generated -->"


def written(packs: Sequence[Pack], docs: Path = DOCS) -> Mapping[Path, str]:
    """Every file that follows from ``packs``, with what it is to hold; the rest of each page stays."""
    counted = coverage.measure(packs)
    tables = decisions.tables(decisions.read(), packs)
    return {
        docs / "pictures" / "calendar.svg": drawing.draw(counted),
        docs / "calendar.md": _between(docs / "calendar.md", coverage.written(counted)),
        docs / "calendar-decisions.md": _between(docs / "calendar-decisions.md", tables),
    }


def _between(page: Path, text: str) -> str:
    """The page with ``text`` where generated text belongs."""
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"
