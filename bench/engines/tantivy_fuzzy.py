"""tantivy, the search library in Rust, with terms allowed to differ."""

from __future__ import annotations

import json
import shutil
import tempfile
from typing import TYPE_CHECKING, Final

import tantivy

from bench.engines import FactRow, Ranking, each_once, spread
from bench.engines.text import content_words, fold, stem, stems, words

if TYPE_CHECKING:
    from pathlib import Path

_FUZZY: Final = 6.0
"""Weight of a fuzzy term, which scores a constant, beside the BM25 of a stem; the best of seven tried."""


class FuzzyTerms:
    """Any of the words: their stems, or within one edit from three letters on, two from seven on."""

    name = "tantivy fuzzy"

    def build(self, facts: list[FactRow]) -> None:
        """Index each statement in one segment."""
        self._folder = tempfile.TemporaryDirectory()
        self._spread = spread(facts)
        self._index = tantivy.Index(self._schema(), path=self._folder.name)
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for identity, lang, text in facts:
            stemmed = " ".join(stem(word, lang) for word in words(text))
            writer.add_document(tantivy.Document(id=identity, body=fold(text), stems=stemmed))
        writer.commit()
        writer.wait_merging_threads()
        self._ready()

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        """Ask for stems and fuzzy terms together."""
        schema = self._index.schema
        clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for word in dict.fromkeys(content_words(question, lang)):
            exact = [tantivy.Query.term_query(schema, "stems", token) for token in stems(word, lang)]
            clauses.extend((tantivy.Occur.Should, query) for query in exact)
            if len(word) >= 3:
                distance = 1 if len(word) <= 6 else 2
                fuzzy = tantivy.Query.fuzzy_term_query(schema, "body", word, distance)
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(fuzzy, _FUZZY)))
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), n * self._spread).hits
        return each_once(((self._searcher.doc(place)["id"][0], score) for score, place in hits), n)

    def save(self, folder: Path) -> None:
        """Copy the index, which lies on disk already."""
        shutil.copytree(self._folder.name, folder / "tantivy")
        (folder / "spread.json").write_text(json.dumps(self._spread), "utf-8")

    def load(self, folder: Path) -> None:
        """Open the index; tantivy maps it."""
        self._spread = json.loads((folder / "spread.json").read_text("utf-8"))
        self._index = tantivy.Index.open(str(folder / "tantivy"))
        self._ready()

    def _ready(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    @staticmethod
    def _schema() -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("body", stored=False, tokenizer_name="default")
        builder.add_text_field("stems", stored=False, tokenizer_name="whitespace")
        return builder.build()
