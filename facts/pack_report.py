"""What is wrong with a pack: problems with their places, gathered until they are too many to mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from facts.pack_nodes import Node

QUOTE_COMMA: Final = "put quotation marks around a text that has a comma in it"
"""The hint for a key that is the rest of a text, cut at its comma between braces."""

MAX_PROBLEMS: Final = 100
"""A hostile pack could hold a million; nobody reads more than these in one go."""

WHOLE: Final = "file"
"""The path of a problem that concerns the file as such."""

_SHOWN: Final = 40
_LONGEST_WORD: Final = 64
_NEAR: Final = 65
"""Likeness in percent from which a word is worth suggesting; lower and the hints turn silly."""


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One mistake in a pack: where it stands, what is wrong and how to mend it.

    Lines and columns count from 1, columns in characters.  ``path`` leads through the keys, with a fact under
    its id, as in ``facts[iwami-reaches-vladivostok].text.en``.
    """

    file: str
    line: int
    column: int
    path: str
    problem: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.problem}; {self.hint}"


class PackError(ValueError):
    """A pack that cannot be used, with everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class TooManyProblemsError(Exception):
    """Reading stops here; the problems so far are enough."""


class Report:
    """The problems found so far while one file is read."""

    def __init__(self, origin: str) -> None:
        self._origin = printable(origin)
        self._found: list[tuple[Node | None, int, int, str, str]] = []
        self._too_many = False

    def __bool__(self) -> bool:
        return bool(self._found)

    def on(self, node: Node, problem: str, hint: str) -> None:
        """Note a problem with ``node``."""
        self._add(node, node.line, node.column, problem, hint)

    def at(self, line: int, column: int, problem: str, hint: str) -> None:
        """Note a problem at a place for which there is no node."""
        self._add(None, line, column, problem, hint)

    def _add(self, node: Node | None, line: int, column: int, problem: str, hint: str) -> None:
        if len(self._found) == MAX_PROBLEMS:
            self._too_many = True
            raise TooManyProblemsError
        self._found.append((node, line, column, problem, hint))

    def problems(self, paths: Callable[[set[int]], dict[int, str]]) -> tuple[PackProblem, ...]:
        """All problems in the order of the file.

        Args:
            paths: gives the path of each node asked for by ``id()``.  Paths are looked up only now, since
                almost every node is sound and never needs one.
        """
        named = paths({id(node) for node, *_ in self._found if node is not None})
        problems = sorted(
            (
                PackProblem(self._origin, line, column, named.get(id(node), WHOLE), problem, hint)
                for node, line, column, problem, hint in self._found
            ),
            key=lambda problem: (problem.line, problem.column),
        )
        if self._too_many:
            last = problems[-1]
            problems.append(
                PackProblem(
                    self._origin,
                    last.line,
                    last.column,
                    WHOLE,
                    f"there are more problems than these {MAX_PROBLEMS}",
                    "mend these first and check again",
                )
            )
        return tuple(problems)


def printable(text: str) -> str:
    """``text`` with everything that could steer a terminal or hide from the eye written as its number."""
    if text.isprintable():
        return text
    return re.sub(r"[^ -~]", lambda found: _visible(found[0]), text)


def _visible(character: str) -> str:
    return character if character.isprintable() else f"<U+{ord(character):04X}>"


def quoted(text: str) -> str:
    """``text`` in quotation marks for a message, cut short when long."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f'"{printable(shown)}"'


def listed(words: Iterable[str]) -> str:
    """The words with commas between them and *or* before the last."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a misspelt ``word`` was most likely meant to be, if any is near."""
    if len(word) > _LONGEST_WORD:
        return None
    found = process.extractOne(
        word, tuple(choices), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_NEAR
    )
    return None if found is None else str(found[0])
