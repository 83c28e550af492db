"""What was registered with Discord compared with what would be: by digest, and command by command."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIGEST: Final = "discord:commands"
"""The key under which the digest of what was registered is noted."""
_COMPARED: Final = frozenset(
    {
        "type",
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "options",
        "choices",
        "required",
        "autocomplete",
        "channel_types",
        "value",
        "default_member_permissions",
        "contexts",
        "integration_types",
    }
)


def digest(payload: Iterable[Mapping[str, Any]]) -> str:
    """What tells one registration from another."""
    known = sorted((_compared(command) for command in payload), key=_key)
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a registration would change, by the names of commands."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def changes(wanted: Iterable[Mapping[str, Any]], present: Iterable[Mapping[str, Any]]) -> Changes:
    """What has to change of ``present``, as Discord tells it, to come to ``wanted``."""
    new = {_key(command): _compared(command) for command in wanted}
    old = {_key(command): _compared(command) for command in present}
    return Changes(
        tuple(name for key in new if key not in old for name in key[1:]),
        tuple(name for key in new if key in old and new[key] != old[key] for name in key[1:]),
        tuple(name for key in old if key not in new for name in key[1:]),
    )


def _key(command: Mapping[str, Any]) -> tuple[str, str]:
    return str(command.get("type", 1)), str(command["name"])


def _compared(value: Any) -> Any:
    """``value`` without what is left out, empty or of Discord's own making."""
    if isinstance(value, list):
        return sorted(value) if value and isinstance(value[0], int) else [_compared(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _compared(item) for key, item in value.items() if item not in (None, False, "", [], {})}
    if "name" not in value:
        return plain  # words by locale
    return {"type": 1} | {key: item for key, item in plain.items() if key in _COMPARED}
