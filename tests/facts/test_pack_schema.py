"""The JSON Schema that editors use says what Babad says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from facts.pack import PackError, parse_pack
from facts.pack_model import PACK, schema
from facts.pack_nodes import Mapping, Node, Scalar, Sequence
from facts.pack_report import Report, TooManyProblemsError
from facts.pack_text import decode
from facts.pack_tree import TreeReader

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "tests" / "data" / "packs"
SHIPPED = sorted((ROOT / "facts" / "packs").glob("*.yaml"))
SOUND = [*sorted(PACKS.glob("valid/*.yaml")), *SHIPPED]
VALIDATOR = jsonschema.Draft7Validator(schema())

BEYOND = {
    "calendar-julian-day",
    "date-about-in-words",
    "date-century-in-words",
    "date-far-year",
    "date-impossible",
    "date-level-2",
    "date-order",
    "date-season",
    "date-words",
    "id-duplicate",
    "language-not-of-pack",
    "language-unsaid",
    "language-without-title",
    "name-claimed-twice",
    "note-in-one-language",
    "source-article-without-language",
    "source-undeclared",
    "yearly-without-day",
}
"""What JSON Schema cannot say: rules between parts, and what the date reader knows."""
CORE = {"": None, "~": None, "null": None} | {
    word: truth
    for said, truth in (("true", True), ("false", False))
    for word in (said, said.title(), said.upper())
}
"""Words that are no texts in YAML 1.2, by its core schema."""
FLAGGED = """\
pack: base
title: {id: Judul}
facts:
  - {id: one, when: 1945-08-17, yearly: WRITTEN, text: {id: Satu.}, sources: [Buku]}
"""


def as_editors_read(node: Node) -> Any:
    """The value as YAML 1.2 has it, which is what editors check."""
    if isinstance(node, Mapping):
        return {key: as_editors_read(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [as_editors_read(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.plain and node.text in CORE:
        return CORE[node.text]
    if node.plain and re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
        return float(node.text)
    return node.text


def load(path: Path) -> Any | None:
    """What an editor makes of a file; None when it breaks off."""
    return read_by_editor(path.read_bytes(), path.name)


def read_by_editor(data: bytes, name: str) -> Any | None:
    """What an editor makes of those bytes; None when it breaks off."""
    report = Report(name)
    tree = TreeReader(report)
    try:
        text = decode(data, report)
        complete = text is not None and tree.read(text)
    except TooManyProblemsError:
        return None
    return as_editors_read(tree.root) if complete and tree.root and not report else None


def test_schema_is_one() -> None:
    """It is a draft 7 schema, which the YAML language server understands."""
    jsonschema.Draft7Validator.check_schema(schema())


def test_committed_schema_is_fresh() -> None:
    """The file beside the model is what the model makes: ``babad schema > facts/pack.schema.json``."""
    committed = (ROOT / "facts" / "pack.schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def test_every_key_is_described() -> None:
    """Editors show a sentence for each key."""

    def check(part: Any) -> None:
        if isinstance(part, list):
            for item in part:
                check(item)
        elif isinstance(part, dict):
            for key, value in part.get("properties", {}).items():
                if "additionalProperties" in part and key not in {"id", "en"}:
                    assert value["description"].endswith("."), key
            for value in part.values():
                check(value)

    check(schema())
    assert len(PACK.fields) == 7


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_sound_packs_please_the_schema(path: Path) -> None:
    """An editor underlines nothing in a sound pack."""
    assert [error.message for error in VALIDATOR.iter_errors(load(path))] == []


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "false", "False", '"true"', "'FALSE'"])
def test_babad_and_the_schema_take_the_same_for_true_and_false(written: str) -> None:
    """With quotation marks or without, in the letters of YAML 1.2; and nothing else."""
    said = FLAGGED.replace("WRITTEN", written)
    (fact,) = parse_pack(said.encode(), "x.yaml").facts
    assert fact.yearly is ("t" in written.casefold())
    assert VALIDATOR.is_valid(read_by_editor(said.encode(), "x.yaml"))


@pytest.mark.parametrize("written", ["yes", "on", "y", "1", "tRUE", '"yes"', "{}", "2026"])
def test_neither_babad_nor_the_schema_takes_anything_else_for_true(written: str) -> None:
    """Not even what older YAML took for it."""
    said = FLAGGED.replace("WRITTEN", written)
    with pytest.raises(PackError):
        parse_pack(said.encode(), "x.yaml")
    assert not VALIDATOR.is_valid(read_by_editor(said.encode(), "x.yaml"))


def test_faulty_packs_displease_the_schema() -> None:
    """An editor underlines all faulty packs but those it cannot see through, which are known by name."""
    documents = {path.stem: load(path) for path in sorted(PACKS.glob("invalid/*.yaml"))}
    faulty = {stem: document for stem, document in documents.items() if document is not None}
    assert len(faulty) > 50
    assert {stem for stem, document in faulty.items() if VALIDATOR.is_valid(document)} == BEYOND


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_packs_name_the_schema(path: Path) -> None:
    """So that whoever opens one gets completion."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == ROOT / "facts" / "pack.schema.json"
