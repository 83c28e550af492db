"""A close look at a few dozen facts: which words account for which terms, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from facts.expansion import MEANING, RELATED, SAME_MEANING, TITLE
from facts.index import SectionKind
from facts.language import languages
from facts.language.meaning import meanings
from facts.outcome import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facts.expansion import Expansion
    from facts.index import Array, Index
    from facts.reading import Reading

_LEAD: Final = 7
"""Words at the head of a statement that tell what it is about."""
_HEAD: Final = 14
"""Words of a statement within which it says what something is."""
_HELD: Final = 0.5
"""Share from which a word of a fact counts as asked for."""
_NAME: Final = 100
"""Capitals, of 255, from which a word is a name."""
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

    def __init__(self, reading: Reading, expansions: Sequence[Expansion], index: Index) -> None:
        self._reading = reading
        self._expansions = expansions
        self._index = index
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
        self._trigrams = _trigrams(reading.text)
        self._kind = tuple(Asked).index(reading.asked) + 1
        self._any_kind = reading.asked in _ANY_KIND
        self._meanings = [meanings(code) for code in index.codes]
        self._marks = [languages()[code].answer_markers for code in index.codes]
        self.contents = sum(e.term.weight == 1.0 and not e.term.borrowed for e in expansions)

    def weigh(self, fact: int, first: float) -> Evidence:
        """The evidence for one fact, without a score."""
        index = self._index
        matches = [Match() for _ in self._expansions]
        features = dict.fromkeys(FEATURES, 0.0)
        best_share = best_lead = best_trigrams = best_order = best_type = 0.0
        best_unit = best_defines = 0.0
        slots: dict[int, float] = {}
        start, end = int(index.fact_at[fact]), int(index.fact_at[fact + 1])
        kinds, rows = index.section_kind[start:end].tolist(), index.section_language[start:end].tolist()
        bounds = pairwise(index.section_at[start : end + 1].tolist())
        for section, (kind, row, (low, high)) in enumerate(zip(kinds, rows, bounds, strict=True), start):
            tokens = index.tokens[low:high]
            stems = index.classes[row][tokens]
            hits, held = self._hits(tokens.tolist(), stems.tolist(), matches, kind)
            if kind == SectionKind.STATEMENT:
                masses = self._rarities(stems)
                total = float(masses.sum()) or 1.0
                own = sum(masses[place] for place in held)
                best_share = max(best_share, float(own) / total)
                lead = sum(self.masses[i] * share for i, (share, place) in hits.items() if place < _LEAD)
                best_lead = max(best_lead, lead / self.potential)
                texts = [index.vocabulary.word(t) for t in tokens.tolist()]
                best_trigrams = max(best_trigrams, self._trigram_share(texts))
                best_order = max(best_order, self._in_order(hits))
                best_type = max(best_type, self._type(texts, tokens, held, row))
                best_unit = max(best_unit, self._unit(texts, hits, held))
                best_defines = max(best_defines, self._defines(texts, held, row))
            elif kind == SectionKind.PHRASING:
                features["phrased"] = 1.0
                masses = self._rarities(stems)
                self._hit_meanings(tokens.tolist(), row, hits, held)
                asked = sum(self.masses[i] * share for i, (share, _) in hits.items())
                unasked = sum(m for place, m in enumerate(masses.tolist()) if place not in held)
                likeness = asked / (self.potential + unasked)
                features["phrasing"] = max(features["phrasing"], likeness)
                if self._any_kind or int(index.section_asked[section]) == self._kind:
                    features["phrasing_kind"] = max(features["phrasing_kind"], likeness)
            elif kind >= SectionKind.WHO:
                slots[kind] = max(slots.get(kind, 0.0), float(len(held) < len(tokens)))
        self._concepts(fact, matches)
        features["slot"] = self._slot(slots)
        features["first"] = first / self.potential
        features["fact_share"] = best_share
        features["lead"] = best_lead
        features["trigrams"] = best_trigrams
        features["order"] = best_order
        features["type"] = best_type
        features["unit"] = best_unit
        features["defines"] = best_defines
        self._summarise(matches, features)
        return Evidence(fact, first, matches, features)

    def _hits(
        self, tokens: list[int], stems: list[int], matches: list[Match], kind: int
    ) -> tuple[dict[int, tuple[float, int]], set[int]]:
        """Terms accounted for in one section, each with its share and place; and the places."""
        hits: dict[int, tuple[float, int]] = {}
        held: set[int] = set()
        by_word, by_class = self._by_word, self._by_class
        worth = TITLE if kind == SectionKind.TITLE else 1.0
        said = _SAID_IN.get(kind)
        for place, (word, stem) in enumerate(zip(tokens, stems, strict=True)):
            found = by_word.get(word) or by_class.get(stem)
            if not found:
                continue
            for i, similarity, how in found:
                share = similarity * worth
                if share >= _HELD:
                    held.add(place)
                if share > hits.get(i, (0.0, 0))[0]:
                    hits[i] = (share, place)
                if share > matches[i].share:
                    matches[i] = Match(share, said or how, word, place)
        return hits, held

    def _hit_meanings(
        self, tokens: list[int], row: int, hits: dict[int, tuple[float, int]], held: set[int]
    ) -> None:
        """Take in words of a phrasing that mean what a term means."""
        left = [
            (i, e.term.concepts or e.found)
            for i, e in enumerate(self._expansions)
            if i not in hits and (e.term.concepts or e.found)
        ]
        if not left:
            return
        meant = self._meanings[row]
        for place, token in enumerate(tokens):
            if place in held:
                continue
            keys = meant.of_word(self._index.vocabulary.word(token))
            if not keys:
                continue
            for i, wanted in left:
                if not keys.isdisjoint(wanted):
                    held.add(place)
                    hits[i] = (SAME_MEANING, place)

    def _rarities(self, stems: Array) -> Array:
        holders = self._index.holders_of_each(stems)
        result: Array = np.log1p((self._index.facts - holders + 0.5) / (holders + 0.5))
        return result

    def _trigram_share(self, texts: list[str]) -> float:
        if not self._trigrams:
            return 0.0
        return len(self._trigrams & _trigrams(" ".join(texts))) / len(self._trigrams)

    def _in_order(self, hits: dict[int, tuple[float, int]]) -> float:
        places = [hits[i][1] for i in sorted(hits)]
        steps = len(places) - 1
        return sum(a < b for a, b in pairwise(places)) / steps if steps > 0 else 0.5

    def _type(self, texts: list[str], tokens: Array, held: set[int], row: int) -> float:
        """Whether the statement holds something of the kind asked for that the question does not name."""
        wants = self._reading.wants
        if not wants:
            return 0.5
        fresh = [i for i in range(len(texts)) if i not in held]
        return float(any(self._answers(kind, texts, tokens, fresh, self._marks[row]) for kind in wants))

    def _answers(
        self,
        kind: str,
        texts: list[str],
        tokens: Array,
        fresh: list[int],
        marks: Mapping[str, frozenset[str]],
    ) -> bool:
        """Whether some word of ``fresh`` may answer a question of this kind."""
        marked = marks.get(kind, _NONE)
        capitals = self._index.capitals
        if kind == "who":
            return any(capitals[tokens[i]] > _NAME for i in fresh)
        if kind == "where":
            return any(i and texts[i - 1] in marked and capitals[tokens[i]] > _NAME for i in fresh)
        if any(texts[i] in marked for i in fresh):
            return True
        if kind == "when":
            return any(texts[i].isdigit() and len(texts[i]) in _YEAR for i in fresh)
        return kind == "how_many" and any(texts[i].isdigit() for i in fresh)

    def _slot(self, slots: dict[int, float]) -> float:
        """Whether the fact has a short answer of the kind asked for, and one that says something new."""
        wanted = [_SLOT_OF[kind] for kind in self._reading.wants if kind in _SLOT_OF]
        if not wanted or not slots:
            return 0.5
        return max(0.3 + 0.7 * slots[slot] if slot in slots else 0.0 for slot in wanted)

    def _unit(self, texts: list[str], hits: dict[int, tuple[float, int]], held: set[int]) -> float:
        """Whether a number not in the question stands beside the thing counted."""
        focus = self._reading.focus
        if "how_many" not in self._reading.wants or focus not in hits:
            return 0.0
        place = hits[focus][1]
        beside = [i for i in (place - 1, place - 2, place + 1, place + 2) if 0 <= i < len(texts)]
        return float(any(texts[i].isdigit() and i not in held for i in beside))

    def _defines(self, texts: list[str], held: set[int], row: int) -> float:
        """Whether the statement says what the thing asked about is."""
        if self._reading.asked not in _DEFINED or self.contents > _FEW:
            return 0.0
        marked = self._marks[row].get("what", _NONE)
        return float(
            any(
                texts[i] in marked and any(j in held for j in range(i)) for i in range(min(_HEAD, len(texts)))
            )
        )

    def _concepts(self, fact: int, matches: list[Match]) -> None:
        """Terms that only their meaning accounts for."""
        meant: frozenset[int] | None = None
        for i, expansion in enumerate(self._expansions):
            if matches[i].share >= MEANING or not (expansion.concepts or expansion.related):
                continue
            if expansion.term.number:  # its phrase may mean what a fact means, but itself it says one number
                continue
            if meant is None:
                meant = frozenset(self._index.concepts_in(fact))
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


def _trigrams(text: str) -> set[str]:
    text = f" {text} "
    return {text[i : i + 3] for i in range(len(text) - 2)}
