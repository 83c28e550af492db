"""The engines that are measured: ours, and the libraries one would otherwise have taken."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FactRow = tuple[str, str, str]
"""A statement: (id, language, text).  An id may come more than once, say in two languages."""

Ranking = list[tuple[str, float]]
"""Ids with their scores, best first, each id once."""

OURS: Final = "babad"


class Engine(Protocol):
    """What every engine can do; ``save`` and ``load`` serve the runs by size."""

    name: str

    def build(self, facts: list[FactRow]) -> None:
        """Index the statements."""

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        """Give at most ``n`` facts for a question, best first."""

    def save(self, folder: Path) -> None:
        """Write what ``load`` needs into an existing folder."""

    def load(self, folder: Path) -> None:
        """Become ready to rank from what ``save`` wrote."""


BASELINES: Final = {
    "rapidfuzz WRatio": "bench.engines.fuzz:WRatio",
    "rapidfuzz token_set_ratio": "bench.engines.fuzz:TokenSetRatio",
    "bm25s + PyStemmer": "bench.engines.bm25:StemmedBM25",
    "FTS5 words": "bench.engines.fts5:Words",
    "FTS5 trigrams": "bench.engines.fts5:Trigrams",
    "tantivy fuzzy": "bench.engines.tantivy_fuzzy:FuzzyTerms",
    "SymSpell, stem, BM25": "bench.engines.symspell:CorrectedBM25",
}
"""Where each baseline lives; imported on use, so that one measured alone carries nothing of the others."""


def create(name: str) -> Engine:
    """Make the engine of that name, not yet built."""
    place = "bench.engines.ours:Ours" if name == OURS else BASELINES[name]
    module, _, attribute = place.partition(":")
    engine: Engine = getattr(import_module(module), attribute)()
    return engine


def names(*, ours: bool = True, baselines: bool = True) -> list[str]:
    """Name the engines to measure, ours first."""
    return [OURS] * ours + list(BASELINES) * baselines


def each_once(pairs: Iterable[tuple[str, float]], n: int) -> Ranking:
    """Keep the best place of each id, ``n`` at most."""

    def first_places() -> Iterator[tuple[str, float]]:
        seen: set[str] = set()
        for identity, score in pairs:
            if identity not in seen:
                seen.add(identity)
                yield identity, float(score)

    return [pair for pair, _ in zip(first_places(), range(n), strict=False)]


def spread(facts: Iterable[FactRow]) -> int:
    """Count the statements of the id that has most of them: how deep to fetch to fill a ranking."""
    counts: dict[str, int] = {}
    for identity, _, _ in facts:
        counts[identity] = counts.get(identity, 0) + 1
    return max(counts.values(), default=1)
