"""Fitted weights and thresholds, read from `weights.json`; ``make fit`` writes it and says from what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights by name of feature or signal."""

    rank: Mapping[str, float]
    confidence: Mapping[str, float]
    """Logistic; ``bias`` is the constant."""
    answer_from: float
    """Confidence from which a fact is given as the answer."""
    suggest_from: float
    """Confidence from which facts are suggested."""
    rank_bare: Mapping[str, float] | None = None
    """In place of ``rank`` for bare statements, which have no phrasings to be weighed by."""


@cache
def weights() -> Weights:
    """The weights that the project ships."""
    data: dict[str, Any] = json.loads(resources.files("facts").joinpath("weights.json").read_bytes())
    return Weights(
        data["rank"], data["confidence"], data["answer_from"], data["suggest_from"], data["rank_bare"]
    )
