"""What is kept of members: told in general and in particular, handed over, and erased."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.blocks import Audience, File, Reply
from bot.notice import notice, paragraph
from bot.preferences import PRIVATE
from bot.privacy_notice import Inventory, erased_reply, inventory_reply, privacy_reply, sure_reply
from bot.seam import Press
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from bot.preferences import Preferences
    from bot.seam import Member
    from bot.store import Store
    from bot.turn import Turn

COPY: Final = "babad-my-data.json"
"""The name of the file that a member gets."""
CHAT: Final = "private_chat"
"""The part of a copy that holds the settings of the member's private chat."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Acts for whoever asks, and on nobody else's data.

    Args:
        store: where it is kept; None keeps nothing, as in a terminal.
        preferences: keep the settings of private chats beside.
        forgetting: what else forgets a member, once the store has.
        operator: who runs the bot and how to reach them, as they wrote it; may be empty.
    """

    store: Store | None
    preferences: Preferences
    forgetting: tuple[Callable[[Member], None], ...] = ()
    operator: str = ""

    async def privacy(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/privacy``: what is kept of members, what is not, and by whom."""
        del args
        return privacy_reply(turn.tongue, kept=self.store is not None, operator=self.operator)

    async def mydata(self, turn: Turn, args: Mapping[str, str]) -> Reply:
        """``/mydata``: how much is kept of the member; ``part`` asks for a copy, or for erasing it."""
        try:
            match args.get("part", ""):
                case "export":
                    return await self._export(turn)
                case "erase":
                    return sure_reply(turn.tongue)
                case "erase-now":
                    return await self._erase(turn)
                case _:
                    return await self._count(turn)
        except StoreUnavailableError:
            text = turn.tongue.gettext(
                "I can't get at what I keep just now, so nothing was done. Please try again in a few minutes."
            )
            return notice(text)

    async def _count(self, turn: Turn) -> Reply:
        inventory = None
        if self.store is not None:
            rows, chat = await self._kept(self.store, turn.member)
            inventory = _inventory(rows, chat)
        return inventory_reply(inventory, turn.tongue, replaces=isinstance(turn.event, Press))

    async def _export(self, turn: Turn) -> Reply:
        if self.store is None:
            return inventory_reply(None, turn.tongue)
        rows, chat = await self._kept(self.store, turn.member)
        about = {"platform": turn.member.platform, "user": turn.member.user, "at": turn.at.isoformat()}
        content = {**about, "kept": {**rows, **({CHAT: chat} if chat else {})}}
        data = json.dumps(content, ensure_ascii=False, indent=2, default=str).encode("utf-8")
        line = turn.tongue.gettext("Here is everything that I keep about you.")
        description = turn.tongue.gettext("What I keep about you")
        return Reply((paragraph(line), File(COPY, data, description)), audience=Audience.ASKER)

    async def _erase(self, turn: Turn) -> Reply:
        erased = await self.preferences.erase(turn.member)
        if self.store is not None:
            erased += await self.store.erase(turn.member.platform, turn.member.user)
        for forget in (self.preferences.forget_member, *self.forgetting):
            forget(turn.member)
        return erased_reply(erased, turn.tongue, replaces=isinstance(turn.event, Press))

    async def _kept(self, store: Store, member: Member) -> tuple[Rows, Mapping[str, str]]:
        """Every row by its table, and the settings of the private chat."""
        return await store.export(member.platform, member.user), await self.preferences.private(member)


def _inventory(rows: Rows, chat: Mapping[str, str]) -> Inventory:
    own = {table: [row for row in found if "user" in row] for table, found in rows.items()}
    # What a member did in their own chat is counted as its settings already.
    private = {row["value"] for row in own.get("members", ()) if row["key"] == PRIVATE}
    posts = {row["id"] for row in own.get("announcements", ())}
    deeds = [
        row
        for table, found in rows.items()
        for row in found
        if "user" not in row
        and row.get("community") not in private
        and not (table == "announcements" and row["id"] in posts)
    ]
    counts = {table: len(found) for table, found in own.items()}
    return Inventory(
        choices=counts.pop("members", 0) - len(private),
        chat=len(chat),
        reports=counts.pop("reports", 0),
        forms=counts.pop("notebook", 0),
        posts=counts.pop("announcements", 0),
        posted=counts.pop("deliveries", 0),
        other=sum(counts.values()),
        deeds=len(deeds),
    )
