"""The server as tests use it: the stage, the verbs of users, and what the bot has done."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Self

from tests.servers.telegram.acts import Acts
from tests.servers.telegram.cast import Cast
from tests.servers.telegram.control import Control
from tests.servers.telegram.realm import PATIENCE, Realm
from tests.servers.telegram.transport import Transport

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Awaitable, Callable, Sequence
    from types import TracebackType

    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.faults import Faults
    from tests.servers.telegram.model import Chat, Message, User
    from tests.servers.telegram.updates import Updates

TOKEN = "12345:loopback-" + "t" * 26  # opens nothing


class TelegramServer(Cast, Acts):
    """A Bot API on the loopback for one bot; an asynchronous context manager."""

    def __init__(  # noqa: PLR0913  # all by name
        self,
        token: str = TOKEN,
        *,
        username: str = "babad_bot",
        privacy: bool = True,
        inline: bool = True,
        guest: bool = True,
        port: int = 0,
    ) -> None:
        self.realm = Realm(token, username, privacy=privacy, inline=inline, guest=guest)
        self._port = port
        self._transport = Transport(self.realm, Control(self).do)
        self._seen: defaultdict[int, int] = defaultdict(int)
        self._asked: defaultdict[str, int] = defaultdict(int)

    async def __aenter__(self) -> Self:
        await self._transport.start(self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.stop()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.realm.token

    @property
    def bot(self) -> User:
        """The bot's own account."""
        return self.realm.bot

    @property
    def url(self) -> str:
        """Where the server listens."""
        return self._transport.url

    @property
    def base_url(self) -> str:
        """What the library takes as its base_url; the token comes right behind it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What the library takes as its base_file_url."""
        return f"{self.url}/file/bot"

    @property
    def updates(self) -> Updates:
        """The queue of updates."""
        return self.realm.updates

    @property
    def faults(self) -> Faults:
        """The faults that calls will meet."""
        return self.realm.faults

    @property
    def requests(self) -> deque[Call]:
        """The latest calls of the bot, getUpdates left out, with how each was answered."""
        return self.realm.requests

    @property
    def violations(self) -> deque[str]:
        """What Telegram would let pass and a good bot avoids: pings, previews, unknown parameters."""
        return self.realm.violations

    @property
    def commands(self) -> dict[tuple[str, str], list[dict[str, str]]]:
        """The commands shown, by scope ("default", "all_group_chats", "chat:-100…") and language."""
        return self.realm.commands

    @property
    def profile(self) -> dict[tuple[str, str], str]:
        """The bot's name, description and short_description, by field and language."""
        return self.realm.profile

    def calls(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.realm.requests if call.method == method]

    def replies(self, chat: Chat) -> list[Message]:
        """What the bot has said in a chat and not deleted."""
        return [message for message in chat.messages.values() if message.by_bot and not message.deleted]

    async def next_message(self, chat: Chat, within: float = PATIENCE) -> Message:
        """The bot's next message in a chat, each given once.

        Raises:
            TimeoutError: when it says nothing.
        """
        seen = self._seen[chat.id]
        fresh = lambda: next((said for said in self.replies(chat) if said.id > seen), None)  # noqa: E731
        message = await self.realm.until(fresh, within)
        self._seen[chat.id] = message.id
        return message

    async def next_call(self, method: str, within: float = PATIENCE) -> Call:
        """The bot's next call of a method, each given once, when it has been answered.

        Raises:
            TimeoutError: when it does not call.
        """
        number = self._asked[method]
        self._asked[method] += 1

        def answered() -> Call | None:
            made = self.calls(method)
            return made[number] if len(made) > number and made[number].status else None

        return await self.realm.until(answered, within)

    async def until(self, predicate: Callable[[], object], within: float = PATIENCE) -> None:
        """Wait until something holds; it is looked at after every request.

        Raises:
            TimeoutError: when it does not come to hold.
        """
        await self.realm.until(predicate, within)

    async def settled(self, *processed: Callable[[], Awaitable[object]], within: float = PATIENCE) -> None:
        """Wait until all updates are confirmed, the bot has done with them and no call is in hand.

        Only the bot knows when it has done with an update: hand over what waits for that, such as
        `application.update_queue.join`.

        Raises:
            TimeoutError: when the bot does not confirm.
        """
        realm = self.realm
        await realm.until(lambda: not realm.updates.unconfirmed, within)
        for wait in processed:
            await wait()
        await realm.until(lambda: not (realm.busy or realm.updates.unconfirmed), within)

    def refused(self) -> Sequence[Call]:
        """The calls that were refused, with why in their description."""
        return [call for call in self.realm.requests if call.status >= 400]  # HTTP's own border
