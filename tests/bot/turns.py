"""Turns, places and stores for the tests of what the bot keeps."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.blocks import Form, Reply
from bot.plain import plain
from bot.preferences import Community
from bot.seam import Command, Member, Place, Press, Right, Submit
from bot.store import open_store
from bot.turn import Turn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from bot.i18n import Tongue
    from bot.seam import Event
    from bot.store import Store
    from bot.turn import Said

NOON: Final = datetime(2024, 5, 3, 5, 0, tzinfo=UTC)
"""Noon in Jakarta."""
GROUP: Final = Place("test", "group", "chat")
CHAT: Final = Place("test", "user:ani", "ani", private=True)
ANI: Final = Member("test", "ani", "Ani")
BUDI: Final = Member("test", "budi", "Budi")
CHIEF: Final = Member("test", "chief", "Chief", frozenset({Right.MANAGE}))
EVIL: Final = "@everyone <@&1> <b>*x*</b> [a](http://b.example) \u202etxt.exe\nsecond \x1b[31mline"
"""What would ping, mark up, turn around or drive a terminal, were it shown as it is."""


def command(member: Member = ANI, place: Place = GROUP) -> Command:
    """A command given by a member."""
    return Command(place, member, NOON, "any")


def press(member: Member = ANI, place: Place = GROUP) -> Press:
    """A button pressed by a member."""
    return Press(place, member, NOON, "any:")


def submit(member: Member = ANI, place: Place = GROUP) -> Submit:
    """A form sent by a member."""
    return Submit(place, member, NOON, "any:", {})


def turn(tongue: Tongue, event: Event | None = None, community: Community | None = None) -> Turn:
    """The turn of an event, a manager's when the platform or the place says so."""
    event = event or command()
    manager = event.place.private or Right.MANAGE in event.member.rights
    return Turn(event, tongue, community or Community(), manager)


def as_manager(made: Turn) -> Turn:
    """The same turn, of somebody who manages the community by a role."""
    return replace(made, manager=True)


def form_of(said: Said) -> Form:
    """What was said, which is a form."""
    assert isinstance(said, Form)
    return said


def text_of(said: Said) -> str:
    """A reply as plain text."""
    return plain(reply_of(said))


def reply_of(said: Said) -> Reply:
    """What was said, which is a reply."""
    assert isinstance(said, Reply)
    return said


def actions_of(said: Said) -> Mapping[str, str]:
    """The actions of a reply by their labels."""
    return {action.label: action.action for action in reply_of(said).actions}


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[Store]:
    """A store in a file, without a row in it."""
    store = await open_store(f"sqlite:///{folder}/data/babad.sqlite")
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def away(store: Store, folder: Path) -> AsyncIterator[None]:
    """The store's database is not there, until it comes back with all that was in it."""
    await store.close()
    (folder / "data").rename(folder / "elsewhere")
    yield
    await store.close()
    (folder / "elsewhere").rename(folder / "data")
