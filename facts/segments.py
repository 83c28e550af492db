"""Indexes on disk: built once, mapped on the next start, rebuilt when their files change."""

from __future__ import annotations

import contextlib
import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import Stemmer

from facts import arrays
from facts.date_language import date_languages
from facts.index import VERSION, Builder, Index, Section, SectionKind
from facts.language import languages
from facts.record import from_record, to_record
from facts.sections import NamesIn, sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facts.fact import Fact, Pack

STATEMENTS: Final = "statements"
"""The pack that bare statements belong to."""
_REPORT_EVERY: Final = 2_000

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and the whole."""


class StatementsError(ValueError):
    """A file of bare statements cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One index with what is not facts in it."""

    index: Index
    completions: tuple[str, ...]

    def fact(self, number: int) -> Fact:
        """The fact of this number."""
        return from_record(self.index.record(number))


def _stamp(paths: Sequence[Path]) -> list[list[Any]]:
    return [[str(path.absolute()), (status := path.stat()).st_size, status.st_mtime_ns] for path in paths]


def _content(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _make() -> str:
    """Changes whenever an index made from the same files would come out differently."""
    return ":".join(
        [
            str(VERSION),
            Stemmer.version(),
            unicodedata.unidata_version,
            *(f"{code}={language.digest}" for code, language in languages().items()),
            *(f"{code}={_dates(code)}" for code in sorted(date_languages())),
        ]
    )


def _dates(code: str) -> str:
    """A digest of how a language says dates: they are said in sections too."""
    source = resources.files("facts.language").joinpath(f"dates.{code}.yaml")
    return hashlib.blake2b(source.read_bytes(), digest_size=8).hexdigest()


def open_segment(
    paths: Sequence[Path],
    build: Callable[[], tuple[Builder, Sequence[str]]],
    cache: Path | None,
) -> Segment:
    """The index of ``paths``: mapped from ``cache`` while they are unchanged, else built and saved there.

    Whether they changed is told by size and time, and by content only when those differ.  A cache that
    cannot be written is done without.
    """
    stamp = _stamp(paths)
    if cache is None:
        return _built(build)
    name = hashlib.sha256(json.dumps([path for path, *_ in stamp]).encode()).hexdigest()[:24]
    saved = cache / f"{name}.index"
    segment = _reopen(saved, paths, stamp)
    if segment is not None:
        return segment
    # Taken before building: what changes while it is read must not pass for what was indexed.
    content = _content(paths)
    segment = _built(build)
    meta = {
        "make": _make(),
        "stamp": stamp,
        "content": content,
        "completions": list(segment.completions),
    }
    # A full or read-only disk costs the next start some time, no answer.
    with contextlib.suppress(OSError, arrays.ArraysError):
        segment.index.save(saved, meta)
        index, _ = Index.open(saved)
        return Segment(index, segment.completions)
    return segment


def _built(build: Callable[[], tuple[Builder, Sequence[str]]]) -> Segment:
    builder, completions = build()
    return Segment(Index(builder.finish(), builder.codes), tuple(completions))


def _reopen(saved: Path, paths: Sequence[Path], stamp: list[list[Any]]) -> Segment | None:
    try:
        index, meta = Index.open(saved)
    except (OSError, arrays.ArraysError):
        return None
    if meta.get("make") != _make():
        return None
    if meta["stamp"] != stamp:
        if meta["content"] != _content(paths):
            return None
        # The index is sound; where its stamp cannot be renewed, the next start compares contents again.
        with contextlib.suppress(OSError):
            index.save(saved, {**meta, "stamp": stamp})
    return Segment(index, tuple(meta["completions"]))


def build_packs(packs: Iterable[Pack], progress: Progress | None = None) -> tuple[Builder, list[str]]:
    """An index over packs, and the names in them for completion."""
    builder = Builder(tuple(languages()))
    completions: dict[str, None] = {}
    for pack in packs:
        names = NamesIn(pack.names)
        completions |= dict.fromkeys(spelling for name in pack.names for spelling in name.name.values())
        for done, fact in enumerate(pack.facts):
            builder.add(fact.id, to_record(fact), sections(fact, names, pack.title, builder.codes))
            if progress and done % _REPORT_EVERY == 0:
                progress(pack.id, done, len(pack.facts))
    return builder, list(completions)


def build_statements(path: Path, progress: Progress | None = None) -> tuple[Builder, list[str]]:
    """An index over the bare statements of a JSON Lines file (``id``, ``lang``, ``text``).

    Raises:
        StatementsError: a line is not such an object.
    """
    builder = Builder(tuple(languages()))
    whole = path.stat().st_size
    done = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            done += len(line)
            if line.isspace():
                continue
            record = _statement(line, path, number)
            spoken = record["lang"] if record["lang"] in builder.codes else builder.codes[0]
            builder.add(
                record["id"],
                json.dumps(record, ensure_ascii=False).encode(),
                (Section(SectionKind.STATEMENT, spoken, record["text"]),),
            )
            if progress and number % _REPORT_EVERY == 0:
                progress(path.name, done, whole)
    return builder, []


def _statement(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise StatementsError(f"{path}:{number}: not JSON ({error}); write one object a line") from error
    if not isinstance(record, dict) or not all(
        isinstance(record.get(key), str) and record[key] for key in ("id", "lang", "text")
    ):
        raise StatementsError(
            f'{path}:{number}: each line needs "id", "lang" and "text", all of them text and none empty'
        )
    kept = {"id": record["id"], "pack": STATEMENTS, "lang": record["lang"], "text": record["text"]}
    try:
        "".join(kept.values()).encode()
    except UnicodeEncodeError as error:
        raise StatementsError(
            f"{path}:{number}: holds half a surrogate pair ({error}); write the whole character"
        ) from error
    return kept
