"""Reads what a member wants an announcement to be: a whole line in any order, or the value of one option.

Pure.  What may mean several things is never guessed: it comes back as a doubt, with all that it may mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from bot.announcements.announcement import USUAL_REVEAL
from bot.announcements.clock import read_time
from bot.announcements.tokens import BREAKS, joined, leading, tokens
from bot.announcements.values import LONGEST_REVEAL
from bot.announcements.vocabulary import any_of, named, plain, words
from bot.announcements.weekdays import day_names, read_days, unclear_days
from bot.announcements.wish import SINGLE, TAGS, Doubt, Meaning, Option, Wish
from bot.zones import near_zones, read_zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.announcements.subjects import Subjects
    from bot.announcements.tokens import Token

LONGEST: Final = 400
"""Characters of a line; what is beyond is not read, and told of."""
SPAN: Final = 16
"""Words that one value is made of at most: a week of days with what stands between them."""
NEAR: Final = 80
"""How alike, of a hundred, a word must be to one that is known for that to be suggested."""
SUGGESTED: Final = 3
SHORTEST: Final = 4
"""Letters of a word that suggestions are made for."""

_AND: Final = re.compile(r"\s*(?:[,;+&]|\bdan\b|\band\b)\s*", re.IGNORECASE)
_ALL: Final = frozenset(Option)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads in every language at once.

    Args:
        subjects: the languages, packs and tags that there are, by all their names.
    """

    subjects: Subjects

    def line(self, text: str) -> Wish:
        """The wish in a line such as ``07.00 WITA senin-jumat rangkuman soal indonesia zona=WIB``."""
        said = tokens(text[:LONGEST])
        found = list(self._parts(said))
        meanings = [part for part in found if isinstance(part, Meaning)]
        doubts = [part for part in found if isinstance(part, Doubt)]
        if len(text) > LONGEST:
            doubts.append(Doubt(text[LONGEST:]))
        return _without_conflicts(meanings, doubts)

    def typed(self, values: Mapping[str, str]) -> Wish:
        """The wish in options that were given each by itself, by their names."""
        wishes = [self.value(Option(name), text) for name, text in values.items() if name in set(Option)]
        return Wish(
            tuple(meaning for wish in wishes for meaning in wish.meanings),
            tuple(doubt for wish in wishes for doubt in wish.doubts),
        )

    def value(self, option: Option, text: str) -> Wish:
        """The wish in what was written for one option, and nothing else."""
        # Platforms that offer tags hand them over as they can be typed anywhere: "era:ancient".
        text = text.strip().removeprefix(f"{option}:").strip()
        value = self._one(option, text, free=False)
        if value is not None:
            return Wish((Meaning(option, value),))
        return Wish(doubts=(Doubt(text, self._suggested(text, {option}), option),))

    def _parts(self, said: Sequence[Token]) -> Iterator[Meaning | Doubt]:
        at = 0
        unknown: list[str] = []
        while at < len(said):
            length, parts = self._part(said, at)
            if length:
                yield from self._unknown(unknown)
                yield from parts
                unknown = []
            else:
                unknown.append(said[at].text)
            at += length or 1
        yield from self._unknown(unknown)

    def _part(self, said: Sequence[Token], at: int) -> tuple[int, tuple[Meaning | Doubt, ...]]:
        """What begins there, and of how many words; none when it is not understood."""
        option = said[at].option
        if option is not None:
            return self._named(said, at, option)
        length, meanings = self._longest(said, at, _ALL)
        lead, wanted = leading(said, at)
        more, parts = self._list(said, at + lead, wanted) if wanted else (0, ())
        if parts and lead + more >= length:
            return lead + more, parts
        if meanings:
            return length, (_clear(joined(said, at, length), meanings),)
        if plain(said[at].text) in words()["passed_over"]:
            return 1, ()
        if wanted:
            text = said[at + lead].text
            only = next(iter(wanted)) if len(wanted) == 1 else None
            return lead + 1, (Doubt(text, self._suggested(text, wanted), only, subject=only is None),)
        return 0, ()

    def _list(
        self, said: Sequence[Token], at: int, wanted: Collection[Option]
    ) -> tuple[int, tuple[Meaning | Doubt, ...]]:
        """One or more values of the options that a word before them announced."""
        parts: list[Meaning | Doubt] = []
        to = end = at
        while to < len(said):
            length, meanings = self._longest(said, to, wanted)
            if not meanings:
                break
            parts.append(_clear(joined(said, to, length), meanings))
            to = end = to + length
            if to < len(said) and _AND.fullmatch(f" {said[to].text} "):
                to += 1
            else:
                break
        return end - at, tuple(parts)

    def _named(
        self, said: Sequence[Token], at: int, option: Option
    ) -> tuple[int, tuple[Meaning | Doubt, ...]]:
        """What stands behind ``name=``: as many words as make a value."""
        end = next((to for to in range(at + 1, len(said)) if said[to].option is not None), len(said))
        for length in range(end - at - 1, 0, -1):
            value = self._one(option, joined(said, at + 1, length), free=False)
            if value is not None and said[at + length].text not in BREAKS:
                return 1 + length, (Meaning(option, value),)
        text = said[at + 1].text if end > at + 1 else ""
        return (2 if text else 1), (Doubt(text, self._suggested(text, {option}), option),)

    def _longest(
        self, said: Sequence[Token], at: int, wanted: Collection[Option]
    ) -> tuple[int, tuple[Meaning, ...]]:
        """The most words from there on that mean something, and all that they mean."""
        end = min(len(said), at + SPAN)
        end = next((to for to in range(at, end) if said[to].option is not None), end)
        for length in range(end - at, 0, -1):
            if {said[at].text, said[at + length - 1].text} & BREAKS:
                continue
            text = joined(said, at, length)
            found = {option: self._one(option, text, free=True) for option in wanted}
            meanings = [
                Meaning(option, value) for option in Option if (value := found.get(option)) is not None
            ]
            if Option.DAYS in wanted:
                meanings += _unclear(text)
            if meanings:
                # Whoever names a region means its facts, whatever pack is called so.
                tagged = any(meaning.option in TAGS for meaning in meanings)
                return length, tuple(
                    meaning for meaning in meanings if not (tagged and meaning.option is Option.PACK)
                )
        return 0, ()

    def _one(self, option: Option, text: str, *, free: bool) -> str | None:
        """The value of ``option`` that ``text`` is; in a free line it must tell its option by itself."""
        match option:
            case Option.TIME:
                time = read_time(text)
                return None if time is None else f"{time:%H:%M}"
            case Option.ZONE:
                return read_zone(text)
            case Option.DAYS:
                days = read_days(text)
                return None if days is None else "".join(map(str, sorted(days)))
            case Option.STYLE:
                return named("styles").get(plain(text))
            case Option.QUESTION:
                return _question(text, free=free)
            case _:
                return self._several(option, text, free=free)

    def _several(self, option: Option, text: str, *, free: bool) -> str | None:
        whole = self.subjects.read(option, text)
        if whole is not None or free:
            return whole
        values = [self.subjects.read(option, part) for part in _AND.split(text)]
        return None if None in values else ",".join(dict.fromkeys(filter(None, values)))

    def _unknown(self, unknown: Sequence[str]) -> Iterator[Doubt]:
        if unknown:
            text = " ".join(unknown)
            suggested = self._suggested(text, _ALL) or self._suggested(unknown[0], _ALL)
            yield Doubt(text, suggested)

    def _suggested(self, text: str, wanted: Collection[Option]) -> tuple[Meaning, ...]:
        """What may have been meant by words that mean nothing, or nothing for sure."""
        if Option.DAYS in wanted and (days := _unclear(text)):
            return days
        said = plain(text)
        if len(said) < SHORTEST:
            return ()
        known = {phrase: meaning for phrase, meaning in self._known() if meaning.option in wanted}
        alike = process.extract(said, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=4 * SUGGESTED)
        found = [known[phrase] for phrase, _, _ in alike]
        if Option.ZONE in wanted:
            found += [Meaning(Option.ZONE, zone) for zone in near_zones(text)]
        return tuple(dict.fromkeys(found))[:SUGGESTED]

    def _known(self) -> Iterator[tuple[str, Meaning]]:
        for name, days in day_names().items():
            yield name, Meaning(Option.DAYS, "".join(map(str, sorted(days))))
        for name, style in named("styles").items():
            yield name, Meaning(Option.STYLE, style)
        yield from self.subjects.phrases()


