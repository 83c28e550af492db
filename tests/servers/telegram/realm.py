"""The state of the server: accounts, chats, queries, and what the bot has made of them."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from tests.servers.telegram.faults import Faults
from tests.servers.telegram.model import Chat, Message, User
from tests.servers.telegram.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.telegram.calls import Call, File
    from tests.servers.telegram.records import Answer, Ballot, InlineAnswer, Query

KEPT = 10_000
"""Requests, violations, files, queries and polls kept of each; a benchmark may run for hours."""
PATIENCE = 30.0
"""Seconds to wait for what must come: far more than it takes."""

T = TypeVar("T")
K = TypeVar("K")


class Realm:
    """All that the server knows; methods of the Bot API and the verbs of tests both work on it."""

    def __init__(self, token: str, username: str, *, privacy: bool, inline: bool, guest: bool) -> None:
        self.token = token
        self.privacy = privacy
        self.inline_mode = inline
        self.guest_mode = guest
        self.bot = User(int(token.partition(":")[0]), "Babad", username, is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.faults = Faults(self.updates.close)
        self.files: dict[str, File] = {}
        self.presses: dict[str, Query[Answer]] = {}
        self.inline: dict[str, Query[InlineAnswer]] = {}
        self.guests: dict[str, Query[dict[str, Any]]] = {}
        self.ballots: dict[str, Ballot] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.requests: deque[Call] = deque(maxlen=KEPT)
        self.violations: deque[str] = deque(maxlen=KEPT)
        self.served = 0
        """Requests answered so far, getUpdates not counted."""
        self.busy = 0
        """Requests in hand, getUpdates not counted."""
        self.numbers = itertools.count(1)
        self._watchers: list[tuple[Callable[[], object], asyncio.Future[Any]]] = []

    def ring(self) -> None:
        """Something has changed: look again for those who wait."""
        for predicate, waiting in list(self._watchers):
            if not waiting.done() and (seen := predicate()):
                waiting.set_result(seen)

    async def until(self, predicate: Callable[[], T | None], within: float = PATIENCE) -> T:
        """What a predicate gives once it gives something true.

        Raises:
            TimeoutError: when it does not within so many seconds.
        """
        if seen := predicate():
            return seen
        watcher = (predicate, asyncio.get_running_loop().create_future())
        self._watchers.append(watcher)
        try:
            async with asyncio.timeout(within):
                result: T = await watcher[1]
                return result
        finally:
            self._watchers.remove(watcher)

    def keep(self, records: dict[K, T], key: K, record: T) -> T:
        """Remember a record, and forget the oldest of its kind when there are too many."""
        records[key] = record
        if len(records) > KEPT:
            del records[next(iter(records))]
        return record

    def post(self, chat: Chat, content: dict[str, Any], **more: Any) -> Message:
        """Put a message of the bot into a chat."""
        channel = chat.type == "channel"
        sender, author = (None, chat) if channel else (self.bot, None)
        message = Message(chat, chat.next_id(), sender, content, author_chat=author, by_bot=True, **more)
        chat.keep(message)
        chat.other_bot_spoke_last = False
        return message
