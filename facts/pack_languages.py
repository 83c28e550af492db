"""The languages of a pack, and values that are given by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from facts.pack_nodes import Mapping, Node
from facts.pack_report import QUOTE_COMMA, listed, quoted
from facts.pack_shapes import Schema, Shape

if TYPE_CHECKING:
    import collections.abc

    from facts.pack_report import Report

LANGUAGE: Final = r"^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$"
_LANGUAGE: Final = re.compile(LANGUAGE.replace("$", r"\Z"))


class Reading:
    """What is known while one pack is read: its languages, and what is wrong so far."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.language: str | None = None
        """The language of texts that name none."""
        self.languages: tuple[str, ...] = ()
        """All languages of the pack; empty while unknown."""
        self.needed: Node | None = None
        """The value last begun that must be there, so that its key cannot be deleted."""
        self.asked_for_language = False
        """Whether it was already reported that a text names no language: once is enough."""


def is_language(code: str) -> bool:
    """Whether ``code`` looks like the code of a language."""
    return _LANGUAGE.match(code) is not None


@dataclass(frozen=True, slots=True)
class ByLanguage(Shape):
    """A value for each language, or one without a language."""

    item: Shape
    shared: bool = False
    """Whether a value without a language holds in every language rather than in the pack's one."""
    foreign: bool = False
    """Whether languages may occur that are not the pack's, as in titles of books."""

    def read(self, node: Node, reading: Reading) -> collections.abc.Mapping[str, Any] | None:
        """The value by language."""
        if isinstance(node, Mapping):
            return self._by_code(node, reading)
        value = self.item.read(node, reading)
        if value is None:
            return None
        if self.shared:
            return MappingProxyType(dict.fromkeys(reading.languages, value))
        if reading.language is not None:
            return MappingProxyType({reading.language: value})
        if not reading.asked_for_language:
            reading.asked_for_language = True
            reading.report.on(
                node,
                "it is not said in which language this is",
                'write "language: id" at the top of the file, or {id: …, en: …} here',
            )
        return None

    def _by_code(self, node: Mapping, reading: Reading) -> collections.abc.Mapping[str, Any] | None:
        values: dict[str, Any] = {}
        needed = node is reading.needed
        for code, child in node.values.items():
            if needed:
                reading.needed = child
            if self._knows(code, node, reading):
                value = self.item.read(child, reading)
                if value is not None:
                    values[code] = value
        if not node.keys:
            reading.report.on(node, "the group is empty", "write a value for at least one language")
        return MappingProxyType(values) if values else None

    def _knows(self, code: str, node: Mapping, reading: Reading) -> bool:
        if _LANGUAGE.match(code) is None:
            reading.report.on(
                node.key(code),
                f"{quoted(code)} is not the code of a language",
                QUOTE_COMMA if node.cut(code) else "write a code such as id or en",
            )
            return False
        if not self.foreign and reading.languages and code not in reading.languages:
            own = f"write {listed(reading.languages)} here, or give the pack's title in {quoted(code)} too"
            reading.report.on(
                node.key(code),
                f"{quoted(code)} is not a language of this pack",
                QUOTE_COMMA if node.cut(code) else own,
            )
            return False
        return True

    def schema(self) -> Schema:
        """The item by itself, or an object with language codes for keys."""
        item = self.item.schema()
        group = {
            "type": "object",
            "properties": {"id": item, "en": item},
            "patternProperties": {LANGUAGE: item},
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [item, group]}
