"""The console: plain lines, clean exits, and nothing hostile reaches the terminal."""

from __future__ import annotations

import asyncio
import io
import re
import signal
from typing import TYPE_CHECKING

import pytest

from adapters.console import Console, create
from bot.blocks import Action, Bullets, Citation, Heading, Reply, Sources, Span, Style, Text
from bot.delivery import Failed, Sent
from bot.seam import Choice, Command, Lookup, Member, Place, Press, Question, Response

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        self.answers: list[Reply] = []

    async def handle(self, event: Event) -> Response:
        """Answer."""
        self.events.append(event)
        return Response(self.answers.pop(0) if self.answers else REPLY)

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Know nothing."""
        del lookup
        return ()


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
    """No prompt, no menu, no greeting; blank lines are passed over, and numbers choose from lists."""
    out = io.StringIO()
    handler = Echo()
    asyncio.run(Console({}, io.StringIO("1\nKapan?\n\n1\n3\n/help\nexit\nKapan?\n"), out).run(handler))
    line = "Judul Tebal[2J biasa 1. satu 2. dua Sumber: Buku (https://x.id)"
    *others, last = out.getvalue().splitlines()
    assert others == [line] * 4
    assert last.startswith(line)
    kinds = [type(event) for event in handler.events]
    assert kinds == [Question, Question, Press, Press, Command]
    assert [event.action for event in handler.events if isinstance(event, Press)] == ["fact:a", "unoffered:2"]


def test_a_terminal_gets_a_menu_to_type_numbers_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts by their number in the list, other actions below it; others are told of, but not years."""
    handler, shown = converse(monkeypatch, "Kapan?", "2", "3", "4", "3", "1918")
    assert "[1] satu\n[2] dua\nSumber: Buku (https://x.id)\n[3] Mengapa?\n" in shown
    first, second, third, fourth, fifth, last = handler.events
    assert isinstance(first, Question)
    assert isinstance(second, Press)
    assert second.action == "fact:b"
    assert isinstance(third, Press)
    assert third.action == "why:"
    assert isinstance(fourth, Press)
    assert fourth.action == "unoffered:3"
    assert isinstance(fifth, Press)
    assert fifth.action == "why:"
    assert isinstance(last, Question)


def test_numbers_of_an_earlier_list_are_no_questions() -> None:
    """Once something was offered; before, a number is a question like any other."""
    handler = Echo()
    console = Console({}, io.StringIO("7\nKapan?\n1\n2\n"), io.StringIO())
    handler.answers = [Reply(()), REPLY, Reply(()), Reply(())]
    asyncio.run(console.run(handler))
    assert [event.action if isinstance(event, Press) else None for event in handler.events] == [
        None,
        None,
        "fact:a",
        "unoffered:0",
    ]


def test_nothing_that_drives_the_terminal_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour no escape at all; with it only our own."""
    _, plain = converse(monkeypatch, "Kapan?")
    assert not re.search(r"[^\n -\U0010ffff]", plain)
    _, coloured = converse(monkeypatch, "Kapan?", colour="yes")
    assert set(re.findall(r"\x1b[^m]*m", coloured)) == {"\x1b[1m", "\x1b[0m"}
    assert "\x1b[2J" not in coloured
    assert "\x07" not in coloured


@pytest.mark.parametrize("end", ["/quit", "/keluar", "exit", "Quit", "keluar", EOFError, KeyboardInterrupt])
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


def test_streams_that_were_closed_end_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read and nothing shown."""
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setattr("sys.stdout", None)
    handler = Echo()
    asyncio.run(create({}).run(handler))
    assert handler.events == []


def test_posts_are_printed_and_never_edited() -> None:
    """What is printed stays."""
    out = io.StringIO()
    console = Console({}, io.StringIO(), out)
    assert asyncio.run(console.send(PLACE, REPLY, "key")) == Sent("key")
    assert out.getvalue().startswith("Judul Tebal")
    assert isinstance(asyncio.run(console.edit("key", REPLY)), Failed)


def test_the_console_is_made_on_the_standard_streams() -> None:
    """As the entry point promises."""
    assert create({"language": "en"}).name == "console"
