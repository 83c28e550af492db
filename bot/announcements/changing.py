"""What an announcement is to be, changed by buttons and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.announcements.announcement import State
from bot.announcements.choosing import (
    contents_panel,
    days_panel,
    form,
    page_of,
    question_panel,
    several_panel,
)
from bot.announcements.doubts import doubt_actions, doubt_in_words
from bot.announcements.office import no_such
from bot.announcements.values import chosen, put
from bot.announcements.wish import TAGS, Meaning, Option, Wish
from bot.announcements.wording import night

if TYPE_CHECKING:
    from bot.announcements.announcement import Announcement
    from bot.announcements.office import Office
    from bot.blocks import Form, Reply
    from bot.turn import Turn

SEVERAL: Final = frozenset((Option.LANGUAGE, Option.PACK, *TAGS))
"""Options of which several values are chosen one by one."""
CONTENTS: Final = frozenset((Option.STYLE, Option.QUESTION))
"""Options that are chosen in the panel of what a post says."""
_DAYS: Final = re.compile(r"[0-6]{1,7}", re.ASCII)
_DIGITS: Final = 3
"""Of the largest number of a page."""


@dataclass(frozen=True, slots=True)
class Changing:
    """Changes one property at a time; each shows at once in the panel."""

    office: Office

    async def week(self, turn: Turn, one: Announcement) -> Reply:
        """The days to choose from."""
        return days_panel(one, turn)

    async def contents(self, turn: Turn, one: Announcement) -> Reply:
        """All that decides on what is said."""
        return contents_panel(one, turn, self.office.subjects)

    async def asking(self, turn: Turn, one: Announcement) -> Reply:
        """Whether a question is asked."""
        return question_panel(one, turn, self.office.subjects)

    async def pick(self, turn: Turn, one: Announcement, value: str) -> Reply:
        """A page of the values of an option: ``region`` or ``region.1``."""
        option, page = _option(value)
        if option not in SEVERAL:
            return await self.office.show(turn, one)
        number = int(page) if page.isdecimal() and len(page) <= _DIGITS else 0
        return several_panel(one, turn, self.office.subjects, option, number)

    async def ask(self, turn: Turn, one: Announcement, value: str) -> Reply | Form:
        """A form for the value of an option."""
        option, _ = _option(value)
        asked = None if option is None else form(one, option, turn, self.office.subjects)
        return asked or await self.office.show(turn, one)

    async def set(self, turn: Turn, one: Announcement, value: str) -> Reply:
        """Give an option the value of a button: ``zone.Asia/Makassar``."""
        option, wished = _option(value)
        return await self.write(turn, one, option, wished)

    async def write(self, turn: Turn, one: Announcement, option: Option | None, text: str) -> Reply:
        """Give an option the value that was written."""
        if option is None:
            return await self.office.show(turn, one)
        wish = self._read(option, text)
        subjects, tongue = self.office.subjects, turn.tongue
        if wish.doubts:
            said = [doubt_in_words(doubt, subjects, tongue, turn.at) for doubt in wish.doubts]
            actions = doubt_actions(wish.doubts, one, subjects, tongue, turn.at)
            return await self.office.show(turn, one, *said, first=actions)
        changed = await self.office.book.alter(one.id, **chosen(wish.meanings))
        if changed is None:
            return no_such(tongue)
        if option in CONTENTS:
            return contents_panel(changed, turn, subjects)
        done = () if changed.state is State.DRAFT else (tongue.gettext("Changed."),)
        late = night(changed, tongue) if option is Option.TIME else ()
        return await self.office.show(turn, changed, *done, *late)

    async def put(self, turn: Turn, one: Announcement, value: str, *, there: bool) -> Reply:
        """Choose one more value of an option, or one less: ``region.asia``."""
        option, wished = _option(value)
        read = None if option is None else self.office.subjects.read(option, wished)
        if option not in SEVERAL or not read:
            return await self.office.show(turn, one)
        changed = await self.office.book.alter(one.id, **put(one, option, read, there=there))
        if changed is None:
            return no_such(turn.tongue)
        subjects = self.office.subjects
        return several_panel(changed, turn, subjects, option, page_of(subjects, option, read))

    async def clear(self, turn: Turn, one: Announcement, value: str) -> Reply:
        """Choose none of the values of an option."""
        option, _ = _option(value)
        if option not in SEVERAL:
            return await self.office.show(turn, one)
        changed = await self.office.book.alter(one.id, **put(one, option, None, there=False))
        if changed is None:
            return no_such(turn.tongue)
        return several_panel(changed, turn, self.office.subjects, option, 0)

    def _read(self, option: Option, text: str) -> Wish:
        if option is Option.DAYS and _DAYS.fullmatch(text):
            return Wish((Meaning(option, text),))
        return self.office.reader.value(option, text)


def _option(value: str) -> tuple[Option | None, str]:
    """The option that a button names, and the rest."""
    name, _, rest = value.partition(".")
    return (Option(name) if name in set(Option) else None), rest
