"""A close look at a few dozen facts: which words account for which terms, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from facts.expansion import MEANING, RELATED, SAME_MEANING, TITLE
from facts.index import SectionKind
from facts.outcome import Asked
from facts.sketch import IN_TITLE, Sketches, trigrams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facts.expansion import Expansion
    from facts.index import Index
    from facts.reading import Reading
    from facts.sketch import Sketch, Statement

Terms = dict[int, tuple[float, int]]
"""Terms by number, each with the share of it that is accounted for, and the place where."""
Held = dict[int, float]
"""Places that account for a term, with the rarity of the word there."""
Hits = tuple[Terms, Held]
"""What one section accounts for, and where."""
Meant = tuple[set[int], Held]
"""Terms that one section only means, and where."""
Claim = tuple[int, float, str]
"""A term that a word accounts for, how far, and in which way."""

_LEAD: Final = 7
"""Words at the head of a statement that tell what it is about."""
_HELD: Final = 0.5
"""Share from which a word of a fact counts as asked for."""
_FEW: Final = 3
"""Words of a question that asks what something is."""

_NUMBERS: Final = {asked: number for number, asked in enumerate(Asked, 1)}
_ANY_KIND: Final = frozenset({Asked.KEYWORDS, Asked.OPEN, Asked.YES_NO})
"""Questions that a phrasing of any kind may be like."""
_SLOT_OF: Final = {
    "who": SectionKind.WHO,
    "where": SectionKind.WHERE,
    "why": SectionKind.WHY,
    "how": SectionKind.HOW,
    "how_many": SectionKind.HOW_MANY,
    "when": SectionKind.WHEN,
}
_NO_HITS: Final[Hits] = ({}, {})
_NO_MEANT: Final[Meant] = (set(), {})
_DEFINED: Final = frozenset({Asked.WHAT, Asked.WHO, Asked.WHERE, Asked.OPEN, Asked.KEYWORDS})

FEATURES: Final = (
    "first",
    "coverage",
    "fact_share",
    "lead",
    "trigrams",
    "type",
    "phrasing",
    "phrasing_kind",
    "slot",
    "numbers",
    "names",
    "exactness",
    "order",
    "unit",
    "defines",
    "told",
    "beside",
    "phrased",
)


class Match(NamedTuple):
    """How one term is accounted for by a fact."""

    share: float = 0.0
    how: str = ""
    word: int = -1
    place: int = -1
    text: str = ""
    """The word of the fact; filled in for the best fact only."""


_UNMATCHED: Final = Match()
_BY_MEANING: Final = Match(MEANING, "meaning")
_BY_RELATED: Final = Match(RELATED, "meaning")
_SELF: Final = frozenset({"exact", "stem", "name", "spelling"})
"""Ways of matching in which the fact holds the term itself."""


@dataclass(slots=True)
class Evidence:
    """A fact with all that speaks for it."""

    fact: int
    first: float
    matches: list[Match]
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0


class Weigher:
    """Weighs facts of one index against one question."""

    def __init__(
        self,
        reading: Reading,
        expansions: Sequence[Expansion],
        index: Index,
        sketches: Sketches | None = None,
    ) -> None:
        self._reading = reading
        self._expansions = expansions
        self._sketch = (sketches or Sketches(index)).of
        self._claims = _claims(expansions)
        self._keys = frozenset(self._claims)
        self.masses = [expansion.term.weight * (expansion.rarity + 0.3) for expansion in expansions]
        self.potential = (
            sum(mass for mass, e in zip(self.masses, expansions, strict=True) if not e.term.aside) or 1.0
        )
        self._trigrams = trigrams(reading.text)
        self._kind = _NUMBERS[reading.asked]
        self._any_kind = reading.asked in _ANY_KIND
        self._meaning = _meaning(expansions)
        self._meanings = frozenset(self._meaning)
        # A number's phrase may mean what a fact means, but itself it says one number.
        self._meant = [
            (i, e.concepts, e.related)
            for i, e in enumerate(expansions)
            if (e.concepts or e.related) and not e.term.number
        ]
        self._slots = [_SLOT_OF[kind] for kind in reading.wants if kind in _SLOT_OF]
        self._counts = "how_many" in reading.wants
        contents = sum(e.term.weight == 1.0 and not e.term.borrowed for e in expansions)
        self._asks_what_is = reading.asked in _DEFINED and contents <= _FEW
        self._tally = [
            (mass, e.term.borrowed, e.term.number, not e.term.known)
            for mass, e in zip(self.masses, expansions, strict=True)
        ]
        own = [(mass, number, name) for mass, borrowed, number, name in self._tally if not borrowed]
        self._names = sum([mass for mass, number, name in own if name and not number])
        self._numbers = sum([number for _, number, _ in own])

    def weigh(self, fact: int, first: float) -> Evidence:
        """The evidence for one fact, without a score."""
        sketch = self._sketch(fact)
        matches = [_UNMATCHED] * len(self._expansions)
        hits = self._hits(sketch, matches)
        self._concepts(sketch.concepts, matches)
        fact_share, lead, alike, kind, order, unit, defines = self._statements(sketch, hits)
        phrasing, phrasing_kind = self._phrasings(sketch, hits) if sketch.phrasings else (0.0, 0.0)
        coverage, exactness, names, numbers = self._summarise(matches)
        features = {
            "first": first / self.potential,
            "coverage": coverage,
            "fact_share": fact_share,
            "lead": lead,
            "trigrams": alike,
            "type": kind,
            "phrasing": phrasing,
            "phrasing_kind": phrasing_kind,
            "slot": self._slot(sketch, hits),
            "numbers": numbers,
            "names": names,
            "exactness": exactness,
            "order": order,
            "unit": unit,
            "defines": defines,
            "told": 0.0,
            "beside": 0.0,
            "phrased": float(bool(sketch.phrasings)),
        }
        return Evidence(fact, first, matches, features)

    def _hits(self, sketch: Sketch, matches: list[Match]) -> dict[int, Hits]:
        """Terms accounted for, by section: each with its share and place, and all the places."""
        hits: dict[int, Hits] = {}
        claims, said, places = self._claims, sketch.said, sketch.places
        # In order, for of two words that account for a term alike the first one does.
        for at in sorted({at for key in self._keys & sketch.keys for at in places[key]}):
            word, stem, mass, place, way, spots, short = said[at]
            claimed = claims.get(word) or claims[stem]
            if way == IN_TITLE:
                claimed = [(i, share * TITLE, how) for i, share, how in claimed]
            for i, share, how in claimed:
                if share > matches[i][0]:
                    matches[i] = Match(share, way or how, word, place)
            for number, place in spots + short if self._slots else spots:
                if number not in hits:
                    hits[number] = ({}, {})
                terms, held = hits[number]
                for i, share, _ in claimed:
                    if share >= _HELD:
                        held[place] = mass
                    known = terms.get(i)
                    if known is None or share > known[0] or (share == known[0] and place < known[1]):
                        terms[i] = (share, place)
        return hits

    def _statements(
        self, sketch: Sketch, hits: Mapping[int, Hits]
    ) -> tuple[float, float, float, float, float, float, float]:
        """The best of each feature: fact_share, lead, trigrams, type, order, unit, defines."""
        fact_share = lead = kind = order = unit = defines = 0.0
        shared = 0
        for number, statement in sketch.statements.items():
            terms, held = hits.get(number, _NO_HITS)
            shared = max(shared, len(self._trigrams & statement.trigrams))
            kind = kind or self._type(statement, held)
            order = max(order, _in_order(terms))
            if terms:
                fact_share = max(fact_share, sum(held.values()) / (statement.total or 1.0))
                lead = max(lead, self._lead(terms))
                unit = unit or self._unit(statement, terms, held)
                defines = defines or self._defines(statement, held)
        return fact_share, lead, shared / (len(self._trigrams) or 1), kind, order, unit, defines

    def _lead(self, terms: Terms) -> float:
        """How much of the question stands at the head of a statement."""
        return (
            sum(self.masses[i] * share for i, (share, place) in terms.items() if place < _LEAD)
            / self.potential
        )

    def _phrasings(self, sketch: Sketch, hits: Mapping[int, Hits]) -> tuple[float, float]:
        """How like the question the likest phrasing is, and the likest that asks for the same kind.

        Those without a word of the question are not like it at all.
        """
        best = best_kind = 0.0
        masses, potential = self.masses, self.potential
        meant = self._meant_in(sketch, hits)
        for number in meant.keys() | hits.keys():
            if number not in sketch.phrasings:
                continue
            unasked, kind = sketch.phrasings[number]
            asked = 0.0
            if number in hits:
                terms, held = hits[number]
                unasked -= sum(held.values())
                for i, (share, _) in terms.items():
                    asked += masses[i] * share
            if number in meant:
                only, places = meant[number]
                unasked -= sum(places.values())
                for i in only:
                    asked += masses[i] * SAME_MEANING
            likeness = asked / (potential + unasked)
            best = max(best, likeness)
            if likeness > best_kind and (kind == self._kind or self._any_kind):
                best_kind = likeness
        return best, best_kind

    def _meant_in(self, sketch: Sketch, hits: Mapping[int, Hits]) -> dict[int, Meant]:
        """By phrasing the terms that only the meaning of its words accounts for, and where those stand."""
        meant: dict[int, Meant] = {}
        for key in self._meanings & sketch.meanings:
            for number, place, mass in sketch.meant[key]:
                said, held = hits.get(number, _NO_HITS)
                if place in held:
                    continue
                for i in self._meaning[key]:
                    if i not in said:
                        if number not in meant:
                            meant[number] = (set(), {})
                        meant[number][0].add(i)
                        meant[number][1][place] = mass
        return meant

    def _type(self, statement: Statement, held: Held) -> float:
        """Whether the statement holds something of the kind asked for that the question does not name."""
        if not self._reading.wants:
            return 0.5
        for kind in self._reading.wants:
            places = statement.answers.get(kind)
            if places and not held.keys() >= places:
                return 1.0
        return 0.0

    def _slot(self, sketch: Sketch, hits: Mapping[int, Hits]) -> float:
        """Whether the fact has a short answer of the kind asked for, and one that says something new."""
        if not self._slots or not sketch.slots:
            return 0.5
        best = 0.0
        for kind in self._slots:
            for number, length in sketch.slots.get(kind, ()):
                new = len(hits.get(number, _NO_HITS)[1]) < length
                best = max(best, 1.0 if new else 0.3)
        return best

    def _unit(self, statement: Statement, terms: Terms, held: Held) -> float:
        """Whether a number not in the question stands beside the thing counted."""
        focus = self._reading.focus
        if not self._counts or focus not in terms:
            return 0.0
        place = terms[focus][1]
        beside = {place - 1, place - 2, place + 1, place + 2} & statement.digits
        return float(any(at not in held for at in beside))

    def _defines(self, statement: Statement, held: Held) -> float:
        """Whether the statement says what the thing asked about is."""
        return float(self._asks_what_is and any(at < statement.defines for at in held))

    def _concepts(self, meant: frozenset[int], matches: list[Match]) -> None:
        """Terms that only their meaning accounts for."""
        for i, concepts, related in self._meant:
            share = matches[i].share
            if share < MEANING and not concepts.isdisjoint(meant):
                matches[i] = _BY_MEANING
            elif share < RELATED and not related.isdisjoint(meant):
                matches[i] = _BY_RELATED

    def _summarise(self, matches: Sequence[Match]) -> tuple[float, float, float, float]:
        """Coverage, exactness, and how far names and numbers are accounted for."""
        covered = exact = names = numbers = 0.0
        for (mass, borrowed, number, name), match in zip(self._tally, matches, strict=True):
            if match is _UNMATCHED:
                continue
            held = mass * match.share
            covered += held
            if borrowed:
                continue
            if match.how in _SELF:
                exact += held
            if number:
                numbers += 1
            elif name:
                names += held
        coverage = min(1.0, covered / self.potential)
        return (
            coverage,
            exact / covered if covered else 0.0,
            names / self._names if self._names else coverage,
            numbers / self._numbers if self._numbers else 1.0,
        )


def _claims(expansions: Sequence[Expansion]) -> dict[int, list[Claim]]:
    """By word, and by complement of a stem, the terms that it accounts for."""
    claims: dict[int, list[Claim]] = {}
    for i, expansion in enumerate(expansions):
        for word, share in expansion.words.items():
            claims.setdefault(word, []).append((i, share, expansion.how.get(word, "exact")))
        # A number has no other forms: the stemmer would make one of "vii" and "viii".
        if not expansion.term.number:
            how = "stem" if expansion.exact else "typo"
            for stem, share in expansion.classes.items():
                claims.setdefault(~stem, []).append((i, share, how))
    return claims


def _meaning(expansions: Sequence[Expansion]) -> dict[str, list[int]]:
    """By concept the terms that mean it."""
    meaning: dict[str, list[int]] = {}
    for i, expansion in enumerate(expansions):
        for key in expansion.term.concepts or expansion.found:
            meaning.setdefault(key, []).append(i)
    return meaning


def _in_order(terms: Terms) -> float:
    """How far terms stand in the order of the question."""
    if len(terms) < 2:  # noqa: PLR2004  # one is in no order
        return 0.5
    places = [terms[i][1] for i in sorted(terms)]
    return sum([a < b for a, b in pairwise(places)]) / (len(places) - 1)
