"""The outermost command: loads commands when they are wanted, and ends in a sentence, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from bot import installed
from bot.redaction import Redactor
from facts.pack_report import printable

if TYPE_CHECKING:
    from collections.abc import Mapping


class SafeGroup(click.Group):
    """A group whose commands end in a sentence rather than a traceback, whatever goes wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the outermost place where anything unforeseen is caught."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that lacks a letter shall show its number, not end the command.
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has seen enough; click ends quietly
            raise click.ClickException(_told(str(error))) from error
        except Exception as error:
            if os.environ.get("BABAD_DEBUG"):
                raise
            what = _told(f"{type(error).__name__}: {error}")
            raise click.ClickException(
                f"Babad made a mistake of its own; please report it. ({what})"
            ) from error


def _told(problem: str) -> str:
    return printable(Redactor()(problem))


class LazyGroup(SafeGroup):
    """Imports a command when it is wanted, since some need much; also those that adapters bring.

    A package of an adapter that cannot be imported spoils its own command and no other.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._lazy = lazy or {}
        """Where each command of ours is, as ``module:name``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self._lazy, *installed.commands()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; ours go before those of adapters."""
        if (command := super().get_command(ctx, cmd_name)) is not None:
            return command
        if cmd_name in self._lazy:
            module, _, name = self._lazy[cmd_name].partition(":")
            found: click.Command = getattr(import_module(module), name)
            return found
        return _brought(cmd_name) if cmd_name in installed.commands() else None


def _brought(name: str) -> click.Command:
    """The command that an adapter brings, or one that says why there is none."""
    try:
        return installed.load_command(name)
    except Exception as error:  # noqa: BLE001  # whatever goes wrong there is not ours
        return _broken(name, _told(f"{type(error).__name__}: {error}"))


def _broken(name: str, problem: str) -> click.Command:
    @click.command(
        name,
        context_settings={"ignore_unknown_options": True, "help_option_names": []},
        short_help="Cannot be loaded; run it to see why.",
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def broken(arguments: tuple[str, ...]) -> None:
        del arguments
        raise click.ClickException(f"The command {name} cannot be loaded ({problem}); install it again.")

    return broken
