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
    "exactness", "unit", "told",
)  # fmt: skip
"""Features of the best fact that are signals as they are."""
_COUNTRY: Final = "country"
"""Concepts of countries and peoples are named so in the languages' data."""
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
    "lost_names",
    "lost_meanings",
    "lost_words",
    "lost_wanted",
    "lost_focus",
    "lost_role",
    "score",
    "elsewhere",
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
    potential = sum(m for m, e in zip(masses, expansions, strict=True) if not e.term.aside) or 1.0
    lost = dict.fromkeys(("lost_name", "lost_meaning", "lost_word", "lost_number"), 0.0)
    counts = dict.fromkeys(("lost_names", "lost_meanings", "lost_words"), 0.0)
    worst = 0.0
    for i, (expansion, mass) in enumerate(zip(expansions, masses, strict=True)):
        term = expansion.term
        missing = 1.0 - best.matches[i].share
        if term.borrowed or term.weight < 1.0:
            continue
        kind = _kind(expansion)
        lost[f"lost_{kind}"] += mass * missing / potential
        if missing > ACCOUNTED:
            worst = max(worst, mass * missing / potential)
            if kind != "number":
                counts[f"lost_{kind}s"] += 1.0
    result |= lost
    result |= {name: math.log1p(count) for name, count in counts.items()}
    result["worst"] = worst
    # "who built …", "how many guns …": with a fact or a number wanted, every word lost is a wrong relation.
    result["lost_wanted"] = math.log1p(sum(counts.values())) * float(bool(reading.wants))
    focus = reading.focus
    if focus is not None and expansions[focus].term.weight == 1.0:
        result["lost_focus"] = float(best.matches[focus].share < ACCOUNTED)
    else:
        result["lost_focus"] = 0.0
    result["lost_role"] = float(
        any(
            e.term.role and e.term.weight == 1.0 and not e.term.borrowed and m.share < ACCOUNTED
            for e, m in zip(expansions, best.matches, strict=True)
        )
    )
    result["score"] = best.score / 10.0
    # A word that this fact lacks and another close one has: the other may be meant.
    result["elsewhere"] = float(
        any(
            m.share < ACCOUNTED
            and e.term.weight == 1.0
            and not e.term.borrowed
            and any(other.matches[i].share >= ACCOUNTED for other in ranked[1:4])
            for i, (e, m) in enumerate(zip(expansions, best.matches, strict=True))
        )
    )
    result["contents"] = math.log1p(sum(e.term.weight == 1.0 and not e.term.borrowed for e in expansions))
    result["keywords"] = float(reading.asked is Asked.KEYWORDS)
    result["yes_no"] = float(reading.asked is Asked.YES_NO)
    result["wants_lost"] = float(bool(reading.wants) and best.features["slot"] == 0.0)
    return result


def _kind(expansion: Expansion) -> str:
    """What sort of word is lost: a name, something with a meaning, any word, a number."""
    term = expansion.term
    if term.number:
        return "number"
    if any(key.startswith(_COUNTRY) for key in term.concepts):
        return "name"
    if term.concepts or expansion.concepts:
        return "meaning"
    return "word" if expansion.exact or term.known else "name"


def probability(found: dict[str, float], weights: dict[str, float]) -> float:
    """The logistic of the weighted signals."""
    value = weights["bias"] + sum(weights[name] * found[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
