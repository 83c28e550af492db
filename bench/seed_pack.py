"""The seed: its facts as statements for the baselines, and the questions that students ask about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from bench.sets import ROOT, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.engines import FactRow
    from facts.fact import Fact

PACK: Final = ROOT / "facts" / "packs" / "siberia-1918.yaml"
LIBRARY: Final = tuple(sorted(PACK.parent.glob("*.yaml")))
"""All shipped packs."""
HALVES: Final = ("tune", "report")
"""The halves that are reported; ``more`` holds questions on the facts of the first, for fitting only."""
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
LANGUAGES: Final = ("id", "en")


class SeedMissingError(Exception):
    """The pack or its questions are not there."""


Key = int | str
"""What tells facts apart: a row of the outside list that the seed was written from, or pack and id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; nothing is wanted when no fact that is there answers it."""

    id: str
    text: str
    language: str
    style: str
    rows: frozenset[Key]
    """What answers it."""
    history: tuple[str, ...]


def keys(fact: Fact) -> frozenset[Key]:
    """Tell by what questions name a fact that answers them."""
    return frozenset({*fact.ref, f"{fact.pack}/{fact.id}"})


def questions(half: str, *, about: str = "seed", everywhere: bool = False) -> list[Asked]:
    """Read one half of the questions.

    Args:
        half: one of `HALVES`, or ``more`` for the seed.
        about: ``seed``, or ``library`` for the other shipped packs.
        everywhere: facts of other packs count too, where the questions name some.
    """
    file = ROOT / "bench" / "quality" / f"{about}.{half}.jsonl"
    if not file.exists():
        raise SeedMissingError(f"The questions on the {about} are missing: {file}.")
    return [
        Asked(
            row["id"],
            row["question"],
            row["language"],
            row["style"],
            frozenset(row["rows"] if "rows" in row else row["facts"])
            | frozenset(row.get("also", ()) if everywhere else ()),
            tuple(row["history"]),
        )
        for row in lines(file)
    ]


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """Packs as statements: two ways of handing them to an engine that knows only texts."""

    rows: dict[str, frozenset[Key]]
    """What questions name each fact by."""
    apart: list[FactRow]
    """Statement, phrasings, each a text of its own."""
    joined: list[FactRow]
    """One text a fact and language: statement, short answers, phrasings, other spellings of its names."""


def read(packs: Sequence[Path] = (PACK,), *, asked: bool) -> SeedFacts:
    """Read packs, with or without the phrasings they list."""
    facts = SeedFacts({}, [], [])
    for file in packs:
        if not file.exists():
            raise SeedMissingError(f"A pack is missing: {file}.")
        _take(facts, yaml.load(file.read_bytes(), Loader=_LOADER), asked=asked)  # noqa: S506  # makes only text
    return facts


def _take(facts: SeedFacts, pack: dict[str, Any], *, asked: bool) -> None:
    spellings = [
        frozenset([*_in_each(name["name"]).values(), *name.get("also", ())])
        for name in pack.get("names", {}).values()
    ]
    patterns = [(_any_of(name), sorted(name)) for name in spellings]
    for fact in pack["facts"]:
        identity = f"{pack['pack']}/{fact['id']}"
        facts.rows[identity] = frozenset({*map(int, fact.get("ref", ())), identity})
        for language, text in _in_each(fact["text"]).items():
            phrasings = fact.get("asked", {}).get(language, []) if asked else []
            answers = [_in_each(a).get(language, "") for a in fact.get("answers", {}).values()]
            facts.apart.extend((identity, language, each) for each in (text, *phrasings))
            others = [spelling for pattern, name in patterns if pattern.search(text) for spelling in name]
            facts.joined.append(
                (identity, language, " ".join(filter(None, [text, *answers, *phrasings, *others])))
            )


def _any_of(spellings: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b")


def _in_each(text: Any) -> dict[str, str]:
    return text if isinstance(text, dict) else dict.fromkeys(LANGUAGES, str(text))
