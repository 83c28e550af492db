"""``babad health``, the check of containers, beside a server that answers as told."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def telling(status: int, body: str) -> Iterator[int]:
    """A server that answers so; its port.  Readiness is always 503."""

    class Telling(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer."""
            self.send_response(503 if self.path == "/readyz" else status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Telling) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def ask(port: int, *options: str, host: str = "127.0.0.1") -> Result:
    """Run the command."""
    environment = {"BABAD_HEALTH__PORT": str(port), "BABAD_HEALTH__HOST": host}
    return CliRunner().invoke(main, ["health", *options], env=environment)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No ``.env`` of the machine."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (404, 1)])
def test_the_exit_code_tells(status: int, code: int) -> None:
    """And the report is printed."""
    with telling(status, '{"status": "ok"}') as port:
        result = ask(port)
    assert result.exit_code == code
    assert json.loads(result.stdout) == {"status": "ok"}


def test_readiness_is_another_question() -> None:
    """By an option."""
    with telling(200, "{}") as port:
        assert ask(port).exit_code == 0
        assert ask(port, "--ready").exit_code == 1


def test_a_server_that_listens_everywhere_is_asked_here() -> None:
    """As in a cluster, whose probes come from outside."""
    with telling(200, "{}") as port:
        assert ask(port, host="0.0.0.0").exit_code == 0  # noqa: S104  # no address of ours


def test_no_answer_is_not_well() -> None:
    """Nobody listens, or it is something else."""
    with telling(200, "not JSON") as port:
        strange = ask(port)
    silent = ask(port)
    for result in (strange, silent):
        assert result.exit_code == 1
        assert result.stderr.startswith(f"Error: No answer from 127.0.0.1:{port}: ")
        assert len(result.stderr.splitlines()) == 1


def test_what_is_switched_off_cannot_be_asked() -> None:
    """It says so."""
    result = ask(0)
    assert result.exit_code == 1
    assert "health.port is 0" in result.stderr
