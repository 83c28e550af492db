"""What is wrong with the configuration, told all at once: the setting, where it stands, how to mend it.

Never quotes a value: any of them may be a secret that was put in the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facts.pack_report import nearest, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

PREFIX: Final = "BABAD_"
"""Begins the name of every variable that is a setting."""
DELIMITER: Final = "__"
"""Stands in such a name between a table and the setting in it."""

Path = tuple[str, ...]
"""A setting: its name, after those of the tables that it is in."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend."""

    setting: str
    """The name with dots, as in ``log.level``; empty when it concerns a file as such."""
    origin: str
    """The variable, ``file:line`` or secret file that it comes from; empty when it comes from nowhere."""
    sentence: str

    def __str__(self) -> str:
        where = f"{self.setting} ({self.origin})" if self.setting and self.origin else ""
        return printable(f"{where or self.setting or self.origin}: {self.sentence}")


class ConfigError(Exception):
    """The configuration cannot be used; its text lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        title = f"The configuration has {count} problem{'' if count == 1 else 's'}:"
        return "\n".join([title, *(f"  {problem}" for problem in self.problems)])


def variable(path: Path) -> str:
    """The name of the variable that sets ``path``."""
    return PREFIX + DELIMITER.join(path).upper()


def dotted(path: Path) -> str:
    """The name of a setting as it is written for people."""
    return ".".join(path)


def unknown(name: str, known: Iterable[str]) -> str:
    """The sentence about a name that no setting has."""
    choices = sorted(known)
    near = nearest(name, choices)
    return (
        f"there is no such setting; did you mean {near}?"
        if near
        else (f"there is no such setting; choose from {', '.join(choices)}")
    )


def sentence(error: ErrorDetails) -> str:
    """What pydantic found wrong, without the value."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] in {"model_type", "dict_type"}:
        return "it is a table: give the settings in it, one by one"
    return error["msg"].replace("Input should", "it should", 1)
