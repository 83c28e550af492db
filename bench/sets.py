"""The question sets: public ones, and the seed's own."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.engines import FactRow

ROOT: Final = Path(__file__).resolve().parent.parent
VARIANTS: Final = ("clean", "typo1", "typo2", "slang", "slangx", "slangtypo", "kw")
"""As asked, a typo per two content words, one per word, chat slang, the same from another lexicon,
slang with typos, keywords only."""


class SetsMissingError(Exception):
    """The question sets are not where they are looked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the facts that answer it."""

    text: str
    language: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Facts and, by variant, the questions on them."""

    name: str
    facts: list[FactRow]
    variants: dict[str, list[Question]]


def folder() -> Path:
    """Say where the sets lie: ``BABAD_EVAL``, else ``../shared/eval`` beside the repository."""
    return Path(os.environ.get("BABAD_EVAL") or ROOT.parent / "shared" / "eval")


def names() -> list[str]:
    """Name the sets that are there."""
    found = sorted(file.name.removesuffix(".facts.jsonl") for file in folder().glob("*.facts.jsonl"))
    if not found:
        raise SetsMissingError(
            f"No question sets (NAME.facts.jsonl) in {folder()}: set BABAD_EVAL to their folder."
        )
    return found


def load(name: str, limit: int | None = None) -> EvalSet:
    """Read one set, at most ``limit`` questions of each variant."""
    facts = [(row["id"], row["lang"], row["text"]) for row in lines(folder() / f"{name}.facts.jsonl")]
    variants = {}
    for variant in VARIANTS:
        file = folder() / f"{name}.dev.{variant}.questions.jsonl"
        if file.exists():
            rows = [
                Question(row["q"], row["lang"], frozenset(map(str, row["relevant"]))) for row in lines(file)
            ]
            variants[variant] = rows[:limit]
    return EvalSet(name, facts, variants)


def load_all(limit: int | None = None) -> list[EvalSet]:
    """Read every set there is."""
    return [load(name, limit) for name in names()]


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """Read a JSON value from each line that is not empty."""
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)
