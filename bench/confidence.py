"""How sure an engine is of its first fact: its own word for it, or what its scores let one say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from bench.engines.text import content_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.engines import Engine, Ranking

KINDS: Final = ("score", "score per word", "margin")
"""Of a baseline: the first score, the same over the question's words, the lead over the second.
The best of them counts, so that no baseline is judged by a scale it was not made for."""

OWN: Final = "confidence"
"""Of an engine that states a probability."""


@runtime_checkable
class Confident(Protocol):
    """An engine that says itself how probable it is that its first fact answers."""

    def confidence(self, question: str, lang: str) -> float:
        """Give a number from 0 to 1."""


def kinds(engine: Engine) -> tuple[str, ...]:
    """Name the kinds of confidence that an engine can be judged by."""
    return (OWN,) if isinstance(engine, Confident) else KINDS


def read(engine: Engine, question: str, lang: str, ranking: Ranking) -> dict[str, float]:
    """Give each kind of confidence for a question that was ranked two deep or deeper."""
    if isinstance(engine, Confident):
        return {OWN: engine.confidence(question, lang)}
    if not ranking:
        return dict.fromkeys(KINDS, 0.0)
    first = ranking[0][1]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    per_word = first / len(content_words(question, lang) or [question])
    return dict(zip(KINDS, (first, per_word, (first - second) / (abs(first) or 1.0)), strict=True))


def best(judged: dict[str, float]) -> str:
    """Name the kind with the highest figure, the first of equals."""
    order: Callable[[str], tuple[bool, float]] = lambda kind: (judged[kind] == judged[kind], judged[kind])  # noqa: E731
    return max(judged, key=order)
