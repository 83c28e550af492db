"""A fact as JSON values and back, for keeping it inside an index."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from facts.dates import Calendar, HistoricalDate
from facts.fact import Certainty, DateKind, Fact, Slot, Source


def to_record(fact: Fact) -> bytes:
    """The fact as UTF-8 JSON; what is empty is left out."""
    record: dict[str, Any] = {
        "id": fact.id,
        "pack": fact.pack,
        "text": dict(fact.text),
        "sources": [_source_record(source) for source in fact.sources],
        "when": str(fact.when) if fact.when else None,
        "calendar": fact.when.calendar.value if fact.when else None,
        "kind": fact.kind.value,
        "derived_from": fact.derived_from,
        "answers": {slot.value: dict(answer) for slot, answer in fact.answers.items()},
        "asked": {language: list(phrasings) for language, phrasings in fact.asked.items()},
        "tags": {group: list(tags) for group, tags in fact.tags.items()},
        "ref": list(fact.ref),
        "certainty": fact.certainty.value,
        "note": dict(fact.note),
        "yearly": fact.yearly,
    }
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False).encode()


def _source_record(source: Source) -> dict[str, Any]:
    record = {
        "id": source.id,
        "title": dict(source.title),
        "author": source.author,
        "publisher": source.publisher,
        "year": source.year,
        "url": dict(source.url),
        "license": source.license,
    }
    return {key: value for key, value in record.items() if value}


def from_record(record: dict[str, Any]) -> Fact:
    """The fact of a record made by `to_record`, or of a bare statement (``id``, ``lang``, ``text``).

    Raises:
        KeyError, ValueError: the record is of another make.
    """
    if "lang" in record:
        return Fact(record["id"], record["pack"], {record["lang"]: record["text"]}, ())
    when = record.get("when")
    return Fact(
        id=record["id"],
        pack=record["pack"],
        text=MappingProxyType(record["text"]),
        sources=tuple(_source(source) for source in record.get("sources", ())),
        when=HistoricalDate.parse(when, Calendar(record["calendar"])) if when else None,
        kind=DateKind(record.get("kind", DateKind.EVENT)),
        derived_from=record.get("derived_from"),
        answers=MappingProxyType({Slot(slot): answer for slot, answer in record.get("answers", {}).items()}),
        asked=MappingProxyType({language: tuple(said) for language, said in record.get("asked", {}).items()}),
        tags=MappingProxyType({group: tuple(tags) for group, tags in record.get("tags", {}).items()}),
        ref=tuple(record.get("ref", ())),
        certainty=Certainty(record.get("certainty", Certainty.SURE)),
        note=MappingProxyType(record.get("note", {})),
        yearly=record.get("yearly", False),
    )


def _source(record: dict[str, Any]) -> Source:
    return Source(
        id=record["id"],
        title=record["title"],
        author=record.get("author"),
        publisher=record.get("publisher"),
        year=record.get("year"),
        url=record.get("url", {}),
        license=record.get("license"),
    )
