"""Processes of ``babad`` with the dummy platform installed beside it, as an operator would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

DUMMY = Path(__file__).parents[2] / "data" / "dummy_adapter"
PATIENCE = 60.0
"""Seconds to wait for what takes one or two, on a busy machine."""


@pytest.fixture(scope="session")
def dummy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the dummy platform in it."""
    site = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--target", str(site), str(DUMMY)]
    subprocess.run([*pip, *offline], check=True, capture_output=True)  # noqa: S603  # our own package
    return site


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for built indexes, so that only the first process builds them."""
    return tmp_path_factory.mktemp("cache")


class Bot:
    """A ``babad run`` under way."""

    def __init__(
        self, process: subprocess.Popen[str], port_file: Path, health: int, stack: ExitStack
    ) -> None:
        self.process = process
        self.health = health
        self._port_file = port_file
        self._stack = stack

    def connect(self) -> Line:
        """A connection to the dummy platform, once it is there."""
        deadline = time.monotonic() + PATIENCE
        while not self._port_file.exists():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return self._stack.enter_context(closing(Line(int(self._port_file.read_text("utf-8")))))

    def ask_to_end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """The exit code, and what was written to the standard error."""
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


class Line:
    """A conversation with the dummy platform."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._file = self._socket.makefile("rw", encoding="utf-8")

    def ask(self, text: str) -> str:
        """Say a line, and get one."""
        self._file.write(f"{text}\n")
        self._file.flush()
        return self._file.readline().strip()

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()


class Start(Protocol):
    """Starts ``babad run``."""

    def __call__(self, **variables: str) -> Bot:
        """With these settings, by their variables without the prefix."""


@pytest.fixture
def environment(dummy_site: Path, indexes: Path, tmp_path: Path) -> dict[str, str]:
    """The variables of a process that has nothing but the test's folder."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(dummy_site),
        "HOME": str(tmp_path),
        "BABAD_DATA": str(tmp_path / "data"),
        "BABAD_CACHE": str(indexes),
        "BABAD_SECRETS": str(tmp_path / "secrets"),
        "BABAD_HEALTH__PORT": str(_free_port()),
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Starts bots, and ends those that still run."""
    with ExitStack() as stack:

        def started(**variables: str) -> Bot:
            port_file = tmp_path / "port"
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env={
                    **environment,
                    **({"BABAD_DUMMY__ADDRESS_IN": str(port_file)} if "DUMMY__TOKEN" in variables else {}),
                    **{f"BABAD_{name}": value for name, value in variables.items()},
                },
                cwd=tmp_path,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return Bot(process, port_file, int(environment["BABAD_HEALTH__PORT"]), stack)

        yield started


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
