"""Opening the store: from a URL to tables that are ready."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.store import files
from bot.store.address import parse_address
from bot.store.database import Database
from bot.store.engines import migrating, serving
from bot.store.errors import StoreError, StoreUnavailableError
from bot.store.faults import is_conflict, is_outage
from bot.store.migrate import migrate
from bot.store.store import Store

if TYPE_CHECKING:
    from bot.store.address import Address


async def open_store(url: str) -> Store:
    """Bring the database at ``url`` up to date, in a thread since that blocks, and hand out its store.

    ``url`` is ``sqlite:////folder/babad.sqlite``, whose folder is made when missing, or
    ``postgresql://user:password@host/database``.

    Raises:
        StoreError: the URL is wrong, or the database damaged, not ours to write or newer than this version.
        StoreUnavailableError: there is no reaching it now.
    """
    address = parse_address(url)
    await asyncio.to_thread(_make_ready, address)
    return Store(Database(serving(address), address))


def _make_ready(address: Address) -> None:
    if address.file is not None:
        files.prepare(address.file)
    engine = migrating(address)
    try:
        migrate(engine, address)
    except SQLAlchemyError as fault:
        raise _told(fault, address) from fault
    finally:
        engine.dispose()


def _told(fault: SQLAlchemyError, address: Address) -> StoreError:
    reason = address.redact(fault.orig if isinstance(fault, DBAPIError) else fault)
    if isinstance(fault, DBAPIError):
        if address.file is not None and not isinstance(fault.orig, sqlite3.OperationalError):
            return files.damaged(address.file, reason)
        if is_conflict(fault) or (address.file is None and is_outage(fault)):
            return StoreUnavailableError(f"The database {address} cannot be reached: {reason}.")
    return StoreError(f"The database {address} could not be brought up to date: {reason}.")
