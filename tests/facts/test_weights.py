"""The weights that are shipped can be read and are sane."""

from __future__ import annotations

import math

from facts.weigh import FEATURES
from facts.weights import weights


def test_the_shipped_weights_are_read_once() -> None:
    """Every search shares them."""
    assert weights() is weights()


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    """None is forgotten when a feature is added or taken out."""
    assert sorted(weights().rank) == sorted(FEATURES)


def test_weights_are_finite_numbers() -> None:
    """A fit that went wrong would show here."""
    shipped = weights()
    assert all(math.isfinite(value) for value in (*shipped.rank.values(), *shipped.confidence.values()))
    assert "bias" in shipped.confidence


def test_an_answer_takes_more_confidence_than_a_suggestion() -> None:
    """And both are shares."""
    assert 0 < weights().suggest_from < weights().answer_from < 1
