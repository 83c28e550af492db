"""SQLite's full-text index, by words and by trigrams."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from bench.engines import FactRow, Ranking, each_once, spread
from bench.engines.text import content_words, fold

_CREATE: Final = "CREATE VIRTUAL TABLE facts USING fts5(id UNINDEXED, body, tokenize = '{}')"
_INSERT: Final = "INSERT INTO facts (id, body) VALUES (?, ?)"
_RANK: Final = "SELECT id, -bm25(facts) FROM facts WHERE facts MATCH ? ORDER BY rank LIMIT ?"


class _FullText(ABC):
    name: str
    tokenizer: str

    def build(self, facts: list[FactRow]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._file = Path(self._folder.name, "facts.sqlite")
        self._open()
        self._spread = spread(facts)
        with self._base:
            self._base.execute(_CREATE.format(self.tokenizer))
            self._base.executemany(_INSERT, ((identity, fold(text)) for identity, _, text in facts))
            self._base.execute("INSERT INTO facts (facts) VALUES ('optimize')")
            self._base.execute(f"PRAGMA user_version = {self._spread}")

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        terms = self.terms(question, lang)
        if not terms:
            return []
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in dict.fromkeys(terms))
        return each_once(self._base.execute(_RANK, (query, n * self._spread)), n)

    @abstractmethod
    def terms(self, question: str, lang: str) -> list[str]:
        """Give what is searched for, any of it."""

    def save(self, folder: Path) -> None:
        shutil.copyfile(self._file, folder / "facts.sqlite")

    def load(self, folder: Path) -> None:
        self._file = folder / "facts.sqlite"
        self._open()
        (self._spread,) = self._base.execute("PRAGMA user_version").fetchone()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._file)
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA mmap_size = 2000000000")


class Words(_FullText):
    """Any of the question's words, weighed by SQLite's BM25."""

    name = "FTS5 words"
    tokenizer = "unicode61 remove_diacritics 2"

    def terms(self, question: str, lang: str) -> list[str]:
        """Take the words that are no stop words."""
        return content_words(question, lang)


class Trigrams(_FullText):
    """Any of the question's runs of three characters, weighed by SQLite's BM25."""

    name = "FTS5 trigrams"
    tokenizer = "trigram"

    def terms(self, question: str, lang: str) -> list[str]:
        """Take every run of three, each on its own, so that they need not meet in a row."""
        text = " " + " ".join(content_words(question, lang)) + " "
        return [text[at : at + 3] for at in range(len(text) - 2)]
