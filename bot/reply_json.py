"""A reply as JSON and back: every block and action with all that it holds.

For golden files, for other programs, and to keep what may have to be said again.
"""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, get_type_hints

from bot import blocks

_TYPES: Final[dict[str, type[Any]]] = {
    value.__name__.casefold(): value
    for value in vars(blocks).values()
    if isinstance(value, type) and is_dataclass(value)
}


def as_json(value: Any) -> Any:
    """``value``, a reply, a form or a part of one, as what ``json.dumps`` takes.

    Each value is named by its type under ``is``; what has its default is left out; bytes are in base64.
    """
    if is_dataclass(value) and not isinstance(value, type):
        kept = {one.name: getattr(value, one.name) for one in fields(value)}
        plain = {name: as_json(part) for name, part in kept.items() if not _default(value, name, part)}
        return {"is": type(value).__name__.casefold(), **plain}
    match value:
        case StrEnum():
            return value.value
        case bytes():
            return base64.b64encode(value).decode()
        case tuple():
            return [as_json(one) for one in value]
        case _:
            return value


def from_json(data: Any) -> Any:
    """The value that ``as_json`` made ``data`` of.

    Raises:
        ValueError: nothing of ours makes that; a version with other blocks may have.
    """
    try:
        return _read(data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"This is no reply: {error}") from error


def _read(data: Any) -> Any:
    match data:
        case dict():
            hints = _hints(data["is"])
            parts = {part: _typed(hints[part], value) for part, value in data.items() if part != "is"}
            return _TYPES[data["is"]](**parts)
        case list():
            return tuple(map(_read, data))
        case _:
            return data


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return base64.b64decode(value) if hint is bytes else _read(value)


@lru_cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(_TYPES[name])


def _default(value: Any, name: str, part: object) -> bool:
    (field,) = (one for one in fields(value) if one.name == name)
    return bool(part == field.default)
