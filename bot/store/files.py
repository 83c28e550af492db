"""A SQLite file made ready: there, ours to write, whole, and in write-ahead mode."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bot.store.errors import StoreError, StoreUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

CHECKED: Final = 64 * 2**20
"""Bytes of a file that is checked at each start: a third of a second's worth."""
WAITING: Final = 5.0
"""Seconds that another process may keep the file to itself."""
_POLL: Final = 0.05


def prepare(path: Path) -> None:
    """Make the folder and the file when they are missing, for our eyes only, and see that it is sound.

    Raises:
        StoreError: it cannot be made or written, or is damaged or no database.
        StoreUnavailableError: another process does not let go of it.
    """
    _create(path)
    try:
        with closing(sqlite3.connect(path, timeout=WAITING, isolation_level=None)) as connection:
            if path.stat().st_size <= CHECKED:
                _check(connection, path)
            _keep_log_ahead(connection)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StoreUnavailableError(f"Another program keeps {path} locked: stop it, or wait.") from fault
        raise StoreError(
            f"The database {path} cannot be used ({fault}): see that its folder can be written."
        ) from fault
    except sqlite3.DatabaseError as fault:
        raise damaged(path, str(fault)) from fault


def damaged(path: Path, finding: str) -> StoreError:
    """The error to raise for a file that is not whole."""
    return StoreError(
        f"The database {path} is damaged ({finding}): put back a copy, or move it away to begin anew."
    )


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise StoreError(
            f"The database {path} cannot be opened ({fault.strerror}): name a file in a folder "
            "that this user can write."
        ) from fault


def _check(connection: sqlite3.Connection, path: Path) -> None:
    finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise damaged(path, str(finding).strip().splitlines()[-1])


def _keep_log_ahead(connection: sqlite3.Connection) -> None:
    # SQLite does not wait its timeout for this step, so we do.
    until = time.monotonic() + WAITING
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_POLL)
        else:
            return
