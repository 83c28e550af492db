"""What a terminal's line editor adds to typing: earlier lines, kept between sessions, and completion.

All of it is comfort: without a line editor, or where the history cannot be kept, typing goes on without.
"""

from __future__ import annotations

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from bot.commands import BY_NAME, read
from bot.seam import Lookup

HAVE: Final = find_spec("readline") is not None
"""Windows has no line editor of this kind."""
if HAVE:
    import readline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.commands import Row
    from bot.delivery import Handler
    from bot.seam import Member, Place

LINES: Final = 500


def complete(handler: Handler, place: Place, member: Member, line: str, word: str) -> list[str]:
    """What ``word``, the last of ``line``, may become; asked while the event loop waits for the line.

    So the question runs on a loop of its own, in a thread of its own.
    """
    typed = read(line)
    if typed is not None and " " not in line:
        lookup, slash = Lookup("command", word.removeprefix("/"), place, member), "/"
    elif typed is not None and typed.row is not None and _completes(typed.row):
        lookup, slash = Lookup(typed.row.parameters[0].name, word, place, member, typed.row.name), ""
    else:
        lookup, slash = Lookup("word", word, place, member), ""

    async def suggest() -> list[str]:
        found = [slash + choice.value for choice in await handler.suggest(lookup)]
        # A command that takes an option is followed by it.
        return [f"{one} " if slash and BY_NAME[one[1:]].parameters else one for one in found]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(suggest())).result()


def _completes(row: Row) -> bool:
    """Whether the first option has values of its own; a question is completed word for word."""
    return bool(row.parameters) and row.parameters[0].name not in {"question", "claim"}


def read_line() -> str | None:
    """The line typed at the prompt; None at the end of the input, or when it is interrupted."""
    # The event loop's own handler would only cancel a task that cannot run while we wait here.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    finally:
        signal.signal(signal.SIGINT, before)


class LineEditing:
    """Switches line editing on and off around a conversation."""

    def __init__(self, history: Path | None, complete: Callable[[str, str], Sequence[str]]) -> None:
        self._history = history
        self._complete = complete
        self._found: Sequence[str] = ()

    def start(self) -> None:
        """Read the earlier lines and complete with the tab key from now on."""
        if not HAVE:
            return
        readline.clear_history()
        if self._history is not None:
            with suppress(OSError):
                readline.read_history_file(self._history)
        readline.set_completer_delims(" \t")
        readline.set_completer(self.candidate)
        # libedit, which stands in for readline on macOS, has a syntax of its own.
        libedit = "libedit" in str(readline.__doc__)
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")

    def stop(self) -> None:
        """Keep the lines for the next session."""
        if not HAVE or self._history is None:
            return
        readline.set_completer(None)
        readline.set_history_length(LINES)
        with suppress(OSError):
            self._history.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(self._history)

    def candidate(self, word: str, state: int) -> str | None:
        """The completion of ``word`` at ``state``, as the line editor asks for them one by one."""
        if state == 0:
            self._found = self._complete(readline.get_line_buffer(), word)
        return self._found[state] if state < len(self._found) else None
