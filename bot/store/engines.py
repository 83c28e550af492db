"""Engines for both databases: one for serving, one for bringing the schema up to date."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import NullPool, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlalchemy.pool import ConnectionPoolEntry

    from bot.store.address import Address

CONNECTING: Final = 1.0
"""Seconds to get a connection, new or from the pool; an answer must begin within three."""
CONNECTIONS: Final = 10
"""Connections at once of one process; PostgreSQL comes with a hundred for all."""
BUSY: Final = 0.3
"""Seconds that SQLite waits for another process's write before we try anew, within the deadline."""
BUSY_MIGRATING: Final = 5.0
"""Seconds that SQLite waits for another process's migration."""
MIGRATING: Final = "30s"
"""How long PostgreSQL waits for another process's migration, and lets a step of ours take."""

_BEGIN: Final = "sqlite_begin"
WRITING: Final = {_BEGIN: "BEGIN IMMEDIATE"}
"""Options of a connection that will write: SQLite then takes its lock first and cannot fail halfway."""


def serving(address: Address) -> AsyncEngine:
    """An engine for the event loop; what members wrote, the parameters, stays out of its errors."""
    if address.file is not None:
        return _serving_file(address)
    return create_async_engine(
        address.url,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=CONNECTING,
        use_native_hstore=False,  # would ask for the type at each connecting
        connect_args={**_server_options(), "async_creator_fn": _connect},
    )


def migrating(address: Address) -> Engine:
    """An engine for a thread of its own."""
    if address.file is not None:
        engine = create_engine(address.url, poolclass=NullPool, connect_args=_file_options(BUSY_MIGRATING))
        _prepare_file(engine)
        return engine
    return create_engine(
        address.url,
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        use_native_hstore=False,
        connect_args=_server_options(),
    )


def _serving_file(address: Address) -> AsyncEngine:
    engine = create_async_engine(
        address.url.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=CONNECTING,
        connect_args=_file_options(BUSY),
    )
    _prepare_file(engine.sync_engine)
    return engine


def _file_options(busy: float) -> dict[str, Any]:
    # The driver's own idea of when to begin is switched off; see _begin.
    return {"timeout": busy, "isolation_level": None}


def _server_options() -> dict[str, Any]:
    return {
        "prepare_threshold": None,  # a pooler between may hand each transaction another session
        "connect_timeout": 2,  # the driver's least
        "keepalives_idle": 10,  # so that a connection that went silent is noticed
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": 10_000,
    }


def _prepare_file(engine: Engine) -> None:
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)


def _tune(connection: Any, entry: ConnectionPoolEntry) -> None:
    del entry
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


async def _connect(*args: Any, **options: Any) -> Any:
    from psycopg import AsyncConnection, OperationalError  # noqa: PLC0415 -- only there with the extra

    try:
        async with asyncio.timeout(CONNECTING):
            return await AsyncConnection.connect(*args, **options)
    except TimeoutError:
        raise OperationalError(f"no connection within {CONNECTING:g} s") from None
