"""Babad's own engine behind the same protocol, and whole answers on the seed.

The only module here that touches ``facts``' way of finding; where that is absent, one sentence says so.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.engines import OURS, FactRow, Ranking
from bench.sets import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from facts.outcome import Outcome


class OursMissingError(Exception):
    """The engine under test is not there."""


def _part(module: str, attribute: str) -> Any:
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as problem:
        raise OursMissingError(
            f"Babad's engine cannot be measured, {module}.{attribute} is missing ({problem}): "
            "run with --without-ours."
        ) from problem


def _index(builder: Any) -> Any:
    return _part("facts.index", "Index")(builder.finish(), builder.codes)


def _searcher(index: Any, completions: Sequence[str] = ()) -> Any:
    segment = _part("facts.segments", "Segment")(index, tuple(completions))
    return _part("facts.search", "Searcher")([segment])


def _statements(facts: list[FactRow]) -> Any:
    """Index bare statements from a file of them."""
    build_statements = _part("facts.segments", "build_statements")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "statements.jsonl")
        with file.open("w", encoding="utf-8") as stream:
            for identity, lang, text in facts:
                row = {"id": identity, "lang": lang, "text": text}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        builder, _ = build_statements(file)
    return _index(builder)


def statements_searcher(facts: list[FactRow]) -> Any:
    """Give a searcher over bare statements."""
    return _searcher(_statements(facts))


class Ours:
    """Bare statements, without names, phrasings or dates, through Babad's index and search."""

    name = OURS

    def __init__(self) -> None:
        self._fitted: Any = None

    def leave_out(self, name: str) -> None:
        """Rank by the weights that ``make fit`` made without the public set of this name."""
        held_out = json.loads((ROOT / "bench" / "held_out.json").read_bytes())
        if name in held_out:
            self._fitted = replace(_part("facts.weights", "weights")(), rank_bare=held_out[name])

    def build(self, facts: list[FactRow]) -> None:
        """Index the statements from a file of them, as an operator would."""
        self._index = _statements(facts)
        self._ready()

    def _ready(self) -> None:
        searcher = _searcher(self._index)
        self._searcher = searcher.with_weights(self._fitted) if self._fitted else searcher

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        """Rank without deciding."""
        return [(each.fact.id, each.score) for each in self._searcher.rank(question, n, language=lang)]

    def confidence(self, question: str, lang: str) -> float:
        """Give the calibrated probability that the first fact answers."""
        outcome: Outcome = self._searcher.search(question, language=lang)
        return outcome.explanation.confidence

    def save(self, folder: Path) -> None:
        """Save the index."""
        self._index.save(folder / "statements.index", {})

    def load(self, folder: Path) -> None:
        """Map the index."""
        self._index, _ = _part("facts.index", "Index").open(folder / "statements.index")
        self._ready()


def packs_searcher(packs: Sequence[Path], *, asked: bool) -> Any:
    """Give a searcher over packs, with or without their phrasings."""
    known = [_part("facts.pack", "read_pack")(pack) for pack in packs]
    if not asked:
        known = [replace(p, facts=tuple(replace(fact, asked={}) for fact in p.facts)) for p in known]
    builder, completions = _part("facts.segments", "build_packs")(known)
    return _searcher(_index(builder), completions)


def notes_searcher(pack: Path, *, seed: int, size: int) -> Any:
    """Give a searcher over a few facts of a pack, chosen at random and stripped to statements and dates."""
    known = _part("facts.pack", "read_pack")(pack)
    chosen = random.Random(seed).sample(known.facts, size)
    facts = tuple(replace(fact, asked={}, answers={}) for fact in chosen)
    builder, completions = _part("facts.segments", "build_packs")([replace(known, facts=facts, names=())])
    return _searcher(_index(builder), completions)


def answering(packs: Sequence[Path], *, asked: bool) -> Callable[[str, Sequence[str]], Outcome]:
    """Give what answers a question, with those before it, from packs with or without their phrasings."""
    searcher = packs_searcher(packs, asked=asked)

    def answer(question: str, before: Sequence[str]) -> Outcome:
        outcome: Outcome = searcher.search(question, history=before)
        return outcome

    return answer
