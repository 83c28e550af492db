"""A process under trial, as seen from the one that tries it."""

from __future__ import annotations

import contextlib
import os
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.soak import subject
from tests.soak.watched import owner

if TYPE_CHECKING:
    import signal
    from collections.abc import Mapping

    from tests.soak.ambush import Ambush

# All that a process needs is loaded once, in one that each of them is a copy of.
_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.soak.subject", "tests.soak.loaded"])


def warm_up() -> None:
    """Load all that processes need; takes seconds, during which nothing else goes on here."""
    process = _context.Process(target=_nothing)
    process.start()
    process.join()
    process.close()


def _nothing() -> None:
    pass


class Subject:
    """A bot in a process of its own, which posts what is due and answers nothing.

    Args:
        platform: the name of its adapter.
        settings: those of the adapter.
        url: its database.
        ambush: what lies in wait for it.
        log: the file that it writes to.
        variant: the dispatcher that it has, one of ``watched.VARIANTS``.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # what a process is told
        self,
        platform: str,
        settings: Mapping[str, Any],
        url: str,
        ambush: Ambush,
        log: Path,
        variant: str = "",
    ) -> None:
        self._log = log
        self._ambush = ambush
        told = (platform, dict(settings), url, ambush, log, variant)
        self._process = _context.Process(target=subject.main, args=told, daemon=True)

    def start(self) -> int:
        """Start it; the id of the process."""
        self._process.start()
        return self.process

    @property
    def process(self) -> int:
        """Its id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def owner(self) -> str:
        """What it calls itself in the database."""
        return owner(self._ambush, self.process)

    @property
    def dead(self) -> bool:
        """Whether it has ended."""
        return not self._process.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether it stands still."""
        try:
            status = Path(f"/proc/{self.process}/stat").read_text("ascii")
        except OSError:  # it has ended
            return False
        return status.rpartition(")")[2].split()[0] == "T"

    @property
    def log(self) -> str:
        """What it has written."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process, number)

    def kill(self) -> None:
        """End it, whatever it is at."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.join()
        self._process.close()
