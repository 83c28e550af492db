"""The commands that the bot registered, globally and by guild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import ApiError, Problem
from .rules.commands import CHAT_INPUT, check_commands

if TYPE_CHECKING:
    from .platform import Platform

MAX_CREATED = 200
DAY = 24 * 3600.0
DEFAULTS: dict[str, Any] = {"default_member_permissions": None, "nsfw": False, "dm_permission": True}

Key = tuple[int, str]


class Commands:
    """Registers, lists and finds them; ``overwrites`` counts bulk overwrites."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._scopes: dict[int | None, dict[Key, dict[str, Any]]] = {}
        self._created: dict[int | None, list[float]] = {}
        self.overwrites = 0

    def overwrite(self, scope: int | None, definitions: object) -> list[dict[str, Any]]:
        """Replace all commands of a guild, or the global ones; those of the same name keep their ids."""
        checked = check_commands(definitions)
        before = self._scopes.get(scope, {})
        after = {(one.get("type", CHAT_INPUT), one["name"]): one for one in checked}
        self._count(scope, len(after.keys() - before.keys()))
        self.overwrites += 1
        self._scopes[scope] = {key: self._stored(scope, one, before.get(key)) for key, one in after.items()}
        return self.list(scope)

    def list(self, scope: int | None) -> list[dict[str, Any]]:
        """The commands of a guild, or the global ones, as payloads."""
        return list(self._scopes.get(scope, {}).values())

    def delete(self, scope: int | None, number: int) -> None:
        """Take one away."""
        scoped = self._scopes.get(scope, {})
        for key, command in scoped.items():
            if command["id"] == str(number):
                del scoped[key]
                return
        raise ApiError(Problem.UNKNOWN_COMMAND)

    def find(self, name: str, kind: int, guild_id: int | None) -> dict[str, Any]:
        """The command that a user would find in a place; ``LookupError`` when none is registered."""
        for scope in (guild_id, None):
            command = self._scopes.get(scope, {}).get((kind, name))
            if command:
                return command
        known = sorted(name for scoped in self._scopes.values() for _, name in scoped)
        raise LookupError(f"no command {name!r} of type {kind} is registered, only {known}")

    def _count(self, scope: int | None, fresh: int) -> None:
        now = self._platform.clock.now()
        recent = [then for then in self._created.get(scope, []) if now - then < DAY]
        if len(recent) + fresh > MAX_CREATED:
            raise ApiError(Problem.DAILY_COMMANDS)
        self._created[scope] = recent + [now] * fresh

    def _stored(
        self, scope: int | None, one: dict[str, Any], before: dict[str, Any] | None
    ) -> dict[str, Any]:
        known = {key: value for key, value in one.items() if value is not None}
        command = {"type": CHAT_INPUT, "description": "", "options": [], **DEFAULTS, **known}
        command["id"] = before["id"] if before else str(self._platform.ids.next())
        command["version"] = str(self._platform.ids.next())
        command["application_id"] = str(self._platform.bot.id)
        return command if scope is None else {**command, "guild_id": str(scope)}
