"""What posts are put together from: each thing once, or once in each language of the post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Citation, Heading, Sources, Span, Style, Text
from bot.i18n import mark
from bot.menu import ENDONYMS
from bot.plain import clean, plain_block
from bot.telling import BRIEF, cite, language_line, note_line, shorten, spoken
from facts.almanac import entry
from facts.calendars import Calendar
from facts.date_words import word
from facts.dates import HistoricalDate, Precision
from facts.day import Day
from facts.fact import DateKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.announcements.announcement import Announcement
    from bot.blocks import Block, Line
    from bot.i18n import Tongue, Tongues
    from facts.almanac import Entry
    from facts.fact import Fact

KINDS: Final = {
    DateKind.PERIOD: mark("beginning"),
    DateKind.BIRTH: mark("birth"),
    DateKind.DEATH: mark("death"),
    DateKind.COMMEMORATION: mark("commemoration"),
    DateKind.DEADLINE: mark("deadline"),
}
"""What tells a fact from an event, which needs no word."""
ROUND: Final = (10, 25)
"""Anniversaries that are made much of: the multiples of these numbers of years."""
ROOM: Final = 1_600
"""Characters of a post: with what escaping adds it is one message on every platform."""
CITED: Final = 250
"""Characters for the sources, however little room there is."""


def tongues_of(announcement: Announcement, tongues: Tongues, language: str) -> tuple[Tongue, ...]:
    """The languages of its posts: its own that are spoken, else that of the community."""
    known = dict.fromkeys(filter(None, map(tongues.code, announcement.languages)))
    return tuple(tongues.by_code[code] for code in known) or (tongues.speak(language),)


def heading(titles: Iterable[str]) -> Heading:
    """One title of what each language calls it."""
    return Heading(" · ".join(dict.fromkeys(titles)))


def both(texts: Iterable[str]) -> Text:
    """A remark in every language, one after the other."""
    return Text((Span(" · ".join(dict.fromkeys(texts)), Style.ITALIC),))


def named(tongue: Tongue, line: Line, *, several: bool) -> Iterator[Text]:
    """``line``, after the language's own name for itself when the post has several."""
    if several:
        rest = (Span(" · "), *line) if line else ()
        yield Text((Span(ENDONYMS.get(tongue.code, tongue.code), Style.BOLD), *rest))
    elif line:
        yield Text(line)


def of_day(fact: Fact, day: date) -> Entry | None:
    """The fact on the day, when that is the one it is remembered on."""
    found = entry(fact)
    return found if found is not None and found.day == Day(day.month, day.day) else None


def remark(fact: Fact, day: date, tongue: Tongue) -> Line:
    """When it was, how long ago, and what kind of date that is: "1918 · 100 years ago today · birth"."""
    found = of_day(fact, day)
    elapsed = None if found is None else found.years_by(day.year)
    parts = [Span(_dated(fact, found, tongue), Style.BOLD)]
    if elapsed:
        parts.append(_ago(elapsed, tongue, exact=_exact(fact)))
    if fact.kind in KINDS and (found or fact.kind is not DateKind.PERIOD):
        parts.append(Span(tongue.gettext(KINDS[fact.kind])))
    kept = [part for part in parts if part.text]
    return tuple(one for at, part in enumerate(kept) for one in ((Span(" · "), part) if at else (part,)))


def _ago(years: int, tongue: Tongue, *, exact: bool) -> Span:
    """How long ago it was; that it is so to the day where that is worth saying and sure."""
    remarkable = any(years % each == 0 for each in ROUND)
    if remarkable and exact:
        text = tongue.ngettext("{count} year ago today", "{count} years ago today", years)
    else:
        text = tongue.ngettext("{count} year ago", "{count} years ago", years)
    return Span(text, Style.BOLD if remarkable else Style.PLAIN)


def year(found: Entry, tongue: Tongue) -> str:
    """The year of a fact on its day, as the language writes it: "44 BCE"."""
    return word(HistoricalDate(f"{found.year:05}" if found.year < 0 else f"{found.year:04}"), tongue.code)


def _exact(fact: Fact) -> bool:
    """Whether its date is a day that needs no further word: no doubt, no interval, no other calendar."""
    when = fact.when
    return (
        when is not None
        and when.precision is Precision.DAY
        and when.calendar is Calendar.GREGORIAN
        and not when.uncertain
    )


def _dated(fact: Fact, found: Entry | None, tongue: Tongue) -> str:
    """The year where the day is said already; else all of the date, doubt and calendar included."""
    if found is not None and _exact(fact):
        return year(found, tongue)
    date = "" if fact.when is None else spoken(word(fact.when, tongue.code), tongue)
    return date[:1].upper() + date[1:]


def statement(fact: Fact, tongue: Tongue, room: int, *, others: Sequence[Tongue]) -> Iterator[Text]:
    """The statement and what must be known beside it, in ``room`` characters.

    In a language that the fact lacks only that is said, when another language of the post has it.
    """
    lacking = language_line(fact, tongue)
    if not lacking or not any(other.code in fact.text for other in others):
        note = shorten(note_line(fact, tongue), room // 2)
        left = room - len(note) - len(lacking) - len("\n\n\n")
        yield Text((Span(shorten(clean(fact.in_language(tongue.code)), left)),))
        yield from [Text((Span(note, Style.ITALIC),))] if note else ()
    yield from [Text((Span(lacking, Style.ITALIC),))] if lacking else ()


def sources(facts: Sequence[Fact], tongues: Sequence[Tongue], room: int) -> Iterator[Sources]:
    """The source of each fact that is best read, each once; addresses go first when there is little room."""
    items = tuple(dict.fromkeys(_citations(facts, tongues)))
    titles = tuple(dict.fromkeys(Citation(shorten(item.title, BRIEF)) for item in items))
    for kept in (items, *(titles[:count] for count in range(len(titles), 0, -1))):
        cited = Sources(tongues[0].ngettext("Source", "Sources", len(kept)), kept)
        if kept and len(plain_block(cited)) <= max(CITED, room):
            yield cited
            return


def _citations(facts: Sequence[Fact], tongues: Sequence[Tongue]) -> Iterator[Citation]:
    for fact in facts:
        for tongue in tongues:
            readable = [source for source in fact.sources if tongue.code in source.title] or fact.sources
            yield from (cite(source, tongue.code) for source in readable[:1])


def length(*blocks: Block) -> int:
    """Characters of the blocks as plain text, with the ends of their lines."""
    return sum(len(plain_block(block)) + 1 for block in blocks)
