"""What must hold of the packs that come with Babad, beyond what makes a pack sound.

Each rule takes all packs and yields a sentence for each fault.  ``problems`` is the only way in, so that the
shipped packs and the broken ones that show each rule to bite are judged alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from facts.almanac import Almanac, entry
from facts.calendars import Calendar, day_number
from facts.date_reading import dates_in
from facts.dates import Point, Precision
from facts.day import DAYS
from facts.fact import DateKind, Slot
from facts.language.language import Phrases
from facts.language.text import words
from facts.pack import PackError, parse_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from facts.fact import Fact, Name, Pack

    Rule = Callable[[Sequence[Pack]], Iterator[str]]

LANGUAGES: Final = {"id", "en"}
GROUPS: Final = {"era", "region", "theme"}
LONGEST: Final = 300
"""Characters of a text that is still one statement."""
SEED: Final = "siberia-1918"
"""It has names in senses of its own ("Moskwa" for the Soviet Union) and days only where its source has."""
EVERY_DAY: Final = 4
"""Facts with an exact day that each of the 366 has at least."""
EVENTS: Final = 3
"""Those among them that tell an event, and no birth, death, beginning or day of remembrance."""
SAME_DAY_ALIKE: Final = 60
"""Percent of likeness, in any order of words, from which two facts of one day tell the same.

