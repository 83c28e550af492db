"""What is measured, and how sure one may be of a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.engines import Ranking

RESAMPLES: Final = 2_000
_SEED: Final = 1918


def hit(ranking: Ranking, relevant: frozenset[str]) -> float:
    """Give 1 when the first fact answers."""
    return float(bool(ranking) and ranking[0][0] in relevant)


def reciprocal_rank(ranking: Ranking, relevant: frozenset[str]) -> float:
    """Give one over the place of the first fact that answers, 0 when none of the ten does."""
    return next((1 / place for place, (fact, _) in enumerate(ranking[:10], 1) if fact in relevant), 0.0)


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Say how often a positive one outscores a negative one, ties counting half."""
    values, labels = np.asarray(scores, float), np.asarray(positive, bool)
    above = int(labels.sum())
    below = len(labels) - above
    if not above or not below:
        return float("nan")
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    midranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((midranks[labels].sum() - above * (above + 1) / 2) / (above * below))


def coverage(
    scores: Sequence[float],
    right: Sequence[bool],
    answerable: int,
    precision: float = 0.95,
) -> float:
    """Give the largest share of answerable questions answered rightly at that precision or better."""
    counts, good = _cumulative(scores, right)
    kept = good[good >= precision * counts]
    return float(kept.max(initial=0) / answerable) if answerable else float("nan")


def _cumulative(scores: Sequence[float], right: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Count answers and right answers at each threshold that differs."""
    values, labels = np.asarray(scores, float), np.asarray(right, bool)
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.diff(values[order], append=np.nan))
    return ends + 1, np.cumsum(labels[order])[ends]


def threshold(
    scores: Sequence[float],
    right: Sequence[bool],
    answerable: Sequence[bool],
    false_answers: float = 0.10,
) -> float:
    """Choose what answers most questions rightly while few of the unanswerable ones are answered.

    A threshold answers every question whose score reaches it; at most the share ``false_answers`` of the
    unanswerable questions may be among them.
    """
    values = np.asarray(scores, float)
    labels, open_ = np.asarray(right, bool), np.asarray(answerable, bool)
    allowed = false_answers * max(1, int((~open_).sum()))
    best, chosen = -1, float("inf")
    for candidate in np.unique(values)[::-1]:
        answered = values >= candidate
        if (answered & ~open_).sum() > allowed:
            break
        if (good := int((answered & labels).sum())) > best:
            best, chosen = good, float(candidate)
    return chosen


def paired(
    ours: Mapping[str, Sequence[float]],
    theirs: Mapping[str, Sequence[float]],
) -> tuple[float, float, float]:
    """Give the mean over sets of ours less theirs, with a 95 % bootstrap interval over questions.

    Questions are drawn anew within each set, the same ones for both.
    """
    generator = np.random.default_rng(_SEED)
    means, samples = [], []
    for name in sorted(ours):
        difference = np.asarray(ours[name], float) - np.asarray(theirs[name], float)
        drawn = generator.integers(len(difference), size=(RESAMPLES, len(difference)))
        means.append(difference.mean())
        samples.append(difference[drawn].mean(axis=1))
    low, high = np.quantile(np.mean(samples, axis=0), [0.025, 0.975])
    return float(np.mean(means)), float(low), float(high)


def mean(values: Sequence[float]) -> float:
    """Give the mean, not a number when there is none."""
    return float(np.mean(values)) if len(values) else float("nan")


def percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    """Give the median and the 99th percentile."""
    if not len(milliseconds):
        return float("nan"), float("nan")
    low, high = np.percentile(np.asarray(milliseconds, float), [50, 99])
    return float(low), float(high)
