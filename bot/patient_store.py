"""A store that the process starts without, when the database is only away.

Answers need no store.  Until the database was reached and brought up to date once, everything asked of the
store fails as it does in any later outage, which all who use it survive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.store import Store, StoreUnavailableError, open_store
from bot.store.address import parse_address
from bot.store.database import Database
from bot.store.engines import serving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.address import Address

T = TypeVar("T")


class PatientStore(Store):
    """A store to be opened once it can be reached.

    Raises:
        StoreError: the URL is wrong.
    """

    def __init__(self, url: str) -> None:
        address = parse_address(url)
        self._url = url
        self._gate = _Gate(address)
        super().__init__(self._gate)

    async def open(self) -> None:
        """Bring the database up to date unless that was done, and see that it answers.

        Raises:
            StoreUnavailableError: there is no reaching it now; it may be tried again.
            StoreError: it cannot be used, and trying again will not help.
        """
        if not self._gate.open:
            await (await open_store(self._url)).close()
            self._gate.open = True
        await self.ping()


class _Gate(Database):
    """A database that counts as away until it is known to be up to date."""

    def __init__(self, address: Address) -> None:
        super().__init__(serving(address), address)
        self.open = False
        self._name = str(address)

    async def read(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """As any database does, once it is open."""
        self._pass()
        return await super().read(work)

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """As any database does, once it is open."""
        self._pass()
        return await super().write(work)

    def _pass(self) -> None:
        if not self.open:
            raise StoreUnavailableError(f"The database {self._name} could not be reached so far.")
