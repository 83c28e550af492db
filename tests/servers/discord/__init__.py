"""A loopback Discord for tests, benchmarks and demonstrations: REST and gateway on 127.0.0.1.

Real discord.py clients talk to it, and it is the judge: it checks every payload against Discord's published
rules, answers with Discord's codes, and notes what a bot did wrong in ``server.violations``, which a test
wants empty. Text is counted in UTF-16 units, the larger count.

In a test::

    async with DiscordServer() as server:
        guild = server.add_guild("kelas", channels=["umum"], roles={"guru": Permission.MANAGE_GUILD})
        channel, budi = guild.channel("umum"), server.add_user("budi")
        with pointed_at(server):  # clients that start in this block talk to the server
            client = Client(intents=..., guild_ready_timeout=0.1)
            task = asyncio.create_task(client.start(server.token))
            await server.gateway.settled(identifies=1)  # or wait for on_ready
            interaction = await server.command(budi, channel, "ask", {"question": "..."}, locale="id")
            response = await interaction.answered()  # TimeoutError after 30 s
            assert "1918" in response.text
            assert server.violations == []
            await client.close()

The stage: ``add_user``, ``add_guild`` (``joined=False`` for one that only a user-installed bot reaches),
``add_channel(guild, name, Kind.FORUM)``, ``add_thread(parent, name)``, ``dm(user)``, ``join(guild, user,
*roles)``, ``upload(filename, content)``, ``register(definitions)`` for commands as if synced earlier. What
changes while a bot is there: ``announce(guild)``, ``lose(guild)``, ``kick(guild)``, ``remove(channel)``,
``permit(channel, deny=Permission.SEND_MESSAGES)``.

Users: ``say(channel, user, text, mentions_bot=True, reply_to=message, ping=False, files=[...])``, ``edit``,
``delete``, ``command(user, channel, "quiz start", {...}, locale=...)``, ``autocomplete(...,
focused="question")``, ``context_menu(user, "Check this claim", message)``, ``press(user, message, custom_id,
values)``, ``submit(user, interaction, {"custom_id": "text"})``. The content of others' messages is withheld
as Discord does without MESSAGE_CONTENT. Commands must be registered, and options must fit their definition.

What came of it: ``interaction.response`` (:class:`Response`: ``type``, ``message``, ``modal``, ``choices``,
``deferred``, ``ephemeral``, ``delay``, ``answered_after``, ``followups``, ``edits``, ``text``), ``await
interaction.acknowledged()`` and ``answered()``; ``server.messages(channel)`` (:class:`Message`: ``text``,
``raw``, ``controls``, ``custom_id(label)``, ``pings``), ``server.requests``, ``server.violations``,
``server.commands``, ``server.platform.journal`` (``served``, ``invalid``: what counts towards a ban,
``too_early``: sent before a Retry-After was over).

Time: ``server.clock.advance(seconds)`` makes interactions too late and nonces forgotten, without waiting.

Faults (:class:`Faults`; shell patterns match ``METHOD /path``, as in ``"POST /channels/*/messages"``)::

    server.faults.rate_limit(pattern, 0.4, scope="user", via=True)  # or global, shared; then kept to
    server.faults.fail(pattern, 502, times=2, body=HTML, accepted=True)  # accepted: it was done all the same
    server.faults.cut(pattern)  # the connection, instead of an answer
    released = server.faults.hang(pattern)  # until released.set()
    server.faults.change(pattern, lambda body: {**body, "type": 99})  # null fields, unknown values
    server.faults.change_event("MESSAGE_CREATE", lambda data: {**data, "flags": None})
    server.faults.drop(Stage.AFTER_IDENTIFY, times=2, code=None)  # any stage of a connection's beginning
    server.faults.withhold_acks = server.faults.silent = True
    server.faults.refuse_resumes = server.faults.refuse_identifies = 1  # op 9
    server.faults.reject_identifies_with = 4014  # or 4004; server.bad_token = True for 401
    await server.gateway.reconnect()  # op 7
    await server.gateway.invalidate(resumable=False)  # op 9
    await server.gateway.close(4009)
    server.gateway.cut()
    server.limits.routes["POST /channels/{channel}/messages"] = Limit(3, 0.6)
    server.limits.whole = None  # no global limit

The gateway counts ``connections``, ``identifies``, ``resumes`` and ``heartbeats`` and has a settable
``heartbeat_interval``. By default no privileged intent is granted (``server.gateway.privileged``), a shard
serves 2,500 guilds (``guilds_per_shard``), and 50 requests a second pass.

A process of its own, for benchmarks: ``python -m tests.servers.discord --port 8080`` prints its URLs as one
line of JSON; :mod:`.control` tells how it is driven over HTTP.
"""

from .clock import Clock
from .control import add_control
from .errors import ApiError, Problem
from .faults import HTML, TRUNCATED, Faults, Stage
from .interactions import Callback, Did, Interaction, Response
from .journal import Request, Violation
from .permissions import EVERYONE, Permission
from .pointing import pointed_at
from .ratelimits import Limit
from .server import DiscordServer
from .sessions import Intent
from .world import Attachment, Channel, Guild, Kind, Message, Role, User

__all__ = [
    "EVERYONE",
    "HTML",
    "TRUNCATED",
    "ApiError",
    "Attachment",
    "Callback",
    "Channel",
    "Clock",
    "Did",
    "DiscordServer",
    "Faults",
    "Guild",
    "Intent",
    "Interaction",
    "Kind",
    "Limit",
    "Message",
    "Permission",
    "Problem",
    "Request",
    "Response",
    "Role",
    "Stage",
    "User",
    "Violation",
    "add_control",
    "pointed_at",
]
