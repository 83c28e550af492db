"""The kinds of value that a pack is made of.

Each shape reads a node of the tree, reporting whatever is wrong with it, and describes itself as JSON Schema:
one description, so that editors and Babad can never disagree.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from facts.pack_nodes import Hole, Mapping, Node, Scalar, Sequence
from facts.pack_report import listed, nearest, quoted

if TYPE_CHECKING:
    from facts.pack_languages import Reading
    from facts.pack_report import Report

Schema = dict[str, Any]

_INTEGER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_TRUTHS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML takes for no value when it stands without quotation marks."""


class Shape(ABC):
    """A kind of value."""

    @abstractmethod
    def read(self, node: Node, reading: Reading) -> Any | None:
        """The value of ``node``; None when there is none to use, which is then reported."""

    @abstractmethod
    def schema(self) -> Schema:
        """The kind as JSON Schema, draft 7."""


def _text(node: Node, reading: Reading, wanted: str) -> str | None:
    """The text of ``node`` with single spaces, if it has any."""
    if not isinstance(node, Scalar):
        _refuse_kind(node, reading.report, wanted)
        return None
    text = node.text
    if not node.plain or "  " in text:
        text = " ".join(text.split())
    if text in _NOTHING and (node.plain or not text):
        reading.report.on(node, "the value is missing", _write(wanted, node, reading))
        return None
    return text


def _write(wanted: str, node: Node, reading: Reading) -> str:
    """What to do about a value that is not there."""
    return f"write {wanted} here" if node is reading.needed else f"write {wanted} here, or delete the key"


def _refuse_kind(node: Node, report: Report, wanted: str) -> None:
    if not isinstance(node, Hole):
        kind = {Scalar: "a single text", Sequence: "a list", Mapping: "a group of keys"}[type(node)]
        report.on(node, f"{kind} stands where {wanted} belongs", f"write {wanted} here")


