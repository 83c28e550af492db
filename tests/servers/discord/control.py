"""The server driven over HTTP, for a bot and a benchmark in processes of their own.

Each ``POST /control/<verb>`` takes an object in JSON and answers one; things are named by their ids, as text.

``guilds``
    takes ``count`` and ``channels`` (names); answers ``guilds``, each with ``id`` and ``channels`` by name
``user``
    takes ``name``; answers ``id``
``register``
    takes ``commands`` (definitions) and perhaps ``guild``
``say``
    takes ``channel``, ``user``, ``text`` and perhaps ``mentions_bot``; answers ``id``
``command``
    takes ``channel``, ``user``, ``name`` and perhaps ``options``, ``locale``, ``patience`` (seconds); answers
    ``text``, ``delay``, ``answered_after`` (seconds), ``deferred`` and ``ephemeral``
``load``
    takes ``channel``, ``user`` and what :class:`~.load.Load` has; answers what :class:`~.load.Report` has
``messages``
    takes ``channel``; answers ``messages``, each with ``id``, ``author``, ``text``, ``nonce`` and ``raw``
``posts``
    answers ``posts``, all of the bot's in channels and threads: ``channel``, ``id``, ``text``, ``nonce``
    and ``at`` (seconds since 1970)
``state``
    answers counters and ``violations``
``fault``
    takes ``kind`` (``rate_limit``, ``fail``, ``cut`` or ``hang``), ``pattern`` and the other arguments of
    that method of :class:`~.faults.Faults`
``gateway``
    takes ``do``: ``reconnect``, ``invalidate`` (with ``resumable``), ``close`` (with ``code``) or ``cut``
``clear``
    forgets all faults
``advance``
    takes ``seconds``, by which the clock is put forward

Mistakes are answered with 400 and ``error``.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .errors import ApiError
from .load import Drive, Load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .server import DiscordServer
    from .world import Channel, User

Json = dict[str, Any]


def add_control(server: DiscordServer) -> None:
    """Open the server to control; before it is entered."""
    control = _Control(server)
    server.application.router.add_post("/control/{verb}", control.serve)


class _Control:
    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._verbs: dict[str, Callable[[Json], Awaitable[Json | None]]] = {
            "guilds": self._guilds,
            "user": self._add_user,
            "register": self._register,
            "say": self._say,
            "command": self._command,
            "load": self._load,
            "messages": self._messages,
            "posts": self._posts,
            "state": self._state,
            "fault": self._fault,
            "gateway": self._disturb,
            "clear": self._clear,
            "advance": self._advance,
        }

    async def serve(self, request: web.Request) -> web.Response:
        """Do what one request asks."""
        verb = self._verbs.get(request.match_info["verb"])
        if verb is None:
            return web.json_response({"error": f"no verb; there are {sorted(self._verbs)}"}, status=404)
        try:
            result = await verb(await request.json() if request.body_exists else {})
        except (KeyError, LookupError, TypeError, ValueError, TimeoutError, ApiError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response(result or {})

    def _channel(self, asked: Json) -> Channel:
        return self._server.platform.channels[int(asked["channel"])]

    def _user(self, asked: Json) -> User:
        return self._server.platform.users[int(asked["user"])]

    async def _guilds(self, asked: Json) -> Json:
        made = []
        for _ in range(asked.get("count", 1)):
            guild = self._server.add_guild(channels=asked.get("channels", ["general"]))
            made.append(
                {"id": str(guild.id), "channels": {c.name: str(c.id) for c in guild.channels.values()}}
            )
        return {"guilds": made}

    async def _add_user(self, asked: Json) -> Json:
        return {"id": str(self._server.add_user(asked["name"]).id)}

    async def _register(self, asked: Json) -> None:
        scope = asked.get("guild")
        self._server.platform.commands.overwrite(int(scope) if scope else None, asked["commands"])

    async def _say(self, asked: Json) -> Json:
        mentions = bool(asked.get("mentions_bot"))
        said = await self._server.say(
            self._channel(asked), self._user(asked), asked["text"], mentions_bot=mentions
        )
        return {"id": str(said.id)}

    async def _command(self, asked: Json) -> Json:
        user, channel, locale = self._user(asked), self._channel(asked), asked.get("locale", "en-US")
        interaction = await self._server.command(
            user, channel, asked["name"], asked.get("options"), locale=locale
        )
        response = await interaction.answered(asked.get("patience", 30.0))
        return {
            "text": response.text,
            "delay": response.delay,
            "answered_after": response.answered_after,
            "deferred": response.deferred,
            "ephemeral": response.ephemeral,
        }

    async def _load(self, asked: Json) -> Json:
        user, channel = self._user(asked), self._channel(asked)
        load = Load(**{key: value for key, value in asked.items() if key not in {"user", "channel"}})
        return (await Drive(self._server, user, channel, load).run()).as_dict()

    async def _messages(self, asked: Json) -> Json:
        found = self._server.messages(self._channel(asked))
        return {
            "messages": [
                {
                    "id": str(one.id),
                    "author": str(one.author.id),
                    "text": one.text,
                    "nonce": one.nonce,
                    "raw": one.raw,
                }
                for one in found
            ]
        }

    async def _posts(self, _asked: Json) -> Json:
        channels = self._server.platform.channels.values()
        said = (one for channel in channels for one in channel.messages.values())
        return {
            "posts": [
                {
                    "channel": str(one.channel.id),
                    "id": str(one.id),
                    "text": one.text,
                    "nonce": one.nonce,
                    "at": datetime.fromisoformat(one.created).timestamp(),
                }
                for one in said
                if one.author is self._server.bot
            ]
        }

    async def _state(self, _asked: Json) -> Json:
        gateway, journal = self._server.gateway, self._server.platform.journal
        return {
            "connections": gateway.connections,
            "identifies": gateway.identifies,
            "resumes": gateway.resumes,
            "heartbeats": gateway.heartbeats,
            "served": journal.served,
            "invalid": journal.invalid,
            "too_early": journal.too_early,
            "violations": [[one.kind, one.where, one.detail] for one in journal.violations],
        }

    async def _fault(self, asked: Json) -> None:
        kinds = {"rate_limit", "fail", "cut", "hang"}
        kind = asked.pop("kind")
        if kind not in kinds:
            raise ValueError(f"kind is one of {sorted(kinds)}")
        getattr(self._server.faults, kind)(**asked)

    async def _disturb(self, asked: Json) -> None:
        gateway, do = self._server.gateway, asked["do"]
        if do == "reconnect":
            await gateway.reconnect()
        elif do == "invalidate":
            await gateway.invalidate(resumable=asked["resumable"])
        elif do == "close":
            await gateway.close(asked["code"])
        elif do == "cut":
            gateway.cut()
        else:
            raise ValueError("do is reconnect, invalidate, close or cut")

    async def _clear(self, _asked: Json) -> None:
        self._server.faults.clear()

    async def _advance(self, asked: Json) -> None:
        self._server.clock.advance(asked["seconds"])
