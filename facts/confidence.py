"""One calibrated probability that the best fact answers the question.

A fact that matches much of a question may still not answer it ("who commanded …" where it tells what was
done).  So the signals count, for each kind of word in the question, in how many ways the fact accounts for
it: held as it stands, by a misspelling, by its meaning, weakly, or not at all; to these come the features of
the best fact and its lead over the second.  `make fit` weighs them by logistic regression.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from facts.outcome import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facts.expansion import Expansion
    from facts.reading import Reading
    from facts.weigh import Evidence, Match

ACCOUNTED: Final = 0.5
"""Share from which a term counts as accounted for."""
_WEAK: Final = 0.25
"""Share from which it is accounted for weakly."""
_MOST: Final = 3.0
"""Words of one kind beyond which more tell nothing new; also bounds what a flood of words can do."""
_WIDEST: Final = 4.0
_ALIKE: Final = 0.8
"""Likeness from which a listed phrasing of the same kind is nearly the question itself."""
_YEAR: Final = (3, 4)
"""Digits of a year."""
_COUNTRY: Final = "country"
"""Concepts of countries and peoples are named so in the languages' data."""

TAKEN: Final = (
    "first", "coverage", "fact_share", "lead", "trigrams", "type", "phrasing", "phrasing_kind", "slot",
    "numbers", "names", "exactness", "unit", "told", "phrased",
)  # fmt: skip
"""Features of the best fact that are signals as they are."""
OWN: Final = (
    "margin", "phrasing_margin", "score", "contents", "worst", "wants_lost", "focus_lost", "elsewhere",
    "year_lost", "alike",
)  # fmt: skip
"""Signals drawn from the words of the question and from the facts that came next."""
KINDS: Final = ("name", "word", "meaning", "role", "country", "number")
"""Kinds of words: unknown to the language and the facts; in some fact; with a meaning; naming the kind of
answer wanted; countries and peoples; numbers."""
WAYS: Final = ("held", "typo", "meant", "weak", "lost")
"""How the fact accounts for a word."""
COUNTS: Final = (
    *(f"{kind}_{way}" for kind in KINDS for way in WAYS),
    *(f"{kind}_{way}" for kind in ("light", "borrowed") for way in ("held", "lost")),
)
ASKED: Final = tuple(f"asks_{asked.value}" for asked in Asked)
SIGNALS: Final = (*TAKEN, *OWN, *COUNTS, *ASKED)


def signals(
    reading: Reading,
    expansions: Sequence[Expansion],
    masses: Sequence[float],
    ranked: Sequence[Evidence],
) -> dict[str, float]:
    """The evidence for and against the best of ``ranked`` (at least one), by name of signal."""
    best = ranked[0]
    result = dict.fromkeys(SIGNALS, 0.0)
    for name in TAKEN:
        result[name] = best.features[name]
    result[f"asks_{reading.asked.value}"] = 1.0
    result["score"] = best.score / 10.0
    result["margin"] = min(_WIDEST, best.score - ranked[1].score) if len(ranked) > 1 else _WIDEST
    others = max([other.features["phrasing"] for other in ranked[1:]], default=0.0)
    result["phrasing_margin"] = best.features["phrasing"] - others
    result["alike"] = max(0.0, best.features["phrasing_kind"] - _ALIKE) / (1.0 - _ALIKE)
    result["wants_lost"] = float(bool(reading.wants) and best.features["slot"] == 0.0)
    potential = sum(m for m, e in zip(masses, expansions, strict=True) if not e.term.aside) or 1.0
    contents = 0
    for i, (expansion, match) in enumerate(zip(expansions, best.matches, strict=True)):
        term = expansion.term
        if term.aside:
            continue
        name = _name(expansion, match)
        result[name] = min(_MOST, result[name] + 1.0)
        if term.borrowed or term.weight < 1.0:
            continue
        contents += 1
        if match.share < ACCOUNTED:
            # Whether something was in a year is answered by the year in which it was.
            misdated = term.number and len(term.readings[0]) in _YEAR and reading.asked is not Asked.YES_NO
            result["year_lost"] = max(result["year_lost"], float(misdated))
            result["worst"] = max(result["worst"], masses[i] * (1.0 - match.share) / potential)
            result["focus_lost"] = max(result["focus_lost"], float(i == reading.focus))
            # Another close fact accounts for it: that one may be meant.
            near = any(other.matches[i].share >= ACCOUNTED for other in ranked[1:4])
            result["elsewhere"] = max(result["elsewhere"], float(near))
    result["contents"] = math.log1p(contents)
    return result


def _name(expansion: Expansion, match: Match) -> str:
    """The name of the count that a word of the question belongs to."""
    term = expansion.term
    if term.borrowed or term.weight < 1.0:
        way = "held" if match.share >= ACCOUNTED else "lost"
        return f"borrowed_{way}" if term.borrowed else f"light_{way}"
    return f"{_kind(expansion)}_{_way(match)}"


def _kind(expansion: Expansion) -> str:
    term = expansion.term
    if term.number:
        return "number"
    if any(key.startswith(_COUNTRY) for key in term.concepts):
        return "country"
    if term.role:
        return "role"
    if term.concepts or expansion.found:
        return "meaning"
    return "word" if expansion.exact or term.known else "name"


def _way(match: Match) -> str:
    if match.share < ACCOUNTED:
        return "weak" if match.share >= _WEAK else "lost"
    return {"typo": "typo", "meaning": "meant", "pack": "weak"}.get(match.how, "held")


def probability(found: Mapping[str, float], fitted: Mapping[str, float]) -> float:
    """The logistic of the weighted signals."""
    value = fitted["bias"] + sum([weight * found[name] for name, weight in fitted.items() if name != "bias"])
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
