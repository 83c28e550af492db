"""From evidence to outcome: answer, overview, suggestions, or an honest "not known"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from facts.about import about, says
from facts.confidence import ACCOUNTED, KINDS, probability, signals
from facts.fact import Slot
from facts.language.text import words
from facts.outcome import (
    Answer,
    Asked,
    Explanation,
    Outcome,
    Overview,
    Reason,
    Scored,
    Suggestions,
    Unknown,
    WordMatch,
)
from facts.reading import number_said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from facts.fact import Fact
    from facts.search import Candidate, Findings
    from facts.weights import Weights

_SLOTS: Final = {slot.value: slot for slot in Slot}
MOST_OVERVIEW: Final = 5
MOST_SUGGESTED: Final = 3
_MOST_UNEXPLAINED: Final = 6
_OVERVIEW_SHARE: Final = 0.75
"""Facts in an overview cover at least so much of what the best one covers."""
_FEW: Final = 2
"""Words of which a question consists that is a name and nothing else."""
_ALIKE: Final = 0.5
"""Facts whose scores differ by less fit about equally well."""


def decide(found: Findings, fact_of: Callable[[Candidate], Fact], fitted: Weights) -> Outcome:
    """The outcome for what was found.

    Args:
        found: reading and weighed candidates, best first.
        fact_of: gives the fact of a candidate.
        fitted: thresholds and weights.
    """
    ranked = found.candidates
    if not ranked:
        reason = Reason.WEAK if found.reading.terms else Reason.EMPTY
        return Unknown((), _explain(found, 0.0, reason, fact_of))
    known = signals(found.reading, found.expansions, found.masses, [c.evidence for c in ranked])
    confidence = probability(known, fitted.confidence)
    if _open(found):
        overview = _overview(found, fact_of)
        covered = ranked[0].evidence.features["coverage"]
        if covered >= _OVERVIEW_SHARE and (len(overview) > 1 or found.named):
            chosen = sorted((_scored(c, fact_of) for c in overview), key=_in_time)
            return Overview(tuple(chosen), _explain(found, max(confidence, covered), Reason.CLEAR, fact_of))
    best = _scored(ranked[0], fact_of)
    # What one country did is no answer for another, nor one year for another, however much else matches.
    foreign = known["country_lost"] + known["country_weak"] + known["year_lost"] > 0
    if confidence >= fitted.answer_from and not foreign and not _contradicted(found, best.fact):
        others = tuple(_scored(c, fact_of) for c in ranked[1 : 1 + MOST_SUGGESTED])
        why = _explain(found, confidence, Reason.CLEAR, fact_of)
        return Answer(best, _slot(found, best.fact), why, others)
    reason = _doubt(known)
    if confidence >= fitted.suggest_from:
        return Suggestions(
            tuple(_scored(c, fact_of) for c in ranked[:MOST_SUGGESTED]),
            _explain(found, confidence, reason, fact_of),
        )
    return Unknown(
        tuple(_scored(c, fact_of) for c in ranked[:MOST_SUGGESTED]),
        _explain(found, confidence, reason, fact_of),
    )


def _open(found: Findings) -> bool:
    """Whether the question wants an account rather than one fact."""
    reading = found.reading
    contents = [e for e in found.expansions if e.term.weight == 1.0 and not e.term.borrowed]
    if reading.asked is Asked.OPEN:
        return not reading.wants
    # "siapa Semenov?": a question that is a name and nothing else, not even what went before.
    by_name = reading.asked in {Asked.WHO, Asked.WHAT, Asked.KEYWORDS} and not found.borrowed
    return by_name and found.named and len(contents) <= _FEW


def _overview(found: Findings, fact_of: Callable[[Candidate], Fact]) -> list[Candidate]:
    best = found.candidates[0].evidence
    floor = _OVERVIEW_SHARE * best.features["coverage"]
    covering = [c for c in found.candidates if c.evidence.features["coverage"] >= floor]
    if found.named:
        # Many facts hold a name, or its words apart; those come first that are about what bears it.
        name = [term.readings[0] for term in found.reading.terms if term.weight == 1.0]
        covering = [c for c in covering if says(fact_of(c), name)] or covering
        covering.sort(key=lambda c: -(c.evidence.features["lead"] + about(fact_of(c), name)))
    return covering[:MOST_OVERVIEW]


def _scored(candidate: Candidate, fact_of: Callable[[Candidate], Fact]) -> Scored:
    return Scored(fact_of(candidate), round(candidate.evidence.score, 4))


def _in_time(scored: Scored) -> tuple[bool, int]:
    when = scored.fact.when
    day = None if when is None else when.earliest if when.earliest is not None else when.latest
    return day is None, day or 0


def _slot(found: Findings, fact: Fact) -> Slot | None:
    """The short answer of the kind that was asked for."""
    asked = found.reading.asked
    for kind in (asked.value, *sorted(found.reading.wants)):
        if kind in _SLOTS and _SLOTS[kind] in fact.answers:
            return _SLOTS[kind]
    return None


def _contradicted(found: Findings, fact: Fact) -> bool:
    """Whether the fact says another number where the question says one: of another king, war or year.

    However much else matches, it is a twin of the fact that was asked for.
    """
    matches = found.candidates[0].evidence.matches
    before = [
        beside.text
        for beside, number, match in zip(matches, found.expansions[1:], matches[1:], strict=False)
        if number.term.number and not match.share
    ]
    # Most questions say no number that is not in the fact, and reading the fact costs time.
    said = [words(text) for text in fact.text.values()] if before else []
    return any(word in before and number_said(after) for text in said for word, after in pairwise(text))


def _doubt(known: Mapping[str, float]) -> Reason:
    if known["coverage"] < ACCOUNTED:
        return Reason.WEAK
    lost = any(known[f"{kind}_{way}"] for kind in KINDS for way in ("weak", "lost"))
    return Reason.ALIKE if known["margin"] < _ALIKE and not lost else Reason.UNEXPLAINED


def _explain(
    found: Findings, confidence: float, reason: Reason, fact_of: Callable[[Candidate], Fact]
) -> Explanation:
    """The explanation, from the best candidate's matches."""
    matched: list[WordMatch] = []
    unexplained: list[tuple[float, str]] = []
    corrected = list(found.reading.corrected)
    potential = sum(found.masses) or 1.0
    best = found.candidates[0] if found.candidates else None
    for i, expansion in enumerate(found.expansions):
        term, share = expansion.term, found.masses[i] / potential if found.masses else 0.0
        match = best.evidence.matches[i] if best else None
        if match is not None and match.share >= ACCOUNTED:
            word = match.text or expansion.meant or term.readings[0]
            matched.append(WordMatch(term.written, word, match.how, round(share, 3)))
            if match.how == "typo":
                corrected.append((term.written, word))
        elif term.weight == 1.0 and not term.borrowed:
            unexplained.append((share, term.written))
    unexplained.sort(key=lambda item: -item[0])
    return Explanation(
        reason=reason,
        asked=found.reading.asked,
        language=found.reading.language,
        confidence=round(confidence, 4),
        matched=tuple(matched),
        unexplained=tuple(dict.fromkeys(word for _, word in unexplained))[:_MOST_UNEXPLAINED],
        corrected=tuple(dict.fromkeys(corrected)),
        borrowed=found.borrowed,
        second=_scored(found.candidates[1], fact_of) if len(found.candidates) > 1 else None,
    )
