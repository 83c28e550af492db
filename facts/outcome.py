"""What a search comes to: one outcome, always with the reasons for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facts.fact import Fact, Slot


class Asked(StrEnum):
    """The kind of question, read from its words."""

    WHEN = "when"
    WHO = "who"
    WHAT = "what"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    HOW_MANY = "how_many"
    YES_NO = "yes_no"
    OPEN = "open"
    KEYWORDS = "keywords"


class Reason(StrEnum):
    """Why the outcome is what it is."""

    CLEAR = "clear"
    """One fact answers, by a clear margin."""
    ALIKE = "alike"
    """Several facts fit about equally well."""
    UNEXPLAINED = "unexplained"
    """Something of the question is accounted for by no fact."""
    WEAK = "weak"
    """Too little of the question matches anything."""
    EMPTY = "empty"
    """The question holds no word to search by."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """One word of the question and the word of the fact that accounts for it."""

    word: str
    matched: str
    how: str
    """``exact``, ``stem``, ``spelling``, ``typo``, ``name``, ``meaning``, ``pack`` (in its title)."""
    share: float
    """How much of the question's weight the word carries, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A fact and its score for one question; scores compare only within that question."""

    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an outcome came about, for ``/why`` and for authors."""

    reason: Reason
    asked: Asked
    language: str
    """Language of the question as read from its words."""
    confidence: float
    """Calibrated probability that the first fact answers the question, 0 to 1."""
    matched: tuple[WordMatch, ...] = ()
    unexplained: tuple[str, ...] = ()
    """Words of weight that the first fact does not account for."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Words read as others: (as written, as read)."""
    borrowed: tuple[str, ...] = ()
    """Words taken over from the questions before."""
    second: Scored | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact answers the question."""

    best: Scored
    slot: Slot | None
    """The short answer to give first; None when the statement itself is the answer."""
    explanation: Explanation
    others: tuple[Scored, ...] = ()
    """What came next, best first, for whoever meant something else."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Several facts, in time order, for an open question."""

    facts: tuple[Scored, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Facts the member may have meant, best first."""

    facts: tuple[Scored, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing answers; the nearest facts, to be named as such."""

    nearest: tuple[Scored, ...]
    explanation: Explanation


Outcome = Answer | Overview | Suggestions | Unknown
