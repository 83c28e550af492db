"""The first sight of an index: the few dozen facts worth a closer look, never a scan of all.

Facts are scored by the rarity of the terms that they hold, with length normalisation as in BM25 (Robertson
and Zaragoza 2009).  Rare terms are taken first; once enough facts are in hand, frequent terms only raise the
scores of those.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from facts.expansion import rarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from facts.expansion import Call, Expansion
    from facts.index import Index

K1: Final = 1.2
B: Final = 0.6
BY_MEANING: Final = 0.2
"""Weight of a concept: enough to find a fact that says it in other words, too little to crowd out one that
says it in the same."""
_TELLING: Final = 2.0
"""Rarity below which a concept is so common that at its weight it would tell nothing."""
_OPEN: Final = 40_000
"""Postings after which further, more frequent terms no longer bring in facts of their own."""
_SHORTLIST: Final = 600

Array = NDArray[Any]


def gather(expansions: Sequence[Expansion], index: Index, count: int) -> list[tuple[int, float]]:
    """The ``count`` facts with the highest first score, best first."""
    wanted: dict[int, Call] = {}
    for expansion in expansions:
        if expansion.calls is None:
            # Kept with the expansion; two threads at once come to the same.
            expansion.calls = tuple(_calls(expansion, index))
        for call in expansion.calls:
            if call[2] > wanted.setdefault(call[0], call)[2]:
                wanted[call[0]] = call
    lists = [(facts, value) for _, facts, value in wanted.values() if value > 0 and len(facts)]
    lists.sort(key=lambda item: len(item[0]))
    if not lists:
        return []
    score = np.zeros(index.facts, dtype=np.float32)
    opened: list[Array] = []
    spent = 0
    rest: list[tuple[Array, float]] = []
    for facts, value in lists:
        if opened and spent + len(facts) > _OPEN:
            rest.append((facts, value))
            continue
        score[facts] += np.float32(value)
        opened.append(facts)
        spent += len(facts)
    found = np.concatenate(opened)
    kept = max(count, _SHORTLIST) if rest else count
    found = _best(found, score[found] * _normal(found, index), kept, len(opened))
    scores = score[found]
    for facts, value in rest:
        places = np.searchsorted(facts, found)
        places[places == len(facts)] = 0
        scores = scores + np.float32(value) * (facts[places] == found)
    final = scores * _normal(found, index)
    order = np.lexsort((found, -final))[:count]
    return list(zip(found[order].tolist(), final[order].tolist(), strict=True))


def _calls(expansion: Expansion, index: Index) -> Iterator[Call]:
    """The stems and concepts by which an expansion calls for facts."""
    weight = expansion.term.weight
    for stem, share in expansion.classes.items():
        holding = index.holding(stem)
        yield stem, holding, weight * share * rarity(len(holding), index.facts)
    for concept in expansion.concepts:
        meaning = index.meaning(concept)
        told = rarity(len(meaning), index.facts)
        yield ~concept, meaning, weight * BY_MEANING * told if told >= _TELLING else 0.0


def _normal(facts: Array, index: Index) -> Array:
    """The length factor of BM25 for words that occur once."""
    normal: Array = _normals(index.mean_size)[index.size[facts]]
    return normal


@lru_cache(16)
def _normals(mean: float) -> Array:
    """The length factor for each size that an index tells apart."""
    size = np.arange(256).astype(np.float32) / np.float32(max(1.0, mean))
    normals: Array = (K1 + 1) / (1 + K1 * (1 - B + B * size))
    return normals


def _best(facts: Array, scores: Array, count: int, copies: int) -> Array:
    """About ``count`` best facts, each once, in order of number; up to ``copies`` of each are given."""
    most = count * copies
    if len(facts) > most:
        facts = facts[np.argpartition(-scores, most - 1)[:most]]
    best: Array = np.sort(facts)
    first: Array = np.concatenate([[True], best[1:] != best[:-1]])
    once: Array = best[first]
    return once
