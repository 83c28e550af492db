"""Bodies of messages and forms, and where they are refused, for the tests of the loopback Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import ApiError, Problem
from tests.servers.discord.world import COMPONENTS_V2

if TYPE_CHECKING:
    from collections.abc import Callable

Body = dict[str, Any]


def text(content: str = "x") -> Body:
    """A Text Display."""
    return {"type": 10, "content": content}


def button(custom_id: str = "a", **fields: Any) -> Body:
    """A button."""
    return {"type": 2, "style": 2, "label": "x", "custom_id": custom_id, **fields}


def row(*children: Body) -> Body:
    """A row."""
    return {"type": 1, "components": list(children)}


def modern(*components: Body, **fields: Any) -> Body:
    """A message of Components V2."""
    return {"flags": COMPONENTS_V2, "components": list(components), **fields}


def select(count: int, **fields: Any) -> Body:
    """A select of so many options."""
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **fields}


def refused(check: Callable[[], object]) -> str | None:
    """The path of the first mistake; none when there is none."""
    try:
        check()
    except ApiError as error:
        found = error
    else:
        return None
    assert found.problem is Problem.INVALID_FORM
    return first(found.errors or {})


def first(tree: Body, path: str = "") -> str:
    """The path of the first mistake in a tree of errors."""
    if "_errors" in tree:
        assert all(mistake["code"] and mistake["message"] for mistake in tree["_errors"])
        return path.strip(".")
    step, below = next(iter(tree.items()))
    return first(below, f"{path}.{step}")
