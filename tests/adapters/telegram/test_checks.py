"""Switches in BotFather: each that is wrong is told with what to send."""

from __future__ import annotations

import pytest
from telegram import User

from adapters.telegram.checks import warn
from adapters.telegram.settings import read
from tests.servers.telegram import TOKEN


def me(*, reads_all: bool = False, inline: bool = True, joins: bool = True) -> User:
    """The bot with its switches set."""
    return User(
        1,
        "Babad",
        is_bot=True,
        username="babad_bot",
        can_read_all_group_messages=reads_all,
        supports_inline_queries=inline,
        can_join_groups=joins,
    )


@pytest.mark.parametrize(
    ("bot", "settings", "command"),
    [
        (me(), {}, ""),
        (me(reads_all=True), {}, "/setprivacy"),
        (me(inline=False), {}, "/setinline"),
        (me(inline=False), {"inline": "no"}, ""),
        (me(joins=False), {}, "/setjoingroups"),
    ],
)
def test_a_wrong_switch_is_told(
    bot: User, settings: dict[str, object], command: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, and not at all when the operator means it so."""
    warn(bot, read({"token": TOKEN, **settings}))
    assert len(caplog.messages) == bool(command)
    assert command in caplog.text
