"""Finds the fact that answers a question, or says that none does: read, gather, weigh, decide."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING, Final

from facts.decide import decide
from facts.expansion import Expansion, expand
from facts.gather import gather
from facts.language.text import MAX_QUESTION, fold, words
from facts.library import load, locate, shipped
from facts.outcome import Answer, Overview, Scored, Suggestions
from facts.reading import BORROWED_WEIGHT, Reading, Term, read
from facts.segments import Segment, build_packs, build_statements, open_segment
from facts.sketch import Sketches
from facts.weigh import Evidence, Weigher
from facts.weights import Weights, weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from facts.fact import Fact
    from facts.outcome import Outcome
    from facts.segments import Progress

CLOSE_LOOK: Final = 20
"""Facts weighed closely; more did not find more answers."""
CALLED_LOOK: Final = 60
"""The same where a name is all that is asked: many facts hold it, and the shortest need not be about it."""
ABBREVIATED: Final = 4
"""Letters from which the beginning of a name is taken for the name."""
MOSTLY_CAPITAL: Final = 127
"""Share of 255 from which a word is mostly written with a capital within sentences."""
TOLD_BY: Final = 5
"""Facts by which a word is told to be a name."""
WORDS: Final = 8_192
"""Words of questions whose expansions are at hand: people ask with few words, again and again."""
FACTS: Final = 2_048
"""Facts at hand that were shown lately."""
BESIDE: Final = 2
"""Authors tell a story in order: a follow-up mostly asks for a fact within so many of the one before."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact in hand, with the evidence for it."""

    segment: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is known of a question before deciding."""

    reading: Reading
    expansions: tuple[Expansion, ...]
    """One a term, in the index of the best candidate."""
    masses: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    """Best first."""
    borrowed: tuple[str, ...] = ()
    named: bool = False
    """The question is a name and nothing else: one that a pack lists, or of words that are unknown to the
    language or mostly capitalised."""


class Searcher:
    """Answers questions from one or more indexes; safe to use from several threads."""

    def __init__(self, segments: Sequence[Segment], fitted: Weights | None = None) -> None:
        self._segments = tuple(segments)
        self._indexes = [segment.index for segment in self._segments]
        self._expand = lru_cache(WORDS)(lambda term: expand(term, self._indexes))
        self._fact = lru_cache(FACTS)(lambda segment, number: self._segments[segment].fact(number))
        self._sketches = [Sketches(index) for index in self._indexes]
        self._weights = fitted or weights()
        bare = all(index.bare for index in self._indexes)
        rank = (self._weights.rank_bare if bare else None) or self._weights.rank
        self._ranked, self._rank = tuple(rank), tuple(rank.values())
        self._completions = sorted(
            {(fold(text), text) for segment in self._segments for text in segment.completions}
        )
        self._names = {tuple(words(text)) for _, text in self._completions}
        self._surnames = {name[-1] for name in self._names if len(name) > 1}

    def search(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Outcome:
        """The outcome for a question.

        Args:
            question: in the member's own words; hostile or empty text is fine.
            language: assumed where the question's words do not tell.
            history: the member's questions before this one, oldest first.
        """
        if not history:
            return decide(self.find(question, language=language), self.fact, self._weights)
        found = self.find(question, language=language, history=history)
        leaning = decide(found, self.fact, self._weights)
        if found.reading.continuing or not found.reading.leaning:
            return leaning
        # What may be whole borrows only where that brings it further.
        alone = self.search(question, language=language)
        return leaning if _reached(leaning) > _reached(alone) else alone

    def rank(
        self, question: str, n: int, *, language: str | None = None, history: Sequence[str] = ()
    ) -> tuple[Scored, ...]:
        """The ``n`` best facts whatever the confidence."""
        found = self.find(question, language=language, history=history, count=max(n, CLOSE_LOOK))
        return tuple(Scored(self.fact(c), c.evidence.score) for c in found.candidates[:n])

    def find(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[str] = (),
        count: int = CLOSE_LOOK,
    ) -> Findings:
        """Read the question and weigh the facts that may answer it."""
        reading = read(question, language=language)
        if self._called(reading.terms):
            count = max(count, CALLED_LOOK)
        borrowed = self._borrow(reading, history) if history else ()
        told = self._told(history) if history and reading.leaning else None
        terms = tuple(map(self._abbreviated, (*reading.terms, *borrowed)))
        expanded = [self._expand(term) for term in terms]
        candidates: list[Candidate] = []
        masses: list[float] = []
        for number, index in enumerate(self._indexes):
            expansions = [each[number] for each in expanded]
            weigher = Weigher(reading, expansions, index, self._sketches[number])
            masses = weigher.masses
            for fact, first in gather(expansions, index, count):
                evidence = weigher.weigh(fact, first)
                if told is not None and told[0] == number:
                    evidence.features["told"] = float(fact == told[1])
                    evidence.features["beside"] = float(0 < abs(fact - told[1]) <= BESIDE)
                evidence.score = sum(map(mul, self._rank, map(evidence.features.__getitem__, self._ranked)))
                candidates.append(Candidate(number, evidence))
        candidates.sort(key=lambda candidate: -candidate.evidence.score)
        first_segment = candidates[0].segment if candidates else 0
        if candidates:
            vocabulary = self._indexes[first_segment].vocabulary
            best = candidates[0].evidence
            best.matches = [
                match._replace(text=vocabulary.word(match.word)) if match.word >= 0 else match
                for match in best.matches
            ]
        # What is said of the best fact must be said of its own index; without any there is none.
        own = tuple(each[first_segment] for each in expanded if each)
        named = bool(candidates) and self._named(own, candidates)
        return Findings(
            reading,
            own,
            tuple(masses),
            tuple(candidates),
            tuple(term.written for term in borrowed),
            named,
        )

    def _called(self, terms: Sequence[Term]) -> bool:
        """Whether the words of weight are a name that a pack lists, or the last word of one."""
        own = tuple(term.readings[0] for term in terms if term.weight == 1.0 and not term.borrowed)
        return own in self._names or (len(own) == 1 and own[0] in self._surnames)

    def _named(self, expansions: Sequence[Expansion], candidates: Sequence[Candidate]) -> bool:
        best = candidates[0]
        capitals = self._indexes[best.segment].capitals
        own = [
            (expansion.term, match)
            for expansion, match in zip(expansions, best.evidence.matches, strict=True)
            if expansion.term.weight == 1.0 and not expansion.term.borrowed
        ]
        if tuple(term.readings[0] for term, _ in own) in self._names:
            return True
        return bool(own) and all(
            match.word >= 0
            and (
                not term.known
                or int(capitals[match.word]) > MOSTLY_CAPITAL
                or (not term.role and match.text in self._surnames and self._capital(match.text, candidates))
            )
            for term, match in own
        )

    def _capital(self, word: str, candidates: Sequence[Candidate]) -> bool:
        """Whether the best facts never say a word but with a capital."""
        said = " ".join(text for c in candidates[:TOLD_BY] for text in self.fact(c).text.values())
        return word not in _WORD.findall(said)

    def _abbreviated(self, term: Term) -> Term:
        """The term, read as a name too where it is the beginning of one ("vladi")."""
        word = term.readings[0]
        if term.known or term.number or len(word) < ABBREVIATED:
            return term
        names = [words(name)[0] for name in self.complete(word)]
        longer = tuple(dict.fromkeys(name for name in names if name != word))
        return replace(term, readings=(*term.readings, *longer)) if len(longer) == 1 else term

    def _told(self, history: Sequence[str]) -> tuple[int, int] | None:
        """Segment and number of the fact that the question before was about."""
        before = self.find(history[-1], history=history[-2:-1]).candidates
        return (before[0].segment, before[0].evidence.fact) if before else None

    def _borrow(self, reading: Reading, history: Sequence[str]) -> tuple[Term, ...]:
        """What a follow-up leaves out: the words of weight of the question before it."""
        if not reading.leaning:
            return ()
        own = {reading_ for term in reading.terms for reading_ in term.readings}
        before = [term for question in reversed(history[-2:]) for term in read(question).terms]
        return tuple(
            replace(term, borrowed=True, weight=term.weight * BORROWED_WEIGHT)
            for term in dict.fromkeys(before)
            if term.weight == 1.0 and not own & set(term.readings)
        )[:12]

    def with_weights(self, fitted: Weights) -> Searcher:
        """The same searcher under other weights."""
        return Searcher(self._segments, fitted)

    def ids(self) -> Iterator[str]:
        """The ids of all facts."""
        for segment in self._segments:
            for number in range(segment.index.facts):
                yield segment.fact(number).id

    def fact(self, candidate: Candidate) -> Fact:
        """The fact in hand."""
        return self._fact(candidate.segment, candidate.evidence.fact)

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""
        for place, segment in enumerate(self._segments):
            number = segment.index.find(fact_id)
            if number is not None:
                return self._fact(place, number)
        return None

    def complete(self, prefix: str, n: int = 10) -> tuple[str, ...]:
        """Names that begin with ``prefix``, in order."""
        # Folding is quadratic in marks at worst, and no name is as long as this.
        wanted = fold(prefix[:MAX_QUESTION])
        start = bisect.bisect_left(self._completions, (wanted, ""))
        return tuple(
            text for folded, text in self._completions[start : start + n] if folded.startswith(wanted)
        )


def _reached(outcome: Outcome) -> int:
    """How far an outcome goes: an answer further than suggestions, those further than nothing."""
    return 2 * isinstance(outcome, Answer | Overview) + isinstance(outcome, Suggestions)


def open_searcher(
    packs: Sequence[str | Path], *, cache: Path | None, progress: Progress | None = None
) -> Searcher:
    """A searcher over packs: the shipped ones in one index, each other file in one of its own.

    Args:
        packs: names of shipped packs, or paths of pack files.
        cache: folder for built indexes; None keeps them in memory.
        progress: told how far building is.

    Raises:
        UnknownPackError: there is no such pack.
        PackError: a pack has mistakes.
        OSError: a file cannot be read.
    """
    shelf: list[Path] = []
    files: list[Path] = []
    for pack in dict.fromkeys(packs):
        (shelf if pack in shipped() else files).append(locate(pack))
    groups = [shelf] if shelf else []
    groups += [[path] for path in files]

    def opened(group: Sequence[Path]) -> Segment:
        return open_segment(group, lambda: build_packs(map(load, group), progress), cache)

    return Searcher([opened(group) for group in groups])


def open_statements(path: Path, *, cache: Path | None, progress: Progress | None = None) -> Searcher:
    """A searcher over a JSON Lines file of bare statements (``id``, ``lang``, ``text``).

    Raises:
        StatementsError: a line is not such an object.
        OSError: the file cannot be read.
    """
    return Searcher([open_segment([path], lambda: build_statements(path, progress), cache)])
