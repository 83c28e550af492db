"""Hostile YAML → ``Pack``, or everything that is wrong with it at once.

Safe to call in any thread on any bytes: what is read is bounded (``pack_text.MAX_BYTES``,
``pack_tree.MAX_DEPTH``, ``pack_tree.MAX_NODES``), nothing recurses with the input, nothing is fetched, and
the only thing raised is ``PackError``.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from facts import pack_rules
from facts.fact import EMPTY, Certainty, DateKind, Fact, Name, NameKind, Pack, Slot, Source
from facts.pack_languages import Reading
from facts.pack_model import PACK
from facts.pack_nodes import paths
from facts.pack_report import PackError, PackProblem, Report, TooManyProblemsError
from facts.pack_text import MAX_BYTES, decode
from facts.pack_tree import TreeReader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from facts.fact import Localized
    from facts.pack_groups import Entry
    from facts.pack_nodes import Node

__all__ = ["PackError", "PackProblem", "parse_pack", "read_pack"]

_NONE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_NO_ANSWERS: Final[Mapping[Slot, Localized]] = MappingProxyType({})
_IN_ADDRESS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:,")


def read_pack(path: Path) -> Pack:
    """Read and check the pack in a file.

    Raises:
        PackError: the file cannot be opened, or is no sound pack.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        report = Report(str(path))
        reason = error.strerror or "unknown reason"
        report.at(1, 1, f"the file cannot be opened ({reason})", "check its name and that you may read it")
        raise PackError(report.problems(partial(paths, None))) from error
    return parse_pack(data, str(path))


def parse_pack(data: bytes, origin: str) -> Pack:
    """Read and check a pack.

    Args:
        data: the bytes of the file, trusted in nothing.
        origin: the name of the file, for messages.

    Raises:
        PackError: it is no sound pack.
    """
    report = Report(origin)
    tree = TreeReader(report)
    reading = Reading(report)
    entry: Entry | None = None
    try:
        text = decode(data, report)
        if text is not None and tree.read(text):
            entry = _check(tree.root, reading)
    except TooManyProblemsError:
        pass
    if report or entry is None:
        raise PackError(report.problems(partial(paths, tree.root)))
    return _pack(entry, reading.languages, origin)


def _check(root: Node | None, reading: Reading) -> Entry | None:
    """What the pack holds; complete only when nothing was reported."""
    if root is None:
        reading.report.at(1, 1, "the file is empty", "write a pack as in the example of the manual")
        return None
    pack_rules.learn_languages(root, reading)
    entry = PACK.read(root, reading)
    if entry is not None:
        pack_rules.check(entry, reading)
    return entry


def _pack(entry: Entry, languages: tuple[str, ...], origin: str) -> Pack:
    """The pack itself, of an entry in which nothing is wrong."""
    own: str = entry.values["pack"]
    sources = {key: _source(key, source) for key, source in entry.get("sources", {}).items()}
    if "sources" not in entry.values:
        titles = dict.fromkeys(title for fact in entry.values["facts"] for title in fact.values["sources"])
        sources = {
            title: Source(title, MappingProxyType(dict.fromkeys(languages, title))) for title in titles
        }
    return Pack(
        id=own,
        title=entry.values["title"],
        license=entry.get("license"),
        sources=MappingProxyType(sources),
        names=tuple(_name(key, name) for key, name in entry.get("names", {}).items()),
        facts=tuple(_fact(own, fact, sources) for fact in entry.values["facts"]),
        origin=origin,
    )


def _source(key: str, entry: Entry) -> Source:
    get = entry.values.get
    article: Localized | None = get("article")
    if article is None:
        return Source(
            id=key,
            title=entry.values["title"],
            author=get("author"),
            publisher=get("publisher"),
            year=get("year"),
            url=get("url", EMPTY),
            license=get("license"),
        )
    addresses = {language: _address(language, title) for language, title in article.items()}
    return Source(
        id=key,
        title=article,
        publisher="Wikipedia",
        url=MappingProxyType(addresses),
        license=get("license"),
    )


def _address(language: str, title: str) -> str:
    """Where an article stands; all but the plainest characters encoded, so that no chat cuts the link."""
    page = "".join(
        chr(byte) if byte in _IN_ADDRESS else f"%{byte:02X}" for byte in title.replace(" ", "_").encode()
    )
    return f"https://{language}.wikipedia.org/wiki/{page}"


def _name(key: str, entry: Entry) -> Name:
    get = entry.values.get
    return Name(key, NameKind(entry.values["kind"]), entry.values["name"], get("also", ()), get("at"))


def _fact(pack: str, entry: Entry, sources: Mapping[str, Source]) -> Fact:
    values = entry.values
    get = values.get
    answers: Entry | None = get("answers")
    tags: Entry | None = get("tags")
    return Fact(
        id=values["id"],
        pack=pack,
        text=values["text"],
        sources=tuple(sources[key] for key in values["sources"]),
        when=get("when"),
        kind=DateKind(get("kind", DateKind.EVENT)),
        derived_from=get("derived_from"),
        answers=_NO_ANSWERS if answers is None else _by_slot(answers),
        asked=get("asked", _NONE),
        tags=_NONE if tags is None else MappingProxyType(tags.values),
        ref=get("ref", ()),
        certainty=Certainty(get("certainty", Certainty.SURE)),
        note=get("note", EMPTY),
        yearly=get("yearly", False),
    )


def _by_slot(answers: Entry) -> Mapping[Slot, Localized]:
    return MappingProxyType({Slot(key): value for key, value in answers.values.items()})
