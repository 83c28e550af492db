"""``/announce``: daily posts listed, set up, changed and stopped, by those who manage the community."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import information
from bot.announcements.changing import Changing
from bot.announcements.office import no_such
from bot.announcements.running import Running
from bot.announcements.setting_up import SettingUp
from bot.announcements.vocabulary import options, plain, words
from bot.announcements.wish import Option
from bot.commands import WORDS
from bot.notice import notice
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.announcements.announcement import Announcement
    from bot.announcements.office import Office
    from bot.turn import Said, Turn

    Way = Callable[[Turn, Announcement, str], Awaitable[Said]]

PATIENCE: Final = 1.5
"""Seconds until a form must be on its way; a platform allows three."""
DIGITS: Final = 18
"""Of the largest number of an announcement that is looked for."""
_PRESSED: Final = re.compile(r"(?P<do>[a-z]+):(?P<id>[0-9]*)(?::(?P<value>.*))?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Announcing:
    """Carries out the command, its buttons and its forms.

    Args:
        office: what that takes; None where nothing can be posted by itself, as in a terminal.
    """

    office: Office | None

    async def announce(self, turn: Turn, args: Mapping[str, str]) -> Said:
        """The command with what was typed, or a press: what to ``do``, with the announcement ``id``."""
        return await self._guarded(turn, _pressed(args))

    async def fill(self, turn: Turn, values: Mapping[str, str]) -> Said:
        """Take the ``value`` that was written into the form for an ``option``."""
        return await self._guarded(turn, {**values, "do": "write"})

    async def _guarded(self, turn: Turn, args: Mapping[str, str]) -> Said:
        if self.office is None:
            return notice(turn.tongue.gettext("Daily posts can't be set up here."))
        try:
            async with asyncio.timeout(PATIENCE if args.get("do") == "ask" else None):
                await asyncio.to_thread(lambda office: office.subjects, self.office)
                return await self._said(self.office, turn, args)
        except (StoreUnavailableError, TimeoutError):
            return notice(
                turn.tongue.gettext(
                    "I can't get at the daily posts just now, so nothing was changed for sure. "
                    "Please try again in a few minutes."
                )
            )

    async def _said(self, office: Office, turn: Turn, args: Mapping[str, str]) -> Said:
        verb, value = args.get("do", ""), args.get("value", "")
        if verb in {"", "list"} and (not _typed(args) or _of_running(args.get(WORDS, ""))):
            return await Running(office).list(turn, int(value) if _is_number(value) else 0)
        if verb == "stop":
            return await Running(office).stop(turn, await _named(office, turn, args))
        if not turn.manager:
            return information.managers_only_reply(turn.tongue)
        if verb in {"", "new"}:
            setting_up = SettingUp(office)
            return await (setting_up.new(turn, value) if verb else setting_up.by_command(turn, args))
        return await self._done(office, turn, verb, args)

    async def _done(self, office: Office, turn: Turn, verb: str, args: Mapping[str, str]) -> Said:
        """What is done with the announcement that is named, which has to be one of the community's."""
        one, value = await _named(office, turn, args), args.get("value", "")
        if one is None:
            return no_such(turn.tongue)
        if verb == "write":
            option = args.get("option", "")
            known = Option(option) if option in set(Option) else None
            return await Changing(office).write(turn, one, known, value)
        return await _ways(office).get(verb, _shown(office))(turn, one, value)


def _ways(office: Office) -> Mapping[str, Way]:
    """What is done with one announcement, by its verb; none of them is the name of an option."""
    changing, running, setting_up = Changing(office), Running(office), SettingUp(office)
    return {
        "open": _shown(office),
        "start": lambda turn, one, _: setting_up.start(turn, one),
        "resume": lambda turn, one, _: setting_up.start(turn, one),
        "pause": lambda turn, one, _: running.pause(turn, one),
        "now": lambda turn, one, _: running.now(turn, one),
        "preview": lambda turn, one, _: running.preview(turn, one),
        "remove": running.remove,
        "week": lambda turn, one, _: changing.week(turn, one),
        "contents": lambda turn, one, _: changing.contents(turn, one),
        "asking": lambda turn, one, _: changing.asking(turn, one),
        "pick": changing.pick,
        "ask": changing.ask,
        "set": changing.set,
        "add": lambda turn, one, value: changing.put(turn, one, value, there=True),
        "drop": lambda turn, one, value: changing.put(turn, one, value, there=False),
        "clear": changing.clear,
    }


def _shown(office: Office) -> Way:
    return lambda turn, one, _: office.show(turn, one)


async def _named(office: Office, turn: Turn, args: Mapping[str, str]) -> Announcement | None:
    """The announcement of the community that a button names."""
    number = args.get("id", "")
    return await office.book.get(turn.place, int(number)) if _is_number(number) else None


def _pressed(args: Mapping[str, str]) -> Mapping[str, str]:
    """The arguments, those of a button also when its action was typed."""
    found = _PRESSED.fullmatch(args.get(WORDS, ""))
    if found is None or found["do"] in options():
        return args
    return {"do": found["do"], "id": found["id"], "value": found["value"] or ""}


def _typed(args: Mapping[str, str]) -> bool:
    """Whether anything was wished for beside seeing what there is."""
    return any(value.strip() for name, value in args.items() if name not in {"do", "id", "value"})


def _of_running(text: str) -> bool:
    """Whether it is about posts that there are already, as in "stop" or "hapus semua kiriman"."""
    said = set(plain(text).split())
    return bool(said & {*words()["running"]}) and said <= {*words()["running"], *words()["running_what"]}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS
