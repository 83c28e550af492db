"""rapidfuzz straight over the statements: ``process.extract`` with one of its scorers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from bench.engines import FactRow, Ranking, each_once, spread
from bench.engines.text import content_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _OverStatements:
    name: str
    scorer: Callable[..., float]

    def build(self, facts: list[FactRow]) -> None:
        self._ids = [identity for identity, _, _ in facts]
        self._texts = [" ".join(content_words(text, lang)) for _, lang, text in facts]
        self._spread = spread(facts)

    def rank(self, question: str, lang: str, n: int) -> Ranking:
        query = " ".join(content_words(question, lang))
        scorer: Any = type(self).scorer
        found = process.extract(query, self._texts, scorer=scorer, limit=n * self._spread)
        return each_once(((self._ids[row], score) for _, score, row in found), n)

    def save(self, folder: Path) -> None:
        state = {"ids": self._ids, "texts": self._texts, "spread": self._spread}
        (folder / "statements.json").write_text(json.dumps(state, ensure_ascii=False), "utf-8")

    def load(self, folder: Path) -> None:
        state = json.loads((folder / "statements.json").read_text("utf-8"))
        self._ids, self._texts, self._spread = state["ids"], state["texts"], state["spread"]


class WRatio(_OverStatements):
    """The scorer that ``process.extract`` takes by default."""

    name = "rapidfuzz WRatio"
    scorer = staticmethod(fuzz.WRatio)


class TokenSetRatio(_OverStatements):
    """The best of rapidfuzz's scorers for a question against a statement."""

    name = "rapidfuzz token_set_ratio"
    scorer = staticmethod(fuzz.token_set_ratio)
