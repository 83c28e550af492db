"""Who is struck, and the clock that all processes of a trial share."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.soak.ambush import Ambush
from tests.soak.points import Point, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits to be struck."""
    code = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as process:  # noqa: S603
        yield process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the ambush is kept."""
    return tmp_path / "ambush"


def test_the_process_that_makes_the_count_full_is_struck(file: Path) -> None:
    """Those before it and those after it pass."""
    ambush = Ambush(file, Point.SENT, Stroke.KILL, at=2)
    ambush.lay()
    with sleeper() as process:
        assert not ambush.passed(Point.CLAIMED, "a", process.pid)
        assert not ambush.passed(Point.SENT, "a", process.pid)
        assert ambush.strokes == 0
        assert ambush.passed(Point.SENT, "b", process.pid)
        assert process.wait(30) == -signal.SIGKILL
        assert ambush.victim == (process.pid, "b")
    assert not ambush.passed(Point.SENT, "c", 0)
    assert ambush.strokes == 1


def test_another_process_can_be_struck_elsewhere(file: Path) -> None:
    """Only once one was."""
    ambush = Ambush(file, Point.SENT, Stroke.KILL, at=1, again=Point.RECOVERED)
    ambush.lay()
    with sleeper() as first, sleeper() as second:
        assert not ambush.passed(Point.RECOVERED, "a", second.pid)
        assert ambush.passed(Point.SENT, "a", first.pid)
        assert not ambush.passed(Point.SENT, "b", second.pid)
        assert ambush.passed(Point.RECOVERED, "a", second.pid)
        assert second.wait(30) == -signal.SIGKILL
    assert ambush.strokes == 2
    assert not ambush.passed(Point.RECOVERED, "a", 0)


def test_all_have_one_clock(file: Path) -> None:
    """It is put forward for all at once, and keeps what else is known."""
    ambush = Ambush(file, Point.SENT, Stroke.KILL, at=3)
    ambush.lay()
    assert not ambush.passed(Point.SENT, "a", 0)
    ambush.advance(600)
    other = Ambush(file, Point.SENT, Stroke.KILL, at=3)
    ahead = other.now() - datetime.now(UTC)
    assert timedelta(seconds=590) < ahead < timedelta(seconds=610)
    assert other.ahead == 600
    assert other.victim is None
