"""How a post is laid out: title, facts in each language, sources, question, and what can be done with it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.announcements.choice import wanted
from bot.announcements.parts import both, heading, named, of_day, remark, sources, statement
from bot.announcements.question import asking
from bot.blocks import Action, Bullets, Span
from bot.menu import ENDONYMS, Menu
from bot.plain import plain_block, plain_line
from bot.references import refer
from bot.telling import brief, identity
from bot.today import show_day
from facts.day import Day, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.blocks import Block, Line, Text
    from bot.i18n import Tongue
    from facts.fact import Fact

ROOM: Final = 1_500
"""Characters of a post: with what escaping adds it is one message on every platform."""
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
        """As many of the facts as there is room for, but not too few."""
        for count in range(len(self.facts), FEWEST, -1):
            fewer = replace(self, facts=self.facts[:count])
            if sum(len(plain_block(block)) + 1 for block in fewer.blocks()) <= ROOM:
                return fewer
        return replace(self, facts=self.facts[:FEWEST])

    def blocks(self) -> Iterator[Block]:
        """All that it says, in reading order."""
        head = heading(self._title(tongue) for tongue in self.tongues)
        notices = [both(notes) for notes in self._notices()]
        foot: list[Block] = [*sources(self.facts, self.tongues)]
        foot += identity(self.facts[0], self.tongues[0]) if len(self.facts) == 1 else []
        foot += [text for fact in self.asked for text in asking(fact, self.tongues, self.announcement)]
        taken = sum(len(plain_block(block)) + 1 for block in (head, *notices, *foot))
        yield from (head, *notices)
        yield from self._facts(ROOM - taken)
        yield from foot

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
        if len(self.facts) > 1:
            yield from self._list(room)
        else:
            yield from self._single()

    def _single(self) -> Iterator[Text]:
        fact, several = self.facts[0], len(self.tongues) > 1
        for tongue in self.tongues:
            yield from named(tongue, remark(fact, self.day, tongue), several=several)
            yield from statement(fact, tongue, others=self.tongues)

    def _list(self, room: int) -> Iterator[Block]:
        """The facts as a list in each language, each line cut where there is not enough room for all."""
        each = room // (len(self.facts) * len(self.tongues)) - len("1. \n")
        short = sum(len(plain_block(block)) + 1 for block in self._lists(ITEM)) <= room
        yield from self._lists(ITEM if short else max(SHORTEST, each))

    def _lists(self, room: int) -> Iterator[Block]:
        for tongue in self.tongues:
            yield from named(tongue, (), several=len(self.tongues) > 1)
            yield Bullets(tuple(self._item(fact, tongue, room) for fact in self.facts), first=1)

    def _item(self, fact: Fact, tongue: Tongue, room: int) -> Line:
        about = remark(fact, self.day, tongue)
        told = brief(replace(fact, when=None), tongue, room - len(plain_line(about)) - len(": "))
        return (*about, Span(f": {told}"))