def _clear(text: str, meanings: tuple[Meaning, ...]) -> Meaning | Doubt:
    return meanings[0] if len(meanings) == 1 else Doubt(text, meanings, known=True)


def _unclear(text: str) -> tuple[Meaning, ...]:
    return tuple(Meaning(Option.DAYS, "".join(map(str, sorted(each)))) for each in unclear_days(text))


def _question(text: str, *, free: bool) -> str | None:
    table = words()["question"]
    said = plain(text)
    if said in table["without"] or (not free and said in table["no"]):
        return "0"
    if said in table["with"] or (not free and said in table["yes"]):
        return str(USUAL_REVEAL)
    between = any_of(table["between"])
    asked, answered = any_of(table["with"]), any_of(table["answered"])
    lead = rf"(?:(?:{asked})\s+(?:[,;]\s+)?(?:(?:{answered})\s+)?|(?:{answered})\s+)(?:(?:{between})\s+)?"
    unit, tail = any_of(table["unit"]), rf"(?:\s+(?:{any_of(table['afterwards'])}))?"
    # By itself, "5 jam" may be about anything.
    pattern = rf"(?:{lead})([0-9]{{1,2}})\s*(?:{unit}){tail}"
    if not free:
        pattern = rf"(?:{lead}|(?:{between})\s+)?([0-9]{{1,2}})\s*(?:{unit})?{tail}"
    hours = re.fullmatch(pattern, said)
    return str(int(hours[1])) if hours is not None and int(hours[1]) <= LONGEST_REVEAL else None


def _without_conflicts(meanings: Sequence[Meaning], doubts: Sequence[Doubt]) -> Wish:
    """The wish; of what can only be one and was said differently, nothing but the doubt."""
    left, further = [*dict.fromkeys(meanings)], [*doubts]
    for option in SINGLE:
        several = tuple(meaning for meaning in left if meaning.option is option)
        if len(several) > 1:
            left = [meaning for meaning in left if meaning.option is not option]
            further.append(
                Doubt(" / ".join(meaning.value for meaning in several), several, option, known=True)
            )
    return Wish(tuple(left), tuple(further))
