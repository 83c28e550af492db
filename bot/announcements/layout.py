"""How a post is laid out: title, facts in each language, sources, question, and what can be done with it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.announcements.choice import wanted
from bot.announcements.parts import (
    ROOM,
    both,
    heading,
    length,
    named,
    of_day,
    remark,
    sources,
    statement,
)
from bot.announcements.question import asking
from bot.blocks import Action, Bullets, Span
from bot.menu import ENDONYMS, Menu
from bot.plain import plain_line
from bot.references import refer
from bot.telling import brief, identity
from bot.today import show_day
from facts.day import Day, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.blocks import Block, Line
    from bot.i18n import Tongue
    from facts.fact import Fact

ITEM: Final = 300
"""Characters of a line of a round-up, however much room there is."""
SHORTEST: Final = 80
"""Characters that no such line is cut below."""
FEWEST: Final = 3
"""Facts of a round-up that are cut short rather than left out."""
STOP: Final = "announce:stop:"
"""What the action begins with that stops the posts of the announcement that it names."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A post while it is put into words."""

    announcement: Announcement
    day: date
    tongues: tuple[Tongue, ...]
    facts: tuple[Fact, ...]
    asked: tuple[Fact, ...]
    """The one that it asks about, if any."""
    _: KW_ONLY
    marked: bool

    def fitted(self) -> Layout:
        """With as many of the facts as there is room for, but not too few."""
        for count in range(len(self.facts), FEWEST, -1):
            fewer = replace(self, facts=self.facts[:count])
            if fewer.fits:
                return fewer
        return replace(self, facts=self.facts[:FEWEST])

    @property
    def fits(self) -> bool:
        """Whether nothing of what it tells must be cut."""
        return length(*self._facts(ROOM)) <= self._left

    def blocks(self) -> Iterator[Block]:
        """All that it says, in reading order."""
        facts = [*self._facts(self._left)]
        cited = sources(self.facts, self.tongues, self._room - length(*facts) - 1)
        yield from (*self._head(), *facts, *cited, *self._foot())

    def actions(self) -> Iterator[Action]:
        """What can be done with it; the last is for those who manage the place."""
        fact, tongue, when = self.facts[0], self.tongues[0], Day(self.day.month, self.day.day)
        if len(self.facts) > 1:
            yield from Menu.openers(self.facts)
        if of_day(fact, self.day) is not None:
            yield show_day(when, tongue.gettext("More of this day"))
        if len(self.facts) == 1:
            spoken = {each.code for each in self.tongues}
            for code in (code for code in ENDONYMS if code in fact.text and code not in spoken):
                yield Action(ENDONYMS[code], refer(f"say:{code}", fact.id))
            yield Action(tongue.gettext("Report a mistake"), refer("report", fact.id), opens_form=True)
        yield Action(tongue.gettext("Stop these posts"), f"{STOP}{self.announcement.id}")

    @property
    def _room(self) -> int:
        """Characters for the facts and their sources."""
        return ROOM - length(*self._head(), *self._foot())

    @property
    def _left(self) -> int:
        """Characters for the facts, when their sources are told in short."""
        return self._room - length(*sources(self.facts, self.tongues, 0))

    def _head(self) -> Iterator[Block]:
        yield heading(self._title(tongue) for tongue in self.tongues)
        yield from map(both, self._notices())

    def _foot(self) -> Iterator[Block]:
        if len(self.facts) == 1:
            yield from identity(self.facts[0], self.tongues[0])
        for fact in self.asked:
            yield from asking(fact, self.tongues, self.announcement)

    def _title(self, tongue: Tongue) -> str:
        if of_day(self.facts[0], self.day) is None:
            return tongue.gettext("Did you know?")
        return tongue.gettext("{day} in history", day=self._day(tongue))

    def _notices(self) -> Iterator[list[str]]:
        """Why it is there, and why it tells something else than was asked for."""
        if self.marked:
            yield [each.gettext("Posted just now at a moderator's request.") for each in self.tongues]
        days = [(each, self._day(each)) for each in self.tongues]
        if of_day(self.facts[0], self.day) is None:
            yield [
                each.gettext("I have no fitting fact of {day}; this one is of another date.", day=day)
                for each, day in days
            ]
        elif not wanted(self.facts[0], self.announcement):
            yield [
                each.gettext(
                    "Nothing that was chosen for this place is of {day}; this is something else.", day=day
                )
                for each, day in days
            ]

    def _day(self, tongue: Tongue) -> str:
        return day_in_words(Day(self.day.month, self.day.day), tongue.code)

    def _facts(self, room: int) -> Iterator[Block]:
        """One in full, or several as a list."""
        return self._list(room) if len(self.facts) > 1 else self._single(room)

    def _single(self, room: int) -> Iterator[Block]:
        fact, several = self.facts[0], len(self.tongues) > 1
        for tongue in self.tongues:
            lead = [*named(tongue, remark(fact, self.day, tongue), several=several)]
            each = room // len(self.tongues) - length(*lead)
            yield from (*lead, *statement(fact, tongue, each, others=self.tongues))

    def _list(self, room: int) -> Iterator[Block]:
        """The facts as a list in each language, each line cut where there is not room enough for all."""
        each = room // (len(self.facts) * len(self.tongues)) - len("1. \n")
        return self._lists(ITEM if length(*self._lists(ITEM)) <= room else max(SHORTEST, each))

    def _lists(self, room: int) -> Iterator[Block]:
        for tongue in self.tongues:
            yield from named(tongue, (), several=len(self.tongues) > 1)
            yield Bullets(tuple(self._item(fact, tongue, room) for fact in self.facts), first=1)

    def _item(self, fact: Fact, tongue: Tongue, room: int) -> Line:
        about = remark(fact, self.day, tongue)
        told = brief(replace(fact, when=None), tongue, room - len(plain_line(about)) - len(": "))
        return (*about, Span(f": {told}"))
