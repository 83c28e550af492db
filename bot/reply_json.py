"""A reply as JSON: every block and action with all that it holds, for golden files and other programs."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any


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


def _default(value: Any, name: str, part: object) -> bool:
    (field,) = (one for one in fields(value) if one.name == name)
    return bool(part == field.default)
