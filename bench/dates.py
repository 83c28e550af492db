"""Parses per second: Babad's reader of dates beside the ``edtf`` package, each form once and all together.

Run as ``python bench/dates.py``; takes a few seconds.  Nothing is cached on either side.
"""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING

from edtf import parse_edtf

from facts.dates import HistoricalDate

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = (
    "1918-01-12",
    "1917-11-07",
    "1945-08-17",
    "1918-02",
    "1918",
    "1917~",
    "1917?",
    "1918-01-09%",
    "191X",
    "19XX",
    "1918-XX",
    "1918-02-XX",
    "-0043-03-15",
    "1918-01-09/1918-01-12",
    "1922-03/1922-04",
    "1918/1922",
    "1922-06/..",
    "../1922",
    "Y-17000",
)


def rate(read: Callable[[str], object], texts: tuple[str, ...], seconds: float) -> float:
    """How many of ``texts`` a second ``read`` reads: the best of three runs of about ``seconds`` together."""
    best = 0.0
    for _ in range(3):
        count = 0
        begin = time.perf_counter()
        while (elapsed := time.perf_counter() - begin) < seconds / 3:
            for text in texts:
                read(text)
            count += len(texts)
        best = max(best, count / elapsed)
    return best


def main() -> None:
    """Print one line for each form and one for the whole corpus."""
    print(f"{'':22} {'babad/s':>10} {'edtf/s':>8} {'ratio':>7}")
    for name, texts, seconds in [(text, (text,), 0.15) for text in CORPUS] + [("mixed", CORPUS, 1.5)]:
        ours, theirs = rate(HistoricalDate.parse, texts, seconds), rate(parse_edtf, texts, seconds)
        print(f"{name:22} {ours:10,.0f} {theirs:8,.0f} {ours / theirs:6,.0f}x")


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # edtf's, about its own parser
    main()
