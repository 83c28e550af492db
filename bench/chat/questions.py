"""Questions to ask: those of the quality sets, then the same with a letter left out, no two alike."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from bench import sets

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES: Final = ("seed.more.jsonl", "seed.report.jsonl", "seed.tune.jsonl")
LONG: Final = 5
"""Letters of a word from which one may be left out."""


def written() -> list[str]:
    """The questions as they were written, each once."""
    folder = sets.ROOT / "bench" / "quality"
    return list(dict.fromkeys(row["question"] for name in FILES for row in sets.lines(folder / name)))


def distinct(count: int, seed: int) -> list[str]:
    """So many questions, mixed: as written as far as they go, the others with one more letter left out."""
    chance = Random(seed)
    known = written()
    chance.shuffle(known)
    chosen = dict.fromkeys(known[:count])
    for question in _endlessly(known):
        if len(chosen) >= count:
            break
        chosen[_with_typo(question, chance)] = None
    return list(chosen)


def _endlessly(known: list[str]) -> Iterator[str]:
    while True:
        yield from known


def _with_typo(question: str, chance: Random) -> str:
    words = question.split()
    at = chance.choice([at for at, word in enumerate(words) if len(word) >= LONG] or [0])
    letter = chance.randrange(1, max(2, len(words[at]) - 1))
    words[at] = words[at][:letter] + words[at][letter + 1 :]
    return " ".join(words)
