"""The request that fetches updates, made robust: what the library's polling leaves to chance is decided here.

* Fetching confirms what was fetched before, so it waits a moment for that to be handled: little is lost when
  the process dies.
* A rejected token ends polling for good, and says so; another poller is stepped back from for a while.
* An update that the library cannot read is passed over instead of being fetched for ever.
"""

from __future__ import annotations

import asyncio
import json
import logging
from enum import Enum, auto
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from telegram import Update
from telegram.error import TelegramError

from adapters.telegram.calling import Calling

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict

logger = logging.getLogger(__name__)

ANSWERED: Final = 5.0
"""Seconds for a fetch to be answered, beyond those that it is held open."""
_NOTHING: Final = b'{"ok":true,"result":[]}'
_REJECTED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})


class Intake(Enum):
    """Whether updates are taken in."""

    OPEN = auto()
    SHUT = auto()
    """No more; what was fetched is being handled."""
    CONFIRMING = auto()
    """All is handled, and the last fetch confirms it."""
    ABANDONED = auto()
    """Something was not handled in time, so nothing more is confirmed."""


class PollingRequest(Calling):
    """Fetches updates for a queue.

    Args:
        queue: where the fetched updates go; joined when they are handled.
        patience: seconds that a fetch waits for the last one's updates to be handled.
        step_back: seconds without fetching after another poller was met.
    """

    __slots__ = ("_conflict", "_patience", "_queue", "_shut", "_step_back", "connected", "intake", "rejected")

    def __init__(self, queue: asyncio.Queue[object], patience: float, step_back: float) -> None:
        super().__init__(ANSWERED, connections=2)
        self._queue = queue
        self._patience = patience
        self._step_back = step_back
        self._conflict = False
        self._shut = asyncio.Event()
        self.intake = Intake.OPEN
        self.connected = False
        self.rejected = asyncio.Event()
        """Set when Telegram no longer takes the token."""

    def shut(self) -> None:
        """Take in nothing more; what a fetch under way brings is left for the next start."""
        self.intake = Intake.SHUT
        self.connected = False
        self._shut.set()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Fetch when it is time."""
        if self.intake is Intake.ABANDONED:
            return HTTPStatus.OK, _NOTHING
        if self.intake is Intake.OPEN:
            await self._handled()
        if self.intake is Intake.SHUT:
            await asyncio.Event().wait()  # until polling is stopped
        return await self._fetch(*args, **kwargs)

    async def _handled(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._queue.join()
        except TimeoutError:
            return

    async def _fetch(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            status, body = await super().do_request(*args, **kwargs)
        except TelegramError:
            self.connected = False
            raise
        if self.intake is Intake.SHUT:
            return HTTPStatus.OK, _NOTHING
        self.connected = self.intake is Intake.OPEN and status == HTTPStatus.OK
        if status in _REJECTED:
            self.rejected.set()
        elif status == HTTPStatus.CONFLICT:
            await self._give_way()
        elif self.connected:
            self._conflict = False
        return status, body

    async def _give_way(self) -> None:
        if not self._conflict:
            self._conflict = True
            logger.warning(
                "Another process fetches this bot's updates; only one can. Stop the other one, or give it a "
                "bot of its own. Trying again every %.0f seconds.",
                self._step_back,
            )
        try:
            async with asyncio.timeout(self._step_back):
                await self._shut.wait()
        except TimeoutError:
            return

    def parse_json_payload(self, payload: bytes) -> JSONDict:  # type: ignore[override]  # the library allows it
        """Read an answer; of updates that cannot be read, only the number is left.

        Raises:
            TelegramError: it is no answer of the Bot API.
        """
        try:
            # The library's own reading would log all of it, members' words included.
            answer = json.loads(payload.decode(errors="replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        if "ok" in answer and not answer["ok"]:
            return answer
        updates = answer.get("result")
        if not isinstance(updates, list):
            raise TelegramError("Invalid server response")
        return {"ok": True, "result": [_readable(update) for update in updates if _numbered(update)]}


def _numbered(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update)
    except Exception:  # noqa: BLE001  # the library raises whatever a wrong type leads to
        logger.warning("Update %d is passed over: it is not as the Bot API writes it", update["update_id"])
        return {"update_id": update["update_id"]}
    return update
