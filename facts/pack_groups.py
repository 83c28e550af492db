"""Groups of keys: those with a fixed set of keys, those whose keys the author chooses, and alternatives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from facts.pack_nodes import Hole, Mapping, Node, Scalar
from facts.pack_report import QUOTE_COMMA, listed, nearest, quoted
from facts.pack_shapes import Schema, Shape

if TYPE_CHECKING:
    import collections.abc

    from facts.pack_languages import Reading


class Entry:
    """What was read of a group: the values that are sound, and where they stand."""

    __slots__ = ("node", "values")

    def __init__(self, node: Mapping, values: dict[str, Any]) -> None:
        self.node = node
        self.values = values

    def get(self, key: str, default: Any = None) -> Any:
        """The value of ``key``, if it is there and sound."""
        return self.values.get(key, default)

    def place(self, key: str) -> Node:
        """Where the value of ``key`` stands, for a problem with it."""
        return self.node.values.get(key, self.node)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    shape: Shape
    description: str
    required: bool = False
    needs: str | None = None
    """Another key without which this one means nothing."""

    def schema(self) -> Schema:
        """The shape of the value, with the description that editors show."""
        return {"description": self.description, **self.shape.schema()}


@dataclass(frozen=True, slots=True)
class Record(Shape):
    """A group with a fixed set of keys."""

    wanted: str
    fields: collections.abc.Mapping[str, Field]
    conditions: collections.abc.Mapping[str, Any] = field(default_factory=dict)
    """Schema for what ``pack_rules`` checks of a record as a whole."""
    elsewhere: collections.abc.Mapping[str, str] = field(default_factory=dict)
    """Keys that belong in another group, with what to do instead."""

    def read(self, node: Node, reading: Reading) -> Entry | None:
        """The values that are sound; every other is reported, as is each key unknown or missing."""
        if not isinstance(node, Mapping):
            _refuse(node, reading, self.wanted, next(iter(self.fields)))
            return None
        fields = self.fields
        values: dict[str, Any] = {}
        meant: set[str | None] = set()
        for key, child in node.values.items():
            known = fields.get(key)
            if known is None:
                meant.add(self._refuse_key(key, node, reading))
                continue
            if known.required:
                reading.needed = child
            value = known.shape.read(child, reading)
            if value is not None:
                values[key] = value
            if known.needs is not None and known.needs not in node.values:
                reading.report.on(
                    node.key(key),
                    f'"{key}" says more about "{known.needs}", which is not here',
                    f'add "{known.needs}", or delete "{key}"',
                )
        for key, known in fields.items():
            if known.required and key not in node.values and key not in meant:
                reading.report.on(node, f'the key "{key}" is missing in {self.wanted}', f'add "{key}: …"')
        return Entry(node, values)

    def _refuse_key(self, key: str, node: Mapping, reading: Reading) -> str | None:
        """Report an unknown key; the key that was probably meant, which then does not count as missing."""
        if key == "<<":
            return None  # reported by the tree reader
        near, hint = None, self.elsewhere.get(key) or (QUOTE_COMMA if node.cut(key) else "")
        if not hint:
            near = nearest(key, [name for name in self.fields if name not in node.values])
            hint = f'did you mean "{near}"?' if near else f"use {listed(self.fields)}"
        reading.report.on(node.key(key), f"{quoted(key)} is not a key of {self.wanted}", hint)
        return near

    def schema(self) -> Schema:
        """An object without further properties."""
        needs = {key: [known.needs] for key, known in self.fields.items() if known.needs}
        return {
            "type": "object",
            "properties": {key: known.schema() for key, known in self.fields.items()},
            "required": [key for key, known in self.fields.items() if known.required],
            "additionalProperties": False,
            **({"dependencies": needs} if needs else {}),
            **self.conditions,
        }


@dataclass(frozen=True, slots=True)
class Table(Shape):
    """A group whose keys the author chooses."""

    wanted: str
    pattern: str
    form: str
    value: Shape
    maximum: int
    _pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", re.compile(self.pattern.replace("$", r"\Z")))

    def read(self, node: Node, reading: Reading) -> dict[str, Entry] | None:
        """The sound values by key."""
        if not isinstance(node, Mapping):
            _refuse(node, reading, self.wanted, "my-key")
            return None
        if len(node.values) > self.maximum:
            reading.report.on(
                node,
                f"{self.wanted} has {len(node.values):,} keys and may have {self.maximum:,}",
                "divide the pack into several",
            )
            return None
        values: dict[str, Entry] = {}
        for key, child in node.values.items():
            if self._pattern.match(key) is None:
                hint = QUOTE_COMMA if node.cut(key) else self.form
                reading.report.on(node.key(key), f"{quoted(key)} cannot be a key here", hint)
            value = self.value.read(child, reading)
            if value is not None:
                values[key] = value
        return values

    def schema(self) -> Schema:
        """An object with keys of one form."""
        return {
            "type": "object",
            "patternProperties": {self.pattern: self.value.schema()},
            "additionalProperties": False,
            "maxProperties": self.maximum,
        }


@dataclass(frozen=True, slots=True)
class Either(Shape):
    """One of two records, told apart by the first key of the first."""

    first: Record
    second: Record

    def read(self, node: Node, reading: Reading) -> Entry | None:
        """The record whose mark is there."""
        mark = next(iter(self.first.fields))
        chosen = self.first if isinstance(node, Mapping) and mark in node.values else self.second
        return chosen.read(node, reading)

    def schema(self) -> Schema:
        """Either of the two; no object can be both, since each requires what the other forbids."""
        return {"oneOf": [self.first.schema(), self.second.schema()]}


def _refuse(node: Node, reading: Reading, wanted: str, example: str) -> None:
    if isinstance(node, Hole):
        return
    kind = "a single text" if isinstance(node, Scalar) else "a list"
    if isinstance(node, Scalar) and not node.text:
        kind = "nothing"
    reading.report.on(
        node, f"{kind} stands where {wanted} belongs", f'write its keys here, such as "{example}: …"'
    )
