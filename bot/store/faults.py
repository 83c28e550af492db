"""Which failures of a database pass, and which mean that it is not there."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError

CONFLICTS: Final = frozenset({"40001", "40P01"})
"""SQLSTATEs of a transaction that PostgreSQL undid in favour of another."""
OUTAGES: Final = frozenset({"57P01", "57P02", "57P03"})
"""SQLSTATEs of a server that is stopping, has crashed or is starting; class 08 is a lost connection."""
_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PRIMARY: Final = 0xFF  # SQLite tells more in the higher bits


def is_conflict(fault: DBAPIError) -> bool:
    """Whether the transaction was undone for another's sake, and nothing of it was stored."""
    if isinstance(fault.orig, sqlite3.Error):
        return getattr(fault.orig, "sqlite_errorcode", 0) & _PRIMARY in _LOCKED
    return _state(fault) in CONFLICTS


def is_passing(fault: DBAPIError) -> bool:
    """Whether trying once more is worth it."""
    state = _state(fault)
    return (
        is_conflict(fault) or fault.connection_invalidated or state in OUTAGES or state.startswith("08")
    ) or (not state and isinstance(fault, OperationalError) and not isinstance(fault.orig, sqlite3.Error))


def is_outage(fault: DBAPIError) -> bool:
    """Whether the database is at fault rather than what was asked of it."""
    kinds = (OperationalError, InterfaceError, InternalError)
    return is_passing(fault) or isinstance(fault, kinds) or type(fault) is DatabaseError


def _state(fault: DBAPIError) -> str:
    # psycopg gives none when there was no connection to speak of.
    return getattr(fault.orig, "sqlstate", None) or ""
