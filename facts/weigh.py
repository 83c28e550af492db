"""A close look at a few dozen facts: which words account for which terms, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from facts.expansion import MEANING, RELATED, SAME_MEANING, TITLE
from facts.index import SectionKind
from facts.language import languages
from facts.outcome import Asked
from facts.sketch import Sketches, trigrams

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from facts.expansion import Expansion
    from facts.index import Index
    from facts.reading import Reading
    from facts.sketch import Section, Sketch

Terms = dict[int, tuple[float, int]]
"""Terms by number, each with the share of it that is accounted for, and the place where."""
Hits = tuple[Terms, set[int]]
"""The terms accounted for in one section, and all places that account for one."""

_LEAD: Final = 7
"""Words at the head of a statement that tell what it is about."""
_HEAD: Final = 14
"""Words of a statement within which it says what something is."""
_HELD: Final = 0.5
"""Share from which a word of a fact counts as asked for."""
_YEAR: Final = (3, 4)
"""Digits of a year."""
_FEW: Final = 3
"""Words of a question that asks what something is."""

_ANY_KIND: Final = frozenset({Asked.KEYWORDS, Asked.OPEN, Asked.YES_NO})
"""Questions that a phrasing of any kind may be like."""
_NONE: Final[frozenset[str]] = frozenset()
_SLOT_OF: Final = {
    "who": SectionKind.WHO,
    "where": SectionKind.WHERE,
    "why": SectionKind.WHY,
    "how": SectionKind.HOW,
    "how_many": SectionKind.HOW_MANY,
    "when": SectionKind.WHEN,
}
_SAID_IN: Final[Mapping[int, str]] = {SectionKind.NAMES: "name", SectionKind.TITLE: "pack"}
"""Sections whose words match in a way of their own."""
_NO_HITS: Final[tuple[dict[int, tuple[float, int]], set[int]]] = ({}, set())
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


@dataclass(slots=True)
class Match:
    """How one term is accounted for by a fact."""

    share: float = 0.0
    how: str = ""
    word: int = -1
    place: int = -1
    text: str = ""
    """The word of the fact; filled in for the best fact only."""


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
        self._by_word: dict[int, list[tuple[int, float, str]]] = {}
        self._by_class: dict[int, list[tuple[int, float, str]]] = {}
        for i, expansion in enumerate(expansions):
            for word, share in expansion.words.items():
                self._by_word.setdefault(word, []).append((i, share, expansion.how.get(word, "exact")))
            # A number has no other forms: the stemmer would make one of "vii" and "viii".
            for stem, share in () if expansion.term.number else expansion.classes.items():
                self._by_class.setdefault(stem, []).append((i, share, "stem" if expansion.exact else "typo"))
        self.masses = [expansion.term.weight * (expansion.rarity + 0.3) for expansion in expansions]
        self.potential = (
            sum(mass for mass, e in zip(self.masses, expansions, strict=True) if not e.term.aside) or 1.0
        )
        self._named = frozenset(self._by_word) | {~stem for stem in self._by_class}
        self._trigrams = trigrams(reading.text)
        self._kind = tuple(Asked).index(reading.asked) + 1
        self._any_kind = reading.asked in _ANY_KIND
        self._meant = [e.term.concepts or e.found for e in expansions]
        self._all_meant = frozenset().union(*self._meant)
        self._marks = [languages()[code].answer_markers for code in index.codes]
        self.contents = sum(e.term.weight == 1.0 and not e.term.borrowed for e in expansions)

    def weigh(self, fact: int, first: float) -> Evidence:
        """The evidence for one fact, without a score."""
        sketch = self._sketch(fact)
        matches = [Match() for _ in self._expansions]
        features = dict.fromkeys(FEATURES, 0.0)
        slots: dict[int, float] = {}
        hits = self._hits(sketch, matches)
        for number, section in enumerate(sketch.sections):
            kind = section.kind
            if kind == SectionKind.STATEMENT:
                for name, value in self._statement(section, hits.get(number, _NO_HITS)):
                    features[name] = max(features[name], value)
            elif kind >= SectionKind.WHO:
                held = hits.get(number, _NO_HITS)[1]
                slots[kind] = max(slots.get(kind, 0.0), float(len(held) < len(section.tokens)))
        if SectionKind.PHRASING in sketch.kinds:
            features["phrased"] = 1.0
            self._phrasings(sketch, hits, features)
        self._concepts(sketch.concepts, matches)
        features["slot"] = self._slot(slots)
        features["first"] = first / self.potential
        self._summarise(matches, features)
        return Evidence(fact, first, matches, features)

    def _hits(self, sketch: Sketch, matches: list[Match]) -> dict[int, Hits]:
        """Terms accounted for, by section: each with its share and place, and all the places."""
        hits: dict[int, Hits] = {}
        by_word, by_class, sections, places = self._by_word, self._by_class, sketch.sections, sketch.places
        spots = {spot for key in self._named & sketch.keys for spot in places[key]}
        # In order, for of two words that account for a term alike the first one does.
        for spot in sorted(spots):
            number, place = spot
            section = sections[number]
            word = section.tokens[place]
            found = by_word.get(word) or by_class[section.stems[place]]
            if number not in hits:
                hits[number] = ({}, set())
            terms, held = hits[number]
            worth = TITLE if section.kind == SectionKind.TITLE else 1.0
            for i, similarity, how in found:
                share = similarity * worth
                if share >= _HELD:
                    held.add(place)
                if i not in terms or share > terms[i][0]:
                    terms[i] = (share, place)
                if share > matches[i].share:
                    matches[i] = Match(share, _SAID_IN.get(section.kind) or how, word, place)
        return hits

    def _statement(self, section: Section, hits: Hits) -> Iterator[tuple[str, float]]:
        """The features of one statement."""
        terms, held = hits
        own = sum(section.masses[place] for place in held)
        lead = sum(self.masses[i] * share for i, (share, place) in terms.items() if place < _LEAD)
        yield "fact_share", own / (section.total or 1.0)
        yield "lead", lead / self.potential
        yield "trigrams", self._trigram_share(section)
        yield "order", self._in_order(terms)
        yield "type", self._type(section, held)
        yield "unit", self._unit(section, terms, held)
        yield "defines", self._defines(section, held)

    def _phrasings(self, sketch: Sketch, hits: Mapping[int, Hits], features: dict[str, float]) -> None:
        """How like the question the likest phrasing is; those without a word of it are not like it at all."""
        alike = {number for key in self._all_meant & sketch.meanings for number in sketch.meant[key]}
        for number in alike | hits.keys():
            section = sketch.sections[number]
            if section.kind != SectionKind.PHRASING:
                continue
            terms, held = hits.get(number) or ({}, set())
            if number in alike:
                self._hit_meanings(section, terms, held)
            asked = sum(self.masses[i] * share for i, (share, _) in terms.items())
            unasked = section.total - sum(section.masses[place] for place in held)
            likeness = asked / (self.potential + unasked)
            features["phrasing"] = max(features["phrasing"], likeness)
            if self._any_kind or section.asked == self._kind:
                features["phrasing_kind"] = max(features["phrasing_kind"], likeness)

    def _hit_meanings(self, section: Section, terms: Terms, held: set[int]) -> None:
        """Take in words of a phrasing that mean what a term means."""
        left = [(i, wanted) for i, wanted in enumerate(self._meant) if wanted and i not in terms]
        if not left:
            return
        for place, keys in enumerate(section.meanings):
            if not keys or place in held:
                continue
            for i, wanted in left:
                if not keys.isdisjoint(wanted):
                    held.add(place)
                    terms[i] = (SAME_MEANING, place)

    def _trigram_share(self, section: Section) -> float:
        if not self._trigrams:
            return 0.0
        return len(self._trigrams & section.trigrams) / len(self._trigrams)

    def _in_order(self, hits: Terms) -> float:
        places = [hits[i][1] for i in sorted(hits)]
        steps = len(places) - 1
        return sum(a < b for a, b in pairwise(places)) / steps if steps > 0 else 0.5

    def _type(self, section: Section, held: set[int]) -> float:
        """Whether the statement holds something of the kind asked for that the question does not name."""
        wants = self._reading.wants
        if not wants:
            return 0.5
        fresh = [place for place in range(len(section.texts)) if place not in held]
        return float(any(self._answers(kind, section, fresh) for kind in wants))

    def _answers(self, kind: str, section: Section, fresh: list[int]) -> bool:
        """Whether some word of ``fresh`` may answer a question of this kind."""
        marked = self._marks[section.row].get(kind, _NONE)
        texts, names = section.texts, section.names
        if kind == "who":
            return any(place in names for place in fresh)
        if kind == "where":
            return any(place and texts[place - 1] in marked and place in names for place in fresh)
        if any(texts[place] in marked for place in fresh):
            return True
        if kind == "when":
            return any(texts[place].isdigit() and len(texts[place]) in _YEAR for place in fresh)
        return kind == "how_many" and any(texts[place].isdigit() for place in fresh)

    def _slot(self, slots: dict[int, float]) -> float:
        """Whether the fact has a short answer of the kind asked for, and one that says something new."""
        wanted = [_SLOT_OF[kind] for kind in self._reading.wants if kind in _SLOT_OF]
        if not wanted or not slots:
            return 0.5
        return max(0.3 + 0.7 * slots[slot] if slot in slots else 0.0 for slot in wanted)

    def _unit(self, section: Section, hits: Terms, held: set[int]) -> float:
        """Whether a number not in the question stands beside the thing counted."""
        focus = self._reading.focus
        if "how_many" not in self._reading.wants or focus not in hits:
            return 0.0
        place, texts = hits[focus][1], section.texts
        beside = [i for i in (place - 1, place - 2, place + 1, place + 2) if 0 <= i < len(texts)]
        return float(any(texts[i].isdigit() and i not in held for i in beside))

    def _defines(self, section: Section, held: set[int]) -> float:
        """Whether the statement says what the thing asked about is."""
        if self._reading.asked not in _DEFINED or self.contents > _FEW:
            return 0.0
        marked, texts = self._marks[section.row].get("what", _NONE), section.texts
        return float(
            any(
                texts[i] in marked and any(j in held for j in range(i)) for i in range(min(_HEAD, len(texts)))
            )
        )

    def _concepts(self, meant: frozenset[int], matches: list[Match]) -> None:
        """Terms that only their meaning accounts for."""
        for i, expansion in enumerate(self._expansions):
            if matches[i].share >= MEANING or not (expansion.concepts or expansion.related):
                continue
            if expansion.term.number:  # its phrase may mean what a fact means, but itself it says one number
                continue
            if not expansion.concepts.isdisjoint(meant):
                matches[i] = Match(MEANING, "meaning")
            elif matches[i].share < RELATED and not expansion.related.isdisjoint(meant):
                matches[i] = Match(RELATED, "meaning")

    def _summarise(self, matches: list[Match], features: dict[str, float]) -> None:
        covered = exact = names = names_held = numbers = numbers_held = 0.0
        for expansion, mass, match in zip(self._expansions, self.masses, matches, strict=True):
            term = expansion.term
            covered += mass * match.share
            if term.borrowed:
                continue
            exact += mass * (match.share if match.how in {"exact", "stem", "name", "spelling"} else 0.0)
            if term.number:
                numbers += 1
                numbers_held += match.share > 0
            elif not term.known:
                names += mass
                names_held += mass * match.share
        features["coverage"] = min(1.0, covered / self.potential)
        features["exactness"] = exact / covered if covered else 0.0
        features["names"] = names_held / names if names else features["coverage"]
        features["numbers"] = numbers_held / numbers if numbers else 1.0
