"""bm25s over PyStemmer's stems."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import bm25s
import numpy as np

from bench.engines import FactRow, Ranking, each_once, spread
from bench.engines.text import content_words, stem, stems

if TYPE_CHECKING:
    from pathlib import Path


class StemmedBM25:
    """BM25 as bm25s sets it (k1 1.5, b 0.75), stop words out, stemmer by the language of the fact."""

    name = "bm25s + PyStemmer"

    def build(self, facts: list[FactRow]) -> None:
        """Index the stems of each statement."""
        self._ids = [identity for identity, _, _ in facts]
        self._spread = spread(facts)
        self._index = bm25s.BM25()
        stems = [[stem(word, lang) for word in content_words(text, lang)] for _, lang, text in facts]
        self._index.index(stems, show_progress=False)

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        """Score all statements that share a stem."""
        return self.rank_words(content_words(question, lang), lang, n)

    def rank_words(self, query: list[str], lang: str, n: int) -> Ranking:
        """Rank by words that are prepared already."""
        vocabulary = self._index.vocab_dict
        known = [token for word in query for token in stems(word, lang) if token in vocabulary]
        if not known:
            return []
        scores = self._index.get_scores(known)
        depth = min(n * self._spread, len(scores))
        rows = np.argpartition(-scores, depth - 1)[:depth]
        rows = rows[np.argsort(-scores[rows], kind="stable")]
        return each_once(((self._ids[row], scores[row]) for row in rows if scores[row] > 0), n)

    def save(self, folder: Path) -> None:
        """Write bm25s's own files and the ids."""
        self._index.save(folder / "bm25s", show_progress=False)
        (folder / "ids.json").write_text(json.dumps({"ids": self._ids, "spread": self._spread}), "utf-8")

    def load(self, folder: Path) -> None:
        """Map bm25s's arrays from disk."""
        self._index = bm25s.BM25.load(folder / "bm25s", mmap=True, show_progress=False)
        state = json.loads((folder / "ids.json").read_text("utf-8"))
        self._ids, self._spread = state["ids"], state["spread"]
