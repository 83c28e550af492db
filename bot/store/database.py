"""Transactions on either database: within a deadline, retried while that can help, never applied twice."""

from __future__ import annotations

import asyncio
import random
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolExhaustedError

from bot.store.columns import Instant
from bot.store.engines import WRITING
from bot.store.errors import StoreUnavailableError
from bot.store.faults import is_conflict, is_outage, is_passing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import CursorResult, Executable, Row, Table
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

    from bot.store.address import Address

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert

DEADLINE: Final = 2.0
"""Seconds for a transaction with all its tries; platforms want an answer to begin within three."""
TRIES: Final = 5
"""How often a transaction is tried."""
PAUSE: Final = 0.02
"""Seconds before the second try, doubled for each further one; a random part of it is waited."""
GRACE: Final = 0.25
"""Seconds that an abandoned transaction has to end in order."""


class Database:
    """A database to read from and write to."""

    def __init__(self, engine: AsyncEngine, address: Address) -> None:
        self._engine = engine
        self._address = address
        self._abandoned: set[asyncio.Task[None]] = set()
        # SQLite has one writer; waiting here is fairer than its own polling.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self._insert: Callable[[Table], Insert] = (
            sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
        )

    async def read(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do ``work`` in a transaction that only reads; it may be done several times.

        Raises:
            StoreUnavailableError: the database is away, or slower than ``DEADLINE``.
            ValueError: a value cannot be stored.
        """
        return await self._in_time(self._try(work, {}))

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do ``work`` in a transaction that may write; it may be done several times, and is stored once.

        Raises:
            StoreUnavailableError: the database is away, or slower than ``DEADLINE``.
            ValueError: a value cannot be stored.
        """
        return await self._in_time(self._write(work))

    async def fetch(self, query: Executable) -> Sequence[Row[Any]]:
        """The rows that one query finds; raises as ``read``."""

        async def work(connection: AsyncConnection) -> Sequence[Row[Any]]:
            return (await connection.execute(query)).all()

        return await self.read(work)

    async def change(self, statement: Executable) -> int:
        """How many rows one statement changed; raises as ``write``."""

        async def work(connection: AsyncConnection) -> int:
            counting = {"preserve_rowcount": True}  # else an INSERT has none on PostgreSQL
            result: CursorResult[Any] = await connection.execute(statement, execution_options=counting)
            return result.rowcount

        return await self.write(work)

    def upsert(self, table: Table, key: Mapping[str, object], values: Mapping[str, object]) -> Insert:
        """A statement that puts ``values`` into the row of ``key``, whether there is one or not."""
        return self.insert(table, {**key, **values}).on_conflict_do_update(
            index_elements=list(key), set_=dict(values)
        )

    def insert(self, table: Table, row: Mapping[str, object] | None = None) -> Insert:
        """An INSERT of the dialect at hand, which knows ON CONFLICT; without a row, one for many to come."""
        return self._insert(table) if row is None else self._insert(table).values(dict(row))

    async def clock(self) -> datetime | None:
        """The time that a server has; a file has none of its own.  Raises as ``read``."""
        if self._address.file is not None:
            return None
        return (await self.fetch(select(func.clock_timestamp(type_=Instant))))[0][0]  # type: ignore[no-any-return]  # an Instant

    async def close(self) -> None:
        """Close all connections, after what was abandoned has ended."""
        if self._abandoned:
            await asyncio.wait(self._abandoned)
        await self._engine.dispose()

    async def _write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        async with self._turn:
            return await self._try(work, WRITING)

    async def _try(self, work: Callable[[AsyncConnection], Awaitable[T]], options: Mapping[str, str]) -> T:
        pause = PAUSE
        for left in reversed(range(TRIES)):
            try:
                return await self._once(work, options)
            except PoolExhaustedError as fault:
                raise self._unavailable("all connections are in use") from fault
            except DBAPIError as fault:
                if not is_outage(fault):
                    raise
                if not left or not is_passing(fault):
                    raise self._unavailable(self._address.redact(fault.orig)) from fault
            except StatementError as fault:
                if isinstance(fault.orig, ValueError):
                    raise fault.orig from None
                raise
            await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 -- spreads load, guards nothing
            pause *= 2
        raise AssertionError  # pragma: no cover -- the last try returns or raises

    async def _once(self, work: Callable[[AsyncConnection], Awaitable[T]], options: Mapping[str, str]) -> T:
        async with self._engine.connect() as plain:
            connection = await plain.execution_options(**options)
            async with connection.begin() as transaction:
                result = await work(connection)
                await self._commit(transaction)
            return result

    async def _commit(self, transaction: AsyncTransaction) -> None:
        try:
            await transaction.commit()
        except DBAPIError as fault:
            if is_conflict(fault):
                raise
            # It may have been stored, so it must not be tried again.
            raise self._unavailable(self._address.redact(fault.orig)) from fault

    async def _in_time(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(work)
        try:
            await asyncio.wait({task}, timeout=DEADLINE)
        finally:
            if not task.done():
                self._abandon(task)
        if not task.done():
            raise self._unavailable(f"no answer within {DEADLINE:g} s")
        return task.result()

    def _abandon(self, task: asyncio.Task[Any]) -> None:
        # Nobody waits for a server that is frozen.
        ending = asyncio.create_task(_end(task))
        self._abandoned.add(ending)
        ending.add_done_callback(self._abandoned.discard)

    def _unavailable(self, reason: str) -> StoreUnavailableError:
        return StoreUnavailableError(f"The database {self._address} cannot be used now: {reason}.")


async def _end(task: asyncio.Task[Any]) -> None:
    # The first cancelling asks the server to stop the query, the second closes the connection.
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=GRACE)
    if not task.cancelled():
        task.exception()  # nobody is left to hear of it
