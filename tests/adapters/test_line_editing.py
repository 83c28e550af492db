"""Completion and the lines kept between sessions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.line_editing import LineEditing, complete
from bot.seam import Choice, Lookup, Member, Place, Response

if TYPE_CHECKING:
    from pathlib import Path

    from bot.seam import Event

PLACE, MEMBER = Place("console", "terminal", "terminal"), Member("console", "terminal")


class Completer:
    """A handler that completes and writes down what it was asked for."""

    def __init__(self) -> None:
        self.lookups: list[Lookup] = []

    async def handle(self, event: Event) -> Response:
        """Say nothing."""
        del event
        return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete."""
        self.lookups.append(lookup)
        if lookup.parameter == "command":
            return (Choice("fakta", ""), Choice("bantuan", ""))
        return (Choice(f"{lookup.prefix}!", ""),)


@pytest.mark.parametrize(
    ("line", "word", "lookup", "found"),
    [
        ("/he", "/he", ("command", "he"), ["/fakta ", "/bantuan"]),
        ("/fakta iw", "iw", ("fact", "iw"), ["iw!"]),
        ("/help x", "x", ("word", "x"), ["x!"]),
        ("/tanya Iw", "Iw", ("word", "Iw"), ["Iw!"]),
        ("Kapan Iw", "Iw", ("word", "Iw"), ["Iw!"]),
    ],
)
def test_completion_asks_for_what_is_being_typed(
    line: str, word: str, lookup: tuple[str, str], found: list[str]
) -> None:
    """A command, its option, or the last word of a question; also while an event loop waits for the line."""
    handler = Completer()

    async def waiting() -> list[str]:
        return complete(handler, PLACE, MEMBER, line, word)

    assert asyncio.run(waiting()) == found
    assert [(one.parameter, one.prefix) for one in handler.lookups] == [lookup]


def test_lines_are_kept_for_the_next_session(tmp_path: Path) -> None:
    """In a folder that is made when missing."""
    readline = pytest.importorskip("readline")
    editing = LineEditing(tmp_path / "new" / "history", lambda line, word: [f"{word}1", f"{line}{word}2"])
    editing.start()
    readline.add_history("Kapan Iwami tiba?")
    editing.stop()
    readline.clear_history()
    editing.start()
    assert readline.get_history_item(1) == "Kapan Iwami tiba?"
    assert [editing.candidate("a", state) for state in range(3)] == ["a1", "a2", None]
    readline.clear_history()


@pytest.mark.parametrize("history", [None, "file/history"])
def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, history: str | None) -> None:
    """Typing goes on without a history."""
    (tmp_path / "file").touch()
    editing = LineEditing(tmp_path / history if history else None, lambda *_: [])
    editing.start()
    editing.stop()
