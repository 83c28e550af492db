"""The real command: questions piped in, and a conversation at a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


@pytest.mark.parametrize("command", [["chat"], ["ask", "--jsonl"]])
def test_a_closed_input_is_an_empty_one(environment: dict[str, str], command: list[str]) -> None:
    """Nothing is asked, so nothing is said and nothing failed."""
    closed = 'exec "$@" <&-'
    result = subprocess.run(  # noqa: S603  # our own command
        ["/bin/sh", "-c", closed, "sh", *BABAD, *command, "--pack", "siberia-1918"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


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
        session.until(lambda shown: "[5] Mengapa" in shown and shown.count("\n> ") == 2)
        session.type("5\n")
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
