"""The two small models that are fitted: a linear ranking and a logistic confidence, in plain numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_LEAST_SPREAD = 0.05


def _descend(gradient: Any, size: int, steps: int, rate: float) -> Array:
    """Adam (Kingma and Ba 2015), which needs no tuning for problems this small."""
    weights = np.zeros(size)
    mean = np.zeros(size)
    square = np.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        pace = rate if step < steps // 2 else rate * 0.2
        weights = weights - pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_ranking(groups: list[tuple[Array, Array, float]], *, penalty: float = 1.0, steps: int = 500) -> Array:
    """Weights under which a relevant candidate comes first (listwise softmax; Cao et al. 2007).

    Args:
        groups: for each question the candidates' features (n by f), which of them are relevant, and the
            question's weight.
        penalty: strength of the pull to zero, over all questions together.
        steps: of gradient descent.
    """
    used = [(x, y, w) for x, y, w in groups if len(x) > 1 and y.any() and not y.all()]
    features = np.concatenate([x for x, _, _ in used])
    spread = features.std(axis=0) + 1e-6
    features = features / spread
    sizes = np.array([len(x) for x, _, _ in used])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(used)), sizes)
    relevant = np.concatenate([y for _, y, _ in used]).astype(float)
    share = np.array([w for _, _, w in used])
    share = (share / share.sum())[group]

    def gradient(weights: Array) -> Array:
        score = features @ weights
        power = np.exp(score - np.maximum.reduceat(score, starts)[group])
        whole = np.add.reduceat(power, starts)[group]
        right = np.add.reduceat(power * relevant, starts)[group]
        slope: Array = features.T @ (share * (power / whole - power * relevant / right))
        return slope + penalty * weights / len(used)

    return _descend(gradient, features.shape[1], steps, 0.2) / spread


def fit_confidence(
    signals: Array, right: Array, trust: Array, *, penalty: float = 60.0, steps: int = 1500
) -> tuple[Array, float]:
    """Logistic regression: weights and bias for the probability that the best fact is right.

    Args:
        signals: one row an example, one column a signal.
        right: 1 where the best fact is right, else 0.
        trust: how much each example counts.
        penalty: strength of the pull to zero, over all examples together.
        steps: of gradient descent.
    """
    share = trust / trust.sum()
    mean = share @ signals
    spread = np.sqrt(share @ (signals - mean) ** 2)
    # A signal that hardly ever fires tells nothing; scaling it up would let one example decide.
    spread = np.maximum(spread, _LEAST_SPREAD)
    standard = np.hstack([(signals - mean) / spread, np.ones((len(signals), 1))])
    pull = np.full(standard.shape[1], penalty / len(signals))
    pull[-1] = 0.0

    def gradient(weights: Array) -> Array:
        guess = 1 / (1 + np.exp(-np.clip(standard @ weights, -30, 30)))
        slope: Array = standard.T @ (share * (guess - right))
        return slope + pull * weights

    fitted = _descend(gradient, standard.shape[1], steps, 0.05)
    weights: Array = fitted[:-1] / spread
    return weights, float(fitted[-1] - weights @ mean)
