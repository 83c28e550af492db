"""The calendar as a picture: facts by day, a row for each month, and bars by century, region and theme.

Plain SVG in the letters of whoever looks at it, on a ground of its own: dark for those who prefer dark.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from facts.date_language import date_language
from facts.day import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.calendar.coverage import Coverage

STEPS: Final = {1: "1 or 2", 3: "3", 4: "4", 5: "5", 6: "6", 7: "7", 8: "8 or more"}
"""From how many facts on a cell has the next colour, and what stands beside it in the legend."""
CELL: Final = 25
LEFT, TOP, WIDTH = 92, 56, 900
BARS: Final = TOP + 12 * CELL + 84
"""Where the bars begin, in pixels from the top."""
BAR, LABEL, LONGEST = 19, 92, 130
"""Height of a bar, room for its name, and length of the longest, in pixels."""
SHOWN: Final = ("century", "region", "theme")
_LIGHT: Final = ("#eef1f4", "#dbe9f6", "#bad6eb", "#89bedc", "#539ecd", "#2b7bba", "#0b559f", "#08306b")
_DARK: Final = ("#1c232c", "#13324d", "#15466f", "#1b5d92", "#2a78b8", "#4b98d4", "#86bfeb", "#c9e4fa")


def draw(coverage: Coverage) -> str:
    """The picture as an SVG document."""
    rows = max(len(coverage.tallies[name]) for name in SHOWN)
    height = BARS + rows * BAR + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{coverage.dated:,} facts by day of the year, and by century, region and theme</title>",
        f"<style>{_style()}</style>",
        f'<rect width="{WIDTH}" height="{height}" class="ground"/>',
        *_calendar(coverage),
        *_legend(),
    ]
    for at, name in enumerate(SHOWN):
        parts += _bars(name, coverage.tallies[name], 16 + at * 296)
    return "\n".join([*parts, "</svg>", ""])


def _style() -> str:
    """Colours for light, and for those who prefer dark."""
    plain = "text{font:12px system-ui,sans-serif}.small{font-size:11px}.middle{text-anchor:middle}"
    plain += ".right{text-anchor:end}.head{font-weight:600;font-size:14px}"
    light, dark = (
        f".ground{{fill:{ground}}}text{{fill:{ink}}}.bar{{fill:{bar}}}"
        + "".join(f".c{step}{{fill:{colour}}}" for step, colour in enumerate(colours))
        + f".on{{fill:{on}}}"
        for ground, ink, bar, on, colours in (
            ("#ffffff", "#1f2328", "#2b7bba", "#ffffff", _LIGHT),
            ("#0d1117", "#e6edf3", "#4b98d4", "#0d1117", _DARK),
        )
    )
    return f"{plain}{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _calendar(coverage: Coverage) -> Iterator[str]:
    """A cell for each day, with its number of facts, under the days and beside the months."""
    months = [names[0] for names in date_language("en").months]
    yield '<text x="16" y="26" class="head">Facts on each day of the year</text>'
    for day in range(1, 32):
        yield f'<text x="{_x(day)}" y="{TOP - 6}" class="small middle">{day}</text>'
    for at, name in enumerate(months):
        yield f'<text x="{LEFT - 10}" y="{TOP + at * CELL + 17}" class="right">{name}</text>'
    for one in DAYS:
        count, step = coverage.by_day[one], _step(coverage.by_day[one])
        y = TOP + (one.month - 1) * CELL
        title = f"{one.day} {months[one.month - 1]}: {count}"
        yield (
            f'<g><title>{title}</title><rect x="{LEFT + (one.day - 1) * CELL}" y="{y}" width="{CELL - 2}" '
            f'height="{CELL - 2}" rx="3" class="c{step}"/><text x="{_x(one.day)}" y="{y + 16}" '
            f'class="small middle{_over(step)}">{count}</text></g>'
        )


def _x(day: int) -> float:
    """The middle of a column."""
    return LEFT + (day - 1) * CELL + (CELL - 2) / 2


def _step(count: int) -> int:
    """The colour of a cell."""
    return sum(count >= first for first in STEPS)


def _over(step: int) -> str:
    """The class of letters that can be read on a colour."""
    return " on" if step > len(_LIGHT) // 2 else ""


def _legend() -> Iterator[str]:
    y = TOP + 12 * CELL + 14
    for step, name in enumerate(STEPS.values(), 1):
        x = LEFT + (step - 1) * 70
        yield f'<rect x="{x}" y="{y}" width="16" height="16" rx="3" class="c{step}"/>'
        yield f'<text x="{x + 22}" y="{y + 12}" class="small">{name}</text>'


def _bars(title: str, tally: Mapping[str, int], left: float) -> Iterator[str]:
    """A bar for each name, with its number."""
    yield f'<text x="{left}" y="{BARS - 14}" class="head">By {title}</text>'
    most = max(tally.values(), default=1)
    for at, (name, count) in enumerate(tally.items()):
        y = BARS + at * BAR
        length = count / most * LONGEST
        x = left + LABEL
        yield f'<text x="{x - 8}" y="{y + 12}" class="small right">{escape(name)}</text>'
        yield f'<rect x="{x}" y="{y}" width="{length:.1f}" height="{BAR - 4}" rx="2" class="bar"/>'
        yield f'<text x="{x + length + 6:.1f}" y="{y + 12}" class="small">{count:,}</text>'
