"""Steering a server in a process of its own: the verbs over HTTP, as JSON.

``POST /control/<verb>`` with an object of arguments answers ``{"ok": true, "result": …}``.  Users and chats
are named by their ids, messages by their chat and id.

=============== ============================================================= ===============================
verb            arguments                                                     result
=============== ============================================================= ===============================
add_user        name, username, language_code                                 the user
private         user                                                          the chat
add_group       title, type, forum                                            the chat
say             chat, user, text, reply_to (a message's id)                   message_id, delivered
flood           messages: a list of [chat, user, text]                        how many reached the bot
press           chat, message, user, data                                     how the bot answered
inline          user, query, offset                                           the results
fault           method, kind or status, seconds, times                        null
clear                                                                         null
settled         within                                                        null, when all is confirmed
replies         chat                                                          the bot's messages
posts                                                                         all posts, ``at`` since 1970
latencies                                                                     seconds from message to reply
stats                                                                         counters
=============== ============================================================= ===============================
"""

from __future__ import annotations

import dataclasses
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tests.servers.telegram.faults import Fault, Kind, flood, page, refuse
from tests.servers.telegram.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.servers.telegram.server import TelegramServer


class Control:
    """Turns a verb and its arguments into what the server does."""

    def __init__(self, server: TelegramServer) -> None:
        self._server = server

    async def do(self, verb: str, arguments: dict[str, Any]) -> object:
        """Carry out a verb.

        Raises:
            LookupError: for an unknown verb, user, chat or message.
            TypeError: for arguments that the verb does not have.
            TimeoutError: when the bot does not do what was waited for.
        """
        if verb not in _VERBS:
            raise LookupError(f"there is no verb {verb!r}")
        return await getattr(self, f"_{verb}")(**arguments)

    async def _add_user(self, **known: Any) -> object:
        return self._server.add_user(**known).as_json()

    async def _private(self, user: int) -> object:
        return self._server.private(self._server.realm.users[user]).as_json()

    async def _add_group(self, **known: Any) -> object:
        return self._server.add_group(**known).as_json()

    async def _say(self, chat: int, user: int, text: str, reply_to: int | None = None) -> object:
        realm = self._server.realm
        place = realm.chats[chat]
        answered = None if reply_to is None else place.messages[reply_to]
        message = await self._server.say(place, realm.users[user], text, reply_to=answered)
        return {"message_id": message.id, "delivered": message.delivered}

    async def _flood(self, messages: Sequence[tuple[int, int, str]]) -> object:
        realm = self._server.realm
        said = [await self._server.say(realm.chats[c], realm.users[u], text) for c, u, text in messages]
        return sum(message.delivered for message in said)

    async def _press(self, chat: int, message: int, user: int, data: str) -> object:
        realm = self._server.realm
        pressed = realm.chats[chat].messages[message]
        return dataclasses.asdict(await self._server.press(realm.users[user], pressed, data))

    async def _inline(self, user: int, query: str, offset: str = "") -> object:
        return dataclasses.asdict(await self._server.inline(self._server.realm.users[user], query, offset))

    async def _fault(
        self,
        method: str,
        kind: str = "refuse",
        status: int = HTTPStatus.BAD_GATEWAY,
        seconds: int = 1,
        times: int | None = 1,
    ) -> None:
        self._server.faults.next(method, _fault(Kind(kind), status, seconds), times)

    async def _clear(self) -> None:
        self._server.faults.clear()

    async def _settled(self, within: float = 60) -> None:
        await self._server.settled(within=within)

    async def _replies(self, chat: int) -> object:
        return [
            {**message.as_json(), "at": message.at}
            for message in self._server.replies(self._server.realm.chats[chat])
        ]

    async def _posts(self) -> object:
        return [
            {"chat": chat.id, "message_id": said.id, "text": said.text, "at": said.posted}
            for chat in self._server.realm.chats.values()
            for said in self._server.replies(chat)
        ]

    async def _latencies(self) -> object:
        messages = [
            message for chat in self._server.realm.chats.values() for message in chat.messages.values()
        ]
        return [said.at - said.reply_to.at for said in messages if said.by_bot and said.reply_to]

    async def _stats(self) -> object:
        realm = self._server.realm
        return {
            "delivered": realm.updates.delivered,
            "unconfirmed": realm.updates.unconfirmed,
            "polls": realm.updates.polls,
            "served": realm.served,
            "busy": realm.busy,
            "faults": realm.faults.met,
            "refused": len(self._server.refused()),
            "violations": list(realm.violations)[-10:],
        }


_VERBS = frozenset(name[1:] for name in vars(Control) if name[0] == "_" and name[1] != "_")


def _fault(kind: Kind, status: int, seconds: int) -> Fault:
    if kind is Kind.PAGE:
        return page(status)
    if kind is not Kind.REFUSE:
        return Fault(kind)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return flood(seconds)
    return refuse(Refusal(status, HTTPStatus(status).phrase))
