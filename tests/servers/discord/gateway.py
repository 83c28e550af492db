"""The gateway: HELLO, IDENTIFY, RESUME, heartbeats, events to sessions, and its faults.

Source: docs.discord.com/developers/events/gateway and /topics/opcodes-and-status-codes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from . import payloads
from .connection import Connection, shard_of
from .faults import Stage
from .sessions import KNOWN_INTENTS, PRIVILEGED, Event, Intent, Session, dump

if TYPE_CHECKING:
    from .platform import Platform

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    *range(5),
    *range(6, 12),
)
UNKNOWN_OP, UNDECODABLE, NOT_AUTHENTICATED, BAD_TOKEN, IDENTIFIED_TWICE = range(4001, 4006)
BAD_SEQ, TOO_FAST, BAD_SHARD, SHARDING_REQUIRED = 4007, 4008, 4010, 4011
BAD_INTENTS, DISALLOWED_INTENTS = 4013, 4014
MAX_SENT = 4096


class Gateway:
    """Serves connections and keeps sessions; the counters tell how often the bot came."""

    def __init__(self, platform: Platform, url: str = "") -> None:
        self._platform = platform
        self.url = url
        self.heartbeat_interval = 41.25
        self.privileged = Intent(0)
        self.guilds_per_shard = 2500
        self.identify_interval = 0.0
        self.max_concurrency = 1
        self.connections = self.identifies = self.resumes = self.heartbeats = 0
        self._sessions: dict[str, Session] = {}
        self._open: set[Connection] = set()
        self._identified: dict[int, float] = {}
        self._ops = {
            HEARTBEAT: self._heartbeat,
            IDENTIFY: self._identify,
            RESUME: self._resume,
            MEMBERS: self._members,
            PRESENCE: self._ignore,
            VOICE: self._ignore,
        }

    @property
    def sessions(self) -> list[Session]:
        """All sessions, those waiting for a RESUME too."""
        return list(self._sessions.values())

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection to its end."""
        if self._platform.faults.dropped(Stage.UPGRADE):
            return web.Response(status=503, text="Service Unavailable")
        connection = Connection(request, self._platform.faults, self._platform.clock)
        await connection.open()
        self._open.add(connection)
        self.connections += 1
        self._platform.changes.tell()
        try:
            if not await self._drop(connection, Stage.BEFORE_HELLO):
                await connection.send(HELLO, {"heartbeat_interval": round(self.heartbeat_interval * 1000)})
                if not await self._drop(connection, Stage.AFTER_HELLO):
                    await self._listen(connection)
        finally:
            self._open.discard(connection)
            self._leave(connection)
        return connection.response

    async def dispatch(self, event: Event) -> None:
        """Tell every session that wants it."""
        told: dict[int, str] = {}
        for session in self.sessions:
            if session.wants(event):
                data = session.data_of(event)
                if id(data) not in told:
                    told[id(data)] = dump(self._platform.faults.changed(event.name, data))
                await session.tell(event.name, told[id(data)])

    async def settled(self, *, connections: int = 0, identifies: int = 0, resumes: int = 0) -> None:
        """Wait until the bot has come that often in all; ``TimeoutError`` when it does not."""

        def often() -> bool:
            came = (self.connections, self.identifies, self.resumes)
            return all(had >= wanted for had, wanted in zip(came, wanted_often, strict=True))

        wanted_often = (connections, identifies, resumes)
        await self._platform.changes.until(often)

    async def reconnect(self) -> None:
        """Ask every connection to come anew (op 7)."""
        await self._send_all(RECONNECT)

    async def invalidate(self, *, resumable: bool) -> None:
        """Call every session invalid (op 9)."""
        if not resumable:
            self._sessions.clear()
        await self._send_all(INVALID, resumable)

    async def ask_heartbeat(self) -> None:
        """Ask for a heartbeat out of turn (op 1)."""
        await self._send_all(HEARTBEAT)

    async def close(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in list(self._open):
            await connection.close(code)

    def cut(self) -> None:
        """Cut every connection."""
        for connection in list(self._open):
            connection.cut()

    async def _send_all(self, op: int, data: object = None) -> None:
        for connection in list(self._open):
            await connection.send(op, data)

    async def _drop(self, connection: Connection, stage: Stage) -> bool:
        """Break a connection off when that was ordered; whether it was."""
        drop = self._platform.faults.dropped(stage)
        if drop and drop.code:
            await connection.close(drop.code)
        elif drop:
            connection.cut()
        return drop is not None

    async def _listen(self, connection: Connection) -> None:
        while (message := await connection.receive()).type in {WSMsgType.TEXT, WSMsgType.BINARY}:
            try:
                frame = json.loads(message.data)
                op, data = frame["op"], frame.get("d")
            except (ValueError, KeyError, TypeError):
                await self._blame(connection, UNDECODABLE, "an undecodable frame")
                return
            if len(message.data) > MAX_SENT:
                await self._blame(connection, UNDECODABLE, "a frame longer than 4,096 bytes")
                return
            if connection.too_many():
                await self._blame(connection, TOO_FAST, "more than 120 events in 60 seconds")
                return
            answer = self._ops.get(op)
            if answer is None:
                await self._blame(connection, UNKNOWN_OP, f"op {op}")
                return
            await answer(connection, data)

    async def _blame(self, connection: Connection, code: int, detail: str) -> None:
        self._platform.journal.blame("gateway", str(code), detail)
        await connection.close(code)

    def _leave(self, connection: Connection) -> None:
        session = connection.session
        if session and session.connection in {connection, None}:
            session.connection = None
            if connection.closed_for_good:
                self._sessions.pop(session.id, None)

    async def _ignore(self, connection: Connection, data: object) -> None:
        """Presences and voices are nothing to this server."""

    async def _heartbeat(self, connection: Connection, data: object) -> None:
        self.heartbeats += 1
        self._platform.changes.tell()
        if connection.session and isinstance(data, int):
            connection.session.forget(data)
        if not self._platform.faults.withhold_acks:
            await connection.send(ACK)

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        self.identifies += 1
        faults = self._platform.faults
        code = faults.reject_identifies_with or self._objection(connection, data)
        if code:
            await connection.close(code)
        elif not await self._drop(connection, Stage.AFTER_IDENTIFY):
            if faults.refuse_identifies or self._too_soon(shard_of(data)[0]):
                faults.refuse_identifies = max(0, faults.refuse_identifies - 1)
                await connection.send(INVALID, data=False)
            else:
                await self._welcome(connection, Session(int(data["intents"]), shard_of(data)))
        self._platform.changes.tell()

    def _objection(self, connection: Connection, data: dict[str, Any]) -> int | None:
        """The code with which an IDENTIFY is refused, if it must be."""
        index, count = shard_of(data)
        intents = int(data.get("intents", -1))
        guilds = sum((guild.id >> 22) % count == index for guild in self._platform.joined()) if count else 0
        objections = (
            (not self._platform.accepts(str(data.get("token"))), BAD_TOKEN),
            (connection.session is not None, IDENTIFIED_TWICE),
            (not 0 <= index < count, BAD_SHARD),
            (intents & ~KNOWN_INTENTS, BAD_INTENTS),
            (intents & PRIVILEGED & ~self.privileged, DISALLOWED_INTENTS),
            (guilds > self.guilds_per_shard, SHARDING_REQUIRED),
        )
        return next((code for wrong, code in objections if wrong), None)

    def _too_soon(self, shard: int) -> bool:
        key, now = shard % self.max_concurrency, self._platform.clock.now()
        soon = key in self._identified and now - self._identified[key] < self.identify_interval
        self._identified[key] = now
        return soon

    async def _welcome(self, connection: Connection, session: Session) -> None:
        """READY, then each guild of the shard."""
        self._sessions[session.id] = session
        connection.session, session.connection = session, connection
        bot = self._platform.bot
        guilds = [guild for guild in self._platform.joined() if session.wants(Event("", {}, guild.id))]
        ready = {
            "v": 10,
            "user": payloads.user(bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(bot.id), "flags": self._platform.application()["flags"]},
            "shard": list(session.shard),
        }
        await session.tell("READY", dump(self._platform.faults.changed("READY", ready)))
        await self._drop(connection, Stage.AFTER_READY)
        for guild in guilds:
            event = Event("GUILD_CREATE", {}, guild.id, Intent.GUILDS)
            if guild.available and session.wants(event):
                data = payloads.guild(guild, bot)
                await session.tell("GUILD_CREATE", dump(self._platform.faults.changed("GUILD_CREATE", data)))

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        self.resumes += 1
        faults = self._platform.faults
        session = self._sessions.get(str(data.get("session_id")))
        if not self._platform.accepts(str(data.get("token"))):
            await connection.close(BAD_TOKEN)
        elif session and data["seq"] > session.seq:
            await connection.close(BAD_SEQ)
        elif faults.refuse_resumes or session is None or (missed := session.missed(data["seq"])) is None:
            faults.refuse_resumes = max(0, faults.refuse_resumes - 1)
            self._sessions.pop(str(data.get("session_id")), None)
            await connection.send(INVALID, data=False)
        else:
            if session.connection:
                await session.connection.close(4000)
            connection.session, session.connection = session, connection
            for frame in missed:
                await connection.send_text(frame)
            await session.tell("RESUMED", "{}")
        self._platform.changes.tell()

    async def _members(self, connection: Connection, data: dict[str, Any]) -> None:
        if connection.session is None:
            await connection.close(NOT_AUTHENTICATED)
            return
        guild = self._platform.guilds[int(data["guild_id"])]
        members = [
            {"user": payloads.user(user), **payloads.member(guild, user)}
            for user in (self._platform.users[number] for number in guild.members)
        ]
        chunk = {
            "guild_id": str(guild.id),
            "members": members,
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
            "nonce": data.get("nonce"),
        }
        await connection.session.tell("GUILD_MEMBERS_CHUNK", dump(chunk))
