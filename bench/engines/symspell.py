"""SymSpell corrects the words that no fact holds, then stems and BM25."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from symspellpy import SymSpell, Verbosity

from bench.engines.bm25 import StemmedBM25
from bench.engines.text import content_words, words

if TYPE_CHECKING:
    from pathlib import Path

    from bench.engines import FactRow, Ranking

_DISTANCE: Final = 2


class CorrectedBM25(StemmedBM25):
    """The best pipeline off the shelf: a dictionary made of the facts' own words, distance two."""

    name = "SymSpell, stem, BM25"

    def build(self, facts: list[FactRow]) -> None:
        """Index as BM25 does and learn the words with their frequencies."""
        super().build(facts)
        self._learn(Counter(word for _, _, text in facts for word in words(text)))

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        """Correct, then rank."""
        return self.rank_words([self._correct(word) for word in content_words(question, lang)], lang, n)

    def save(self, folder: Path) -> None:
        """Write the counts beside BM25's files; SymSpell's deletes are made again at loading."""
        super().save(folder)
        (folder / "words.json").write_text(json.dumps(self._spelling.words), "utf-8")

    def load(self, folder: Path) -> None:
        """Load BM25's files and learn the words again."""
        super().load(folder)
        self._learn(json.loads((folder / "words.json").read_text("utf-8")))

    def _learn(self, counts: dict[str, int]) -> None:
        self._spelling = SymSpell(max_dictionary_edit_distance=_DISTANCE, prefix_length=7)
        for word, count in counts.items():
            self._spelling.create_dictionary_entry(word, count)

    def _correct(self, word: str) -> str:
        if word in self._spelling.words or word.isdecimal():
            return word
        near = self._spelling.lookup(word, Verbosity.TOP, max_edit_distance=_DISTANCE)
        return near[0].term if near else word