The most alike that do not are at 58; of one year, or of one day in different years, at 87, where two facts
of the seed give the dead of the same war in the same words.
"""
SAME_YEAR_ALIKE: Final = 90
GREGORIAN_BEGINS: Final = day_number(1582, 10, 15, Calendar.GREGORIAN)


def problems(files: Mapping[str, bytes], rules: Iterable[Rule] | None = None) -> list[str]:
    """Every fault of the packs in ``files``, by file name; of those that cannot be read only that."""
    packs, found = [], []
    for name, data in files.items():
        try:
            packs.append(parse_pack(data, name))
        except PackError as error:
            found += [str(problem) for problem in error.problems]
    return found + [fault for rule in rules or RULES for fault in rule(packs)]


def ids(packs: Sequence[Pack]) -> Iterator[str]:
    """A pack is called by its file, and no two facts of the library have one id."""
    for pack in packs:
        if pack.origin != f"{pack.id}.yaml":
            yield f"{pack.origin}: the pack is called {pack.id}"
        if not pack.license:
            yield f"{pack.id}: no licence"
    for name, times in Counter(fact.id for fact in _facts(packs)).items():
        if times > 1:
            yield f"{name}: {times} facts have this id"


def languages(packs: Sequence[Pack]) -> Iterator[str]:
    """Whatever can be said in two languages is."""
    for pack in packs:
        spoken = {f"{pack.id}: title": pack.title}
        spoken |= {f"{pack.id}: name {name.id}": name.name for name in pack.names}
        for fact in pack.facts:
            spoken |= {f"{fact.id}: text": fact.text, f"{fact.id}: asked": fact.asked}  # type: ignore[dict-item]  # asked: lists by language
            spoken |= {f"{fact.id}: {slot}": answer for slot, answer in fact.answers.items()}
            spoken |= {f"{fact.id}: note": fact.note} if fact.certainty != "sure" else {}
        yield from (
            f"{what} is not in {lacking}" for what, by in spoken.items() for lacking in LANGUAGES - set(by)
        )


def forms(packs: Sequence[Pack]) -> Iterator[str]:
    """A short text, a short answer, a source, and a tag of each group."""
    for fact in _facts(packs):
        yield from (
            f"{fact.id}: {len(text)} characters in {language}"
            for language, text in fact.text.items()
            if len(text) > LONGEST
        )
        if not fact.answers:
            yield f"{fact.id}: no short answer"
        if not fact.sources:
            yield f"{fact.id}: no source"
        yield from (f"{fact.id}: no {group}" for group in sorted(GROUPS - set(fact.tags)))


def told_days(packs: Sequence[Pack]) -> Iterator[str]:
    """Who finds a fact on its day reads that day and its year in the text, whatever its calendar."""
    for fact in _facts(packs):
        found = entry(fact)
        if found is None:
            continue
        year = found.year if found.year > 0 else 1 - found.year
        for language, text in fact.text.items():
            named = [(date.month, date.day) for date in dates_in(text, (language,))]
            if (found.day.month, found.day.day) not in named:
                yield f"{fact.id}: {found.day.day}/{found.day.month}, its day, is not in the {language} text"
            if not re.search(rf"\b{year}\b", text):
                yield f"{fact.id}: the year {year} is not in the {language} text"


def calendars(packs: Sequence[Pack]) -> Iterator[str]:
    """No day was Gregorian before there was that calendar, unless the text says that it is reckoned back."""
    for fact in _facts(packs):
        if fact.when is None or fact.when.calendar is Calendar.JULIAN:
            continue
        early = any(point.earliest < GREGORIAN_BEGINS and point.day is not None for point in fact.when.points)
        if early and not all("Gregor" in text for text in fact.text.values()):
            yield f"{fact.id}: {fact.when} is a Gregorian day before 15 October 1582"


def told_once(packs: Sequence[Pack]) -> Iterator[str]:
    """No two facts tell the same of one day, nor in the same words of one year or day of the year."""
    blocks: dict[object, list[Fact]] = defaultdict(list)
    for fact in _facts(packs):
        start = None if fact.when is None else fact.when.start
        if isinstance(start, Point):
            blocks[start.year].append(fact)
            if start.day is not None:
                blocks[start.month, start.day].append(fact)
    plain = {fact.id: _without_numbers(fact) for fact in _facts(packs)}
    pairs = {
        (one.id, other.id): (one, other)
        for block in blocks.values()
        for one, other in combinations(sorted(block, key=attrgetter("id")), 2)
    }
    for one, other in pairs.values():
        alike = max(map(fuzz.token_sort_ratio, plain[one.id], plain[other.id]))
        if alike >= (SAME_DAY_ALIKE if _same_day(one, other) else SAME_YEAR_ALIKE):
            yield f"{one.id} and {other.id} tell the same ({alike:.0f} %)"
        elif _same_day(one, other) and one.kind == other.kind and _who(one) & _who(other):
            yield f"{one.id} and {other.id} tell of the same on one day"


def _without_numbers(fact: Fact) -> tuple[str, ...]:
    """The text in each language, for days and years are compared by themselves."""
    texts = (words(fact.in_language(language)) for language in sorted(LANGUAGES))
    return tuple(" ".join(word for word in text if not word.isdecimal()) for text in texts)


def _same_day(one: Fact, other: Fact) -> bool:
    return (
        one.when is not None
        and other.when is not None
        and one.when.precision is Precision.DAY
        and one.when.earliest == other.when.earliest
        and one.when.latest == other.when.latest
    )


def _who(fact: Fact) -> set[str]:
    return {" ".join(words(text)) for text in fact.answers.get(Slot.WHO, {}).values()}


def names(packs: Sequence[Pack]) -> Iterator[str]:
    """A name that one pack declares with further spellings is declared wherever facts mention it.

    Spellings hold within a pack, so that otherwise "Peking" would find the facts of one month alone.  A fact
    mentions a name when both its texts have the proper spelling of their language, as no part of a longer
    name.  And one key means one name, everywhere.
    """
    world = [pack for pack in packs if pack.id != SEED]
    known: dict[str, Name] = {}
    for name in chain.from_iterable(pack.names for pack in world):
        first = known.setdefault(name.id, name)
        if first != name:
            yield f"the name {name.id} is not the same in every pack"
    by_language = {
        language: Phrases((name.name.get(language, ""), name) for name in known.values())
        for language in LANGUAGES
    }
    for pack in world:
        declared = {name.id for name in pack.names}
        for fact in pack.facts:
            said = (
                {name.id for *_, name in by_language[language].find(words(text))}
                for language, text in fact.text.items()
            )
            for key in sorted(set.intersection(*said) - declared):
                if known[key].also:
                    yield f"{pack.id}: {fact.id} mentions {key}, which is not among the names of the pack"


def days(packs: Sequence[Pack]) -> Iterator[str]:
    """Every day of the year has enough to tell, and events among it, all exactly dated."""
    almanac = Almanac(pack for pack in packs if pack.id != SEED)
    for day in DAYS:
        found = almanac.on(day, 2000)
        events = [one for one in found if one.fact.kind is DateKind.EVENT]
        if len(found) < EVERY_DAY or len(events) < EVENTS:
            yield f"{day.day}/{day.month} has {len(found)} facts, {len(events)} of them events"
        if found and all(_grim(one.fact) for one in found):
            yield f"{day.day}/{day.month} has nothing but war and disaster"


def _grim(fact: Fact) -> bool:
    return bool({"war", "disaster"} & set(fact.tags.get("theme", ())))


def _facts(packs: Iterable[Pack]) -> Iterator[Fact]:
    return chain.from_iterable(pack.facts for pack in packs)


RULES: Final[tuple[Rule, ...]] = (ids, languages, forms, told_days, calendars, told_once, names, days)
