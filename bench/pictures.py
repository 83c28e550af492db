"""Pictures for the documents, from the figures that the runs have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter, PercentFormatter

from bench import engines, sets, tables

mpl.use("Agg")
import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.figure import Figure

FOLDER: Final = sets.ROOT / "docs" / "pictures"

_OURS_COLOUR: Final = "#0072B2"
_COLOURS: Final = ("#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#8C8C8C", "#3B3B3B")
"""Okabe and Ito's, which people with any kind of colour vision tell apart."""

_MARKERS: Final = "os^DvPX*"
_STYLE: Final[Any] = {
    "svg.hashsalt": "babad",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}
_VARIANTS: Final = {
    "clean": "as asked",
    "typo1": "light typos",
    "typo2": "heavy typos",
    "slang": "slang",
    "slangx": "slang, other\nlexicon",
    "slangtypo": "slang and\ntypos",
    "kw": "keywords\nonly",
}


def run() -> None:
    """Draw what there are figures for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawings: dict[str, Callable[[Any], Figure]] = {"retrieval": quality, "seed": outcomes, "scale": speed}
    for name, draw in drawings.items():
        figures = tables.read(name)
        if not figures:
            print(f"No picture of {name}: run python -m bench {name} first.")
            continue
        with mpl.rc_context(_STYLE):
            print("Drawn:", _save(draw(figures), f"bench-{name}"))


def _save(figure: Figure, name: str) -> Path:
    file = FOLDER / f"{name}.svg"
    figure.savefig(file, metadata={"Date": None}, bbox_inches="tight")
    plt.close(figure)
    return file


def _colour(name: str) -> str:
    if name.startswith(engines.OURS):
        return _OURS_COLOUR
    return _COLOURS[list(engines.BASELINES).index(name)]


def quality(measured: list[dict[str, Any]]) -> Figure:
    """R@1 by kind of question, a bar for each engine."""
    variants = [v for v in sets.VARIANTS if v in measured[0]["means"]]
    figure, axes = plt.subplots(figsize=(11, 4.4))
    width = 0.84 / len(measured)
    places = np.arange(len(variants))
    for at, one in enumerate(measured):
        heights = [one["means"][v]["r1"] for v in variants]
        axes.bar(
            places + (at + 0.5) * width - 0.42,
            heights,
            width * 0.92,
            label=one["name"],
            color=_colour(one["name"]),
        )
    axes.set_xticks(places, [_VARIANTS[v] for v in variants])
    axes.tick_params(axis="x", length=0)
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.set_ylabel("right fact first (R@1)")
    axes.set_title("Questions whose right fact comes first, mean over the sets", loc="left")
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.14), frameon=False)
    return figure


_ENDS: Final = {
    "right": ("answered rightly", "#0072B2", ""),
    "suggested": ("suggested", "#56B4E9", ""),
    "held back": ("held back", "#D9D9D9", ""),
    "wrong": ("answered wrongly", "#D55E00", "//"),
}
_NONE_ENDS: Final = {
    "left alone": ("held back", "#D9D9D9", ""),
    "suggested on none": ("suggested", "#56B4E9", ""),
    "false": ("answered all the same", "#D55E00", "//"),
}


def outcomes(played: list[dict[str, Any]]) -> Figure:
    """What became of the questions on the seed that nothing was tuned on."""
    shown = [one for one in played if one["asked"]][::-1]
    names = [one["name"] for one in shown]
    halves = [one["halves"]["report"] for one in shown]
    for half in halves:
        half["left alone"] = 1 - half["false"] - half["suggested on none"]
    figure, panels = plt.subplots(
        1, 2, figsize=(11, 0.42 * len(shown) + 1.9), sharey=True, width_ratios=(3, 2)
    )
    counts = [round(halves[0][key]) for key in ("answerable", "unanswerable")]
    titles = (f"{counts[0]} questions that the facts answer", f"{counts[1]} that they do not")
    for axes, ends, title in zip(panels, (_ENDS, _NONE_ENDS), titles, strict=True):
        left = np.zeros(len(shown))
        for key, (label, colour, hatch) in ends.items():
            values = np.array([half[key] for half in halves])
            axes.barh(
                names, values, 0.72, left, label=label, color=colour, hatch=hatch, edgecolor="white", lw=0.6
            )
            for row, value in enumerate(values):
                if value >= 0.06:
                    ink = "white" if colour in {"#0072B2", "#D55E00"} else "black"
                    place = left[row] + value / 2
                    box = {"facecolor": colour, "edgecolor": "none", "pad": 1}
                    axes.text(
                        place, row, f"{value:.0%}", ha="center", va="center", color=ink, size=9, bbox=box
                    )
            left += values
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.set_title(title, loc="left")
        axes.tick_params(axis="y", length=0)
        axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.1), frameon=False)
    figure.tight_layout()
    return figure


def speed(rows: list[dict[str, Any]]) -> Figure:
    """Milliseconds and memory by the number of statements."""
    figure, panels = plt.subplots(1, 2, figsize=(11, 4.4))
    measured = [row for row in rows if "p50" in row]
    for axes, key, title in zip(
        panels,
        ("p50", "resident MB"),
        (
            "Milliseconds a question: median, and up to the 99th percentile",
            "Resident MB, mapped files left out",
        ),
        strict=True,
    ):
        for at, name in enumerate(dict.fromkeys(row["engine"] for row in measured)):
            mine = [row for row in measured if row["engine"] == name and row[key] is not None]
            sizes, values = [row["size"] for row in mine], [row[key] for row in mine]
            axes.plot(
                sizes,
                values,
                marker=_MARKERS[at],
                label=name,
                color=_colour(name),
                lw=2.6 if name == engines.OURS else 1.3,
            )
            if key == "p50":
                axes.vlines(sizes, values, [row["p99"] for row in mine], color=_colour(name), lw=1, alpha=0.6)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("statements")
        plain = FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
        axes.xaxis.set_major_formatter(plain)
        axes.yaxis.set_major_formatter(plain)
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_title(title, loc="left", size=10)
        axes.grid(alpha=0.3)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.tight_layout()
    figure.legend(handles, labels, ncols=4, loc="lower center", bbox_to_anchor=(0.5, -0.12), frameon=False)
    return figure
