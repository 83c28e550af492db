"""Facts, outcomes and a scripted search for the conversation's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from bot import chitchat
from bot.answering import Answering
from facts.dates import Calendar, HistoricalDate
from facts.fact import Certainty, Fact, Pack, Slot, Source
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.i18n import Tongues

SOURCE = Source(
    "wikipedia",
    {"id": "Intervensi Jepang di Siberia", "en": "Japanese intervention in Siberia"},
    publisher="Wikipedia",
    url={
        "id": "https://id.wikipedia.org/wiki/Intervensi",
        "en": "https://en.wikipedia.org/wiki/Intervention",
    },
)
BOOK = Source("book", {"en": "World War I"}, author="Tucker", publisher="ABC-CLIO", year="2006")

IWAMI = Fact(
    "iwami-reaches-vladivostok",
    "siberia",
    {
        "id": "Kapal perang Jepang Iwami tiba di Vladivostok pada 12 Januari 1918.",
        "en": "The Japanese battleship Iwami reached Vladivostok on 12 January 1918.",
    },
    (SOURCE, BOOK),
    HistoricalDate.parse("1918-01-12"),
    answers={Slot.WHO: {"id": "kapal perang Iwami", "en": "the battleship Iwami"}},
)
SEMENOV = Fact(
    "semenov-supported",
    "siberia",
    {"id": "Jepang mendukung Semenov di Chita.", "en": "Japan supported Semenov in Chita."},
    (BOOK,),
    HistoricalDate.parse("1918~"),
    certainty=Certainty.DISPUTED,
    note={"id": "Sumber lain menyebut Harbin.", "en": "Other sources name Harbin."},
)
OLD_STYLE = Fact(
    "revolution",
    "siberia",
    {"id": "Kaum Bolshevik merebut Istana Musim Dingin."},
    (SOURCE,),
    HistoricalDate.parse("1917-10-25", Calendar.JULIAN),
    certainty=Certainty.SOURCE_SAYS,
)
FACTS = (IWAMI, SEMENOV, OLD_STYLE)
PACK = Pack(
    "siberia",
    {"id": "Intervensi Jepang di Siberia", "en": "Japanese intervention in Siberia"},
    "CC-BY-SA-4.0",
    MappingProxyType({"wikipedia": SOURCE, "book": BOOK}),
    (),
    FACTS,
    "siberia.yaml",
)


def explain(
    language: str, asked: Asked = Asked.WHEN, reason: Reason = Reason.CLEAR, confidence: float = 0.93
) -> Explanation:
    """Reasons of every kind, for a question in ``language``."""
    return Explanation(
        reason,
        asked,
        language,
        confidence,
        matched=(
            WordMatch("iwami", "Iwami", "exact", 0.6),
            WordMatch("vladivostk", "Vladivostok", "typo", 0.4),
        ),
        unexplained=("komandan",) if reason is Reason.UNEXPLAINED else (),
        corrected=(("vladivostk", "vladivostok"),),
        borrowed=("Iwami",),
        second=Scored(SEMENOV, 1.5),
    )


def outcomes(language: str) -> dict[str, Outcome]:
    """One outcome of each kind, by the name of its golden."""
    iwami, semenov, revolution = (Scored(fact, score) for fact, score in zip(FACTS, (9, 5, 2), strict=True))
    weak = explain(language, Asked.WHO, Reason.UNEXPLAINED, 0.12)
    return {
        "answer-when": Answer(iwami, None, explain(language)),
        "answer-who": Answer(iwami, Slot.WHO, explain(language, Asked.WHO)),
        "answer-disputed": Answer(semenov, None, explain(language, Asked.YES_NO)),
        "answer-old-style": Answer(revolution, None, explain(language, Asked.WHAT)),
        "overview": Overview((revolution, iwami, semenov), explain(language, Asked.OPEN)),
        "suggestions": Suggestions((iwami, semenov), explain(language, Asked.KEYWORDS, Reason.ALIKE, 0.5)),
        "suggestion": Suggestions((iwami,), explain(language, Asked.KEYWORDS, Reason.ALIKE, 0.5)),
        "suggestion-unexplained": Suggestions(
            (iwami,), explain(language, Asked.WHO, Reason.UNEXPLAINED, 0.4)
        ),
        "unknown": Unknown((iwami, semenov), weak),
        "unknown-empty": Unknown((), explain(language, Asked.KEYWORDS, Reason.EMPTY, 0.0)),
        "unknown-nothing": Unknown((), explain(language, Asked.WHO, Reason.WEAK, 0.0)),
    }


@dataclass
class ScriptedSearcher:
    """Answers by script and writes down how it was asked."""

    script: dict[str, Outcome] = field(default_factory=dict)
    asked: list[tuple[str, str | None, tuple[str, ...]]] = field(default_factory=list)

    def search(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Outcome:
        """Look the question up in the script; what is not there is unknown."""
        self.asked.append((question, language, tuple(history)))
        return self.script.get(question, outcomes(language or "id")["unknown"])

    def rank(
        self, question: str, n: int, *, language: str | None = None, history: Sequence[str] = ()
    ) -> tuple[Scored, ...]:
        """Every fact, in the order of the pack."""
        del question, language, history
        return tuple(Scored(fact, 1.0) for fact in FACTS)[:n]

    def ids(self) -> Iterator[str]:
        """Every id, in the order of the pack."""
        return iter([fact.id for fact in FACTS])

    def get(self, fact_id: str) -> Fact | None:
        """The fact of this id."""
        return next((fact for fact in FACTS if fact.id == fact_id), None)

    def complete(self, prefix: str, n: int = 10) -> tuple[str, ...]:
        """Names that begin so."""
        return tuple(name for name in ("Iwami", "Semenov") if name.startswith(prefix))[:n]


@pytest.fixture
def facts() -> tuple[Fact, ...]:
    """A sure fact, a disputed one and one whose date is in the Julian calendar."""
    return FACTS


@pytest.fixture
def pack() -> Pack:
    """The pack that holds the facts."""
    return PACK


@pytest.fixture
def by_kind() -> Callable[[str], dict[str, Outcome]]:
    """One outcome of each kind in a language."""
    return outcomes


@pytest.fixture
def searcher() -> ScriptedSearcher:
    """A search that knows one question in each language."""
    return ScriptedSearcher(
        {
            "Kapan Iwami tiba?": outcomes("id")["answer-when"],
            "When did the Iwami arrive?": outcomes("en")["answer-when"],
            "Siapa yang tiba?": outcomes("id")["answer-who"],
        }
    )


@pytest.fixture
def answering(searcher: ScriptedSearcher, tongues: Tongues) -> Answering:
    """Answers from the scripted search."""
    return Answering(searcher, chitchat.load(), tongues)  # type: ignore[arg-type]  # stands in for the real one