@dataclass(frozen=True, slots=True)
class Text(Shape):
    """A text of bounded length, perhaps of a fixed form."""

    wanted: str
    maximum: int
    pattern: str | None = None
    form: str = ""
    """The form in words, for the hint."""
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        if self.pattern is not None:
            object.__setattr__(self, "_pattern", re.compile(self.pattern.replace("$", r"\Z")))

    def read(self, node: Node, reading: Reading) -> str | None:
        """The text with every run of white space made one space."""
        text = _text(node, reading, self.wanted)
        if text is None:
            return None
        if len(text) > self.maximum:
            reading.report.on(
                node,
                f"the text has {len(text):,} characters and may have {self.maximum:,}",
                "shorten it, or divide it",
            )
            return None
        if self._pattern is not None and self._pattern.match(text) is None:
            reading.report.on(node, f"{quoted(text)} is not {self.wanted}", self.form)
            return None
        return text

    def schema(self) -> Schema:
        """A string; numbers too, since here 1918 is text whether quoted or not."""
        schema: Schema = {"type": ["string", "number"], "minLength": 1, "maxLength": self.maximum}
        return schema if self.pattern is None else {**schema, "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class Choice(Shape):
    """One of a closed list of words."""

    wanted: str
    words: tuple[str, ...]

    def read(self, node: Node, reading: Reading) -> str | None:
        """The word."""
        text = _text(node, reading, self.wanted)
        if text is None or text in self.words:
            return text
        reading.report.on(node, f"{quoted(text)} is not {self.wanted}", _suggest(text, self.words))
        return None

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Flag(Shape):
    """True or false, in the letters of YAML 1.2."""

    def read(self, node: Node, reading: Reading) -> bool | None:
        """Whether it is so."""
        text = _text(node, reading, "true or false")
        if text is None or text in _TRUTHS:
            return None if text is None else _TRUTHS[text]
        reading.report.on(node, f"{quoted(text)} is neither true nor false", "write true or false")
        return None

    def schema(self) -> Schema:
        """A truth value, perhaps in quotation marks."""
        return {"enum": [True, False, *_TRUTHS]}


@dataclass(frozen=True, slots=True)
class Integer(Shape):
    """A whole number."""

    wanted: str
    minimum: int
    maximum: int

    def read(self, node: Node, reading: Reading) -> int | None:
        """The number."""
        text = _text(node, reading, self.wanted)
        if text is None:
            return None
        if _INTEGER.fullmatch(text) and self.minimum <= int(text) <= self.maximum:
            return int(text)
        reading.report.on(
            node,
            f"{quoted(text)} is not {self.wanted}",
            f"write a number from {self.minimum} to {self.maximum:,}",
        )
        return None

    def schema(self) -> Schema:
        """An integer in its range, perhaps in quotation marks."""
        return {
            "type": ["integer", "string"],
            "minimum": self.minimum,
            "maximum": self.maximum,
            "pattern": f"^({_INTEGER.pattern})$",
        }


@dataclass(frozen=True, slots=True)
class Coordinates(Shape):
    """Latitude and longitude."""

    _HINT = "write [latitude, longitude] in degrees, north and east positive, as in [43.12, 131.89]"
    _LIMITS = (("latitude", 90), ("longitude", 180))

    def read(self, node: Node, reading: Reading) -> tuple[float, float] | None:
        """Both in degrees."""
        if not isinstance(node, Sequence):
            _refuse_kind(node, reading.report, "a list of two numbers")
            return None
        if len(node.items) != len(self._LIMITS):
            reading.report.on(
                node, f"a place has two numbers and this list has {len(node.items)}", self._HINT
            )
            return None
        degrees = []
        for item, (name, limit) in zip(node.items, self._LIMITS, strict=True):
            text = _text(item, reading, f"a {name}")
            if text is None:
                continue
            if _DECIMAL.fullmatch(text) and abs(float(text)) <= limit:
                degrees.append(float(text))
            else:
                reading.report.on(
                    item, f"{quoted(text)} is not a {name} from -{limit} to {limit}", self._HINT
                )
        return (degrees[0], degrees[1]) if len(degrees) == len(self._LIMITS) else None

    def schema(self) -> Schema:
        """An array of exactly two numbers."""
        number = {"type": ["number", "string"], "pattern": f"^({_DECIMAL.pattern})$"}
        items = [{**number, "minimum": -limit, "maximum": limit} for _, limit in self._LIMITS]
        return {"type": "array", "items": items, "minItems": 2, "additionalItems": False}


@dataclass(frozen=True, slots=True)
class Many(Shape):
    """A list of different values; perhaps a single one without the list around it."""

    item: Shape
    maximum: int
    wanted: str
    single: bool = False
    unlike: bool = True
    """Whether the schema shall ask for different items; of facts the rules see to that, by their ids."""

    def read(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        """The values."""
        if self.single and isinstance(node, Scalar):
            value = self.item.read(node, reading)
            return None if value is None else (value,)
        if not isinstance(node, Sequence):
            _refuse_kind(node, reading.report, self.wanted)
            return None
        if not node.items:
            reading.report.on(node, "the list is empty", _write(self.wanted, node, reading))
            return None
        if len(node.items) > self.maximum:
            reading.report.on(
                node.items[self.maximum],
                f"the list has {len(node.items):,} items and may have {self.maximum:,}",
                "delete those from here on, or divide the list",
            )
            return None
        read = self.item.read
        values = [value for item in node.items if (value := read(item, reading)) is not None]
        # An Entry is equal only to itself, so facts never count as repeated here.
        if len(set(values)) < len(values):
            self._refuse_repeated(node, reading)
        return tuple(values)

    def _refuse_repeated(self, node: Sequence, reading: Reading) -> None:
        seen: set[str] = set()
        for item in node.items:
            if isinstance(item, Scalar):
                text = " ".join(item.text.split())
                if text in seen:
                    reading.report.on(
                        item, f"{quoted(text)} stands twice in this list", "delete one of the two"
                    )
                seen.add(text)

    def schema(self) -> Schema:
        """An array; or one item by itself."""
        item = self.item.schema()
        array = {
            "type": "array",
            "items": item,
            "minItems": 1,
            "maxItems": self.maximum,
            **({"uniqueItems": True} if self.unlike else {}),
        }
        return {"oneOf": [item, array]} if self.single else array


def _suggest(word: str, choices: tuple[str, ...]) -> str:
    """A hint that names the choice probably meant, or all of them."""
    near = nearest(word, choices)
    return f'did you mean "{near}"?' if near else f"write {listed(choices)}"
