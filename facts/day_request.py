"""Reads what somebody wishes to see of the almanac: a day, and what to narrow it to, in any order.

Words that name a pack or a tag, alone ("asia") or after what they are ("theme:science"), are taken out; all
the rest is for ``facts.day_reading``.  It may be anything at all, so its length is bounded first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from facts.day_filter import EVERYTHING, PACK, DayFilter
from facts.day_reading import ImpossibleDay, WishedDay, read_day
from facts.day_vocabulary import TAGS, TOKEN, plain, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

LONGEST: Final = 240
"""Characters of a wish; a day with a filter of each kind is shorter."""
_PHRASE: Final = 3
"""Words of the longest name of a tag."""
_SIGNS: Final = ".,;!?()\u201c\u201d\"'"
_SHORTEST: Final = 4
"""Letters from which a word is taken for a misspelt one."""
_TWO_FROM: Final = 7
"""Letters from which two slips of the finger may be in it: of shorter ones another word is made too soon."""


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """A word that names no filter of its group; of no group in particular when that is empty."""

    word: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class DayRequest:
    """What was read of a wish."""

    found: WishedDay | ImpossibleDay | UnknownFilter | None
    """None when the rest names no day."""
    words: str
    """The words that were read as a day."""
    narrowed: DayFilter = EVERYTHING
    meant: str = ""
    """The whole wish with its misspelt words put right; nothing when that makes no day either."""


@dataclass(slots=True)
class _Reader:
    """Takes the filters out of the words of a wish."""

    packs: Collection[str]
    narrowed: DayFilter = EVERYTHING
    rest: list[str] = field(default_factory=list)

    def read(self, words: Sequence[str]) -> UnknownFilter | None:
        """Take every word; the first that should name a filter and names none."""
        groups, between = vocabulary().groups, vocabulary().between_filters
        at, group = 0, ""
        while at < len(words):
            word = words[at]
            taken = self._take(words[at:], group)
            if taken:
                at, group = at + taken, ""
                continue
            if group:
                return UnknownFilter(word, group)
            group = groups.get(_key(word.removesuffix(":")), "")
            if not group and (_key(word) not in between or not self.narrowed):
                self.rest.append(word)
            at += 1
        return UnknownFilter("", group) if group else None

    def _take(self, words: Sequence[str], group: str) -> int:
        """How many of the first words name a filter, which is then noted; in any group when none is said."""
        for count in range(min(_PHRASE, len(words)), 0, -1):
            phrase = " ".join(map(_key, words[:count]))
            for one, tags in vocabulary().tags.items():
                if phrase in tags and group in {"", one}:
                    self.narrowed = self.narrowed.adding(one, tags[phrase])
                    return count
        pack = self._pack(words[0]) if group in {"", PACK} else None
        if pack is None:
            return 0
        self.narrowed = self.narrowed.adding(PACK, pack)
        return 1

    def _pack(self, word: str) -> str | None:
        """The pack of that id, or the only one whose id begins so."""
        word = plain(word).strip(_SIGNS)
        begun = [pack for pack in self.packs if pack.startswith(f"{word}-")]
        return word if word in self.packs else begun[0] if len(begun) == 1 else None


def read_request(wish: str, packs: Collection[str], today: date) -> DayRequest:
    """The day and the filters that ``wish`` names, seen from ``today``; ``packs`` are the ids there are."""
    if len(wish) > LONGEST:
        return DayRequest(None, wish)
    request = _read(wish, packs, today)
    if isinstance(request.found, WishedDay | ImpossibleDay):
        return request
    meant = " ".join(_mended(wish, request, packs))
    again = _read(meant, packs, today)
    mended = meant if isinstance(again.found, WishedDay) else ""
    found = request.found or _strange(request, today)
    return DayRequest(found, request.words, request.narrowed, mended)


def _read(wish: str, packs: Collection[str], today: date) -> DayRequest:
    reader = _Reader(packs)
    unknown = reader.read([*_words(wish)])
    words = " ".join(reader.rest)
    return DayRequest(unknown or read_day(words, today), words, reader.narrowed)


def _words(wish: str) -> Iterator[str]:
    """The words, the name of a filter parted from its value: "theme:science" is two."""
    for word in wish.split():
        before, colon, after = word.partition(":")
        if colon and _key(before) in vocabulary().groups:
            yield before + colon
            yield from filter(None, (after,))
        else:
            yield word


def _key(word: str) -> str:
    return plain(word).strip(_SIGNS).replace("-", " ")


def _strange(request: DayRequest, today: date) -> UnknownFilter | None:
    """The word that keeps the rest from being a day; None when there is no day without it either."""
    for word in request.words.split():
        others = " ".join(other for other in request.words.split() if other != word)
        named = any(map(str.isalnum, others)) or request.narrowed
        if named and not _knows(word) and isinstance(read_day(others, today), WishedDay):
            return UnknownFilter(word)
    return None


def _mended(wish: str, request: DayRequest, packs: Collection[str]) -> Iterator[str]:
    """The words of a wish, misspelt ones as they were meant."""
    group, strange = "", {word for word in request.words.split() if not _knows(word)}
    if isinstance(request.found, UnknownFilter):
        group, strange = request.found.group, {request.found.word}
    choices = tuple(_choices(group, packs))
    for word in _words(wish):
        yield _nearest(_key(word), choices) or word if word in strange else word


def _nearest(word: str, choices: Collection[str]) -> str | None:
    if len(word) < _SHORTEST:
        return None
    slips = 1 + (len(word) >= _TWO_FROM)
    found = process.extractOne(word, choices, scorer=OSA.distance, processor=_key, score_cutoff=slips)
    return None if found is None else str(found[0])


def _choices(group: str, packs: Collection[str]) -> Iterator[str]:
    """What a word may have been meant for."""
    if group in TAGS:
        yield from vocabulary().tags[group]
        return
    if not group:
        yield from vocabulary().teachable
    yield from (name for pack in packs for name in (pack, pack.partition("-")[0]))


def _knows(word: str) -> bool:
    """Whether every part of the word means something beside a day, or is a number."""
    return all(part.isdecimal() or vocabulary().knows(part) for part in TOKEN.findall(plain(word)))
