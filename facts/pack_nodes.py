"""The tree that a pack is read into: texts, lists and groups with their places in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facts.pack_report import WHOLE, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_STEP: Final = 63
"""As long as an id may be; a longer key is cut in paths."""


class Node:
    """A part of the file, with the line and column where it starts, both from 1."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column


class Hole(Node):
    """Stands where something was refused that has been reported already."""

    __slots__ = ()


class Scalar(Node):
    """A text; ``plain`` when it stands without quotation marks."""

    __slots__ = ("plain", "text")

    def __init__(self, line: int, column: int, text: str, plain: bool) -> None:  # noqa: FBT001 - built 10^5 times
        self.line = line
        self.column = column
        self.text = text
        self.plain = plain


class Sequence(Node):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.items: list[Node] = []


class Mapping(Node):
    """Keys with their values; each key of ``keys`` leads by its text into ``values``."""

    __slots__ = ("flow", "keys", "values")

    def __init__(self, line: int, column: int, *, flow: bool = False) -> None:
        super().__init__(line, column)
        self.flow = flow
        """Whether it stands between braces, where a comma ends a text."""
        self.keys: list[Scalar] = []
        self.values: dict[str, Node] = {}

    def key(self, text: str) -> Node:
        """The key itself, for its place."""
        return next(key for key in self.keys if key.text == text)

    def cut(self, text: str) -> bool:
        """Whether a key is probably the rest of the text before it: {where: Jakarta, Jawa}."""
        value = self.values.get(text)
        follows = self.keys[0].text != text
        return self.flow and follows and isinstance(value, Scalar) and value.plain and not value.text


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every text within ``node``, without the keys, in the order of the file."""
    stack = [] if node is None else [node]
    while stack:
        node = stack.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            stack.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            stack.extend(reversed(node.values.values()))


def paths(root: Node | None, wanted: set[int]) -> dict[int, str]:
    """The path from ``root`` to each node whose ``id()`` is wanted."""
    found: dict[int, str] = {}
    stack: list[tuple[Node, str]] = [] if root is None else [(root, "")]
    while stack and len(found) < len(wanted):
        node, path = stack.pop()
        if id(node) in wanted:
            found[id(node)] = path or WHOLE
        if isinstance(node, Mapping):
            prefix = f"{path}." if path else ""
            for key in node.keys:
                step = prefix + _step(key.text)
                if id(key) in wanted:
                    found[id(key)] = step
                if key.text in node.values:
                    stack.append((node.values[key.text], step))
        elif isinstance(node, Sequence):
            stack.extend((item, f"{path}[{_label(item, index)}]") for index, item in enumerate(node.items, 1))
    return found


def _label(item: Node, number: int) -> str:
    """How an item is told from the others: by its id when it has one, else by its number, from 1."""
    own = item.values.get("id") if isinstance(item, Mapping) else None
    return _step(own.text) if isinstance(own, Scalar) else f"#{number}"


def _step(text: str) -> str:
    return printable(text if len(text) <= _LONGEST_STEP else text[:_LONGEST_STEP] + "…")
