"""The one table of commands; help, completion and every platform's own list are generated from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.i18n import mark

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option of a command."""

    name: str
    label: str
    """What stands for it in a usage line, to be translated."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One command: its name, its aliases by language, what it does, and its one option at most."""

    name: str
    aliases: Mapping[str, tuple[str, ...]]
    summary: str
    parameter: Parameter | None = None
    local: bool = field(default=False, kw_only=True)
    """Carried out by a terminal itself; other platforms have no such command."""

    def named(self, language: str) -> str:
        """The name to show in ``language``."""
        return next(iter(self.aliases.get(language, ())), self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the command answers to."""
        return (self.name, *(alias for aliases in self.aliases.values() for alias in aliases))


TABLE: Final = (
    Row("help", {"id": ("bantuan", "tolong")}, mark("Show what I can do")),
    Row("why", {"id": ("mengapa", "kenapa")}, mark("Explain my last answer")),
    Row(
        "fact",
        {"id": ("fakta",)},
        mark("Show one fact by its id"),
        Parameter("fact", mark("id"), required=True),
    ),
    Row("random", {"id": ("acak",)}, mark("Tell a fact picked at random")),
    Row("packs", {"id": ("paket",)}, mark("List the packs of facts I answer from")),
    Row(
        "language",
        {"id": ("bahasa",)},
        mark("Show or choose the language I speak with you"),
        Parameter("language", mark("language")),
    ),
    Row("quit", {"id": ("keluar",), "en": ("exit",)}, mark("End the conversation"), local=True),
)

BY_NAME: Final = {name: row for row in TABLE for name in row.names}


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as typed: the row, when there is one, the name and the options."""

    row: Row | None
    name: str
    args: Mapping[str, str]


def read_local(line: str) -> Typed | None:
    """The terminal's own command that ``line`` names, with or without a slash.

    Whoever types "exit" at a prompt means just that; other commands may be words of a question.
    """
    row = BY_NAME.get(line.removeprefix("/").casefold())
    return Typed(row, row.name, {}) if row is not None and row.local else None


def read(line: str) -> Typed | None:
    """The command in ``line``, or None when it is not written as one."""
    if not line.startswith("/"):
        return None
    name, _, rest = line[1:].strip().partition(" ")
    row = BY_NAME.get(name.casefold())
    if row is None:
        return Typed(None, name, {})
    rest = rest.strip()
    args = {row.parameter.name: rest} if row.parameter is not None and rest else {}
    return Typed(row, row.name, args)
