"""A Telegram on the loopback: the Bot API that the real library talks with, and people to talk with the bot.

```python
async with TelegramServer() as server:
    # Application.builder().token(server.token).base_url(server.base_url)
    #     .base_file_url(server.base_file_url)
    siti = server.add_user("Siti", language_code="id")
    private = server.private(siti)
    group = server.add_group("Kelas XI", forum=True, admins=[siti])  # or type="group"; add_channel(…)
    topic = await server.add_topic(group, siti, "Sejarah")  # close_topic, delete_topic

    message = await server.say(private, siti, "/start")  # message.delivered: has it reached the bot
    await server.say(group, siti, "@babad_bot kapan?", thread=topic)  # privacy mode as Telegram has it
    reply = await server.next_message(private)  # .text .entities .buttons .reply_to …
    answer = await server.press(siti, reply, "why:1")  # tap(…) does not wait
    found = await server.inline(siti, "linggarjati")  # begin(…) does not wait; choose(…)
    said = await server.guest(elsewhere, siti, "@babad_bot …")  # summon(…) does not wait
    await server.vote(siti, quiz, [1])
    await server.upload(private, siti, "pack.yaml", b"…")
    await server.edit(message, "…")

    supergroup = await server.migrate(group)  # the old id answers with the new one
    await server.kick(group); await server.add(group)  # promote, restrict; block(user), unblock
    server.faults.next("sendMessage", flood(3), times=2)  # see tests.servers.telegram.faults

    await server.settled(application.update_queue.join)  # all confirmed, done with, answered
    await server.until(lambda: …); await server.next_call("editMessageText")
    server.replies(group); server.requests; server.calls("sendMessage"); server.refused(); server.violations
    server.commands["default", "id"]; server.profile["description", "id"]
```

It refuses what Telegram refuses, in Telegram's words: lengths after markup, HTML, keyboards, topics, rights,
stale queries.  What Telegram would let pass and a good bot avoids stands in ``violations``: pings, previews,
unknown parameters.  Methods that it does not play answer 404, as unknown ones do, and
are violations too when Telegram has them.

`tests.servers.telegram.client` runs the real library against it.  Mind that the library cuts "Bad Request: "
from descriptions and begins them with a capital.

``python -m tests.servers.telegram --port 8081`` runs it in a process of its own;
`tests.servers.telegram.control` tells how that is steered.
"""

from tests.servers.telegram.calls import Call, File
from tests.servers.telegram.faults import (
    CUT,
    CUT_AFTER,
    GARBLED,
    HANG,
    TRUNCATED,
    Fault,
    clash,
    flood,
    forbid,
    page,
    refuse,
    reject,
    unauthorized,
)
from tests.servers.telegram.model import Chat, Message, Status, Topic, User
from tests.servers.telegram.records import Answer, InlineAnswer, Query
from tests.servers.telegram.server import TOKEN, TelegramServer

__all__ = [
    "CUT",
    "CUT_AFTER",
    "GARBLED",
    "HANG",
    "TOKEN",
    "TRUNCATED",
    "Answer",
    "Call",
    "Chat",
    "Fault",
    "File",
    "InlineAnswer",
    "Message",
    "Query",
    "Status",
    "TelegramServer",
    "Topic",
    "User",
    "clash",
    "flood",
    "forbid",
    "page",
    "refuse",
    "reject",
    "unauthorized",
]
