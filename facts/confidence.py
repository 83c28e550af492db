"""One calibrated probability that the best fact answers the question.

A fact that matches much of a question may still not answer it ("who commanded …" where it tells what was
done): what counts most is what of the question is left unexplained, by kind.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from facts.outcome import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facts.expansion import Expansion
    from facts.reading import Reading
    from facts.weigh import Evidence

TAKEN: Final = (
    "first", "coverage", "fact_share", "lead", "trigrams", "type", "phrasing", "slot", "numbers", "names",
    "exactness",
)  # fmt: skip
"""Features of the best fact that are signals as they are."""
SIGNALS: Final = (
    *TAKEN,
    "margin",
    "lost_name",
    "lost_meaning",
    "lost_word",
    "lost_number",
    "worst",
    "contents",
    "keywords",
    "yes_no",
    "phrasing_margin",
    "wants_lost",
)
ACCOUNTED: Final = 0.5
"""Share from which a term counts as accounted for."""


def signals(
    reading: Reading,
    expansions: Sequence[Expansion],
    masses: Sequence[float],
    ranked: Sequence[Evidence],
) -> dict[str, float]:
    """The evidence for and against the best of ``ranked`` (at least one), by name."""
    best = ranked[0]
    result = {name: best.features[name] for name in TAKEN}
    second = ranked[1] if len(ranked) > 1 else None
    result["margin"] = min(4.0, best.score - second.score) if second else 4.0
    result["phrasing_margin"] = best.features["phrasing"] - (
        max(e.features["phrasing"] for e in ranked[1:]) if second else 0.0
    )
    potential = sum(m for m, e in zip(masses, expansions, strict=True) if not e.term.borrowed) or 1.0
    lost = dict.fromkeys(("lost_name", "lost_meaning", "lost_word", "lost_number"), 0.0)
    worst = 0.0
    for i, (expansion, mass) in enumerate(zip(expansions, masses, strict=True)):
        term = expansion.term
        missing = 1.0 - best.matches[i].share
        if term.borrowed or term.weight < 1.0:
            continue
        if missing > ACCOUNTED:
            worst = max(worst, mass * missing / potential)
        kind = (
            "lost_number" if term.number
            else "lost_meaning" if term.concepts
            else "lost_word" if expansion.exact
            else "lost_name"
        )  # fmt: skip
        lost[kind] += mass * missing / potential
    result |= lost
    result["worst"] = worst
    result["contents"] = math.log1p(sum(e.term.weight == 1.0 and not e.term.borrowed for e in expansions))
    result["keywords"] = float(reading.asked is Asked.KEYWORDS)
    result["yes_no"] = float(reading.asked is Asked.YES_NO)
    result["wants_lost"] = float(bool(reading.wants) and best.features["slot"] == 0.0)
    return result


def probability(found: dict[str, float], weights: dict[str, float]) -> float:
    """The logistic of the weighted signals."""
    value = weights["bias"] + sum(weights[name] * found[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
