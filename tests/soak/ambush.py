"""A file that all processes of a trial share: the clock of the trial, and who is struck where.

A process counts each time that it passes the point; the one that makes the count full is struck.
"""

from __future__ import annotations

import fcntl
import os
import signal
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tests.soak.points import Point, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMAT: Final = struct.Struct("<diiq32s")
"""Seconds that the clock is ahead, passings of the point, processes struck, the last one, and its post."""
_SIGNALS: Final = {Stroke.KILL: signal.SIGKILL, Stroke.STOP: signal.SIGSTOP}


@dataclass(frozen=True, slots=True)
class Ambush:
    """What lies in wait for the processes of a trial.

    Args:
        file: what they share.
        point: where they are struck.
        stroke: what happens to one of them there.
        at: at the how manieth passing.
        again: where another process is struck after the first one.
    """

    file: Path
    point: Point
    stroke: Stroke
    at: int
    again: Point | None = None

    def lay(self) -> None:
        """Begin: nobody has passed, and the clock is right."""
        self.file.write_bytes(_FORMAT.pack(0.0, 0, 0, 0, b""))

    def now(self) -> datetime:
        """The time as it is in the trial."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    @property
    def ahead(self) -> float:
        """Seconds that the trial's clock is ahead."""
        return self._read()[0]

    def advance(self, seconds: float) -> None:
        """Let time go by for all processes at once."""
        with self._locked():
            ahead, count, strokes, victim, struck = self._read()
            self._write(ahead + seconds, count, strokes, victim, struck)

    def passed(self, point: Point, post: str, process: int) -> bool:
        """Strike ``process`` when it passes the point with a post and its turn has come; whether it was.

        A process that strikes itself comes to know only if it was stopped, and goes on.
        """
        if point not in {self.point, self.again}:
            return False
        with self._locked():
            ahead, count, strokes, victim, struck = self._read()
            awaited, at = (self.again, 1) if strokes else (self.point, self.at)
            count += point is awaited
            turn = point is awaited and count == at and strokes <= 1
            if turn:
                count, strokes, victim, struck = 0, strokes + 1, process, post.encode()
            self._write(ahead, count, strokes, victim, struck)
        if turn:
            os.kill(process, _SIGNALS[self.stroke])
        return turn

    @property
    def victim(self) -> tuple[int, str] | None:
        """Which process was struck, and with which post; None while none was."""
        _, _, _, process, post = self._read()
        return (process, post.rstrip(b"\0").decode()) if process else None

    @property
    def strokes(self) -> int:
        """How many processes were struck."""
        return self._read()[2]

    def _read(self) -> tuple[float, int, int, int, bytes]:
        ahead, count, strokes, victim, struck = _FORMAT.unpack(self.file.read_bytes())
        return ahead, count, strokes, victim, struck

    def _write(self, ahead: float, count: int, strokes: int, victim: int, struck: bytes) -> None:
        # In place and in one go: readers do not lock.
        with self.file.open("r+b", buffering=0) as file:
            file.write(_FORMAT.pack(ahead, count, strokes, victim, struck))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.file.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
