"""The console: plain lines, clean exits, and nothing hostile reaches the terminal."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

import pytest

from adapters.console import Console, create
from adapters.line_editing import LineEditing, complete
from bot.blocks import Action, Bullets, Citation, Heading, Reply, Sources, Span, Style, Text
from bot.delivery import Failed, Sent
from bot.seam import Choice, Command, Lookup, Member, Place, Press, Question, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.seam import Event

REPLY = Reply(
    (
        Heading("Judul"),
        Text((Span("Tebal\x1b[2J", Style.BOLD), Span(" biasa\x07"))),
        Bullets(((Span("satu"),), (Span("dua"),)), first=1),
        Sources("Sumber", (Citation("Buku", "https://x.id"),)),
    ),
    (Action("1", "fact:a"), Action("2", "fact:b"), Action("Mengapa?", "why:")),
)
PLACE, MEMBER = Place("console", "terminal", "terminal"), Member("console", "terminal")


class Echo:
    """A handler that answers everything alike and writes down what it was told."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.lookups: list[Lookup] = []

    async def handle(self, event: Event) -> Response:
        """Answer."""
        self.events.append(event)
        return Response(REPLY)

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete."""
        self.lookups.append(lookup)
        if lookup.parameter == "command":
            return (Choice("fakta", ""), Choice("bantuan", ""))
        return (Choice(f"{lookup.prefix}!", ""),)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def converse(
    monkeypatch: pytest.MonkeyPatch, *lines: str | type[BaseException], **settings: str
) -> tuple[Echo, str]:
    """Type the lines at a terminal; what was handled and what was shown."""
    typed: Iterator[str | type[BaseException]] = iter(lines)

    def read(prompt: str) -> str:
        shown.write(prompt)
        line = next(typed, EOFError)
        if isinstance(line, str):
            return line
        raise line

    shown = Terminal()
    handler = Echo()
    monkeypatch.setattr("builtins.input", read)
    asyncio.run(Console({"language": "id", **settings}, Terminal(), shown).run(handler))
    return handler, shown.getvalue()


def test_piped_questions_get_one_line_each() -> None:
    """No prompt, no menu, no greeting; blank lines are passed over, and numbers are questions."""
    out = io.StringIO()
    handler = Echo()
    asyncio.run(Console({}, io.StringIO("Kapan?\n\n1\n/help\n"), out).run(handler))
    line = "Judul Tebal[2J biasa 1. satu 2. dua Sumber: Buku (https://x.id)"
    first, second, last = out.getvalue().splitlines()
    assert (first, second) == (line, line)
    assert last.startswith(line)
    kinds = [type(event) for event in handler.events]
    assert kinds == [Question, Question, Command]


def test_a_terminal_gets_a_menu_to_type_numbers_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts by their number in the list, other actions below it; other numbers are questions."""
    handler, shown = converse(monkeypatch, "Kapan?", "2", "3", "4")
    assert "[1] satu\n[2] dua\nSumber: Buku (https://x.id)\n[3] Mengapa?\n" in shown
    first, second, third, fourth = handler.events
    assert isinstance(first, Question)
    assert isinstance(second, Press)
    assert second.action == "fact:b"
    assert isinstance(third, Press)
    assert third.action == "why:"
    assert isinstance(fourth, Question)


