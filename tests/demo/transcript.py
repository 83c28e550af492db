"""What is printed: who says what where, and what the bot shows for it, as a member reads it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH: Final = 100
BOT: Final = "Babad"


class UnexpectedError(Exception):
    """Something that the script expects did not happen; the message says what."""


class Transcript:
    """Writes the conversation as it goes on, scene by scene, and counts what was looked after."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.scenes = 0
        self.checks = 0

    def scene(self, title: str) -> None:
        """Begin a scene."""
        self.scenes += 1
        self._write(f"\n── {self.scenes}. {title} ".ljust(WIDTH + 1, "─"))

    def say(self, place: str, who: str, words: str) -> None:
        """Somebody says or does something."""
        self._lines(f"{place} · {who}: ", words)

    def reply(self, words: str, buttons: Iterable[str] = (), *, manner: str = "") -> None:
        """The bot shows something; ``manner`` says how, such as to one member alone."""
        lead = f"    {BOT}{f' ({manner})' if manner else ''}: "
        shown = "".join(f"[{label}] " for label in buttons).strip()
        self._lines(lead, "\n".join(part for part in (words.strip(), shown) if part), "      ")

    def note(self, words: str) -> None:
        """Tell what happens beside the conversation."""
        self._lines("  * ", words)

    def expect(self, sentence: str, *, holds: object) -> None:
        """Go on only if what the sentence says holds.

        Raises:
            UnexpectedError: it does not.
        """
        if not holds:
            raise UnexpectedError(sentence)
        self.checks += 1

    def expect_words(self, text: str, *parts: str) -> None:
        """Go on only if all parts stand in the text.

        Raises:
            UnexpectedError: one is missing.
        """
        for part in parts:
            self.expect(f"“{part}” should stand in: {text}", holds=part in text)

    def _lines(self, lead: str, words: str, indent: str = "    ") -> None:
        first, *rest = words.splitlines() or [""]
        self._write(self._wrapped(first, lead, indent))
        for line in rest:
            if line.strip():
                self._write(self._wrapped(line, indent, indent))

    def _wrapped(self, line: str, lead: str, indent: str) -> str:
        return textwrap.fill(
            line,
            WIDTH,
            initial_indent=lead,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _write(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()
