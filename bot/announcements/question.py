"""The question of the day as it is asked under a post, and as it is answered some hours later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.announcements.parts import CITED, ROOM, heading, length, named, sources, statement, tongues_of
from bot.announcements.riddle import riddle
from bot.blocks import Action, Reply, Span, Style, Text
from bot.references import refer
from bot.telling import identity, sentence
from facts.day import Day, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.announcements.riddle import Riddle
    from bot.blocks import Block
    from bot.i18n import Tongue, Tongues
    from bot.shelf import Shelf
    from facts.fact import Fact


def asking(fact: Fact, tongues: Sequence[Tongue], announcement: Announcement) -> Iterator[Text]:
    """The question about the fact in each language, and when the answer comes."""
    for one, tongue in zip(riddle(fact, tongues), tongues, strict=False):
        lead, later = tongue.gettext("Question of the day:"), _later(announcement, tongue)
        yield Text((Span(lead, Style.BOLD), Span(f" {one.question} "), Span(later, Style.ITALIC)))


def reveal(  # noqa: PLR0913  # what a post is made of
    announcement: Announcement,
    day: date,
    shelf: Shelf,
    tongues: Tongues,
    language: str,
    *,
    question: str,
) -> Reply | None:
    """The answer to the question that was asked on ``day``: in short, with the fact and its source.

    ``question`` is the id that ``compose`` gave.  None when that fact is gone, or nothing is asked about it
    any more: then there is nothing to answer.
    """
    fact = next((one for one in shelf.facts if one.id == question), None)
    spoken = tongues_of(announcement, tongues, language)
    asked = () if fact is None else riddle(fact, spoken)
    if fact is None or not asked:
        return None
    when = Day(day.month, day.day)
    titles = (
        tongue.gettext("Answer to the question of {day}", day=day_in_words(when, tongue.code))
        for tongue in spoken
    )
    head, foot = heading(titles), identity(fact, spoken[0])
    left = ROOM - length(head, *foot)
    parts: list[Block] = []
    for one, tongue in zip(asked, spoken, strict=True):
        parts += _part(fact, one, tongue, spoken, (left - CITED) // len(spoken))
    blocks = (head, *parts, *sources([fact], spoken, left - length(*parts) - 1), *foot)
    report = Action(spoken[0].gettext("Report a mistake"), refer("report", fact.id), opens_form=True)
    return Reply(blocks, (report,), quiet=True)


def _part(fact: Fact, asked: Riddle, tongue: Tongue, spoken: Sequence[Tongue], room: int) -> Iterator[Text]:
    """The question, the short answer and the fact in one language."""
    lead = [*named(tongue, (Span(asked.question, Style.ITALIC),), several=len(spoken) > 1)]
    lead.append(Text((Span(sentence(asked.answer), Style.BOLD),)))
    yield from (*lead, *statement(fact, tongue, room - length(*lead), others=spoken))


def _later(announcement: Announcement, tongue: Tongue) -> str:
    """When the answer comes, on the clock that the announcement goes by."""
    posted = datetime.combine(announcement.since.date(), announcement.at)
    due = posted + timedelta(hours=announcement.reveal)
    hour, minute = f"{due:%H}", f"{due:%M}"
    if due.date() == posted.date():
        return tongue.gettext("The answer comes at {hour}:{minute}.", hour=hour, minute=minute)
    return tongue.gettext("The answer comes tomorrow at {hour}:{minute}.", hour=hour, minute=minute)
