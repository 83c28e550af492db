"""What other packages bring along, by entry points: the core knows none of them by name."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import click

    from bot.delivery import Create

ADAPTERS: Final = "babad.adapters"
"""The group of entry points that name an adapter's ``create``."""
COMMANDS: Final = "babad.commands"
"""The group of those that name a command of an adapter, or a group of commands."""


def adapters() -> tuple[str, ...]:
    """The names of all adapters, in the order of the alphabet."""
    return tuple(sorted(entry_points(group=ADAPTERS).names))


def commands() -> tuple[str, ...]:
    """The names of all commands that adapters bring, in the order of the alphabet."""
    return tuple(sorted(entry_points(group=COMMANDS).names))


def load_adapter(name: str) -> Create:
    """What makes the adapter of this name; raises whatever goes wrong while its package is imported."""
    create: Create = _load(ADAPTERS, name)
    return create


def load_command(name: str) -> click.Command:
    """The command of this name; raises whatever goes wrong while its package is imported."""
    command: click.Command = _load(COMMANDS, name)
    return command


def _load(group: str, name: str) -> Any:
    return next(iter(entry_points(group=group, name=name))).load()