def test_nothing_that_drives_the_terminal_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour no escape at all; with it only our own."""
    _, plain = converse(monkeypatch, "Kapan?")
    assert not re.search(r"[^\n -\U0010ffff]", plain)
    _, coloured = converse(monkeypatch, "Kapan?", colour="yes")
    assert set(re.findall(r"\x1b[^m]*m", coloured)) == {"\x1b[1m", "\x1b[0m"}
    assert "\x1b[2J" not in coloured
    assert "\x07" not in coloured


@pytest.mark.parametrize("end", ["/quit", "/keluar", EOFError, KeyboardInterrupt])
def test_every_way_out_is_clean(monkeypatch: pytest.MonkeyPatch, end: str | type[BaseException]) -> None:
    """Nothing after it is handled, and interrupts are ours again as before."""
    before = signal.getsignal(signal.SIGINT)
    handler, _ = converse(monkeypatch, "Kapan?", end, "later")
    assert len(handler.events) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_help_names_what_only_the_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """After what the conversation says of its commands."""
    _, shown = converse(monkeypatch, "/bantuan")
    assert "- /keluar: Akhiri percakapan" in shown


def test_posts_are_printed_and_never_edited() -> None:
    """What is printed stays."""
    out = io.StringIO()
    console = Console({}, io.StringIO(), out)
    assert asyncio.run(console.send(PLACE, REPLY, "key")) == Sent("key")
    assert out.getvalue().startswith("Judul Tebal")
    assert isinstance(asyncio.run(console.edit("key", REPLY)), Failed)


@pytest.mark.parametrize(
    ("line", "word", "lookup", "found"),
    [
        ("/he", "/he", ("command", "he"), ["/fakta ", "/bantuan"]),
        ("/fakta iw", "iw", ("fact", "iw"), ["iw!"]),
        ("/help x", "x", ("question", "x"), ["x!"]),
        ("Kapan Iw", "Iw", ("question", "Iw"), ["Iw!"]),
    ],
)
def test_completion_asks_for_what_is_being_typed(
    line: str, word: str, lookup: tuple[str, str], found: list[str]
) -> None:
    """A command, its option, or the last word of a question; also while an event loop waits for the line."""
    handler = Echo()

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


def test_the_console_is_made_on_the_standard_streams() -> None:
    """As the entry point promises."""
    assert create({"language": "en"}).name == "console"


BABAD = [sys.executable, "-c", "from bot.cli import main; main()"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own and no colour."""
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "BABAD_CACHE": str(tmp_path / "cache"),
        "NO_COLOR": "1",
        "TERM": "xterm",
    }


def test_questions_can_be_piped_in(environment: dict[str, str]) -> None:
    """The real thing: one line for each question, hostile bytes included."""
    result = subprocess.run(  # noqa: S603  # our own command
        [*BABAD, "chat", "--pack", "siberia-1918"],
        input="Kapan Iwami tiba di Vladivostok?\nmakasih kak\n\x1b[2J\xff\n".encode("latin-1"),
        capture_output=True,
        env=environment,
        check=False,
    )
    answer, thanks, nothing = result.stdout.decode().splitlines()
    assert result.returncode == 0
    assert "12 Januari 1918" in answer
    assert "Sumber: " in answer
    assert thanks
    assert nothing
    assert b"\x1b" not in result.stdout
    assert b"Traceback" not in result.stderr


class Session:
    """The real command at a pseudo-terminal."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._main, child = pty.openpty()
        self.process = subprocess.Popen(  # noqa: S603  # our own command
            command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
        )
        os.close(child)
        self.shown = ""

    def until(self, wanted: Callable[[str], bool], seconds: float = 60) -> None:
        """Read until what is shown is what is wanted."""
        deadline = time.monotonic() + seconds
        while not wanted(self.shown):
            assert time.monotonic() < deadline, self.shown
            if select.select([self._main], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self._main, 4096).decode("utf-8", "replace")
                except OSError:  # Linux reports the other end closed so
                    break

    def type(self, text: str) -> None:
        """Type."""
        os.write(self._main, text.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._main)


@pytest.mark.parametrize("end", ["\x04", signal.SIGINT, "/keluar\n"])
def test_a_conversation_at_a_terminal(environment: dict[str, str], end: str | signal.Signals) -> None:
    """Prompt, answer, menu by number, and an end without a traceback."""
    environment["LANG"] = "id_ID.UTF-8"
    environment.pop("LC_ALL", None)
    with Session([*BABAD, "chat", "--pack", "siberia-1918"], environment) as session:
        session.until(lambda shown: shown.count("> ") == 1)
        session.type("Kapan Iwami tiba di Vladivostok?\n")
        session.until(lambda shown: "[1] Mengapa" in shown and shown.count("\n> ") == 2)
        session.type("1\n")
        session.until(lambda shown: "Keyakinan" in shown and shown.count("\n> ") == 3)
        if isinstance(end, str):
            session.type(end)
        else:
            # The interpreter can miss a signal in the moment between the prompt and waiting for a key.
            time.sleep(0.5)
            session.process.send_signal(end)
        assert session.process.wait(30) == 0
    assert "teman belajar sejarah" in session.shown
    assert "Traceback" not in session.shown
